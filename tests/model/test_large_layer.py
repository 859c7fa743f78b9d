"""The layer of the benchmarks: the same country in more pieces."""

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.large_layer import shared_out_by_county, split_counties
from borderkit.columns import COLUMNS, ELECTIONS
from borderkit.contiguity import pieces
from borderkit.prepare import prepare
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.layers import counties_of, write_layer


@pytest.fixture(scope="module")
def whole() -> geopandas.GeoDataFrame:
    """Counties with straight borders, winding ones, and islands."""
    return counties_of("DE", "RI").sort_values("GEOID").reset_index(drop=True)


@pytest.fixture(scope="module")
def split(whole: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    return split_counties(whole, 8 * 40)


def outlines(frame: geopandas.GeoDataFrame) -> np.ndarray:
    return np.asarray(frame.geometry.values, dtype=object)


def test_the_pieces_are_a_coverage_of_valid_polygons(split: geopandas.GeoDataFrame) -> None:
    assert shapely.is_valid(outlines(split)).all()
    assert shapely.coverage_is_valid(outlines(split))
    assert 240 < len(split) < 400


def test_the_pieces_of_a_county_are_the_county(whole: geopandas.GeoDataFrame, split: geopandas.GeoDataFrame) -> None:
    for geoid, outline in zip(whole["GEOID"], outlines(whole), strict=True):
        mine = outlines(split[split["GEOID"].str[:5] == geoid])
        assert shapely.area(shapely.symmetric_difference(shapely.coverage_union_all(mine), outline)) < 1e-12
        assert np.array_equal(shapely.total_bounds(mine), shapely.bounds(outline))


def test_every_column_adds_up_to_the_county(whole: geopandas.GeoDataFrame, split: geopandas.GeoDataFrame) -> None:
    county = split["GEOID"].str[:5]
    for column in COLUMNS:
        assert split[column.field].groupby(county).sum().tolist() == whole[column.field].tolist(), column.field
        assert split[column.field].min() >= 0
    for year in (election % 100 for election in ELECTIONS):
        assert (split[f"DEM{year}"] + split[f"REP{year}"] <= split[f"TOTAL{year}"]).all()


def test_identifiers_and_names_tell_the_county(split: geopandas.GeoDataFrame) -> None:
    assert split["GEOID"].is_unique
    first = split.iloc[0]
    assert (first["GEOID"], first["FULLNAME"], first["STUSPS"]) == ("10001001", "Kent County, piece 1", "DE")


def test_more_pieces_than_there_are_numbers_are_refused(whole: geopandas.GeoDataFrame) -> None:
    with pytest.raises(ValueError, match="pieces"):
        split_counties(whole, 8 * 1500)


def test_prepared_it_has_the_levels_that_simple_outlines_need(split: geopandas.GeoDataFrame, tmp_path: Path) -> None:
    path = write_layer(tmp_path / "pieces.gpkg", split)
    prepare(path, tmp_path / "pieces.npz", Silent())
    prepared = PreparedLayer(tmp_path / "pieces.npz")
    # Two small states lose as much less than the country's 600 m as they are smaller.
    coarse, full = prepared.tolerances
    assert full == 0.0
    left, _, right, _ = prepared.frame.ground[0].box
    assert coarse == pytest.approx(600.0 * (right - left) / 4_600_000, abs=0.1)
    assert (np.diff(prepared.level(1).rings_of) > 0).all()
    graph = prepared.layer.neighbours
    assert graph is not None
    # Delaware has no island of its own: all of its pieces are found to meet.
    assert len(pieces(Proposal(prepared.layer), 0, graph)) < 4


@given(st.lists(st.lists(st.floats(1e-9, 10.0), min_size=1, max_size=9), min_size=1, max_size=5), st.data())
def test_what_is_shared_out_adds_up_and_is_off_by_less_than_one(shares: list[list[float]], data: st.DataObject) -> None:
    totals = np.array([data.draw(st.integers(0, 10**11)) for _ in shares])
    county = np.repeat(np.arange(len(shares)), [len(row) for row in shares])
    flat = np.concatenate([np.array(row) for row in shares])
    parts = shared_out_by_county(totals, county, flat)
    exact = totals[county] * flat / np.bincount(county, flat)[county]
    assert np.bincount(county, parts).astype(np.int64).tolist() == totals.tolist()
    assert (np.abs(parts - exact) < 1 + 1e-3).all()
