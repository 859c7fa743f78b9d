"""The second step: a spreadsheet is joined to the counties."""

from __future__ import annotations

from tools.walk_through.hands import wait_until
from tools.walk_through.walk import Walk, total
from ui.join_dialog.dialog import JoinDialog
from ui.main_window import MainWindow

STEP = "A spreadsheet beside it"
PROPOSAL = "greater-idaho-2020"
#: The joined column, as the totals know it.
COLUMN = "property_tax"
_UNMATCHED_ROWS = 1


def join_table(walk: Walk) -> None:
    """Join the property tax to Greater Idaho: accept what is likely, set the rest aside, look at the totals."""
    with walk.step(STEP) as window:
        window.files.open_bundled(PROPOSAL)
        window.joins.join_table(walk.data.table)
        dialog = window.joins.dialog
        _settle(dialog)
        _note(walk, dialog)
        dialog.findings.setCurrentIndex(_UNMATCHED_ROWS)
        walk.camera(dialog, "own-join")
        dialog.findings.rows.likely.click()
        _settle(dialog)
        walk.note(dialog.told.text())
        _decide(dialog)
        _note(walk, dialog)
        dialog.join.click()
        _settle(dialog)
        walk.note(dialog.told.text())
        dialog.close()
        _look_at_totals(walk, window)


def _decide(dialog: JoinDialog) -> None:
    """Accept what is suggested for a row that is still open, and set those aside for which nothing is."""
    rows = dialog.findings.rows
    decisions = rows.model.decisions
    for line, row in enumerate(decisions.rows if decisions else ()):
        if decisions is None or decisions.is_decided(row):
            continue
        rows.table.setCurrentIndex(rows.model.index(line, 0))
        (rows.accept if rows.accept.isEnabled() else rows.aside).click()
        _settle(dialog)


def _look_at_totals(walk: Walk, window: MainWindow) -> None:
    for code in ("ID", "OR"):
        walk.note(*(total(window, code, COLUMN, side) for side in ("before", "after", "change")))
    model = window.totals.model
    row, section = model.row_of("OR"), model.columnCount() - 2
    if row is None:
        raise LookupError("The totals have no Oregon.")
    window.totals.table.clicked.emit(model.index(row, section))
    walk.note(window.totals.explanation_text, window.totals.measures.currentText())
    walk.picture(window, "own-joined")


def _note(walk: Walk, dialog: JoinDialog) -> None:
    findings = dialog.findings
    walk.note(*(findings.tabText(place) for place in range(findings.count())))
    walk.note(dialog.way_form.summary_text, dialog.effect.text(), *findings.cells.lines)
    model = findings.rows.model
    walk.note(*(str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(4)))


def _settle(dialog: JoinDialog) -> None:
    wait_until(lambda: dialog.is_settled)
