"""The figure that pictures and handouts share: what it draws, on any device."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QImage, QPainter

from borderkit.document import Document, MoveGroup
from borderkit.opening import open_proposal
from borderkit.portrayal_monochrome import greys, shared_patterns
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from tests.gui.test_pictures import differing
from tests.pictures.reference_figures import FIGURES, FOLDER
from ui.handout.map_row import LETTERS
from ui.insisting import SMALLEST
from ui.label_placing import Placing
from ui.label_text import label_box
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


def test_the_scale_bar_lies_on_no_inset(prepared: PreparedLayer) -> None:
    moves = (MoveGroup("CA", ("15005",)), MoveGroup("ID", ("02016",)))
    rooms = []
    for moved in (moves, moves[1:]):
        proposal = Proposal(prepared.layer, Document(moves=moved))
        figure = MapFigure(prepared, proposal, Look(focus=True))
        for width, height in ((700, 500), (320, 300), (900, 300)):
            view = figure.view(QRectF(0, 0, width, height), states_concerned(prepared, proposal))
            room = figure._scale_room(view)
            rooms.append(room)
            for left, bottom, right, top in prepared.frame.insets.values():
                x0, y0 = view.to_pixel(left, top)
                x1, y1 = view.to_pixel(right, bottom)
                assert not room.intersects(QRectF(x0, y0, x1 - x0, y1 - y0))
    assert any(not room.isEmpty() for room in rooms)


def test_lines_from_names_to_counties_are_short_and_cross_nothing(prepared: PreparedLayer) -> None:
    n_lines = 0
    for name in ("california-leaves-the-union", "new-york-three-parts", "delmarva"):
        proposal = open_proposal(name, prepared.layer)
        figure = MapFigure(prepared, proposal, Look(focus=True))
        view = figure.view(QRectF(0, 0, 460, 330), states_concerned(prepared, proposal))
        labels = figure._labels(view, [])
        placing = Placing(view)
        lines = {label: line for label in labels if (line := placing.line_to(label)) is not None}
        n_lines += len(lines)
        for label, line in lines.items():
            assert line.length() <= 0.12 * math.hypot(view.width, view.height)
            for other, another in lines.items():
                crossing, _ = line.intersects(another)
                assert label is other or crossing is not QLineF.IntersectionType.BoundedIntersection
            for named in labels:
                if named is not label:
                    box = label_box(named, view)
                    assert not any(box.contains(line.pointAt(part / 100)) for part in range(101))
    assert n_lines > 10


def test_no_county_is_named_below_five_points_on_paper(prepared: PreparedLayer) -> None:
    assert SMALLEST * LETTERS >= 5.0
    proposal = open_proposal("new-york-three-parts", prepared.layer)
    figure = MapFigure(prepared, proposal, Look(focus=True))
    view = figure.view(QRectF(0, 0, 460, 330), states_concerned(prepared, proposal))
    sizes = [label.pixels for label in figure._labels(view, []) if label.unit >= 0]
    assert len(sizes) > 20
    assert min(sizes) * LETTERS >= 5.0


def test_maps_that_share_a_legend_share_no_pattern(prepared: PreparedLayer) -> None:
    proposals = [open_proposal(name, prepared.layer) for name in ("delmarva", "greater-idaho-2022")]
    own = [dict(shared_patterns([proposal])) for proposal in proposals]
    assert own[0]["Delmarva"] == own[1]["Idaho"]
    shared = shared_patterns(proposals)
    assert len({pattern for _, pattern in shared}) == len(shared)
    for proposal in proposals:
        figure = MapFigure(prepared, proposal, Look(focus=True, black_and_white=True, patterns=shared))
        told = {entry.label.removeprefix("Counties moved to "): entry.pattern for entry in figure.legend.entries}
        target = "Idaho" if "Idaho" in told else "Delmarva"
        assert told[target] == dict(shared)[target]
