"""The window that opens a person's own layer: what was found in a file, what its columns mean, and where it lies."""
