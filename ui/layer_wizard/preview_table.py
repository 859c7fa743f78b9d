"""The first rows of a layer as a table; its headings say what each column was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from borderkit.own_layer.cells import text_of
from ui.layer_wizard.sample import Sample
from ui.layer_wizard.texts import on_one_line, tip
from ui.tints import tints

Index = QModelIndex | QPersistentModelIndex

#: Rows that are shown.
SHOWN = 100
_ROLE = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW_HEIGHT = 22
_NARROWEST, _WIDEST = 60, 190
#: Of more columns only these are measured: a layer may have two thousand.
_MEASURED = 60
_NOTHING = "–"


class PreviewModel(QAbstractTableModel):
    """The first rows of a layer, all columns, as they stand in the file."""

    def __init__(self, owner: QObject | None = None) -> None:
        """Start without a layer."""
        super().__init__(owner)
        self._names: list[str] = []
        self._columns: list[np.ndarray[Any, Any]] = []
        self._n_rows = 0
        self._roles: Mapping[str, str] = {}
        self._reasons: Mapping[str, str] = {}

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return self._names

    def show_sample(self, sample: Sample) -> None:
        """Show another layer."""
        self.beginResetModel()
        columns = sample.rows.columns
        self._names = list(columns)
        self._columns = [columns[name][:SHOWN] for name in self._names]
        self._n_rows = min(len(sample.rows), SHOWN)
        self._reasons = sample.guess.reasons
        self.endResetModel()

    def show_roles(self, roles: Mapping[str, str]) -> None:
        """Say in the headings what columns were taken for, by their names."""
        if roles != self._roles and self._names:
            self._roles = roles
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._names) - 1)
        self._roles = roles

    def is_used(self, column: int) -> bool:
        """Tell whether a column was taken for something."""
        return self._names[column] in self._roles

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many rows are shown."""
        return 0 if parent.isValid() else self._n_rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many columns the layer has."""
        return 0 if parent.isValid() else len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return a column's name and, below it, what it was taken for."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == _ROLE.DisplayRole else None
        name = self._names[section]
        match role:
            case _ROLE.DisplayRole:
                return f"{on_one_line(name)}\n{self._roles.get(name, '')}"
            case _ROLE.FontRole:
                font = QFont()
                font.setBold(name in self._roles)
                return font
            case _ROLE.TextAlignmentRole:
                return _RIGHT if self._is_number(section) else _LEFT
            case _ROLE.ToolTipRole:
                return tip(
                    f"{on_one_line(name)}: {self._reasons[name]}" if name in self._reasons else on_one_line(name)
                )
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return a cell as it stands in the file."""
        value = self._columns[index.column()][index.row()]
        text = text_of(value)
        match role:
            case _ROLE.DisplayRole:
                return on_one_line(text) if text else _NOTHING
            case _ROLE.TextAlignmentRole:
                return _RIGHT if self._is_number(index.column()) else _LEFT
            case _ROLE.ForegroundRole:
                return None if text else tints().muted
        return None

    def _is_number(self, column: int) -> bool:
        return self._columns[column].dtype.kind in "iuf"


class PreviewTable(QTableView):
    """The table.

    Signals:
        row_looked_at: with the number of the row that is chosen; -1 for none.
    """

    row_looked_at = Signal(int)

    def __init__(self) -> None:
        """Start without a layer."""
        super().__init__()
        self.rows = PreviewModel(self)
        self.setModel(self.rows)
        self.setObjectName("wizardTable")
        self.setAccessibleName("The first rows of the layer")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._calm_headers()
        self.selectionModel().currentRowChanged.connect(lambda index: self.row_looked_at.emit(index.row()))

    def show_sample(self, sample: Sample) -> None:
        """Show another layer; columns as wide as they need within reason."""
        self.rows.show_sample(sample)
        self._fit()

    def show_roles(self, roles: Mapping[str, str]) -> None:
        """Say in the headings what columns were taken for."""
        self.rows.show_roles(roles)
        header = self.horizontalHeader()
        for column in range(self.rows.columnCount()):
            if self.rows.is_used(column) and self.columnWidth(column) < header.sectionSizeHint(column):
                self.setColumnWidth(column, min(header.sectionSizeHint(column), _WIDEST))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._calm_headers()

    def look_at(self, field: str) -> None:
        """Bring a column into sight."""
        if field in self.rows.names:
            row = max(self.currentIndex().row(), 0)
            self.scrollTo(self.rows.index(row, self.rows.names.index(field)))

    def _calm_headers(self) -> None:
        """Let the ends of the headings, where no column is, look like the table's ground."""
        palette = self.palette()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            worn = header.palette()
            worn.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
            header.setPalette(worn)

    def _fit(self) -> None:
        for column in range(min(self.rows.columnCount(), _MEASURED)):
            wanted = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            self.setColumnWidth(column, min(max(wanted, _NARROWEST), _WIDEST))
