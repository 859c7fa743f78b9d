"""Tests: sentences about behaviour, through real objects."""
