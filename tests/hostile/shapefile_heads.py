"""Shapefiles whose headers lie: lengths, counts, kinds and places that are not so, and bytes changed at random."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator

from tests.hostile.case import Case, Family, Route
from tests.hostile.shapefile_bytes import (
    BOX,
    DBF_FIELDS,
    DBF_LANGUAGE,
    DBF_ROWS,
    DBF_START,
    DBF_WIDTH,
    HEADER,
    KIND,
    LENGTH,
    VERSION,
    Parts,
    as_set,
    both,
    field,
    patch,
    patch_record,
    patched,
    record,
    row,
)
from tests.hostile.sources import IDS, truth

FAMILY = Family("shapefile headers", Route.LAYER, truth)
_MOST = 2**31 - 1
_SEED, _FLIPS = 1912, 8


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _shp_header()
    yield from _shx()
    yield from _shp_records()
    yield from _dbf_header()
    yield from _dbf_fields()
    yield from _random()


def _int(number: int, form: str = "<i") -> bytes:
    return struct.pack(form, number)


def _shp_header() -> Iterator[Case]:
    for number in (0, 49, 50, 1000, _MOST, -1):
        # The .shx says where the shapes are, so that GDAL can do without.
        yield FAMILY.either(f"shp says a length of {number} words", as_set(patch(".shp", LENGTH, _int(number, ">i"))))
    for number in (0, 999, 1001, -1):
        yield FAMILY.either(f"shp says version {number}", as_set(patch(".shp", VERSION, _int(number))))
    for number in (0, 1, 3, 15, 31, 99, -5):
        yield FAMILY.either(f"shp says kind {number}", as_set(patch(".shp", KIND, _int(number))))
    for what, box in {
        "of nan": (float("nan"),) * 4,
        "without end": (float("-inf"),) * 2 + (float("inf"),) * 2,
        "of zeros": (0.0,) * 4,
        "turned round": (180.0, 90.0, -180.0, -90.0),
        "far away": (1e300, 1e300, 1e301, 1e301),
    }.items():
        yield FAMILY.opened(f"shp with a box {what}", as_set(patch(".shp", BOX, struct.pack("<4d", *box))))


def _shx() -> Iterator[Case]:
    for number in (0, 50, 51, 58, _MOST, -1):
        yield FAMILY.refused(f"shx says a length of {number} words", as_set(patch(".shx", LENGTH, _int(number, ">i"))))
    for what, words in {
        "0": 0,
        "in the header": 20,
        "beyond the end": 10**8,
        "negative": -50,
        "the largest": _MOST,
    }.items():
        yield FAMILY.refused(f"shx with a place that is {what}", as_set(patch(".shx", HEADER + 8, _int(words, ">i"))))
    for what, words in {"0": 0, "one too small": 4, "too large": 10**8, "negative": -8, "the largest": _MOST}.items():
        yield FAMILY.refused(f"shx with a length that is {what}", as_set(patch(".shx", HEADER + 12, _int(words, ">i"))))
    yield FAMILY.either("shx with all places the same", as_set(_same_places), differs=("area",))
    yield FAMILY.either("shx with its places turned round", as_set(_turned_places), differs=("area",))
    yield FAMILY.refused("shx with places between records", as_set(_places_between))


def _same_places(parts: Parts) -> None:
    shx = parts[".shx"]
    parts[".shx"] = shx[:HEADER] + shx[HEADER : HEADER + 8] * len(IDS)


def _turned_places(parts: Parts) -> None:
    shx = parts[".shx"]
    entries = [shx[at : at + 8] for at in range(HEADER, len(shx), 8)]
    parts[".shx"] = shx[:HEADER] + b"".join(reversed(entries))


def _places_between(parts: Parts) -> None:
    shx = bytearray(parts[".shx"])
    for at in range(HEADER + 8, len(shx), 8):
        (words,) = struct.unpack_from(">i", shx, at)
        struct.pack_into(">i", shx, at, words + 33)
    parts[".shx"] = bytes(shx)


def _shp_records() -> Iterator[Case]:
    for number in (0, 1, -1, 7, 10**6, _MOST):
        change = _record_length(number)
        yield FAMILY.either(f"a record of the shp says a length of {number} words", as_set(change))
    yield FAMILY.opened("records of the shp have other numbers", as_set(_numbered_otherwise))
    for number in (-1, -(2**31), 2, 10**6, _MOST):
        yield FAMILY.refused(f"a shape says {number} parts", as_set(patch_record(2, "parts", _int(number))))
    for number in (-1, 2**27, _MOST):
        yield FAMILY.refused(f"a shape says {number} points", as_set(patch_record(2, "points", _int(number))))
    for number in (0, 1, 3):
        yield FAMILY.either(
            f"a shape says {number} points",
            as_set(patch_record(2, "points", _int(number))),
            differs=("area",),
            told=r"10005|row 3|\b1 ",
        )
    for number in (-1, 5, 10**6, _MOST):
        yield FAMILY.either(
            f"a part begins at point {number}",
            as_set(patch_record(2, "first part", _int(number))),
            differs=("area",),
            told=r"10005|row 3|\b1 ",
        )
    for number in (99, -1, 2, _MOST):
        yield FAMILY.refused(f"a shape is of kind {number}", as_set(patch_record(3, "kind", _int(number))))
    for number in (15, 25):
        yield FAMILY.either(
            f"a shape is of kind {number}, the others not",
            as_set(patch_record(3, "kind", _int(number))),
            differs=("area",),
        )
    yield FAMILY.either(
        "a shape with a box of nan", as_set(patch_record(3, "box", struct.pack("<4d", *[float("nan")] * 4)))
    )
    yield FAMILY.either("a shape with a box elsewhere", as_set(patch_record(3, "box", struct.pack("<4d", 0, 0, 1, 1))))


def _record_length(words: int) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[".shp"] = patched(parts[".shp"], record(parts[".shp"], 1) - 4, _int(words, ">i"))

    return change


def _numbered_otherwise(parts: Parts) -> None:
    for number in range(len(IDS)):
        parts[".shp"] = patched(parts[".shp"], record(parts[".shp"], number) - 8, _int(7 - number, ">i"))


def _dbf_header() -> Iterator[Case]:
    rows = len(IDS)
    for number in (0, 1, rows - 1, rows + 1, 10_000_000, 2**32 - 1):
        yield FAMILY.refused(f"dbf says {number} rows", as_set(patch(".dbf", DBF_ROWS, _int(number, "<I"))))
    for number in (0, 32, 33, 96, 288, 290, 40_000, 65_535):
        yield FAMILY.refused(
            f"dbf says its rows begin at {number}", as_set(patch(".dbf", DBF_START, _int(number, "<H")))
        )
    for number in (0, 1, 294, 296, 65_535):
        yield FAMILY.refused(f"dbf says rows of {number} bytes", as_set(patch(".dbf", DBF_WIDTH, _int(number, "<H"))))
    for number in (0x00, 0x83, 0x30, 0xFF):
        yield FAMILY.either(f"dbf says version {number:#04x}", as_set(patch(".dbf", 0, bytes([number]))))
    yield FAMILY.either("dbf says it is encrypted", as_set(patch(".dbf", 15, b"\1")))
    yield FAMILY.either("dbf says a date that is none", as_set(patch(".dbf", 1, b"\xff\xff\xff")))
    for number in (0x01, 0x7A, 0xC9, 0xFF):
        change = patch(".dbf", DBF_LANGUAGE, bytes([number]))
        yield FAMILY.opened(f"dbf says language {number:#04x}, the cpg UTF-8", as_set(change))
    yield FAMILY.refused("dbf and shx of ten million rows, announced", as_set(both(_announced_shx, _announced_dbf)))


def _announced_dbf(parts: Parts) -> None:
    parts[".dbf"] = patched(parts[".dbf"], DBF_ROWS, _int(10_000_000, "<I"))


def _announced_shx(parts: Parts) -> None:
    parts[".shx"] = patched(parts[".shx"], LENGTH, _int(50 + 40_000_000, ">i"))


def _dbf_fields() -> Iterator[Case]:
    described = {"name": 0, "kind": 11, "length": 16, "decimals": 17}
    damage: dict[str, tuple[str, bytes]] = {
        "the name of GEOID is empty": ("name", bytes(11)),
        "the name of GEOID has no end": ("name", b"GEOIDGEOIDG"),
        "the name of GEOID is no text": ("name", b"\xff\xfe\xfd\xfc\x80" + bytes(6)),
        "the name of GEOID is markup": ("name", b"<b>id</b>\0\0"),
        "the name of GEOID is a path": ("name", b"../../id\0\0\0"),
        "the name of GEOID is another field's": ("name", b"STUSPS".ljust(11, b"\0")),
        "GEOID is of an unknown kind": ("kind", b"Q"),
        "GEOID is of kind zero": ("kind", b"\0"),
        "GEOID is a memo": ("kind", b"M"),
        "GEOID is logical": ("kind", b"L"),
        "GEOID is a date": ("kind", b"D"),
        "GEOID is a number": ("kind", b"N"),
        "GEOID is a float": ("kind", b"F"),
        "GEOID has length 0": ("length", b"\0"),
        "GEOID has length 1": ("length", b"\1"),
        "GEOID has length 255": ("length", b"\xff"),
        "GEOID has 200 decimals": ("decimals", b"\xc8"),
    }
    for what, (where, new) in damage.items():
        change = patch(".dbf", DBF_FIELDS + described[where], new)
        # One name that is no UTF-8 throws doubt on all text.
        doubt = what == "the name of GEOID is no text"
        yield FAMILY.either(
            f"dbf: {what}", as_set(change), differs=("name",) if doubt else (), told="UTF-8" if doubt else ""
        )
    yield FAMILY.refused("dbf: POP2020 has length 255", as_set(lambda parts: _described(parts, 16, b"\xff")))
    yield FAMILY.either(
        "dbf: POP2020 has more decimals than digits", as_set(lambda parts: _described(parts, 17, b"\x63"))
    )
    yield FAMILY.refused("dbf: the list of fields ends at once", as_set(patch(".dbf", DBF_FIELDS, b"\r")))
    yield FAMILY.either("dbf: the list of fields has no end", as_set(_no_end))
    yield FAMILY.either("dbf: an end mark stands before the last row", as_set(_early_end))


def _described(parts: Parts, at: int, new: bytes) -> None:
    parts[".dbf"] = patched(parts[".dbf"], field(parts[".dbf"], "POP2020")[0] + at, new)


def _no_end(parts: Parts) -> None:
    parts[".dbf"] = patched(parts[".dbf"], row(parts[".dbf"], 0) - 1, b"\0")


def _early_end(parts: Parts) -> None:
    # The mark of a row that is not deleted is a blank; the end mark in its place is no harm to who counts rows.
    parts[".dbf"] = patched(parts[".dbf"], row(parts[".dbf"], len(IDS) - 1), b"\x1a")


def _random() -> Iterator[Case]:
    for ending, size in ((".shp", HEADER), (".shx", HEADER + 8 * len(IDS)), (".dbf", 289)):
        for number in range(_FLIPS):
            yield FAMILY.either(
                f"random bytes in the head of the {ending[1:]}, {number + 1}", as_set(_scattered(ending, size, number)),
                differs=("area", "name", "home", "land_m2", "people_2020", "dem_2024", "rep_2024", "total_2024", "id"),
            )  # fmt: skip


def _scattered(ending: str, size: int, number: int) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        chance = random.Random(f"{_SEED} {ending} {number}")
        for _ in range(chance.choice((1, 1, 2, 4))):
            parts[ending] = patched(parts[ending], chance.randrange(size), bytes([chance.randrange(256)]))

    return change
