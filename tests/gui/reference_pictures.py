"""Small pictures of the map that the renderer must go on drawing alike.

They hold no text, so that they are the same whatever fonts a machine has. After a wanted change of the drawing,
``python -m tests.gui.reference_pictures`` writes them anew; look at each before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from borderkit.bundled import open_bundled
from borderkit.opening import open_proposal
from borderkit.portrayal import Choice, Way, portray
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from ui.map_fills import PATTERNS
from ui.map_renderer import MapContent, MapRenderer
from ui.map_scene import box_of
from ui.map_style import MapStyle, dark, light
from ui.map_view import MapView, fitting

FOLDER = Path(__file__).parent / "references"
_WIDTH, _HEIGHT = 300, 200
_NORTHWEST = ("OR", "ID")

Draw = Callable[[PreparedLayer], QImage]


def _picture(
    prepared: PreparedLayer,
    style: MapStyle,
    *,
    proposal_id: str | None = None,
    way: Way = Way.STATE,
    near: bool = False,
    hatched: bool = False,
    selected: bool = False,
    ratio: int = 1,
) -> QImage:
    layer = prepared.layer
    proposal = open_proposal(proposal_id, layer) if proposal_id else Proposal(layer)
    portrayal = portray(proposal, Choice(way))
    everything = np.arange(len(layer), dtype=np.int32)
    classes = portrayal.classes(proposal, everything)
    in_idaho = proposal.assignment == proposal.position("ID")
    patterns = np.array([PATTERNS.index(pattern) for pattern in portrayal.patterns], dtype=np.uint8)
    content = MapContent(
        colors=style.shaded(portrayal.colors)[classes],
        assignment=proposal.assignment,
        home=layer.home,
        selected=in_idaho & selected,
        outlined=np.zeros(len(layer), dtype=bool),
        hatches=patterns[classes] if hatched else None,
    )
    renderer = MapRenderer(prepared, style)
    view = _northwest(prepared, proposal) if near else fitting(renderer.extent, _WIDTH, _HEIGHT)
    image = QImage(_WIDTH * ratio, _HEIGHT * ratio, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.draw(painter, view.magnified(ratio), content, pen=ratio)
    painter.end()
    return image


def _northwest(prepared: PreparedLayer, proposal: Proposal) -> MapView:
    codes = [proposal.position(code) for code in _NORTHWEST]
    units = np.flatnonzero(np.isin(proposal.layer.home, codes)).astype(np.int32)
    return fitting(box_of(prepared, units), _WIDTH, _HEIGHT)


PICTURES: dict[str, Draw] = {
    "today": lambda prepared: _picture(prepared, light()),
    "greater-idaho": lambda prepared: _picture(prepared, light(), proposal_id="greater-idaho-2020", near=True),
    "greater-idaho-dark": lambda prepared: _picture(prepared, dark(), proposal_id="greater-idaho-2020", near=True),
    "greater-idaho-hatched": lambda prepared: _picture(
        prepared, light(), proposal_id="greater-idaho-2020", near=True, hatched=True
    ),
    "selected": lambda prepared: _picture(prepared, light(), near=True, selected=True),
    "margin": lambda prepared: _picture(prepared, light(), way=Way.MARGIN),
    "margin-hatched": lambda prepared: _picture(prepared, light(), way=Way.MARGIN, near=True, hatched=True),
    "density-dark": lambda prepared: _picture(prepared, dark(), way=Way.DENSITY),
    "twice-as-dense": lambda prepared: _picture(prepared, light(), near=True, ratio=2),
}


def main() -> None:
    """Write every picture anew."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    FOLDER.mkdir(exist_ok=True)
    prepared = open_bundled(Silent())
    for name, draw in PICTURES.items():
        draw(prepared).save(str(FOLDER / f"{name}.png"))
    application.processEvents()


if __name__ == "__main__":
    main()
