"""The find box: typed words bring matches, Enter selects, pasted lists are read, and the keyboard stays in the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.notes import TERRITORIES
from borderkit.proposal import Proposal
from ui.session import Session
from ui.unit_finder import UnitFinder

Key = Qt.Key


class Heard:
    """What the box said, in order."""

    def __init__(self, finder: UnitFinder) -> None:
        self.units: list[list[int]] = []
        self.codes: list[str] = []
        self.told: list[str] = []
        self.left = 0
        finder.units_found.connect(self._hear_units)
        finder.jurisdiction_found.connect(self.codes.append)
        finder.told.connect(self.told.append)
        finder.left.connect(self._hear_left)

    def _hear_units(self, units: UnitIndices) -> None:
        self.units.append(units.tolist())

    def _hear_left(self) -> None:
        self.left += 1


@pytest.fixture
def session(qapp: QApplication, counties: UnitLayer) -> Session:
    """A session on today's map."""
    return Session(counties)


@pytest.fixture
def finder(qtbot: QtBot, session: Session) -> Iterator[UnitFinder]:
    """The box in a window, with a button below it, and with the keyboard."""
    window = QWidget()
    layout = QVBoxLayout(window)
    made = UnitFinder(session)
    layout.addWidget(made)
    layout.addWidget(QPushButton("elsewhere"))
    qtbot.addWidget(window)
    window.resize(420, 90)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    window.close()


@pytest.fixture
def heard(finder: UnitFinder) -> Heard:
    """What the box says from now on."""
    return Heard(finder)


def type_in(finder: UnitFinder, text: str) -> None:
    finder.clear()
    QTest.keyClicks(finder, text)


