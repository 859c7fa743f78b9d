"""Looking at a workbook before it is read: is it one, what sheets has it, and is it safe to open.

A workbook is a zip of XML files, and openpyxl keeps some of them whole in memory, whatever they unpack to. So the
sizes that the zip itself states are looked at first (zipfile never unpacks more than that), then every sheet is
unpacked once, piece after piece, and its rows and cells are counted. That has to come first: where a sheet does not
state its size, openpyxl reads through all of it as soon as the workbook is opened.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from borderkit.joining.errors import TableError
from borderkit.joining.limits import MAX_ROWS, too_large, too_many_rows
from borderkit.progress import Progress

_PIECE = 1 << 20
_OVERLAP = 200
_MILLION = 1_000_000
#: What the parts of a workbook may unpack to: sheets and the table of texts, and all the others.
_MAX_SHEET_BYTES = 600 * _MILLION
_MAX_TEXTS_BYTES = 150 * _MILLION
_MAX_TEXTS = 1_500_000
_MAX_OTHER_BYTES = 16 * _MILLION
_MAX_PARTS = 5_000
#: Fewer than in a file of text, since reading a cell takes ten times as long.
MAX_SHEET_CELLS = 4_000_000
#: A cell with a formula takes eight marks of XML ("<"), a row two; so many more are no harm.
_MARKS_OF_CELL, _MARKS_OF_ROW, _MARKS_BESIDE = 8, 2, 2_000_000
#: XML between the ends of two rows; a row as wide as a spreadsheet allows takes a tenth of it.
_MAX_ROW_BYTES = 16 * _MILLION

_MERGED = re.compile(rb'mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_ROW_NUMBER = rb'row\b[^<>]{0,150}?\sr="(-?\d{1,18})"'
_PREFIX = re.compile(rb"<(\w{1,20}:)?(?:worksheet|sst)\b")
_HEAD = 4_096
_MARK = (b"<",)
_DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY")

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet was found to have before it is read.

    Attributes:
        rows, cells: how many.
        merged: ranges of merged cells ("C1:D1").
        without_result: formulas whose result is not stored.

    """

    rows: int
    cells: int
    merged: tuple[str, ...]
    without_result: int


def looks_like_workbook(head: bytes) -> bool:
    """Tell whether a file that begins so is a zip, as .xlsx files are."""
    return head.startswith(_ZIP)


