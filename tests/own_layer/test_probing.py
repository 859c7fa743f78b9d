"""A file says what it is; what is damaged, hostile or no layer is refused with place and remedy."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import logging
import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
import shapely

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.errors import LayerError
from borderkit.own_layer.found import FieldKind, FoundFile
from borderkit.own_layer.probing import probe
from borderkit.own_layer.rows import read_rows
from tests.own_layer.files import (
    DRIVERS,
    copy_set,
    feature,
    geojson,
    geopackage_with,
    kml,
    layer_file,
    packed,
    placemark,
    shapefile_with,
    units,
)


def refusal(path: Path) -> str:
    """Return what a person is told when a file is refused."""
    with pytest.raises(LayerError) as caught:
        probe(path)
    message = str(caught.value)
    assert message.endswith((".", "…"))
    assert "\n" not in message
    return message


def kinds(found: FoundFile) -> dict[str, FieldKind]:
    """Return the kinds of the fields of the first layer."""
    return {field.name: field.kind for field in found.layers[0].fields}


@pytest.mark.parametrize("ending", DRIVERS)
def test_each_format_says_layers_fields_rows_and_coordinates(tmp_path: Path, ending: str) -> None:
    found = probe(layer_file(tmp_path, ending))
    (layer,) = found.layers
    assert (layer.name, layer.rows, layer.may_have_polygons) == ("units", 6, True)
    assert found.driver == DRIVERS[ending]
    assert layer.crs == ("EPSG:4326" if ending == ".kml" else "EPSG:4269")
    assert layer.crs_name == ("WGS 84" if ending == ".kml" else "NAD83")
    assert layer.bounds == pytest.approx((-106, 32, -103, 34))
    own = {name: kind for name, kind in kinds(found).items() if name not in ("id", "Name", "description")}
    assert next(iter(own)) == "GEOID"
    if ending != ".kml":
        assert own == {
            "GEOID": FieldKind.TEXT,
            "NAME": FieldKind.TEXT,
            "POP": FieldKind.WHOLE,
            "SHARE": FieldKind.DECIMAL,
        }


def test_the_bundled_layer_is_found_whole_and_without_remarks() -> None:
    found = probe(locations.shapefiles() / BUNDLED_LAYER)
    assert (found.driver, found.encoding, found.remarks) == ("ESRI Shapefile", "UTF-8", ())
    assert found.layers[0].rows == 3_142


@pytest.mark.parametrize(
    "written",
    [
        {"shp": "SHP", "shx": "SHX", "dbf": "DBF", "prj": "PRJ", "cpg": "CPG"},
        {"shp": "shp", "shx": "SHX", "dbf": "Dbf", "prj": "Prj", "cpg": "cpg"},
    ],
)
def test_endings_may_be_in_large_and_small_letters(tmp_path: Path, written: dict[str, str]) -> None:
    found = probe(copy_set(layer_file(tmp_path), tmp_path / "copy", written))
    assert found.layers[0].crs == "EPSG:4269"
    assert found.layers[0].field("GEOID") is not None
    assert found.encoding == "UTF-8"


@pytest.mark.parametrize("name", ["a!b", "a?b", "a#b", "a b", "a;b", "a&amp;b", "<b>&", "100%", "x.zip.y", "ñ"])
@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".geojson", ".kml"])
def test_a_name_with_special_characters_is_just_a_name(tmp_path: Path, name: str, ending: str) -> None:
    plain = layer_file(tmp_path, ending)
    for part in tmp_path.glob("units.*"):
        part.rename(tmp_path / f"{name}{part.suffix}")
    found = probe(plain.with_name(f"{name}{ending}"))
    assert found.layers[0].rows == 6


def test_a_folder_that_is_called_like_a_zip_is_no_zip(tmp_path: Path) -> None:
    folder = tmp_path / "counties.zip"
    folder.mkdir()
    assert probe(layer_file(folder, ".geojson")).layers[0].rows == 6


def test_all_layers_of_a_geopackage_are_listed_tables_too(tmp_path: Path) -> None:
    path = layer_file(tmp_path, ".gpkg", layer="precincts")
    layer_file(tmp_path, ".gpkg", layer="tracts", append=True)
    import pyogrio

    pyogrio.write_dataframe(units().drop(columns="geometry"), path, layer="votes", driver="GPKG", append=True)
    found = probe(path)
    assert [(layer.name, layer.may_have_polygons) for layer in found.layers] == [
        ("precincts", True),
        ("tracts", True),
        ("votes", False),
    ]
    assert found.remarks == ("units.gpkg has 3 layers: “precincts”, “tracts”, “votes”.",)


def test_the_folders_of_a_kml_are_its_layers(tmp_path: Path) -> None:
    path = kml(
        tmp_path / "map.kml",
        f"<Folder><name>North</name>{placemark()}</Folder><Folder><name>South</name>{placemark()}</Folder>",
    )
    assert [layer.name for layer in probe(path).layers] == ["North", "South"]


def test_a_kmz_is_read_like_its_kml(tmp_path: Path) -> None:
    plain = kml(tmp_path / "doc.kml", placemark())
    found = probe(packed(tmp_path / "map.kmz", {"doc.kml": plain}))
    assert (found.driver, found.layers[0].rows) == ("LIBKML", 1)


def test_what_is_missing_beside_a_shapefile_is_said(tmp_path: Path) -> None:
    path = layer_file(tmp_path)
    path.with_suffix(".prj").unlink()
    path.with_suffix(".cpg").unlink()
    found = probe(path)
    assert found.layers[0].crs is None
    assert found.remarks == (
        (
            "There is no units.cpg beside it, which says how the text is encoded. "
            "It was taken for UTF-8, by the look of the text: check names with accents."
        ),
        "There is no units.prj beside it, which says its coordinate system.",
    )


def test_a_projection_file_of_garbage_is_no_coordinate_system(tmp_path: Path) -> None:
    path = layer_file(tmp_path)
    path.with_suffix(".prj").write_bytes(b"\xff\xfe<garbage>" * 10)
    found = probe(path)
    assert found.layers[0].crs is None
    assert found.remarks == ("units.prj does not say a coordinate system.",)


@pytest.mark.parametrize("number", [0, -1])
def test_an_undefined_coordinate_system_is_none(tmp_path: Path, number: int) -> None:
    path = geopackage_with(tmp_path / "units.gpkg", f"UPDATE gpkg_geometry_columns SET srs_id = {number}")  # noqa: S608
    found = probe(path)
    assert (found.layers[0].crs, found.layers[0].crs_name) == (None, "")
    assert found.remarks == ("The layer “units” does not say its coordinate system.",)


@pytest.mark.parametrize(
    ("cpg", "language", "text", "encoding", "said"),
    [
        ("UTF-8", 0, "Ñ".encode(), "UTF-8", ""),
        ("1252", 0, b"\xd1", "cp1252", ""),
        ("ISO 88591", 0, b"\xd1", "iso8859-1", ""),
        ("UTF-8", 0, b"\xd1", "cp1252", "units.cpg says UTF-8, but the text is not UTF-8"),
        ("KLINGON", 0, b"\xd1", "cp1252", "'KLINGON'"),
        ("zip", 0, b"\xd1", "cp1252", "'zip'"),
        (None, 0x57, b"\xd1", "cp1252", "as units.dbf has it"),
        (None, 0xC9, b"\xd1", "cp1251", "as units.dbf has it"),
        (None, 0x57, "Ñ".encode(), "UTF-8", "by the look of the text"),
        (None, 0, "Ñ".encode(), "UTF-8", "by the look of the text"),
        (None, 0, b"\xd1", "cp1252", "since it is not UTF-8"),
        (None, 0, b"N", "UTF-8", ""),
    ],
)
def test_the_encoding_is_told_or_found(
    tmp_path: Path, cpg: str | None, language: int, text: bytes, encoding: str, said: str
) -> None:
    path = layer_file(tmp_path, frame=units().assign(NAME="plain"))
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = language
    at = table.find(b"plain")
    table[at : at + len(text)] = text
    path.with_suffix(".dbf").write_bytes(table)
    path.with_suffix(".cpg").unlink()
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    found = probe(path)
    assert found.encoding == encoding
    assert said in " ".join(found.remarks)
    assert bool(found.remarks) == bool(said)


def test_a_row_that_is_marked_as_deleted_is_said_to_be_left_out(tmp_path: Path) -> None:
    def delete_first(table: bytearray) -> None:
        table[struct.unpack("<H", table[8:10])[0]] = ord("*")

    found = probe(shapefile_with(tmp_path, "dbf", delete_first))
    assert found.layers[0].rows == 5
    assert found.remarks == ("1 rows of units.shp are marked as deleted and left out.",)


def test_fields_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    def name_second_like_first(table: bytearray) -> None:
        table[64:75] = table[32:43]

    found = probe(shapefile_with(tmp_path, "dbf", name_second_like_first))
    assert [field.name for field in found.layers[0].fields] == ["GEOID", "GEOID (2)", "POP", "SHARE"]


def test_field_names_are_text_whatever_they_hold(tmp_path: Path) -> None:
    names = ["<b>", "../up", "q\"uo'te", "a;b"]
    frame = geopandas.GeoDataFrame({name: ["x"] for name in names}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326)
    for ending in (".shp", ".gpkg", ".geojson"):
        assert list(kinds(probe(layer_file(tmp_path, ending, frame=frame)))) == names


def test_three_hundred_fields_are_listed(tmp_path: Path) -> None:
    columns = {f"F{number}": [number] for number in range(300)}
    frame = geopandas.GeoDataFrame(columns, geometry=[shapely.box(0, 0, 1, 1)], crs=4326)
    for ending in (".gpkg", ".geojson"):
        assert len(probe(layer_file(tmp_path, ending, frame=frame)).layers[0].fields) == 300


@pytest.mark.parametrize("ending", DRIVERS)
@pytest.mark.parametrize("kind", ["point", "line"])
def test_a_layer_without_polygons_is_refused(tmp_path: Path, ending: str, kind: str) -> None:
    frame = units()
    frame["geometry"] = frame.boundary if kind == "line" else frame.representative_point()
    path = layer_file(tmp_path, ending, frame=frame)
    if ending == ".kml":
        assert probe(path).layers[0].geometry == "Unknown"  # told when its rows are read
    else:
        assert "has no polygons, only" in refusal(path)


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".geojson"])
def test_a_layer_without_rows_is_refused(tmp_path: Path, ending: str) -> None:
    path = layer_file(tmp_path, ending, frame=units().iloc[:0], geometry_type="Polygon")
    assert "has no " in refusal(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "missing.shp")
    assert "is a folder" in refusal(tmp_path)
    empty = tmp_path / "empty.gpkg"
    empty.touch()
    assert "is empty" in refusal(empty)
    other = tmp_path / "votes.docx"
    other.write_text("x")
    assert "Choose a shapefile" in refusal(other)
    assert "Choose the file that ends in .shp" in refusal(layer_file(tmp_path).with_suffix(".dbf"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may not read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = layer_file(tmp_path, ".gpkg")
    path.chmod(0)
    assert "Check that you may open it" in refusal(path)


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".fgb", ".kml", ".geojson", ".zip", ".kmz"])
def test_a_file_that_begins_differently_is_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(b"%PDF-1.4 and so on" * 20)
    assert "it begins differently" in refusal(path)


@pytest.mark.parametrize("part", ["shx", "dbf"])
def test_a_shapefile_with_a_part_missing_is_refused(tmp_path: Path, part: str) -> None:
    path = layer_file(tmp_path)
    path.with_suffix(f".{part}").unlink()
    assert f"units.shp has no units.{part} beside it" in refusal(path)


def _cuts(size: int) -> list[int]:
    return sorted({size * step // 25 for step in range(1, 25)} | {1, 32, 99, 100, 101, size - 2})


@pytest.mark.parametrize("part", ["shp", "shx", "dbf", "gpkg", "geojson", "kml"])
def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path, part: str) -> None:
    path = layer_file(tmp_path, f".{part}" if f".{part}" in DRIVERS else ".shp")
    file = path.with_suffix(f".{part}")
    whole = file.read_bytes()
    for cut in _cuts(len(whole)):
        file.write_bytes(whole[:cut])
        message = refusal(path)
        assert message.startswith("units."), message


def _wrong_rows_in_table(content: bytearray) -> None:
    content[4:8] = struct.pack("<I", 4)


def _absurd_rows_in_table(content: bytearray) -> None:
    content[4:8] = struct.pack("<I", 2**31)


def _no_width(content: bytearray) -> None:
    content[10:12] = b"\x00\x00"


def _wider(content: bytearray) -> None:
    content[10:12] = struct.pack("<H", struct.unpack("<H", content[10:12])[0] + 1)
    content.extend(bytes(6))


def _beginning_moved_by(step: int) -> Callable[[bytearray], None]:
    def change(content: bytearray) -> None:
        content[8:10] = struct.pack("<H", struct.unpack("<H", content[8:10])[0] + step)
        content.extend(bytes(1))

    return change


def _first_field_of_no_length(content: bytearray) -> None:
    content[48] = 0


def _place_beyond_the_end(content: bytearray) -> None:
    content[100:104] = struct.pack(">i", 2**30)


def _unknown_kind(content: bytearray) -> None:
    content[108:112] = struct.pack("<i", 99)


def _absurd_parts(content: bytearray) -> None:
    content[144:148] = struct.pack("<i", 2**30)


def _less_than_no_points(content: bytearray) -> None:
    content[148:152] = struct.pack("<i", -5)


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("dbf", _wrong_rows_in_table, "has 6 shapes, but units.dbf has 4 rows"),
        ("dbf", _absurd_rows_in_table, "announces 2,147,483,648 rows and holds 6"),
        ("dbf", _no_width, "does not describe its rows"),
        ("dbf", _wider, "does not describe its rows"),
        ("dbf", _first_field_of_no_length, "does not describe its rows"),
        ("dbf", _beginning_moved_by(-1), "does not describe its rows"),
        ("dbf", _beginning_moved_by(1), "row 1 does not begin where its heading says"),
        ("shx", _place_beyond_the_end, "the shape of row 1 lies beyond the end"),
        ("shp", _unknown_kind, "the shape of row 1 is of a kind that does not exist"),
        ("shp", _absurd_parts, "the shape of row 1 announces more points than it has"),
        ("shp", _less_than_no_points, "the shape of row 1 announces more points than it has"),
    ],
)
def test_damage_within_a_shapefile_is_placed(
    tmp_path: Path, part: str, change: Callable[[bytearray], None], said: str
) -> None:
    assert said in refusal(shapefile_with(tmp_path, part, change))


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = geopackage_with(tmp_path / "units.gpkg", "DROP TABLE gpkg_contents")
    assert "no GeoPackage" in refusal(path)


def test_a_geopackage_with_overwritten_pages_is_refused(tmp_path: Path) -> None:
    path = layer_file(tmp_path, ".gpkg")
    content = bytearray(path.read_bytes())
    content[8_192:] = os.urandom(len(content) - 8_192)
    path.write_bytes(content)
    assert "units.gpkg" in refusal(path)


def test_a_view_of_a_geopackage_is_never_asked(tmp_path: Path) -> None:
    path = geopackage_with(
        tmp_path / "units.gpkg",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS fid, geom FROM n, units",
        "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id)"
        " VALUES ('endless', 'features', 'endless', 4269)",
        "INSERT INTO gpkg_geometry_columns VALUES ('endless', 'geom', 'POLYGON', 4269, 0, 0)",
    )
    found = probe(path)
    assert [layer.name for layer in found.layers] == ["units"]
    assert "Left out of units.gpkg" in found.remarks[0]
    assert "“endless”" in found.remarks[0]


def test_rows_are_counted_where_a_geopackage_announces_others(tmp_path: Path) -> None:
    found = probe(geopackage_with(tmp_path / "units.gpkg", "UPDATE gpkg_ogr_contents SET feature_count = 10000000"))
    assert found.layers[0].rows == 6
    assert "says that “units” has 10,000,000 rows, but it has 6" in found.remarks[0]


def test_nothing_is_left_beside_a_geopackage_with_a_log(tmp_path: Path) -> None:
    path = geopackage_with(tmp_path / "units.gpkg", "PRAGMA journal_mode = WAL")
    before = sorted(tmp_path.iterdir())
    probe(path)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("content", [None, b"\x37\x7f\x06\x82" + bytes(5000)])
def test_a_log_beside_a_geopackage_is_read_and_stays_as_it_is(tmp_path: Path, content: bytes | None) -> None:
    written = geopackage_with(tmp_path / "written.gpkg", "PRAGMA journal_mode = WAL")
    path, log = tmp_path / "units.gpkg", tmp_path / "units.gpkg-wal"
    with contextlib.closing(sqlite3.connect(written)) as database:
        database.execute("DELETE FROM units WHERE fid > 4")
        database.commit()
        # As it lies there while another program has it open, or where that was broken off.
        shutil.copy(written, path)
        shutil.copy(f"{written}-wal", log)
    if content is not None:
        log.write_bytes(content)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    found = probe(path)
    rows = read_rows(found, "units")
    assert len(rows) == found.layers[0].rows == (4 if content is None else 6)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_too_many_rows_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = layer_file(tmp_path)
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[4:8] = struct.pack("<I", 2_000_001)
    index = bytearray(path.with_suffix(".shx").read_bytes())
    index[24:28] = struct.pack(">i", 50 + 4 * 2_000_001)
    start, width = struct.unpack("<HH", table[8:12])
    path.with_suffix(".shx").write_bytes(index + bytes(100 + 8 * 2_000_001 - len(index)))
    path.with_suffix(".dbf").write_bytes(table)
    os.truncate(path.with_suffix(".dbf"), start + width * 2_000_001)  # sparse: it takes no room
    assert refusal(path).startswith("units.shp announces 2,000,001 rows, and a layer may have 2,000,000.")


def test_a_flatgeobuf_that_announces_more_than_it_holds_is_refused(tmp_path: Path) -> None:
    path = layer_file(tmp_path, ".fgb")
    content = path.read_bytes()
    at = content.find(struct.pack("<Q", 6), 8)
    path.write_bytes(content[:at] + struct.pack("<Q", 2**62) + content[at + 8 :])
    assert "a layer may have 2,000,000" in refusal(path)
    path.write_bytes(content[:at] + struct.pack("<Q", 1_000_000) + content[at + 8 :])
    assert "is cut short" in refusal(path)


@pytest.mark.parametrize("content", ['{"a": 1}', "{", "[1, 2]", "null", '{"type": "FeatureCollection"}', '{"type": 5}'])
def test_json_that_is_no_geojson_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    assert refusal(path).startswith("x.json ")


@pytest.mark.parametrize("deep", ["properties", "coordinates"])
def test_deeply_nested_json_is_refused(tmp_path: Path, deep: str) -> None:
    nest = "[" * 100_000 + "]" * 100_000
    plain = json.dumps({"type": "FeatureCollection", "features": [feature(a="PROPERTIES")]})
    nested = plain.replace('"PROPERTIES"', nest) if deep == "properties" else plain.replace("[[[0", nest + "[[[0", 1)
    path = tmp_path / "deep.geojson"
    path.write_text(nested)
    assert "deep.geojson" in refusal(path)


def test_json_that_is_a_command_for_gdal_is_not_run(tmp_path: Path) -> None:
    target = layer_file(tmp_path, ".gpkg")
    path = tmp_path / "x.json"
    command = {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline ! read {target}"}
    path.write_text(json.dumps({**command, "note": ["Feature", "FeatureCollection"]}))
    assert refusal(path).startswith("x.json ")


def test_other_kinds_of_json_maps_can_be_opened(tmp_path: Path) -> None:
    topology = {
        "type": "Topology",
        "objects": {"x": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0]]}]}},
        "arcs": [[[0, 0], [1, 0], [1, 1], [0, 0]]],
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps(topology))
    assert probe(path).driver == "TopoJSON"
    path.write_text("\n".join(json.dumps(feature()) for _ in range(3)))
    assert probe(path).driver == "GeoJSONSeq"


def test_geojson_in_one_huge_line_is_opened(tmp_path: Path) -> None:
    path = geojson(tmp_path / "line.geojson", *(feature(a="x" * 5_000) for _ in range(2_000)))
    assert b"\n" not in path.read_bytes()
    assert probe(path).layers[0].rows == 2_000


def test_a_kml_that_declares_entities_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))
    path = kml(tmp_path / "bomb.kml", placemark("&e9;"), f"<!DOCTYPE kml [{entities}]>")
    assert "declares a document type" in refusal(path)


def test_a_kml_that_nests_without_end_is_refused(tmp_path: Path) -> None:
    path = kml(tmp_path / "deep.kml", "<Folder>" * 50_000 + placemark() + "</Folder>" * 50_000)
    assert "nests its elements" in refusal(path)


def test_a_kml_with_too_many_elements_is_refused(tmp_path: Path) -> None:
    path = kml(tmp_path / "many.kml", "<a/>" * 1_000_001)
    assert "more than 1,000,000 elements" in refusal(path)


def test_a_kml_of_thousands_of_folders_is_refused(tmp_path: Path) -> None:
    path = kml(tmp_path / "folders.kml", f"<Folder>{placemark()}</Folder>" * 201)
    assert "more than 200 folders" in refusal(path)


def test_json_with_thousands_of_different_fields_is_refused(tmp_path: Path) -> None:
    path = geojson(tmp_path / "keys.geojson", *(feature(**{f"k{number}": 1}) for number in range(2_001)))
    assert "has 2,001 fields, and a layer may have 2,000" in refusal(path)


def test_a_kml_with_thousands_of_different_fields_is_refused(tmp_path: Path) -> None:
    data = "".join(f'<Data name="k{number}"><value>1</value></Data>' for number in range(2_001))
    path = kml(tmp_path / "keys.kml", f"<Placemark><ExtendedData>{data}</ExtendedData></Placemark>")
    assert "has 2,001 fields, and a layer may have 2,000" in refusal(path)


def test_one_feature_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    path = geojson(tmp_path / "one.geojson", feature(a="x" * 60_000_001))
    assert "has a feature of more than 60 million bytes" in refusal(path)


def test_a_kml_of_links_alone_is_refused(tmp_path: Path) -> None:
    path = kml(tmp_path / "link.kml", "<NetworkLink><Link><href>http://127.0.0.1:1/x.kml</href></Link></NetworkLink>")
    assert "only a link" in refusal(path)


def test_xml_that_is_no_kml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.kml"
    path.write_text("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>")
    assert "but no KML: it begins with <OGRVRTDataSource>" in refusal(path)


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is not None, reason="pyarrow is installed")
def test_geoparquet_names_the_package_that_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1" + bytes(50) + b"PAR1")
    assert "pip install pyarrow" in refusal(path)


def test_a_too_large_file_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = kml(tmp_path / "large.kml", placemark())
    os.truncate(path, 80_000_001)  # sparse: it takes no room
    assert "80 million can be read safely. Keep only the area that you need" in refusal(path)


def test_no_word_of_the_libraries_reaches_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a program: without pytest's own handler, what is logged would go to stderr.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    for number, ending in enumerate((".gpkg", ".geojson", ".fgb", ".kml", ".shp")):
        path = layer_file(tmp_path, ending, f"n{number}")
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] + os.urandom(len(content) // 2))
        if ending != ".fgb":
            refusal(path)
    assert capfd.readouterr() == ("", "")


def test_random_damage_is_never_more_than_a_refusal(tmp_path: Path) -> None:
    import random

    chance = random.Random(6)
    for ending in DRIVERS:
        path = layer_file(tmp_path, ending, f"r{ending[1:]}")
        parts = [path] if ending != ".shp" else [path.with_suffix(f".{part}") for part in ("shp", "shx", "dbf")]
        whole = {part: part.read_bytes() for part in parts}
        for _ in range(40):
            part = chance.choice(parts)
            content = bytearray(whole[part])
            for _ in range(chance.randrange(1, 20)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            part.write_bytes(content)
            with contextlib.suppress(LayerError):
                probe(path)
            part.write_bytes(whole[part])
    shutil.rmtree(tmp_path)


def test_ids_of_placemarks_are_left_out_where_a_field_identifies_the_units(tmp_path: Path) -> None:
    assert "id" not in kinds(probe(layer_file(tmp_path, ".kml")))
    without = layer_file(tmp_path, ".kml", "without", frame=units().drop(columns="GEOID"))
    assert "id" in kinds(probe(without))


def test_a_flatgeobuf_with_a_damaged_heading_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = layer_file(tmp_path, ".fgb")
    content = bytearray(path.read_bytes())
    (length,) = struct.unpack_from("<I", content, 8)
    path.write_bytes(content[:12] + bytes(length) + content[12 + length :])
    assert refusal(path) == (
        "units.fgb cannot be read as a FlatGeobuf: its heading is damaged, so that no rows can be found. "
        "Copy the file again."
    )
