"""New, open, save, recent, variants, and questions about unsaved work."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

import borderkit
from borderkit import locations
from borderkit.document import Details
from tests.gui.answers import Said, choose_file, export, move
from ui import file_commands, file_dialogs
from ui.app import build_window
from ui.declare_dialog import DeclareDialog
from ui.main_window import MainWindow
from ui.messages import Answer


def test_saved_and_opened_again_it_is_the_same(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    assert window.isWindowModified()
    choose_file(monkeypatch, tmp_path / "mine")
    window.actions_by_name["save"].trigger()
    assert not window.isWindowModified()
    assert "mine.borderkit" in window.windowTitle()
    move(window, "41003")
    window.actions_by_name["save"].trigger()
    window.actions_by_name["new"].trigger()
    assert len(window.session.proposal.moved_units) == 0
    choose_file(monkeypatch, tmp_path / "mine.borderkit")
    window.actions_by_name["open"].trigger()
    assert [window.session.proposal.where_is(g) for g in ("41001", "41003")] == ["ID", "ID"]
    assert not said.questions
    assert not said.errors


def test_unsaved_work_is_asked_about_and_stays_if_the_person_wishes(window: MainWindow, said: Said) -> None:
    move(window)
    window.actions_by_name["new"].trigger()
    window.files.open_bundled("greater-idaho-2020")
    assert not window.close()
    assert len(said.questions) == 3
    assert window.session.proposal.where_is("41001") == "ID"
    said.answer = Answer.DISCARD
    window.actions_by_name["new"].trigger()
    assert window.session.proposal.where_is("41001") == "OR"


def test_asked_it_can_be_saved_on_the_way_out(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    said.answer = Answer.SAVE
    choose_file(monkeypatch, None)
    assert not window.files.may_close()
    choose_file(monkeypatch, tmp_path / "late.borderkit")
    assert window.files.may_close()
    assert borderkit.open_proposal(tmp_path / "late.borderkit").where_is("41001") == "ID"


def test_what_was_only_looked_at_is_not_asked_about(window: MainWindow, said: Said) -> None:
    window.files.open_bundled("greater-idaho-2020")
    window.election.setCurrentText("2016")
    window.actions_by_name["new"].trigger()
    assert not said.questions


def test_a_bundled_proposal_opens_as_a_copy_that_cannot_overwrite_it(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = locations.resources() / "proposals" / "greater-idaho-2020.borderkit"
    before = bundled.read_bytes()
    window.files.open_bundled("greater-idaho-2020")
    assert len(window.session.proposal.moved_units) == 22
    assert window.session.path is None
    move(window, "41003")
    choose_file(monkeypatch, tmp_path / "copy.borderkit")
    window.actions_by_name["save"].trigger()
    assert bundled.read_bytes() == before
    saved = json.loads((tmp_path / "copy.borderkit").read_text(encoding="utf-8"))
    assert saved["id"] == ""
    assert saved["sources"]


def test_a_variant_leaves_the_first_file_alone(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first.borderkit"
    choose_file(monkeypatch, first)
    window.session.edit_details(Details(title="Plan"))
    move(window)
    window.actions_by_name["save"].trigger()
    saved = first.read_bytes()
    window.actions_by_name["duplicate"].trigger()
    assert window.session.proposal.details.title == "Plan (variant)"
    assert window.isWindowModified()
    move(window, "41003")
    choose_file(monkeypatch, tmp_path / "second.borderkit")
    window.actions_by_name["save"].trigger()
    assert first.read_bytes() == saved
    assert borderkit.open_proposal(tmp_path / "second.borderkit").where_is("41001") == "ID"


def test_the_assignment_goes_out_as_csv_and_comes_back(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    choose_file(monkeypatch, tmp_path / "plan.csv")
    export(window, monkeypatch, "assignment")
    assert window.isWindowModified()
    window.session.proposal.history.mark_saved()
    assert window.open_path(tmp_path / "plan.csv")
    assert window.session.proposal.where_is("41001") == "ID"
    assert window.session.path is None


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("gone.borderkit", None, "does not exist"),
        ("cut.borderkit", '{"format": "borderkit-proposal",', "damaged or incomplete"),
        ("foreign.borderkit", "{}", "not a BorderKit proposal"),
        ("twice.csv", "GEOID,STATE\n41001,ID\n41001,ID\n", "occurs twice"),
        ("nowhere.csv", "GEOID,STATE\n99999,ID\n", "no unit “99999”"),
        ("letter.txt", "Dear county", "neither"),
    ],
)
def test_a_file_that_cannot_be_opened_is_explained_and_what_was_open_stays(
    window: MainWindow, said: Said, tmp_path: Path, name: str, text: str | None, reason: str
) -> None:
    move(window)
    window.session.proposal.history.mark_saved()
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert not window.open_path(tmp_path / name)
    assert len(said.errors) == 1
    assert reason in said.errors[0]
    assert window.session.proposal.where_is("41001") == "ID"
    assert window.session.proposal.history.undo_text is not None


def test_lost_zeros_are_offered_to_be_restored(window: MainWindow, said: Said, tmp_path: Path) -> None:
    table = tmp_path / "plan.csv"
    table.write_text("GEOID,STATE\n6037,NV\n", encoding="utf-8")
    said.yes = False
    assert not window.open_path(table)
    said.yes = True
    assert window.open_path(table)
    assert "06037 is Los Angeles County" in said.questions[-1]
    assert window.session.proposal.where_is("06037") == "NV"


def test_codes_that_are_no_states_can_be_declared(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "plan.csv"
    table.write_text("GEOID,STATE\n06093,JEF\n41033,JEF\n", encoding="utf-8")

    def accept(dialog: DeclareDialog) -> bool:
        dialog.accept()
        return bool(dialog.jurisdictions)

    monkeypatch.setattr(DeclareDialog, "exec", accept)
    assert window.open_path(table)
    assert window.session.proposal.where_is("41033") == "JEF"
    monkeypatch.setattr(DeclareDialog, "exec", lambda dialog: False)
    assert not window.open_path(table)


def test_units_that_the_layer_lacks_are_told(window: MainWindow, said: Said, tmp_path: Path) -> None:
    path = tmp_path / "later.borderkit"
    content = {"format": "borderkit-proposal", "version": 1, "title": "x"}
    content["moves"] = [{"to": "MA", "units": ["09001", "09110"]}]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert window.open_path(path)
    assert "09110 (to MA)" in said.notices[0]


def test_where_a_file_cannot_be_written_the_work_stays_unsaved(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    choose_file(monkeypatch, tmp_path / "gone" / "a.borderkit")
    window.actions_by_name["save"].trigger()
    assert "does not exist" in said.errors[0]
    assert window.isWindowModified()
    assert window.session.path is None


def test_recent_files_are_listed_latest_first_and_forgotten_on_demand(
    window: MainWindow, said: Said, tmp_path: Path
) -> None:
    for name in ("a & b", "c"):
        window.session.save(tmp_path / f"{name}.borderkit")
        assert window.open_path(tmp_path / f"{name}.borderkit")
    texts = [action.text() for action in window.recent_actions]
    assert texts[:2] == ["c.borderkit", "a && b.borderkit"]
    window.recent_actions[1].trigger()
    assert "a & b" in window.windowTitle()
    (tmp_path / "c.borderkit").unlink()
    window.actions_by_name["new"].trigger()
    window.recent_actions[-1].trigger()
    assert [action.text() for action in window.recent_actions] == ["No recent files"]


def test_a_dropped_file_is_opened(window: MainWindow, said: Said, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("GEOID,STATE\n41001,ID\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    assert window.session.proposal.where_is("41001") == "ID"


def test_a_title_makes_a_file_name_that_is_no_path() -> None:
    assert file_dialogs.file_stem("../../etc/Párt “1” <b>") == "etc-párt-1-b"
    assert file_dialogs.file_stem("///") == "proposal"


def test_the_window_opens_on_a_named_file(said: Said) -> None:
    path = locations.resources() / "proposals" / "greater-idaho-2020.borderkit"
    other = build_window(path)
    assert len(other.session.proposal.moved_units) == 22
    other.close()
    other.deleteLater()


def test_what_is_saved_during_a_stroke_is_what_is_seen(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, tmp_path / "mid.borderkit")
    window.session.set_target("ID")
    window.session.begin_stroke()
    window.session.continue_stroke(window.session.layer.indices(["41001"]))
    window.actions_by_name["save"].trigger()
    window.session.drop_stroke()
    saved = borderkit.open_proposal(tmp_path / "mid.borderkit").where_is("41001")
    assert saved == window.session.proposal.where_is("41001") == "ID"


def test_closing_in_the_middle_of_a_stroke_asks(window: MainWindow, said: Said) -> None:
    window.session.set_target("ID")
    window.session.begin_stroke()
    window.session.continue_stroke(window.session.layer.indices(["41001"]))
    assert not window.close()
    assert len(said.questions) == 1
    assert window.session.proposal.where_is("41001") == "ID"


def test_the_window_opens_a_copy_of_a_bundled_proposal_named_by_its_id(window: MainWindow, said: Said) -> None:
    assert window.open_path(Path("greater-idaho-2020"))
    assert window.session.path is None
    assert window.session.proposal.id == ""
    assert not said.errors


def test_restored_zeros_count_as_unsaved(window: MainWindow, said: Said, tmp_path: Path) -> None:
    path = tmp_path / "lost.borderkit"
    content = {"format": "borderkit-proposal", "version": 1, "moves": [{"to": "NV", "units": ["6037"]}]}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert window.open_path(path)
    assert window.isWindowModified()


def test_variants_are_counted() -> None:
    assert file_commands.variant_title("Plan") == "Plan (variant)"
    assert file_commands.variant_title("Plan (variant)") == "Plan (variant 2)"
    assert file_commands.variant_title("Plan (variant 9)") == "Plan (variant 10)"


def test_a_recent_file_that_cannot_be_looked_at_keeps_nobody_from_starting(said: Said, own_home: Path) -> None:
    (own_home / "settings").mkdir(parents=True, exist_ok=True)
    (own_home / "settings" / "borderkit.ini").write_text(
        f"[General]\nrecent_files=/{'x' * 5000}.borderkit\n", encoding="utf-8"
    )
    other = build_window()
    assert [action.text() for action in other.recent_actions] == ["No recent files"]
    other.close()
    other.deleteLater()
