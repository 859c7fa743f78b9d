"""Every tool of the map: pressed, dragged, given up, held off by a lock, at three scales."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from borderkit.filling import FillKind, FillRule
from borderkit.restraint import Restraint
from tests.gui.hands import CTRL, LEFT, NONE, SHIFT, click, drag, move, moved, n_steps, press_key, selected, where
from ui.main_window import MainWindow

#: Baker, Crook, Deschutes, Grant, Harney, Malheur, Union, Wallowa, Wheeler: eastern Oregon.
EASTERN = ("41001", "41013", "41023", "41025", "41045", "41061", "41063", "41069")

#: How many pixels the state of Oregon is wide on the map.
SCALES = (90, 260, 600)


@pytest.fixture(params=SCALES, ids=["the country", "the west", "the state"])
def scaled(window: MainWindow, request: pytest.FixtureRequest) -> MainWindow:
    """The window, Oregon in the middle of the map at one of three scales, Idaho the target."""
    layer = window.session.layer
    oregon = np.flatnonzero(layer.home == window.session.proposal.position("OR"))
    canvas = window.canvas
    canvas.look_at(oregon.tolist(), margin=0)
    boxes = canvas.renderer.prepared.level(0).boxes[oregon]
    width = (boxes[:, 2].max() - boxes[:, 0].min()) / canvas.map_view.scale
    canvas.navigator.zoom(request.param / width)
    window.set_target("ID")
    return window


def pixel(window: MainWindow, geoid: str) -> QPoint:
    """Return the pixel over a county's anchor, as it is seen now."""
    canvas = window.canvas
    unit = int(window.session.layer.indices([geoid])[0])
    x, y = canvas.map_view.to_pixel(*canvas.renderer.prepared.anchors[unit].tolist())
    return QPoint(round(x), round(y))


def corners_around(window: MainWindow, *geoids: str) -> tuple[QPoint, QPoint]:
    """Return two corners of a rectangle of pixels that holds the anchors of counties."""
    points = [pixel(window, geoid) for geoid in geoids]
    xs, ys = [p.x() for p in points], [p.y() for p in points]
    return QPoint(min(xs) - 1, min(ys) - 1), QPoint(max(xs) + 1, max(ys) + 1)


def within(window: MainWindow, low: QPoint, high: QPoint) -> set[str]:
    """Return the counties whose anchor is drawn in a rectangle of pixels: counted one by one."""
    layer, canvas = window.session.layer, window.canvas
    x0, y0 = canvas.map_view.to_map(low.x() + 0.5, low.y() + 0.5)
    x1, y1 = canvas.map_view.to_map(high.x() + 0.5, high.y() + 0.5)
    anchors = canvas.renderer.prepared.anchors.tolist()
    return {g for g, (x, y) in zip(layer.geoids, anchors, strict=True) if x0 <= x <= x1 and y1 <= y <= y0}


def not_of(window: MainWindow, code: str, geoids: set[str]) -> set[str]:
    """Return the counties of a set that are at home elsewhere."""
    layer = window.session.layer
    return {geoid for geoid in geoids if layer.home_of(layer.index_of[geoid]).code != code}


def ring(window: MainWindow, *geoids: str) -> list[QPoint]:
    """Return a closed line of pixels around the anchors of counties: their box, walked in small steps."""
    low, high = corners_around(window, *geoids)
    sides = [(low, QPoint(high.x(), low.y())), (QPoint(high.x(), low.y()), high)]
    sides += [(high, QPoint(low.x(), high.y())), (QPoint(low.x(), high.y()), low)]
    return [a + (b - a) * (n / 6) for a, b in sides for n in range(6)] + [low]


Shape = Callable[[MainWindow], list[QPoint]]


