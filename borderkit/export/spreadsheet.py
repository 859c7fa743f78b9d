"""Excel workbooks: totals, moved units, and sources with settings and notes; numbers are numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from borderkit.areas import AreaUnit
from borderkit.errors import SaveError
from borderkit.export.credits import credits_of
from borderkit.export.summary_table import Format, SummaryColumn, SummaryRow, columns_of, summary_rows
from borderkit.export.tables import Kind, TableColumn, Value, units_table
from borderkit.export.texts import printable
from borderkit.legend import ESTIMATE
from borderkit.progress import Progress
from borderkit.proposal import Proposal
from borderkit.savefile import write_whole

TOTALS, MOVED, SOURCES = "Totals", "Moved units", "Sources"

_HEAD = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E1E4E3")
_WRAPPED = Alignment(wrap_text=True, vertical="top")

#: How Excel is to write numbers, by what they are.
_NUMBER_FORMATS = {
    Format.COUNT: "#,##0",
    Format.CHANGE: "+#,##0;-#,##0;0",
    Format.SHARE: "0.0%",
    Format.SHARE_CHANGE: "+0.0%;-0.0%;0.0%",
    Format.NUMBER: "#,##0.0#",
    Format.NUMBER_CHANGE: "+#,##0.0#;-#,##0.0#;0",
}
#: A cell of Excel holds no longer text.
_LONGEST_TEXT = 32_767
_WIDEST, _NARROWEST = 60, 8


def write_spreadsheet(proposal: Proposal, path: Path, progress: Progress) -> None:
    """Write the workbook. It needs no outlines, so that it works without the layer's file.

    Raises:
        SaveError: if the file cannot be written.
        OperationCancelled: if a person asked to stop.

    """
    progress.report(0, 4, "Totals")
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has no sheet")
    _set_properties(book, proposal)
    first.title = TOTALS
    _write_totals(first, proposal)
    progress.report(1, 4, f"Moved {proposal.layer.called[1]}")
    _write_moved(book.create_sheet(MOVED), proposal)
    progress.report(2, 4, "Sources")
    _write_sources(book.create_sheet(SOURCES), proposal)
    progress.report(3, 4, "Writing the file")
    content = _packed(book, path)
    write_whole(path, lambda file: file.write(content))
    progress.report(4, 4, "Done")


def _packed(book: Workbook, path: Path) -> bytes:
    """Return the file's content; the library puts it together in the system's folder for temporary files."""
    memory = io.BytesIO()
    try:
        book.save(memory)
    except Exception as error:  # its XML writer has an error of its own for a full disk
        if not isinstance(error, OSError) and type(error).__module__ != "lxml.etree":
            raise
        raise SaveError(
            f"{path} could not be put together ({error}): there is no room in the folder for temporary files. Free "
            "some space, then save again."
        ) from error
    return memory.getvalue()


def _set_properties(book: Workbook, proposal: Proposal) -> None:
    book.properties.title = printable(proposal.details.title)
    book.properties.creator = printable(proposal.details.author) or "BorderKit"
    book.properties.description = printable(proposal.details.summary)[:_LONGEST_TEXT]


def _write_totals(sheet: Worksheet, proposal: Proposal) -> None:
    columns = columns_of(proposal)
    _write_head(sheet, [column.label for column in columns])
    for number, row in enumerate(summary_rows(proposal), start=2):
        for place, (column, value) in enumerate(zip(columns, row.values, strict=True), start=1):
            cell = sheet.cell(number, place)
            _put(cell, value, _number_format(column, row))
            if row.code is None:
                cell.font = _HEAD
    _finish(sheet, frozen="B2")


def _number_format(column: SummaryColumn, row: SummaryRow) -> str | None:
    """Return how Excel is to write a value; an estimate stays a number behind its mark."""
    written = _NUMBER_FORMATS.get(column.format)
    if not written or not row.estimated or column.measure is None or not column.measure.concerns_votes:
        return written
    return ";".join(f'"{ESTIMATE}"{part}' for part in written.split(";"))


def _write_moved(sheet: Worksheet, proposal: Proposal) -> None:
    columns = [_for_reading(column) for column in units_table(proposal, proposal.moved_units) if _is_told(column)]
    _write_head(sheet, [label for label, _, _ in columns])
    for place, (_, values, written) in enumerate(columns, start=1):
        for number, value in enumerate(values, start=2):
            _put(sheet.cell(number, place), value, _NUMBER_FORMATS[written])
    _finish(sheet, frozen="C2")


def _is_told(column: TableColumn) -> bool:
    """Tell whether a column of units says anything of units all of which move."""
    return column.is_joined or column.name not in ("moved", "color", "water_m2")


def _for_reading(column: TableColumn) -> tuple[str, Sequence[Value], Format]:
    """Return a column's label, its values for people, and how they are written: land in square miles."""
    if column.is_joined:
        label, _, _ = column.meaning.rpartition("; ")
        return label, column.values, Format.NUMBER if column.kind is Kind.SHARE else Format.COUNT
    if column.name != "land_m2":
        label = column.meaning.partition(";")[0]
        values = [bool(value) for value in column.values] if "estimate" in label else column.values
        return label, values, Format.COUNT
    square_metres = AreaUnit.SQUARE_MILES.square_metres
    return "Land area in square miles", [float(value or 0) / square_metres for value in column.values], Format.COUNT


def _write_sources(sheet: Worksheet, proposal: Proposal) -> None:
    _write_head(sheet, ["Topic", "Text"])
    for number, credit in enumerate(credits_of(proposal), start=2):
        _put(sheet.cell(number, 1), credit.topic)
        cell = sheet.cell(number, 2)
        _put(cell, credit.text)
        cell.alignment = _WRAPPED
    _finish(sheet, frozen="A2")
    sheet.column_dimensions["B"].width = 100


def _write_head(sheet: Worksheet, labels: Iterable[str]) -> None:
    for place, label in enumerate(labels, start=1):
        cell = sheet.cell(1, place)
        _put(cell, label)
        cell.font, cell.fill, cell.alignment = _HEAD, _HEAD_FILL, _WRAPPED


def _put(cell: Cell | MergedCell, value: Value, number_format: str | None = None) -> None:
    """Put a value into a cell; a text stays one, whatever sign it begins with."""
    if value is None:
        return
    if isinstance(value, str):
        cell.value = printable(value)[:_LONGEST_TEXT]
        # openpyxl takes what begins with "=" for a formula; the quote keeps Excel from doing so on editing.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
        return
    cell.value = value
    if number_format and not isinstance(value, bool):
        cell.number_format = number_format


def _finish(sheet: Worksheet, frozen: str) -> None:
    """Freeze the head, let it be filtered, and give columns the width of what they hold."""
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = sheet.dimensions
    for place, cells in enumerate(sheet.iter_cols(), start=1):
        # The head wraps at its words.
        longest = max((_width(cell.value) for cell in cells[1:]), default=0)
        words = max(len(word) + 2 for word in str(cells[0].value or "").split())
        sheet.column_dimensions[get_column_letter(place)].width = min(_WIDEST, max(_NARROWEST, words, longest))
    sheet.row_dimensions[1].height = 48


def _width(value: object) -> int:
    """Return about how many characters a value takes, with separators, a sign and the mark of an estimate."""
    if isinstance(value, int | float):
        return len(f"{value:,.0f}") + 4
    return max(len(line) for line in str(value or "").split("\n")) + 2
