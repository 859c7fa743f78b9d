"""Work is kept as it is done, offered after a crash, and never overwritten unasked; a bug is told once and calmly."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from borderkit.document import Details
from borderkit.errors import ChangedOnDiskError
from borderkit.journal import ProposalJournal, read_journal, recover
from borderkit.journal.state import ProposalFile
from borderkit.opening import load_layer, open_proposal
from borderkit.proposal import Proposal
from borderkit.saving import save_proposal
from tests.gui.answers import Said, choose_file, move
from tests.gui.hands import bring_into_sight, drag, where
from tests.layers import write_states
from ui import bug_report, messages
from ui.app import build_window
from ui.journal_keeper import JournalKeeper, keep_journal
from ui.main_window import MainWindow
from ui.messages import Answer, Overwriting


@pytest.fixture
def keeper(window: MainWindow) -> JournalKeeper:
    return keep_journal(window)


def crash(window: MainWindow) -> Path:
    """Leave behind what a crash would leave behind, and return the journal."""
    keeper = keep_journal(window)
    path = journal_of(keeper)
    keeper.journal.leave()
    return path


def next_start(qtbot: QtBot) -> MainWindow:
    """Return a window as it comes up at the next start, after its offers."""
    window = build_window()
    qtbot.addWidget(window, before_close_func=lambda window: window.session.proposal.history.mark_saved())
    keep_journal(window).offers.offer()
    window.show()
    return window


def journal_of(keeper: JournalKeeper) -> Path:
    assert keeper.journal.path is not None
    return keeper.journal.path


def files_in(home: Path) -> list[str]:
    return sorted(path.suffix for path in (home / "journals").rglob("*") if path.is_file())


# Kept and offered


def test_every_step_is_on_disk_as_soon_as_it_is_made(window: MainWindow, keeper: JournalKeeper) -> None:
    session = window.session
    assert keeper.journal.path is None
    move(window)
    window.election.setCurrentText("2016")
    window.set_tool("paint")
    drag(window, bring_into_sight(window, "41003", "41017"))
    session.edit_details(Details(title="Mine"))
    session.undo()
    found = recover(journal_of(keeper), session.layer).proposal
    assert found.history.steps == session.proposal.history.steps
    assert found.history.redo_text == session.proposal.history.redo_text
    assert len(found.history.steps) == 3
    assert found.settings.election == 2016


def test_a_stroke_in_progress_is_no_step_yet(window: MainWindow, keeper: JournalKeeper) -> None:
    move(window)
    window.session.begin_stroke()
    window.session.continue_stroke(np.array([5, 6], dtype=np.int32))
    window.session.choose_people(2010)
    assert len(recover(journal_of(keeper), window.session.layer).proposal.history.steps) == 1
    window.session.finish_stroke()
    assert len(recover(journal_of(keeper), window.session.layer).proposal.history.steps) == 2


def test_after_a_crash_the_work_is_offered_and_comes_back_with_its_undo_history(
    window: MainWindow, said: Said, qtbot: QtBot, own_home: Path
) -> None:
    keep_journal(window)
    window.session.edit_details(Details(title="Greater Idaho <b>"))
    move(window)
    move(window, "41003")
    window.session.undo()
    steps = window.session.proposal.history.steps
    crash(window)

    new = next_start(qtbot)
    bar = keep_journal(new).bar
    assert bar.isVisible()
    assert "you worked on “Greater Idaho <b>”: 2 steps that are in no file yet" in bar.text
    assert bar.choices == ["Restore", "Discard", "Later"]
    assert where(new, "41001") == ["OR"]
    bar.choose("Restore")
    assert not bar.isVisible()
    assert new.session.proposal.history.steps == steps
    assert where(new, "41001", "41003") == ["ID", "OR"]
    assert new.isWindowModified()
    new.actions_by_name["redo"].trigger()
    assert where(new, "41003") == ["ID"]
    assert files_in(own_home) == [".journal", ".lock"]
    kept = recover(journal_of(keep_journal(new)), new.session.layer).proposal
    assert (kept.history.steps, kept.history.position) == (steps, 3)
    for _ in range(3):
        new.actions_by_name["undo"].trigger()
    assert new.session.proposal.details.title == Details().title
    assert not said.questions
    assert not said.errors


def test_what_was_saved_before_the_crash_is_told_apart(
    window: MainWindow, said: Said, qtbot: QtBot, tmp_path: Path
) -> None:
    keep_journal(window)
    move(window)
    window.session.save(tmp_path / "plan.borderkit")
    move(window, "41003")
    crash(window)
    new = next_start(qtbot)
    bar = keep_journal(new).bar
    assert ": 1 step since it was last saved, " in bar.text
    bar.choose("Restore")
    assert new.session.path == tmp_path / "plan.borderkit"
    assert new.isWindowModified()
    new.actions_by_name["save"].trigger()
    assert not said.errors
    assert open_proposal(tmp_path / "plan.borderkit").where_is("41003") == "ID"
    new.session.undo()
    new.session.undo()
    assert where(new, "41001") == ["OR"]


def test_put_off_it_is_offered_at_the_next_start_and_discarded_it_is_gone(
    window: MainWindow, said: Said, qtbot: QtBot, own_home: Path
) -> None:
    keep_journal(window)
    move(window)
    crash(window)
    new = next_start(qtbot)
    keep_journal(new).bar.choose("Later")
    assert not keep_journal(new).bar.isVisible()
    keep_journal(new).offers.offer()
    assert not keep_journal(new).bar.text
    new.close()
    again = next_start(qtbot)
    keep_journal(again).bar.choose("Discard")
    assert files_in(own_home) == []
    assert not again.session.proposal.history.steps


def test_several_are_offered_one_after_the_other_the_latest_first(
    window: MainWindow, qtbot: QtBot, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, title in enumerate(("First", "Second", "Third")):
        monkeypatch.setattr("borderkit.journal.state._now", lambda number=number: 1_700_000_000 + number)
        journal = ProposalJournal()
        proposal = Proposal(window.session.layer)
        journal.begin(proposal, ProposalFile())
        proposal.edit_details(Details(title=title))
        journal.follow()
        journal.leave()
    keeper = keep_journal(window)
    keeper.offers.offer()
    offered = []
    while keeper.bar.text:
        offered.append(keeper.bar.text.split("“")[1].split("”")[0])
        keeper.bar.choose("Discard")
    assert offered == ["Third", "Second", "First"]
    assert files_in(own_home) == []


def test_unsaved_work_of_now_is_asked_about_before_that_of_then_takes_its_place(
    window: MainWindow, said: Said, qtbot: QtBot
) -> None:
    keep_journal(window)
    move(window)
    crash(window)
    new = next_start(qtbot)
    move(new, "41003")
    bar = keep_journal(new).bar
    bar.choose("Restore")
    assert len(said.questions) == 1
    assert where(new, "41001", "41003") == ["OR", "ID"]
    said.answer = Answer.DISCARD
    bar.choose("Restore")
    assert where(new, "41001", "41003") == ["ID", "OR"]


def test_what_cannot_be_read_is_told_and_what_is_damaged_gives_what_it_can(
    window: MainWindow, said: Said, qtbot: QtBot, own_home: Path
) -> None:
    keep_journal(window)
    move(window)
    move(window, "41003")
    left = crash(window)
    data = left.read_bytes()
    left.write_bytes(data[:-5] + b"xxxxx")
    (own_home / "journals" / "other.journal").write_bytes(b"rubbish")
    new = next_start(qtbot)
    bar = keep_journal(new).bar
    bar.choose("Restore")
    assert where(new, "41001", "41003") == ["ID", "OR"]
    assert "other.journal" in bar.text
    bar.choose("Later")
    assert "last steps may be missing" in bar.text
    bar.choose("OK")
    assert not bar.isVisible()


def test_work_on_another_map_is_offered_together_with_that_map(
    window: MainWindow, said: Said, tmp_path: Path, own_home: Path
) -> None:
    path = write_states(tmp_path / "west.gpkg", "ID", "OR")
    journal = ProposalJournal()
    proposal = Proposal(load_layer(path))
    journal.begin(proposal, ProposalFile())
    proposal.move(["41001"], "ID")
    journal.follow()
    journal.leave()
    keeper = keep_journal(window)
    wanted: list[Path] = []
    window.files.layer_wanted.disconnect()
    window.files.layer_wanted.connect(wanted.append)
    keeper.offers.offer()
    assert keeper.bar.text.endswith("It lies on the map west.gpkg.")
    keeper.bar.choose("Open its map")
    assert wanted == [path]
    path.unlink()
    keeper.offers.offer()
    assert keeper.bar.choices == ["Discard", "Later"]
    assert "not where it was" in keeper.bar.text


# Not kept longer than needed


def test_closing_without_a_crash_leaves_nothing_behind(
    window: MainWindow, said: Said, qtbot: QtBot, own_home: Path
) -> None:
    keeper = keep_journal(window)
    move(window)
    assert not window.close()
    assert files_in(own_home) == [".journal", ".lock"]
    said.answer = Answer.DISCARD
    assert window.close()
    assert files_in(own_home) == []
    assert keeper.journal.path is None


def test_a_proposal_that_is_let_go_takes_its_journal_along(
    window: MainWindow, said: Said, keeper: JournalKeeper, own_home: Path
) -> None:
    move(window)
    said.answer = Answer.DISCARD
    window.actions_by_name["new"].trigger()
    assert files_in(own_home) == []
    move(window)
    window.actions_by_name["duplicate"].trigger()
    contents = read_journal(journal_of(keeper))
    assert contents is not None
    assert (contents.title, contents.is_saved) == ("Untitled proposal (variant)", False)
    assert files_in(own_home) == [".journal", ".lock"]


# The disk


def test_a_full_disk_is_told_once_and_taken_back(
    window: MainWindow, keeper: JournalKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        move(window)
        assert "not being kept for a crash" in keeper.bar.text
        assert "No space left" in keeper.bar.text
        keeper.bar.choose("OK")
        move(window, "41003")
        assert not keeper.bar.text
        assert where(window, "41003") == ["ID"]
    keeper.journal._failed_at -= 3600
    keeper.follow()
    assert keeper.is_keeping
    assert recover(journal_of(keeper), window.session.layer).proposal.where_is("41003") == "ID"


def somebody_else_saves(path: Path) -> bytes:
    other = open_proposal(path)
    other.move(["41059"], "WA")
    save_proposal(other, path)
    return path.read_bytes()


@pytest.mark.parametrize("answer", list(Overwriting))
def test_saving_never_replaces_unasked_what_somebody_else_wrote(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Overwriting
) -> None:
    path = tmp_path / "plan.borderkit"
    window.session.save(path)
    move(window)
    theirs = somebody_else_saves(path)
    asked: list[str] = []

    def reply(parent: object, error: ChangedOnDiskError) -> Overwriting:
        asked.append(str(error))
        return answer

    monkeypatch.setattr(messages, "ask_about_changed", reply)
    choose_file(monkeypatch, tmp_path / "mine.borderkit")
    window.actions_by_name["save"].trigger()
    assert len(asked) == 1
    assert "plan.borderkit was changed by somebody else" in asked[0]
    assert window.isWindowModified() == (answer is Overwriting.STAY)
    assert (path.read_bytes() == theirs) == (answer is not Overwriting.REPLACE)
    if answer is Overwriting.OTHER_NAME:
        assert open_proposal(tmp_path / "mine.borderkit").where_is("41001") == "ID"
    if answer is Overwriting.REPLACE:
        move(window, "41003")
        window.actions_by_name["save"].trigger()
        assert len(asked) == 1


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [("Save under another name…", "OTHER_NAME"), ("Replace it", "REPLACE"), ("Cancel", "STAY")],
)
def test_the_question_has_a_button_for_each_answer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, pressed: str, answer: str
) -> None:
    def press(box: QMessageBox) -> int:
        next(button for button in box.buttons() if button.text().replace("&", "") == pressed).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    assert messages.ask_about_changed(None, ChangedOnDiskError("It was changed.")) is Overwriting[answer]


def test_the_second_window_on_a_file_is_told_and_neither_overwrites_the_other(
    window: MainWindow, said: Said, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.borderkit"
    window.session.save(path)
    second = next_start(qtbot)
    assert second.open_path(path)
    assert "plan.borderkit is open in another window of BorderKit" in keep_journal(second).bar.text
    assert not keep_journal(window).bar.text
    move(second)
    second.actions_by_name["save"].trigger()
    asked: list[str] = []

    def stay(parent: object, error: ChangedOnDiskError) -> Overwriting:
        asked.append(str(error))
        return Overwriting.STAY

    monkeypatch.setattr(messages, "ask_about_changed", stay)
    move(window, "41003")
    window.actions_by_name["save"].trigger()
    assert len(asked) == 1
    assert open_proposal(path).where_is("41001") == "ID"


def test_saving_under_a_name_that_another_window_has_open_is_asked_about(
    window: MainWindow, said: Said, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.borderkit"
    window.session.save(path)
    second = next_start(qtbot)
    move(second)
    choose_file(monkeypatch, path)
    said.yes = False
    second.actions_by_name["save_as"].trigger()
    assert said.questions == ["plan.borderkit is open in another window of BorderKit."]
    assert open_proposal(path).where_is("41001") == "OR"
    window.close()
    second.actions_by_name["save_as"].trigger()
    assert len(said.questions) == 1
    assert open_proposal(path).where_is("41001") == "ID"


def test_a_file_that_changes_on_disk_is_noticed_on_coming_back_to_the_window(
    window: MainWindow, said: Said, keeper: JournalKeeper, tmp_path: Path
) -> None:
    path = tmp_path / "plan.borderkit"
    window.session.save(path)
    activated = QEvent(QEvent.Type.WindowActivate)
    QApplication.sendEvent(window, activated)
    assert not keeper.bar.text
    somebody_else_saves(path)
    QApplication.sendEvent(window, activated)
    assert "plan.borderkit was changed outside of this window" in keeper.bar.text
    keeper.bar.choose("Keep what is here")
    QApplication.sendEvent(window, activated)
    assert not keeper.bar.text
    path.write_bytes(path.read_bytes() + b"\n")
    QApplication.sendEvent(window, activated)
    keeper.bar.choose("Open it anew")
    assert where(window, "41059") == ["WA"]
    assert not keeper.bar.text
    assert not said.questions


# Bugs


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[list[QMessageBox]]:
    """The boxes that tell of bugs while the program runs; they stay until the test closes them."""
    shown: list[QMessageBox] = []
    show = QMessageBox.show

    def note(box: QMessageBox) -> None:
        shown.append(box)
        show(box)

    bug_report.forget()
    monkeypatch.setattr(QThread, "loopLevel", lambda _: 1)
    monkeypatch.setattr(QMessageBox, "show", note)
    yield shown
    for box in list(messages._bugs_shown):
        box.reject()
    bug_report.forget()


def bug(kind: type[Exception] = ZeroDivisionError) -> tuple[type[Exception], Exception, TracebackType | None]:
    try:
        raise kind("of ours")
    except kind as error:
        return kind, error, error.__traceback__


def test_a_bug_is_told_with_a_report_to_copy_and_the_work_is_kept(
    window: MainWindow, keeper: JournalKeeper, boxes: list[QMessageBox]
) -> None:
    window.actions_by_name["zoom_in"].trigger()
    move(window)
    window.session.proposal.move(["41003"], "ID")  # a bug kept the signal from being sent
    messages.show_bug(*bug())
    (box,) = boxes
    assert "not yours" in box.text()
    assert recover(journal_of(keeper), window.session.layer).proposal.where_is("41003") == "ID"
    (copy,) = [button for button in box.buttons() if button.text() == "Copy report"]
    copy.click()
    assert box.isVisible()
    assert copy.text() == "Copied"
    report = QGuiApplication.clipboard().text()
    for part in ("BorderKit 0.", "System: ", "Python 3.", "Qt 6.", "zoom_in", "ZeroDivisionError: of ours"):
        assert part in report
    head = report.split("Traceback")[0]
    assert str(Path.home()) not in head
    assert str(keeper.journal.path) not in report


def test_bugs_of_one_place_are_told_once_and_counted(
    boxes: list[QMessageBox], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(4):
        messages.show_bug(*bug())
    messages.show_bug(*bug(KeyError))  # over the first box none is shown
    assert len(boxes) == 1
    boxes[0].reject()
    messages.show_bug(*bug())
    assert len(boxes) == 1
    assert "A bug, 5 of this place" in caplog.text
    messages.show_bug(*bug(ValueError))
    assert len(boxes) == 2
    assert "ZeroDivisionError in bug, line" in boxes[1].detailedText()
    assert ": 5 times" in boxes[1].detailedText()


def test_the_report_holds_nothing_up(boxes: list[QMessageBox]) -> None:
    messages.show_bug(*bug())
    assert boxes[0].isVisible()
    assert not boxes[0].isModal()


def test_a_bug_in_another_thread_is_told_in_the_window_s(qtbot: QtBot, boxes: list[QMessageBox]) -> None:
    thread = threading.Thread(target=lambda: messages.show_bug(*bug()))
    thread.start()
    thread.join()
    assert not boxes
    qtbot.waitUntil(lambda: len(boxes) == 1)


def test_a_broken_journal_does_not_hide_the_bug(boxes: list[QMessageBox], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(messages, "keep_all_now", broken)
    messages.show_bug(*bug())
    assert len(boxes) == 1
