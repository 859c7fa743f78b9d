"""Reading a column of numbers as people write them.

Whether "1,234" is one thousand and more, or one and a quarter, cannot be told from the cell; the column tells it: one
cell such as "16,7" or "1.234,50" in it shows that commas stand for decimals. So the sign of decimals is decided once a
column, the evidence is given, and a cell that contradicts it is named instead of being read the other way.

Numbers are kept exactly: as integers that count the last decimal place (12.50 with two decimals is 1250), so that sums
of them can follow moves without an error that grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

import numpy as np
from numpy.typing import NDArray

from borderkit.joining.decimal_sign import SIGN_NAMES, Votes, counted
from borderkit.joining.errors import JoinError
from borderkit.joining.number_cell import (
    COMMA,
    DIGITS,
    GROUPS,
    POINT,
    NumberCell,
    decimal_sign_shown,
    is_missing,
    number_cell,
)
from borderkit.joining.table import Column

#: Values, times their scale, times the number of rows stay below this, so that sums fit 64 bits.
_ROOM = 2**62
_MOST_DECIMALS = 15


@dataclass(frozen=True, slots=True)
class NotANumber:
    """A cell of a column of numbers that is none: its row in the table, its text, and why it cannot be read."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column read as numbers.

    Attributes:
        values: (n_rows,) int64 in units of the last decimal place; 0 where nothing is known.
        decimals: how many decimal places that is; 0 for a column of whole numbers, which are then exact.
        known: (n_rows,) whether there is a number.
        decimal_sign: "." or ",".
        evidence: how that was decided, in a sentence.
        is_sure: False if every cell could be read the other way too, and somebody should look.
        missing: how many cells are empty or say that there is no figure.
        wrong: the cells that are no numbers.
        remarks: what else a person should know, such as per cent signs in some of the cells.

    """

    values: NDArray[np.int64]
    decimals: int
    known: NDArray[np.bool_]
    decimal_sign: str
    evidence: str
    is_sure: bool
    missing: int
    wrong: tuple[NotANumber, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the column has whole numbers only."""
        return self.decimals == 0

    def as_floats(self) -> NDArray[np.float64]:
        """Return the numbers, nan where nothing is known."""
        return np.where(self.known, self.values / 10.0**self.decimals, np.nan)


def read_numbers(column: Column, decimal_sign: str = "", hint: str = "") -> Numbers:
    """Read a column as numbers.

    Args:
        column: the column.
        decimal_sign: "." or "," if a person has said which it is; else it is decided from the cells.
        hint: the one that other columns of the table show; it counts where this column leaves it open.

    """
    cells: list[NumberCell] = []
    exact: dict[int, Decimal] = {}
    wrong: list[NotANumber] = []
    missing, votes = 0, Votes()
    for row, text in enumerate(column.texts):
        if column.numbers is not None and not np.isnan(column.numbers[row]):
            exact[row] = Decimal(f"{column.numbers[row]:.15g}")
        elif is_missing(text):
            missing += 1
        elif (cell := number_cell(row, text)) is not None:
            cells.append(cell)
            votes.add(cell.core, text)
        else:
            wrong.append(NotANumber(row, text, "it is no number"))
    sign, evidence, sure = votes.decide(hint)
    if decimal_sign:
        sign, evidence, sure = decimal_sign, f"{SIGN_NAMES[decimal_sign]}, as it was chosen", True
    for cell in cells:
        value = _value(cell, sign)
        if isinstance(value, Decimal):
            exact[cell.row] = value
        else:
            wrong.append(NotANumber(cell.row, cell.text, value))
    values, decimals, rounded, too_large = _scaled(exact, len(column.texts))
    wrong += [NotANumber(row, column.texts[row], "it is too large") for row in too_large]
    known = np.zeros(len(column.texts), dtype=np.bool_)
    known[[row for row in exact if row not in too_large]] = True
    wrong.sort(key=lambda item: item.row)
    remarks = (*_remarks(cells), *([f"Rounded to {decimals} decimals, so that sums stay exact."] if rounded else []))
    return Numbers(values, decimals, known, sign, evidence, sure, missing, tuple(wrong), remarks)


def _value(cell: NumberCell, sign: str) -> Decimal | str:
    """Return the number that a cell is with a sign of decimals, or why it is none."""
    whole, _, fraction = cell.core.partition(sign)
    if fraction and not DIGITS.fullmatch(fraction):
        return f"it does not fit a {SIGN_NAMES[sign]}"
    if whole and not DIGITS.fullmatch(whole) and not GROUPS.fullmatch(whole):
        other = COMMA if sign == POINT else POINT
        contradicts = decimal_sign_shown(cell.core) == other
        return f"it does not fit a {SIGN_NAMES[sign]}" if contradicts else "its thousands are not parted by threes"
    digits = "".join(character for character in whole if character.isdigit())
    try:
        value = Decimal(f"{digits or '0'}.{fraction or '0'}").scaleb(cell.power)
    except InvalidOperation:
        return "it is too large"
    return -value if cell.negative else value


def _scaled(exact: dict[int, Decimal], n_rows: int) -> tuple[NDArray[np.int64], int, bool, set[int]]:
    """Return the numbers in units of their last decimal place, how many places, whether some were rounded, and which
    are too large for any.
    """  # noqa: D205 - one thought
    room = _ROOM // max(n_rows, 1)
    too_large = {row for row, value in exact.items() if abs(value) >= room}
    fitting = {row: value for row, value in exact.items() if row not in too_large}
    wanted = max((_places(value) for value in fitting.values()), default=0)
    largest = max((abs(value) for value in fitting.values()), default=Decimal(0))
    decimals = min(wanted, _MOST_DECIMALS)
    while decimals and largest.scaleb(decimals) >= room:
        decimals -= 1
    values = np.zeros(n_rows, dtype=np.int64)
    for row, value in fitting.items():
        values[row] = int(value.scaleb(decimals).to_integral_value(ROUND_HALF_EVEN))
    return values, decimals, decimals < wanted, too_large


def _places(value: Decimal) -> int:
    """Return how many decimals a number has, zeros at its end not counted."""
    if value == value.to_integral_value():
        return 0
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _remarks(cells: Sequence[NumberCell]) -> Iterable[str]:
    percents, moneys = sum(cell.percent for cell in cells), sum(cell.money for cell in cells)
    marked = [cell.text for cell in cells if cell.marked]
    if percents:
        all_of = "All" if percents == len(cells) else f"Only {percents:,} of {len(cells):,}"
        yield f"{all_of} numbers have a per cent sign; they are kept as they are written (16.7 % is 16.7)."
    if 0 < moneys < len(cells):
        yield f"Only {moneys:,} of {len(cells):,} numbers have the sign of a currency."
    if marked:
        yield f"{counted(len(marked))} with a mark such as {marked[0]} {'was' if len(marked) == 1 else 'were'} read."


def require_numbers(numbers: Numbers, what: str) -> None:
    """Refuse a column in which nothing is a number.

    Raises:
        JoinError: naming the column and what stands in its first cell.

    """
    if not numbers.known.any():
        first = f", such as “{numbers.wrong[0].text}”" if numbers.wrong else ""
        raise JoinError(f"The column {what} has no numbers{first}. Choose another column.")
