"""The window that joins a table: the file, what names its units, the figures, and what they would say."""