def rectangle(window: MainWindow) -> list[QPoint]:
    low, high = corners_around(window, *EASTERN)
    return [low, QPoint((low.x() + high.x()) // 2, (low.y() + high.y()) // 2), high]


def lasso(window: MainWindow) -> list[QPoint]:
    return ring(window, *EASTERN)


REGIONS = pytest.mark.parametrize(("tool", "shape"), [("rectangle", rectangle), ("lasso", lasso)])


@REGIONS
def test_a_region_moves_the_counties_within_as_one_step(scaled: MainWindow, tool: str, shape: Shape) -> None:
    scaled.set_tool(tool)
    drag(scaled, shape(scaled))
    expected = not_of(scaled, "ID", within(scaled, *corners_around(scaled, *EASTERN)))
    assert set(EASTERN) <= expected
    assert moved(scaled) == expected
    assert n_steps(scaled) == 1
    scaled.actions_by_name["undo"].trigger()
    assert not moved(scaled)


@REGIONS
def test_esc_drops_a_region(scaled: MainWindow, tool: str, shape: Shape) -> None:
    scaled.set_tool(tool)
    points = shape(scaled)
    drag(scaled, points, release=False)
    assert scaled.canvas.tool.outline
    press_key(scaled, Qt.Key.Key_Escape)
    QTest.mouseRelease(scaled.canvas, LEFT, NONE, points[-1])
    assert not scaled.canvas.tool.outline
    assert not moved(scaled)
    assert n_steps(scaled) == 0


@REGIONS
def test_a_region_leaves_a_locked_state_alone(scaled: MainWindow, tool: str, shape: Shape) -> None:
    scaled.session.restrain(Restraint(frozenset({"OR"})))
    scaled.set_tool(tool)
    drag(scaled, shape(scaled))
    others = not_of(scaled, "OR", not_of(scaled, "ID", within(scaled, *corners_around(scaled, *EASTERN))))
    assert moved(scaled) == others


@REGIONS
def test_a_region_selects_with_shift_or_without_a_target(scaled: MainWindow, tool: str, shape: Shape) -> None:
    scaled.set_tool(tool)
    drag(scaled, shape(scaled), keys=SHIFT)
    expected = within(scaled, *corners_around(scaled, *EASTERN))
    assert selected(scaled) == expected
    assert not moved(scaled)
    press_key(scaled, Qt.Key.Key_Escape)
    assert not selected(scaled)
    scaled.session.set_target(None)
    drag(scaled, shape(scaled))
    assert selected(scaled) == expected
    assert not moved(scaled)


def test_a_click_with_the_lasso_takes_the_county_under_it(window: MainWindow) -> None:
    window.set_target("ID")
    window.set_tool("lasso")
    click(window, "41001")
    assert moved(window) == {"41001"}


def test_pushing_a_border_moves_the_counties_it_is_dragged_over(scaled: MainWindow) -> None:
    start = border_pixel(scaled, "41045", "16073")
    scaled.set_tool("push")
    drag(scaled, [start, *towards(start, pixel(scaled, "41045"))])
    assert where(scaled, "41045") == ["ID"]
    assert all(where(scaled, geoid) == ["ID"] for geoid in moved(scaled))
    assert n_steps(scaled) == 1
    scaled.actions_by_name["undo"].trigger()
    # And the other way: what is pushed into loses.
    drag(scaled, [start, *towards(start, pixel(scaled, "16073"))])
    assert where(scaled, "16073", "41045") == ["OR", "OR"]


def test_esc_gives_a_pushed_border_up(scaled: MainWindow) -> None:
    start = border_pixel(scaled, "41045", "16073")
    scaled.set_tool("push")
    end = pixel(scaled, "41045")
    drag(scaled, [start, *towards(start, end)], release=False)
    assert where(scaled, "41045") == ["ID"]
    press_key(scaled, Qt.Key.Key_Escape)
    QTest.mouseRelease(scaled.canvas, LEFT, NONE, end)
    assert not moved(scaled)
    assert n_steps(scaled) == 0


def test_the_border_of_a_locked_state_does_not_move(scaled: MainWindow, qtbot: QtBot) -> None:
    start = border_pixel(scaled, "41045", "16073")
    scaled.session.restrain(Restraint(frozenset({"OR"})))
    scaled.set_tool("push")
    with qtbot.waitSignal(scaled.session.told) as told:
        drag(scaled, [start, *towards(start, pixel(scaled, "41045"))])
    assert "Oregon is locked" in told.args[0]
    assert not moved(scaled)


def test_where_there_is_no_border_nothing_is_pushed(scaled: MainWindow, qtbot: QtBot) -> None:
    scaled.canvas.look_at(scaled.session.layer.indices(["41025"]).tolist())
    scaled.set_tool("push")
    with qtbot.waitSignal(scaled.session.told) as told:
        drag(scaled, [pixel(scaled, "41025"), pixel(scaled, "41025") + QPoint(30, 0)])
    assert "no state line here" in told.args[0]
    assert not moved(scaled)


def border_pixel(window: MainWindow, one: str, other: str) -> QPoint:
    """Return a pixel on the border of two counties that are neighbours, near the line between their anchors."""
    canvas, layer = window.canvas, window.session.layer
    level = canvas.renderer.level(canvas.map_view.scale)
    pair = sorted(layer.indices([one, other]).tolist())
    arcs = np.flatnonzero((level.arc_unit == pair[0]) & (level.arc_other == pair[1]))
    line = np.concatenate([level.arc(int(arc)) for arc in arcs])
    x, y = canvas.map_view.to_pixel(*line[len(line) // 2].tolist())
    return QPoint(round(x), round(y))


def towards(start: QPoint, end: QPoint) -> list[QPoint]:
    return [start + (end - start) * (n / 8) for n in range(1, 9)]


def test_filling_takes_all_counties_of_a_state_that_fit(scaled: MainWindow) -> None:
    proposal, layer = scaled.session.proposal, scaled.session.layer
    scaled.set_tool("fill")
    scaled.canvas.settings.set_fill_rule(FillRule(FillKind.CARRIED_REP))
    QTest.mouseClick(scaled.canvas, LEFT, NONE, pixel(scaled, "41025"))
    oregon = [g for unit, g in enumerate(layer.geoids) if layer.home_of(unit).code == "OR"]
    assert len(oregon) == 36
    carried = {g for g in oregon if votes(scaled, g, "rep") > votes(scaled, g, "dem")}
    assert moved(scaled) == carried
    assert n_steps(scaled) == 1
    assert proposal.history.undo_text == f"Moved {len(carried)} counties from Oregon to Idaho"


def votes(window: MainWindow, geoid: str, party: str) -> int:
    from borderkit.columns import POSITION

    layer = window.session.layer
    return int(layer.figures[layer.index_of[geoid], POSITION[f"{party}_2024"]])


def test_filling_by_density_counts_people_per_square_mile(window: MainWindow) -> None:
    window.set_target("ID")
    window.set_tool("fill")
    strip = window.map.strip
    strip._fill.setCurrentIndex(5)
    strip._density.setValue(10)
    click(window, "41025")
    layer = window.session.layer
    from borderkit.columns import POSITION

    sparse = set()
    for unit, geoid in enumerate(layer.geoids):
        square_miles = int(layer.figures[unit, POSITION["land_m2"]]) / 1609.344**2
        if layer.home_of(unit).code == "OR" and int(layer.figures[unit, POSITION["people_2020"]]) / square_miles < 10:
            sparse.add(geoid)
    assert "41025" in sparse
    assert "41051" not in sparse
    assert moved(window) == sparse


def test_filling_within_a_line_takes_only_the_state_it_began_in(scaled: MainWindow) -> None:
    scaled.set_tool("fill")
    points = ring(scaled, *EASTERN, "32013")
    start = pixel(scaled, "41025")
    drag(scaled, [start, *points, start])
    assert moved(scaled)
    assert all(geoid.startswith("41") for geoid in moved(scaled))
    assert {"41001", "41045"} <= moved(scaled)


def test_filling_within_the_selection_leaves_the_rest(window: MainWindow) -> None:
    window.set_target("ID")
    window.session.select(window.session.layer.indices(["41001", "41003", "16001"]))
    window.set_tool("fill")
    assert selected(window) == {"41001", "41003", "16001"}
    window.canvas.settings.set_within_selection(True)
    click(window, "41025")
    assert moved(window) == {"41001", "41003"}


def test_esc_drops_a_fill_and_a_locked_state_is_not_filled(scaled: MainWindow, qtbot: QtBot) -> None:
    scaled.set_tool("fill")
    start = pixel(scaled, "41025")
    drag(scaled, [start, *ring(scaled, *EASTERN)], release=False)
    press_key(scaled, Qt.Key.Key_Escape)
    QTest.mouseRelease(scaled.canvas, LEFT, NONE, start)
    assert n_steps(scaled) == 0
    scaled.session.restrain(Restraint(frozenset({"OR"})))
    with qtbot.waitSignal(scaled.session.told) as told:
        QTest.mouseClick(scaled.canvas, LEFT, NONE, start)
    assert told.args == ["Nothing was moved. Oregon is locked."]
    assert not moved(scaled)


def test_a_brush_takes_the_counties_whose_middle_it_covers(scaled: MainWindow) -> None:
    radius = 44
    scaled.canvas.settings.set_brush(radius)
    scaled.set_tool("paint")
    at = pixel(scaled, "41025")
    QTest.mouseClick(scaled.canvas, LEFT, NONE, at)
    canvas, layer = scaled.canvas, scaled.session.layer
    x, y = canvas.map_view.to_map(at.x() + 0.5, at.y() + 0.5)
    distance = np.hypot(*(canvas.renderer.prepared.anchors - np.array([x, y])).T) / canvas.map_view.scale
    expected = not_of(scaled, "ID", {layer.geoids[unit] for unit in np.flatnonzero(distance <= radius)})
    assert "41025" in expected
    assert moved(scaled) == expected
    assert n_steps(scaled) == 1


def test_a_dragged_brush_covers_its_whole_way(scaled: MainWindow) -> None:
    scaled.canvas.settings.set_brush(8)
    scaled.set_tool("paint")
    start, end = pixel(scaled, "41045"), pixel(scaled, "41023")
    drag(scaled, [start, end])
    assert where(scaled, "41045", "41025", "41023").count("ID") >= 2
    assert n_steps(scaled) == 1
    press_key(scaled, Qt.Key.Key_Z, CTRL)


def test_ctrl_paints_whole_states_and_puts_them_back(scaled: MainWindow) -> None:
    scaled.set_tool("paint")
    at = pixel(scaled, "41025")
    QTest.mouseClick(scaled.canvas, LEFT, CTRL, at)
    assert len(moved(scaled)) == 36
    assert n_steps(scaled) == 1
    QTest.mouseClick(scaled.canvas, LEFT, CTRL, at)
    assert not moved(scaled)


def test_paint_leaves_a_locked_state_alone_and_says_why(scaled: MainWindow, qtbot: QtBot) -> None:
    scaled.set_tool("paint")
    scaled.session.restrain(Restraint(frozenset({"OR"})))
    with qtbot.waitSignal(scaled.session.told) as told:
        drag(scaled, [pixel(scaled, "41025"), pixel(scaled, "41045")])
    assert told.args == ["Nothing was moved. Oregon is locked."]
    assert n_steps(scaled) == 0
    scaled.session.restrain(Restraint(frozenset({"ID"})))
    QTest.mouseClick(scaled.canvas, LEFT, NONE, pixel(scaled, "41025"))
    assert not moved(scaled)


def test_counties_are_taken_from_one_state_only(scaled: MainWindow) -> None:
    scaled.set_tool("paint")
    scaled.session.restrain(Restraint(only_from="OR"))
    drag(scaled, [pixel(scaled, "32013"), pixel(scaled, "41025")])
    assert moved(scaled)
    assert all(geoid.startswith("41") for geoid in moved(scaled))


def test_what_is_locked_is_not_put_back_either(window: MainWindow) -> None:
    window.set_target("ID")
    click(window, "41001")
    window.session.restrain(Restraint(frozenset({"ID"})))
    window.session.put_back_all()
    window.session.put_back_jurisdiction("OR")
    assert moved(window) == {"41001"}
    window.actions_by_name["undo"].trigger()
    assert not moved(window)


def test_the_lock_menu_locks_all_but_the_two_states_at_hand(window: MainWindow) -> None:
    window.set_target("ID")
    window.session.emphasise("OR")
    window.actions_by_name["lock_others"].trigger()
    assert len(window.session.restraint.locked) == 49
    assert not window.session.restraint.locked & {"OR", "ID"}
    click(window, "53003")
    assert not moved(window)
    click(window, "41001")
    assert moved(window) == {"41001"}
    window.actions_by_name["free_all"].trigger()
    assert window.session.restraint.is_free


def test_a_zoom_box_fills_the_window(scaled: MainWindow) -> None:
    canvas = scaled.canvas
    scaled.set_tool("zoom")
    low, high = corners_around(scaled, *EASTERN)
    x0, y0 = canvas.map_view.to_map(low.x(), low.y())
    x1, y1 = canvas.map_view.to_map(high.x(), high.y())
    drag(scaled, [low, high])
    left, bottom, right, top = canvas.map_view.box
    assert left <= x0 + 1
    assert x1 - 1 <= right
    assert bottom <= y1 + 1
    assert y0 - 1 <= top
    assert min((right - left) / (x1 - x0), (top - bottom) / (y0 - y1)) < 1.01
    assert n_steps(scaled) == 0


def test_a_click_with_the_zoom_tool_goes_nearer_and_with_shift_back(scaled: MainWindow) -> None:
    scaled.set_tool("zoom")
    scale = scaled.canvas.map_view.scale
    at = QPoint(300, 200)
    QTest.mouseClick(scaled.canvas, LEFT, NONE, at)
    assert scaled.canvas.map_view.scale == pytest.approx(scale / 1.5)
    QTest.mouseClick(scaled.canvas, LEFT, SHIFT, at)
    assert scaled.canvas.map_view.scale == pytest.approx(scale)
    drag(scaled, [at, at + QPoint(90, 90)], release=False)
    press_key(scaled, Qt.Key.Key_Escape)
    QTest.mouseRelease(scaled.canvas, LEFT, NONE, at + QPoint(90, 90))
    assert scaled.canvas.map_view.scale == pytest.approx(scale)


def test_the_pan_tool_drags_the_map(scaled: MainWindow) -> None:
    scaled.set_tool("pan")
    before = scaled.canvas.map_view
    drag(scaled, [QPoint(300, 300), QPoint(340, 310)])
    after = scaled.canvas.map_view
    assert before.to_pixel(before.x, before.y) == pytest.approx(
        tuple(a - b for a, b in zip(after.to_pixel(before.x, before.y), (40, 10), strict=True))
    )
    assert not moved(scaled)


def test_a_dragged_selection_is_given_up_with_esc(scaled: MainWindow) -> None:
    scaled.set_tool("select")
    QTest.mouseClick(scaled.canvas, LEFT, NONE, pixel(scaled, "41025"))
    assert selected(scaled) == {"41025"}
    drag(scaled, [pixel(scaled, "41045"), pixel(scaled, "41001")], release=False, keys=CTRL)
    assert len(selected(scaled)) > 1
    press_key(scaled, Qt.Key.Key_Escape)
    QTest.mouseRelease(scaled.canvas, LEFT, NONE, pixel(scaled, "41001"))
    assert selected(scaled) == {"41025"}


def test_the_forecast_is_shown_before_the_click_and_comes_true(window: MainWindow, qtbot: QtBot) -> None:
    window.set_target("ID")
    at = window.canvas.point_on("41001")
    move(window, at)
    qtbot.waitUntil(window.map.card.isVisible)
    text = window.map.card.text()
    assert text.startswith("Baker County to Idaho would change")
    click(window, "41001")
    after = [window.session.proposal.after(code) for code in ("ID", "OR")]
    for figures in after:
        assert figures is not None
        assert f"→ {figures.people:,} people" in text


def test_the_forecast_says_that_a_state_is_locked(window: MainWindow, qtbot: QtBot) -> None:
    window.set_target("ID")
    window.session.restrain(Restraint(frozenset({"OR"})))
    move(window, window.canvas.point_on("41001"))
    qtbot.waitUntil(window.map.card.isVisible)
    assert window.map.card.text() == "Oregon is locked."


def test_the_forecast_tells_of_putting_back_only_where_a_click_does_that(window: MainWindow, qtbot: QtBot) -> None:
    window.set_target("ID")
    click(window, "41001")
    at = window.canvas.point_on("41001")
    move(window, at + QPoint(200, 150))
    move(window, at)
    qtbot.waitUntil(lambda: window.map.card.isVisible() and "Baker County back home" in window.map.card.text())
    window.set_tool("lasso")
    move(window, at + QPoint(200, 150))
    move(window, at)
    qtbot.waitUntil(lambda: not window.map.card.isVisible())


def test_what_a_lasso_holds_is_forecast_while_it_is_drawn(window: MainWindow, qtbot: QtBot) -> None:
    window.set_target("ID")
    window.canvas.look_at(window.session.layer.indices(EASTERN).tolist())
    window.set_tool("lasso")
    points = lasso(window)
    drag(window, points, release=False)
    n_held = len(not_of(window, "ID", within(window, *corners_around(window, *EASTERN))))
    qtbot.waitUntil(lambda: window.map.card.text().startswith(f"{n_held} counties to Idaho"))
    QTest.mouseRelease(window.canvas, LEFT, NONE, points[-1])
    assert len(moved(window)) == n_held


def test_a_list_opens_under_a_crowded_pointer(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMenu

    window.set_target("NY")
    window.canvas.navigator.fit_all()
    crowd = crowded_pixel(window)
    QTest.mouseClick(window.canvas, LEFT, NONE, crowd)
    menu = window.canvas.findChild(QMenu, "crowdMenu")
    assert isinstance(menu, QMenu)
    assert not moved(window)
    names = [action.text() for action in menu.actions()]
    assert len(names) > 1
    not_there = next(action for action in menu.actions() if "New York" not in action.text())
    name = not_there.text()
    not_there.trigger()
    menu.close()
    layer = window.session.layer
    geoid = next(iter(moved(window)))
    assert name == f"{layer.names[layer.index_of[geoid]]}, {layer.home_of(layer.index_of[geoid]).name}"
    assert n_steps(window) == 1


def crowded_pixel(window: MainWindow) -> QPoint:
    """Return a pixel in Virginia that several tiny places share."""
    pointer = window.canvas._pointer
    around = pixel(window, "51610")  # Falls Church
    for dx in range(-6, 7):
        for dy in range(-6, 7):
            if len(pointer.crowd_at(QPointF(around + QPoint(dx, dy)))) > 1:
                return around + QPoint(dx, dy)
    raise AssertionError("no crowd near Falls Church")


def test_a_drag_that_begins_in_a_crowd_is_a_stroke(window: MainWindow) -> None:
    window.set_target("NY")
    window.canvas.navigator.fit_all()
    crowd = crowded_pixel(window)
    drag(window, [crowd, crowd + QPoint(-30, 10)])
    assert moved(window)
    assert n_steps(window) == 1


def test_a_tiny_place_has_an_enlarged_hit_zone(window: MainWindow) -> None:
    """The city of Lexington, Virginia, lies within Rockbridge County."""
    layer, canvas = window.session.layer, window.canvas
    canvas.look_at(layer.indices(["51163"]).tolist(), margin=0.3)
    canvas.navigator.zoom(0.45)
    at = pixel(window, "51678")
    size = np.ptp(canvas.renderer.prepared.level(0).boxes[layer.index_of["51678"]].reshape(2, 2), axis=0)
    assert (size / canvas.map_view.scale).min() < 6
    near = [at + QPoint(dx, dy) for dx in range(-3, 4) for dy in range(-3, 4) if dx * dx + dy * dy <= 10]
    beside = [p for p in near if canvas._pointer.exact_unit_at(QPointF(p)) == layer.index_of["51163"]]
    assert len(beside) > 4
    assert {canvas.unit_at(point) for point in beside} == {"51678"}
    assert canvas.unit_at(at + QPoint(9, 0)) == "51163"


def test_double_clicks_count_once_with_every_editing_tool(window: MainWindow) -> None:
    window.set_target("ID")
    for tool in ("paint", "rectangle", "lasso", "fill"):
        window.set_tool(tool)
        at = window.canvas.point_on("41025")
        QTest.mouseClick(window.canvas, LEFT, NONE, at)
        QTest.mouseDClick(window.canvas, LEFT, NONE, at)
        assert where(window, "41025") == ["ID"], tool
        window.session.put_back_all()
