"""The files that make up a shapefile: are they all there, and whole.

GDAL reads on where a .shp ends early, and gives rows without outlines; where the .dbf has fewer rows than the .shx, it
gives fewer rows. So the headers and the index are looked at first. What lies where in them: "ESRI Shapefile Technical
Description" (1998) for .shp and .shx, and the dBASE III description for .dbf.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.own_layer.limits import (
    MAX_BYTES,
    MAX_TABLE_BYTES,
    require_bytes,
    require_fields,
    require_rows,
)

_HEADER = 100
_MAGIC = b"\x00\x00\x27\x0a"
_DBF_HEADER, _DBF_FIELD = 32, 32
_END_OF_FIELDS = 0x0D
_DELETED: Final = 0x2A
_NOT_DELETED: Final = 0x20
#: GDAL reads shorter columns without decimals as whole numbers.
_TOO_LONG_FOR_WHOLE = 19
_NULL_SHAPE = 0
_POLYGONS, _LINES, _POINTS, _MULTIPOINTS, _PATCHES = (5, 15, 25), (3, 13, 23), (1, 11, 21), (8, 18, 28), (31,)
_KNOWN_SHAPES = (_NULL_SHAPE, *_POLYGONS, *_LINES, *_POINTS, *_MULTIPOINTS, *_PATCHES)
#: Bytes of a record of polygons up to its counts of parts and points, and with them.
_COUNTS_AT, _BEFORE_PARTS = 36, 44
#: So many records are looked at in one go.
_BLOCK = 50_000
_NEEDED = ((".shx", "the index of the shapes"), (".dbf", "the identifiers and figures"))
_COPY = "Copy the whole set of files again."


@dataclass(frozen=True, slots=True)
class NumberField:
    """Where a column of numbers lies in a record of a .dbf.

    Attributes:
        position: among all columns.
        start: its first byte.
        length: in bytes.
        whole: whether GDAL reads it as whole numbers.

    """

    position: int
    start: int
    length: int
    whole: bool


@dataclass(frozen=True, slots=True)
class TableHead:
    """How the records of a .dbf lie in it.

    Attributes:
        rows: as the header says.
        start: where the records begin, in bytes.
        width: bytes of a record.
        language: the byte that names the encoding; 0 where it does not.
        texts: where the fields of text lie within a record: first byte and how many.
        numbers: where those of numbers lie.
        names: of all fields, as bytes.

    """

    rows: int
    start: int
    width: int
    language: int
    texts: tuple[tuple[int, int], ...]
    numbers: tuple[NumberField, ...]
    names: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ShapefileFacts:
    """A whole shapefile.

    Attributes:
        parts: its files, by ending (".dbf").
        table: how its .dbf is laid out.
        rows: how many it has, without deleted ones.
        deleted: how many its .dbf marks as deleted; GDAL leaves them out.
        kept: for each row of the files, whether it is left.
        outlined: for each row that is left, whether the .shp has an outline for it.

    """

    parts: Mapping[str, Path]
    table: TableHead
    rows: int
    deleted: int
    kept: NDArray[np.bool_]
    outlined: NDArray[np.bool_]


def set_of(path: Path) -> dict[str, Path]:
    """Return the files of a shapefile by ending in small letters, however they are written on disk."""
    beside = {path.suffix.lower(): path}
    for file in sorted(path.parent.iterdir()):
        if file.stem == path.stem and file.is_file():
            beside.setdefault(file.suffix.lower(), file)
    return beside


def look_through(path: Path, where: str) -> ShapefileFacts:
    """Look through the files of a shapefile.

    Args:
        path: the .shp.
        where: what messages call it.

    Raises:
        LayerError: if a file is missing or damaged, naming the first row that is.

    """
    try:
        parts = set_of(path)
        stem = where[: -len(path.suffix)] if where.lower().endswith(".shp") else path.stem
        for ending, holds in _NEEDED:
            if ending not in parts:
                raise LayerError(f"{where} has no {stem}{ending} beside it, which holds {holds}. {_COPY}")
        table = _read_table_head(parts[".dbf"], f"{stem}.dbf")
        require_bytes(where, path.stat().st_size, MAX_BYTES)
        index = _read_index(parts[".shx"], f"{stem}.shx")
        if len(index) != table.rows:
            raise LayerError(
                f"{where} has {len(index):,} shapes, but {stem}.dbf has {table.rows:,} rows. They do not belong "
                f"together, or one is cut short. {_COPY}"
            )
        require_rows(where, table.rows)
        outlined = _check_shapes(path, where, index)
        kept = ~_deleted_rows(parts[".dbf"], f"{stem}.dbf", table)
    except (OSError, struct.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise LayerError(f"{where} cannot be read ({reason}). Check that you may open all its files.") from error
    return ShapefileFacts(parts, table, int(kept.sum()), int((~kept).sum()), kept, outlined[kept])


def _read_table_head(path: Path, where: str) -> TableHead:
    size = path.stat().st_size
    require_bytes(where, size, MAX_TABLE_BYTES)
    with path.open("rb") as file:
        head = file.read(_DBF_HEADER)
        if len(head) < _DBF_HEADER:
            raise LayerError(f"{where} is cut short: it has not even its heading. {_COPY}")
        rows, start, width = struct.unpack("<IHH", head[4:12])
        described = file.read(max(start - _DBF_HEADER, 0))
    fields = list(_fields(described))
    # A byte ends the list of fields, and a record begins with one that marks it as deleted. Where the lengths do not
    # add up, GDAL would read all cells from a wrong place on.
    if (
        not fields
        or len(described) < start - _DBF_HEADER
        or start <= _DBF_HEADER + _DBF_FIELD * len(fields)
        or width != 1 + sum(length for _, _, length, _ in fields)
    ):
        raise LayerError(f"{where} is damaged: its heading does not describe its rows. {_COPY}")
    require_fields(where, len(fields))
    if start + rows * width > size:
        held = max(size - start, 0) // width
        raise LayerError(f"{where} is cut short: it announces {rows:,} rows and holds {held:,}. {_COPY}")
    texts, numbers, at = [], [], 1
    for position, (_, kind, length, decimals) in enumerate(fields):
        if kind == b"C":
            texts.append((at, length))
        elif kind in (b"N", b"F"):
            numbers.append(NumberField(position, at, length, decimals == 0 and length < _TOO_LONG_FOR_WHOLE))
        at += length
    return TableHead(rows, start, width, head[29], tuple(texts), tuple(numbers), tuple(name for name, *_ in fields))


def _fields(described: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
    """Yield name, kind, length and decimals of each field."""
    for at in range(0, len(described) - _DBF_FIELD + 1, _DBF_FIELD):
        field = described[at : at + _DBF_FIELD]
        if field[0] == _END_OF_FIELDS:
            return
        yield field[:11].partition(b"\x00")[0], field[11:12], field[16], field[17]


def _read_index(path: Path, where: str) -> NDArray[np.int64]:
    """Return where the shapes begin and how long they are, in bytes, (n, 2)."""
    content = path.read_bytes()
    if len(content) < _HEADER or content[:4] != _MAGIC:
        raise LayerError(f"{where} is no index of a shapefile. {_COPY}")
    announced = 2 * struct.unpack(">i", content[24:28])[0]
    if announced > len(content) or announced < _HEADER:
        raise LayerError(f"{where} is cut short: it is {len(content):,} bytes long, not {announced:,}. {_COPY}")
    entries = np.frombuffer(content[_HEADER:announced], dtype=">i4", count=(announced - _HEADER) // 8 * 2)
    return 2 * entries.astype(np.int64).reshape(-1, 2)


def _check_shapes(path: Path, where: str, index: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Check the head of each shape, and return which have an outline."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEADER)
    if len(head) < _HEADER or head[:4] != _MAGIC:
        raise LayerError(f"{where} is no shapefile, or cut short within its heading. {_COPY}")
    announced, kind = 2 * struct.unpack(">i", head[24:28])[0], struct.unpack("<i", head[32:36])[0]
    if announced > 0 and size < announced:
        raise LayerError(f"{where} is cut short: it is {size:,} bytes long, not {announced:,}. {_COPY}")
    if kind not in _KNOWN_SHAPES:
        raise LayerError(f"{where} holds shapes of a kind that does not exist ({kind}). {_COPY}")
    outlined = np.zeros(len(index), dtype=np.bool_)
    if len(index) == 0:
        return outlined
    # From here on, what the index says is checked before it is followed.
    ends = index[:, 0] + 8 + index[:, 1]
    _refuse_first((index[:, 0] < _HEADER) | (index[:, 1] < 4) | (ends > size), where, "lies beyond the end of the file")
    content = np.memmap(path, dtype=np.uint8, mode="r")
    for first in range(0, len(index), _BLOCK):
        rows = slice(first, first + _BLOCK)
        outlined[rows] = _check_block(content, index[rows], where, first)
    return outlined


def _check_block(content: NDArray[np.uint8], index: NDArray[np.int64], where: str, first: int) -> NDArray[np.bool_]:
    starts, lengths = index[:, 0] + 8, index[:, 1]
    kinds = _numbers_at(content, starts)
    _refuse_first(~np.isin(kinds, _KNOWN_SHAPES), where, "is of a kind that does not exist", first)
    outlined = np.asarray(kinds != _NULL_SHAPE)
    in_parts = np.isin(kinds, (*_POLYGONS, *_LINES))
    _refuse_first(in_parts & (lengths < _BEFORE_PARTS), where, "is shorter than any outline", first)
    counted = np.flatnonzero(in_parts)
    parts = _numbers_at(content, starts[counted] + _COUNTS_AT)
    points = _numbers_at(content, starts[counted] + _COUNTS_AT + 4)
    wrong = np.zeros(len(index), dtype=np.bool_)
    wrong[counted] = (parts < 0) | (points < 0) | (_BEFORE_PARTS + 4 * parts + 16 * points > lengths[counted])
    _refuse_first(wrong, where, "announces more points than it has", first)
    outlined[counted] = (parts > 0) & (points > 0)
    return outlined


def _numbers_at(content: NDArray[np.uint8], positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the four-byte numbers that begin at positions, the lowest byte first."""
    numbers = content[positions[:, None] + np.arange(4)].copy().view("<i4")[:, 0]
    return np.asarray(numbers, dtype=np.int64)


def _refuse_first(wrong: NDArray[np.bool_], where: str, what: str, first: int = 0) -> None:
    rows = np.flatnonzero(wrong)
    if len(rows):
        raise LayerError(f"{where} is damaged or cut short: the shape of row {first + rows[0] + 1:,} {what}. {_COPY}")


def _deleted_rows(path: Path, where: str, table: TableHead) -> NDArray[np.bool_]:
    if table.rows == 0:
        return np.zeros(0, dtype=np.bool_)
    records = np.memmap(path, dtype=np.uint8, mode="r", offset=table.start, shape=(table.rows, table.width))
    deleted = np.asarray(records[:, 0] == _DELETED)
    unmarked = np.flatnonzero(~deleted & (records[:, 0] != _NOT_DELETED))
    if len(unmarked):
        raise LayerError(f"{where} is damaged: row {unmarked[0] + 1:,} does not begin where its heading says. {_COPY}")
    return deleted
