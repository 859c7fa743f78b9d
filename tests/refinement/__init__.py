"""Dividing counties into precincts."""
