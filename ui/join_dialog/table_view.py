"""The table as it was read, with the cells marked that are no numbers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView

from borderkit.joining import Table
from borderkit.joining.table import letters
from ui.tints import tints

Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT, _WIDEST = 22, 220
_LETTERS_SHOWN = 200


class _Model(QAbstractTableModel):
    """Cells as text; nothing is copied, so that a table of a million rows costs nothing more."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table | None = None
        self.naming: Collection[int] = ()
        self.wrong: tuple[int, Collection[int]] = (-1, ())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() or self.table is None else len(self.table)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() or self.table is None else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a cell says, or how it looks."""
        if self.table is None:
            return None
        column = self.table.columns[index.column()]
        is_wrong = index.column() == self.wrong[0] and index.row() in self.wrong[1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.texts[index.row()][:_LETTERS_SHOWN]
            case Qt.ItemDataRole.ForegroundRole if is_wrong:
                return tints().refusal
            case Qt.ItemDataRole.FontRole if is_wrong or index.column() in self.naming:
                return _bold()
            case Qt.ItemDataRole.ToolTipRole if is_wrong:
                return "This is no number, and counts as unknown."
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return the headings, and the numbers of the rows as a spreadsheet counts them."""
        if self.table is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return f"{self.table.rows[section]:,}" if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.table.columns[section].name
            case Qt.ItemDataRole.ToolTipRole:
                return f"Column {letters(section)}: {self.table.columns[section].name}"
            case Qt.ItemDataRole.FontRole if section in self.naming:
                return _bold()
        return None


class TableView(QTableView):
    """Shows a table; columns that name the units are bold."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("tablePreview")
        self.setAccessibleName("The table as it was read")
        self._model = _Model()
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self._model.beginResetModel()
        self._model.table, self._model.naming, self._model.wrong = table, (), (-1, ())
        self._model.endResetModel()
        self.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))

    def mark(self, naming: Collection[int]) -> None:
        """Mark the columns that name the units."""
        self._model.naming = naming
        self._repaint()

    def mark_wrong(self, column: int, rows: Collection[int]) -> None:
        """Mark the cells of a column that are no numbers."""
        self._model.wrong = column, frozenset(rows)
        self._repaint()

    def go_to(self, row: int, column: int) -> None:
        """Show a cell and make it the current one."""
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _repaint(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
