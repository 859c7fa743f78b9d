"""Takes the pictures of the document on the way through it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tools.walk_through.data import Data
from tools.walk_through.divide_step import divide_counties
from tools.walk_through.plan_step import take_over_plan
from tools.walk_through.png import write_png
from tools.walk_through.precincts_step import open_precincts
from tools.walk_through.table_step import join_table
from tools.walk_through.walk import Walk
from ui.theme import Appearance, dress, set_appearance
from ui.windows import windows


def take_pictures(data: Data, folder: Path) -> Walk:
    """Go through the document and save what is seen to a folder; return the walk, which knows what was said."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
        dress(application)
    set_appearance(application, Appearance.LIGHT)
    folder.mkdir(parents=True, exist_ok=True)

    def take(seen: QWidget, name: str) -> None:
        QApplication.processEvents()
        write_png(seen.grab().toImage(), folder / f"{name}.png")

    walk = Walk(data, windows(application), take)
    for step in (open_precincts, join_table, divide_counties, take_over_plan):
        step(walk)
    return walk
