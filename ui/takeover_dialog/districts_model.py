"""The districts of a plan as a table: how large they are, and what each of them goes to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from borderkit.legend import ESTIMATE
from borderkit.number_format import NONE, NumberFormat
from borderkit.takeover.districts import District
from borderkit.takeover.taken import STAYS_HOME, Taken
from ui.takeover_dialog.targets import Targets

Index = QModelIndex | QPersistentModelIndex

LABEL, UNITS, PEOPLE, TARGET, WHY = range(5)
_ROLE = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOT_CHOSEN = "Choose…"


class DistrictsModel(QAbstractTableModel):
    """One row for each district.

    Signals:
        choices_changed: some districts go elsewhere now.
    """

    choices_changed = Signal()

    def __init__(self, taken: Taken, targets: Targets, numbers: NumberFormat, owner: QObject | None = None) -> None:
        """Begin with what is proposed; new jurisdictions among that are declared."""
        super().__init__(owner)
        self._taken, self._targets, self._numbers = taken, targets, numbers
        self._chosen: dict[str, str | None] = {}
        for district in taken.districts:
            usable = not district.is_new or targets.declare_proposed(district)
            self._chosen[district.label] = district.proposed if usable else None

    @property
    def choices(self) -> dict[str, str]:
        """By district, the code of its jurisdiction; one without choice stays home for the time being."""
        return {label: code or STAYS_HOME for label, code in self._chosen.items()}

    @property
    def undecided(self) -> tuple[str, ...]:
        """The districts that nothing is chosen for yet."""
        return tuple(label for label, code in self._chosen.items() if code is None)

    def district(self, row: int) -> District:
        """Return the district of a row."""
        return self._taken.districts[row]

    def chosen(self, row: int) -> str | None:
        """Return the code that is chosen for a row; None if there is none yet."""
        return self._chosen[self.district(row).label]

    def choose(self, rows: Iterable[int], code: str) -> None:
        """Let districts go to a jurisdiction."""
        for row in rows:
            self._chosen[self.district(row).label] = code
            self.dataChanged.emit(self.index(row, TARGET), self.index(row, WHY))
        self.choices_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many districts there are."""
        return 0 if parent.isValid() else len(self._taken.districts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many columns there are."""
        return 0 if parent.isValid() else WHY + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard open the box of a row, too."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == TARGET else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a column is called."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if section in (UNITS, PEOPLE) else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != _ROLE.DisplayRole:
            return None
        layer = self._taken.layer
        year = f" {layer.censuses[-1]}" if layer.censuses else ""
        return ("District", f"Whole {layer.called[1]}", f"People{year}", "Goes to", "Why that is proposed")[section]

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a cell shows."""
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if index.column() in (UNITS, PEOPLE) else None
        if role == _ROLE.DecorationRole:
            is_target = index.column() == TARGET
            return self._targets.icon_of(self.chosen(index.row())) if is_target else None
        # A tool tip of Qt takes what looks like markup for it, and the label of a district is somebody else's.
        has_tip = index.column() != LABEL
        if role in (_ROLE.DisplayRole, _ROLE.EditRole) or (role == _ROLE.ToolTipRole and has_tip):
            return self._text(self.district(index.row()), index.column())
        return None

    def _text(self, district: District, column: int) -> str:
        match column:
            case 0:
                return district.label
            case 1:
                parts = f" and {self._numbers.count(district.units_divided)} in part" if district.units_divided else ""
                return f"{self._numbers.count(district.units)}{parts}"
            case 2:
                if not self._taken.layer.censuses:
                    return NONE
                return f"{ESTIMATE if district.is_estimate else ''}{self._numbers.count(district.people)}"
            case 3:
                code = self._chosen[district.label]
                return _NOT_CHOSEN if code is None else self._targets.name_of(code)
        return district.reason if self._chosen[district.label] == district.proposed else ""
