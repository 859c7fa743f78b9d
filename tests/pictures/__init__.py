"""Pictures of the map: files and the clipboard."""
