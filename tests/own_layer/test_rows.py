"""Rows come as they stand in the file, all of them or a refusal; text is kept readable whatever its encoding."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import re
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely

from borderkit.errors import LayerError, OperationCancelled
from borderkit.own_layer import reading
from borderkit.own_layer.probing import probe
from borderkit.own_layer.recipe import FigureUse, Measure
from borderkit.own_layer.rows import Rows, read_rows
from borderkit.own_layer.unit_figures import figures_of
from tests.own_layer.files import (
    DRIVERS,
    NAMES,
    feature,
    geojson,
    geopackage_with,
    kml,
    layer_file,
    placemark,
    shapefile_with,
    units,
)


def rows_of(path: Path, encoding: str = "", **options: object) -> Rows:
    """Probe a file and read its first layer."""
    found = probe(path)
    return read_rows(found, found.layers[0].name, encoding, **options)  # type: ignore[arg-type]


def refusal(path: Path) -> str:
    """Return what a person is told when a file is refused, at once or when it is read."""
    with pytest.raises(LayerError) as caught:
        rows_of(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("ending", DRIVERS)
def test_rows_come_as_they_were_written(tmp_path: Path, ending: str) -> None:
    rows = rows_of(layer_file(tmp_path, ending))
    order = np.argsort(rows.columns["GEOID"])
    assert list(rows.columns["GEOID"][order]) == list(units()["GEOID"])
    assert shapely.equals(rows.geometries[order], units().geometry.to_numpy()).all()
    if ending != ".kml":
        assert list(rows.columns["NAME"][order]) == list(NAMES)
        assert rows.columns["POP"].dtype == np.int64
        assert rows.columns["SHARE"].dtype == np.float64
        assert rows.columns["POP"].sum() == 15_000
        assert rows.crs == "EPSG:4269"
    assert rows.remarks == ()


@pytest.mark.parametrize("ending", DRIVERS)
def test_the_first_rows_and_some_fields_are_enough_for_a_preview(tmp_path: Path, ending: str) -> None:
    field = "Name" if ending == ".kml" else "NAME"
    rows = rows_of(layer_file(tmp_path, ending), limit=2, fields=["SHARE", field])
    assert len(rows) == 2
    assert list(rows.columns) == ["SHARE", field]
    assert all(len(column) == 2 for column in rows.columns.values())


def test_more_rows_than_there_are_can_be_asked_for(tmp_path: Path) -> None:
    assert len(rows_of(layer_file(tmp_path), limit=1_000)) == 6
    assert len(rows_of(layer_file(tmp_path, ".gpkg"), limit=1_000)) == 6


def test_no_fields_at_all_can_be_asked_for(tmp_path: Path) -> None:
    rows = rows_of(layer_file(tmp_path), fields=[])
    assert (len(rows), dict(rows.columns)) == (6, {})


@pytest.mark.parametrize("ending", [".shp", ".gpkg"])
def test_many_rows_come_in_batches_with_progress_and_can_be_stopped(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_BATCH", 250)
    path = layer_file(tmp_path, ending, frame=units(600))

    class Watching:
        def __init__(self, stop_at: int) -> None:
            self.stop_at, self.seen = stop_at, list[tuple[int, int]]()

        def report(self, done: int, total: int, what: str) -> None:
            self.seen.append((done, total))
            if done >= self.stop_at:
                raise OperationCancelled

    watching = Watching(1_000)
    rows = rows_of(path, progress=watching)
    assert list(rows.columns["POP"]) == list(range(0, 600_000, 1_000))
    assert watching.seen == [(0, 600), (250, 600), (500, 600), (600, 600)]
    with pytest.raises(OperationCancelled):
        rows_of(path, progress=Watching(250))


def test_missing_outlines_and_values_stay_missing(tmp_path: Path) -> None:
    frame = units()
    frame.loc[2, "geometry"] = None
    frame["NAME"] = frame["NAME"].astype(object).where(frame.index != 1, None)
    frame["POP"] = frame["POP"].astype("Int64").where(frame.index != 1)
    for ending in (".shp", ".gpkg", ".geojson", ".fgb"):
        options = {"SPATIAL_INDEX": "NO"} if ending == ".fgb" else {}
        rows = rows_of(layer_file(tmp_path, ending, frame=frame, **options))
        order = np.argsort(rows.columns["GEOID"])
        assert [outline is None for outline in rows.geometries[order]] == [False, False, True, False, False, False]
        assert rows.columns["NAME"][order][1] is None
        assert rows.columns["POP"].dtype == np.float64
        assert np.isnan(rows.columns["POP"][order][1])


def test_dates_truths_and_lists_come_as_text(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "x.geojson",
        feature(date="2020-11-03", yes=True, parts=["a", "b"], nested={"c": 1}, mixed=1),
        feature(date=None, yes=None, parts=None, nested=None, mixed="x"),
    )
    columns = {name: list(column) for name, column in rows_of(path).columns.items()}
    assert columns == {
        "date": ["2020-11-03", None] if columns["date"][0] == "2020-11-03" else ["2020/11/03", None],
        "yes": ["true", None],
        "parts": ["a, b", None],
        "nested": ['{ "c": 1 }', None],
        "mixed": ["1", "x"],
    }


def test_the_encoding_that_a_person_chooses_is_used(tmp_path: Path) -> None:
    path = layer_file(tmp_path, encoding="cp1252")
    path.with_suffix(".cpg").write_text("UTF-8")
    assert list(rows_of(path).columns["NAME"]) == list(NAMES)  # found to be no UTF-8
    assert list(rows_of(path, "1252").columns["NAME"]) == list(NAMES)
    assert rows_of(path, "cp850").columns["NAME"][0] == "Do±a Ana"


def test_text_that_cannot_be_decoded_stays_readable_and_is_said(tmp_path: Path) -> None:
    path = layer_file(tmp_path, encoding="cp1252")
    rows = rows_of(path, "UTF-8", fields=["NAME"])
    assert rows.columns["NAME"][0] == "Do\ufffda Ana"
    assert rows.remarks == (
        (
            "3 texts of the field “NAME” are not UTF-8; the letters that cannot be read stand as “\ufffd”. "
            "Try another encoding, such as cp1252."
        ),
    )


def test_names_of_fields_stay_as_they_were_found_whatever_encoding_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "kreise.shp"
    frame = geopandas.GeoDataFrame({"Größe": ["Köln"]}, geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:4326")
    frame.to_file(path, engine="pyogrio", encoding="UTF-8")
    found = probe(path)
    (name,) = [field.name for field in found.layers[0].fields]
    rows = read_rows(found, found.layers[0].name, "cp1252", fields=[name])
    assert name == "Größe"
    assert rows.columns[name].tolist() == ["KÃ¶ln"]


@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
def test_text_of_another_encoding_in_a_format_that_has_none_stays_readable(tmp_path: Path, ending: str) -> None:
    if ending == ".gpkg":
        path = geopackage_with(tmp_path / "x.gpkg", "UPDATE units SET NAME = CAST(x'446ff16120416e61' AS TEXT)")
        name = "NAME"
    else:
        path = tmp_path / "x.geojson"
        whole = json.dumps({"type": "FeatureCollection", "features": [feature(NAME="N~O")]})
        path.write_bytes(whole.replace("N~O", "Doña Ana").encode("cp1252"))
        name = "NAME"
    rows = rows_of(path)
    assert rows.columns[name][0] == "Do\ufffda Ana"
    assert "“NAME” are not UTF-8" in rows.remarks[0]
    assert rows_of(path, "cp1252").columns[name][0] == "Doña Ana"


def test_field_names_are_decoded_like_the_text(tmp_path: Path) -> None:
    def name_with_accent(table: bytearray) -> None:
        table[64:75] = b"NA\xd1O".ljust(11, b"\x00")

    path = shapefile_with(tmp_path, "dbf", name_with_accent)
    path.with_suffix(".cpg").write_text("1252")
    rows = rows_of(path, fields=["NAÑO"])
    assert list(rows.columns) == ["NAÑO"]


def test_fields_of_the_same_name_are_both_read(tmp_path: Path) -> None:
    def name_second_like_first(table: bytearray) -> None:
        table[64:75] = table[32:43]

    path = shapefile_with(tmp_path, "dbf", name_second_like_first)
    assert list(rows_of(path, fields=["GEOID (2)"]).columns["GEOID (2)"]) == list(NAMES)
    rows = rows_of(path)
    assert rows.columns["GEOID"][0] == "035000"
    assert rows.columns["GEOID (2)"][0] == "Doña Ana"


def test_an_unknown_layer_field_or_encoding_is_refused(tmp_path: Path) -> None:
    found = probe(layer_file(tmp_path))
    with pytest.raises(LayerError, match=r"has no layer “x”\. It has “units”"):
        read_rows(found, "x")
    with pytest.raises(LayerError, match="has no field “x”"):
        read_rows(found, "units", fields=["x"])
    with pytest.raises(LayerError, match="no such encoding is known"):
        read_rows(found, "units", "klingon")


def test_a_bare_table_has_no_rows_to_draw(tmp_path: Path) -> None:
    import pyogrio

    path = layer_file(tmp_path, ".gpkg")
    pyogrio.write_dataframe(units().drop(columns="geometry"), path, layer="votes", driver="GPKG", append=True)
    with pytest.raises(LayerError, match="“votes” is a table without outlines"):
        read_rows(probe(path), "votes")


def test_a_file_that_changed_since_is_refused(tmp_path: Path) -> None:
    path = layer_file(tmp_path)
    found = probe(path)
    path.with_suffix(".shp").write_bytes(path.read_bytes()[:-100])
    with pytest.raises(LayerError, match="is cut short"):
        read_rows(found, "units")
    path.unlink()
    with pytest.raises(LayerError, match="does not exist"):
        read_rows(found, "units")


def test_deleted_rows_of_a_table_are_left_out(tmp_path: Path) -> None:
    def delete_first(table: bytearray) -> None:
        table[struct.unpack("<H", table[8:10])[0]] = ord("*")

    rows = rows_of(shapefile_with(tmp_path, "dbf", delete_first))
    assert list(rows.columns["NAME"]) == list(NAMES[1:])


def _cells(field: str, *texts: bytes) -> Callable[[bytearray], None]:
    """Return what writes texts into the first cells of a field of a .dbf."""

    def change(table: bytearray) -> None:
        begin, width = struct.unpack_from("<HH", table, 8)
        at = begin + 1
        for head in range(32, begin - 1, 32):
            if table[head : head + 11].rstrip(b"\0") == field.encode():
                break
            at += table[head + 16]
        for row, text in enumerate(texts):
            place = at + row * width
            table[place : place + table[head + 16]] = text.rjust(table[head + 16])

    return change


@pytest.mark.parametrize(
    "text", [b"nan", b"inf", b"-inf", b"abc", b"1e308", b"1e999", b"12,345", b"12.5", b"0x1F", b"1 2", b"1\0002", b"."]
)
def test_what_is_no_number_is_told_in_a_preview_and_refused_where_it_would_be_counted(
    tmp_path: Path, text: bytes
) -> None:
    path = shapefile_with(tmp_path, "dbf", _cells("POP", b"1", b"2", text))
    shown = text.decode().replace("\0", "\ufffd")
    said = f"units.shp: 1 cell of a number column is no number: row 3 of POP, “{shown}”. "
    remedy = "Correct what stands there, or leave the column out."
    for options in ({}, {"limit": 4}, {"limit": 4, "fields": ["POP"]}):
        assert rows_of(path, **options).remarks == (said + remedy,)
    assert rows_of(path, limit=2).remarks == rows_of(path, fields=["GEOID", "SHARE"]).remarks == ()
    with pytest.raises(LayerError) as caught:
        rows_of(path, fields=["GEOID", "POP"])
    assert str(caught.value) == said + remedy


def test_numbers_may_be_written_in_several_ways_and_be_missing(tmp_path: Path) -> None:
    whole = (b"12", b"-7", b"12.00", b"", b"*****", bytes(5))
    path = shapefile_with(tmp_path, "dbf", _cells("POP", *whole))
    rows = rows_of(path, fields=["POP"])
    assert rows.remarks == ()
    assert np.array_equal(rows.columns["POP"], [12, -7, 12, np.nan, np.nan, np.nan], equal_nan=True)
    decimal = (b"12.5", b".5", b"-1.5e+003", b"+7.", b"2E2", b"5   ")
    path = shapefile_with(tmp_path, "dbf", _cells("SHARE", *decimal))
    rows = rows_of(path, fields=["SHARE"])
    assert rows.remarks == ()
    assert list(rows.columns["SHARE"]) == [12.5, 0.5, -1500, 7, 200, 5]


def test_of_many_cells_that_are_no_numbers_a_few_of_each_column_are_named(tmp_path: Path) -> None:
    def damage(table: bytearray) -> None:
        _cells("POP", b"a", b"b", b"c", b"d", b"e", b"f")(table)
        _cells("SHARE", b"1", b"<b>")(table)
        table[struct.unpack_from("<H", table, 8)[0]] = ord("*")  # a deleted row is not counted

    (said,) = rows_of(shapefile_with(tmp_path, "dbf", damage)).remarks
    assert said == (
        "units.shp: 6 cells of number columns are no numbers: row 1 of POP, “b”; row 1 of SHARE, “<b>”; row 2 of POP, "
        "“c”; and 3 more. Correct what stands there, or leave the column out."
    )


@pytest.mark.parametrize("announced", [3, 10_000_000, -5])
def test_all_rows_of_a_geopackage_come_whatever_it_announces(tmp_path: Path, announced: int) -> None:
    path = geopackage_with(tmp_path / "units.gpkg", f"UPDATE gpkg_ogr_contents SET feature_count = {announced}")  # noqa: S608
    assert len(rows_of(path)) == 6


@pytest.mark.parametrize("index", ["YES", "NO"])
def test_a_flatgeobuf_cut_short_anywhere_is_refused(tmp_path: Path, index: str) -> None:
    path = layer_file(tmp_path, ".fgb", SPATIAL_INDEX=index)
    whole = path.read_bytes()
    for cut in range(1, len(whole), len(whole) // 40):
        path.write_bytes(whole[:cut])
        assert refusal(path).startswith("units.fgb")


@pytest.mark.parametrize(
    "outline",
    [
        {"type": "Polygon", "coordinates": [[[0, "x"], [1, 0], [1, 1], [0, 0]]]},
        {"type": "Polygone", "coordinates": []},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": [[[0, 0], [1]]]},
        {"nothing": 1},
    ],
)
def test_a_feature_with_a_broken_outline_is_named(tmp_path: Path, outline: object) -> None:
    path = geojson(tmp_path / "x.geojson", feature(), feature(outline), feature())
    assert refusal(path) == (
        "x.geojson is damaged: of row 2 the outline cannot be read. Copy the file again, or remove that row."
    )


def test_a_feature_without_an_outline_is_not_broken(tmp_path: Path) -> None:
    without = {"type": "Feature", "properties": {"a": 1}, "geometry": None}
    left_out = {"type": "Feature", "properties": {"a": 1}}
    rows = rows_of(geojson(tmp_path / "x.geojson", feature(), without, left_out))
    assert [outline is None for outline in rows.geometries] == [False, True, True]


def test_rings_that_are_not_closed_are_closed_and_it_is_said(tmp_path: Path) -> None:
    outline = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}
    rows = rows_of(geojson(tmp_path / "x.geojson", feature(outline), feature()))
    assert rows.geometries[0].area == 0.5
    assert rows.remarks == ("Outlines that did not end where they begin were closed: 1.",)


def test_an_outline_of_too_few_points_counts_as_missing_and_is_named(tmp_path: Path) -> None:
    outline = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0]]]}
    rows = rows_of(geojson(tmp_path / "x.geojson", feature(), feature(outline)))
    assert rows.geometries[1] is None or rows.geometries[1].area == 0
    assert rows.remarks


def test_absurd_coordinates_are_read_and_left_to_be_judged(tmp_path: Path) -> None:
    def absurd(content: bytearray) -> None:
        content[156:172] = struct.pack("<dd", float("nan"), 1e300)
        content[172:188] = struct.pack("<dd", float("inf"), -1e300)

    assert len(rows_of(shapefile_with(tmp_path, "shp", absurd))) == 6
    huge = {"type": "Polygon", "coordinates": [[[0, 0], [1e300, 0], [1e300, -1e300], [0, 0]]]}
    rows = rows_of(geojson(tmp_path / "x.geojson", feature(huge)))
    assert rows.geometries[0].bounds == (0, -1e300, 1e300, 0)
    path = kml(tmp_path / "x.kml", placemark().replace("1,0 1,1", "nan,inf 1e300,1e400"))
    assert len(rows_of(path)) == 1


@pytest.mark.parametrize("shape", ["POINT (0 0)", "LINESTRING (0 0, 1 1)"])
def test_rows_of_points_or_lines_alone_are_refused(tmp_path: Path, shape: str) -> None:
    frame = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.from_wkt(shape)], crs=4326)
    path = layer_file(tmp_path, ".gpkg", frame=frame, geometry_type="Unknown")
    assert "has no polygons" in refusal(path)
    assert "has no polygons" in refusal(layer_file(tmp_path, ".kml", frame=frame))


def test_mixed_shapes_come_as_they_are(tmp_path: Path) -> None:
    shapes = shapely.from_wkt(["POINT (0 0)", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "GEOMETRYCOLLECTION EMPTY"])
    frame = geopandas.GeoDataFrame({"a": [1, 2, 3]}, geometry=shapes, crs=4326)
    rows = rows_of(layer_file(tmp_path, ".gpkg", frame=frame, geometry_type="Unknown"))
    assert [outline.geom_type for outline in rows.geometries] == ["Point", "Polygon", "GeometryCollection"]


def test_heights_are_kept(tmp_path: Path) -> None:
    frame = units()
    frame["geometry"] = shapely.force_3d(frame.geometry.to_numpy(), 5)
    for ending in (".shp", ".gpkg", ".geojson"):
        assert shapely.has_z(rows_of(layer_file(tmp_path, ending, frame=frame)).geometries).all()


def test_an_empty_flatgeobuf_is_refused(tmp_path: Path) -> None:
    path = layer_file(tmp_path, ".fgb", frame=units().iloc[:0], geometry_type="Polygon")
    assert refusal(path) == "units.fgb has no rows. Choose a layer of polygons."


def test_random_damage_is_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(60)
    outcomes = {"read": 0, "refused": 0}
    for ending in DRIVERS:
        path = layer_file(tmp_path, ending, f"r{ending[1:]}")
        parts = [path] if ending != ".shp" else [path.with_suffix(f".{part}") for part in ("shp", "shx", "dbf")]
        whole = {part: part.read_bytes() for part in parts}
        for _ in range(60):
            part = chance.choice(parts)
            content = bytearray(whole[part])
            for _ in range(chance.randrange(1, 12)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            part.write_bytes(content)
            try:
                rows_of(path)
                outcomes["read"] += 1
            except LayerError:
                outcomes["refused"] += 1
            part.write_bytes(whole[part])
    assert min(outcomes.values()) > 30


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="needs pyarrow, which is no dependency")
def test_geoparquet_is_read_where_pyarrow_is_installed(tmp_path: Path) -> None:
    path = tmp_path / "units.parquet"
    units().to_parquet(path)
    found = probe(path)
    assert (found.driver, found.layers[0].crs, found.layers[0].rows) == ("Parquet", "EPSG:4269", 6)
    rows = read_rows(found, "units", limit=4, fields=["NAME", "POP"])
    assert list(rows.columns["NAME"]) == list(NAMES[:4])
    assert rows.columns["POP"].dtype == np.int64
    whole = path.read_bytes()
    for cut in range(5, len(whole), len(whole) // 20):
        path.write_bytes(whole[:cut])
        assert refusal(path).startswith("units.parquet")
    path.write_bytes(whole[:50] + os.urandom(len(whole) - 58) + whole[-8:])
    assert refusal(path).startswith("units.parquet")


@pytest.mark.parametrize(
    ("value", "shown", "kind", "reason"),
    [
        ("'many'", "many", "O", "cannot be counted: row 3 of POP, “many”"),
        ("x'000102'", "3 bytes", "O", "cannot be counted: row 3 of POP, “3 bytes”"),
        ("9e999", "inf", "f", "row 3 of POP, “inf” (it is infinite)"),
        ("1 << 62", str(1 << 62), "i", f"row 3 of POP, “{1 << 62}” (it is too large)"),
    ],
)
def test_a_geopackage_cell_that_is_no_number_is_told_and_cannot_be_counted(
    tmp_path: Path, value: str, shown: str, kind: str, reason: str
) -> None:
    change = f"UPDATE units SET POP = {value} WHERE NAME = 'Île'"  # noqa: S608 - a file of our own
    path = _with_medium_numbers(tmp_path / "units.gpkg", change)
    for options in ({}, {"limit": 2000}, {"fields": ["GEOID", "POP"]}):
        rows = rows_of(path, **options)
        assert rows.columns["POP"].dtype.kind == kind
        assert rows.remarks == (
            f"units.gpkg: the column POP holds what its kind of number cannot be: row 3, “{shown}”.",
        )
    with pytest.raises(LayerError, match=re.escape(reason)):
        figures_of(rows.columns, [FigureUse("POP", Measure.PEOPLE, 2020)])
    assert rows_of(path, fields=["GEOID"]).remarks == rows.remarks


def test_fractions_and_empty_texts_in_a_geopackage_come_as_they_stand(tmp_path: Path) -> None:
    path = _with_medium_numbers(tmp_path / "units.gpkg", "UPDATE units SET POP = POP + 0.5, SHARE = ''")
    rows = rows_of(path)
    assert rows.columns["POP"].tolist() == [0.5, 1000.5, 2000.5, 3000.5, 4000.5, 5000.5]
    assert rows.columns["SHARE"].tolist() == [""] * 6
    assert (
        "POP holds what its kind of number cannot be: row 1, “0.5”; row 2, “1000.5”; row 3, “2000.5”; and 3 more"
        in (rows.remarks[0])
    )
    assert rows_of(path, limit=2).columns["POP"].tolist() == [0.5, 1000.5]


def _with_medium_numbers(path: Path, *statements: str) -> Path:
    """Write a GeoPackage whose POP is of 32 bits."""
    frame = units().astype({"POP": "int32"})
    layer_file(path.parent, path.suffix, path.stem, frame=frame)
    with sqlite3.connect(path) as database:
        for trigger in [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


@pytest.mark.parametrize("outline", ["x''", "x'78'", "x'47500001'", "zeroblob(200)", "'POLYGON((0 0))'"])
@pytest.mark.parametrize("options", [{}, {"limit": 2000}, {"fields": ["GEOID"]}])
def test_a_geopackage_outline_that_cannot_be_read_is_named(
    tmp_path: Path, outline: str, options: dict[str, Any]
) -> None:
    change = f"UPDATE units SET geom = {outline} WHERE NAME = 'Île'"  # noqa: S608 - a file of our own
    path = geopackage_with(tmp_path / "units.gpkg", change)
    with pytest.raises(LayerError, match="of row 3 the outline cannot be read"):
        rows_of(path, **options)
    missing = geopackage_with(tmp_path / "missing.gpkg", "UPDATE units SET geom = NULL WHERE NAME = 'Île'")
    assert [outline is None for outline in rows_of(missing, **options).geometries] == [False] * 2 + [True] + [False] * 3


def test_truths_among_the_numbers_of_geojson_are_told(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.geojson", feature(a=7, b=True, c="x"), feature(a=True, b=False, c=True))
    rows = rows_of(path)
    assert rows.columns["a"].tolist() == [7, 1]
    assert rows.remarks == ("x.geojson: the column a holds true or false among its numbers; they are read as 1 and 0.",)


def test_values_of_kml_that_are_no_such_numbers_are_told(tmp_path: Path) -> None:
    path = layer_file(tmp_path, ".kml", frame=units().astype({"POP": "int32"}))
    text = path.read_text(encoding="utf-8")
    for good, bad in (("1000", "many"), ("2000", "12.5"), ("4000", "")):
        text = text.replace(f'"POP">{good}<', f'"POP">{bad}<')
    path.write_text(text, encoding="utf-8")
    (remark,) = rows_of(path, fields=["GEOID"]).remarks
    assert remark == (
        "units.kml: POP holds what its kind of number cannot be, read as another number: placemark 2, “many”; "
        "placemark 3, “12.5”; placemark 5, “”."
    )
