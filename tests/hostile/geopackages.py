"""GeoPackages cut short, with lying tables, broken outlines, views that never end, and values of other kinds."""

from __future__ import annotations

import random
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas

from tests.hostile.case import Case, Family, Make, Route, bind, writes
from tests.hostile.shapefile_bytes import patched
from tests.hostile.shapefile_shapes import damaged, damaged_shapes
from tests.hostile.sources import frame, single, truth, written

FAMILY = Family("geopackages", Route.LAYER, truth)
_SEED, _FLIPS = 1215, 8
_NO_CRS = "coordinate system"
_ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"
_LIST = "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES"


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut()
    yield from _tables()
    yield from _names()
    yield from _views()
    for what, (expected, outline, told) in list(damaged_shapes().items())[::2]:
        yield damaged(FAMILY, what, expected, outline, told, _written)


def _written(table: Callable[[], geopandas.GeoDataFrame]) -> Make:
    return writes("layer.gpkg", lambda: written(table(), ".gpkg")[".gpkg"])


def _bytes(change: Callable[[bytes], bytes]) -> Make:
    return writes("layer.gpkg", lambda: change(single(".gpkg")))


def with_sql(*statements: str, values: tuple[object, ...] = ()) -> Make:
    """Return what writes the GeoPackage after some statements; the last one gets the values."""

    def changed_by_sql(content: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "layer.gpkg"
            path.write_bytes(content)
            database = sqlite3.connect(path, isolation_level=None)
            database.execute("PRAGMA writable_schema = ON")
            database.execute("PRAGMA foreign_keys = OFF")
            triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (trigger,) in triggers:  # they need functions that only GDAL has
                database.execute(f'DROP TRIGGER "{trigger}"')
            for statement in statements[:-1]:
                database.execute(statement)
            database.execute(statements[-1], values)
            database.close()
            return path.read_bytes()

    return _bytes(changed_by_sql)


def _cut() -> Iterator[Case]:
    for at in (0, 1, 16, 50, 100, 4095, 4096, 40_960):
        yield FAMILY.refused(f"cut at byte {at}", _bytes(bind(lambda content, at: content[:at], at)))
    for back in (1, 4096, 20_000):
        yield FAMILY.refused(f"cut {back} bytes before its end", _bytes(bind(lambda content, b: content[:-b], back)))
    yield FAMILY.refused(
        "zeros from the middle on", _bytes(lambda content: content[: len(content) // 2].ljust(len(content), b"\0"))
    )
    yield FAMILY.either("a page of zeros", _bytes(lambda content: patched(content, 4096, bytes(4096))), told=_NO_CRS)
    yield FAMILY.refused("another database", writes("layer.gpkg", _other_database))
    yield FAMILY.refused("a web page", writes("layer.gpkg", lambda: b"<html>" * 100))
    for size in (0, 1, 511, 512):
        yield FAMILY.either(
            f"it says pages of {size} bytes",
            _bytes(bind(lambda content, s: patched(content, 16, struct.pack(">H", s)), size)),
        )
    yield FAMILY.either("it says it was never changed", _bytes(lambda content: patched(content, 24, bytes(4))))
    yield FAMILY.either(
        "it does not say that it is a GeoPackage", _bytes(lambda content: patched(content, 68, bytes(4)))
    )
    yield FAMILY.either("it says that a journal is kept", _bytes(lambda content: patched(content, 18, b"\2\2")))
    yield FAMILY.either("a journal of nonsense lies beside it", _with_beside("-wal", b"\x37\x7f\x06\x82" + bytes(5000)))
    yield FAMILY.either(
        "a journal to be rolled back lies beside it",
        _with_beside("-journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(5000)),
    )
    for number in range(_FLIPS):
        yield FAMILY.either(
            f"random bytes in its first pages, {number + 1}",
            _bytes(bind(_scattered, number)),
            differs=("area", "name", "home", "land_m2", "people_2020", "dem_2024", "rep_2024", "total_2024", "id"),
        )


def _other_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "a.db")
        database.execute("CREATE TABLE things (id INTEGER)")
        database.commit()
        database.close()
        return (Path(folder) / "a.db").read_bytes()


def _with_beside(ending: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / f"layer.gpkg{ending}").write_bytes(content)
        return _bytes(lambda whole: whole)(folder)

    return make


def _scattered(content: bytes, number: int) -> bytes:
    chance = random.Random(f"{_SEED} {number}")
    for _ in range(3):
        content = patched(content, chance.randrange(3 * 4096), bytes([chance.randrange(256)]))
    return content


def _tables() -> Iterator[Case]:
    for table in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys", "layer"):
        yield FAMILY.refused(f"without the table {table}", with_sql(f"DROP TABLE {table}"))
    for table in ("gpkg_ogr_contents", "gpkg_extensions", "rtree_layer_geom"):
        yield FAMILY.either(f"without the table {table}", with_sql(f"DROP TABLE IF EXISTS {table}"))
    yield FAMILY.refused("the list of contents is empty", with_sql("DELETE FROM gpkg_contents"))
    yield FAMILY.refused(
        "the list names a table that is not there", with_sql("UPDATE gpkg_contents SET table_name = 'gone'")
    )
    yield FAMILY.refused("the list says it holds pictures", with_sql("UPDATE gpkg_contents SET data_type = 'tiles'"))
    for number in (0, 3, 10_000_000, -1, 2**62):
        yield FAMILY.opened(
            f"it says it has {number} rows",
            with_sql("UPDATE gpkg_ogr_contents SET feature_count = ?", values=(number,)),
            told="rows" if number > 0 else "",
        )
    for what, number in {"unknown": 99_999, "-1": -1, "0": 0}.items():
        yield FAMILY.either(
            f"its coordinate system is {what}",
            with_sql("UPDATE gpkg_geometry_columns SET srs_id = ?", values=(number,)),
            told=_NO_CRS,
        )
    yield FAMILY.either(
        "its coordinate system is defined by nonsense",
        with_sql("UPDATE gpkg_spatial_ref_sys SET definition = 'nonsense', organization = 'x'"),
    )
    yield FAMILY.refused("no rows", with_sql("DELETE FROM layer"))
    yield FAMILY.either(
        "it says that it has points", with_sql("UPDATE gpkg_geometry_columns SET geometry_type_name = 'POINT'")
    )
    yield FAMILY.either(
        "its box is nan", with_sql("UPDATE gpkg_contents SET min_x = 'nan', max_x = 1e999, min_y = NULL")
    )


def _names() -> Iterator[Case]:
    for what, name in {
        "markup": "<b>a</b>",
        "a path": "../../etc",
        "SQL": 'a"; DROP TABLE gpkg_contents; --',
        "a line break": "a\nb",
        "not ASCII": "县",
        "blanks": " ",
    }.items():
        yield FAMILY.opened(f"the layer's name is {what}", _renamed(name))
    for what, name in {
        "markup": "<b>a</b>",
        "a path": "../a/b",
        "quotes": "a\"b'c",
        "SQL": "a) VALUES (1); --",
        "a line break": "a\nb",
        "very long": "x" * 5000,
    }.items():
        yield FAMILY.either(
            f"a field's name is {what}",
            writes("layer.gpkg", bind(lambda n: written(frame().assign(**{n: 1}), ".gpkg")[".gpkg"], name)),
        )
    yield FAMILY.opened(
        "the file's name has markup and quotes",
        lambda folder: _bytes(lambda content: content)(folder).rename(folder / "<a href='x'>?&#.gpkg"),
    )


def _renamed(name: str) -> Make:
    text, table = name.replace("'", "''"), name.replace('"', '""')
    lists = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents")
    return with_sql(
        "DROP TABLE IF EXISTS rtree_layer_geom", "DELETE FROM gpkg_extensions",
        *(f"UPDATE {one} SET table_name = '{text}'" for one in lists),  # noqa: S608 - a file of our own
        f'ALTER TABLE layer RENAME TO "{table}"',
    )  # fmt: skip


def _views() -> Iterator[Case]:
    for what, query in {
        "never ends": f"{_ENDLESS} SELECT n, n AS GEOID, NULL AS geom FROM t",  # noqa: S608 - a file of our own
        "is huge": "SELECT fid, zeroblob(900000000) AS GEOID, geom FROM layer",
    }.items():
        yield FAMILY.refused(
            f"its only layer is a view that {what}",
            with_sql(
                "ALTER TABLE layer RENAME TO other", f"CREATE VIEW layer AS {query.replace('FROM layer', 'FROM other')}"
            ),
        )
    yield FAMILY.either(
        "a column is computed",
        with_sql("ALTER TABLE layer ADD COLUMN big TEXT GENERATED ALWAYS AS (hex(zeroblob(400000000)))"),
    )
    yield FAMILY.either(
        "a second layer is a view that never ends",
        with_sql(
            f"CREATE VIEW v AS {_ENDLESS} SELECT n FROM t",  # noqa: S608
            f"{_LIST} ('v', 'attributes', 'v', 0)",
        ),
        told="v",
    )
    yield FAMILY.either(
        "a trigger fires on reading", with_sql("CREATE TRIGGER t AFTER UPDATE ON layer BEGIN DELETE FROM layer; END")
    )
    yield FAMILY.opened(
        "a table of notes beside the layer",
        with_sql(
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)",
            f"{_LIST} ('notes', 'attributes', 'notes', 0)",
        ),
    )
