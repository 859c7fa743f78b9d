"""The whole country in full detail: few tests, since each takes seconds."""

from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import pytest
import shapely

from borderkit import open_proposal
from borderkit.export import What, export
from borderkit.layer import UnitLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal

MAINLAND_AND_ISLANDS = "ESRI:102008"


@pytest.fixture(scope="session")
def california_leaves(counties: UnitLayer) -> Proposal:
    """An independent country and 49 states."""
    return open_proposal("california-leaves-the-union", counties)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, california_leaves: Proposal) -> Path:
    """A GeoPackage of everything and a GeoJSON of the states."""
    path = tmp_path_factory.mktemp("country")
    export(california_leaves, path / "country.gpkg", What.UNITS, Silent())
    export(california_leaves, path / "states.geojson", What.JURISDICTIONS, Silent())
    return path


def test_the_states_are_valid_a_coverage_and_have_the_area_of_their_counties(folder: Path) -> None:
    units = geopandas.read_file(folder / "country.gpkg", layer="units").to_crs(MAINLAND_AND_ISLANDS)
    states = geopandas.read_file(folder / "country.gpkg", layer="jurisdictions")
    assert len(units) == 3142
    assert shapely.is_valid(states.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(states.geometry.to_numpy())
    of_states = states.to_crs(MAINLAND_AND_ISLANDS).set_index("code").area
    of_units = units.assign(area=units.area).groupby("assigned")["area"].sum()
    # Nothing is left of California but its figures of today.
    assert of_states.pop("CA") == 0.0
    assert of_states.index.tolist() == of_units.index.tolist()
    np.testing.assert_allclose(of_states, of_units, rtol=1e-9)


def test_the_known_sums_come_back(folder: Path, california_leaves: Proposal) -> None:
    units = pyogrio.read_dataframe(folder / "country.gpkg", layer="units", read_geometry=False)
    assert units["people_2020"].sum() == 331_449_281
    assert units["people_2010"].sum() == 308_745_538
    states = pyogrio.read_dataframe(folder / "country.gpkg", layer="jurisdictions", read_geometry=False)
    inside = states[states["status"] != "independent"]
    union = california_leaves.union_after()
    assert inside["people_after"].sum() == union.people
    assert inside["house_seats_after"].sum() == 435
    assert states["land_m2_after"].sum() == units["land_m2"].sum()


def test_rounded_for_geojson_the_outlines_are_still_valid_and_meet(folder: Path) -> None:
    outlines = geopandas.read_file(folder / "states.geojson").geometry.to_numpy()
    assert len(outlines) == 51
    assert shapely.is_valid(outlines).all()
    assert shapely.coverage_is_valid(outlines)
    # RFC 7946: nothing crosses the antimeridian; the Aleutians lie on both sides of it.
    left, _, right, _ = shapely.total_bounds(outlines)
    assert -180 <= left < -179
    assert 179 < right <= 180
    west, east = shapely.bounds(shapely.get_parts(outlines))[:, (0, 2)].T
    assert (east - west < 180).all()
