"""The columns of numbers that are used, as a table: what each counts, of which year, in what, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from borderkit.own_layer.recipe import AreaIn, FigureUse, Measure
from ui.layer_wizard.checking import year_of_what
from ui.layer_wizard.guess_mark import GUESSED
from ui.layer_wizard.texts import on_one_line, tip
from ui.tints import tints

Index = QModelIndex | QPersistentModelIndex

FIELD, MEASURE, YEAR, IN, LABEL, SOURCE, MARK = range(7)
AREAS = (Measure.LAND, Measure.WATER)
_HEADINGS = ("Column", "What it counts", "Year", "In", "Called", "Source", "")
_ROLE = Qt.ItemDataRole
#: Years that a census or an election may be of.
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_NO_YEAR = "year?"


class FiguresModel(QAbstractTableModel):
    """One row for each column in use.

    Signals:
        changed: the person decided otherwise.
    """

    changed = Signal()

    def __init__(self, owner: QObject | None = None) -> None:
        """Start without figures."""
        super().__init__(owner)
        self._uses: list[FigureUse] = []
        self._guessed: frozenset[FigureUse] = frozenset()
        self._reasons: Mapping[str, str] = {}

    @property
    def uses(self) -> tuple[FigureUse, ...]:
        """The figures as they are decided."""
        return tuple(self._uses)

    def show_uses(self, uses: Sequence[FigureUse]) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._uses = list(uses)
        self.endResetModel()

    def show_guess(self, guessed: Iterable[FigureUse], reasons: Mapping[str, str]) -> None:
        """Mark from now on what is as it was guessed."""
        self._guessed, self._reasons = frozenset(guessed), reasons

    def add(self, field: str) -> int:
        """Use another column, as it was guessed or as another sum; return its row."""
        row = len(self._uses)
        self.beginInsertRows(QModelIndex(), row, row)
        guessed = next((use for use in self._guessed if use.field == field), None)
        self._uses.append(guessed or FigureUse(field, Measure.SUM, label=on_one_line(field)))
        self.endInsertRows()
        self.changed.emit()
        return row

    def remove(self, rows: Iterable[int]) -> None:
        """Use some columns no more."""
        for row in sorted(rows, reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._uses[row]
            self.endRemoveRows()
        self.changed.emit()

    def set_value(self, rows: Iterable[int], column: int, value: object) -> None:
        """Decide one thing for some rows, where it makes sense for them."""
        for row in rows:
            if column == MEASURE or self.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable:
                self._uses[row] = _changed(self._uses[row], column, value)
                self.dataChanged.emit(self.index(row, FIELD), self.index(row, MARK))
        self.changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many columns are used."""
        return 0 if parent.isValid() else len(self._uses)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many columns this table has."""
        return 0 if parent.isValid() else MARK + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let be edited what makes sense for what a column counts."""
        flags = super().flags(index)
        measure = self._uses[index.row()].measure
        editable = {
            MEASURE: True,
            YEAR: bool(year_of_what(measure)),
            IN: measure in AREAS or measure is Measure.SUM,
            LABEL: measure is Measure.SUM,
            SOURCE: True,
        }
        return flags | Qt.ItemFlag.ItemIsEditable if editable.get(index.column()) else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a column is called."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return _HEADINGS[section] if role == _ROLE.DisplayRole else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a cell shows or holds."""
        use, column = self._uses[index.row()], index.column()
        match role:
            case _ROLE.DisplayRole:
                return self._shown(use, column)
            case _ROLE.EditRole:
                return _held(use, column)
            case _ROLE.ForegroundRole:
                return self._letters(use, column)
            case _ROLE.ToolTipRole:
                return tip(self._tip(use, column))
        return None

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:  # noqa: N802 - Qt's own
        """Take what was edited, for this row alone."""
        if role != _ROLE.EditRole or _held(self._uses[index.row()], index.column()) == value:
            return False
        self.set_value([index.row()], index.column(), value)
        return True

    def _shown(self, use: FigureUse, column: int) -> str:
        if column == YEAR and use.year is None:
            return _NO_YEAR if year_of_what(use.measure) else ""
        if column == MARK:
            return GUESSED if use in self._guessed else ""
        held = _held(use, column)
        return on_one_line(held)

    def _letters(self, use: FigureUse, column: int) -> object:
        if column == MARK:
            return tints().muted
        return tints().refusal if column == YEAR and self._shown(use, YEAR) == _NO_YEAR else None

    def _tip(self, use: FigureUse, column: int) -> str:
        if column in (FIELD, MARK) and use in self._guessed:
            return self._reasons.get(use.field, "")
        return on_one_line(_held(use, column)) if column in (FIELD, SOURCE, LABEL) else ""


def _held(use: FigureUse, column: int) -> str:
    """Return what a cell holds, as text."""
    match column:
        case 0:
            return use.field
        case 1:
            return use.measure.value
        case 2:
            return "" if use.year is None else str(use.year)
        case 3:
            return use.area_in.value if use.measure in AREAS else use.unit if use.measure is Measure.SUM else ""
        case 4:
            return use.label if use.measure is Measure.SUM else ""
        case 5:
            return use.source
    return ""


def _changed(use: FigureUse, column: int, value: object) -> FigureUse:
    """Return a use in which one thing is another; what makes no sense is left as it was."""
    text = " ".join(str(value).split())
    match column:
        case 1:
            return _counting(use, Measure(text))
        case 2:
            if not text:
                return replace(use, year=None)
            is_year = text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR
            return replace(use, year=int(text)) if is_year else use
        case 3:
            if use.measure not in AREAS:
                return replace(use, unit=text)
            return replace(use, area_in=AreaIn(text)) if text in list(AreaIn) else use
        case 4:
            return replace(use, label=text)
        case 5:
            return replace(use, source=text)
    return use


def _counting(use: FigureUse, measure: Measure) -> FigureUse:
    """Return a use that counts something else, without what only the other had."""
    is_sum = measure is Measure.SUM
    return replace(
        use,
        measure=measure,
        year=use.year if year_of_what(measure) else None,
        label=(use.label or on_one_line(use.field)) if is_sum else "",
        unit=use.unit if is_sum else "",
    )
