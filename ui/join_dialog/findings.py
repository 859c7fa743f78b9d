"""What is to be looked at before a table is joined, one list a tab, each with how many there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from borderkit.joining import Match, Matcher, Numbers, Table
from borderkit.joining.deciding import Decisions
from borderkit.layer import UnitLayer
from ui.join_dialog.plain_list import PlainList
from ui.join_dialog.rows_view import RowsView
from ui.join_dialog.table_view import TableView

_TABLE, _ROWS, _UNITS, _CELLS = range(4)
_LONGEST = 60


class Findings(QTabWidget):
    """The table, rows without a unit, units without a row, cells that are no numbers.

    Signals:
        unit_wanted: with the position of a unit that was activated in its list.
    """

    unit_wanted = Signal(int)

    def __init__(self, layer: UnitLayer, matcher: Matcher) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("joinFindings")
        self._layer = layer
        self.table = TableView()
        self.rows = RowsView(layer, matcher)
        self.units = PlainList("unmatchedUnits", "Units without a row")
        self.cells = PlainList("wrongCells", "Cells that are no numbers")
        self._numbers: tuple[Numbers, int] | None = None
        self._missed: list[int] = []
        for widget in (self.table, self.rows, self.units, self.cells):
            self.addTab(widget, "")
        self.cells.line_activated.connect(self._show_cell)
        self.units.line_activated.connect(lambda line: self.unit_wanted.emit(self._missed[line]))
        self._name_tabs(None)

    def show_table(self, table: Table) -> None:
        """Show a table of which nothing is known yet."""
        self._numbers = None
        self.table.show_table(table)
        self.cells.show_lines([])
        self.show_decisions(None)

    def show_decisions(self, decisions: Decisions | None) -> None:
        """Show the rows of a match, and what was decided for them."""
        self.rows.show_decisions(decisions)
        self.show_match(decisions)

    def show_match(self, decisions: Decisions | None) -> None:
        """Show which units have no row now; the list of rows follows decisions by itself."""
        match: Match | None = decisions.match if decisions else None
        self._missed = match.missed_units.tolist() if match else []
        layer = self._layer
        self.units.show_lines([f"{layer.names[u]}, {layer.home_of(u).name} ({layer.geoids[u]})" for u in self._missed])
        self.table.mark(match.way.columns if match else ())
        self._name_tabs(decisions)

    def show_numbers(self, table: Table, numbers: Numbers, column: int, decisions: Decisions | None) -> None:
        """Name the cells of a column that are no numbers."""
        self._numbers = numbers, column
        self.cells.show_lines(
            [f"{table.place(one.row, column)}: “{one.text[:_LONGEST]}” – {one.reason}" for one in numbers.wrong]
        )
        self.table.mark_wrong(column, [one.row for one in numbers.wrong])
        self._name_tabs(decisions)

    def _show_cell(self, line: int) -> None:
        if self._numbers is not None:
            numbers, column = self._numbers
            self.setCurrentIndex(_TABLE)
            self.table.go_to(numbers.wrong[line].row, column)
            self.table.setFocus()

    def _name_tabs(self, decisions: Decisions | None) -> None:
        several = self._layer.called[1].capitalize()
        self.setTabText(_TABLE, "Table")
        self.setTabText(_ROWS, f"Rows without a unit ({decisions.n_open if decisions else 0:,})")
        self.setTabText(_UNITS, f"{several} without a row ({len(self._missed):,})")
        self.setTabText(_CELLS, f"Not numbers ({len(self._numbers[0].wrong) if self._numbers else 0:,})")
