"""Tests of handouts: what they say, and how they look."""
