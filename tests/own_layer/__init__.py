"""Layers that a person brings: probed, read, guessed, repaired."""
