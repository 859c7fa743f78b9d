"""A GeoPackage holds everything, and QGIS finds the colours of the screen in it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import fiona
import geopandas
import pyogrio
import pytest

from borderkit.columns import COLUMNS
from borderkit.export import What, export
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.model.export.conftest import AWKWARD_NAMES, AWKWARD_TITLE
from tests.model.export.readers import assert_good_outlines, assert_same_values


def written(proposal: Proposal, out: Path) -> Path:
    path = out / "proposal.gpkg"
    export(proposal, path, What.JURISDICTIONS, Silent())
    return path


def fiona_rows(path: Path, layer: str) -> Iterator[dict[str, object]]:
    with fiona.open(path, layer=layer) as source:
        for feature in source:
            yield dict(feature["properties"])


def read_styles(path: Path) -> dict[str, ET.Element]:
    with closing(sqlite3.connect(path)) as database:
        found = database.execute(
            "SELECT f_table_name, styleQML, useAsDefault, f_geometry_column, f_table_schema FROM layer_styles"
        ).fetchall()
    assert all(row[2:] == (1, "geom", "") for row in found)
    return {row[0]: ET.fromstring(row[1]) for row in found}  # noqa: S314 - our own text


def colors_by_value(style: ET.Element) -> dict[str, tuple[str, str]]:
    """Return label and fill of each category, by the value that it stands for."""
    fills = {symbol.get("name"): symbol.find("layer/Option/Option[@name='color']") for symbol in style.iter("symbol")}
    found = {}
    for category in style.iter("category"):
        fill = fills[category.get("symbol")]
        assert fill is not None
        red, green, blue, _ = map(int, str(fill.get("value")).split(","))
        found[str(category.get("value"))] = (str(category.get("label")), f"#{red:02x}{green:02x}{blue:02x}")
    return found


def test_all_layers_hold_the_proposals_own_figures(greater_idaho: Proposal, out: Path) -> None:
    path = written(greater_idaho, out)
    assert fiona.listlayers(path)[:3] == ["units", "jurisdictions", "moved"]
    for what in What:
        assert_same_values(fiona_rows(path, what.value), greater_idaho, what)
        info = pyogrio.read_info(path, layer=what.value)
        assert (info["crs"], info["geometry_type"]) == ("EPSG:4269", "MultiPolygon")
    types = dict(zip(*(pyogrio.read_info(path, layer="units")[key] for key in ("fields", "dtypes")), strict=True))
    assert types["geoid"] == "object"
    assert types["moved"] == "bool"
    assert {types[column.key] for column in COLUMNS} == {"int64"}


def test_outlines_are_valid_share_their_borders_and_their_areas_add_up(greater_idaho: Proposal, out: Path) -> None:
    path = written(greater_idaho, out)
    units = geopandas.read_file(path, layer="units")
    assert_good_outlines(units, units)
    assert_good_outlines(geopandas.read_file(path, layer="jurisdictions"), units)
    moved = geopandas.read_file(path, layer="moved")
    assert_good_outlines(moved, units[units["moved"]])


def test_qgis_finds_a_style_for_each_layer_with_the_colours_of_the_rows(greater_idaho: Proposal, out: Path) -> None:
    path = written(greater_idaho, out)
    styles = read_styles(path)
    assert list(styles) == ["units", "jurisdictions", "moved"]
    assert colors_by_value(styles["jurisdictions"]) == {j.code: (j.name, j.color) for j in greater_idaho.jurisdictions}
    for layer in ("units", "moved"):
        colors = colors_by_value(styles[layer])
        rows = list(fiona_rows(path, layer))
        # What QGIS works out for each row: see the attribute of the renderer.
        values = {f"{row['assigned']}{'+' if row['moved'] else ''}": row["color"] for row in rows}
        assert values == {value: color for value, (_, color) in colors.items()}
        assert colors["ID+"][0] == "Moved to Idaho"
    renderer = styles["units"].find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") == "\"assigned\" || CASE WHEN \"moved\" THEN '+' ELSE '' END"
    assert colors_by_value(styles["units"])["ID"][1] != colors_by_value(styles["units"])["ID+"][1]


def test_the_expression_of_the_style_works_out_the_values_of_its_symbols(greater_idaho: Proposal, out: Path) -> None:
    path = written(greater_idaho, out)
    renderer = read_styles(path)["units"].find("renderer-v2")
    assert renderer is not None
    with closing(sqlite3.connect(path)) as database:
        # SQLite's expressions and those of QGIS are the same in what is used here.
        found = database.execute(f"SELECT DISTINCT {renderer.get('attr')} FROM units").fetchall()  # noqa: S608
    assert {row[0] for row in found} == {"ID", "ID+", "OR"}


def test_the_time_of_a_style_is_in_the_form_of_the_standard(greater_idaho: Proposal, out: Path) -> None:
    with closing(sqlite3.connect(written(greater_idaho, out))) as database:
        times = [row[0] for row in database.execute("SELECT update_time FROM layer_styles")]
    assert len(times) == 3
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time) for time in times)


def test_title_settings_and_sources_go_along(greater_idaho: Proposal, out: Path) -> None:
    path = written(greater_idaho, out)
    with fiona.open(path, layer="units") as source:
        told = source.tags()
        assert source.tags(ns=None)["IDENTIFIER"] == "Counties, before and after"
    assert told["DESCRIPTION"] == "Greater Idaho (2020)"
    with closing(sqlite3.connect(path)) as database:
        text = " ".join(row[0] for row in database.execute("SELECT metadata FROM gpkg_metadata"))
        (version,) = database.execute("PRAGMA user_version").fetchone()
    assert "Greater Idaho (2020)" in text
    assert "huntington-hill" in text
    assert "https://points-consulting.com" in text
    assert "2020 census, resident population" in text
    assert version == 10_200


def test_nothing_lies_beside_it_and_the_database_is_whole(greater_idaho: Proposal, out: Path) -> None:
    path = written(greater_idaho, out)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [file.name for file in out.iterdir()] == ["proposal.gpkg"]


def test_without_moves_the_layer_of_moved_ones_is_there_and_empty(unmoved: Proposal, out: Path) -> None:
    path = written(unmoved, out)
    assert pyogrio.read_info(path, layer="moved")["features"] == 0
    assert list(pyogrio.read_info(path, layer="moved")["fields"]) == list(
        pyogrio.read_info(path, layer="units")["fields"]
    )
    assert colors_by_value(read_styles(path)["moved"]) == {}


def test_every_county_moved_leaves_empty_states_with_their_figures(all_moved: Proposal, out: Path) -> None:
    path = written(all_moved, out)
    frame = geopandas.read_file(path, layer="jurisdictions").set_index("code")
    assert frame.geometry.is_empty.to_dict() == {"ID": True, "NEW": False, "OR": True}
    assert frame.loc["NEW", "units_after"] == 80
    assert_same_values(fiona_rows(path, "jurisdictions"), all_moved, What.JURISDICTIONS)
    assert pyogrio.read_info(path, layer="moved")["features"] == 80


@pytest.mark.parametrize("what", list(What))
def test_awkward_names_come_back_letter_by_letter(awkward: Proposal, out: Path, what: What) -> None:
    path = written(awkward, out)
    assert_same_values(fiona_rows(path, what.value), awkward, what)
    if what is What.UNITS:
        assert sorted(str(row["name"]) for row in fiona_rows(path, "units")) == sorted(AWKWARD_NAMES)
        labels = {label for label, _ in colors_by_value(read_styles(path)["units"]).values()}
        assert "Moved to =1+1 <i>\"Kent\" & 'Sons'</i> 肯特" in labels
        with fiona.open(path, layer="units") as source:
            assert source.tags()["DESCRIPTION"] == AWKWARD_TITLE
