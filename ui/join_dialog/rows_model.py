"""The rows that have no unit: what they say, why, and what a person decides for them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from borderkit.joining import Matcher, Suggestion
from borderkit.joining.deciding import Decisions
from ui.tints import tints

Index = QModelIndex | QPersistentModelIndex
_HEADS = ("Row", "In the table", "Why it has no unit", "Unit")
ROW, SAYS, WHY, UNIT = range(4)
#: A row whose best suggestion is so much alike, and so much more than the next one, is accepted with the others.
LIKELY, APART = 85, 5


class RowsModel(QAbstractTableModel):
    """A row for each; suggestions are worked out when they come into sight, for there may be very many."""

    def __init__(self, matcher: Matcher) -> None:
        """Show nothing yet."""
        super().__init__()
        self._matcher = matcher
        self._suggested: dict[int, list[Suggestion]] = {}
        self.decisions: Decisions | None = None

    def show(self, decisions: Decisions | None) -> None:
        """Show the rows of another match."""
        self.beginResetModel()
        self.decisions, self._suggested = decisions, {}
        self.endResetModel()

    def learn(self, suggested: dict[int, list[Suggestion]]) -> None:
        """Take suggestions that were worked out elsewhere."""
        self._suggested |= suggested

    def row(self, line: int) -> int:
        """Return the row of the table that a line is about."""
        return self.decisions.rows[line] if self.decisions else -1

    def suggestions(self, line: int) -> list[Suggestion]:
        """Return the units that a line's row may mean, the likest first."""
        if self.decisions is None:
            return []
        row = self.row(line)
        if row not in self._suggested:
            self._suggested[row] = self._matcher.suggestions(self.decisions.found, row)
        return self._suggested[row]

    def likely(self, suggested: dict[int, list[Suggestion]]) -> dict[int, int]:
        """Return the unit of each row whose best suggestion leaves little doubt."""
        best = {row: found[0] for row, found in suggested.items() if found and found[0].score >= LIKELY}
        return {
            row: suggestion.unit
            for row, suggestion in best.items()
            if len(suggested[row]) == 1 or suggestion.score - suggested[row][1].score >= APART
        }

    def refresh(self) -> None:
        """Show what was decided."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, UNIT))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows without a unit."""
        return 0 if parent.isValid() or self.decisions is None else len(self.decisions.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a cell says, paler where nothing is decided yet."""
        if self.decisions is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(self.decisions, index.row(), index.column())
            case Qt.ItemDataRole.ForegroundRole if index.column() == UNIT:
                return None if self.decisions.unit(self.row(index.row())) is not None else tints().muted
        return None

    def _text(self, decisions: Decisions, line: int, column: int) -> str:
        row, found = decisions.rows[line], decisions.found
        match column:
            case 0:
                return f"{found.table.rows[row]:,}"
            case 1:
                return ", ".join(cell or "(empty)" for cell in found.key(row))
            case 2:
                return found.reason(row)
        unit = decisions.unit(row)
        if unit is not None:
            home = found.layer.home_of(unit).name
            return f"✓ {found.layer.names[unit]}, {home}"
        if decisions.is_aside(row):
            return "set aside"
        suggested = self.suggestions(line)
        return f"{suggested[0].label}?" if suggested else "no suggestion"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return the heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None
