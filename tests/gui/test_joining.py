"""Joining a table in the window: the steps beside each other, the totals that follow, and letting go of a column."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from borderkit.joining import Kind, Several, WayKind
from tests.gui.answers import choose_file
from tests.joining.files import text_file
from tests.joining.taxes import NOT_A_NUMBER, ODD, tax_of, taxes
from ui.join_commands import JoinCommands
from ui.join_dialog.dialog import JoinDialog
from ui.join_dialog.rows_model import UNIT
from ui.main_window import MainWindow
from ui.theme import Appearance, set_appearance

_LONGEST_MS = 30_000
OREGON_IDAHO = ("41", "16")


@pytest.fixture
def commands(window: MainWindow) -> JoinCommands:
    found = JoinCommands(window.session, window)
    found.join_table()
    return found


@pytest.fixture
def dialog(commands: JoinCommands) -> JoinDialog:
    return commands.dialog


def settle(dialog: JoinDialog, act: Callable[[], object]) -> None:
    """Do something, and wait until the window shows what follows; a spy would keep Python from the thread."""
    loop = QEventLoop()
    dialog.settled.connect(loop.quit)
    dialog.work.refused.connect(loop.quit)
    QTimer.singleShot(_LONGEST_MS, loop.quit)
    act()
    if not dialog.is_settled:
        loop.exec()
    dialog.settled.disconnect(loop.quit)
    dialog.work.refused.disconnect(loop.quit)
    assert dialog.is_settled or dialog.refusal.text()


def open_taxes(dialog: JoinDialog, window: MainWindow, folder: Path) -> None:
    path = taxes(folder, window.session.layer)
    settle(dialog, lambda: dialog.open_table(path))


def choose(dialog: JoinDialog, name: str, data: object) -> None:
    """Choose an entry of a combo box as a person does."""
    box = dialog.findChild(QComboBox, name)
    assert box is not None
    place = next(place for place in range(box.count()) if box.itemData(place) == data)
    box.setCurrentIndex(place)
    settle(dialog, lambda: box.activated.emit(place))


def write(dialog: JoinDialog, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, name)
    assert field is not None
    field.clear()
    QTest.keyClicks(field, text)


def press(dialog: JoinDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isEnabled()
    settle(dialog, button.click)


def total(window: MainWindow, code: str, key: str, side: str) -> str:
    model = window.totals.model
    columns = [model.figure_column(section) for section in range(model.columnCount())]
    section = next(s for s, c in enumerate(columns) if c is not None and (c.key, c.side) == (key, side))
    row = model.row_of(code)
    assert row is not None
    return str(model.index(row, section).data())


def tabs(dialog: JoinDialog) -> list[str]:
    return [dialog.findings.tabText(place) for place in range(dialog.findings.count())]


def test_a_spreadsheet_is_matched_looked_over_and_joined(
    window: MainWindow, dialog: JoinDialog, tmp_path: Path
) -> None:
    window.files.open_bundled("greater-idaho-2020")
    assert not dialog.join.isEnabled()
    open_taxes(dialog, window, tmp_path)
    assert tabs(dialog) == [
        "Table", "Rows without a unit (4)", "Counties without a row (4)", "Not numbers (1)",
    ]  # fmt: skip
    assert dialog.way_form.summary_text.startswith("76 of 80 rows have a unit.")
    form = dialog.figure_form
    assert [field.text() for field in (form.name, form.unit, form.source)] == [
        "Property tax",
        "dollars",
        "made up, 2024",
    ]
    assert dialog.findings.cells.lines == ["row 76, column C (Property tax (dollars)): “see note” – it is no number"]
    assert "Payette" not in "\n".join(dialog.findings.units.lines)
    before = dialog.effect.text()
    press(dialog, "acceptLikely")
    assert dialog.findings.rows.model.decisions is not None
    assert dialog.findings.rows.model.decisions.n_open < 4
    assert dialog.effect.text() != before
    press(dialog, "joinColumn")
    assert [column.label for column in window.session.proposal.joined_columns] == ["Property tax"]
    assert window.session.proposal.history.steps[-1].text == "Joined the column “Property tax”"
    assert dialog.told.text() == "Joined “Property tax”. Choose another column, or close."
    layer, proposal = window.session.layer, window.session.proposal
    after = proposal.joined_after("ID", "property_tax")
    assert after is not None
    idaho = [
        layer.geoids[unit] for unit, code in enumerate(proposal.assignment) if proposal.jurisdictions[code].code == "ID"
    ]
    unmatched = {geoid for geoid in ODD if layer.index_of[geoid] not in (dialog.match.unit_of if dialog.match else ())}
    known = [geoid for geoid in idaho if geoid not in {*unmatched, NOT_A_NUMBER, "16003"}]
    assert after.value == sum(map(tax_of, known))
    assert after.known == len(known)
    assert total(window, "ID", "property_tax", "after") == f"†{after.value:,}"


def test_totals_follow_and_undo_takes_the_column_back(window: MainWindow, dialog: JoinDialog, tmp_path: Path) -> None:
    open_taxes(dialog, window, tmp_path)
    assert dialog.effect.text().startswith("Idaho: †")
    press(dialog, "joinColumn")
    assert window.totals.measures.currentText() == "Joined: Property tax"
    assert "†" in window.totals.explanation_text
    assert total(window, "OR", "property_tax", "change") == ""
    window.session.set_target("ID")
    window.session.begin_stroke()
    window.session.continue_stroke(window.session.layer.indices(["41001"]))
    assert total(window, "ID", "property_tax", "change") == f"†+{tax_of('41001'):,}"
    window.session.finish_stroke()
    model = window.totals.model
    section = model.columnCount() - 2
    row = model.row_of("ID")
    assert row is not None
    window.totals.table.clicked.emit(model.index(row, section))
    assert "counties unknown" in window.totals.explanation_text
    assert "Source: made up, 2024." in window.totals.explanation_text
    head = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert head.startswith("Property tax, dollars (sum)\nSource: made up, 2024.")
    window.status.point_at(window.session.layer.index_of["41001"])
    assert window.pointed_at_text.endswith(f"Property tax {tax_of('41001'):,} dollars")
    window.actions_by_name["undo"].trigger()
    window.actions_by_name["undo"].trigger()
    assert not window.session.proposal.joined_columns
    assert window.totals.measures.currentText() == "People"
    assert model.joined_keys == ()
    window.actions_by_name["redo"].trigger()
    assert window.totals.measures.currentText() == "Joined: Property tax"
    assert window.totals.table.isColumnHidden(1)
    model.sort(section, Qt.SortOrder.DescendingOrder)
    assert [model.code_at(line) for line in (1, 2)] in (["ID", "OR"], ["OR", "ID"])
    window.actions_by_name["undo"].trigger()
    assert model.code_at(1) == "AL"


def test_rows_without_a_unit_are_decided_one_by_one_with_the_keyboard(
    window: MainWindow, dialog: JoinDialog, tmp_path: Path
) -> None:
    open_taxes(dialog, window, tmp_path)
    dialog.findings.setCurrentIndex(1)
    rows = dialog.findings.rows
    model, decisions = rows.model, rows.model.decisions
    assert decisions is not None
    says = [model.index(line, 1).data() for line in range(4)]
    assert says[-1] == "Territory of Jefferson, Oregon"
    assert str(model.index(0, UNIT).data()).endswith("?")
    rows.table.setFocus()
    settle(dialog, lambda: QTest.keyClick(rows.table, Qt.Key.Key_Return))
    assert str(model.index(0, UNIT).data()).startswith("✓ ")
    assert rows.table.currentIndex().row() == 1
    assert tabs(dialog)[1] == "Rows without a unit (3)"
    rows.table.setCurrentIndex(model.index(3, 0))
    settle(dialog, lambda: QTest.keyClick(rows.table, Qt.Key.Key_Delete))
    assert model.index(3, UNIT).data() == "set aside"
    line = rows.unit.lineEdit()
    assert line is not None
    line.clear()
    assert not rows.accept.isEnabled()
    QTest.keyClicks(line, "Crook County, Oregon")
    settle(dialog, rows.accept.click)
    assert decisions.unit(decisions.rows[3]) == window.session.layer.index_of["41013"]
    settle(dialog, rows.forget.click)
    assert decisions.n_open == 3
    assert "1 of 44 counties unknown" in dialog.effect.text() or "of 44" in dialog.effect.text()


def test_what_was_decided_is_remembered_once_a_column_was_joined(
    window: MainWindow, dialog: JoinDialog, tmp_path: Path
) -> None:
    open_taxes(dialog, window, tmp_path)
    press(dialog, "acceptLikely")
    accepted = 4 - int(tabs(dialog)[1].partition("(")[2][0])
    assert accepted
    press(dialog, "joinColumn")
    open_taxes(dialog, window, tmp_path)
    assert tabs(dialog)[1] == f"Rows without a unit ({4 - accepted})"


def test_a_mean_is_weighted_and_a_name_cannot_be_taken_twice(
    window: MainWindow, dialog: JoinDialog, tmp_path: Path
) -> None:
    open_taxes(dialog, window, tmp_path)
    press(dialog, "joinColumn")
    assert not dialog.join.isEnabled()
    assert dialog.refusal.text() == "A column “Property tax” is joined already. Give this one another name."
    choose(dialog, "numberColumn", 3)
    form = dialog.figure_form
    assert (form.name.text(), form.meaning.kind, form.basis_key) == ("Median income", Kind.WEIGHTED_MEAN, "people_2020")
    assert form.basis.isVisible()
    mean = dialog.effect.text()
    choose(dialog, "joinedBasis", "property_tax")
    assert dialog.effect.text() != mean
    choose(dialog, "joinedKind", Kind.SHARE)
    assert "%" in dialog.effect.text()
    write(dialog, "joinedSource", "")
    assert not dialog.join.isEnabled()
    assert dialog.refusal.text() == "Write the source: who counted it, and when."
    write(dialog, "joinedSource", "Us")
    write(dialog, "joinedName", "")
    assert dialog.refusal.text() == "Write the name of the column."
    write(dialog, "joinedName", "Part")
    press(dialog, "joinColumn")
    part = window.session.proposal.joined_columns[-1]
    assert (part.label, part.kind, part.source) == ("Part", Kind.SHARE, "Us")
    assert part.basis is not None
    assert part.basis.label == "Property tax"


def test_another_sheet_with_lost_zeros_is_read(window: MainWindow, dialog: JoinDialog, tmp_path: Path) -> None:
    open_taxes(dialog, window, tmp_path)
    choose(dialog, "sheetSelector", "Codes")
    assert dialog.table is not None
    assert dialog.table.names == ("FIPS", "Acres")
    assert dialog.match is not None
    layer = window.session.layer
    assert [layer.geoids[unit] for unit in dialog.match.unit_of] == ["01001", "06037", "41001"]
    assert dialog.figure_form.name.text() == "Acres"


def test_columns_that_nobody_found_can_be_chosen(window: MainWindow, dialog: JoinDialog, tmp_path: Path) -> None:
    path = text_file(tmp_path, "What,Where,Acres\nBaker,Orgon,7\nXyz,Orgon,8\nUvw,Orgon,9\nRst,Orgon,9\n", "odd.csv")
    settle(dialog, lambda: dialog.open_table(path))
    if dialog.match is not None:
        choose(dialog, "waySelector", "other")
    choose(dialog, "unitColumnHolds", WayKind.NAME)
    choose(dialog, "stateColumn", "OR")
    assert dialog.match is not None
    assert dialog.match.way.state == "OR"
    assert dialog.match.unit_of.tolist() == [window.session.layer.index_of["41001"], -1, -1, -1]


def test_units_with_several_rows_are_asked_about(dialog: JoinDialog, tmp_path: Path) -> None:
    path = text_file(tmp_path, "FIPS,Acres\n41001,7\n41001,8\n41003,1\n41005,1\n")
    settle(dialog, lambda: dialog.open_table(path))
    assert dialog.figure_form.several.isVisible()
    assert "2 acres" not in dialog.effect.text()
    assert dialog.effect.text().startswith("Oregon: †2 today")
    choose(dialog, "severalRows", Several.ADD)
    assert dialog.effect.text().startswith("Oregon: †17 today")


def test_a_column_that_could_be_read_two_ways_is_asked_about(dialog: JoinDialog, tmp_path: Path) -> None:
    path = text_file(tmp_path, "FIPS;Rate\n41001;1,234\n41003;2,500\n41005;3,125\n")
    settle(dialog, lambda: dialog.open_table(path))
    assert dialog.figure_form.sign.isVisible()
    choose(dialog, "joinedKind", Kind.SUM)
    assert dialog.effect.text().startswith("Oregon: †6,859 today")
    choose(dialog, "decimalSign", ",")
    choose(dialog, "joinedKind", Kind.SUM)
    assert dialog.effect.text().startswith("Oregon: †6.86 today")


def test_files_that_are_no_tables_are_refused_and_what_was_open_stays(
    window: MainWindow, dialog: JoinDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_taxes(dialog, window, tmp_path)
    broken = text_file(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00", "picture.csv")
    choose_file(monkeypatch, broken)
    press(dialog, "chooseTable")
    assert "picture.csv is no table" in dialog.refusal.text()
    assert dialog.table is not None
    assert dialog.table.origin.file == "taxes.xlsx"
    assert dialog.join.isEnabled()


def test_joined_columns_are_listed_and_removed(
    window: MainWindow, commands: JoinCommands, dialog: JoinDialog, tmp_path: Path
) -> None:
    commands.manage()
    assert commands.columns.list.topLevelItemCount() == 0
    assert not commands.columns.remove.isEnabled()
    open_taxes(dialog, window, tmp_path)
    press(dialog, "joinColumn")
    choose(dialog, "numberColumn", 3)
    choose(dialog, "joinedBasis", "property_tax")
    press(dialog, "joinColumn")
    listed = commands.columns.list
    first = listed.topLevelItem(0)
    assert first is not None
    assert [first.text(place) for place in range(6)] == [
        "Property tax", "dollars", "sum", "75 of 3,142 counties", "taxes.xlsx, Property tax (dollars)", "made up, 2024",
    ]  # fmt: skip
    told: list[str] = []
    commands.told.connect(told.append)
    commands.columns.remove.click()
    assert commands.columns.refusal.text() == "Median income rests on Property tax. Remove that first."
    second = listed.topLevelItem(1)
    assert second is not None
    listed.setCurrentItem(second)
    commands.columns.remove.click()
    assert told == ["Removed “Median income”. Undo brings it back."]
    assert listed.topLevelItemCount() == 1
    assert window.session.proposal.history.steps[-1].text == "Removed the column “Median income”"
    window.session.undo()
    assert listed.topLevelItemCount() == 2


def test_a_wrong_cell_is_shown_in_the_table(window: MainWindow, dialog: JoinDialog, tmp_path: Path) -> None:
    open_taxes(dialog, window, tmp_path)
    dialog.findings.setCurrentIndex(3)
    dialog.findings.cells.line_activated.emit(0)
    index = dialog.findings.table.currentIndex()
    assert dialog.findings.currentIndex() == 0
    assert index.data() == "see note"
    assert "no number" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_figures_follow_the_map_while_the_window_is_open(
    window: MainWindow, dialog: JoinDialog, tmp_path: Path
) -> None:
    open_taxes(dialog, window, tmp_path)
    assert "before" not in dialog.effect.text()
    window.session.set_target("ID")
    settle(dialog, lambda: window.session.move(window.session.layer.indices(["41001"])))
    assert " before" in dialog.effect.text()
    assert dialog.effect.text().splitlines()[1].startswith("Oregon")


def test_closing_gives_up_what_is_being_read(dialog: JoinDialog, window: MainWindow, tmp_path: Path) -> None:
    path = taxes(tmp_path, window.session.layer)
    dialog.open_table(path)
    dialog.close()
    assert not dialog.isVisible()


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_everything_has_room_in_a_small_window_and_a_name_for_screen_readers(
    dialog: JoinDialog, window: MainWindow, tmp_path: Path, appearance: Appearance
) -> None:
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    set_appearance(application, appearance)
    try:
        dialog.resize(1024, 660)
        open_taxes(dialog, window, tmp_path)
        assert dialog.minimumSizeHint().width() <= 1024
        assert dialog.minimumSizeHint().height() <= 660
        for kind in (QComboBox, QLineEdit):
            for widget in dialog.findChildren(kind):
                own: QWidget = widget
                inner = isinstance(own.parent(), QComboBox)
                assert inner or own.accessibleName(), own.objectName()
        for button in (dialog.join, dialog.findings.rows.accept):
            assert button.sizeHint().width() <= button.width() or not button.isVisible()
    finally:
        set_appearance(application, Appearance.SYSTEM)
