"""FlatGeobuf files cut short, with bytes changed at random, and with counts that lie."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator

import geopandas

from tests.hostile.case import Case, Family, Make, Route, bind, writes
from tests.hostile.shapefile_bytes import patched
from tests.hostile.shapefile_shapes import damaged, damaged_shapes
from tests.hostile.sources import frame, single, truth, written

FAMILY = Family("flatgeobufs", Route.LAYER, truth)
_SEED, _FLIPS = 3131, 8
_ALL = ("area", "name", "home", "land_m2", "people_2020", "dem_2024", "rep_2024", "total_2024", "id")
_SHAPES = ("an outline that crosses itself", "a hole outside", "a thousand parts", "an outline of absurd size")
#: The magic bytes, and the four with the length of the header after them.
_MAGIC, _HEAD = 8, 12


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for at in (0, 1, 8, 10, 12, 100, 1000, 2015, 2020):
        yield FAMILY.refused(f"cut at byte {at}", _bytes(bind(lambda content, at: content[:at], at)))
    for share in (10, 25, 50, 75, 99):
        yield FAMILY.refused(
            f"cut at {share} per cent", _bytes(bind(lambda content, s: content[: len(content) * s // 100], share))
        )
    for back in (1, 4, 100):
        yield FAMILY.refused(f"cut {back} bytes before its end", _bytes(bind(lambda content, b: content[:-b], back)))
    yield from _heads()
    yield from _features()
    yield from _random()
    for what in _SHAPES:
        expected, outline, told = damaged_shapes()[what]
        yield damaged(FAMILY, what, expected, outline, told, _written)


def _written(table: Callable[[], geopandas.GeoDataFrame]) -> Make:
    return writes("layer.fgb", lambda: written(table(), ".fgb")[".fgb"])


def _bytes(change: Callable[[bytes], bytes]) -> Make:
    return writes("layer.fgb", lambda: change(single(".fgb")))


def _heads() -> Iterator[Case]:
    yield FAMILY.refused("other magic bytes", _bytes(lambda content: patched(content, 0, b"fgb\x02")))
    yield FAMILY.refused("a web page", writes("layer.fgb", lambda: b"<html>" * 50))
    for number in (0, 3, 2000, 10**6, 2**31, 2**32 - 1):
        yield FAMILY.refused(
            f"it says a header of {number} bytes",
            _bytes(bind(lambda content, n: patched(content, _MAGIC, struct.pack("<I", n)), number)),
        )
    for number in (0, 3, 1000, 10_000_000, 2**63):
        yield FAMILY.refused(f"it says it has {number} rows", _bytes(bind(_with_count, number)))
    yield FAMILY.refused("its header is all zeros", _bytes(lambda content: patched(content, _HEAD, bytes(2000))))
    yield FAMILY.refused(
        "its header points beyond itself", _bytes(lambda content: patched(content, _HEAD, struct.pack("<I", 10**6)))
    )
    yield FAMILY.refused(
        "no rows", writes("layer.fgb", lambda: written(frame().iloc[:0], ".fgb", SPATIAL_INDEX="NO")[".fgb"])
    )
    yield FAMILY.opened(
        "without an index", writes("layer.fgb", lambda: written(frame(), ".fgb", SPATIAL_INDEX="NO")[".fgb"])
    )
    yield FAMILY.opened(
        "without a coordinate system",
        writes("layer.fgb", lambda: written(frame().set_crs(None, allow_override=True), ".fgb")[".fgb"]),
        told="coordinate system",
    )


def _with_count(content: bytes, number: int) -> bytes:
    at = content.index(struct.pack("<Q", 9), _HEAD)
    return patched(content, at, struct.pack("<Q", number))


def _first_feature(content: bytes) -> int:
    """Return where the first row begins: after the header and the index of 9 rows (10 nodes of 40 bytes)."""
    (length,) = struct.unpack_from("<I", content, _MAGIC)
    return int(_HEAD + length + 400)


def _features() -> Iterator[Case]:
    for number in (0, 7, 10**5, 2**31 - 1, 2**32 - 1):
        yield FAMILY.refused(
            f"the first row says {number} bytes",
            _bytes(bind(lambda content, n: patched(content, _first_feature(content), struct.pack("<I", n)), number)),
        )
    yield FAMILY.refused(
        "the first row is all zeros", _bytes(lambda content: patched(content, _first_feature(content) + 4, bytes(2000)))
    )
    yield FAMILY.either(
        "the index is all zeros",
        _bytes(lambda content: patched(content, _first_feature(content) - 400, bytes(400))),
        differs=("area",),
    )
    yield FAMILY.either(
        "the index is all ones",
        _bytes(lambda content: patched(content, _first_feature(content) - 400, b"\xff" * 400)),
        differs=("area",),
    )
    yield FAMILY.either("nonsense behind it", _bytes(lambda content: content + b"nonsense" * 100))


def _random() -> Iterator[Case]:
    for number in range(_FLIPS):
        yield FAMILY.either(
            f"random bytes in its header, {number + 1}",
            _bytes(bind(lambda content, n: _scattered(content, n, _HEAD, 2010), number)),
            differs=_ALL,
        )
        yield FAMILY.either(
            f"random bytes in its rows, {number + 1}",
            _bytes(bind(lambda content, n: _scattered(content, -n - 1, _first_feature(content), len(content)), number)),
            differs=_ALL,
        )


def _scattered(content: bytes, number: int, first: int, last: int) -> bytes:
    chance = random.Random(f"{_SEED} {number}")
    for _ in range(3):
        content = patched(content, chance.randrange(first, last), bytes([chance.randrange(256)]))
    return content
