"""Reading a table from a file, whatever kind it is: the kind is told by its content and not by its name."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from borderkit.joining.encodings import is_binary
from borderkit.joining.errors import TableError
from borderkit.joining.limits import Budget
from borderkit.joining.outline import Outline, headings, outline
from borderkit.joining.read_csv import DELIMITERS, rows_of_text, text_form
from borderkit.joining.table import Column, Origin, Table, letters
from borderkit.joining.workbook import looks_like_workbook, refuse_other_workbooks
from borderkit.progress import Progress, Silent

_HEAD = 4_096
_NO_NUMBER = float("nan")


@dataclass(slots=True)
class _Read:
    """The rows that are not blank: number, texts, and in a workbook the numbers."""

    rows: list[list[str]] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    numbers: list[array[float]] | None = None
    merged: tuple[str, ...] | None = None


def sheets(path: Path) -> tuple[str, ...]:
    """Return the sheets of a workbook; none for a file of text.

    Raises:
        TableError: if the file cannot be read.

    """
    if not is_workbook(path):
        return ()
    from borderkit.joining.read_xlsx import open_workbook

    with open_workbook(path, Silent()) as book:
        return book.sheets


def read_table(
    path: Path, sheet: str | None = None, progress: Progress | None = None, *, header: tuple[int, int] | None = None
) -> Table:
    """Read a table of text (CSV and the like) or a sheet of a workbook (.xlsx).

    Args:
        path: the file.
        sheet: the sheet of a workbook; None for the first that has a table.
        progress: what the reading reports to.
        header: the numbers of the first and last row of the heading, counted from 1 as a spreadsheet counts, if
            a person has said which they are; (0, 0) for a table without heading. Else they are found.

    Raises:
        TableError: if the file cannot be read, or is larger than a table may be.
        OperationCancelled: if a person asked to stop.

    """
    progress = progress or Silent()
    origin, read, remarks = _read_workbook(path, sheet, progress) if is_workbook(path) else _read_text(path, progress)
    if not read.rows:
        raise TableError(
            f"{path.name}{f', sheet {origin.sheet},' if origin.sheet else ''} has no rows. Choose another."
        )
    parts = outline(read.rows) if header is None else _outline_below(read, header)
    if parts.first >= parts.last:
        raise TableError(f"{path.name} has a heading but no rows below it. Choose another file or sheet.")
    return _table(origin, read, parts, remarks)


def is_workbook(path: Path) -> bool:
    """Tell whether a file is to be read as a workbook.

    Raises:
        TableError: if it is neither a zip nor text, or cannot be opened.

    """
    try:
        if not path.exists():
            raise TableError(f"{path} does not exist. Check the name, or choose the file again.")
        if not path.is_file():
            raise TableError(f"{path} is no file. Choose a CSV or .xlsx file.")
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise TableError(f"{path} cannot be read ({error.strerror or error}). Check that you may open it.") from error
    if not head:
        raise TableError(f"{path.name} is empty. Choose another file.")
    if looks_like_workbook(head):
        return True
    refuse_other_workbooks(path, head)
    if is_binary(head):
        raise TableError(f"{path.name} is no table: it is not text, and no .xlsx workbook. Save it as CSV or .xlsx.")
    return False


def _read_text(path: Path, progress: Progress) -> tuple[Origin, _Read, list[str]]:
    try:
        form = text_form(path, progress)
        read, budget = _Read(), Budget(path.name)
        for number, cells in rows_of_text(path, form, progress):
            budget.take(len(cells))
            read.rows.append(cells)
            read.row_numbers.append(number)
    except OSError as error:
        raise TableError(f"{path} cannot be read ({error.strerror or error}). Copy it again.") from error
    delimiter = DELIMITERS.get(form.delimiter, form.delimiter)
    remarks = [form.encoding.remark] if form.encoding.remark else []
    return Origin(path.name, encoding=form.encoding.said, delimiter=delimiter), read, remarks


def _read_workbook(path: Path, sheet: str | None, progress: Progress) -> tuple[Origin, _Read, list[str]]:
    from borderkit.joining.read_xlsx import open_workbook

    with open_workbook(path, progress) as book:
        if not book.sheets:
            raise TableError(f"{path.name} has no sheets with cells. Choose another file.")
        if sheet is not None and sheet not in book.sheets:
            raise TableError(f"{path.name} has no sheet “{sheet}”. It has: {', '.join(book.sheets)}.")
        for name in (sheet,) if sheet is not None else book.sheets:
            facts = book.facts(name)
            read = _Read(numbers=[], merged=facts.merged)
            budget, numbers = Budget(path.name), read.numbers
            for row in book.rows(name, facts, progress):
                budget.take(len(row.texts))
                read.rows.append(row.texts)
                read.row_numbers.append(row.number)
                if numbers is not None:
                    numbers.append(row.numbers)
            if len(read.rows) > 1:
                break
        origin = Origin(path.name, sheet=name, sheets=book.sheets)
    remarks = []
    if facts.without_result:
        remarks.append(
            f"{facts.without_result:,} formulas have no stored result and count as empty. "
            "Open the workbook in a spreadsheet program and save it, so that it holds them."
        )
    return origin, read, remarks


def _outline_below(read: _Read, header: tuple[int, int]) -> Outline:
    """Return the outline with the heading in given rows of the file."""
    first, last = header
    inside = [position for position, number in enumerate(read.row_numbers) if first <= number <= last]
    if not inside:
        if header != (0, 0):
            raise TableError(f"Rows {first} to {last} are blank or do not exist. Choose other rows as the heading.")
        return Outline(range(0), 0, outline(read.rows).last)
    below = inside[-1] + 1
    return Outline(range(inside[0], below), below, max(outline(read.rows).last, below))


def _table(origin: Origin, read: _Read, parts: Outline, remarks: list[str]) -> Table:
    rows = read.rows[parts.first : parts.last]
    width = max(len(row) for row in rows)
    names = _unique(headings(read.rows, parts.header, width, _merged(read, parts.header)))
    columns = []
    for position in range(width):
        texts = [row[position] if position < len(row) else "" for row in rows]
        if names[position] is None and not any(texts):
            continue  # a column that is only there because some rows end in a delimiter
        columns.append(Column(names[position] or f"Column {letters(position)}", texts, _numbers(read, parts, position)))
    return Table(
        origin,
        tuple(columns),
        np.array(read.row_numbers[parts.first : parts.last], dtype=np.int32),
        tuple(read.row_numbers[position] for position in parts.header),
        tuple(_line(row) for row in read.rows[: parts.header.start if parts.header else parts.first]),
        tuple(_line(row) for row in read.rows[parts.last :]),
        tuple(remarks),
    )


def _numbers(read: _Read, parts: Outline, column: int) -> NDArray[np.float64] | None:
    if read.numbers is None:
        return None
    rows = read.numbers[parts.first : parts.last]
    return np.array([row[column] if column < len(row) else _NO_NUMBER for row in rows], dtype=np.float64)


def _line(row: Sequence[str]) -> str:
    return " ".join(cell for cell in row if cell)


def _unique(names: Sequence[str]) -> list[str | None]:
    """Return the headings, those that occur again with a number behind them; None where there is none."""
    taken: set[str] = set()
    unique: list[str | None] = []
    for name in names:
        if not name:
            unique.append(None)
            continue
        own, count = name, 1
        while own in taken:
            count += 1
            own = f"{name} ({count})"
        taken.add(own)
        unique.append(own)
    return unique


def _merged(read: _Read, header: range) -> dict[int, list[tuple[int, int]]]:
    """Return the columns of merged cells in each row of the heading; an empty dict for a file of text."""
    if read.merged is None:
        return {}
    from openpyxl.utils.cell import range_boundaries

    merged: dict[int, list[tuple[int, int]]] = {position: [] for position in header}
    for cells in read.merged:
        left, top, right, bottom = range_boundaries(cells)
        if left is None or top is None or right is None or bottom is None:
            continue
        for position in header:
            if top <= read.row_numbers[position] <= bottom:
                merged[position].append((left - 1, right - 1))
    return merged
