"""Filling picks the units of a state that fit a rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from borderkit.columns import POSITION
from borderkit.filling import FillKind, FillRule, units_to_fill
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal


def names(layer: UnitLayer, units: np.ndarray[tuple[int], np.dtype[np.int32]]) -> set[str]:
    return {layer.names[unit] for unit in units}


def test_all_counties_of_a_state_as_it_is_in_the_proposal(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    oregon = proposal.position("OR")
    assert len(units_to_fill(proposal, oregon, FillRule())) == 36
    proposal.move(["41001"], "ID")
    assert len(units_to_fill(proposal, oregon, FillRule())) == 35
    assert len(units_to_fill(proposal, proposal.position("ID"), FillRule())) == 45


def test_what_a_party_carried_depends_on_the_election(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    oregon = proposal.position("OR")
    by_year = {}
    for election in (2016, 2020, 2024):
        proposal.settings = replace(proposal.settings, election=election)
        dem = units_to_fill(proposal, oregon, FillRule(FillKind.CARRIED_DEM))
        rep = units_to_fill(proposal, oregon, FillRule(FillKind.CARRIED_REP))
        assert len(dem) + len(rep) == 36
        assert not np.intersect1d(dem, rep).size
        by_year[election] = names(counties, dem)
    # Marion County went from the Republican candidate to the Democratic one between 2016 and 2020.
    assert "Marion County" not in by_year[2016]
    assert "Marion County" in by_year[2020]
    assert {"Multnomah County", "Lane County"} <= by_year[2024]


def test_a_county_carried_by_another_candidate_is_carried_by_neither_party(grid: UnitLayer) -> None:
    figures = grid.figures.copy()
    for party, votes in (("dem", 10), ("rep", 10), ("total", 50)):
        figures[0, POSITION[f"{party}_2024"]] = votes
    for party, votes in (("dem", 20), ("rep", 20), ("total", 40)):
        figures[1, POSITION[f"{party}_2024"]] = votes
    for party, votes in (("dem", 30), ("rep", 20), ("total", 50)):
        figures[3, POSITION[f"{party}_2024"]] = votes
    proposal = Proposal(replace(grid, figures=figures))
    picked = {kind: units_to_fill(proposal, 0, FillRule(kind)).tolist() for kind in FillKind}
    assert picked[FillKind.CARRIED_OTHER] == [0]
    assert picked[FillKind.CARRIED_DEM] == [3]
    assert picked[FillKind.CARRIED_REP] == []  # unit 1 is a tie


def test_denser_and_sparser_part_a_state(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    oregon = proposal.position("OR")
    denser = units_to_fill(proposal, oregon, FillRule(FillKind.DENSER, 20.0))
    sparser = units_to_fill(proposal, oregon, FillRule(FillKind.SPARSER, 20.0))
    assert "Multnomah County" in names(counties, denser)
    assert "Harney County" in names(counties, sparser)
    assert sorted([*denser.tolist(), *sparser.tolist()]) == units_to_fill(proposal, oregon, FillRule()).tolist()


@pytest.mark.parametrize("kind", list(FillKind))
def test_only_what_lies_within_is_picked(counties: UnitLayer, kind: FillKind) -> None:
    proposal = Proposal(counties)
    within = counties.indices(["41001", "41051", "16001"])
    picked = units_to_fill(proposal, proposal.position("OR"), FillRule(kind, 20.0), within)
    assert set(picked.tolist()) <= set(counties.indices(["41001", "41051"]).tolist())
