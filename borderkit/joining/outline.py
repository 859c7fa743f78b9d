"""Where a table begins and ends: titles stand before the heading, notes after the last row.

Statistical offices write tables for readers: title lines, a heading in one row or two, the rows, then sources and
notes. What is heading and what is row is told by the numbers: a row has numbers where most rows have them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from borderkit.joining.number_cell import is_missing, may_be_number

Rows = Sequence[Sequence[str]]

_SAMPLE = 400
_LOOKED_THROUGH = 300
_HEADING_ROWS = 3
_NOTES_AT_MOST = 500
_YEAR = re.compile(r"(?:1[789]|20)\d\d")
_NUMBERED = re.compile(r"[(\[]?(\d{1,3})[)\]]?")
_NOTE = re.compile(
    r"(?:foot)?notes?\b|sources?\b|\*|†|‡|[(\[]\w{1,2}[)\]]|\d\s|\w\)|\w/|data (?:as of|source)|prepared by|"
    r"released?\b|downloaded|retrieved|suggested citation|see\b|for more|this table|an? [“\"(]",
    re.IGNORECASE,
)
_LONG_TEXT = 40


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of what was read, by position in it.

    Attributes:
        header: the rows of the heading, which may be empty.
        first, last: the rows from ``first`` to before ``last`` are the table.

    """

    header: range
    first: int
    last: int


def outline(rows: Rows) -> Outline:
    """Find heading and notes in rows that are not blank."""
    if not rows:
        return Outline(range(0), 0, 0)
    typical = _typical(rows)
    first = _first_row(rows, typical)
    header = _header(rows, first, typical)
    return Outline(header, first, _last_row(rows, first, typical))


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _sampled(rows: Rows) -> list[Sequence[str]]:
    step = max(len(rows) // _SAMPLE, 1)
    return list(rows[::step])


def _typical(rows: Rows) -> int:
    """Return how many cells of a row of the table are filled: what covers the largest part of the sheet."""
    counts = Counter(_filled(row) for row in _sampled(rows))
    return max(counts, key=lambda filled: (filled * counts[filled], filled))


def _numeric_columns(rows: Rows, typical: int) -> dict[int, bool]:
    """Return which columns hold numbers in most rows, and whether those are years."""
    numbers: Counter[int] = Counter()
    years: Counter[int] = Counter()
    texts: Counter[int] = Counter()
    for row in _sampled(rows):
        if 2 * _filled(row) < typical:
            continue
        for column, cell in enumerate(row):
            if not is_missing(cell):
                kind = numbers if may_be_number(cell) else texts
                kind[column] += 1
                years[column] += bool(_YEAR.fullmatch(cell))
    return {column: 2 * years[column] > count for column, count in numbers.items() if count > texts[column]}


def _first_row(rows: Rows, typical: int) -> int:
    """Return the first row of the table: one that has numbers where the others have them."""
    numeric = _numeric_columns(rows, typical)
    for position, row in enumerate(rows[:_LOOKED_THROUGH]):
        if 2 * _filled(row) < typical or _is_numbering(row):
            continue
        if not numeric:
            # Only texts: the first row that is as full as the others is their heading.
            return position + 1 if _filled(row) >= typical else position
        evidence = [
            may_be_number(cell)
            for column, cell in enumerate(row)
            # 2020 over a column of votes is a heading.
            if column in numeric and not is_missing(cell) and (numeric[column] or not _YEAR.fullmatch(cell))
        ]
        if evidence and 5 * sum(evidence) >= 3 * len(evidence):
            return position
    return 0


def _is_numbering(row: Sequence[str]) -> bool:
    """Tell whether a row only counts the columns, as in "(1) (2) (3)"."""
    cells = [cell for cell in row if cell]
    numbers = [match[1] for cell in cells if (match := _NUMBERED.fullmatch(cell))]
    return len(cells) > 2 and numbers == [str(number + 1) for number in range(len(cells))]


def _header(rows: Rows, first: int, typical: int) -> range:
    """Return the rows right above the table that name its columns."""
    last = first
    while last > 0 and (_is_numbering(rows[last - 1]) or (_filled(rows[last - 1]) < min(2, typical) and last > 1)):
        last -= 1
    if last == 0 or (_filled(rows[last - 1]) < 2 <= typical):
        return range(first, first)
    top = last - 1
    while top > 0 and last - top < _HEADING_ROWS and _belongs_above(rows[top - 1], rows[top], typical):
        top -= 1
    return range(top, last)


def _belongs_above(upper: Sequence[str], lower: Sequence[str], typical: int) -> bool:
    """Tell whether a row is the upper part of a heading: it completes the lower one, or explains all columns."""
    if _filled(upper) < 2:
        return False
    named = [cell for cell in lower if cell]
    incomplete = len(named) < typical or len(set(named)) < len(named)
    return incomplete or 10 * _filled(upper) >= 7 * typical


def _last_row(rows: Rows, first: int, typical: int) -> int:
    """Return where the notes begin."""
    end = len(rows)
    for position in range(len(rows) - 1, max(first, len(rows) - _NOTES_AT_MOST) - 1, -1):
        if _is_note(rows[position], typical):
            end = position
        elif _filled(rows[position]) >= min(2, typical):
            break
    return end


def _is_note(row: Sequence[str], typical: int) -> bool:
    filled = _filled(row)
    begin = next((cell for cell in row if cell), "")
    if filled <= 1:
        # Of two columns, the second may be empty in a row of the table.
        lone = typical > 2 or len(begin) > _LONG_TEXT or bool(_NOTE.match(begin))
        return typical > 1 and lone and not may_be_number(begin)
    thin = 2 * filled < typical or len(begin) > _LONG_TEXT
    return bool(_NOTE.match(begin)) and (thin or not may_be_number(begin)) and not may_be_number(row[-1] if row else "")


def headings(rows: Rows, header: range, width: int, merged: dict[int, list[tuple[int, int]]]) -> list[str]:
    """Return a heading for each column, unique; upper rows come before lower ones ("2020 Votes").

    Args:
        rows: all rows.
        header: those of the heading.
        width: the number of columns.
        merged: for a row's position, the columns from first to last of its merged cells; a file of text has none,
            and there an upper heading stands for the columns to its right that have none.

    """
    levels = [_spread(rows[position], width, merged.get(position), position == header[-1]) for position in header]
    levels = [level for level, position in zip(levels, header, strict=True) if not _is_numbering(rows[position])]
    lowest = [rows[position] for position in header if not _is_numbering(rows[position])]
    names: list[str] = []
    for column in range(width):
        below = lowest[-1][column] if lowest and column < len(lowest[-1]) else ""
        parts = [level[column][0] for level in levels if level[column][0] and (below or not level[column][1])]
        names.append(" ".join(" ".join(dict.fromkeys(parts)).split()))
    return names


def _spread(
    row: Sequence[str], width: int, merged: list[tuple[int, int]] | None, is_lowest: bool
) -> list[tuple[str, bool]]:
    """Return the cells of a heading's row, each with whether it only stands there for one to its left."""
    cells = [(row[column] if column < len(row) else "", False) for column in range(width)]
    if merged is not None:
        for first, last in merged:
            for column in range(first + 1, min(last + 1, width)):
                cells[column] = (cells[first][0], True)
    elif not is_lowest:
        held = ""
        for column, (cell, _) in enumerate(cells):
            held = cell or held
            if not cell:
                cells[column] = (held, True)
    return cells
