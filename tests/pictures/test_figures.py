"""The figure that pictures and handouts share: what it draws, on any device."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from borderkit.opening import open_proposal
from borderkit.portrayal_monochrome import greys
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from tests.gui.test_pictures import differing
from tests.pictures.reference_figures import FIGURES, FOLDER
from ui.map_figure import Look, MapFigure, country, states_concerned

pytestmark = pytest.mark.usefixtures("qapp")

_SHARE = 0.01


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_drawn_as_the_committed_one(prepared: PreparedLayer, name: str) -> None:
    reference = QImage(str(FOLDER / f"{name}.png"))
    assert not reference.isNull()
    assert differing(FIGURES[name](prepared), reference) <= _SHARE


def test_the_comparison_tells_figures_apart(prepared: PreparedLayer) -> None:
    drawn = {name: draw(prepared) for name, draw in FIGURES.items()}
    for name, image in drawn.items():
        for other in drawn.keys() - {name}:
            assert differing(image, drawn[other]) > 2 * _SHARE, (name, other)


def test_a_figure_looks_the_same_wherever_it_stands(prepared: PreparedLayer) -> None:
    """Insets and all else move with the rectangle."""
    figure = MapFigure(prepared, Proposal(prepared.layer), Look())
    images = []
    for left, top in ((0, 0), (57, 31)):
        image = QImage(657, 431, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        figure.paint(painter, QRectF(left, top, 600, 400), country(prepared))
        painter.end()
        images.append(image.copy(left, top, 600, 400))
    assert differing(*images) == 0


def test_lines_and_letters_grow_with_the_painter(prepared: PreparedLayer) -> None:
    """A preview that scales its painter shows what print shows."""
    proposal = open_proposal("greater-idaho-2020", prepared.layer)
    figure = MapFigure(prepared, proposal, Look(focus=True))
    box = states_concerned(prepared, proposal)
    images = []
    for factor, pen in ((1.0, 2.0), (2.0, 1.0)):
        image = QImage(900, 600, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.scale(factor, factor)
        figure.paint(painter, QRectF(0, 0, 900 / factor, 600 / factor), box, pen)
        painter.end()
        images.append(image)
    assert differing(*images) < 0.02


def test_the_legend_of_a_focused_figure_names_only_what_is_seen(prepared: PreparedLayer) -> None:
    proposal = open_proposal("greater-idaho-2020", prepared.layer)
    figure = MapFigure(prepared, proposal, Look(focus=True))
    assert [entry.label for entry in figure.legend.entries] == ["Idaho", "Oregon", "Counties moved to Idaho"]
    assert figure.has_old_lines
    before = MapFigure(prepared, proposal, Look(focus=True, before=True))
    assert [entry.label for entry in before.legend.entries] == ["Idaho", "Oregon"]
    assert not before.has_old_lines
    assert not before.has_new_lines


def test_a_new_state_in_the_lines_of_an_old_one_leaves_no_line_behind(prepared: PreparedLayer) -> None:
    proposal = open_proposal("new-york-without-nyc-nassau-westchester", prepared.layer)
    figure = MapFigure(prepared, proposal, Look(focus=True))
    assert not figure.has_old_lines
    assert [entry.label for entry in figure.legend.entries] == ["New York", "Outer New York"]


def test_every_moved_county_is_named_where_there_is_room(prepared: PreparedLayer) -> None:
    proposal = open_proposal("california-leaves-the-union", prepared.layer)
    figure = MapFigure(prepared, proposal, Look(focus=True))
    image = QImage(800, 1000, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    figure.paint(painter, QRectF(0, 0, 800, 1000), states_concerned(prepared, proposal))
    painter.end()
    assert figure.unnamed == ()


def test_no_name_stands_where_something_else_goes(prepared: PreparedLayer) -> None:
    proposal = open_proposal("greater-idaho-2020", prepared.layer)
    figure = MapFigure(prepared, proposal, Look(focus=True))
    rect, box = QRectF(0, 0, 700, 500), states_concerned(prepared, proposal)
    assert figure.unnamed_in(rect, box) == ()
    everywhere = figure.unnamed_in(rect, box, reserved=[rect])
    assert len(everywhere) == len(proposal.moved_units)


def test_greys_follow_lightness_and_black_is_legible_on_them() -> None:
    colors = np.array([0x000000, 0x003859, 0xB54734, 0x00FF00, 0xFFFFFF], dtype=np.uint32)
    found = greys(colors)
    channels = [(found >> shift) & 0xFF for shift in (16, 8, 0)]
    assert (channels[0] == channels[1]).all()
    assert (channels[1] == channels[2]).all()
    assert (np.diff(found.astype(np.int64)) > 0).all()
    assert int(channels[0].min()) > 0x80
