"""Small figures of the map that must go on looking alike; they hold no text, since machines differ in typefaces.

After a wanted change of the drawing, ``python -m tests.pictures.reference_figures`` writes them anew; look at each.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from borderkit.bundled import open_bundled
from borderkit.opening import open_proposal
from borderkit.portrayal import Choice, Way
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from ui.map_figure import Look, MapFigure, states_concerned

FOLDER = Path(__file__).parent / "references"
_WIDTH, _HEIGHT = 320, 220


def _figure(prepared: PreparedLayer, name: str, look: Look) -> QImage:
    proposal = open_proposal(name, prepared.layer)
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    MapFigure(prepared, proposal, look).paint(
        painter, QRectF(0, 0, _WIDTH, _HEIGHT), states_concerned(prepared, proposal)
    )
    painter.end()
    return image


def _look(**differences: object) -> Look:
    return Look(names=False, scale=False, focus=True, **differences)  # type: ignore[arg-type]


FIGURES: dict[str, Callable[[PreparedLayer], QImage]] = {
    "idaho": lambda prepared: _figure(prepared, "greater-idaho-2020", _look()),
    "idaho-before": lambda prepared: _figure(prepared, "greater-idaho-2020", _look(before=True)),
    "idaho-transparent": lambda prepared: _figure(prepared, "greater-idaho-2020", _look(transparent=True)),
    "idaho-black-and-white": lambda prepared: _figure(prepared, "greater-idaho-2020", _look(black_and_white=True)),
    "new-york-black-and-white": lambda prepared: _figure(prepared, "new-york-three-parts", _look(black_and_white=True)),
    "margin-black-and-white": lambda prepared: _figure(
        prepared, "jefferson-two-states", _look(black_and_white=True, choice=Choice(Way.MARGIN))
    ),
}


def main() -> None:
    """Write every figure anew."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    FOLDER.mkdir(exist_ok=True)
    prepared = open_bundled(Silent())
    for name, draw in FIGURES.items():
        draw(prepared).save(str(FOLDER / f"{name}.png"))
    application.processEvents()


if __name__ == "__main__":
    main()
