"""GeoPackages whose outlines and values are not what they should be."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import geopandas
import shapely

from tests.hostile.case import Case, bind, changed, without, writes
from tests.hostile.geopackages import FAMILY, with_sql
from tests.hostile.shapefile_shapes import NAMED, ROW, UNIT
from tests.hostile.sources import IDS, frame, truth, written


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _outlines()
    yield from _values()


def _outlines() -> Iterator[Case]:
    """Bytes in place of an outline (OGC 12-128r18, 2.1.3)."""
    head = b"GP\0\1" + struct.pack("<i", 4269)
    damage = {
        "empty": b"",
        "a letter": b"x",
        "no GeoPackage's": b"XX\0\1" + bytes(60),
        "only a head": head,
        "of zeros": bytes(200),
        "cut short": head + b"\1\3\0\0\0\1\0\0\0\5\0\0\0" + bytes(30),
        "of two thousand million rings": head + b"\1\3\0\0\0" + b"\xff" * 4 + bytes(40),
        "of two thousand million points": head + b"\1\3\0\0\0\1\0\0\0" + b"\xff" * 4 + bytes(40),
        "of an unknown kind": head + b"\1\x63\0\0\0" + bytes(40),
        "of two thousand million parts": head + b"\1\6\0\0\0" + b"\xff" * 4 + bytes(40),
        "with an unknown box": b"GP\0\x0f" + struct.pack("<i", 4269) + bytes(50),
        "of nested collections": head + b"\1\7\0\0\0\1\0\0\0" * 5000,
        "of another byte order": head + b"\7\3\0\0\0" + bytes(40),
    }
    for what, blob in damage.items():
        yield FAMILY.either(
            f"an outline is {what}",
            with_sql("UPDATE layer SET geom = ? WHERE GEOID = ?", values=(blob, UNIT)),
            differs=("area",),
            told=NAMED,
        )
    yield FAMILY.either(
        "an outline is a text",
        with_sql("UPDATE layer SET geom = ? WHERE GEOID = ?", values=("POLYGON((0 0))", UNIT)),
        differs=("area",),
        told=NAMED,
    )
    yield FAMILY.either(
        "an outline is missing",
        with_sql("UPDATE layer SET geom = NULL WHERE GEOID = ?", values=(UNIT,)),
        truth=lambda: changed(truth(), UNIT, area=0.0),
        told=NAMED,
    )
    yield FAMILY.refused("all outlines are missing", with_sql("UPDATE layer SET geom = NULL"))
    for what, text in {
        "a point": "POINT(-75 38)",
        "a line": "LINESTRING(-75 38, -76 39)",
        "an empty polygon": "POLYGON EMPTY",
        "an empty collection": "GEOMETRYCOLLECTION EMPTY",
        "a collection of a polygon and a point": (
            "GEOMETRYCOLLECTION(POLYGON((-75 38, -74 38, -74 39, -75 38)), POINT(0 0))"
        ),
    }.items():
        yield FAMILY.either(
            f"an outline is {what}",
            writes("layer.gpkg", bind(_mixed, text)),
            differs=("area",),
            told=NAMED,
        )
    yield FAMILY.refused(
        "all are points",
        writes(
            "layer.gpkg",
            lambda: written(
                frame().set_geometry(frame().geometry.apply(lambda whole: whole.representative_point())), ".gpkg"
            )[".gpkg"],
        ),
    )


def _mixed(text: str) -> bytes:
    outlines = frame().geometry.to_numpy().copy()
    outlines[ROW] = shapely.from_wkt(text)
    table = frame().set_geometry(geopandas.GeoSeries(outlines, crs=frame().crs))
    return written(table, ".gpkg", geometry_type="Unknown")[".gpkg"]


def _values() -> Iterator[Case]:
    votes = ("dem_2024", "total_2024", "rep_2024")
    for what, value in {
        "inf": float("inf"),
        "-inf": float("-inf"),
        "missing": None,
        "negative": -7,
        "a fraction": 0.5,
        "enormous": 2**62,
        "text": "many",
        "bytes": b"\0\1\2",
        "an empty text": "",
    }.items():
        yield FAMILY.either(
            f"votes are {what}",
            with_sql("UPDATE layer SET DEM24 = ? WHERE GEOID = ?", values=(value, UNIT)),
            differs=votes,
            told="DEM24|row 3",
        )
    yield FAMILY.either("all votes are inf", with_sql("UPDATE layer SET DEM24 = 9e999"), differs=votes, told="DEM24")
    yield FAMILY.either(
        "all people are enormous, so that their sum is too large",
        with_sql("UPDATE layer SET POP2020 = 1 << 62"),
        differs=("people_2020",),
        told="POP2020",
    )
    yield FAMILY.either(
        "an identifier twice",
        with_sql("UPDATE layer SET GEOID = '10001' WHERE GEOID = '10003'"),
        truth=lambda: without(truth(), IDS[1]),
        differs=("area", "name", "home", "people_2020", "land_m2", *votes),
        told="10001",
    )
    yield FAMILY.refused("an identifier is missing", with_sql("UPDATE layer SET GEOID = NULL WHERE GEOID = '10003'"))
    yield FAMILY.either(
        "an identifier is a number among texts", with_sql("UPDATE layer SET GEOID = 10003 WHERE GEOID = '10003'")
    )
    yield FAMILY.either(
        "an identifier is of bytes", with_sql("UPDATE layer SET GEOID = ? WHERE GEOID = '10003'", values=(b"10003",))
    )
    yield FAMILY.either(
        "a name is no UTF-8",
        with_sql("UPDATE layer SET FULLNAME = CAST(x'446ff161' AS TEXT) WHERE GEOID = '35013'"),
        differs=("name",),
    )
    yield FAMILY.either(
        "a name holds a zero character",
        with_sql("UPDATE layer SET FULLNAME = 'a' || char(0) || 'b' WHERE GEOID = '35013'"),
        differs=("name",),
    )
    yield FAMILY.either(
        "a name of five million letters",
        with_sql("UPDATE layer SET FULLNAME = replace(hex(zeroblob(2500000)), '0', 'x') WHERE GEOID = '35013'"),
        differs=("name",),
    )
    yield FAMILY.opened(
        "a name with markup",
        with_sql("UPDATE layer SET FULLNAME = '<script>alert(1)</script>' WHERE GEOID = '35013'"),
        truth=lambda: changed(truth(), "35013", name="<script>alert(1)</script>"),
    )
    yield FAMILY.opened(
        "three hundred columns",
        with_sql(*(f"ALTER TABLE layer ADD COLUMN F{n} INTEGER DEFAULT {n}" for n in range(290))),
    )
