"""Reading a sheet of a workbook (.xlsx): the text of every cell, and the number where it holds one."""

from __future__ import annotations

import math
import warnings
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderkit.joining.errors import TableError
from borderkit.joining.limits import MAX_ROWS, too_many_rows
from borderkit.joining.workbook import SheetFacts, require_safe
from borderkit.progress import Progress

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_REPORT_EVERY = 2_000
#: A whole number below this is held exactly by a spreadsheet, and is written without a point or an exponent.
_EXACT = 1e15
#: A spreadsheet keeps and shows so many digits; what stands behind them is noise of binary fractions.
_DIGITS = 15
_NO_NUMBER = math.nan


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not blank: its number, the texts of its cells, and the numbers, nan where there is none."""

    number: int
    texts: list[str]
    numbers: array[float]


class OpenWorkbook:
    """A workbook that was found safe to read.

    Attributes:
        sheets: the names of its sheets that hold cells.

    """

    def __init__(self, path: Path, book: Workbook, facts: dict[str, SheetFacts]) -> None:
        self._path, self._book, self._facts = path, book, facts
        self.sheets = tuple(sheet.title for sheet in book.worksheets)

    def facts(self, sheet: str) -> SheetFacts:
        """Return what a sheet was found to have."""
        found: Any = self._book[sheet]
        # openpyxl knows which part of the zip holds a sheet, but tells only its own classes.
        part = str(found._worksheet_path)  # noqa: SLF001
        if part not in self._facts:
            raise TableError(f"{self._path.name}: the sheet {sheet} lies in an unusual place. Save the workbook anew.")
        return self._facts[part]

    def rows(self, sheet: str, facts: SheetFacts, progress: Progress) -> Iterator[SheetRow]:
        """Yield the rows of a sheet.

        Raises:
            TableError: if the sheet is damaged, or goes on beyond its last row.
            OperationCancelled: if a person asked to stop.

        """
        cells: Any = self._book[sheet]
        cells.reset_dimensions()  # what a sheet says of its size is often wrong, and sometimes a trap
        total = max(facts.rows, 1)
        with _damage_told(self._path), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a date that cannot be one becomes an error value, which is told later
            for number, values in enumerate(cells.iter_rows(values_only=True), 1):
                if number % _REPORT_EVERY == 0:
                    progress.report(total + 9 * min(number, total), 10 * total, f"Reading {self._path.name}")
                if number > 2 * MAX_ROWS:
                    raise too_many_rows(self._path.name)
                texts = [_text(value) for value in values]
                if any(texts):
                    yield SheetRow(number, texts, array("d", [_number(value) for value in values]))


@contextmanager
def open_workbook(path: Path, progress: Progress) -> Iterator[OpenWorkbook]:
    """Open a workbook for reading.

    Raises:
        TableError: if it is none, is damaged, or unpacks to more than is safe.

    """
    from openpyxl import load_workbook

    with _damage_told(path), path.open("rb") as file, zipfile.ZipFile(file) as archive:
        facts = require_safe(path, archive, progress)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that do not concern a table
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield OpenWorkbook(path, book, facts)
        finally:
            book.close()


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Turn whatever zip, XML and openpyxl raise for damaged files into an error that a person understands."""
    from xml.etree.ElementTree import ParseError

    # lxml, where openpyxl uses it, raises SyntaxErrors.
    broken = (zipfile.BadZipFile, ParseError, SyntaxError, ValueError, KeyError, IndexError, TypeError, AttributeError)
    also = (
        EOFError,
        zlib.error,
        MemoryError,
        NotImplementedError,
        RuntimeError,
        OverflowError,
        zipfile.LargeZipFile,
        OSError,
    )
    try:
        yield
    except (*broken, *also) as error:
        raise TableError(
            f"{path.name} is damaged and cannot be read as a workbook ({_reason(error)}). "
            "Copy it again, or open it in a spreadsheet program and save it anew."
        ) from error


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:120].rstrip(".") if lines else type(error).__name__


def _text(value: object) -> str:
    """Return what a cell holds as text; a whole number without a point, so that 6037.0 reads 6037."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        return f"{value:.{_DIGITS}g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _NO_NUMBER
    return float(value)
