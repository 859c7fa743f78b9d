"""PNG pictures: sizes, dots an inch, transparency, colours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from borderkit.drawing import PictureOptions, Region
from borderkit.opening import open_proposal
from borderkit.portrayal import Choice, Way
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from tests.pictures.proposals import all_moved, country_of_one, tiny
from ui.map_figure import PALE
from ui.pictures import copy_picture, write_picture
from ui.pictures.sheet import lay_out

pytestmark = pytest.mark.usefixtures("qapp")

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def pixels(image: QImage) -> Pixels:
    """Return (height, width, 4) blue, green, red, alpha."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    # A copy: the image's own memory goes with it.
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4).copy()


def share_of(image: QImage, color: int) -> float:
    """Return the share of an image that has exactly a colour."""
    blue, green, red, _ = np.moveaxis(pixels(image).astype(np.uint32), -1, 0)
    return float(((red << 16 | green << 8 | blue) == color).mean())


@pytest.fixture
def idaho(prepared: PreparedLayer) -> Proposal:
    return open_proposal("greater-idaho-2020", prepared.layer)


@pytest.mark.parametrize(("width", "dpi"), [(101, 30), (900, 96), (2400, 300), (2401, 1200)])
def test_a_file_has_the_width_and_the_dots_asked_for(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path, width: int, dpi: int
) -> None:
    path = tmp_path / "map.png"
    write_picture(prepared, idaho, path, PictureOptions(width_px=width, dpi=dpi))
    image = QImage(str(path))
    assert image.width() == width
    assert image.dotsPerMeterX() == image.dotsPerMeterY() == round(dpi / 0.0254)
    assert image.text("Title") == "Greater Idaho (2020)"
    assert not image.hasAlphaChannel()


def test_the_same_picture_is_drawn_at_twice_the_size(prepared: PreparedLayer, idaho: Proposal) -> None:
    small = copy_picture(prepared, idaho, PictureOptions(width_px=800, dpi=100))
    large = copy_picture(prepared, idaho, PictureOptions(width_px=1600, dpi=200))
    assert abs(large.height() - 2 * small.height()) <= 2
    shrunk = pixels(large.scaled(small.size())).astype(np.int16)
    assert float((np.abs(shrunk - pixels(small)).max(axis=-1) > 90).mean()) < 0.05


