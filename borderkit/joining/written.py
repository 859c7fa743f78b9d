"""How figures of joined columns are written for people, and what changes between two of them.

A figure that not every unit has a value for is marked: what is missing could make it any other.
"""

from __future__ import annotations

from borderkit.joining.joined import Figure, JoinedColumn, Kind
from borderkit.number_format import NONE, Digits, english

#: Stands before a figure that the values of some units are missing in.
INCOMPLETE = "†"

_MINUS = "\N{MINUS SIGN}"
_MOST_DECIMALS = 2
#: From here on a mean of whole numbers is told without decimals.
_LARGE = 1_000


def change_of(column: JoinedColumn, before: Figure | None, after: Figure | None) -> int | float | None:
    """Return after less before; None where that cannot be told.

    What does not exist on one side counts as nothing there, and so does a sum of which nothing is known: then it is
    what came less what left. A mean or share has no change then.
    """
    old, new = (None if figure is None else figure.value for figure in (before, after))
    if column.kind is not Kind.SUM:
        return None if old is None or new is None else new - old
    return None if old is None and new is None else (new or 0) - (old or 0)


def is_incomplete(*figures: Figure | None) -> bool:
    """Tell whether values are missing in any of some figures."""
    return any(figure is not None and not figure.is_complete for figure in figures)


def unknown_text(figure: Figure, several: str) -> str:
    """Say how many units have no value ("2 of 36 counties unknown"); "" if all have one."""
    missing = figure.units - figure.known
    return f"{missing:,} of {figure.units:,} {several} unknown" if missing else ""


class JoinedWriter:
    """Writes figures of joined columns in some digits, without their unit of measure."""

    def __init__(self, digits: Digits = english) -> None:
        """Write numbers as ``digits`` does."""
        self._digits = digits

    def value(self, column: JoinedColumn, figure: Figure | None) -> str:
        """Write a figure, marked where values are missing; a dash where there is none."""
        if figure is None or figure.value is None:
            return NONE
        return ("" if figure.is_complete else INCOMPLETE) + self.number(column, figure.value)

    def change(self, column: JoinedColumn, before: Figure | None, after: Figure | None) -> str:
        """Write how much a figure changes, with its sign; nothing where it does not, or nobody can tell."""
        change = change_of(column, before, after)
        if not change:
            return ""
        text = self._points(change) if column.kind is Kind.SHARE else self._plain(column, abs(change))
        if not any(digit in text for digit in "123456789"):
            return ""  # too little to be seen
        mark = INCOMPLETE if is_incomplete(before, after) else ""
        return f"{mark}{'+' if change > 0 else _MINUS}{text}"

    def number(self, column: JoinedColumn, value: float) -> str:
        """Write a value: a share in per cent, all else as a number."""
        sign = _MINUS if value < 0 else ""
        if column.kind is Kind.SHARE:
            return f"{sign}{self._digits(abs(value) * 100, 1)}\N{NO-BREAK SPACE}%"
        return sign + self._plain(column, abs(value))

    def with_unit(self, column: JoinedColumn, figure: Figure | None) -> str:
        """Write a figure with its unit of measure ("1,200 dollars")."""
        text = self.value(column, figure)
        return text if text == NONE or column.kind is Kind.SHARE or not column.unit else f"{text} {column.unit}"

    def _points(self, change: float) -> str:
        return self._digits(abs(change) * 100, 1)

    def _plain(self, column: JoinedColumn, value: float) -> str:
        return self._digits(value, _decimals(column, value))


def _decimals(column: JoinedColumn, value: float) -> int:
    decimals = min(column.decimals, _MOST_DECIMALS)
    if column.kind is Kind.WEIGHTED_MEAN and value < _LARGE:
        return max(decimals, 1)
    return decimals


def kind_text(column: JoinedColumn) -> str:
    """Say how a column adds up: "sum", "mean, weighted by People 2020", "share of People 2020"."""
    if column.basis is None:
        return "sum"
    if column.kind is Kind.WEIGHTED_MEAN:
        return f"mean, weighted by {column.basis.label}"
    return f"share of {column.basis.label}"
