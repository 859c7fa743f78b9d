"""Layers of a person's own open in windows of their own, or nothing changes."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.errors import OperationCancelled
from tests.layers import counties_of, write_layer, write_states
from ui import app, messages
from ui.app import build_window
from ui.main_window import MainWindow
from ui.windows import Windows

LONG_MS = 60_000

#: Takes seconds to prepare: long enough to press a button.
LARGE = locations.shapefiles() / BUNDLED_LAYER


def opened(qtbot: QtBot, program: Windows, window: MainWindow, path: Path) -> MainWindow:
    with qtbot.waitSignal(program.layer_opened, timeout=LONG_MS) as signal:
        assert not window.open_path(path)
    assert signal.args is not None
    new = signal.args[0]
    assert isinstance(new, MainWindow)
    return new


def shown_windows() -> list[MainWindow]:
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible()
    ]


def cancel_button() -> QPushButton | None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QProgressDialog) and widget.isVisible():
            return widget.findChild(QPushButton)
    return None


def press_cancel(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: cancel_button() is not None, timeout=LONG_MS)
    button = cancel_button()
    assert button is not None
    button.click()


def test_a_layer_opens_in_a_window_of_its_own_and_the_untouched_one_makes_room(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write_states(tmp_path / "two states.gpkg", "RI", "DE")
    new = opened(qtbot, program, window, path)
    assert new is not window
    assert len(new.session.layer) == 8
    assert new.isVisible()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: new.canvas.is_sharp)
    assert new.canvas.unit_at(new.canvas.point_on("10001")) == "10001"
    assert new.recent_actions[0].text() == "two states.gpkg"


def test_a_window_with_work_in_it_stays_as_it_is(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    window.session.set_target("ID")
    window.session.move(window.session.layer.indices(["41001"]))
    new = opened(qtbot, program, window, write_states(tmp_path / "states.shp", "RI", "DE"))
    assert window.isVisible()
    assert window.isWindowModified()
    assert window.session.proposal.where_is("41001") == "ID"
    assert len(new.session.proposal.moved_units) == 0


def test_a_window_that_shows_a_proposal_stays(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    window.files.open_bundled("greater-idaho-2020")
    opened(qtbot, program, window, write_states(tmp_path / "states.gpkg", "RI", "DE"))
    assert window.isVisible()


def test_cancelled_everything_is_as_it_was(window: MainWindow, program: Windows, qtbot: QtBot) -> None:
    before = window.session.proposal
    with qtbot.waitSignal(program.layer_not_opened, timeout=LONG_MS):
        window.open_path(LARGE)
        press_cancel(qtbot)
    assert window.isVisible()
    assert window.session.proposal is before
    assert not list(locations.cache().iterdir())
    assert shown_windows() == [window]
    qtbot.waitUntil(lambda: cancel_button() is None)


def test_the_bar_tells_what_is_being_done(window: MainWindow, program: Windows, qtbot: QtBot) -> None:
    texts: set[str] = set()

    def look() -> bool:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QProgressDialog) and widget.isVisible():
                texts.add(widget.labelText())
        return any("Simplifying, level 2 of 4" in text for text in texts)

    with qtbot.waitSignal(program.layer_not_opened, timeout=LONG_MS):
        window.open_path(LARGE)
        qtbot.waitUntil(look, timeout=LONG_MS)
        press_cancel(qtbot)
    assert all("us_counties.shp is being opened" in text for text in texts)


def test_a_layer_that_cannot_be_used_is_explained_and_what_was_open_stays(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[QWidget | None, str]] = []
    monkeypatch.setattr(messages, "show_error", lambda parent, error: told.append((parent, str(error))))
    (tmp_path / "counties.shp").write_bytes(b"")
    for path in (tmp_path / "counties.shp", tmp_path / "gone.gpkg"):
        with qtbot.waitSignal(program.layer_not_opened, timeout=LONG_MS):
            assert not window.open_path(path)
    assert [parent for parent, _ in told] == [window, window]
    assert told[0][1] == "counties.shp is empty. Copy it again, or choose another file."
    assert "does not exist" in told[1][1]
    assert window.isVisible()
    assert not window.recent_actions[0].isEnabled()


def test_two_layers_can_be_opened_one_after_the_other(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    first = opened(qtbot, program, window, write_states(tmp_path / "a.gpkg", "DE"))
    second = opened(qtbot, program, first, write_states(tmp_path / "b.gpkg", "RI"))
    assert (len(first.session.layer), len(second.session.layer)) == (3, 5)
    assert not first.isVisible()
    assert second.isVisible()


def test_two_layers_can_be_opened_at_once(window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    ready: list[MainWindow] = []
    program.layer_opened.connect(ready.append)
    program.open_layer(window, write_states(tmp_path / "a.gpkg", "DE"))
    program.open_layer(window, write_states(tmp_path / "b.gpkg", "RI"))
    qtbot.waitUntil(lambda: len(ready) == 2, timeout=LONG_MS)
    program.layer_opened.disconnect(ready.append)
    assert {len(new.session.layer) for new in ready} == {3, 5}
    assert all(new.isVisible() for new in ready)


def test_the_program_ends_what_is_under_way(window: MainWindow, program: Windows, qtbot: QtBot) -> None:
    window.open_path(LARGE)
    qtbot.waitUntil(lambda: any(locations.cache().glob("*")), timeout=LONG_MS)
    program.stop()
    assert not list(locations.cache().iterdir())


def test_the_program_can_begin_with_a_layer(program: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window = build_window(write_states(tmp_path / "states.gpkg", "RI", "DE"))
    qtbot.addWidget(window)
    assert len(window.session.layer) == 8
    assert window.session.is_saved


def test_cancelled_at_the_start_no_window_comes(program: Windows) -> None:
    def press() -> None:
        button = cancel_button()
        if button is not None:
            button.click()

    timer = QTimer(interval=30)
    timer.timeout.connect(press)
    timer.start()
    with pytest.raises(OperationCancelled):
        app._first_window(LARGE)
    timer.stop()
    assert not shown_windows()
    assert not list(locations.cache().iterdir())


def test_a_layer_that_cannot_be_used_at_the_start_is_explained_and_todays_map_comes(
    program: Windows, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda parent, error: told.append(str(error)))
    window = app._first_window(tmp_path / "gone.gpkg")[0]
    qtbot.addWidget(window)
    assert "gone.gpkg does not exist" in told[0]
    assert len(window.session.layer) == 3142


def test_a_proposal_names_its_layer_and_on_another_one_its_units_are_told(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = counties_of("RI", "DE")
    frame["GEOID"] = [f"{geoid}A" for geoid in frame["GEOID"]]
    new = opened(qtbot, program, window, write_layer(tmp_path / "pieces.gpkg", frame))
    new.session.set_target("RI")
    new.session.move(new.session.layer.indices(["10001A"]))
    new.session.save(tmp_path / "mine.borderkit")
    stored = json.loads((tmp_path / "mine.borderkit").read_text(encoding="utf-8"))["layer"]
    assert stored == {"name": "pieces", "vintage": "", "units": 8}
    notices: list[str] = []
    monkeypatch.setattr(messages, "show_notice", lambda parent, text, more="": notices.append(text))
    assert window.open_path(tmp_path / "mine.borderkit")
    assert notices == ["The layer has no unit 10001A (to RI)."]


def test_the_shelf_is_for_the_bundled_counties_alone(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    new = opened(qtbot, program, window, write_states(tmp_path / "states.gpkg", "DE"))
    shelf, bundled = (w.findChild(QTreeWidget, "proposalShelf") for w in (new, window))
    assert shelf is not None
    assert bundled is not None
    assert shelf.topLevelItemCount() == 0
    assert bundled.topLevelItemCount() > 0


def test_the_dialog_offers_layers(window: MainWindow, program: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(*arguments: object) -> tuple[str, str]:
        asked.append(str(arguments[-1]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    window.actions_by_name["open"].trigger()
    assert asked[0].startswith("Proposals, assignments and map layers (*.borderkit *.csv ")
    assert "Map layers (*.shp *.zip *.gpkg *.geojson *.json *.fgb *.kml" in asked[0]
    assert ";;Map layers (*.shp *.zip *.gpkg" in asked[0]
