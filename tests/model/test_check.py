"""``check`` names what is wrong with a layer or a proposal, and where."""

import json
import shutil
import zipfile
from pathlib import Path

import geopandas
import pytest
import shapely

from borderkit import locations
from borderkit.check import Finding, Severity, check_file
from borderkit.layer import UnitLayer

BUNDLED = locations.shapefiles() / "us_counties.shp"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A whole shapefile of five counties."""
    frame = geopandas.read_file(BUNDLED, rows=5)
    path = tmp_path / "few.shp"
    frame.to_file(path, engine="pyogrio", encoding="UTF-8")
    return path


def kinds(path: Path, layer: UnitLayer, level: Severity | None = None) -> set[str]:
    return {finding.kind for finding in findings(path, layer) if level in (None, finding.level)}


def findings(path: Path, layer: UnitLayer) -> list[Finding]:
    return check_file(path, lambda: layer)


def test_the_bundled_layer_and_proposals_are_sound(counties: UnitLayer) -> None:
    assert findings(BUNDLED, counties) == []
    for path in (locations.resources() / "proposals").glob("*.borderkit"):
        assert findings(path, counties) == [], path.name


@pytest.mark.parametrize(
    ("change", "kind", "level"),
    [
        ({"moves": [{"to": "NV", "units": ["6037"]}]}, "lost-leading-zeros", Severity.ERROR),
        ({"moves": [{"to": "NV", "units": ["99999"]}]}, "unknown-unit", Severity.ERROR),
        ({"moves": [{"to": "XX", "units": ["06037"]}]}, "unknown-code", Severity.ERROR),
        ({"moves": [{"to": "CA", "units": ["06037"]}]}, "stays-home", Severity.WARNING),
        ({"moves": [{"to": "NV", "units": ["06037", "06037"]}]}, "unit-twice", Severity.ERROR),
        ({"moves": []}, "no-moves", Severity.WARNING),
        ({"version": 9}, "newer-version", Severity.ERROR),
        ({"settings": {"people": 1790}}, "unknown-setting", Severity.ERROR),
        ({"layer": {"name": "precincts"}}, "other-layer", Severity.WARNING),
        (
            {"jurisdictions": [{"code": "NV", "name": "N", "status": "new-state", "color": "#000000"}]},
            "taken-code",
            Severity.ERROR,
        ),
        ({"format": "else"}, "unreadable", Severity.ERROR),
        ({"joined": "a text"}, "unusable", Severity.ERROR),
        ({"joined": [["a"]]}, "unusable", Severity.ERROR),
    ],
)
def test_what_is_wrong_with_a_proposal_is_found(
    counties: UnitLayer, tmp_path: Path, change: dict[str, object], kind: str, level: Severity
) -> None:
    content = {
        "format": "borderkit-proposal",
        "version": 1,
        "title": "A",
        "moves": [{"to": "NV", "units": ["06037"]}],
    }
    path = tmp_path / "a.borderkit"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert kinds(path, counties) == set()
    path.write_text(json.dumps(content | change), encoding="utf-8")
    assert kinds(path, counties, level) == {kind}
    assert all(f.message and f.remedy and path.name in f.where for f in findings(path, counties))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("GEOID,STATE\n6037,NV\n", "lost-leading-zeros"),
        ("GEOID,STATE\n06037,XX\n", "unknown-code"),
        ("GEOID,STATE\n99999,NV\n", "unknown-unit"),
        ("GEOID,STATE\n06037,NV\n06037,NV\n", "unit-twice"),
        ("A,B\n", "unreadable"),
        ("GEOID,STATE\n06037,CA\n", "no-moves"),
    ],
)
def test_what_is_wrong_with_a_table_is_found(counties: UnitLayer, tmp_path: Path, text: str, kind: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert kinds(path, counties) == {kind}


@pytest.mark.parametrize(
    ("suffix", "kind", "level"),
    [
        (".dbf", "missing-dbf", Severity.ERROR),
        (".shx", "missing-shx", Severity.ERROR),
        (".prj", "no-crs", Severity.WARNING),
        (".cpg", "no-cpg", Severity.WARNING),
    ],
)
def test_missing_parts_of_a_shapefile_are_found(
    counties: UnitLayer, few: Path, suffix: str, kind: str, level: Severity
) -> None:
    assert kinds(few, counties) == set()
    few.with_suffix(suffix).unlink()
    assert kinds(few, counties, level) == {kind}


@pytest.mark.parametrize("length", [0, 50, 2000])
def test_a_truncated_shapefile_is_found(counties: UnitLayer, few: Path, length: int) -> None:
    few.write_bytes(few.read_bytes()[:length])
    assert "truncated" in kinds(few, counties, Severity.ERROR)


def test_what_is_wrong_with_units_is_found(counties: UnitLayer, tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    square = shapely.box(2, 0, 3, 1)
    frame = geopandas.GeoDataFrame(
        {"GEOID": ["1001", "01003", "01003", "01005"]},
        geometry=[bow_tie, square, square, None],
        crs="EPSG:4269",
    )
    path = tmp_path / "odd.gpkg"
    frame.to_file(path, engine="pyogrio")
    assert kinds(path, counties, Severity.ERROR) == {"identifier-twice", "lost-leading-zeros"}
    assert kinds(path, counties, Severity.WARNING) == {"invalid-ring", "empty-geometry", "duplicate"}


@pytest.mark.parametrize(
    ("geometry", "columns", "kind"),
    [
        (shapely.Point(0, 0), {"GEOID": ["01001"]}, "no-polygons"),
        (shapely.box(0, 0, 1, 1), {"COLOUR": ["red"]}, "no-identifier"),
        (shapely.box(0, 0, 1, 1), {"GEOID": [None]}, "no-identifier"),
    ],
)
def test_layers_that_cannot_be_used_are_found(
    counties: UnitLayer, tmp_path: Path, geometry: object, columns: dict[str, list[str]], kind: str
) -> None:
    path = tmp_path / "odd.geojson"
    geopandas.GeoDataFrame(columns, geometry=[geometry], crs="EPSG:4326").to_file(path, engine="pyogrio")
    assert kind in kinds(path, counties, Severity.ERROR)


def test_what_is_no_file_of_ours_is_found(counties: UnitLayer, tmp_path: Path) -> None:
    assert kinds(tmp_path / "gone.shp", counties) == {"missing"}
    assert kinds(tmp_path, counties) == {"folder"}
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear county", encoding="utf-8")
    assert kinds(letter, counties) == {"foreign"}
    junk = tmp_path / "junk.gpkg"
    junk.write_bytes(b"junk")
    assert kinds(junk, counties) == {"unreadable"}
    fake = tmp_path / "fake.shp"
    shutil.copy(letter, fake)
    assert "missing-dbf" in kinds(fake, counties)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".fgb", ".kml", ".zip"])
def test_sound_layers_of_every_kind_pass(counties: UnitLayer, tmp_path: Path, few: Path, suffix: str) -> None:
    path = tmp_path / f"copy{suffix}"
    if suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for part in few.parent.glob("few.*"):
                archive.write(part, part.name)
    else:
        driver = {"driver": "KML"} if suffix == ".kml" else {}
        geopandas.read_file(few).to_crs("EPSG:4326").to_file(path, engine="pyogrio", **driver)
    assert kinds(path, counties, Severity.ERROR) <= {"no-identifier"}


@pytest.mark.parametrize("suffix", [".dbf", ".prj", ".shx"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_parts_cut_anywhere_are_findings_and_no_crash(
    counties: UnitLayer, few: Path, suffix: str, share: float
) -> None:
    part = few.with_suffix(suffix)
    part.write_bytes(part.read_bytes()[: int(part.stat().st_size * share)])
    assert findings(few, counties)


def test_figures_that_the_program_refuses_are_found(counties: UnitLayer, tmp_path: Path, few: Path) -> None:
    frame = geopandas.read_file(few)
    frame.loc[0, "POP2020"] = -5
    path = tmp_path / "negative.gpkg"
    frame.to_file(path, engine="pyogrio")
    assert kinds(path, counties, Severity.ERROR) == {"unusable-figure"}


@pytest.mark.parametrize(
    "change", [{"moves": [{"to": "NV", "units": ["41\n001\x00" + "7" * 1_000_000]}]}, {"layer": {"name": "p\n" * 900}}]
)
def test_texts_of_a_file_are_shown_short_and_on_one_line(
    counties: UnitLayer, tmp_path: Path, change: dict[str, object]
) -> None:
    content = {"format": "borderkit-proposal", "version": 1, "title": "A", "moves": []}
    path = tmp_path / "a.borderkit"
    path.write_text(json.dumps(content | change), encoding="utf-8")
    for finding in findings(path, counties):
        assert finding.message.isprintable()
        assert len(finding.message) < 200


def test_what_is_no_code_is_shown_on_one_line(counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('GEOID,STATE\n06037,"I\nD"\n06039,' + "X" * 900 + '\n"41\n001",NV\n', encoding="utf-8")
    found = findings(path, counties)
    assert found
    for finding in found:
        assert finding.message.isprintable()
        assert len(finding.message) < 200


def test_numbers_that_are_no_degrees_and_have_no_system_are_found(counties: UnitLayer, few: Path) -> None:
    few.with_suffix(".prj").unlink()
    assert kinds(few, counties, Severity.ERROR) == set()
    columns = ["GEOID", "FULLNAME", "geometry"]
    in_metres = geopandas.read_file(few)[columns].set_crs("EPSG:4269", allow_override=True).to_crs("EPSG:5070")
    in_metres.to_file(few, engine="pyogrio", encoding="UTF-8")
    few.with_suffix(".prj").unlink()
    assert kinds(few, counties, Severity.ERROR) == {"unknown-crs"}


def test_identifiers_that_are_no_texts_are_found(counties: UnitLayer, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
    feature = {"type": "Feature", "properties": {"GEOID": ["a", "b"]}, "geometry": square}
    path = tmp_path / "listed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert kinds(path, counties, Severity.ERROR) == {"no-identifier"}


@pytest.mark.parametrize(("apart", "kind"), [(1, "no-outline"), (0, "unusable-outline")])
def test_a_layer_whose_outlines_all_collapse_is_found(
    counties: UnitLayer, tmp_path: Path, apart: int, kind: str
) -> None:
    points = [shapely.Polygon([(apart * at, 40)] * 4) for at in range(2)]
    path = tmp_path / "points.gpkg"
    geopandas.GeoDataFrame({"GEOID": ["a", "b"]}, geometry=points, crs="EPSG:4269").to_file(path, engine="pyogrio")
    assert kinds(path, counties, Severity.ERROR) == {kind}


def test_a_cell_of_a_number_column_that_is_no_number_is_found(counties: UnitLayer, tmp_path: Path, few: Path) -> None:
    frame = geopandas.read_file(few)[["GEOID", "FULLNAME", "geometry"]].assign(POP2020=1_234_567)
    path = tmp_path / "cells.shp"
    frame.to_file(path, engine="pyogrio", encoding="UTF-8")
    assert kinds(path, counties, Severity.ERROR) == set()
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"1234567", b"12,4567", 1))
    assert kinds(path, counties, Severity.ERROR) == {"unusable-figure"}
