"""What was repaired in a layer, as rows that a view asks for: there may be tens of thousands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from borderkit.areas import AreaUnit

if TYPE_CHECKING:
    from borderkit.own_layer.recipe import Repair
    from borderkit.own_layer.repair.result import RepairChange

Index = QModelIndex | QPersistentModelIndex

_HEADS = ("Kind", "Units", "What was done", "Area")
_UNITS_NAMED = 3
_AREA = 3
_NO_PARENT = QModelIndex()
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HECTARE = 10_000


class ChangesModel(QAbstractTableModel):
    """The changes of one kind, or of all."""

    def __init__(self, changes: Sequence[RepairChange], parent: QObject | None = None) -> None:
        """List all changes."""
        super().__init__(parent)
        self._all = changes
        self.shown: Sequence[RepairChange] = changes

    def show_kind(self, kind: Repair | None) -> None:
        """List the changes of a kind, or all."""
        self.beginResetModel()
        self.shown = self._all if kind is None else [change for change in self._all if change.kind == kind]
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many changes are listed."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _AREA:
            return _NUMBER
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        change = self.shown[index.row()]
        return (str(change.kind), _units(change.units), change.said, area_text(change.area_m2))[index.column()]


def _units(units: Sequence[str]) -> str:
    more = len(units) - _UNITS_NAMED
    return ", ".join(units[:_UNITS_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def area_text(square_metres: float) -> str:
    """Return an area in the unit that suits its size; "" for none."""
    if square_metres <= 0:
        return ""
    if square_metres < _HECTARE:
        return f"{square_metres:,.0f} m²" if square_metres >= 1 else "under 1 m²"
    return f"{square_metres / AreaUnit.SQUARE_KILOMETRES.square_metres:,.2f} km²"
