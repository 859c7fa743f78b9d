"""Pressing and dragging on the map in the real window."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderkit.document import Details
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from tests.gui.hands import LEFT, MIDDLE, NONE, RIGHT, bring_into_sight, click, drag, where
from ui.main_window import MainWindow


def color_at(window: MainWindow, geoid: str) -> int:
    window.map.furniture.names.show(False)
    point = window.canvas.point_on(geoid)
    window.canvas.repaint()
    return window.canvas.grab().toImage().pixel(point) & 0xFFFFFF


def test_at_start_select_is_in_hand_and_there_is_no_target(window: MainWindow) -> None:
    assert window.canvas.tool.name == "select"
    assert window.session.target is None
    click(window, "41001")
    assert where(window, "41001") == ["OR"]
    assert window.session.selection.tolist() == window.session.layer.indices(["41001"]).tolist()


def test_a_click_moves_a_county_and_a_second_one_puts_it_back(window: MainWindow) -> None:
    window.set_target("ID")
    window.set_tool("paint")
    click(window, "41001")
    assert where(window, "41001") == ["ID"]
    assert window.session.proposal.history.undo_text == "Moved Baker County from Oregon to Idaho"
    click(window, "41001")
    assert where(window, "41001") == ["OR"]
    assert window.session.proposal.history.undo_text == "Put Baker County back home to Oregon"


def test_a_stroke_over_many_counties_is_one_step(window: MainWindow) -> None:
    window.set_target("ID")
    points = bring_into_sight(window, "41045", "41025", "41013", "41031")
    drag(window, points)
    moved = {window.session.layer.geoids[unit] for unit in window.session.proposal.moved_units}
    assert {"41045", "41025", "41013", "41031"} <= moved
    assert len(window.session.proposal.history.steps) == 1
    window.actions_by_name["undo"].trigger()
    assert len(window.session.proposal.moved_units) == 0


def test_a_fast_stroke_skips_no_county_on_its_way(window: MainWindow) -> None:
    """One mouse event from Malheur to Deschutes: Harney lies between them."""
    window.set_target("ID")
    points = bring_into_sight(window, "41045", "41017", "41025")
    drag(window, points[:2])
    assert where(window, "41025") == ["ID"]


def test_the_table_follows_while_the_stroke_is_painted(window: MainWindow) -> None:
    window.set_target("ID")
    points = bring_into_sight(window, "41045", "41025")
    drag(window, points, release=False)
    model = window.totals.model
    row = model.row_of("ID")
    assert row is not None
    shown = model.index(row, 2).data()
    expected = window.session.proposal.after("ID")
    assert expected is not None
    assert expected.people > 1_839_106
    assert shown == f"{expected.people:,}"
    QTest.mouseRelease(window.canvas, LEFT, NONE, points[-1])


def test_esc_drops_a_stroke_in_progress(window: MainWindow) -> None:
    window.set_target(OUTSIDE.code)
    points = bring_into_sight(window, "41045", "41025")
    drag(window, points, release=False)
    assert where(window, "41045") == [OUTSIDE.code]
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert where(window, "41045", "41025") == ["OR", "OR"]
    QTest.mouseMove(window.canvas, points[0])
    QTest.mouseRelease(window.canvas, LEFT, NONE, points[0])
    assert not window.session.proposal.history.steps
    assert len(window.session.proposal.jurisdictions) == 51


def test_undo_in_the_middle_of_a_stroke_drops_it(window: MainWindow) -> None:
    window.set_target("ID")
    points = bring_into_sight(window, "41045", "41025")
    drag(window, points, release=False)
    window.session.undo()
    QTest.mouseRelease(window.canvas, LEFT, NONE, points[-1])
    assert where(window, "41045") == ["OR"]
    assert not window.session.proposal.history.steps


def test_a_right_click_takes_the_countys_state_as_the_target(window: MainWindow) -> None:
    click(window, "16001", RIGHT)
    assert window.session.target == "ID"
    assert window.canvas.tool.name == "paint"
    assert window.target.currentText() == "Idaho (ID)"
    click(window, "41001")
    assert where(window, "41001") == ["ID"]
    click(window, "53001", RIGHT)
    assert window.session.target == "WA"


def test_painting_without_a_target_asks_for_one_and_moves_nothing(window: MainWindow) -> None:
    window.set_tool("paint")
    click(window, "41001")
    assert "Choose a target first" in window.pointed_at_text
    assert where(window, "41001") == ["OR"]
    assert not window.session.proposal.history.steps


def test_a_moved_county_takes_a_fill_of_its_new_state(window: MainWindow) -> None:
    before = color_at(window, "41001")
    at_home = color_at(window, "16001")
    window.set_target("ID")
    click(window, "41001")
    moved = color_at(window, "41001")
    assert moved not in (before, at_home)
    assert color_at(window, "16001") == at_home
    window.session.undo()
    assert color_at(window, "41001") == before


def test_the_picture_mended_by_moves_is_the_picture_drawn_anew(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.look_at(window.session.layer.indices(["41001", "41025", "16001"]).tolist())
    window.set_target("ID")
    for geoid in ("41045", "41001", "41023", "41001"):
        click(window, geoid)
    QTest.mouseMove(window.canvas, QPoint(1, 1))
    qtbot.waitUntil(lambda: window.canvas.is_sharp)
    mended = window.canvas.grab().toImage()
    window.canvas.painting.redraw()
    anew = window.canvas.grab().toImage()
    assert _differing_share(mended, anew) < 0.0005


def _differing_share(one: QImage, other: QImage) -> float:
    arrays = [np.frombuffer(image.constBits(), np.uint8) for image in (one, other)]
    return float((arrays[0] != arrays[1]).mean())


@pytest.mark.parametrize("geoid", ["51610", "36061", "11001", "02016", "15005", "48301", "51685", "25019"])
def test_positions_are_told_for_tiny_far_and_inset_counties(window: MainWindow, geoid: str) -> None:
    """Falls Church, Manhattan, Washington, the Aleutians, Kalawao, Loving, Manassas Park, Nantucket."""
    assert window.canvas.unit_at(window.canvas.point_on(geoid)) == geoid


def test_off_the_land_there_is_no_county(window: MainWindow) -> None:
    assert window.canvas.unit_at(QPoint(2, 2)) is None


def test_the_wheel_zooms_at_the_pointer(window: MainWindow, qtbot: QtBot) -> None:
    canvas = window.canvas
    point = canvas.point_on("20169")
    before = canvas.map_view
    roll(window, point, 120)
    after = canvas.map_view
    assert after.scale < before.scale
    assert np.allclose(before.to_map(point.x(), point.y()), after.to_map(point.x(), point.y()))
    for _ in range(60):
        roll(window, point, 120)
    assert canvas.map_view.scale >= 10
    assert canvas.unit_at(point) == "20169"
    qtbot.waitUntil(lambda: canvas.is_sharp)
    for _ in range(80):
        roll(window, point, -120)
    assert canvas.map_view.scale < 30_000


def roll(window: MainWindow, point: QPoint, notches: int) -> None:
    at = QPointF(point)
    event = QWheelEvent(
        at, window.canvas.mapToGlobal(at), QPoint(), QPoint(0, notches), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window.canvas, event)


@pytest.mark.parametrize("with_space", [False, True])
def test_the_map_is_dragged_with_the_middle_button_or_with_space(window: MainWindow, with_space: bool) -> None:
    canvas = window.canvas
    canvas.navigator.zoom_in()
    before = canvas.map_view
    start, end = QPoint(300, 300), QPoint(340, 280)
    button = LEFT if with_space else MIDDLE
    if with_space:
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    QTest.mousePress(canvas, button, NONE, start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, button, NONE, end)
    if with_space:
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert np.allclose(canvas.map_view.to_map(340, 280), before.to_map(300, 300))
    assert not len(window.session.selection)
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.map_view.scale > before.scale


def test_hovering_names_county_state_people_land_and_votes(window: MainWindow) -> None:
    point = window.canvas.point_on("41001")
    QTest.mouseMove(window.canvas, point)
    text = window.pointed_at_text
    assert text.startswith("Baker County, Oregon: 16,668 people, 3,068 sq mi, 2024: R ")
    window.set_target("ID")
    click(window, "41001")
    assert "Baker County, Idaho (home: Oregon)" in window.pointed_at_text
    QTest.mouseMove(window.canvas, QPoint(2, 2))
    assert window.pointed_at_text == ""


def test_estimated_votes_are_marked_when_hovering(window: MainWindow) -> None:
    QTest.mouseMove(window.canvas, window.canvas.point_on("02020"))
    assert "≈" in window.pointed_at_text
    QTest.mouseMove(window.canvas, window.canvas.point_on("15005"))
    assert "no votes counted here" in window.pointed_at_text


def test_a_selection_moves_with_enter_and_goes_home_with_delete(window: MainWindow) -> None:
    click(window, "41001")
    click(window, "41045", keys=Qt.KeyboardModifier.ControlModifier)
    click(window, "41023", keys=Qt.KeyboardModifier.ControlModifier)
    click(window, "41023", keys=Qt.KeyboardModifier.ControlModifier)
    assert len(window.session.selection) == 2
    window.set_target("ID")
    assert window.canvas.tool.name == "select"
    QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    assert where(window, "41001", "41045", "41023") == ["ID", "ID", "OR"]
    assert len(window.session.proposal.history.steps) == 1
    QTest.keyClick(window.canvas, Qt.Key.Key_Delete)
    assert where(window, "41001", "41045") == ["OR", "OR"]
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not len(window.session.selection)


def test_a_double_click_moves_a_county_once(window: MainWindow) -> None:
    """Qt sends press, release, double click, release; the hand meant one click."""
    window.set_target("ID")
    point = window.canvas.point_on("41001")
    QTest.mouseClick(window.canvas, LEFT, NONE, point)
    QTest.mouseDClick(window.canvas, LEFT, NONE, point)
    QTest.mouseRelease(window.canvas, LEFT, NONE, point)
    assert where(window, "41001") == ["ID"]
    assert len(window.session.proposal.history.steps) == 1
    assert not window.session.stroke_in_progress


@pytest.mark.parametrize("edit", ["put_back_all", "put_back", "edit_details", "add", "retarget"])
def test_whatever_is_done_during_a_stroke_the_history_leads_back_to_the_start(window: MainWindow, edit: str) -> None:
    session = window.session
    session.set_target(OUTSIDE.code)
    points = bring_into_sight(window, "41045", "41025")
    drag(window, points[:1], release=False)
    match edit:
        case "put_back_all":
            session.put_back_all()
        case "put_back":
            session.put_back(session.layer.indices(["41045"]))
        case "edit_details":
            session.edit_details(Details(title="In between"))
        case "add":
            session.add_jurisdiction(Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d"))
        case "retarget":
            session.set_target("ID")
    QTest.mouseMove(window.canvas, points[1])
    QTest.mouseRelease(window.canvas, LEFT, NONE, points[1])
    assert not session.stroke_in_progress
    session.go_to(0)
    assert len(session.proposal.moved_units) == 0
    assert len(session.proposal.jurisdictions) == 51


def test_a_second_button_does_not_interrupt_a_stroke(window: MainWindow) -> None:
    window.set_target("ID")
    points = bring_into_sight(window, "41045", "41025")
    view = window.canvas.map_view
    drag(window, points[:1], release=False)
    QTest.mousePress(window.canvas, MIDDLE, NONE, points[0])
    QTest.mouseMove(window.canvas, points[1])
    QTest.mouseRelease(window.canvas, LEFT, NONE, points[1])
    QTest.mouseRelease(window.canvas, MIDDLE, NONE, points[1])
    assert window.canvas.map_view == view
    assert not window.session.stroke_in_progress
    assert window.session.proposal.history.undo_text is not None
    assert not window.session.is_saved


def test_a_selection_and_an_outline_are_drawn_and_go_again(window: MainWindow) -> None:
    window.canvas.look_at(window.session.layer.indices(["41001", "16001"]).tolist())
    before = color_at(window, "41001")
    window.session.select(window.session.layer.indices(["41001"]))
    assert color_at(window, "41001") != before
    plain = window.canvas.grab().toImage()
    window.session.emphasise("OR")
    assert _differing_share(plain, window.canvas.grab().toImage()) > 0.0005
    window.session.emphasise(None)
    window.session.select(np.empty(0, dtype=np.int32))
    assert color_at(window, "41001") == before


def test_after_zooming_by_key_the_county_under_the_pointer_is_named(window: MainWindow, qtbot: QtBot) -> None:
    (point,) = bring_into_sight(window, "41025")
    QCursor.setPos(window.canvas.mapToGlobal(point))
    QTest.mouseMove(window.canvas, point)
    assert "Harney" in window.pointed_at_text
    window.canvas.navigator.fit_all()
    qtbot.waitUntil(lambda: window.canvas.is_sharp)
    under = window.canvas.unit_at(point)
    named = window.session.layer.names[window.session.layer.index_of[under]] if under else ""
    assert named != "Harney County"
    assert window.pointed_at_text.split(",")[0] == named


def test_the_full_detail_is_drawn_close_in_and_the_picture_is_sharp_there(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.look_at(window.session.layer.indices(["51610"]).tolist())
    qtbot.waitUntil(lambda: window.canvas.is_sharp)
    assert window.canvas.map_view.scale < 100
    assert window.canvas.unit_at(window.canvas.point_on("51610")) == "51610"
