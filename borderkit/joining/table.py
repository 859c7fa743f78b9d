"""A table as it was read: its columns of text, and what was found around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit.joining.errors import TableError


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: its heading, unique within the table; "Column C" where it has none.
        texts: (n_rows,) every cell as text, without blanks around it.
        numbers: (n_rows,) the cells that a spreadsheet holds as numbers, nan where a cell is none; None for
            a file of text, in which nothing is a number before it is read as one.

    """

    name: str
    texts: list[str]
    numbers: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table comes from, and how it was read.

    Attributes:
        file: the name of the file.
        sheet: the sheet of a workbook; "" for a file of text.
        sheets: all sheets of the workbook.
        encoding: how the bytes of a text file became characters, in words; "" for a workbook.
        delimiter: what parts the cells of a text file; "" for a workbook.

    """

    file: str
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        origin: the file, and how it was read.
        columns: all of them, each with as many cells as ``rows`` has rows.
        rows: (n_rows,) the number of each row in the file, counted from 1 as a spreadsheet counts; blank rows are
            left out of the table but are counted.
        header: the numbers of the rows that are the heading; none if the table has no heading.
        preamble: the lines before the heading, such as a title.
        footnotes: the lines after the last row.
        remarks: what a person should know of the reading, in sentences.

    """

    origin: Origin
    columns: tuple[Column, ...]
    rows: NDArray[np.int32]
    header: tuple[int, ...] = ()
    preamble: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.name for column in self.columns)

    def position(self, name: str) -> int:
        """Return the position of the column with a heading; capitals do not count where it is the only one so.

        Raises:
            TableError: if there is none.

        """
        if name in self.names:
            return self.names.index(name)
        wanted = name.strip().casefold()
        alike = [position for position, own in enumerate(self.names) if own.casefold() == wanted]
        if len(alike) != 1:
            raise TableError(f"{self.origin.file} has no column “{name}”. It has: {', '.join(self.names[:20])}.")
        return alike[0]

    def place(self, row: int, column: int) -> str:
        """Say where a cell is, as a person finds it in a spreadsheet: "row 14, column C (Votes)"."""
        return f"row {self.rows[row]:,}, column {letters(column)} ({self.columns[column].name})"


def letters(column: int) -> str:
    """Return what a spreadsheet calls the column at a position, counted from 0: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
