"""The renderer draws what it drew before, within what rounding may change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from borderkit.portrayal import Choice, portray
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from tests.gui.reference_pictures import FOLDER, PICTURES
from ui.map_renderer import MapContent, MapRenderer
from ui.map_style import light
from ui.map_view import fitting

#: A pixel differs if a channel is further off than this; so many of a picture's may.
_OFF_BY, _SHARE = 40, 0.01

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.int16]]


def channels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), dtype=np.uint8)
    return raw.reshape(image.height(), image.width(), 4)[..., :3].astype(np.int16)


def differing(one: QImage, other: QImage) -> float:
    assert one.size() == other.size()
    return float((np.abs(channels(one) - channels(other)).max(axis=-1) > _OFF_BY).mean())


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_as_the_committed_one(qapp: QApplication, prepared: PreparedLayer, name: str) -> None:
    reference = QImage(str(FOLDER / f"{name}.png"))
    assert not reference.isNull()
    assert differing(PICTURES[name](prepared), reference) <= _SHARE


def test_the_comparison_tells_different_pictures_apart(qapp: QApplication, prepared: PreparedLayer) -> None:
    drawn = {name: draw(prepared) for name, draw in PICTURES.items()}
    names = [name for name in drawn if drawn[name].size() == drawn["today"].size()]
    for name in names:
        for other in names:
            if name != other:
                assert differing(drawn[name], drawn[other]) > 2 * _SHARE, (name, other)


@pytest.mark.parametrize("factor", [1, 3, 12, 60])
def test_no_water_shows_between_neighbours_at_any_scale(
    qapp: QApplication, prepared: PreparedLayer, factor: float
) -> None:
    """Fills drawn alone cover a square in the middle of Kansas without a gap."""
    renderer = MapRenderer(prepared, light())
    layer = prepared.layer
    x, y = prepared.anchors[layer.index_of["20159"]].tolist()  # Rice County
    view = fitting(renderer.extent, 900, 600)
    view = replace(view, x=float(x), y=float(y), scale=view.scale / factor, width=40, height=40)
    unset = 0xFF00FF
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    proposal = Proposal(layer)
    nothing = np.zeros(len(layer), dtype=bool)
    fills = portray(proposal, Choice())
    colors = fills.colors[fills.classes(proposal, np.arange(len(layer), dtype=np.int32))]
    content = MapContent(colors, layer.home, layer.home, nothing, nothing)
    style = replace(light(), water=QColor.fromRgb(unset))
    MapRenderer(prepared, style).draw(painter, view, content)
    painter.end()
    assert unset not in {image.pixel(px, py) & 0xFFFFFF for px in range(40) for py in range(40)}
