"""The bundled layer says what is known of the counties."""

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely

from borderkit import locations
from borderkit.columns import COLUMNS, POSITION
from borderkit.jurisdiction import Status
from borderkit.layer import UnitLayer
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from borderkit.read_layer import read_layer
from borderkit.settings import Settings

STATE_VOTES = Path(__file__).parents[1] / "data" / "state_votes.csv"


def official_results() -> list[dict[str, str]]:
    with STATE_VOTES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_people_add_up_to_the_censuses(counties: UnitLayer) -> None:
    assert len(counties) == 3142
    sums = dict(zip([c.key for c in COLUMNS], counties.figures.sum(axis=0).tolist(), strict=True))
    assert sums["people_2020"] == 331_449_281
    assert sums["people_2010"] == 308_745_538
    assert sums["overseas_2020"] == 348_698


@pytest.mark.parametrize("election", [2016, 2020, 2024])
def test_votes_of_every_state_add_up_to_the_official_result(counties: UnitLayer, election: int) -> None:
    proposal = Proposal(counties)
    proposal.settings = Settings(election=election)
    results = [row for row in official_results() if int(row["year"]) == election]
    assert len(results) == 51
    for row in results:
        found = proposal.before(row["state"])
        assert found is not None
        assert found.votes_dem + int(row["not_in_a_county_dem"]) == int(row["dem"]), row
        assert found.votes_rep + int(row["not_in_a_county_rep"]) == int(row["rep"]), row


def test_there_are_fifty_states_and_the_federal_district(counties: UnitLayer) -> None:
    statuses = [j.status for j in counties.jurisdictions]
    assert statuses.count(Status.STATE) == 50
    assert statuses.count(Status.FEDERAL_DISTRICT) == 1
    assert [j.code for j in counties.jurisdictions] == sorted(j.code for j in counties.jurisdictions)


def test_names_are_full_and_unique_within_a_state(counties: UnitLayer) -> None:
    pairs = {(counties.home_of(unit).code, name) for unit, name in enumerate(counties.names)}
    assert len(pairs) == len(counties)
    assert counties.names[counties.index_of["51059"]] == "Fairfax County"
    assert counties.names[counties.index_of["51600"]] == "Fairfax city"
    assert counties.names[counties.index_of["35013"]] == "Doña Ana County"


def test_estimates_are_marked(counties: UnitLayer) -> None:
    alaska = [g.startswith("02") for g in counties.geoids]
    for election in (2016, 2020, 2024):
        marked = counties.figures[:, POSITION[f"estimated_{election}"]].astype(bool)
        expected = np.array(alaska)
        if election == 2024:
            expected[counties.index_of["15005"]] = True
        np.testing.assert_array_equal(marked, expected)


def test_the_shapefile_holds_the_same_layer_with_valid_geometry(counties: UnitLayer) -> None:
    loaded = read_layer(locations.shapefiles() / "us_counties.shp")
    assert loaded.layer.geoids == counties.geoids
    assert loaded.layer.names == counties.names
    np.testing.assert_array_equal(loaded.layer.figures, counties.figures)
    assert shapely.is_valid(loaded.geometries).all()
    assert shapely.coverage_is_valid(loaded.geometries)


def test_neighbouring_states_differ_in_colour_also_for_the_colour_blind(prepared: PreparedLayer) -> None:
    """Simulated after Machado, Oliveira and Fernandes (2009), severity 1; distance in CIE Lab (1976)."""
    level = prepared.level(0)
    home = prepared.layer.home
    shared = level.arc_other >= 0
    pairs = {
        tuple(sorted(pair)) for pair in zip(home[level.arc_unit[shared]], home[level.arc_other[shared]], strict=True)
    }
    colors = [_linear(j.color) for j in prepared.layer.jurisdictions]
    for simulation in _VISIONS:
        seen = [_lab(simulation @ color) for color in colors]
        for one, other in pairs:
            if one != other:
                names = prepared.layer.jurisdictions[one].name, prepared.layer.jurisdictions[other].name
                assert np.linalg.norm(seen[one] - seen[other]) > 10, names


_VISIONS = (
    np.eye(3),
    np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
)


def _linear(color: str) -> np.ndarray:
    srgb = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
