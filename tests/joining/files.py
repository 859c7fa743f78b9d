"""Small tables in files, as people and offices write them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from borderkit.joining import Column, Table, read_table


def text_file(folder: Path, content: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    """Write a file of text and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def table_of(folder: Path, content: str) -> Table:
    """Return the table that a text comes to."""
    return read_table(text_file(folder, content))


def workbook(folder: Path, sheets: dict[str, Sequence[Iterable[object]]], merged: Sequence[str] = ()) -> Path:
    """Write a workbook with sheets of rows; ranges of the first sheet are merged."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    path = folder / "table.xlsx"
    book.save(path)
    return path


def column_of(*texts: str) -> Column:
    """Return a column of texts."""
    return Column("Amount", list(texts))


def with_part(path: Path, part: str, content: bytes) -> Path:
    """Return a copy of a workbook with one part replaced."""
    copy = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, content if item.filename == part else old.read(item))
        if part not in old.namelist():
            new.writestr(part, content)
    return copy


def rows_of(table: Table) -> list[tuple[str, ...]]:
    """Return the rows of a table."""
    return list(zip(*(column.texts for column in table.columns), strict=True))
