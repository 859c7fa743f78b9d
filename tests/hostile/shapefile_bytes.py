"""The files of a shapefile as bytes: where things lie in them, and writing them in another way.

After ESRI's "Shapefile Technical Description" (1998) and the description of dBASE III.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.case import Make
from tests.hostile.sources import shapefile

Parts = dict[str, bytes]

#: Of a .shp and .shx: where the length stands, the version, the kind of shapes, and the box.
LENGTH, VERSION, KIND, BOX = 24, 28, 32, 36
HEADER = 100
#: Of a record of a .shp, after its eight bytes of number and length: kind, box, counts of parts and points, parts.
IN_RECORD = {"kind": 0, "box": 4, "parts": 36, "points": 40, "first part": 44}
DBF_ROWS, DBF_START, DBF_WIDTH, DBF_LANGUAGE, DBF_FIELDS = 4, 8, 10, 29, 32


def as_set(change: Callable[[Parts], object], stem: str = "layer", *, all_columns: bool = False) -> Make:
    """Return what writes the shapefile after a change of its files, and gives the .shp."""

    def make(folder: Path) -> Path:
        parts = dict(shapefile(all_columns))
        change(parts)
        for ending, content in parts.items():
            (folder / f"{stem}{ending}").write_bytes(content)
        return folder / f"{stem}.shp"

    return make


def patched(content: bytes, at: int, new: bytes) -> bytes:
    """Return a content with other bytes at a position."""
    return content[:at] + new + content[at + len(new) :]


def patch(ending: str, at: int, new: bytes) -> Callable[[Parts], None]:
    """Return a change that puts other bytes into one of the files."""

    def change(parts: Parts) -> None:
        parts[ending] = patched(parts[ending], at, new)

    return change


def cut(ending: str, where: Callable[[bytes], int]) -> Callable[[Parts], None]:
    """Return a change that ends one of the files early."""

    def change(parts: Parts) -> None:
        parts[ending] = parts[ending][: where(parts[ending])]

    return change


def replace(**files: bytes) -> Callable[[Parts], None]:
    """Return a change that gives files, named by their ending without the point, another content."""

    def change(parts: Parts) -> None:
        parts.update({f".{ending}": content for ending, content in files.items()})

    return change


def records(shp: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the content of each record of a .shp begins, and how long it is, in bytes."""
    at = HEADER
    while at < len(shp):
        length = 2 * struct.unpack_from(">i", shp, at + 4)[0]
        yield at + 8, length
        at += 8 + length


def record(shp: bytes, row: int) -> int:
    """Return where the content of a record of a .shp begins."""
    return list(records(shp))[row][0]


def patch_record(row: int, what: str, new: bytes) -> Callable[[Parts], None]:
    """Return a change that puts other bytes into a record of the .shp."""

    def change(parts: Parts) -> None:
        parts[".shp"] = patched(parts[".shp"], record(parts[".shp"], row) + IN_RECORD[what], new)

    return change


def first_point(shp: bytes, row: int) -> int:
    """Return where the first point of a record of one ring or several begins."""
    begins = record(shp, row)
    (parts,) = struct.unpack_from("<i", shp, begins + IN_RECORD["parts"])
    return int(begins + IN_RECORD["first part"] + 4 * parts)


def field(dbf: bytes, name: str) -> tuple[int, int, int]:
    """Return where a field of a .dbf is described, where it begins in a record, and how long it is."""
    at, begins = DBF_FIELDS, 1
    while dbf[at] != 0x0D:
        length = dbf[at + 16]
        if dbf[at : at + 11].split(b"\0")[0] == name.encode():
            return at, begins, length
        at, begins = at + 32, begins + length
    raise KeyError(name)


def row(dbf: bytes, number: int) -> int:
    """Return where a record of a .dbf begins."""
    start, width = struct.unpack_from("<HH", dbf, DBF_START)
    return int(start + number * width)


def cell(number: int, name: str, text: bytes) -> Callable[[Parts], None]:
    """Return a change that writes a cell of the .dbf, filled up with blanks."""

    def change(parts: Parts) -> None:
        dbf = parts[".dbf"]
        _, begins, length = field(dbf, name)
        assert len(text) <= length, (text, length)
        parts[".dbf"] = patched(dbf, row(dbf, number) + begins, text.ljust(length))

    return change


def both(*changes: Callable[[Parts], object]) -> Callable[[Parts], None]:
    """Return several changes, one after the other."""

    def change(parts: Parts) -> None:
        for each in changes:
            each(parts)

    return change
