"""Choosing targets, new states, leaving the Union, and putting back home."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QListView, QTreeWidget
from pytestqt.qtbot import QtBot

from borderkit.document import Details
from borderkit.errors import JurisdictionError, UnknownJurisdictionError
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status, new_jurisdiction, suggest_code
from ui.dialogs import DetailsDialog, NewJurisdictionDialog, ShortcutsDialog
from ui.main_window import MainWindow


def type_target(window: MainWindow, text: str) -> None:
    field = window.target.lineEdit()
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def enter_new_state(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def fill_in(dialog: NewJurisdictionDialog) -> bool:
        QTest.keyClicks(dialog.findChildren(QLineEdit)[0], name)
        dialog.accept()
        return dialog.jurisdiction is not None

    monkeypatch.setattr(NewJurisdictionDialog, "exec", fill_in)


@pytest.mark.parametrize(("typed", "code"), [("Idaho", "ID"), ("idaho", "ID"), ("OR", "OR"), ("West V", "WV")])
def test_a_target_is_found_by_typing(window: MainWindow, typed: str, code: str) -> None:
    type_target(window, typed)
    assert window.session.target == code


def test_what_names_no_single_state_leaves_the_target(window: MainWindow) -> None:
    window.set_target("ID")
    for typed in ("North", "Atlantis"):
        type_target(window, typed)
        assert window.session.target == "ID"
        assert window.target.currentText() == "Idaho (ID)"


def test_every_state_and_two_more_choices_are_listed(window: MainWindow) -> None:
    texts = [window.target.itemText(row) for row in range(window.target.count())]
    assert "New state…" in texts
    assert "Leaves the Union" in texts
    assert sum(text.endswith(")") for text in texts) == 51


def test_an_unknown_target_is_refused(window: MainWindow) -> None:
    with pytest.raises(UnknownJurisdictionError):
        window.set_target("XX")
    with pytest.raises(KeyError):
        window.set_tool("scissors")
    assert window.session.target is None


def test_a_new_state_becomes_the_target_and_can_be_undone(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    enter_new_state(monkeypatch, "Jefferson")
    window.actions_by_name["new_state"].trigger()
    assert window.session.target == "JEF"
    assert window.target.currentText() == "Jefferson (JEF)"
    window.session.move(window.session.layer.indices(["06093"]))
    row = window.totals.model.row_of("JEF")
    assert row == 2  # after the Union and California, both changed, in order of names
    window.session.undo()
    window.session.undo()
    assert window.session.target is None
    assert window.totals.model.row_of("JEF") is None
    assert window.target.findData("JEF") == -1
    window.session.redo()
    assert window.target.findData("JEF") > 0


def test_the_dialog_says_what_it_cannot_accept(window: MainWindow) -> None:
    dialog = NewJurisdictionDialog(window.session.proposal.jurisdictions, window)
    fields = dialog.findChildren(QLineEdit)
    QTest.keyClicks(fields[0], "Idaho")
    dialog.accept()
    assert dialog.jurisdiction is None
    assert "taken" in dialog.refusal_text
    fields[0].clear()
    QTest.keyClicks(fields[0], "Greater Idaho")
    dialog.accept()
    assert dialog.jurisdiction is not None
    assert dialog.jurisdiction.status is Status.NEW_STATE


def test_counties_leave_the_union(window: MainWindow) -> None:
    window.actions_by_name["leave_union"].trigger()
    assert window.session.target == OUTSIDE.code
    window.session.move(window.session.layer.indices(["15009"]))
    union = window.session.proposal.union_after()
    assert union.people == 331_449_281 - 164_754
    assert window.session.proposal.history.undo_text == "Moved Maui County from Hawaii out of the Union"
    window.session.undo()
    assert window.session.target == OUTSIDE.code
    window.session.move(window.session.layer.indices(["15009"]))
    assert window.session.proposal.where_is("15009") == OUTSIDE.code


def test_a_state_or_everything_is_put_back_home(window: MainWindow) -> None:
    window.files.open_bundled("greater-idaho-2020")
    window.session.set_target("NV")
    window.session.move(window.session.layer.indices(["06001"]))
    window.session.emphasise("ID")
    window.actions_by_name["put_back_state"].trigger()
    assert [window.session.layer.geoids[u] for u in window.session.proposal.moved_units] == ["06001"]
    window.actions_by_name["put_back_all"].trigger()
    assert len(window.session.proposal.moved_units) == 0
    window.session.go_to(0)
    assert len(window.session.proposal.moved_units) == 22
    window.session.proposal.history.mark_saved()


def test_the_history_is_a_list_that_can_be_clicked(window: MainWindow, qtbot: QtBot) -> None:
    window.session.set_target("ID")
    for geoid in ("41001", "41003", "41005"):
        window.session.move(window.session.layer.indices([geoid]))
    view = window.findChild(QListView, "historyView")
    assert view is not None
    texts = [view.model().index(row, 0).data() for row in range(view.model().rowCount())]
    assert texts[0] == "Start"
    assert texts[3] == "Moved Clackamas County from Oregon to Idaho"
    view.clicked.emit(view.model().index(1, 0))
    assert len(window.session.proposal.moved_units) == 1
    view.clicked.emit(view.model().index(3, 0))
    assert len(window.session.proposal.moved_units) == 3
    qtbot.waitUntil(lambda: view.currentIndex().row() == 3)


def test_title_and_description_are_edited_as_a_step(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_in(dialog: DetailsDialog) -> bool:
        field = dialog.findChildren(QLineEdit)[0]
        field.selectAll()
        QTest.keyClicks(field, "<b>Mine</b>")
        return True

    monkeypatch.setattr(DetailsDialog, "exec", fill_in)
    window.actions_by_name["details"].trigger()
    assert window.session.proposal.details.title == "<b>Mine</b>"
    assert "<b>Mine</b>" in window.windowTitle()
    window.session.undo()
    assert window.session.proposal.details.title == "Untitled proposal"


def test_every_shortcut_is_listed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[str] = []

    def read(dialog: ShortcutsDialog) -> int:
        tree = dialog.findChild(QTreeWidget, "shortcutList")
        assert tree is not None
        for group in range(tree.topLevelItemCount()):
            heading = tree.topLevelItem(group)
            assert heading is not None
            rows = [heading.child(row) for row in range(heading.childCount())]
            listed.extend(f"{row.text(0)}: {row.text(1)}" for row in rows if row is not None)
        return 0

    monkeypatch.setattr(ShortcutsDialog, "exec", read)
    window.actions_by_name["shortcuts"].trigger()
    assert "Save: Ctrl+S" in listed
    assert "Whole map: 0, Home" in listed
    with_keys = [action for action in window.actions_by_name.values() if action.shortcuts()]
    assert sum(": " in line for line in listed) >= len(with_keys)


def test_no_two_actions_share_a_shortcut(window: MainWindow) -> None:
    keys = [key.toString() for action in window.actions_by_name.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_enter_in_the_target_box_chooses_and_moves_nothing(window: MainWindow) -> None:
    """The key that ends an entry must not reach the action of the same key that moves the selection."""
    window.set_target("WA")
    window.session.select(window.session.layer.indices(["41025"]))
    window.activateWindow()
    window.target.setFocus()
    type_target(window, "idaho")
    assert window.session.target == "ID"
    assert not window.session.proposal.history.steps


def test_esc_in_the_target_box_takes_back_what_was_typed(window: MainWindow) -> None:
    window.set_target("WA")
    field = window.target.lineEdit()
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "zzz")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Washington (WA)"


def test_the_wheel_over_the_target_box_changes_nothing(window: MainWindow) -> None:
    window.set_target("WA")
    at = QPointF(window.target.rect().center())
    event = QWheelEvent(
        at, window.target.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window.target, event)
    assert window.session.target == "WA"


def test_a_selection_becomes_a_state_or_a_country_in_one_step(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_new_state(monkeypatch, "Superior")
    upper = [g for g in window.session.layer.geoids if g in ("26003", "26013", "26033", "26041")]
    window.session.select(window.session.layer.indices(upper))
    window.actions_by_name["statehood"].trigger()
    assert window.session.proposal.history.undo_text == "Made 4 counties of Michigan a new state, Superior"
    assert window.electors.text.startswith("271 of 540 to win")
    window.session.undo()
    assert len(window.session.proposal.jurisdictions) == 51
    window.actions_by_name["independence"].trigger()
    assert window.session.proposal.jurisdiction("SUP").status is Status.INDEPENDENT


def test_a_whole_state_is_selected_and_joins_another(window: MainWindow, qtbot: QtBot) -> None:
    window.session.emphasise("DE")
    window.actions_by_name["select_state"].trigger()
    assert len(window.session.selection) == 3
    window.set_target("MD")
    window.actions_by_name["move_selection"].trigger()
    assert window.session.proposal.after("DE") is None
    dock = window.findChild(QDockWidget, "dockRipples")
    assert dock is not None
    dock.raise_()
    qtbot.waitUntil(lambda: "Delaware is left without counties" in window.ripples.consequences_text)


def test_a_new_state_is_renamed_and_recoloured_as_a_step(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    session = window.session
    session.add_jurisdiction(Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d"))
    session.move(session.layer.indices(["06093"]))
    session.emphasise("JEF")

    def edit(dialog: NewJurisdictionDialog) -> bool:
        name, code = dialog.findChildren(QLineEdit)[:2]
        name.setText("State of Jefferson")
        code.setText("SOJ")
        dialog.accept()
        return dialog.jurisdiction is not None

    monkeypatch.setattr(NewJurisdictionDialog, "exec", edit)
    window.actions_by_name["edit_jurisdiction"].trigger()
    assert session.proposal.where_is("06093") == "SOJ"
    assert session.target == session.emphasis == "SOJ"
    assert session.proposal.history.undo_text == "Renamed Jefferson to State of Jefferson"
    session.undo()
    assert session.proposal.where_is("06093") == "JEF"
    session.emphasise("ID")
    assert not window.actions_by_name["edit_jurisdiction"].isEnabled()


def test_no_new_state_can_take_the_code_of_those_who_leave(window: MainWindow) -> None:
    assert suggest_code("Outer Banks", []) != OUTSIDE.code
    with pytest.raises(JurisdictionError, match="leave the Union"):
        new_jurisdiction("OUT", "Outland", Status.NEW_STATE, "#e8a33d", [])


def test_a_step_with_an_ampersand_is_named_whole_in_the_menu(window: MainWindow) -> None:
    window.session.edit_details(Details(title="A & B"))
    assert window.actions_by_name["undo"].text() == "&Undo: Titled it “A && B”"