def test_water_is_transparent_and_land_is_not(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    write_picture(prepared, idaho, path, PictureOptions(width_px=1000, transparent=True, legend=False, title=False))
    alpha = pixels(QImage(str(path)))[..., 3]
    assert alpha[0, 0] == alpha[-1, -1] == 0
    assert alpha[alpha.shape[0] // 2, alpha.shape[1] // 2] == 255
    assert 0.4 < float((alpha == 0).mean()) < 0.8


@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("region", ["country", "states"])
def test_black_and_white_has_no_coloured_pixel(
    prepared: PreparedLayer, idaho: Proposal, way: Way, region: Region
) -> None:
    options = PictureOptions(region=region, width_px=700, dpi=96, table=True, black_and_white=True)
    found = pixels(copy_picture(prepared, idaho, options, Choice(way)))[..., :3].astype(np.int16)
    assert (found.max(axis=-1) == found.min(axis=-1)).all()
    assert 0 < float((found[..., 0] < 80).mean()) < 0.4, "there are lines, and they leave room"


def test_black_and_white_tells_who_joins_who_moves_and_whom_they_leave(
    prepared: PreparedLayer, idaho: Proposal
) -> None:
    options = PictureOptions(region="states", width_px=900, dpi=96, black_and_white=True)
    entries = lay_out(prepared, idaho, options).figure.legend.entries
    looks = [(entry.color, entry.pattern) for entry in entries]
    assert [entry.label for entry in entries] == ["Idaho", "Oregon", "Counties moved to Idaho"]
    assert len(set(looks)) == len(looks)
    assert looks[0][1] == looks[2][1] != looks[1][1]


def test_black_and_white_tells_two_states_apart_that_counties_leave(prepared: PreparedLayer) -> None:
    proposal = open_proposal("virginia-maryland-to-west-virginia", prepared.layer)
    options = PictureOptions(region="states", width_px=900, dpi=96, black_and_white=True)
    entries = lay_out(prepared, proposal, options).figure.legend.entries
    looks = {entry.label: (entry.color, entry.pattern) for entry in entries}
    assert {"Maryland", "Virginia", "West Virginia"} < set(looks)
    assert len(set(looks.values())) == len(looks)


def test_a_picture_of_the_states_shows_only_them_in_their_colours(prepared: PreparedLayer, idaho: Proposal) -> None:
    whole = copy_picture(prepared, idaho, PictureOptions(width_px=900, dpi=96))
    states = copy_picture(prepared, idaho, PictureOptions(region="states", width_px=900, dpi=96))
    calm = int(idaho.jurisdiction("ID").color[1:], 16)
    washington = int(idaho.jurisdiction("WA").color[1:], 16)
    assert share_of(states, calm) > 5 * share_of(whole, calm) > 0
    assert share_of(whole, washington) > 0
    assert share_of(states, washington) == 0
    assert share_of(states, PALE) > 0.1


def test_nothing_stands_on_anything_else(prepared: PreparedLayer) -> None:
    for name in ("greater-idaho-2020", "california-leaves-the-union", "new-york-three-parts"):
        proposal = open_proposal(name, prepared.layer)
        for way in (Way.STATE, Way.MARGIN):
            for width in (100, 800, 4000):
                options = PictureOptions(region="states", width_px=width, dpi=300, table=True)
                sheet = lay_out(prepared, proposal, options, Choice(way))
                rects = [sheet.map_rect, *(rect for _, rect in sheet.blocks)]
                for at, rect in enumerate(rects):
                    assert rect.left() >= 0
                    assert rect.right() <= sheet.width
                    assert rect.bottom() <= sheet.height
                    assert not any(rect.intersects(other) for other in rects[at + 1 :])


def test_without_anything_around_it_the_map_fills_the_picture(prepared: PreparedLayer, idaho: Proposal) -> None:
    sheet = lay_out(prepared, idaho, PictureOptions(legend=False, title=False))
    assert (sheet.map_rect.x(), sheet.map_rect.y()) == (0, 0)
    assert (sheet.map_rect.width(), sheet.map_rect.height()) == pytest.approx((sheet.width, sheet.height))


def test_today_s_map_has_no_table_of_states_concerned(prepared: PreparedLayer, qapp: QApplication) -> None:
    options = PictureOptions(region="states", width_px=800, table=True)
    sheet = lay_out(prepared, Proposal(prepared.layer), options)
    assert [block.name for block, _ in sheet.blocks] == ["title", "legend", "sources"]
    assert copy_picture(prepared, Proposal(prepared.layer), options).width() == 800


def test_every_county_may_move(prepared: PreparedLayer) -> None:
    image = copy_picture(prepared, all_moved(prepared), PictureOptions(region="states", width_px=900, table=True))
    assert image.width() == 900


@pytest.mark.parametrize("make", [tiny, country_of_one])
def test_one_tiny_county_is_named_and_seen(prepared: PreparedLayer, make: object) -> None:
    assert callable(make)
    proposal = make(prepared)
    sheet = lay_out(prepared, proposal, PictureOptions(region="states"))
    assert sheet.figure.unnamed_in(sheet.map_rect, sheet.box) == ()
    image = copy_picture(prepared, proposal, PictureOptions(region="states"))
    classes = sheet.figure.legend.entries
    moved = next(entry for entry in classes if entry.label.startswith(("Counties moved", "Republic")))
    assert share_of(image, int(QColor(moved.color).rgb() & 0xFFFFFF)) > 0


def test_all_55_counties_of_new_york_are_named(prepared: PreparedLayer) -> None:
    proposal = open_proposal("new-york-without-nyc-nassau-westchester", prepared.layer)
    sheet = lay_out(prepared, proposal, PictureOptions(region="states"))
    assert sheet.figure.unnamed_in(sheet.map_rect, sheet.box) == ()


def test_what_cannot_be_named_is_told(prepared: PreparedLayer) -> None:
    proposal = open_proposal("new-york-without-nyc-nassau-westchester", prepared.layer)
    sheet = lay_out(prepared, proposal, PictureOptions(region="states"))
    small = sheet.map_rect.adjusted(0, 0, -0.8 * sheet.map_rect.width(), -0.8 * sheet.map_rect.height())
    lost = sheet.figure.unnamed_in(small, sheet.box)
    assert set(lost) < {prepared.layer.names[unit] for unit in proposal.moved_units}
    assert lost