def press(finder: UnitFinder, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(finder, key)


def paste(finder: UnitFinder, text: str) -> None:
    QApplication.clipboard().setText(text)
    finder.clear()
    QTest.keyClick(finder, Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def shown(finder: UnitFinder) -> list[str]:
    model = finder.popup.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def names(session: Session) -> list[str]:
    return [session.layer.names[unit] for unit in session.selection]


def test_the_box_says_what_it_is_for(finder: UnitFinder) -> None:
    assert finder.objectName() == "unitFinder"
    assert finder.accessibleName() == "Find a county or a state"
    assert finder.placeholderText() == "Find a county, a state or paste a list"
    assert finder.isClearButtonEnabled()


def test_matches_appear_while_typing_and_the_keyboard_stays(finder: UnitFinder) -> None:
    assert not finder.popup.isVisible()
    type_in(finder, "brook")
    assert finder.popup.isVisible()
    assert shown(finder)[:2] == ["Kings County, New York", "Brookings County, South Dakota"]
    assert finder.hasFocus()
    QTest.keyClicks(finder, "lyn")
    assert shown(finder) == ["Kings County, New York"]
    QTest.keyClicks(finder, "xx")
    assert not finder.popup.isVisible()
    type_in(finder, "a")
    assert len(shown(finder)) == 12


def test_the_list_lies_below_the_line_and_on_the_screen(finder: UnitFinder) -> None:
    type_in(finder, "washington")
    below = finder.mapToGlobal(QPoint(0, finder.height()))
    assert finder.popup.geometry().top() == below.y()
    assert finder.popup.width() >= finder.width()
    assert finder.screen().availableGeometry().right() >= finder.popup.geometry().right()
    assert finder.popup.height() >= 12 * finder.fontMetrics().height()


def test_enter_selects_the_first_match(finder: UnitFinder, heard: Heard, session: Session) -> None:
    type_in(finder, "Brooklyn")
    press(finder, Key.Key_Return)
    assert names(session) == ["Kings County"]
    assert heard.units == [session.selection.tolist()]
    assert (heard.codes, heard.told) == ([], [])
    assert finder.text() == "Kings County, New York"
    assert finder.selectedText() == finder.text()
    assert not finder.popup.isVisible()
    press(finder, Key.Key_Enter)
    assert names(session) == ["Kings County"]


def test_the_arrows_choose_another_match(finder: UnitFinder, session: Session) -> None:
    type_in(finder, "Fairfax")
    press(finder, Key.Key_Down)
    assert finder.popup.currentIndex().data() == "Fairfax city, Virginia"
    assert finder.accessibleDescription() == "Fairfax city, Virginia"
    press(finder, Key.Key_Return)
    assert names(session) == ["Fairfax city"]
    type_in(finder, "Fairfax")
    press(finder, Key.Key_Down, Key.Key_Up, Key.Key_Up, Key.Key_Return)
    assert names(session) == ["Fairfax County"]


def test_the_arrows_stop_at_the_last_match_and_open_a_closed_list(finder: UnitFinder) -> None:
    type_in(finder, "fairfax")
    number = len(shown(finder))
    press(finder, *[Key.Key_Down] * (number + 3))
    assert finder.popup.currentIndex().row() == number - 1
    finder.popup.hide()
    press(finder, Key.Key_Down)
    assert finder.popup.isVisible()
    assert finder.popup.currentIndex().row() == 0


def test_a_click_chooses_a_match(finder: UnitFinder, heard: Heard, session: Session) -> None:
    type_in(finder, "kings")
    row = finder.popup.model().index(1, 0)
    assert row.data() == "Kings County, California"
    QTest.mouseClick(finder.popup.viewport(), Qt.MouseButton.LeftButton, pos=finder.popup.visualRect(row).center())
    assert [session.layer.geoids[unit] for unit in session.selection] == ["06031"]
    assert len(heard.units) == 1
    assert finder.hasFocus()


def test_a_state_is_outlined_and_nothing_is_selected(finder: UnitFinder, heard: Heard, session: Session) -> None:
    type_in(finder, "oregon")
    assert finder.popup.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Oregon, state"
    press(finder, Key.Key_Return)
    assert session.emphasis == "OR"
    assert heard.codes == ["OR"]
    assert (heard.units, names(session)) == ([], [])


def test_a_new_state_of_the_proposal_is_found_until_it_goes(finder: UnitFinder, session: Session) -> None:
    session.add_jurisdiction(Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d"))
    type_in(finder, "jefferson")
    assert shown(finder)[0] == "Jefferson"
    session.undo()
    assert not finder.popup.isVisible()
    type_in(finder, "jefferson")
    assert shown(finder)[0] == "Jefferson County, Kentucky"


def test_the_list_closes_when_another_proposal_comes(finder: UnitFinder, session: Session) -> None:
    type_in(finder, "king")
    session.take(Proposal(session.layer), None)
    assert not finder.popup.isVisible()


def test_a_geoid_is_found(finder: UnitFinder, session: Session) -> None:
    type_in(finder, "41001")
    press(finder, Key.Key_Return)
    assert names(session) == ["Baker County"]


def test_text_that_a_program_sets_is_found_as_well(finder: UnitFinder, session: Session) -> None:
    type_in(finder, "king")
    finder.setText("Falls Church")
    press(finder, Key.Key_Return)
    assert names(session) == ["Falls Church city"]


def test_escape_clears_and_leaves(finder: UnitFinder, heard: Heard, session: Session) -> None:
    type_in(finder, "king")
    press(finder, Key.Key_Escape)
    assert finder.text() == ""
    assert not finder.popup.isVisible()
    assert heard.left == 1
    press(finder, Key.Key_Return)
    assert (heard.units, heard.told, names(session)) == ([], [], [])


def test_the_list_closes_with_the_keyboard_the_window_and_the_line(finder: UnitFinder, qtbot: QtBot) -> None:
    type_in(finder, "king")
    elsewhere = finder.window().findChildren(QPushButton)[0]
    elsewhere.setFocus()
    assert not finder.popup.isVisible()
    finder.setFocus()
    type_in(finder, "king")
    finder.window().resize(500, 120)
    assert not finder.popup.isVisible()
    type_in(finder, "king")
    assert finder.popup.isVisible()
    finder.hide()
    assert not finder.popup.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Escape, Key.Key_Up, Key.Key_Down, Key.Key_V])
def test_the_windows_shortcuts_do_not_take_its_keys(finder: UnitFinder, key: Qt.Key) -> None:
    typed = "v" if key == Key.Key_V else ""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier, typed)
    event.ignore()
    QApplication.sendEvent(finder, event)
    assert event.isAccepted()


def test_a_typed_list_is_read_and_what_is_lost_is_told(finder: UnitFinder, heard: Heard, session: Session) -> None:
    type_in(finder, "Baker, Bakker, Crook and Grant counties, Oregon")
    assert not finder.popup.isVisible()
    press(finder, Key.Key_Return)
    assert names(session) == ["Baker County", "Crook County", "Grant County"]
    assert heard.units == [session.selection.tolist()]
    assert heard.told == [
        "3 counties selected. Not understood: “Bakker” (no county of Oregon has this name; is Baker County meant?)."
    ]
    assert finder.last_read is not None
    assert [entry.text for entry in finder.last_read.lost] == ["Bakker"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("all of Oregon", 36),
        ("Baker and Crook counties, Oregon", 2),
        ("Lewis and Clark County, Montana", 1),
        ("41001 41013", 2),
        ("Baker County, OR; Crook County, OR", 2),
    ],
)
def test_what_is_no_name_is_read_as_a_list(
    finder: UnitFinder, heard: Heard, session: Session, text: str, number: int
) -> None:
    type_in(finder, text)
    press(finder, Key.Key_Return)
    assert len(session.selection) == number
    assert all(told == f"{number} {'county' if number == 1 else 'counties'} selected." for told in heard.told)


