"""Ctrl+F in the real window: what is found is selected and seen, what was not understood is named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.hands import moved, press_key, selected
from ui import messages
from ui.main_window import MainWindow


def search(window: MainWindow, text: str) -> None:
    window.actions_by_name["find"].trigger()
    QTest.keyClicks(window.finder, text)
    QTest.keyClick(window.finder, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "geoid"),
    [("Brooklyn", "36047"), ("Falls Church", "51610"), ("Saint Landry", "22097"), ("06037", "06037")],
)
def test_what_is_found_is_selected_and_fills_the_map(window: MainWindow, typed: str, geoid: str) -> None:
    search(window, typed)
    assert selected(window) == {geoid}
    box = window.canvas.renderer.prepared.level(0).boxes[window.session.selection[0]]
    left, bottom, right, top = window.canvas.map_view.box
    assert left < box[0] < box[2] < right
    assert bottom < box[1] < box[3] < top
    assert QApplication.focusWidget() is window.canvas


def test_a_pasted_list_becomes_the_selection_and_enter_moves_it(window: MainWindow) -> None:
    window.set_target("ID")
    search(window, "Baker, Crook and Grant counties, Oregon")
    assert selected(window) == {"41001", "41013", "41023"}
    press_key(window, Qt.Key.Key_Return)
    assert moved(window) == {"41001", "41013", "41023"}


def test_words_that_were_not_understood_are_named_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(messages, "show_notice", lambda parent, text, more: shown.append((text, more)))
    search(window, "Baker, Crouk and Grant counties, Oregon")
    assert selected(window) == {"41001", "41023"}
    assert len(shown) == 1
    assert shown[0][0] == "2 counties selected. Not understood:"
    assert "Crouk" in shown[0][1]
    search(window, "xyzzy")
    assert len(shown) == 1
    assert window.pointed_at_text
    assert window.width() == 1280


def test_a_state_that_is_looked_for_is_outlined_and_seen(window: MainWindow) -> None:
    search(window, "Hawaii")
    assert window.session.emphasis == "HI"
    hawaii = window.session.proposal.position("HI")
    units = [unit for unit, home in enumerate(window.session.layer.home.tolist()) if home == hawaii]
    boxes = window.canvas.renderer.prepared.level(0).boxes[units]
    left, _, right, _ = window.canvas.map_view.box
    assert left < boxes[:, 0].min()
    assert boxes[:, 2].max() < right
