"""What lies on the map besides its picture: names, scale bar, north, legend, hatches."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from PySide6.QtCore import QBuffer, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from borderkit.ground import Ground, measure_composite, measure_ground
from borderkit.layer import UnitLayer
from borderkit.legend import Legend, LegendEntry, Pattern
from borderkit.level import Level
from borderkit.opening import open_proposal
from borderkit.pick import unit_at
from borderkit.portrayal import Choice, Way, portray
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from ui.hatching import brush_style, paint_hatch, pattern_brush
from ui.legend_flow import LegendFlow
from ui.map_labels import Label, LabelPlacer, LabelSprites, label_box, paint_labels, short_name
from ui.map_legend import OLD_LINES, legend_size, paint_legend
from ui.map_renderer import MapRenderer
from ui.map_scale import LengthUnit, MapScale, nice_length, paint_inset_scales, paint_north, paint_scale_bar
from ui.map_style import dark, light
from ui.map_view import MapView, fitting

pytestmark = pytest.mark.usefixtures("qapp")

MILE = 1609.344
Paint = Callable[[QPainter], None]


def whole_map(prepared: PreparedLayer, width: int = 1920, height: int = 1080) -> MapView:
    return fitting(prepared.level(0).extent, width, height)


def view_of(prepared: PreparedLayer, *geoids: str, width: int = 1280, height: int = 800) -> MapView:
    """Return a view that shows some counties and what is around them."""
    boxes = prepared.level(0).boxes[prepared.layer.indices(geoids)]
    left, bottom = boxes[:, :2].min(axis=0).tolist()
    right, top = boxes[:, 2:].max(axis=0).tolist()
    return fitting((left, bottom, right, top), width, height, 0.1)


def level_of(prepared: PreparedLayer, view: MapView) -> Level:
    return MapRenderer(prepared, light()).level(view.scale)


def labels_of(prepared: PreparedLayer, proposal: Proposal, view: MapView) -> list[Label]:
    level = level_of(prepared, view)
    return LabelPlacer(prepared).place(view, level, proposal.assignment, proposal.jurisdictions)


def names(labels: list[Label], kind: str) -> list[str]:
    return [label.text.replace("\n", " ") for label in labels if label.kind == kind]


def drawn(paint: Paint, width: int = 600, height: int = 400) -> NDArray[np.uint8]:
    """Return how much is drawn on each pixel, (height, width), 0 to 255."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    pixels: NDArray[np.uint8] = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[:, :, 3]
    return pixels.copy()


