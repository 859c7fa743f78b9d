"""Ways of seeing, before and after, moving about, and the map without a mouse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from borderkit.portrayal import Choice, Method, Way, portray
from tests.gui.hands import CTRL, LEFT, NONE, SHIFT, click, moved, n_steps, press_key, selected, where
from tests.gui.test_pictures import channels
from ui.actions import SEE_ACTIONS
from ui.main_window import MainWindow


def fills(window: MainWindow) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return window.canvas.scene.content.colors.copy()


@pytest.mark.parametrize("name", SEE_ACTIONS)
def test_each_way_of_seeing_gives_every_county_the_colour_of_its_class(window: MainWindow, name: str) -> None:
    window.open_path(Path("greater-idaho-2020"))
    window.actions_by_name[name].trigger()
    scene, proposal = window.canvas.scene, window.session.proposal
    assert scene.choice.way == name.removeprefix("see_")
    portrayal = portray(proposal, scene.choice)
    classes = portrayal.classes(proposal, np.arange(3142, dtype=np.int32))
    assert fills(window).tolist() == portrayal.colors[classes].tolist()
    assert scene.legend == portrayal.legend
    assert window.actions_by_name[name].isChecked()
    assert window.map.colors._way.currentData() == scene.choice.way


def test_the_map_follows_the_election_where_it_shows_votes(window: MainWindow) -> None:
    window.actions_by_name["see_margin"].trigger()
    before = fills(window)
    window.election.setCurrentText("2016")
    assert (fills(window) != before).any()
    assert "2016" in window.canvas.scene.legend.title
    window.actions_by_name["see_state"].trigger()
    by_state = fills(window)
    window.election.setCurrentText("2020")
    assert (fills(window) == by_state).all()


def test_a_moved_county_is_seen_at_once_whatever_the_colours_show(window: MainWindow) -> None:
    window.actions_by_name["see_moved"].trigger()
    window.set_target("ID")
    unit = window.session.layer.index_of["41001"]
    before = fills(window)
    click(window, "41001")
    assert np.flatnonzero(fills(window) != before).tolist() == [unit]


def test_any_figure_is_classed_as_the_person_says(window: MainWindow) -> None:
    window.actions_by_name["see_column"].trigger()
    method = window.findChild(QComboBox, "classingMethod")
    assert isinstance(method, QComboBox)
    assert method.isVisible()
    counted = {}
    for position, wanted in enumerate(Method):
        method.setCurrentIndex(position)
        method.activated.emit(position)
        assert window.canvas.scene.choice == Choice(Way.COLUMN, method=wanted)
        counted[wanted] = np.unique(fills(window), return_counts=True)[1]
    assert counted[Method.QUANTILES].max() - counted[Method.QUANTILES].min() < 20
    assert counted[Method.EQUAL_STEPS].max() > 3000  # Los Angeles stands alone
    window.actions_by_name["see_state"].trigger()
    assert not method.isVisible()


def test_hatching_is_beside_the_colours(window: MainWindow) -> None:
    window.actions_by_name["see_margin"].trigger()
    colors = fills(window)
    plain = picture(window)
    window.actions_by_name["hatching"].trigger()
    assert (fills(window) == colors).all()
    assert picture(window) != plain
    window.actions_by_name["hatching"].trigger()
    assert picture(window) == plain


def picture(window: MainWindow) -> bytes:
    window.canvas.painting.redraw()
    image = window.canvas.painting._picture.image
    assert image is not None
    return bytes(image.constBits())


def test_today_and_the_proposal_are_swapped_by_a_key(window: MainWindow) -> None:
    after_nothing = fills(window)
    window.set_target("ID")
    click(window, "41001")
    after = fills(window)
    press_key(window, Qt.Key.Key_X)
    assert window.actions_by_name["before"].isChecked()
    assert (fills(window) == after_nothing).all()
    assert where(window, "41001") == ["ID"]
    press_key(window, Qt.Key.Key_X)
    assert (fills(window) == after).all()


def test_who_edits_sees_the_proposal(window: MainWindow) -> None:
    window.set_target("ID")
    press_key(window, Qt.Key.Key_X)
    click(window, "41001")
    assert not window.canvas.scene.shows_before
    assert moved(window) == {"41001"}


def test_back_and_forward_lead_through_the_views(window: MainWindow, qtbot: QtBot) -> None:
    navigator, layer = window.canvas.navigator, window.session.layer
    assert not window.actions_by_name["back"].isEnabled()
    seen = [navigator.view]
    for geoid in ("41001", "36061", "02013"):
        with qtbot.waitSignal(navigator.history_changed):
            window.canvas.look_at(layer.indices([geoid]).tolist())
        seen.append(navigator.view)
    window.actions_by_name["back"].trigger()
    assert navigator.view == seen[2]
    press_back(window, Qt.MouseButton.BackButton)
    assert navigator.view == seen[1]
    window.actions_by_name["forward"].trigger()
    assert navigator.view == seen[2]
    press_back(window, Qt.MouseButton.ForwardButton)
    assert navigator.view == seen[3]
    assert not window.actions_by_name["forward"].isEnabled()


def press_back(window: MainWindow, button: Qt.MouseButton) -> None:
    at = QPointF(200, 200)
    event = QMouseEvent(QEvent.Type.MouseButtonPress, at, at, button, button, NONE)
    QApplication.sendEvent(window.canvas, event)


def test_a_view_that_was_only_passed_is_no_place_to_come_back_to(window: MainWindow, qtbot: QtBot) -> None:
    navigator = window.canvas.navigator
    first = navigator.view
    with qtbot.waitSignal(navigator.history_changed):
        for _ in range(6):
            navigator.zoom_in()
    navigator.back()
    assert navigator.view == first


def test_arrow_keys_go_from_county_to_neighbour_and_enter_moves_it(window: MainWindow) -> None:
    window.set_target("ID")
    click(window, "16001")  # Ada County, at home in Idaho
    window.set_tool("select")
    window.session.select(window.session.layer.indices(["16001"]))
    met = []
    for _ in range(4):
        press_key(window, Qt.Key.Key_Left)
        assert len(selected(window)) == 1
        met.append(next(iter(selected(window))))
    assert len(set(met)) == 4
    in_oregon = [geoid for geoid in met if geoid.startswith("41")]
    assert in_oregon
    press_key(window, Qt.Key.Key_Return)
    assert moved(window) == {met[-1]}
    assert n_steps(window) == 1
    assert window.session.layer.names[window.session.layer.index_of[met[-1]]] in window.pointed_at_text


def test_shift_and_arrow_keys_select_more(window: MainWindow) -> None:
    window.canvas.setFocus()
    window.session.select(window.session.layer.indices(["41025"]))
    press_key(window, Qt.Key.Key_Right, SHIFT)
    press_key(window, Qt.Key.Key_Right, SHIFT)
    assert len(selected(window)) == 3
    assert "41025" in selected(window)


def test_the_keyboard_reaches_a_tiny_place_and_shows_it(window: MainWindow) -> None:
    window.canvas.navigator.fit_all()
    window.session.select(window.session.layer.indices(["51059"]))  # Fairfax County, around Falls Church
    met = set()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down) * 2:
        press_key(window, key)
        unit = int(window.session.selection[0])
        met.add(unit)
        box = window.canvas.renderer.prepared.level(0).boxes[unit]
        view = window.canvas.map_view
        assert view.box[0] <= box[0]
        assert box[2] <= view.box[2]
    assert len(met) > 2


def test_ctrl_and_arrow_keys_drag_the_map(window: MainWindow) -> None:
    before = window.canvas.map_view
    press_key(window, Qt.Key.Key_Right, CTRL)
    assert window.canvas.map_view.x > before.x
    assert not selected(window)


def test_the_selection_grows_and_shrinks_by_keys(window: MainWindow) -> None:
    window.session.select(window.session.layer.indices(["41025"]))
    window.actions_by_name["grow"].trigger()
    ring = selected(window)
    assert len(ring) == 8  # Harney County and its seven neighbours
    window.actions_by_name["grow"].trigger()
    window.actions_by_name["shrink"].trigger()
    assert ring <= selected(window)


def test_pressing_a_key_for_a_way_of_seeing_while_typing_is_typing(window: MainWindow) -> None:
    window.finder.setFocus()
    QTest.keyClicks(window.finder, "41025")
    assert window.finder.text() == "41025"
    assert window.canvas.scene.choice.way is Way.STATE


def test_a_picture_larger_than_a_moments_work_is_drawn_in_steps(window: MainWindow, qtbot: QtBot) -> None:
    """What changes while the next picture is drawn is in it when it comes to hand."""
    canvas = window.canvas
    canvas.navigator.zoom_in()
    window.set_target("ID")
    qtbot.waitUntil(lambda: not canvas.painting._sharpen.isActive())
    window.session.move(window.session.layer.indices(["41025", "12087"]))
    qtbot.waitUntil(lambda: canvas.is_sharp)
    followed = canvas.painting._picture.image
    assert followed is not None
    followed = followed.copy()
    canvas.painting.redraw()
    drawn_anew = canvas.painting._picture.image
    assert drawn_anew is not None
    # Where the edge of a part cuts letters of an inset's scale, rounding may differ by a shade.
    assert np.abs(channels(drawn_anew) - channels(followed)).max() <= 2


def test_two_buttons_at_once_do_one_thing(window: MainWindow) -> None:
    window.set_target("ID")
    window.set_tool("lasso")
    QTest.mousePress(window.canvas, LEFT, NONE, QPoint(100, 100))
    QTest.mousePress(window.canvas, Qt.MouseButton.MiddleButton, NONE, QPoint(120, 100))
    view = window.canvas.map_view
    QTest.mouseMove(window.canvas, QPoint(160, 160))
    assert window.canvas.map_view == view
    QTest.mouseRelease(window.canvas, Qt.MouseButton.MiddleButton, NONE, QPoint(160, 160))
    press_key(window, Qt.Key.Key_Escape)
    QTest.mouseRelease(window.canvas, LEFT, NONE, QPoint(160, 160))
    assert not moved(window)


def test_what_filled_the_window_goes_on_filling_it_at_another_size(window: MainWindow) -> None:
    """A proposal that is opened before the window is laid out is seen large as well."""
    units = window.session.layer.indices(["41001", "41025", "41045"]).tolist()
    window.canvas.look_at(units)
    before = window.canvas.map_view
    window.resize(1100, 720)
    QApplication.processEvents()
    after = window.canvas.map_view
    assert (after.width, after.height) != (before.width, before.height)
    window.canvas.look_at(units)
    assert window.canvas.map_view == after
    window.canvas.navigator.pan(30, 0)
    scale = window.canvas.map_view.scale
    window.resize(1280, 800)
    QApplication.processEvents()
    assert window.canvas.map_view.scale == scale


@pytest.mark.parametrize("width", [1024, 1280, 1700])
def test_the_legend_shows_every_entry_at_any_width(window: MainWindow, width: int) -> None:
    window.resize(width, 760)
    window.actions_by_name["see_margin"].trigger()
    QApplication.processEvents()
    legend = window.map.legend
    rows = legend.rows(float(legend.width()))
    assert [row.text for row in rows[1:]] == [entry.label for entry in window.canvas.scene.legend.entries]
    assert max(row.y for row in rows) + 18 <= legend.height()
    assert max(row.x + row.indent + row.width for row in rows) <= legend.width()