def test_pasted_lines_stay_apart(finder: UnitFinder, heard: Heard, session: Session) -> None:
    paste(finder, "Oregon:\r\nBaker\r\n\r\nCrook\u2028Idaho:\nAda\n")
    assert finder.text() == "Oregon:; Baker; Crook; Idaho:; Ada"
    press(finder, Key.Key_Return)
    assert names(session) == ["Ada County", "Baker County", "Crook County"]
    assert heard.told == ["3 counties selected."]


def test_pasted_columns_of_a_spreadsheet_are_read(finder: UnitFinder, heard: Heard, session: Session) -> None:
    paste(finder, "GEOID\tNAME\tPEOPLE\n41001\tBaker\t16,668\n41013\tCrook\t24,738\n6037\tLos Angeles\t1\n")
    press(finder, Key.Key_Return)
    assert names(session) == ["Baker County", "Crook County"]
    assert len(heard.told) == 1
    assert "“6037” (a GEOID that has lost its leading zero?" in heard.told[0]


def test_a_pasted_name_with_a_break_behind_it_is_a_name(finder: UnitFinder, session: Session) -> None:
    paste(finder, "Falls Church\n")
    assert finder.text() == "Falls Church"
    assert finder.popup.isVisible()
    press(finder, Key.Key_Return)
    assert names(session) == ["Falls Church city"]


def test_what_was_pasted_can_be_undone_and_redone(finder: UnitFinder) -> None:
    QTest.keyClicks(finder, "Ada; ")
    QApplication.clipboard().setText("Baker\nCrook")
    finder.paste()
    assert finder.text() == "Ada; Baker; Crook"
    finder.undo()
    assert finder.text() == "Ada; "
    finder.redo()
    assert finder.text() == "Ada; Baker; Crook"


def test_the_list_of_all_counties_fits(finder: UnitFinder, session: Session) -> None:
    layer = session.layer
    paste(finder, "\n".join(f"{name}, {layer.home_of(unit).name}" for unit, name in enumerate(layer.names)))
    press(finder, Key.Key_Return)
    assert len(session.selection) == len(layer)


def test_a_list_that_comes_to_nothing_leaves_the_selection(finder: UnitFinder, heard: Heard, session: Session) -> None:
    session.select(np.array([5], dtype=np.int32))
    type_in(finder, "Grant, Lincoln")
    press(finder, Key.Key_Return)
    assert session.selection.tolist() == [5]
    assert heard.units == []
    assert heard.told[0].startswith("No county selected. Not understood: “Grant” (15 states have a county of this name")


@pytest.mark.parametrize("text", ["Atlantis", "kings zz", "the counties of"])
def test_what_is_not_found_is_told_with_what_to_try(finder: UnitFinder, heard: Heard, text: str) -> None:
    type_in(finder, text)
    press(finder, Key.Key_Return)
    assert heard.told[0].startswith(f"Nothing found for “{text}”. Try a county with its state")
    assert heard.units == []


def test_who_looks_for_a_territory_is_told_why_it_is_not_there(finder: UnitFinder, heard: Heard) -> None:
    type_in(finder, "Puerto Rico")
    press(finder, Key.Key_Return)
    assert heard.told == [TERRITORIES]
    type_in(finder, "Baker County, Oregon; Guam")
    press(finder, Key.Key_Return)
    assert TERRITORIES.rstrip(".") in heard.told[1]


def test_a_long_list_of_losses_is_cut_and_counted(finder: UnitFinder, heard: Heard) -> None:
    words = [f"Nowhere{letter}" for letter in "abcdefghijkl"]
    type_in(finder, ", ".join(words))
    press(finder, Key.Key_Return)
    assert len(re.findall("“", heard.told[0])) == 8
    assert heard.told[0].endswith("and 4 more.")
    assert finder.last_read is not None
    assert len(finder.last_read.lost) == 12
    type_in(finder, "x" * 300)
    press(finder, Key.Key_Return)
    assert len(heard.told[1]) < 400


def test_markup_in_names_stays_text(finder: UnitFinder, heard: Heard) -> None:
    type_in(finder, "<i>Bakker, Crook, Oregon")
    press(finder, Key.Key_Return)
    assert "“<i>Bakker”" in heard.told[0]


def test_each_row_is_drawn_with_its_reason_greyed(finder: UnitFinder) -> None:
    type_in(finder, "springfield")
    picture = finder.popup.grab().toImage()
    row = finder.popup.visualRect(finder.popup.model().index(1, 0))
    label = finder.fontMetrics().horizontalAdvance(shown(finder)[1])

    def darkest(left: int, right: int) -> int:
        lightness = [
            picture.pixelColor(x, y).lightness()
            for x in range(left, right)
            for y in range(row.top() + 3, row.bottom() - 1)
        ]
        return min(lightness)

    name = darkest(8, label)
    reason = darkest(label + 20, label + 80)
    assert name < reason < 230
