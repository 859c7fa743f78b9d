"""The table of jurisdictions: before, after and change of every measure; the Union in the first row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont

from borderkit.jurisdiction import Jurisdiction
from borderkit.number_format import NumberFormat
from borderkit.proposal import Effect
from ui.session import Session
from ui.swatch import swatch
from ui.tints import tints
from ui.totals_columns import COLUMNS, FigureColumn, TotalsColumn, TotalsRow, columns_on

if TYPE_CHECKING:
    from borderkit.joining.joined import JoinedColumn

__all__ = ["COLUMNS", "NAME", "TotalsColumn", "TotalsModel"]

Index = QModelIndex | QPersistentModelIndex
#: The first column names the jurisdiction; the figures follow.
NAME = 0
_FIRST_FIGURE = 1


class TotalsModel(QAbstractTableModel):
    """Follows the proposal: during a stroke only the rows that changed are told, and their order is kept.

    Signals:
        order_changed: rows were sorted anew.
        columns_changed: columns were joined or removed.
    """

    order_changed = Signal()
    columns_changed = Signal()

    def __init__(self, session: Session, numbers: NumberFormat, parent: QObject | None = None) -> None:
        """Show the session's proposal, changed jurisdictions first."""
        super().__init__(parent)
        self._session = session
        self._numbers = numbers
        self._rows: list[TotalsRow] = []
        self._row_of: dict[str | None, int] = {}
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._of_measures = columns_on(session.layer)
        self._columns: tuple[FigureColumn, ...] = self._of_measures
        self._joined: Sequence[JoinedColumn] = ()
        session.proposal_replaced.connect(self.rebuild)
        session.jurisdictions_changed.connect(self.rebuild)
        session.settings_changed.connect(self.rebuild)
        session.units_moved.connect(self._follow)
        session.stroke_ended.connect(self.restore_order)
        session.details_changed.connect(self._follow_joined)
        self.rebuild()

    # What others ask for

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers in another way."""
        self._numbers = numbers
        self._announce(range(len(self._rows)))

    def code_at(self, row: int) -> str | None:
        """Return the code of a row's jurisdiction; None for the Union."""
        return self._rows[row].code

    def row_of(self, code: str | None) -> int | None:
        """Return the row of a jurisdiction."""
        return self._row_of.get(code)

    def figure_column(self, section: int) -> FigureColumn | None:
        """Return what a column of the table shows; None for the names."""
        return None if section == NAME else self._columns[section - _FIRST_FIGURE]

    @property
    def joined_keys(self) -> tuple[str, ...]:
        """The keys of the joined columns that it shows."""
        return tuple(column.key for column in self._joined)

    def changed_rows(self) -> list[int]:
        """Return the rows of the jurisdictions of which some figure differs from today's."""
        return [position for position, row in enumerate(self._rows) if row.changed]

    def explanation(self, index: Index) -> str:
        """Return how the figure in a cell comes about; for a name, what the jurisdiction is."""
        column, code = self.figure_column(index.column()), self._rows[index.row()].code
        return column.explain(self._session.proposal, code, self._numbers) if column else self._told(code)

    def _told(self, code: str | None) -> str:
        if code is None:
            if not self._session.layer.is_union:
                return f"{self._session.layer.whole_name}: all that the layer has, without independent countries."
            return "The Union: all states and the federal district, without independent countries."
        jurisdiction = self._session.proposal.jurisdiction(code)
        return f"{jurisdiction.name} ({code}): {self._session.layer.wording.status(jurisdiction.status)}."

    # Following the proposal

    def rebuild(self) -> None:
        """Read every row anew."""
        self.beginResetModel()
        proposal = self._session.proposal
        others = self._take_joined()
        self._rows = [
            self._read(code) for code in (None, *(jurisdiction.code for jurisdiction in proposal.jurisdictions))
        ]
        self._arrange()
        self.endResetModel()
        if others:
            self.columns_changed.emit()
        self.order_changed.emit()

    def _take_joined(self) -> bool:
        """Show the joined columns that the proposal now has; return whether they are others than before."""
        joined = self._session.proposal.joined_columns
        if [*map(id, joined)] == [*map(id, self._joined)]:
            return False
        self._joined, self._columns = joined, self._of_measures
        if joined:
            from ui.totals_joined import joined_totals_columns

            self._columns = (*self._of_measures, *joined_totals_columns(joined))
        if self._sorted_by is not None and self._sorted_by[0] > len(self._columns):
            self._sorted_by = None
        return True

    def _follow_joined(self) -> None:
        """Read everything anew if columns were joined or removed."""
        if self._session.proposal.joined_columns is not self._joined:
            self.rebuild()

    def _read(self, code: str | None) -> TotalsRow:
        proposal = self._session.proposal
        joined = {
            column.key: (proposal.joined_before(code, column.key), proposal.joined_after(code, column.key))
            for column in self._joined
        }
        if code is None:
            before, after = proposal.union_before(), proposal.union_after()
            return TotalsRow(None, before, after, before != after, joined)
        before_, after_ = proposal.before(code), proposal.after(code)
        return TotalsRow(code, before_, after_, before_ != after_, joined)

    def _follow(self, effect: Effect) -> None:
        jurisdictions = self._session.proposal.jurisdictions
        positions = {*effect.before.tolist(), *effect.after.tolist()}
        codes: set[str | None] = {jurisdictions[p].code for p in positions if p < len(jurisdictions)}
        rows = [self._row_of[code] for code in codes | self._with_new_standing() | {None} if code in self._row_of]
        for row in rows:
            self._rows[row] = self._read(self._rows[row].code)
        self._announce(rows)

    def _with_new_standing(self) -> set[str | None]:
        """Return the jurisdictions whose rows show other seats or electors than they now have."""
        standings = self._session.proposal.outcome_after.standings
        return {
            row.code
            for row in self._rows
            if row.code is not None and row.after and row.after.standing != standings.get(row.code)
        }

    def _announce(self, rows: Iterable[int]) -> None:
        last = self.columnCount() - 1
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    # Order

    def restore_order(self) -> None:
        """Sort again, if what has changed calls for it."""
        codes = [row.code for row in self._rows]
        rows = self._in_order()
        if [row.code for row in rows] == codes:
            return
        self.layoutAboutToBeChanged.emit()
        self._arrange()
        places = {row: self._row_of[code] for row, code in enumerate(codes)}
        for index in self.persistentIndexList():
            self.changePersistentIndex(index, self.index(places[index.row()], index.column()))
        self.layoutChanged.emit()
        self.order_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by -1, changed ones first and by name."""
        self._sorted_by = None if column < 0 else (column, order)
        self.restore_order()

    def _arrange(self) -> None:
        self._rows = self._in_order()
        self._row_of = {row.code: position for position, row in enumerate(self._rows)}

    def _in_order(self) -> list[TotalsRow]:
        union = [row for row in self._rows if row.code is None]
        rest = [row for row in self._rows if row.code is not None]
        rest.sort(key=lambda row: (not row.units_changed, not row.changed, self._jurisdiction(row).name))
        if self._sorted_by is not None:
            section, order = self._sorted_by
            rest = self._sorted(rest, self.figure_column(section), order == Qt.SortOrder.DescendingOrder)
        return union + rest

    def _sorted(self, rows: list[TotalsRow], column: FigureColumn | None, descending: bool) -> list[TotalsRow]:
        """Sort by a column; rows without a figure there come last."""
        if column is None:
            return sorted(rows, key=lambda row: self._jurisdiction(row).name, reverse=descending)
        known = [row for row in rows if column.value(row) is not None]
        unknown = [row for row in rows if column.value(row) is None]
        return sorted(known, key=lambda row: column.value(row) or 0, reverse=descending) + unknown

    def _jurisdiction(self, row: TotalsRow) -> Jurisdiction:
        return self._session.proposal.jurisdiction(row.code or "")

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of jurisdictions and the Union."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of measures and sides."""
        return 0 if parent.isValid() else _FIRST_FIGURE + len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a cell shows."""
        row, column = self._rows[index.row()], self.figure_column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row, self._numbers) if column else self._name(row)
            case Qt.ItemDataRole.DecorationRole if column is None and row.code is not None:
                return swatch(self._jurisdiction(row).color)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.BackgroundRole if row.changed and row.code is not None:
                return QBrush(tints().changed_ground)
            case Qt.ItemDataRole.FontRole if row.code is None or (
                row.changed and (column is None or column.side == "change")
            ):
                return _bold()
            case Qt.ItemDataRole.ToolTipRole:
                return self.explanation(index)
        return None

    def _name(self, row: TotalsRow) -> str:
        return self._session.layer.whole_name if row.code is None else self._jurisdiction(row).name

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return a measure and its side."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.figure_column(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{column.short}\n{column.side}" if column else "Jurisdiction"
            case Qt.ItemDataRole.ToolTipRole if column:
                return column.tip(self._session.proposal) or None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
