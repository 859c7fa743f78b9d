"""The window that divides units into pieces: the file of the pieces, the units, and what is done to make them fit."""