def bounds(alpha: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def texts_in_svg(paint: Paint) -> list[str]:
    """Return the texts that a vector picture holds as text."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(1280, 800))
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    content = bytes(buffer.data().data()).decode()
    return [unescape(part.split(">", 1)[1].split("</text>")[0].strip()) for part in content.split("<text")[1:]]


# Names


@pytest.mark.parametrize("proposal_id", ["", "greater-idaho-2020", "new-york-three-parts"])
@pytest.mark.parametrize("magnified", [1.0, 4.0, 16.0, 200.0])
def test_no_name_overlaps_another_one_or_the_edge(
    proposal_id: str, magnified: float, prepared: PreparedLayer, counties: UnitLayer
) -> None:
    proposal = open_proposal(proposal_id, counties) if proposal_id else Proposal(counties)
    view = whole_map(prepared).zoomed(magnified, 900, 400, 10, 1e5)
    labels = labels_of(prepared, proposal, view)
    assert len(labels) > 2
    boxes = [label_box(label, view) for label in labels]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])]
    seen = QRectF(0, 0, view.width, view.height)
    assert all(seen.contains(box) for box in boxes)


def test_the_national_map_names_states_and_not_here_and_there_a_county(
    prepared: PreparedLayer, counties: UnitLayer
) -> None:
    labels = labels_of(prepared, Proposal(counties), whole_map(prepared))
    assert not names(labels, "unit")
    named = names(labels, "jurisdiction")
    assert {"Texas", "Kansas", "New Mexico", "Alaska", "HI", "MA", "NJ"} <= set(named)
    assert len(named) == len(set(named)) > 45


def test_more_is_named_as_one_comes_nearer(prepared: PreparedLayer, counties: UnitLayer) -> None:
    """What a nearer view shows has at least the names that the wider view had there, and more."""
    proposal = Proposal(counties)
    iowa = view_of(prepared, "19001", "19191", "19111", "19193")
    counts = []
    for wider in (1.0, 2.0, 5.0):
        view = iowa.zoomed(1 / wider, iowa.width / 2, iowa.height / 2, 1, 1e6)
        left, bottom, right, top = iowa.box
        labels = labels_of(prepared, proposal, view)
        counts.append(sum(left < label.x < right and bottom < label.y < top for label in labels))
    assert counts[0] > counts[1] > counts[2]


@pytest.mark.parametrize(
    ("proposal_id", "code"),
    [
        ("new-york-three-parts", "NAM"),
        ("jefferson-23-counties", "JEF"),
        ("superior", "SUP"),
        ("delmarva", "DMV"),
        ("california-leaves-the-union", "CAL"),
        ("liberty", "LIB"),
    ],
)
def test_a_new_jurisdiction_is_named_within_its_borders(
    proposal_id: str, code: str, prepared: PreparedLayer, counties: UnitLayer
) -> None:
    proposal = open_proposal(proposal_id, counties)
    new, position = proposal.jurisdiction(code), proposal.position(code)
    view = view_of(prepared, *(counties.geoids[unit] for unit in np.flatnonzero(proposal.assignment == position)))
    label = next(
        label
        for label in labels_of(prepared, proposal, view)
        if label.kind == "jurisdiction" and label.text.replace("\n", " ") in (new.name, code)
    )
    box = label_box(label, view)
    level = level_of(prepared, view)
    for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight(), box.center()):
        unit = unit_at(level, *view.to_map(corner.x(), corner.y()))
        assert unit is not None
        assert proposal.assignment[unit] == position


def test_moved_counties_are_named_before_the_others(prepared: PreparedLayer, counties: UnitLayer) -> None:
    proposal = open_proposal("greater-idaho-2020", counties)
    named = names(labels_of(prepared, proposal, whole_map(prepared)), "unit")
    moved = {short_name(counties.names[unit]) for unit in proposal.moved_units}
    assert {"Harney", "Lake"} <= set(named) <= moved


def test_an_own_mask_says_which_units_come_first(prepared: PreparedLayer, counties: UnitLayer) -> None:
    view, proposal = whole_map(prepared), Proposal(counties)
    changed = np.zeros(len(counties), dtype=bool)
    changed[counties.indices(["32023"])] = True
    placer, level = LabelPlacer(prepared), level_of(prepared, view)
    labels = placer.place(view, level, proposal.assignment, proposal.jurisdictions, changed=changed)
    assert names(labels, "unit") == ["Nye"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Fairfax County", "Fairfax"),
        ("Fairfax city", "Fairfax city"),
        ("Orleans Parish", "Orleans"),
        ("Juneau City and Borough", "Juneau"),
        ("Carson City", "Carson City"),
        ("Bethel Census Area", "Bethel"),
        ("Prince George's County", "Prince George's"),
        ("County Line Borough", "County Line"),
    ],
)
def test_names_on_the_map_leave_out_the_kind_of_county(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_state_in_two_parts_is_named_in_the_larger_one_that_is_seen(
    prepared: PreparedLayer, counties: UnitLayer
) -> None:
    proposal = Proposal(counties)

    def latitude_of_michigan(view: MapView) -> float:
        return next(label.y for label in labels_of(prepared, proposal, view) if label.text == "Michigan")

    upper_peninsula = view_of(prepared, "26131", "26053", "26103", "26041")
    mackinac = float(prepared.anchors[counties.index_of["26097"], 1])
    assert latitude_of_michigan(whole_map(prepared)) < mackinac
    assert latitude_of_michigan(upper_peninsula) > mackinac - 60_000


def test_insets_and_the_district_are_named_like_all_others(prepared: PreparedLayer, counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    left, bottom, right, top = prepared.frame.insets["AK"]
    alaska = next(label for label in labels_of(prepared, proposal, whole_map(prepared)) if label.text == "Alaska")
    assert left < alaska.x < right
    assert bottom < alaska.y < top
    district = labels_of(prepared, proposal, view_of(prepared, "11001"))
    assert names(district, "jurisdiction").count("District of Columbia") == 1
    assert "District of Columbia" not in names(district, "unit")


def test_a_jurisdiction_without_units_has_no_name(prepared: PreparedLayer, counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    hawaii = np.flatnonzero(counties.home == proposal.position("HI")).astype(np.int32)
    proposal.move_units(hawaii, proposal.position("AK"))
    assert not {"HI", "Hawaii"} & set(names(labels_of(prepared, proposal, whole_map(prepared)), "jurisdiction"))


def test_names_follow_what_was_moved(prepared: PreparedLayer, counties: UnitLayer) -> None:
    """A placer that saw many steps says the same as one that sees the last one alone."""
    proposal, view = Proposal(counties), whole_map(prepared)
    placer, level = LabelPlacer(prepared), level_of(prepared, view)
    chance = np.random.default_rng(5)
    for _ in range(12):
        some = chance.choice(len(counties), 300, replace=False).astype(np.int32)
        proposal.move_units(some, int(chance.integers(51)))
        labels = placer.place(view, level, proposal.assignment, proposal.jurisdictions)
        assert labels == labels_of(prepared, proposal, view)


def test_names_stay_off_what_is_reserved(prepared: PreparedLayer, counties: UnitLayer) -> None:
    proposal, view = Proposal(counties), view_of(prepared, "51003", "51810", "51105")
    placer, level = LabelPlacer(prepared), level_of(prepared, view)
    legend = QRectF(12, view.height - 300, 260, 288)
    free = placer.place(view, level, proposal.assignment, proposal.jurisdictions)
    assert any(label_box(label, view).intersects(legend) for label in free)
    kept = placer.place(view, level, proposal.assignment, proposal.jurisdictions, reserved=[legend])
    assert not [label for label in kept if label_box(label, view).intersects(legend)]


def test_a_view_without_pixels_or_without_map_has_no_names(prepared: PreparedLayer, counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    assert labels_of(prepared, proposal, MapView(0, 0, 100, 0, 0)) == []
    assert labels_of(prepared, proposal, MapView(9e6, 9e6, 100, 800, 600)) == []


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_sprites_show_each_name_where_it_stands(ratio: float, prepared: PreparedLayer, counties: UnitLayer) -> None:
    view = view_of(prepared, "19001", "19191")
    labels = labels_of(prepared, Proposal(counties), view)
    width, height = round(view.width * ratio), round(view.height * ratio)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    LabelSprites(light()).paint(painter, view, labels, ratio)
    painter.end()
    alpha = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[:, :, 3].copy()
    for label in labels:
        box = label_box(label, view).adjusted(-4, -4, 4, 4)
        left, top, right, bottom = (round(v * ratio) for v in (box.left(), box.top(), box.right(), box.bottom()))
        part = alpha[max(top, 0) : bottom, max(left, 0) : right]
        assert np.count_nonzero(part) > 0.3 * part.size
        part[:] = 0
    assert not alpha.any()


def test_in_vector_pictures_names_are_text(prepared: PreparedLayer, counties: UnitLayer) -> None:
    view = view_of(prepared, "19001", "19191")
    labels = labels_of(prepared, Proposal(counties), view)
    written = texts_in_svg(lambda painter: paint_labels(painter, view, labels, light()))
    lines = [line for label in labels for line in label.text.split("\n")]
    assert [text.upper() for text in written] == [line.upper() for line in lines]


def test_names_are_printed_as_large_as_the_pen_says(prepared: PreparedLayer, counties: UnitLayer) -> None:
    view = MapView(0, 0, 1000, 150, 100)
    label = Label("Colorado", 0, 0, 12, True, "jurisdiction")
    small = bounds(drawn(lambda p: paint_labels(p, view, [label], light()), 150, 100))
    large = bounds(drawn(lambda p: paint_labels(p, view.magnified(4), [label], light(), 4), 600, 400))
    assert np.allclose(np.array(large), 4 * np.array(small), atol=5)


# Scale bar and north


@pytest.fixture(scope="module")
def mainland(prepared: PreparedLayer) -> tuple[Ground, ...]:
    return measure_composite({}, prepared.level(0).extent, {})


@pytest.fixture
def canvas(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    parent.resize(900, 600)
    qtbot.addWidget(parent)
    return parent


@pytest.mark.parametrize(
    ("metres", "unit", "length"),
    [
        (150_000, LengthUnit.KILOMETRES, 100),
        (200_000, LengthUnit.KILOMETRES, 200),
        (499_999, LengthUnit.KILOMETRES, 200),
        (999_999, LengthUnit.KILOMETRES, 500),
        (1_000_000, LengthUnit.KILOMETRES, 1000),
        (400, LengthUnit.KILOMETRES, 0.2),
        (MILE, LengthUnit.MILES, 1),
        (MILE * 0.99, LengthUnit.MILES, 0.5),
        (MILE * 730, LengthUnit.MILES, 500),
    ],
)
def test_lengths_of_the_bar_are_round(metres: float, unit: LengthUnit, length: float) -> None:
    assert nice_length(metres, unit) == pytest.approx(length)


def test_lengths_are_written_as_people_do() -> None:
    assert LengthUnit.MILES.tell(1) == "1 mile"
    assert LengthUnit.MILES.tell(0.5) == "0.5 miles"
    assert LengthUnit.MILES.tell(200, short=True) == "200 mi"
    assert LengthUnit.KILOMETRES.tell(1000) == "1,000 km"


@pytest.mark.parametrize("place", [(-98.4, 38.5), (-68.8, 46.3), (-122.3, 47.6), (-80.6, 25.6)])
@pytest.mark.parametrize("scale", [3000.0, 400.0, 20.0])
def test_the_bar_is_as_long_as_the_ground_has_it(
    place: tuple[float, float], scale: float, canvas: QWidget, mainland: tuple[Ground, ...]
) -> None:
    to_map = Transformer.from_crs("EPSG:4269", "EPSG:5070", always_xy=True)
    x, y = to_map.transform(*place)
    shown = MapScale(canvas)
    shown.show_view(MapView(x, y, scale, 300, 200), mainland)
    assert shown.bar is not None
    for pixels, metres in (
        (shown.bar.miles_pixels, shown.bar.miles * MILE),
        (shown.bar.kilometres_pixels, shown.bar.kilometres * 1000),
    ):
        assert 0.39 * 150 <= pixels <= 150 or pixels > 30
        half = pixels * scale / 2
        ends = [to_map.transform(x + side * half, y, direction="INVERSE") for side in (-1, 1)]
        _, _, length = Geod(ellps="GRS80").inv(*ends[0], *ends[1])
        assert length == pytest.approx(metres, rel=0.005)


def test_the_arrow_leans_as_the_meridians_do(canvas: QWidget, mainland: tuple[Ground, ...]) -> None:
    to_map = Transformer.from_crs("EPSG:4269", "EPSG:5070", always_xy=True)
    shown = MapScale(canvas)
    shown.show_view(MapView(*to_map.transform(-122.3, 47.6), 400, 300, 200), mainland)
    # The cone of the 48 states, constant 0.6029, unrolled about 96 degrees west.
    assert math.degrees(shown.north) == pytest.approx(0.6029 * (122.3 - 96), abs=0.3)
    assert "north is 16 degrees to the right of up" in shown.accessibleName()
    for angle in (-0.7, 0.0, 0.7):
        alpha = drawn(lambda p, a=angle: paint_north(p, QPointF(100, 100), a, light()), 200, 200)  # type: ignore[misc]
        left, top, right, _ = bounds(alpha)
        assert top < 82
        # The letter stands beyond the tip, which leans to the side that north lies to.
        letter = alpha[top : top + 8]
        middle = float(np.average(np.arange(200), weights=letter.sum(axis=0)))
        assert np.sign(round(middle - 100, -1)) == np.sign(angle)
        assert left >= 75
        assert right <= 125


def inset_of_alaska(prepared: PreparedLayer) -> Ground:
    """An inset that is a plate carrée: what it stands for is known without a projection."""
    left, bottom, right, top = prepared.frame.insets["AK"]
    metres = 2_000_000.0

    def to_geographic(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        return -150 + (x - left) / metres, (y - bottom) / metres

    return measure_ground("AK", (left, bottom, right, top), to_geographic, Geod(ellps="GRS80"))  # type: ignore[arg-type]


def test_in_an_inset_the_bar_is_the_insets_and_says_so(
    canvas: QWidget, prepared: PreparedLayer, mainland: tuple[Ground, ...]
) -> None:
    """A degree of longitude is 111,320 m at the equator; here it is 2,000 km on the map."""
    parts = (*mainland, inset_of_alaska(prepared))
    left, bottom, right, _ = prepared.frame.insets["AK"]
    shown = MapScale(canvas)
    shown.show_view(MapView((left + right) / 2, bottom, 1000, 300, 200), parts)
    assert shown.caption == "Scale of Alaska"
    assert shown.bar is not None
    assert shown.bar.kilometres * 1000 / shown.bar.kilometres_pixels == pytest.approx(111_320 / 2000, rel=0.002)
    shown.show_view(MapView(0, 1_500_000, 1000, 300, 200), parts)
    assert shown.caption == ""


def test_the_bar_speaks_of_the_mainland_that_is_seen(canvas: QWidget, mainland: tuple[Ground, ...]) -> None:
    """A view whose middle lies far out at sea shows the bar of the land at its edge."""
    right = mainland[0].box[2]
    shown = MapScale(canvas)
    shown.show_view(MapView(right + 400_000, 2_400_000, 1000, 1000, 200), mainland)
    assert math.degrees(shown.north) == pytest.approx(math.degrees(mainland[0].north_at(right, 2_400_000)), abs=0.6)


def test_the_scale_keeps_to_its_corner_and_lets_the_mouse_through(
    canvas: QWidget, mainland: tuple[Ground, ...]
) -> None:
    shown = MapScale(canvas)
    shown.show_view(MapView(0, 1_500_000, 1000, 900, 600), mainland)
    canvas.show()
    canvas.resize(1100, 500)
    assert (shown.geometry().right(), shown.geometry().bottom()) == (1100 - 13, 500 - 13)
    assert canvas.childAt(shown.geometry().center()) is None
    image = canvas.grab(shown.geometry()).toImage()
    assert len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) > 5
    covered = shown.covered
    assert QRectF(shown.geometry()).contains(covered)
    shown.show_view(MapView(0, 0, 1000, 900, 600), ())
    assert not shown.isVisible()
    assert shown.covered.isEmpty()


def test_bar_and_arrow_are_as_large_as_the_pen_says() -> None:
    small = bounds(drawn(lambda p: paint_scale_bar(p, QPointF(10, 40), 1200, light())))
    large = bounds(drawn(lambda p: paint_scale_bar(p, QPointF(20, 80), 600, light(), 2)))
    assert np.allclose(np.array(large), 2 * np.array(small), atol=3)
    small = bounds(drawn(lambda p: paint_north(p, QPointF(50, 50), 0.2, light())))
    large = bounds(drawn(lambda p: paint_north(p, QPointF(100, 100), 0.2, light(), 2)))
    assert np.allclose(np.array(large), 2 * np.array(small), atol=3)
    assert texts_in_svg(lambda p: paint_scale_bar(p, QPointF(20, 40), 1200, light())) == ["100 miles", "100 km"]


def test_insets_have_a_bar_within_their_frame_if_they_are_wide_enough(
    prepared: PreparedLayer, mainland: tuple[Ground, ...]
) -> None:
    parts, frames = (*mainland, inset_of_alaska(prepared)), prepared.frame.insets
    view = whole_map(prepared, 1280, 800)

    def paint(painter: QPainter, view: MapView = view) -> None:
        paint_inset_scales(painter, view, parts, frames, light())

    left, bottom, right, top = frames["AK"]
    (x0, y0), (x1, y1) = view.to_pixel(left - 30_000, top + 30_000), view.to_pixel(right + 30_000, bottom - 30_000)
    painted = bounds(drawn(paint, 1280, 800))
    assert x0 < painted[0] < painted[2] < x1
    assert y0 < painted[1] < painted[3] < y1
    tiny = whole_map(prepared, 300, 200)
    assert not drawn(lambda painter: paint(painter, tiny), 300, 200).any()


@pytest.mark.parametrize("width", [800, 1000, 1280, 1920, 2560])
def test_bars_of_insets_lie_on_no_land(width: int, prepared: PreparedLayer, mainland: tuple[Ground, ...]) -> None:
    """The real insets, whose bars have other lengths at each width, with a hawaiian one of the same kind."""
    view = whole_map(prepared, width, round(width * 0.7))
    hawaii = replace(inset_of_alaska(prepared), code="HI", east=np.full((9, 9), 1.0))
    parts = (*mainland, replace(inset_of_alaska(prepared), east=np.full((9, 9), 2.82)), hawaii)
    alpha = drawn(
        lambda painter: paint_inset_scales(painter, view, parts, prepared.frame.insets, light()), width, view.height
    )
    level = level_of(prepared, view)
    rows, columns = np.nonzero(alpha[::3, ::3] > 40)
    assert len(rows) > 50
    for x, y in zip((columns * 3).tolist(), (rows * 3).tolist(), strict=True):
        assert unit_at(level, *view.to_map(x + 0.5, y + 0.5)) is None


# The legend

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis"


def legend_of(way: Way, counties: UnitLayer) -> Legend:
    return portray(open_proposal("greater-idaho-2020", counties), Choice(way=way)).legend


@pytest.mark.parametrize("pen", [1.0, 2.0])
@pytest.mark.parametrize("width", [110.0, 180.0, 260.0])
@pytest.mark.parametrize("way", Way)
def test_nothing_of_a_legend_is_outside_of_its_room(way: Way, width: float, pen: float, counties: UnitLayer) -> None:
    legend = legend_of(way, counties)
    size = legend_size(legend, width * pen, pen, moved=True)
    assert size.width() <= width * pen
    room = QRectF(10, 10, size.width(), size.height())

    def paint(painter: QPainter) -> None:
        paint_legend(painter, room, legend, light(), pen, hatched=True, moved=True)

    left, top, right, bottom = bounds(drawn(paint, 700, 2400))
    # A letter may reach a pixel beyond its own measure.
    assert left >= 9
    assert top >= 9
    assert right <= room.right() + pen
    assert bottom <= room.bottom() + pen


@pytest.mark.parametrize("way", Way)
def test_all_that_a_legend_says_is_written(way: Way, counties: UnitLayer) -> None:
    legend = legend_of(way, counties)

    def paint(painter: QPainter) -> None:
        paint_legend(painter, QRectF(0, 0, 190, 900), legend, light(), moved=True)

    written = " ".join(texts_in_svg(paint)).split()
    said = [legend.title, *(entry.label for entry in legend.entries), OLD_LINES, legend.note, "Source:", legend.source]
    assert written == " ".join(said).split()


def test_the_dashed_line_is_told_only_where_there_is_one(counties: UnitLayer) -> None:
    legend = legend_of(Way.STATE, counties)
    room = QRectF(0, 0, 240, 400)
    assert OLD_LINES not in texts_in_svg(lambda painter: paint_legend(painter, room, legend, light()))
    assert OLD_LINES in texts_in_svg(lambda painter: paint_legend(painter, room, legend, light(), moved=True))


def test_a_word_wider_than_the_room_is_broken() -> None:
    legend = Legend(LONG, (LegendEntry("#ff0000", Pattern.NONE, LONG),), LONG, LONG)
    size = legend_size(legend, 100)
    assert size.width() <= 100
    written = texts_in_svg(lambda painter: paint_legend(painter, QRectF(0, 0, 100, 400), legend, light()))
    assert "".join(written).count(LONG) == 4


@pytest.mark.parametrize("style", [light(), dark()])
def test_swatches_have_the_colour_of_the_map(style: object) -> None:
    chosen = dark() if style is dark() else light()
    legend = Legend("T", (LegendEntry("#3366cc", Pattern.RISING, "x"),), "")
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(chosen.water)
    painter = QPainter(image)
    paint_legend(painter, QRectF(0, 0, 200, 100), legend, chosen)
    painter.end()
    expected = int(chosen.shaded(np.array([0x3366CC], dtype=np.uint32))[0])
    colors = [image.pixel(x, y) & 0xFFFFFF for x in range(3, 20) for y in range(22, 30)]
    assert colors.count(expected) > len(colors) / 2


@pytest.mark.parametrize("width", [1900, 800, 420, 240])
@pytest.mark.parametrize("way", Way)
def test_on_the_screen_the_legend_takes_as_many_rows_as_its_width_asks_for(
    way: Way, width: int, qtbot: QtBot, counties: UnitLayer
) -> None:
    strip = LegendFlow()
    qtbot.addWidget(strip)
    legend = legend_of(way, counties)
    strip.set_legend(legend, hatched=True, moved=True)
    items = strip.rows(width)
    assert [item.text for item in items] == [legend.title, *(entry.label for entry in legend.entries), OLD_LINES]
    boxes = [QRectF(item.x, item.y, item.indent + item.width, 14) for item in items]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])]
    strip.resize(width, strip.height())
    strip.show()
    height = strip.height()
    assert all(QRectF(0, 0, width, height).contains(box) for box in boxes[1:])
    strip.resize(width - 100, height)
    assert height <= strip.height()


def test_note_and_source_are_told_where_the_pointer_rests(qtbot: QtBot, counties: UnitLayer) -> None:
    strip = LegendFlow()
    qtbot.addWidget(strip)
    legend = legend_of(Way.MARGIN, counties)
    strip.set_legend(legend, hatched=False, moved=False)
    assert legend.note in strip.toolTip()
    assert legend.source in strip.toolTip()
    assert OLD_LINES not in strip.accessibleDescription()


def test_a_name_is_never_taken_for_markup(qtbot: QtBot) -> None:
    strip = LegendFlow()
    qtbot.addWidget(strip)
    entries = (LegendEntry("#ff0000", Pattern.NONE, "<b>State</b>"),)
    strip.set_legend(Legend("<h1>Title</h1>", entries, "<i>us</i>"), hatched=False, moved=False)
    assert "&lt;b&gt;State&lt;/b&gt;" in strip.toolTip()
    assert "<b>" not in strip.toolTip()


# Hatches

INK = QColor(0, 0, 0)
SQUARE = np.array([(20.0, 20.0), (180.0, 20.0), (180.0, 180.0), (20.0, 180.0), (20.0, 20.0)])


@pytest.mark.parametrize("pattern", [pattern for pattern in Pattern if pattern is not Pattern.NONE])
def test_a_hatch_looks_the_same_as_a_brush_and_as_lines(pattern: Pattern) -> None:
    area = QRect(20, 20, 160, 160)
    brushed = drawn(lambda p: p.fillRect(area, pattern_brush(pattern, INK)), 200, 200)[30:170, 30:170].astype(float)

    def paint(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_hatch(painter, SQUARE, np.array([0, 5]), pattern, INK)

    lined = drawn(paint, 200, 200)[30:170, 30:170].astype(float)
    assert 10 < brushed.mean() < 130
    assert np.abs(brushed - lined).mean() < 8


@pytest.mark.parametrize("pattern", Pattern)
def test_every_pattern_has_a_hatch_of_its_own(pattern: Pattern) -> None:
    others = [other for other in Pattern if other is not pattern]
    assert brush_style(pattern) not in [brush_style(other) for other in others]
    assert (brush_style(pattern) is Qt.BrushStyle.NoBrush) == (pattern is Pattern.NONE)
    own = drawn(lambda p: p.fillRect(0, 0, 64, 64, pattern_brush(pattern, INK)), 64, 64)
    for other in others:
        assert (own != drawn(lambda p, o=other: p.fillRect(0, 0, 64, 64, pattern_brush(o, INK)), 64, 64)).any()  # type: ignore[misc]


@pytest.mark.parametrize(("pattern", "slope"), [(Pattern.RISING, 1), (Pattern.FALLING, -1)])
def test_rising_lines_rise_to_the_right(pattern: Pattern, slope: int) -> None:
    alpha = drawn(lambda p: p.fillRect(0, 0, 64, 64, pattern_brush(pattern, INK)), 64, 64).astype(float)
    assert np.allclose(alpha[8:40, 8:40], alpha[8 - slope : 40 - slope, 9:41], atol=2)
    assert not np.allclose(alpha[8:40, 8:40], alpha[8 + slope : 40 + slope, 9:41], atol=2)


@pytest.mark.parametrize("scale", [1.5, 2.0, 6.25])
def test_a_hatch_is_as_coarse_as_the_device_is_fine(scale: float) -> None:
    """Lines that would be a hair's breadth apart in print are as far apart as on the screen."""

    def lines(scale: float) -> int:
        side = round(192 * scale)
        brush = pattern_brush(Pattern.HORIZONTAL, INK, scale)
        column = drawn(lambda p: p.fillRect(0, 0, side, side, brush), side, side)[:, 5] > 100
        return int(np.count_nonzero(column[1:] & ~column[:-1]))

    assert lines(scale) == pytest.approx(lines(1.0), rel=0.05)


def test_under_the_transformation_of_the_map_a_hatch_keeps_to_pixels() -> None:
    plain = drawn(lambda p: p.fillRect(20, 20, 100, 100, pattern_brush(Pattern.RISING, INK)), 200, 200)

    def paint(painter: QPainter) -> None:
        painter.setTransform(QTransform(1 / 2500, 0, 0, -1 / 2500, 60, 90))
        path = QPainterPath()
        path.addRect(painter.transform().inverted()[0].mapRect(QRectF(20, 20, 100, 100)))
        painter.fillPath(path, pattern_brush(Pattern.RISING, INK, 1.0, painter.transform()))

    assert np.abs(drawn(paint, 200, 200).astype(float) - plain).mean() < 2


def test_lines_of_a_hatch_end_at_the_outline_and_leave_out_holes() -> None:
    hole = np.array([(80.0, 80.0), (120.0, 80.0), (120.0, 120.0), (80.0, 120.0), (80.0, 80.0)])

    def paint(painter: QPainter) -> None:
        paint_hatch(painter, np.vstack([SQUARE, hole]), np.array([0, 5, 10]), Pattern.DIAGONAL_CROSSED, INK)

    alpha = drawn(paint, 200, 200)
    left, top, right, bottom = bounds(alpha)
    assert min(left, top) >= 18
    assert max(right, bottom) <= 182
    assert not alpha[84:116, 84:116].any()
    assert alpha[30:70, 30:70].any()
