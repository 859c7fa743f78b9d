"""The window that tells what a layer is, how its file was read, and what was repaired."""
