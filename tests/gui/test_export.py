"""File > Export and the copying in the Edit menu."""

from __future__ import annotations

import json
from pathlib import Path

import fiona
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

import borderkit
from borderkit.document import Details
from borderkit.errors import OperationCancelled
from borderkit.export.formats import FORMATS, What
from borderkit.progress import Progress
from tests.gui.answers import Said, choose_file, export, move
from ui.export_dialog import ExportDialog
from ui.export_kinds import KINDS, ExportKind
from ui.handout.typefaces import shortfall
from ui.long_work import LongWork
from ui.main_window import MainWindow

MAGIC = {
    ".gpkg": b"SQLite format 3\0",
    ".zip": b"PK",
    ".xlsx": b"PK",
    ".shp": b"\x00\x00\x27\x0a",
    ".png": b"\x89PNG",
    ".pdf": b"%PDF",
    ".html": b"<!DOCTYPE html>",
    ".csv": b"",
}


def dialog_of(qtbot: QtBot, key: str = "") -> ExportDialog:
    dialog = ExportDialog(key)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def kinds_of(dialog: ExportDialog) -> QListWidget:
    found = dialog.findChild(QListWidget, "exportKinds")
    assert found is not None
    return found


def test_every_kind_of_data_file_is_in_the_dialog() -> None:
    assert {kind.key for kind in KINDS} == {*(kind.key for kind in FORMATS), "png", "svg", "pdf", "web"}


def test_each_kind_shows_its_purpose_and_only_its_own_choices(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot)
    for kind in KINDS:
        dialog.choose(kind.key)
        assert dialog.kind is kind
        assert dialog.picture.isVisible() == kind.is_picture
        assert kinds_of(dialog).currentItem().text().strip() == kind.name


def test_the_kinds_are_walked_through_with_the_arrow_keys_past_their_headings(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot, KINDS[0].key)
    kinds = kinds_of(dialog)
    walked = [dialog.kind.key]
    for _ in KINDS[1:]:
        QTest.keyClick(kinds, Qt.Key.Key_Down)
        walked.append(dialog.kind.key)
    assert walked == [kind.key for kind in KINDS]


def test_a_kind_that_is_unknown_begins_with_the_first(qtbot: QtBot) -> None:
    assert dialog_of(qtbot, "papyrus").kind is KINDS[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_of_file_is_written_from_the_window(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: ExportKind
) -> None:
    key, ending = kind.key, kind.ending
    window.files.open_bundled("greater-idaho-2020")
    choose_file(monkeypatch, tmp_path / f"out{ending}")
    export(window, monkeypatch, key)
    assert (tmp_path / f"out{ending}").read_bytes().startswith(MAGIC.get(ending, b""))
    assert not said.errors
    assert f"out{ending} is in" in window.pointed_at_text


def test_the_layer_that_was_chosen_is_the_one_in_the_file(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    choose_file(monkeypatch, tmp_path / "moved.geojson")
    monkeypatch.setattr(ExportDialog, "what", What.MOVED)
    export(window, monkeypatch, "geojson")
    with fiona.open(tmp_path / "moved.geojson") as source:
        assert [feature["properties"]["geoid"] for feature in source] == ["41001"]


def test_letters_that_this_machine_cannot_draw_are_told(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "\N{LINEAR B SYLLABLE B008 A}"  # which no machine's fonts have, but for a scholar's
    window.session.edit_details(Details(title=title))
    choose_file(monkeypatch, tmp_path / "out.svg")
    export(window, monkeypatch, "svg")
    assert ("no typeface" in window.pointed_at_text) == bool(shortfall(title, "the title"))
    assert "out.svg is in" in window.pointed_at_text


def test_an_ending_that_was_left_out_is_added_and_the_last_kind_comes_first_next_time(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    choose_file(monkeypatch, tmp_path / "plan")
    export(window, monkeypatch, "totals")
    assert (tmp_path / "plan.csv").read_text(encoding="utf-8") == borderkit.totals_csv(window.session.proposal)
    begun_with: list[str] = []
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: begun_with.append(dialog.kind.key))
    window.actions_by_name["export"].trigger()
    assert begun_with == ["totals"]


def test_a_folder_that_cannot_be_written_to_is_told_and_the_window_goes_on(
    window: MainWindow, said: Said, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, tmp_path / "gone" / "plan.csv")
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: dialog.choose("assignment") or 1)
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: bool(said.errors))
    assert "does not exist" in said.errors[0]
    choose_file(monkeypatch, tmp_path / "plan.csv")
    export(window, monkeypatch, "assignment")
    assert (tmp_path / "plan.csv").exists()


def test_cancel_leaves_the_file_that_was_there(
    window: MainWindow, said: Said, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "plan.gpkg"
    old.write_bytes(b"old")
    choose_file(monkeypatch, old)
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: dialog.choose("geopackage") or 1)
    ends: list[str] = []
    start = LongWork.start

    def start_and_cancel(work: LongWork[object]) -> None:
        work.cancelled.connect(lambda: ends.append("cancelled"))
        start(work)
        work.cancel()

    monkeypatch.setattr(LongWork, "start", start_and_cancel)
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: bool(ends), timeout=30_000)
    assert old.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["plan.gpkg"]


def test_our_own_mistake_in_an_export_is_reported_as_one(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[BaseException] = []
    monkeypatch.setattr("ui.messages.show_bug", lambda kind, error, trace: bugs.append(error))

    def broken(path: Path, progress: Progress) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(window.exports), "_writer", lambda self, kind, dialog: broken)
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: 1)
    choose_file(monkeypatch, tmp_path / "plan.png")
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: bool(bugs))
    assert isinstance(bugs[0], ZeroDivisionError)
    assert not issubclass(type(bugs[0]), OperationCancelled)


def test_the_totals_are_copied_for_spreadsheets_and_for_documents(window: MainWindow) -> None:
    window.files.open_bundled("greater-idaho-2020")
    window.actions_by_name["copy_totals"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    idaho = next(line for line in data.text().splitlines() if line.startswith("Idaho"))
    assert "1839106" in idaho.split("\t")
    assert "<table" in data.html()
    assert "Idaho" in data.html()


def test_a_picture_of_what_is_seen_is_copied(window: MainWindow) -> None:
    window.actions_by_name["copy_picture"].trigger()
    picture = QGuiApplication.clipboard().image()
    assert isinstance(picture, QImage)
    assert picture.width() >= window.canvas.width()
    seen = {picture.pixel(x, y) for x in range(0, picture.width(), 40) for y in range(0, picture.height(), 40)}
    assert len(seen) > 20


def test_the_assignment_reads_back_from_geojson(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    choose_file(monkeypatch, tmp_path / "all.geojson")
    monkeypatch.setattr(ExportDialog, "what", What.UNITS)
    export(window, monkeypatch, "geojson")
    features = json.loads((tmp_path / "all.geojson").read_text(encoding="utf-8"))["features"]
    assigned = {f["properties"]["geoid"]: f["properties"]["assigned"] for f in features}
    assert len(assigned) == 3142
    assert assigned["41001"] == "ID"
