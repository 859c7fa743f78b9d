"""Tallies kept by moves equal tallies counted anew."""

import numpy as np
import pytest

from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.tally import count


def recount(proposal: Proposal) -> np.ndarray:
    return count(proposal.layer.figures, proposal.assignment, len(proposal.jurisdictions))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tallies_equal_a_recount_after_every_move_undo_and_redo(counties: UnitLayer, seed: int) -> None:
    chance = np.random.default_rng(seed)
    proposal = Proposal(counties)
    start = proposal.totals_after.copy()
    for _ in range(150):
        match chance.integers(6):
            case 0:
                proposal.undo()
            case 1:
                proposal.redo()
            case 2:
                proposal.put_back_units(chance.integers(0, len(counties), 40).astype(np.int32))
            case _:
                units = chance.integers(0, len(counties), chance.integers(1, 300)).astype(np.int32)
                proposal.move_units(units, int(chance.integers(len(proposal.jurisdictions))))
        np.testing.assert_array_equal(proposal.totals_after, recount(proposal))
    while proposal.undo():
        np.testing.assert_array_equal(proposal.totals_after, recount(proposal))
    np.testing.assert_array_equal(proposal.totals_after, start)
    np.testing.assert_array_equal(proposal.assignment, counties.home)


def test_sums_over_all_jurisdictions_never_change(counties: UnitLayer) -> None:
    chance = np.random.default_rng(7)
    proposal = Proposal(counties)
    whole = counties.figures.sum(axis=0)
    for _ in range(50):
        proposal.move_units(chance.integers(0, len(counties), 100).astype(np.int32), int(chance.integers(51)))
        np.testing.assert_array_equal(proposal.totals_after[:, :-1].sum(axis=0), whole)
        assert proposal.totals_after[:, -1].sum() == len(counties)


def test_an_empty_state_may_receive_its_first_unit_and_lose_it_again(grid: UnitLayer) -> None:
    proposal = Proposal(grid)
    assert proposal.after("DD") is None
    proposal.move(["00004"], "DD")
    received = proposal.after("DD")
    assert received is not None
    assert received.units == 1
    assert received.land_m2 == grid.figures[4, 0]
    proposal.undo()
    assert proposal.after("DD") is None


def test_a_state_without_units_left_has_no_figures_but_stays_a_target(grid: UnitLayer) -> None:
    proposal = Proposal(grid)
    proposal.move(["00006", "00007", "00008"], "AA")
    assert proposal.after("CC") is None
    proposal.move(["00006"], "CC")
    assert proposal.where_is("00006") == "CC"
