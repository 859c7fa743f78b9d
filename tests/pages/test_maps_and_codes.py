"""Maps on pages are true to scale and kept for previews; QR codes are painted as they are meant."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import segno
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from borderkit.handout.choices import Format, Paper, Template, Words
from borderkit.jurisdiction import Status
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from tests.pages.conftest import CONTACT, Make, proposal_of
from ui.handout.map_row import CLOSER, TODAY, panels_of
from ui.handout.maps import MapMark
from ui.handout.marks import Squares
from ui.handout.page import Page
from ui.map_legend import OLD_LINES
from ui.map_scale import paint_scale_bar

_PEN = 3.0

#: Where Albers for the 48 states (EPSG:5070) has points, and how far they are from each other on the ellipsoid.
_GROUND = """
import json, sys
from pyproj import Geod, Transformer
x0, y0, x1, y1 = json.loads(sys.argv[1])
to_degrees = Transformer.from_crs(5070, 4269, always_xy=True)
(a, b), (c, d) = to_degrees.transform(x0, y0), to_degrees.transform(x1, y1)
print(Geod(ellps="GRS80").inv(a, b, c, d)[2])
"""


def _maps(page: Page) -> list[MapMark]:
    return [placed.mark for placed in page.placed if isinstance(placed.mark, MapMark)]


def _painted(page: Page, *, draft: bool = False) -> QImage:
    image = QImage(math.ceil(page.width * _PEN), math.ceil(page.height * _PEN), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    page.paint(painter, _PEN, draft=draft)
    painter.end()
    return image


@pytest.mark.parametrize("layout", [Format(), Format(Template.POSTER, Paper.A3, landscape=True)], ids=str)
def test_the_scale_bar_is_true_on_the_ground(
    prepared: PreparedLayer, make: Make, monkeypatch: pytest.MonkeyPatch, layout: Format
) -> None:
    told: list[float] = []

    def noted(painter: QPainter, at: Any, metres_per_pixel: float, *rest: Any, **named: Any) -> None:  # noqa: ANN401
        told.append(metres_per_pixel)
        paint_scale_bar(painter, at, metres_per_pixel, *rest, **named)

    monkeypatch.setattr("ui.map_figure.paint_scale_bar", noted)
    page = make(open_proposal("greater-idaho-2020", prepared.layer), layout).laid_out(0)
    _painted(page)
    maps = _maps(page)
    assert len(maps) == len(told) == 2
    for mark, metres in zip(maps, told, strict=True):
        rect = QRectF(0, 0, mark.width * _PEN, mark.height * _PEN)
        view = mark.figure.view(rect, mark.box, mark.letters * _PEN).magnified(mark.letters * _PEN)
        pixels = 40.0
        west, east = (
            view.to_map(rect.width() / 2 - pixels, rect.height() / 2),
            view.to_map(rect.width() / 2 + pixels, rect.height() / 2),
        )
        ends = json.dumps([*west, *east])
        run = subprocess.run([sys.executable, "-c", _GROUND, ends], capture_output=True, text=True, check=True)
        assert metres == pytest.approx(float(run.stdout) / (2 * pixels), rel=0.01)


def test_both_maps_of_a_page_have_one_scale(prepared: PreparedLayer, make: Make) -> None:
    for layout in (Format(), Format(Template.COMPARISON)):
        page = make(open_proposal("greater-idaho-2024", prepared.layer), layout).laid_out(0)
        first, second = _maps(page)
        assert first.box == second.box
        assert first.metres_a_point(_PEN) == second.metres_a_point(_PEN)


def test_where_there_is_room_the_proposal_is_the_larger_map_and_its_counties_are_named_once(
    prepared: PreparedLayer, make: Make
) -> None:
    proposed, today = _maps(make(open_proposal("greater-idaho-2020", prepared.layer)).laid_out(0))
    assert (today.look.before, proposed.look.before) == (True, False)
    assert proposed.width * proposed.height > 2 * today.width * today.height
    assert (today.look.counties, proposed.look.counties) == (False, True)


def test_a_tiny_county_is_shown_closer(prepared: PreparedLayer, make: Make) -> None:
    page = make(proposal_of(prepared, {"MD": ("51610",)})).laid_out(0)
    captions = [text for text, _ in page.texts]
    assert CLOSER in captions
    assert len(_maps(page)) == 3
    large = make(open_proposal("greater-idaho-2020", prepared.layer)).laid_out(0)
    assert CLOSER not in [text for text, _ in large.texts]


_LAYOUTS = [
    Format(paper=Paper.LETTER),
    Format(Template.POSTER, Paper.TABLOID),
    Format(paper=Paper.A4, landscape=True),
]


@pytest.mark.parametrize("layout", _LAYOUTS, ids=str)
def test_the_frame_about_what_is_closer_lies_on_its_map(prepared: PreparedLayer, make: Make, layout: Format) -> None:
    """Nantucket lies in the corner of its state, Falls Church in the middle of two."""
    for proposal in (
        proposal_of(prepared, {"NAN": ("25019",)}, new=(("NAN", "Nantucket", Status.INDEPENDENT),)),
        proposal_of(prepared, {"MD": ("51610",)}),
    ):
        for mark in _maps(make(proposal, layout).laid_out(0)):
            if mark.marked:
                rect = QRectF(10, 20, mark.width * _PEN, mark.height * _PEN)
                frame = mark._frame(mark.marked, rect, _PEN)
                assert not frame.isEmpty()
                assert rect.contains(frame)
                left, bottom, right, top = mark.marked
                assert mark.box[0] <= left < right <= mark.box[2]
                assert mark.box[1] <= bottom < top <= mark.box[3]


def test_nothing_is_shown_closer_that_would_hardly_be_larger(prepared: PreparedLayer, make: Make) -> None:
    falls_church = proposal_of(prepared, {"MD": ("51610",)})
    maps = make(falls_church).maps
    today, proposed, closer = panels_of(maps, falls_church, black_and_white=False)
    assert (closer.caption, proposed.marked) == (CLOSER, closer.box)
    magnified = (today.box[2] - today.box[0]) / (closer.box[2] - closer.box[0])
    assert magnified > 2
    some = panels_of(maps, falls_church, black_and_white=False, smaller=1 / magnified)
    assert [panel.marked for panel in some] == [None, None]


def test_the_key_tells_lines_of_today_only_where_some_are_drawn(prepared: PreparedLayer, make: Make) -> None:
    for name, is_told in (("greater-idaho-2020", True), ("california-leaves-the-union", False)):
        texts = [text for text, _ in make(open_proposal(name, prepared.layer)).laid_out(0).texts]
        assert any(OLD_LINES in text for text in texts) == is_told


def test_a_pattern_means_one_thing_in_a_comparison_in_black_and_white(prepared: PreparedLayer, make: Make) -> None:
    first, second = (open_proposal(name, prepared.layer) for name in ("delmarva", "greater-idaho-2022"))
    page = make(first, Format(Template.COMPARISON, black_and_white=True), second=second).laid_out(0)
    patterns = [
        {entry.pattern for entry in mark.figure.legend.entries if "moved" in entry.label or entry.label == "Delmarva"}
        for mark in _maps(page)
    ]
    assert [len(found) for found in patterns] == [1, 1]
    assert not patterns[0] & patterns[1]


def test_without_moves_there_is_one_map(prepared: PreparedLayer, make: Make) -> None:
    page = make(proposal_of(prepared, {})).laid_out(0)
    assert len(_maps(page)) == 1
    assert TODAY in [text for text, _ in page.texts]


def test_a_preview_takes_maps_from_before_and_new_ones_after_a_change(prepared: PreparedLayer, make: Make) -> None:
    from ui.handout.handout import Handout

    proposal = open_proposal("weld-to-wyoming", prepared.layer)
    first = make(proposal)
    _painted(first.laid_out(0), draft=True)
    drawn = list(first.maps._pictures.values())
    second = Handout(prepared, proposal, Format(), Words(contact="X", web=CONTACT.web), maps=first.maps)
    _painted(second.laid_out(0), draft=True)
    assert [id(picture) for picture in second.maps._pictures.values()] == [id(picture) for picture in drawn]
    proposal.move(["08069"], "NE")
    third = Handout(prepared, proposal, Format(), CONTACT, maps=first.maps)
    _painted(third.laid_out(0), draft=True)
    assert len(third.maps._pictures) > len(drawn)


def test_a_preview_looks_as_the_page_does(prepared: PreparedLayer, make: Make) -> None:
    page = make(open_proposal("weld-to-wyoming", prepared.layer)).laid_out(0)
    sharp, draft = (
        np.frombuffer(image.constBits(), dtype=np.uint8).reshape(-1, 4)[:, :3].astype(int)
        for image in (_painted(page), _painted(page, draft=True))
    )
    assert np.abs(sharp - draft).mean() < 1.0
    assert sharp.min() < 40


def test_the_qr_code_is_painted_as_its_matrix_says(prepared: PreparedLayer, make: Make) -> None:
    page = make(open_proposal("greater-idaho-2020", prepared.layer)).laid_out(0)
    ((placed, mark),) = ((p, p.mark) for p in page.placed if isinstance(p.mark, Squares))
    image = _painted(page)
    size = len(mark.rows)
    side = mark.side * _PEN
    quiet = range(-4, size + 4)
    read = [
        [
            image.pixelColor(round(placed.x * _PEN + (x + 0.5) * side), round(placed.y * _PEN + (y + 0.5) * side)).red()
            < 128
            for x in quiet
        ]
        for y in quiet
    ]
    code = segno.make_qr(CONTACT.web, error="m")
    # matrix_iter gives the white margin of four squares, too.
    meant = [[bool(square) for square in row] for row in code.matrix_iter(border=4)]
    assert read == meant
    assert mark.side >= 1.13
