"""Reading another tool's assignment file, row after row, without keeping more than it needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from borderkit.joining.errors import TableError
from borderkit.joining.read import is_workbook, read_table
from borderkit.joining.read_csv import DELIMITERS, rows_of_text, text_form
from borderkit.joining.table import Origin
from borderkit.layer import UnitLayer
from borderkit.progress import Progress, Silent
from borderkit.takeover.counting import Counter
from borderkit.takeover.districts import districts_of
from borderkit.takeover.errors import TakeoverError
from borderkit.takeover.formats import layout_of
from borderkit.takeover.taken import Taken

#: Half as many again as the state with the most blocks had (Texas in 2010: 914,231).
MAX_ROWS = 1_500_000

Row = tuple[int, list[str]]


def take_over(path: Path, layer: UnitLayer, progress: Progress | None = None) -> Taken:
    """Read an assignment file: of blocks, precincts, tracts or counties, with districts or codes.

    Args:
        path: the file: text with commas, semicolons, tabs or bars, or a workbook (.xlsx).
        layer: the layer whose units are to be assigned.
        progress: what the reading reports to.

    Raises:
        NotAPlanError: if it is no such file.
        TakeoverError: if it cannot be read, or nothing in it belongs to the layer.
        OperationCancelled: if a person asked to stop.

    """
    try:
        origin, rows = _rows(path, progress or Silent())
        first = next(rows, None)
        if first is None:
            raise TakeoverError(f"{path.name} has no rows. Choose another file.")
        layout = layout_of(first[1], path.name)
        counter = Counter(layout, layer)
        counter.count(rows if layout.has_header else chain([first], rows))
    except TableError as error:
        raise TakeoverError(str(error)) from error
    except OSError as error:
        raise TakeoverError(f"{path} cannot be read ({error.strerror or error}). Copy it again.") from error
    if not counter.pieces:
        reason = f" ({counter.not_taken[0].reason})" if counter.not_taken else ""
        raise TakeoverError(
            f"Nothing in {path.name} belongs to the layer {layer.name}{reason}. Choose another file or layer."
        )
    return Taken(
        origin, layout.format, layer, counter.pieces, districts_of(counter.pieces, layer),
        counter.rows, counter.unassigned, tuple(counter.not_taken), counter.notes, counter.levels.called,
    )  # fmt: skip


def _rows(path: Path, progress: Progress) -> tuple[Origin, Iterator[Row]]:
    if is_workbook(path):
        table = read_table(path, progress=progress)
        columns = [column.texts for column in table.columns]
        head = (0, list(table.names))
        body = (
            (int(number), list(cells)) for number, cells in zip(table.rows, zip(*columns, strict=True), strict=True)
        )
        return table.origin, chain([head], body)
    form = text_form(path, progress, max_rows=MAX_ROWS)
    origin = Origin(path.name, encoding=form.encoding.said, delimiter=DELIMITERS.get(form.delimiter, form.delimiter))
    return origin, rows_of_text(path, form, progress)
