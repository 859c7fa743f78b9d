"""The precincts that are made up for demonstrations say so, and are as awkward as a real file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas
import numpy as np
import shapely

from borderkit.layer import UnitLayer
from borderkit.projection import Geometries
from tests.refinement.precincts import DIVIDED, FIELDS, figure, read
from tools.make_precincts import COUNTIES, NAME, NOTE, make, write


def test_they_are_the_same_each_time(counties: UnitLayer, outlines: Geometries) -> None:
    jefferson = COUNTIES[1:2]
    once, again = (make(counties, outlines, jefferson) for _ in range(2))
    assert once.drop(columns="geometry").equals(again.drop(columns="geometry"))
    assert shapely.equals_exact(once.geometry.values, again.geometry.values).all()


def test_each_says_that_it_is_made_up(precincts: geopandas.GeoDataFrame, tmp_path: Path) -> None:
    assert set(precincts["NOTE"]) == {NOTE}
    write(tmp_path, precincts)
    assert "Nothing here is real" in (tmp_path / "README.txt").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / f"{NAME}.zip") as archive:
        assert {"README.txt", *(f"{NAME}.{ending}" for ending in ("shp", "shx", "dbf", "prj", "cpg"))} == set(
            archive.namelist()
        )


def test_both_files_hold_all_of_them(precincts: geopandas.GeoDataFrame, tmp_path: Path) -> None:
    write(tmp_path, precincts)
    for ending in ("zip", "gpkg"):
        found = read(tmp_path / f"{NAME}.{ending}")
        assert list(found.columns) == list(precincts.columns)
        assert found["COUNTYFP"].tolist() == precincts["COUNTYFP"].tolist()
        assert found["POP20"].tolist() == precincts["POP20"].tolist()
        assert found.crs.to_epsg() == 4269
        assert shapely.is_valid(found.geometry.values).all()


def test_their_sums_miss_the_counties_and_their_outlines_do_not_fit(
    counties: UnitLayer, outlines: Geometries, precincts: geopandas.GeoDataFrame
) -> None:
    for geoid in DIVIDED:
        own = precincts[precincts["COUNTYFP"] == geoid[2:]]
        for field, key in FIELDS.items():
            total = int(own[field].sum())
            if key != "other_2024":
                assert total != figure(counties, geoid, key)
                assert abs(total / figure(counties, geoid, key) - 1) < 0.02
        county = outlines[counties.index_of[geoid]]
        missed = shapely.area(shapely.symmetric_difference(shapely.union_all(own.geometry.values), county))
        assert 1e-4 < missed / shapely.area(county) < 0.02
        assert (own[list(FIELDS)].to_numpy() >= 0).all()


def test_they_are_small_where_the_largest_town_is(precincts: geopandas.GeoDataFrame) -> None:
    deschutes = precincts[precincts["COUNTYFP"] == "017"]
    bend = shapely.Point(-121.31, 44.06)
    areas, distances = shapely.area(deschutes.geometry.values), shapely.distance(deschutes.geometry.values, bend)
    assert np.median(areas[distances < 0.1]) < np.median(areas[distances > 0.4]) / 10
