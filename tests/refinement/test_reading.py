"""Reading the pieces of counties from a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from borderkit.errors import LayerError
from borderkit.layer import UnitLayer
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import remember
from borderkit.own_layer.recipe import FigureUse, HomeKind, Measure, Recipe, Roles
from borderkit.progress import Silent
from borderkit.projection import Geometries
from borderkit.refinement.choosing import divide_all, units_covered
from borderkit.refinement.dividing import Division
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.pieces import Known
from borderkit.refinement.reading import ReadPieces, read_pieces, read_source, recipe_of_pieces
from tests.layers import write_layer
from tests.refinement.precincts import DESCHUTES, DIVIDED, JEFFERSON, figure


def read(path: Path, recipe: Recipe | None = None) -> ReadPieces:
    return read_pieces(path, recipe or recipe_of_pieces(path), Silent())


@pytest.fixture
def path(precincts: geopandas.GeoDataFrame, tmp_path: Path) -> Path:
    return write_layer(tmp_path / "precincts.gpkg", precincts)


def test_a_clerks_file_is_read_by_its_columns_as_they_are_guessed(path: Path) -> None:
    found = read(path)
    source = found.source
    assert source.called == ("precinct", "precincts")
    assert (found.numbered_by, found.county_by) == ("PRECINCT", "COUNTYFP")
    assert source.ids[:2] == ("001", "002")
    assert source.names[:2] == ("Precinct 1", "Precinct 2")
    assert set(source.units) == {"017", "031", "035", "065"}
    assert {"people_2020", "dem_2024", "rep_2024", "total_2024"} == set(source.figures)
    assert found.remarks == ("All votes 2024 are G24PREDHAR + G24PRERTRU + G24PREOTH.",)


def test_a_recipe_that_a_person_gave_is_taken(path: Path) -> None:
    roles = Roles("", "NOTE", "", HomeKind.ONE_FOR_ALL, "", (FigureUse("POP20", Measure.PEOPLE, 2010),))
    remember(path, probe(path).layers[0], Recipe(roles=roles, units_called=("ward", "wards")))
    source = read_source(path, recipe_of_pieces(path), Silent())
    assert source.called == ("ward", "wards")
    assert set(source.names) == {"Made up. Not a real precinct."}
    assert list(source.figures) == ["people_2010"]


def test_counties_in_which_pieces_lie_are_found_and_divided(
    path: Path, counties: UnitLayer, outlines: Geometries
) -> None:
    source = read(path).source
    covered = units_covered(source, outlines)
    assert {counties.geoids[unit]: number for unit, number in covered.items()} == dict(
        zip(DIVIDED, (80, 22, 62, 36), strict=True)
    )
    crook = counties.index_of["41013"]
    units = [counties.index_of[JEFFERSON], crook]
    found = divide_all(counties, units, outlines, source, Silent())
    jefferson = found[units[0]]
    assert isinstance(jefferson, Division)
    assert jefferson.known is Known.FIELD
    assert jefferson.said == tuple(jefferson.said)
    assert jefferson.refinement.said == " ".join(jefferson.said)
    people = sum(piece.figures["people_2020"] for piece in jefferson.refinement.pieces)
    assert people == figure(counties, JEFFERSON, "people_2020")
    assert isinstance(found[crook], RefinementError)
    assert "Crook County cannot be divided with precincts.gpkg" in str(found[crook])


def test_pieces_in_another_projection_lie_where_they_do(
    precincts: geopandas.GeoDataFrame, path: Path, tmp_path: Path
) -> None:
    plane = write_layer(tmp_path / "plane.gpkg", precincts.to_crs("EPSG:2270"))
    straight, from_plane = read(path).source, read(plane).source
    assert shapely.hausdorff_distance(straight.outlines, from_plane.outlines).max() < 1e-7


def test_tracts_are_known_by_their_identifiers(
    precincts: geopandas.GeoDataFrame, counties: UnitLayer, outlines: Geometries, tmp_path: Path
) -> None:
    tracts = precincts[["geometry"]].copy()
    tracts["GEOID20"] = [
        f"41{c}{int(p):06d}" for c, p in zip(precincts["COUNTYFP"], precincts["PRECINCT"], strict=True)
    ]
    found = read(write_layer(tmp_path / "tl_2020_41_tract.gpkg", tracts))
    assert found.source.called == ("tract", "tracts")
    assert not found.source.units
    unit = counties.index_of[DESCHUTES]
    division = divide_all(counties, [unit], outlines, found.source, Silent())[unit]
    assert isinstance(division, Division)
    assert division.known is Known.IDENTIFIER
    assert division.refinement.pieces[0].id.startswith("41017000")
    assert all("estimate" in sentence for sentence in division.said if "shared out" in sentence)


def test_rows_without_a_polygon_and_missing_figures_are_told(precincts: geopandas.GeoDataFrame, tmp_path: Path) -> None:
    torn = precincts.copy()
    torn.loc[3, "geometry"] = None
    torn["POP20"] = torn["POP20"].astype(float)
    torn.loc[5, "POP20"] = np.nan
    found = read(write_layer(tmp_path / "torn.gpkg", torn))
    assert len(found.source.ids) == len(precincts) - 1
    assert "1 row without a polygon left out." in found.remarks
    assert np.isnan(np.asarray(found.source.figures["people_2020"])).sum() == 1
    assert any("POP20: 1 row without a figure" in remark for remark in found.remarks)


def test_precincts_with_one_number_in_a_county_are_told(precincts: geopandas.GeoDataFrame, tmp_path: Path) -> None:
    twice = precincts.copy()
    twice.loc[1, "PRECINCT"] = "001"
    found = read(write_layer(tmp_path / "twice.gpkg", twice))
    assert "1 precinct has the identifier of another one in the county: each counts as one of its own." in found.remarks


def test_a_column_that_is_gone_is_named(path: Path) -> None:
    recipe = recipe_of_pieces(path)
    with pytest.raises(LayerError, match=r"has no column VOTERS\. Say anew what its columns mean"):
        read(path, replace(recipe, roles=replace(recipe.roles, name="VOTERS")))


def test_numbers_that_are_no_degrees_need_a_coordinate_system(
    precincts: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    bare = write_layer(tmp_path / "bare.shp", precincts.to_crs("EPSG:2270"))
    bare.with_suffix(".prj").unlink()
    with pytest.raises(LayerError, match="does not say its coordinate system"):
        read(bare)
