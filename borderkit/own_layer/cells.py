"""Cells of a layer's columns as text and as numbers, and the cells that cannot be counted, named one by one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.joining.numbers import read_numbers
from borderkit.joining.table import Column

Mask = NDArray[np.bool_]
#: int64 where all numbers are whole, else float64.
Numbers = NDArray[np.int64] | NDArray[np.float64]

#: The sum of a column stays below this, so that doubles hold it to the unit and 64 bits whatever is made of it.
_ROOM = 2.0**53
_NAMED_AT_MOST = 3
#: A whole number without anything about it, or nothing.
_PLAIN = re.compile(r"(?:-?[0-9]{1,15})?")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken as it stands.

    Attributes:
        row: counted from 1, in the order of the file.
        field: the column's name.
        value: what stands there.
        reason: what is wrong with it, as the end of a sentence that begins with the value.

    """

    row: int
    field: str
    value: str
    reason: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= _SHOWN else self.value[: _SHOWN - 1] + "…"
        return f"row {self.row:,} of {self.field}, “{shown}” ({self.reason})"


class CellsError(LayerError):
    """Columns of numbers hold something that cannot be counted.

    Attributes:
        problems: all such cells.

    """

    def __init__(self, problems: Sequence[CellProblem], where: str = "") -> None:
        self.problems = tuple(problems)
        first = "; ".join(str(problem) for problem in problems[:_NAMED_AT_MOST])
        more = len(problems) - _NAMED_AT_MOST
        super().__init__(
            f"{where}{counted(len(problems), 'cell')} cannot be counted: {first}"
            f"{f'; and {more:,} more' if more > 0 else ''}. "
            "Leave the column out, or correct it in the file and open it again."
        )


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of numbers.

    Attributes:
        field: its name.
        values: (n,) 0 where nothing is known.
        known: (n,) whether there is a number.
        problems: cells that are no numbers, or none that can be counted.

    """

    field: str
    values: Numbers
    known: Mask
    problems: tuple[CellProblem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all numbers are whole."""
        return self.values.dtype.kind == "i"


def counted(number: int, what: str) -> str:
    """Return a number of things in words ("1 row", "3,142 rows")."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def rows_named(rows: Iterable[int], n_rows: int) -> str:
    """Return the first of some rows, given from 0, as people count them ("rows 1, 5, 9 and others")."""
    named = [f"{row + 1:,}" for row, _ in zip(rows, range(_NAMED_AT_MOST), strict=False)]
    others = " and others" if n_rows > len(named) else ""
    return f"row{'' if n_rows == 1 else 's'} {', '.join(named)}{others}"


def text_of(value: object) -> str:
    """Return a cell as text: whole numbers without a point, "" where it is empty, no line breaks and double blanks."""
    if value is None:
        return ""
    if isinstance(value, float | np.floating):
        number = float(value)
        if math.isnan(number):
            return ""
        return str(int(number)) if number.is_integer() else repr(number)
    return " ".join(str(value).split())


def texts(column: NDArray[Any]) -> list[str]:
    """Return the cells of a column as text."""
    if column.dtype.kind in "iu":
        return [str(value) for value in column.tolist()]
    return [text_of(value) for value in column.tolist()]


def read_column(field: str, column: NDArray[Any], *, signed: bool = False) -> ReadColumn:
    """Read a column as numbers.

    Args:
        field: its name.
        column: (n,) numbers, or text with thousands separators and the like.
        signed: whether numbers below zero can be counted, too.

    """
    if column.dtype.kind in "iub":
        values: Numbers = column.astype(np.int64)
        known = np.ones(len(column), dtype=np.bool_)
        wrong: dict[int, str] = {}
    elif column.dtype.kind == "f":
        values, known, wrong = _floats(column.astype(np.float64))
    else:
        values, known, wrong = _from_text(field, texts(column))
    if not signed:
        wrong |= dict.fromkeys(np.flatnonzero(known & (values < 0)).tolist(), "it is below zero")
    sizes = np.abs(values.astype(np.float64))
    if float(sizes.sum()) > _ROOM:
        wrong |= dict.fromkeys(np.flatnonzero(sizes > _ROOM / len(column)).tolist(), "it is too large")
    problems = [CellProblem(row + 1, field, text_of(column[row]), wrong[row]) for row in sorted(wrong)]
    return ReadColumn(field, values, known, tuple(problems))


def _floats(column: NDArray[np.float64]) -> tuple[Numbers, Mask, dict[int, str]]:
    wrong = dict.fromkeys(np.flatnonzero(np.isinf(column)).tolist(), "it is infinite")
    known = np.isfinite(column)
    values = np.where(known, column, 0.0)
    is_whole = bool(np.all(values == np.floor(values))) and bool(np.all(np.abs(values) < _ROOM))
    return (values.astype(np.int64) if is_whole else values), known, wrong


def _from_text(field: str, cells: list[str]) -> tuple[Numbers, Mask, dict[int, str]]:
    if all(_PLAIN.fullmatch(cell) for cell in cells):
        # Reading a cell that may be written in any way takes a hundred times as long.
        whole = np.array([int(cell or 0) for cell in cells], dtype=np.int64)
        return whole, np.array([bool(cell) for cell in cells], dtype=np.bool_), {}
    numbers = read_numbers(Column(field, cells))
    wrong = {cell.row: cell.reason for cell in numbers.wrong}
    values: Numbers = numbers.values if numbers.is_whole else numbers.values / 10.0**numbers.decimals
    return values, numbers.known, wrong
