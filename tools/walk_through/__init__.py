"""The walk-through of docs/own-data.md: its data, its steps in the real window, and its pictures.

``python -m tools.walk_through FOLDER`` writes the data to a folder and takes every picture of docs/pictures/own-*.png
anew; with ``--data-only`` it writes the data for a person who follows the document. tests/test_walk_through.py goes the
same steps and holds the document to what the window says.
"""
