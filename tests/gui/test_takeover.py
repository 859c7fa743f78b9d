"""Another tool's plan comes up as a dialog: accepted, it is a proposal not saved yet; cancelled, nothing changed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QTimer
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.number_format import NumberFormat
from borderkit.partial import partial_sums
from borderkit.takeover import take_over
from borderkit.takeover.taken import DividedRule
from tests.gui.answers import Said, choose_file, move
from ui.dialogs import NewJurisdictionDialog
from ui.long_work import LongWork
from ui.main_window import MainWindow
from ui.messages import Answer
from ui.takeover_dialog.dialog import TakeoverDialog
from ui.takeover_dialog.districts_model import LABEL, PEOPLE, TARGET, UNITS, WHY

BAKER, BENTON, DESCHUTES, MALHEUR = "41001", "41003", "41017", "41045"
JEFFERSON = Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d")

PLAN = (
    "GEOID20,District\n"
    + "".join(f"{BAKER}950100{1000 + n},1\n" for n in range(4))
    + "".join(f"{MALHEUR}950100{1000 + n},1\n" for n in range(3))
    + "".join(f"{BENTON}950100{1000 + n},2\n" for n in range(5))
    + "".join(f"{DESCHUTES}950100{1000 + n},{1 if n < 5 else 2}\n" for n in range(7))
    + "720019501001000,2\n720019501001001,2\n999999501001000,1\n530019501001000,\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def dialog(qtbot: QtBot, counties: UnitLayer, plan: Path) -> TakeoverDialog:
    made = TakeoverDialog(take_over(plan, counties), NumberFormat(), plan.parent)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(dialog: TakeoverDialog, row: int) -> list[str]:
    return [dialog.model.index(row, column).data() for column in (LABEL, UNITS, PEOPLE, TARGET, WHY)]


def choose_rows(dialog: TakeoverDialog, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    dialog.districts.view.clearSelection()
    for row in rows:
        dialog.districts.view.selectionModel().select(dialog.model.index(row, 0), flags.Select | flags.Rows)


def not_taken(dialog: TakeoverDialog) -> list[list[str]]:
    tree = dialog.not_taken.tree
    items = [item for n in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(n)) is not None]
    return [[item.text(column) for column in range(4)] for item in items]


def activate(box: QComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def answer(monkeypatch: pytest.MonkeyPatch, act: Callable[[TakeoverDialog], None]) -> list[TakeoverDialog]:
    """Let a person do something in the dialog that comes up, and accept it."""
    shown: list[TakeoverDialog] = []

    def run(dialog: TakeoverDialog) -> int:
        shown.append(dialog)
        act(dialog)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(TakeoverDialog, "exec", run)
    return shown


def to_idaho(dialog: TakeoverDialog) -> None:
    dialog.model.choose([0], "ID")


# The dialog


def test_it_says_what_the_file_is_and_what_is_in_each_district(dialog: TakeoverDialog) -> None:
    assert dialog.windowTitle() == "Take over plan.csv"
    texts = [label.text() for label in dialog.findChildren(type(dialog.effect))]
    assert "Dave's Redistricting: 23 blocks in 2 districts. 1 block in no district." in texts
    assert cells(dialog, 0) == [
        "1", "2 and 1 in part", "≈\N{NARROW NO-BREAK SPACE}189,848", "Oregon (OR)", "100% of its people live in Oregon",
    ]  # fmt: skip
    assert dialog.effect.text() == "Nothing moves: every county stays home."
    assert dialog.lists.tabText(0) == "Divided counties (0)"


def test_what_would_move_follows_the_choices(dialog: TakeoverDialog) -> None:
    dialog.model.choose([0], "ID")
    assert dialog.effect.text() == (
        "2 counties move from Oregon to Idaho; 48,239 people. 1 county is divided, and stays home."
    )
    assert dialog.divided.list.item(0).text() == "Deschutes County, Oregon: 5 pieces to ID and 2 to OR"
    assert dialog.lists.tabText(0) == "Divided counties (1)"
    dialog.divided.most.setChecked(True)
    assert dialog.effect.text() == "3 counties move from Oregon to Idaho; 246,492 people."
    dialog.model.choose([1], "WA")
    assert dialog.effect.text().startswith(
        "3 counties move from Oregon to Idaho and 1 county from Oregon to Washington;"
    )
    dialog.model.choose([0, 1], "")
    assert dialog.effect.text() == "Nothing moves: every county stays home."
    assert cells(dialog, 0)[3:] == ["Stays home", ""]


def test_one_county_that_moves_is_told_in_the_singular(dialog: TakeoverDialog) -> None:
    dialog.model.choose([1], "CA")
    assert dialog.effect.text().startswith("1 county moves from Oregon to California; 95,184 people.")


def test_several_districts_are_set_at_once(dialog: TakeoverDialog) -> None:
    assert not dialog.districts.together.isEnabled()
    choose_rows(dialog, 0, 1)
    activate(dialog.districts.together, "ID")
    assert dialog.model.choices == {"1": "ID", "2": "ID"}
    assert dialog.lists.tabText(0) == "Divided counties (0)"


def test_the_box_in_a_row_sets_that_row_or_all_chosen_ones(dialog: TakeoverDialog) -> None:
    view = dialog.districts.view
    view.edit(dialog.model.index(1, TARGET))
    box = view.viewport().findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert box.currentData() == "OR"
    activate(box, "WA")
    assert dialog.model.choices == {"1": "OR", "2": "WA"}
    QApplication.processEvents()
    choose_rows(dialog, 0, 1)
    view.edit(dialog.model.index(0, TARGET))
    box = view.viewport().findChild(QComboBox)
    assert isinstance(box, QComboBox)
    activate(box, "ID")
    assert dialog.model.choices == {"1": "ID", "2": "ID"}


def test_the_box_in_a_row_declares_a_new_country(
    qtbot: QtBot, dialog: TakeoverDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    cascadia = Jurisdiction("CAS", "Cascadia", Status.INDEPENDENT, "#e8a33d")

    def declare(asked: NewJurisdictionDialog) -> bool:
        asked.jurisdiction = cascadia
        return True

    monkeypatch.setattr(NewJurisdictionDialog, "exec", declare)
    dialog.districts.view.edit(dialog.model.index(0, TARGET))
    box = dialog.districts.view.viewport().findChild(QComboBox)
    assert isinstance(box, QComboBox)
    activate(box, Status.INDEPENDENT)
    qtbot.waitUntil(lambda: dialog.model.choices["1"] == "CAS")
    assert cells(dialog, 0)[3] == "Cascadia (CAS, independent country)"


def test_a_new_state_is_declared_from_the_dialog(dialog: TakeoverDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    def declare(asked: NewJurisdictionDialog) -> bool:
        asked.jurisdiction = JEFFERSON
        return True

    monkeypatch.setattr(NewJurisdictionDialog, "exec", declare)
    choose_rows(dialog, 0)
    activate(dialog.districts.together, Status.NEW_STATE)
    assert cells(dialog, 0)[3] == "Jefferson (JEF, new state)"
    assert "from Oregon to Jefferson" in dialog.effect.text()
    monkeypatch.setattr(NewJurisdictionDialog, "exec", lambda asked: False)
    choose_rows(dialog, 1)
    activate(dialog.districts.together, Status.INDEPENDENT)
    assert dialog.model.choices == {"1": "JEF", "2": "OR"}
    dialog.accept()
    assert dialog.document is not None
    assert dialog.document.jurisdictions == (JEFFERSON,)


def test_districts_may_leave_the_union(dialog: TakeoverDialog) -> None:
    choose_rows(dialog, 0)
    activate(dialog.districts.together, OUTSIDE.code)
    assert "from Oregon to Outside the Union" in dialog.effect.text()
    dialog.accept()
    assert dialog.document is not None
    assert dialog.document.jurisdictions == (OUTSIDE,)


def test_a_district_with_a_name_is_proposed_as_a_new_state(qtbot: QtBot, counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f"GEOID,DISTRICT\n{BAKER},Greater Basin\n{BENTON},Idaho\n", encoding="utf-8")
    dialog = TakeoverDialog(take_over(path, counties), NumberFormat(), tmp_path)
    qtbot.addWidget(dialog)
    assert [cells(dialog, row)[3] for row in (0, 1)] == ["Greater Basin (GRE, new state)", "Idaho (ID)"]
    dialog.accept()
    assert dialog.document is not None
    assert [(j.code, j.name, j.status) for j in dialog.document.jurisdictions] == [
        ("GRE", "Greater Basin", Status.NEW_STATE)
    ]


def test_a_district_whose_name_will_not_do_is_to_be_chosen_first(
    qtbot: QtBot, counties: UnitLayer, tmp_path: Path
) -> None:
    path = tmp_path / "plan.csv"
    # Cut to the length that a name may have, the two are one.
    path.write_text(f"GEOID,DISTRICT\n{BAKER},{'a' * 90}\n{BENTON},{'a' * 91}\n", encoding="utf-8")
    dialog = TakeoverDialog(take_over(path, counties), NumberFormat(), tmp_path)
    qtbot.addWidget(dialog)
    assert cells(dialog, 1)[3] == "Choose…"
    dialog.accept()
    assert dialog.document is None
    assert "Nothing is chosen for district aaa" in dialog.refusal_text
    dialog.model.choose([1], "OR")
    assert dialog.refusal_text == ""
    dialog.accept()
    assert dialog.document is not None


def test_labels_from_the_file_are_text_and_never_markup(qtbot: QtBot, counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f"GEOID,DISTRICT\n{BAKER},<b>1</b>\n<i>9</i>,2\n", encoding="utf-8")
    dialog = TakeoverDialog(take_over(path, counties), NumberFormat(), tmp_path)
    qtbot.addWidget(dialog)
    assert cells(dialog, 0)[0] == "<b>1</b>"
    assert dialog.model.index(0, LABEL).data(3) is None  # Qt's role of tool tips, which take markup
    assert not_taken(dialog)[0][1] == "<i>9<"


def test_districtrs_count_from_0_is_explained(qtbot: QtBot, counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "assignment-1a2b.csv"
    path.write_text(f'"id-oregon-counties-2-Districts",assignment\n{BAKER},0\n{BENTON},1\n', encoding="utf-8")
    dialog = TakeoverDialog(take_over(path, counties), NumberFormat(), tmp_path)
    qtbot.addWidget(dialog)
    texts = " ".join(label.text() for label in dialog.findChildren(type(dialog.effect)))
    assert "Districtr: 2 counties in 2 districts." in texts
    assert "its district 0 is District 1 on Districtr's map" in texts


def test_what_could_not_be_taken_is_listed_and_saved(
    dialog: TakeoverDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not_taken(dialog) == [["in a territory", "72001", "2", "21"], ["not in the layer", "99999", "1", "23"]]
    assert dialog.lists.tabText(1) == "Could not be taken over (3)"
    choose_file(monkeypatch, None)
    dialog.not_taken.save_button.click()
    choose_file(monkeypatch, tmp_path / "list.csv")
    dialog.not_taken.save_button.click()
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["KIND"], row["IDENTIFIER"], row["ROWS"], row["FIRST_ROW"]) for row in rows] == [
        ("territory", "72001", "2", "21"), ("unknown", "99999", "1", "23"),
    ]  # fmt: skip
    assert "Puerto Rico" in rows[0]["REASON"]


# In the window


def test_an_accepted_plan_is_a_proposal_that_is_not_saved_yet(
    window: MainWindow, said: Said, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = answer(monkeypatch, to_idaho)
    assert window.open_path(plan)
    assert len(shown) == 1
    proposal = window.session.proposal
    assert [proposal.where_is(geoid) for geoid in (BAKER, MALHEUR, BENTON, DESCHUTES)] == ["ID", "ID", "OR", "OR"]
    assert partial_sums(proposal).units == (DESCHUTES,)
    assert window.session.path is None
    assert window.isWindowModified()
    assert window.recent_actions[0].text() == "plan.csv"


def test_cancelled_everything_stays_as_it_was(
    window: MainWindow, said: Said, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window)
    before = window.session.proposal
    monkeypatch.setattr(TakeoverDialog, "exec", lambda dialog: 0)
    assert not window.open_path(plan)
    assert window.session.proposal is before
    assert before.history.undo_text is not None
    assert not said.questions


def test_unsaved_work_is_asked_about_before_a_plan_takes_its_place(
    window: MainWindow, said: Said, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(window, BENTON)
    shown: list[TakeoverDialog] = []

    def accept_once(dialog: TakeoverDialog) -> int:
        shown.append(dialog)
        to_idaho(dialog)
        if len(shown) > 1:
            return 0
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(TakeoverDialog, "exec", accept_once)
    assert not window.open_path(plan)
    assert len(said.questions) == 1
    assert shown[0] is shown[1]  # the choices are still there
    assert window.session.proposal.where_is(BENTON) == "ID"
    said.answer = Answer.DISCARD
    answer(monkeypatch, to_idaho)
    assert window.open_path(plan)
    assert window.session.proposal.where_is(BENTON) == "OR"


def test_the_command_asks_for_a_plan_and_takes_any_table(
    window: MainWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "states.csv"
    path.write_text(f"GEOID,STATE\n{BAKER},Idaho\n", encoding="utf-8")
    answer(monkeypatch, lambda dialog: dialog.divided.most.setChecked(True))
    choose_file(monkeypatch, None)
    window.files.take_over_dialog()
    assert len(window.session.proposal.moved_units) == 0
    choose_file(monkeypatch, path)
    window.files.take_over_dialog()
    assert window.session.proposal.where_is(BAKER) == "ID"


def test_a_table_of_codes_opens_at_once(window: MainWindow, said: Said, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f"GEOID,STATE\n{BAKER},ID\n", encoding="utf-8")
    assert window.open_path(path)
    assert window.session.proposal.where_is(BAKER) == "ID"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("facts.csv", "Name,Votes,Year\nBaker,5,2020\n", "BLOCKID or GEOID20"),
        ("letter.txt", "Dear county", "neither a proposal nor another tool's plan"),
        ("mexico.csv", "GEOID,DISTRICT\n99999,1\n", "Nothing in mexico.csv belongs to the layer"),
    ],
)
def test_a_table_that_is_none_of_these_is_refused_with_what_is_understood(
    window: MainWindow, said: Said, tmp_path: Path, name: str, content: str, reason: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert not window.open_path(tmp_path / name)
    assert len(said.errors) == 1
    assert reason in said.errors[0]


def test_reading_a_large_file_leaves_the_window_alive_and_can_be_stopped(
    window: MainWindow, said: Said, tmp_path: Path
) -> None:
    path = tmp_path / "blocks.csv"
    rows = (f"41001{n:010d},{n % 6}\n" for n in range(400_000))
    path.write_text("GEOID20,District\n" + "".join(rows), encoding="utf-8")
    before = window.session.proposal
    tried_again: list[bool] = []

    def stop() -> None:
        tried_again.append(window.open_path(path))
        for work in window.findChildren(LongWork):
            work.cancel()

    QTimer.singleShot(0, window, stop)
    assert not window.open_path(path)
    assert tried_again == [False]
    assert window.session.proposal is before


def test_the_rule_of_the_dialog_decides_what_becomes_of_divided_counties(
    window: MainWindow, said: Said, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def most_pieces(dialog: TakeoverDialog) -> None:
        to_idaho(dialog)
        dialog.divided.most.setChecked(True)
        assert dialog.divided.rule is DividedRule.MOST_PIECES

    answer(monkeypatch, most_pieces)
    assert window.open_path(plan)
    assert window.session.proposal.where_is(DESCHUTES) == "ID"
    assert partial_sums(window.session.proposal).units == ()
