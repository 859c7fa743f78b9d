"""Reading a table from a file of text: comma, semicolon, tab or bar between the cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from borderkit.joining.encodings import Detector, Encoding
from borderkit.joining.errors import TableError
from borderkit.joining.limits import MAX_LINE_BYTES, MAX_ROWS, MAX_TEXT_BYTES, too_large, too_many_rows
from borderkit.progress import Progress

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

_PIECE = 1 << 20
_SAMPLE_LINES = 300
_SAMPLE_CHARACTERS = 1_000_000
#: A delimiter that parts this share of the lines alike may be the one.
_MOST = 0.8
#: Some spreadsheets name their delimiter in the first line.
_NAMED = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
_REPORT_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a file of text is written: its encoding, its delimiter, and whether its first line names that."""

    encoding: Encoding
    delimiter: str
    names_delimiter: bool = False


def text_form(path: Path, progress: Progress, *, max_rows: int = MAX_ROWS, max_bytes: int = MAX_TEXT_BYTES) -> TextForm:
    """Look through a file of text without keeping any of it.

    Raises:
        TableError: if it is larger than it may be, or cannot be read.
        OperationCancelled: if a person asked to stop.

    """
    size = path.stat().st_size
    if size > max_bytes:
        raise too_large(path.name, f"{size / 1e6:,.0f} million bytes")
    encoding = _looked_through(path, size, max_rows, progress)
    with _opened(path, encoding.codec) as file:
        sample = file.read(_SAMPLE_CHARACTERS).splitlines()[:_SAMPLE_LINES]
    named = _NAMED.match(sample[0]) if sample else None
    if named:
        return TextForm(encoding, named[1], names_delimiter=True)
    try:
        return TextForm(encoding, _delimiter(sample))
    except csv.Error as error:
        raise _unreadable(path, 1, error) from error


def _looked_through(path: Path, size: int, max_rows: int, progress: Progress) -> Encoding:
    """Return the encoding; refuse a file that has too many lines, or one without end."""
    detector, lines, since_break, done = Detector(), 0, 0, 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            done += len(piece)
            progress.report(done, 2 * size, f"Looking through {path.name}")
            detector.feed(piece)
            breaks = piece.count(b"\n") or piece.count(b"\r")
            lines += breaks
            since_break = since_break + len(piece) if not breaks else len(piece)
            if lines > max_rows:
                raise too_many_rows(path.name, max_rows)
            if since_break > MAX_LINE_BYTES:
                raise too_large(path.name, f"a line of more than {MAX_LINE_BYTES:,} characters")
    return detector.result()


@contextmanager
def _opened(path: Path, codec: str) -> Iterator[TextIOWrapper]:
    """Open a file of text; what its encoding does not have stands as a mark for that."""
    with path.open("r", encoding=codec, errors="replace", newline="") as file:
        yield file


def _delimiter(sample: list[str]) -> str:
    """Return what parts most lines into the same number of cells; among equals, into more of them."""
    lines = [line for line in sample if line.strip()]
    best, found = (0, 0), ","
    for delimiter in DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        if not counts:
            continue
        cells, covered = max(counts.items(), key=lambda item: (item[1], item[0]))
        # Titles and notes around a table are covered by none: what counts is who covers more of the rest.
        rank = (covered, cells) if covered >= _MOST * sum(counts.values()) else (covered // 2, cells)
        if rank > best:
            best, found = rank, delimiter
    return found


def rows_of_text(path: Path, form: TextForm, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each row that is not blank; cells have no blanks around them.

    Raises:
        TableError: if quotation marks are not closed.
        OperationCancelled: if a person asked to stop.

    """
    with _opened(path, form.encoding.codec) as file:
        size = max(path.stat().st_size, 1)
        raw: Any = file.buffer
        if form.names_delimiter:
            file.readline()
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=form.delimiter)
        number = int(form.names_delimiter)
        try:
            for cells in reader:
                number += 1
                if lines.ended_within_row:
                    raise _unclosed(path, reader.line_num - lines.of_row + 1)
                lines.of_row = 0
                if number % _REPORT_EVERY == 0:
                    progress.report(size + min(raw.tell(), size), 2 * size, f"Reading {path.name}")
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield number, stripped
        except csv.Error as error:
            raise _unreadable(path, reader.line_num, error) from error


class _Lines:
    """The lines of a file of text; zero characters, which damaged files hold, are no part of any cell.

    Attributes:
        of_row: how many lines were taken since this was last set to 0: those of one row.
        ended_within_row: whether the file ended before its last row did.

    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.of_row = 0
        self.ended_within_row = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._file, None)
        if line is None:
            self.ended_within_row = self.of_row > 0
            raise StopIteration
        self.of_row += 1
        return line.replace("\0", "") if "\0" in line else line


def _unclosed(path: Path, line: int) -> TableError:
    return TableError(
        f"{path.name}, from line {line:,}: a quotation mark is not closed, so that all the rest stands in one cell. "
        "Close or remove it, and save the table as CSV again."
    )


def _unreadable(path: Path, line: int, error: csv.Error) -> TableError:
    return TableError(
        f"{path.name}, from line {line:,}: the table cannot be read ({error}). Look for a quotation mark that is not "
        "closed, and save it as CSV again."
    )
