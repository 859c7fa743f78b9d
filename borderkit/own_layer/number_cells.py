"""Cells in the number columns of a .dbf that are no numbers.

GDAL reads “abc” and “nan” as 0, and “12,345” as 12, without a word. So each cell is read byte by byte here, for all
rows of a block at once. Blanks, asterisks and zero bytes stand for a missing number, as GDAL takes them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.own_layer.shapefile_set import NumberField, ShapefileFacts

#: Bytes of records that are looked at in one go; so many stay in the processor's own memory.
_BLOCK_BYTES = 1_000_000
_NAMED_AT_MOST, _SHOWN = 3, 40
_DIGITS = b"0123456789"
#: How far a cell is read: what may follow, byte by byte, and where that leads. All else makes it no number.
_BLANK, _SIGNED, _NUMBER, _BARE_POINT, _FRACTION, _E, _E_SIGNED, _POWER, _AFTER, _STARS, _ENDED, _WRONG = range(12)
_MAY_END = (_BLANK, _NUMBER, _FRACTION, _POWER, _AFTER, _STARS, _ENDED)
_STEPS = (
    (_BLANK, b" ", _BLANK),
    (_BLANK, b"+-", _SIGNED),
    (_BLANK, b"*", _STARS),
    (_STARS, b"*", _STARS),
    *((state, _DIGITS, _NUMBER) for state in (_BLANK, _SIGNED, _NUMBER)),
    *((state, b".", _BARE_POINT) for state in (_BLANK, _SIGNED)),
    (_NUMBER, b".", _FRACTION),
    *((state, b" ", _AFTER) for state in (_NUMBER, _FRACTION, _POWER, _AFTER, _STARS)),
    *((state, b"\0", _ENDED) for state in _MAY_END),
    (_ENDED, b" ", _ENDED),
)
#: A column without decimals is read up to the point, so that only zeros may follow.
_OF_WHOLE = tuple((state, b"0", _FRACTION) for state in (_BARE_POINT, _FRACTION))
_OF_DECIMAL = (
    *((state, _DIGITS, _FRACTION) for state in (_BARE_POINT, _FRACTION)),
    *((state, b"eE", _E) for state in (_NUMBER, _FRACTION)),
    (_E, b"+-", _E_SIGNED),
    *((state, _DIGITS, _POWER) for state in (_E, _E_SIGNED, _POWER)),
)


@dataclass(frozen=True, slots=True)
class NoNumbers:
    """The cells of a column that are no numbers.

    Attributes:
        position: of the column in the table.
        count: how many there are.
        first: the first of them: row, counted from 1 without deleted ones, and what stands there.

    """

    position: int
    count: int
    first: tuple[tuple[int, str], ...]


def no_numbers(facts: ShapefileFacts, positions: Container[int], limit: int | None) -> list[NoNumbers]:
    """Return the columns with cells that are no numbers.

    Args:
        facts: the shapefile.
        positions: of the columns to look at.
        limit: look at so many rows from the beginning; None for all.

    """
    table = facts.table
    rows = np.flatnonzero(facts.kept)[:limit]
    fields = [field for field in table.numbers if field.position in positions]
    if not len(rows) or not fields:
        return []
    records = np.memmap(facts.parts[".dbf"], np.uint8, "r", offset=table.start, shape=(len(facts.kept), table.width))
    counts = dict.fromkeys(fields, 0)
    found: dict[NumberField, list[tuple[int, str]]] = {field: [] for field in fields}
    step = max(_BLOCK_BYTES // table.width, 1)
    for begin in range(0, len(rows), step):
        block = records[rows[begin : begin + step]]
        for field in fields:
            cells = block[:, field.start : field.start + field.length]
            wrong = _wrong(cells, field.whole)
            counts[field] += len(wrong)
            for row in wrong[: _NAMED_AT_MOST - len(found[field])].tolist():
                found[field].append((begin + row + 1, _shown(cells[row].tobytes())))
    return [NoNumbers(field.position, counts[field], tuple(found[field])) for field in fields if counts[field]]


def remarks_on(
    facts: ShapefileFacts, where: str, names: Sequence[str], wanted: Sequence[str] | None, limit: int | None
) -> tuple[str, ...]:
    """Return what is to be said of the cells that are no numbers.

    Args:
        facts: the shapefile.
        where: what messages call it.
        names: of all its columns, as they were found.
        wanted: the columns that are read; None for all.
        limit: how many rows are read; None for all.

    Raises:
        LayerError: if certain columns are wanted with all their rows, as they are for counting, and hold such cells; or
            if the columns are others than those that were found.

    """
    if len(names) != len(facts.table.names):
        raise LayerError(f"{where} has other columns than before. Open the file again.")
    found = no_numbers(facts, {at for at, name in enumerate(names) if wanted is None or name in wanted}, limit)
    if not found:
        return ()
    said = f"{where}: {_said_of(found, names)}. Correct what stands there, or leave the column out."
    if wanted is not None and limit is None:
        raise LayerError(said)
    return (said,)


def _said_of(found: Sequence[NoNumbers], names: Sequence[str]) -> str:
    # One cell of each column comes before the second of any.
    cells = [[f"row {row:,} of {names[column.position]}, “{text}”" for row, text in column.first] for column in found]
    named = [cell for cell in chain.from_iterable(zip_longest(*cells)) if cell is not None][:_NAMED_AT_MOST]
    count = sum(column.count for column in found)
    more = f"; and {count - len(named):,} more" if count > len(named) else ""
    are = "cell of a number column is no number" if count == 1 else "cells of number columns are no numbers"
    return f"{count:,} {are}: {'; '.join(named)}{more}"


def _wrong(cells: NDArray[np.uint8], whole: bool) -> NDArray[np.intp]:
    """Return the rows of a column's cells, (n, length), that hold no number."""
    following = _following(whole)
    state = np.zeros(len(cells), dtype=np.intp)
    for byte in np.ascontiguousarray(cells.T):
        state = following[state + byte]
    return np.flatnonzero(~np.isin(state >> 8, _MAY_END))


@cache
def _following(whole: bool) -> NDArray[np.intp]:
    """Return for a state times 256 plus a byte the state that follows, times 256, so that one sum finds the next."""
    following = np.full(256 * (_WRONG + 1), _WRONG << 8, dtype=np.intp)
    for state, some, then in (*_STEPS, *(_OF_WHOLE if whole else _OF_DECIMAL)):
        following[(state << 8) + np.frombuffer(some, dtype=np.uint8).astype(np.intp)] = then << 8
    return following


def _shown(cell: bytes) -> str:
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in cell.decode("latin-1").strip(" \0"))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
