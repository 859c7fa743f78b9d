"""How large a table may be: what fits into well under a gigabyte, and is found out before it is read.

A cell costs 60 to 90 bytes as Python text, so that six million of them take about half a gigabyte. That is every
tract of the country with seventy columns; a table of ten million rows is no table of units.
"""

from __future__ import annotations

from borderkit.joining.errors import TableError

MAX_ROWS = 1_000_000
MAX_CELLS = 6_000_000
#: As many as a spreadsheet can have.
MAX_COLUMNS = 16_384
MAX_TEXT_BYTES = 400_000_000
#: What stands between two line breaks; a row of a spreadsheet's full width is a tenth of that.
MAX_LINE_BYTES = 8_000_000

_SMALLER = "Keep only the rows and columns that are needed, and save it again."


def too_many_rows(file: str, limit: int = MAX_ROWS) -> TableError:
    """Return the error that refuses a table with too many rows."""
    return TableError(f"{file} has more than {limit:,} rows, which is more than can be joined. {_SMALLER}")


def too_large(file: str, what: str) -> TableError:
    """Return the error that refuses a table for another size, such as "a line of more than 8 million characters"."""
    return TableError(f"{file} has {what}, which is more than can be read safely. {_SMALLER}")


class Budget:
    """Counts rows and cells while they are read, and refuses what goes beyond the limits."""

    def __init__(self, file: str) -> None:
        """Count for a file, whose name the refusal gives."""
        self._file = file
        self._rows = 0
        self._cells = 0

    def take(self, cells: int) -> None:
        """Count one more row of so many cells.

        Raises:
            TableError: if it goes beyond a limit.

        """
        self._rows += 1
        self._cells += cells
        if self._rows > MAX_ROWS:
            raise too_many_rows(self._file)
        if cells > MAX_COLUMNS:
            raise too_large(self._file, f"more than {MAX_COLUMNS:,} columns")
        if self._cells > MAX_CELLS:
            raise too_large(self._file, f"more than {MAX_CELLS:,} cells")
