"""Locks and sources hold strokes off; forecasts tell what a move will change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderkit.forecast import forecast
from borderkit.jurisdiction import OUTSIDE
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.restraint import Restraint


def where(proposal: Proposal) -> str:
    return "".join(proposal.jurisdictions[at].code[0] for at in proposal.assignment)


def test_a_stroke_takes_nothing_from_a_locked_jurisdiction_and_gives_it_nothing(grid: UnitLayer) -> None:
    proposal = Proposal(grid)
    stroke = proposal.begin_stroke("CC", Restraint(frozenset({"AA"})))
    stroke.add(np.array([0, 2, 4], dtype=np.int32))
    assert where(proposal) == "AACACBCCC"
    assert stroke.kept_out == {0}
    stroke.finish()
    locked_target = proposal.begin_stroke("CC", Restraint(frozenset({"CC"})))
    locked_target.add(np.array([0], dtype=np.int32))
    assert locked_target.finish() is None
    assert where(proposal) == "AACACBCCC"


def test_a_stroke_back_home_asks_the_home_for_its_lock(grid: UnitLayer) -> None:
    proposal = Proposal(grid)
    proposal.move(["00000", "00002"], "CC")
    stroke = proposal.begin_stroke("CC", Restraint(frozenset({"AA"})), puts_back=True)
    stroke.add(np.array([0, 2], dtype=np.int32))
    stroke.finish()
    assert where(proposal) == "CABABBCCC"


def test_taking_from_one_state_only_still_lets_units_go_home(grid: UnitLayer) -> None:
    proposal = Proposal(grid)
    restraint = Restraint(only_from="BB")
    stroke = proposal.begin_stroke("CC", restraint)
    stroke.add(np.array([0, 2, 4], dtype=np.int32))
    stroke.finish()
    assert where(proposal) == "AACACBCCC"
    back = proposal.begin_stroke("CC", restraint)
    back.add(np.array([2], dtype=np.int32))
    back.finish()
    assert where(proposal) == "AABACBCCC"


def test_a_dropped_stroke_under_a_lock_leaves_everything_as_it_was(grid: UnitLayer) -> None:
    proposal = Proposal(grid)
    stroke = proposal.begin_stroke(OUTSIDE.code, Restraint(frozenset({"BB"})))
    stroke.add(np.arange(9, dtype=np.int32))
    assert where(proposal) == "OOBOBBOOO"
    stroke.cancel()
    assert where(proposal) == "AABABBCCC"
    assert len(proposal.jurisdictions) == 4


def test_a_reason_names_the_state() -> None:
    restraint = Restraint(frozenset({"OUT"}), only_from="XX")
    assert restraint.reason(OUTSIDE) == f"{OUTSIDE.name} is locked."
    assert Restraint().reason(OUTSIDE) is None


@given(st.sets(st.integers(0, 3141), min_size=1, max_size=40), st.sampled_from(["ID", "NE", "ME", "DC", OUTSIDE.code]))
@settings(max_examples=40, deadline=None)
def test_a_forecast_comes_true(counties: UnitLayer, units: set[int], code: str) -> None:
    proposal = Proposal(counties)
    chosen = np.array(sorted(units), dtype=np.int32)
    target = OUTSIDE if code == OUTSIDE.code else proposal.jurisdiction(code)
    before = proposal.assignment.copy()
    expected = forecast(proposal, chosen, target)
    assert np.array_equal(proposal.assignment, before)
    stroke = proposal.begin_stroke(code, puts_back=False)
    stroke.add(chosen)
    stroke.finish()
    touched = {proposal.jurisdictions[at].code for at in np.union1d(before[chosen], proposal.assignment[chosen])}
    moving = chosen[before[chosen] != proposal.assignment[chosen]]
    assert {one.jurisdiction.code for one in expected} <= touched
    assert bool(expected) == bool(len(moving))
    for one in expected:
        assert one.then == proposal.after(one.jurisdiction.code)
    if expected:
        assert expected[0].jurisdiction.code == code


@pytest.mark.parametrize("state", ["ME", "NE"])
def test_putting_everything_back_is_forecast_with_the_electors_of_old(counties: UnitLayer, state: str) -> None:
    """A state that splits its electors does so again once its borders are the old ones."""
    proposal = Proposal(counties)
    now = proposal.after(state)
    unit = np.flatnonzero(counties.home == proposal.position(state))[:1].astype(np.int32)
    proposal.move_units(unit, proposal.position("ID"))
    expected = {one.jurisdiction.code: one.then for one in forecast(proposal, unit, counties.home[unit])}
    assert expected[state] == now
