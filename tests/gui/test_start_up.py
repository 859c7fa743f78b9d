"""The window comes up: with its map built anew if need be, as it was left, and calm about our own mistakes."""

import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QMessageBox, QProgressDialog, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from borderkit import locations
from borderkit.bundled import BUNDLED_PREPARED
from borderkit.errors import LayerError
from borderkit.progress import Progress
from ui import messages, preparing
from ui.app import build_window
from ui.main_window import MainWindow
from ui.tasks import Task


@pytest.fixture
def unprepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the prepared file away."""
    folder = tmp_path / "shapefiles"
    shutil.copytree(locations.shapefiles(), folder)
    (folder / BUNDLED_PREPARED).write_bytes(b"damaged")
    monkeypatch.setattr(locations, "shapefiles", lambda: folder)


@pytest.mark.usefixtures("unprepared")
def test_a_damaged_prepared_file_is_built_anew_with_a_progress_bar(qtbot: QtBot) -> None:
    bars: list[str] = []

    def look() -> None:
        bars.extend(
            w.labelText() for w in QApplication.topLevelWidgets() if isinstance(w, QProgressDialog) and w.isVisible()
        )

    timer = QTimer(interval=30)
    timer.timeout.connect(look)
    timer.start()
    window = build_window()
    timer.stop()
    qtbot.addWidget(window)
    assert any("The map is being prepared" in text for text in bars)
    assert window.session.layer.index_of["41001"]


@pytest.mark.usefixtures("unprepared")
def test_building_can_be_cancelled(qtbot: QtBot) -> None:
    def cancel() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QProgressDialog) and widget.isVisible():
                button = widget.findChild(QPushButton)
                assert button is not None
                button.click()

    timer = QTimer(interval=30)
    timer.timeout.connect(cancel)
    timer.start()
    with pytest.raises(LayerError, match="was not prepared"):
        preparing.bundled_layer()
    timer.stop()
    assert not list(locations.cache().glob("*"))


def test_a_task_ends_in_exactly_one_way(qtbot: QtBot) -> None:
    def crash(progress: Progress) -> None:
        raise ZeroDivisionError

    def refuse(progress: Progress) -> None:
        raise LayerError("no")

    ends: list[str] = []
    for work in (lambda progress: 42, refuse, crash):
        task = Task(work)
        task.succeeded.connect(lambda result: ends.append(f"succeeded {result}"))
        task.refused.connect(lambda error: ends.append(f"refused {error}"))
        task.crashed.connect(lambda error: ends.append(f"crashed {type(error).__name__}"))
        task.cancelled.connect(lambda: ends.append("cancelled"))
        with qtbot.waitSignal(task.finished):
            task.start()
        task.wait()
    qtbot.waitUntil(lambda: len(ends) == 3)
    assert ends == ["succeeded 42", "refused no", "crashed ZeroDivisionError"]


def test_the_first_screen_shows_map_shelf_and_what_to_do(window: MainWindow) -> None:
    shelf = window.findChild(QTreeWidget, "proposalShelf")
    assert shelf is not None
    assert shelf.isVisible()
    assert "Choose a target" in window.hint_text
    assert window.canvas.width() > 600


def test_layout_and_units_are_as_they_were_left(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(790, 690)
    history = window.findChild(QDockWidget, "dockHistory")
    assert history is not None
    history.close()
    window.actions_by_name["square_kilometres"].trigger()
    assert window.close()
    again = build_window()
    qtbot.addWidget(again)
    assert again.height() == 690
    again.show()
    closed = again.findChild(QDockWidget, "dockHistory")
    assert closed is not None
    assert not closed.isVisible()
    assert again.actions_by_name["square_kilometres"].isChecked()


def test_damaged_settings_count_as_none(qtbot: QtBot, own_home: Path) -> None:
    folder = own_home / "settings"
    folder.mkdir(parents=True)
    (folder / "borderkit.ini").write_text(
        "[General]\narea_unit=acres\nrecent_files=@Invalid()\ngeometry=7\ndocks=x\n", encoding="utf-8"
    )
    window = build_window()
    qtbot.addWidget(window)
    assert window.actions_by_name["square_miles"].isChecked()
    assert window.width() == 1280


def test_our_own_mistake_is_told_calmly_with_a_report(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QMessageBox] = []

    def note(box: QMessageBox) -> int:
        shown.append(box)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", note)
    try:
        _ = 1 // 0
    except ZeroDivisionError as error:
        messages.show_bug(type(error), error, error.__traceback__)
    assert "not yours" in shown[0].text()
    assert "ZeroDivisionError" in shown[0].detailedText()


def test_at_1024_by_700_everything_is_in_reach(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.canvas.is_sharp)
    assert window.size().width() == 1024
    assert window.size().height() == 700
    assert window.canvas.width() > 450
    for box in (window.target, window.election, window.people):
        assert box.isVisible()
        assert box.mapTo(window, box.rect().bottomRight()).x() < 1024


def test_a_damaged_later_level_is_noticed_at_the_start(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(locations.shapefiles(), folder)
    path = folder / BUNDLED_PREPARED
    with zipfile.ZipFile(path) as archive:
        offset = archive.getinfo("level2.positions.npy").header_offset
    content = bytearray(path.read_bytes())
    content[offset + 100_000] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr(locations, "shapefiles", lambda: folder)
    window = build_window()
    qtbot.addWidget(window)
    assert (locations.cache() / BUNDLED_PREPARED).is_file()
    window.canvas.point_on("51610")
