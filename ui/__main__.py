"""``python -m ui`` does what the command ``borderkit`` does."""

from ui.app import run

run()