def refuse_other_workbooks(path: Path, head: bytes) -> None:
    """Refuse what is a table for other programs but can be read neither as text nor as .xlsx.

    Raises:
        TableError: saying what it is and how to save it.

    """
    if head.startswith(_OLD_OR_LOCKED):
        raise TableError(
            f"{path.name} is a workbook of the old kind (.xls), or locked with a password. "
            "Open it in a spreadsheet program and save it as .xlsx without a password, or as CSV."
        )
    if re.match(rb"\s*<(?:!doctype html|html|table|\?xml)", head[:200].removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
        raise TableError(
            f"{path.name} is a web page or XML, not a table, whatever its name says. "
            "Open it in a spreadsheet program and save it as .xlsx or CSV."
        )


def require_safe(path: Path, archive: zipfile.ZipFile, progress: Progress) -> dict[str, SheetFacts]:
    """Refuse a zip that is no workbook, or whose parts unpack to more than a workbook's should; else count its sheets.

    Raises:
        TableError: saying which part.
        OperationCancelled: if a person asked to stop.

    """
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise TableError(f"{path.name} is an OpenDocument file. Save it as .xlsx or CSV in your spreadsheet program.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise TableError(f"{path.name} is a zip, but no workbook. Unpack it, and choose the table inside.")
    if "xl/workbook.bin" in names:
        raise TableError(f"{path.name} is a binary workbook (.xlsb). Save it as .xlsx or CSV.")
    if len(parts) > _MAX_PARTS:
        raise too_large(path.name, f"{len(parts):,} parts inside")
    for part in parts:
        if part.file_size > _limit(part.filename):
            raise too_large(path.name, f"a part ({part.filename}) of {part.file_size / _MILLION:,.0f} million bytes")
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                head = file.read(4_096)
            if any(mark in head for mark in _DOCTYPE):
                raise TableError(f"{path.name}: {part.filename} declares entities, as no workbook does. Save it anew.")
    _count_texts(path, archive, names)
    parts_of_sheets = sorted(name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    return {part: _sheet_facts(path, archive, part, progress) for part in parts_of_sheets}


def _limit(name: str) -> int:
    if name.startswith(("xl/worksheets/", "xl/media/")):
        return _MAX_SHEET_BYTES
    return _MAX_TEXTS_BYTES if name.startswith("xl/sharedStrings") else _MAX_OTHER_BYTES


def _count_texts(path: Path, archive: zipfile.ZipFile, names: set[str]) -> None:
    for name in names:
        if not name.startswith("xl/sharedStrings"):
            continue
        since, pieces = 0, _Pieces(archive, name)
        starts = pieces.starts_of("si")
        for piece in pieces:
            found = pieces.count(starts)
            since = 0 if found else since + len(piece)
            if pieces.total(starts) > _MAX_TEXTS or since > _MAX_ROW_BYTES:
                raise too_large(path.name, f"more than {_MAX_TEXTS:,} texts")


class _Pieces:
    """Unpacks a part of a workbook piece after piece, and counts what stands in it.

    Whole patterns would take ten times as long to look for as plain texts, and there are hundreds of megabytes.
    """

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self._archive, self._part = archive, part
        with archive.open(part) as file:
            prefix = _PREFIX.search(file.read(_HEAD))
        self._prefix = prefix[1] or b"" if prefix else b""
        self._totals: dict[tuple[bytes, ...], int] = {}
        self.window = self._before = b""

    def __iter__(self) -> Iterator[bytes]:
        with self._archive.open(self._part) as file:
            while piece := file.read(_PIECE):
                self.window = self._before + piece
                yield piece
                self._before = self.window[-_OVERLAP:]

    def starts_of(self, tag: str) -> tuple[bytes, ...]:
        """Return the ways in which an element may begin."""
        return tuple(b"<" + self._prefix + tag.encode("ascii") + after for after in (b" ", b">", b"/", b"\n"))

    def without_result(self) -> tuple[bytes, ...]:
        """Return the ways in which the element of a formula may end if no result follows."""
        p = self._prefix
        value = b"<" + p + b"v"
        empty = (value + b"/>", value + b" />", value + b"></" + p + b"v>", b"</" + p + b"c>")
        return tuple(b"</" + p + b"f>" + end for end in empty)

    def row_numbers(self) -> Iterator[int]:
        """Yield the numbers that rows in the present piece say they have, those of the overlap left out."""
        pattern = re.compile(b"<" + re.escape(self._prefix) + _ROW_NUMBER)
        for match in pattern.finditer(self.window):
            if match.end() > len(self._before):
                yield int(match[1])

    def count(self, texts: tuple[bytes, ...]) -> int:
        """Count texts in the present piece; what lies wholly in the overlap was counted with the one before."""
        found = sum(self.window.count(text) - self._before.count(text) for text in texts)
        self._totals[texts] = self._totals.get(texts, 0) + found
        return found

    def total(self, texts: tuple[bytes, ...]) -> int:
        """Return how many were counted so far."""
        return self._totals.get(texts, 0)


def _sheet_facts(path: Path, archive: zipfile.ZipFile, part: str, progress: Progress) -> SheetFacts:
    """Unpack a sheet once and count what it has; refuse it if that is more than can be read."""
    size = max(archive.getinfo(part).file_size, 1)
    pieces = _Pieces(archive, part)
    rows, cells, formulas = pieces.starts_of("row"), pieces.starts_of("c"), pieces.without_result()
    done = since_row = last = 0
    merged: dict[bytes, None] = {}
    for piece in pieces:
        done += len(piece)
        progress.report(done, 10 * size, f"Looking through {path.name}")
        since_row = 0 if pieces.count(rows) else since_row + len(piece)
        for number in pieces.row_numbers():
            if number <= last:
                # They would be read as one row, or left out.
                raise TableError(
                    f"{path.name}: in {part} row {number:,} comes after row {last:,}. "
                    "Open it in a spreadsheet program and save it anew."
                )
            last = number
        pieces.count(cells)
        pieces.count(formulas)
        merged.update(dict.fromkeys(_MERGED.findall(pieces.window)))
        if pieces.total(rows) > MAX_ROWS:
            raise too_many_rows(path.name)
        if pieces.total(cells) > MAX_SHEET_CELLS:
            raise too_large(path.name, f"more than {MAX_SHEET_CELLS:,} cells")
        if since_row > _MAX_ROW_BYTES:
            raise too_large(path.name, f"{_MAX_ROW_BYTES / _MILLION:,.0f} million characters within one row")
        pieces.count(_MARK)
        expected = _MARKS_OF_CELL * pieces.total(cells) + _MARKS_OF_ROW * pieces.total(rows)
        if pieces.total(_MARK) > expected + _MARKS_BESIDE:
            raise too_large(path.name, f"millions of things that are no cells in {part}")
    ranges = tuple(cells_merged.decode("ascii") for cells_merged in merged)
    return SheetFacts(pieces.total(rows), pieces.total(cells), ranges, pieces.total(formulas))
