"""A small picture of a proposal: the states concerned, with their new borders."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPixmap

from borderkit.concerned import units_concerned
from borderkit.portrayal import Choice, portray
from borderkit.proposal import Proposal
from ui.map_picture import MapPicture
from ui.map_renderer import MapContent, MapRenderer
from ui.map_view import fitting


def preview(renderer: MapRenderer, proposal: Proposal, width: int, height: int) -> QPixmap:
    """Draw the states that a proposal moves counties between."""
    layer = proposal.layer
    nothing = np.zeros(len(layer), dtype=bool)
    portrayal = portray(proposal, Choice())
    classes = portrayal.classes(proposal, np.arange(len(layer), dtype=np.int32))
    colors = renderer.style.shaded(portrayal.colors)[classes]
    content = MapContent(colors, proposal.assignment, layer.home, nothing, nothing)
    units = units_concerned(proposal)
    boxes = renderer.prepared.level(0).boxes[units if len(units) else slice(None)]
    low, high = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
    picture = MapPicture(renderer, content)
    picture.draw_now(fitting((low[0], low[1], high[0], high[1]), width, height), 1.0)
    return QPixmap() if picture.image is None else QPixmap.fromImage(picture.image)
