"""Take the README's pictures from the running program: ``python -m tools.take_pictures``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from borderkit.handout.choices import Format
from borderkit.opening import open_proposal
from borderkit.portrayal import Way
from ui.app import build_window
from ui.handout.handout import Handout
from ui.main_window import MainWindow
from ui.theme import Appearance, set_appearance

_HANDOUTS = {
    "greater-idaho-2020": "handout-greater-idaho",
    "new-york-without-nyc-nassau-westchester": "handout-new-york",
}
_DPI, _POINTS_AN_INCH, _MM_AN_INCH = 120, 72, 25.4

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"


def main() -> int:
    """Open the window in a fresh home, act as a person would, and save what is seen."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["BORDERKIT_HOME"] = home
        window = build_window()
        window.show()
        _take(window, (1280, 800), "first-screen")
        window.files.open_bundled("greater-idaho-2020")
        window.session.emphasise("ID")
        window.canvas.navigator.fit_all()
        _take(window, (1280, 800), "greater-idaho")
        window.totals.zoom_wanted.emit("ID")
        QTest.mouseMove(window.canvas, window.canvas.point_on("41025"))
        _take(window, (1920, 1080), "greater-idaho-large")
        _in_dark()
        window.map_commands.see(Way.MARGIN)
        window.set_target("ID")
        window.set_tool("lasso")
        _take(window, (1280, 800), "margin-dark")
        window.session.proposal.history.mark_saved()
        window.close()
        for id_, name in _HANDOUTS.items():
            _take_handout(window, id_, name)
    return 0


def _take_handout(window: MainWindow, id_: str, name: str) -> None:
    """Save the picture of a one-page handout of a bundled proposal."""
    prepared = window.canvas.renderer.prepared
    handout = Handout(prepared, open_proposal(id_, prepared.layer), Format())
    width, height = (round(side / _MM_AN_INCH * _DPI) for side in handout.page_size_mm)
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    handout.paint(painter, 0, _DPI / _POINTS_AN_INCH)
    painter.end()
    picture.save(str(FOLDER / f"{name}.png"))


def _take(window: MainWindow, size: tuple[int, int], name: str) -> None:
    window.resize(*size)
    QApplication.processEvents()
    window.canvas.painting.redraw()
    window.map.furniture.names.place()
    QApplication.processEvents()
    window.grab().save(str(FOLDER / f"{name}.png"))


def _in_dark() -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        set_appearance(application, Appearance.DARK)


if __name__ == "__main__":
    sys.exit(main())
