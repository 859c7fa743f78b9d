"""A proposal moves units, names its steps, and takes them back."""

import sys

import numpy as np
import pytest

from borderkit.document import Details
from borderkit.errors import JurisdictionError, UnknownJurisdictionError, UnknownUnitError
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal

JEFFERSON = Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d")


def test_a_move_takes_people_votes_and_land_from_one_state_to_the_other(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    before = {code: proposal.after(code) for code in ("OR", "ID")}
    proposal.move(["41001"], "ID")
    after = {code: proposal.after(code) for code in ("OR", "ID")}
    baker = counties.index_of["41001"]
    for name in ("people", "land_m2", "votes_dem", "votes_rep", "votes_other", "votes_total", "units"):
        left = getattr(before["OR"], name) - getattr(after["OR"], name)
        came = getattr(after["ID"], name) - getattr(before["ID"], name)
        assert left == came > 0, name
    assert counties.names[baker] == "Baker County"
    assert proposal.where_is("41001") == "ID"


def test_steps_are_named_as_a_person_would(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["41001", "41003", "41005"], "ID")
    proposal.move(["41007"], "ID")
    proposal.move(["41009", "53001"], "ID")
    proposal.move(["06001", "41011", "53003", "32001"], "ID")
    proposal.put_back(["41001"])
    proposal.put_back()
    proposal.edit_details(Details(title="A plan"))
    proposal.add_jurisdiction(JEFFERSON)
    assert [step.text for step in proposal.history.steps] == [
        "Moved 3 counties from Oregon to Idaho",
        "Moved Clatsop County from Oregon to Idaho",
        "Moved 2 counties from Oregon and Washington to Idaho",
        "Moved 4 counties from 4 states to Idaho",
        "Put Baker County back home to Oregon",
        "Put 9 counties back home to 4 states",
        "Titled it “A plan”",
        "Added the new state Jefferson (JEF)",
    ]


def test_going_to_a_step_undoes_and_redoes_as_far_as_needed(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    for geoid in ("41001", "41003", "41005"):
        proposal.move([geoid], "ID")
    proposal.go_to(1)
    assert [proposal.where_is(g) for g in ("41001", "41003", "41005")] == ["ID", "OR", "OR"]
    proposal.go_to(3)
    assert proposal.where_is("41005") == "ID"
    proposal.go_to(0)
    assert len(proposal.moved_units) == 0


def test_a_new_step_forgets_the_undone_ones(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["41001"], "ID")
    proposal.undo()
    proposal.move(["41003"], "ID")
    assert proposal.redo() is None
    assert len(proposal.history.steps) == 1


def test_undoing_a_new_state_and_redoing_it_brings_its_counties_back(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.add_jurisdiction(JEFFERSON)
    proposal.move(["41033", "06093"], "JEF")
    proposal.undo()
    proposal.undo()
    with pytest.raises(UnknownJurisdictionError, match="JEF"):
        proposal.position("JEF")
    assert len(proposal.totals_after) == 51
    proposal.redo()
    proposal.redo()
    found = proposal.after("JEF")
    assert found is not None
    assert found.units == 2


def test_putting_a_state_back_undoes_what_came_and_what_left(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["41001"], "ID")
    proposal.move(["16001"], "MT")
    proposal.move(["06001"], "NV")
    proposal.put_back_jurisdiction("ID")
    assert [proposal.where_is(g) for g in ("41001", "16001", "06001")] == ["OR", "ID", "NV"]


def test_a_move_that_changes_nothing_is_no_step(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["16001"], "ID")
    proposal.put_back(["16001"])
    proposal.edit_details(proposal.details)
    assert not proposal.history.steps
    assert proposal.history.is_saved


def test_unknown_units_and_codes_are_named_and_nothing_changes(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    with pytest.raises(UnknownUnitError, match="99999"):
        proposal.move(["41001", "99999"], "ID")
    with pytest.raises(UnknownJurisdictionError, match="XX"):
        proposal.move(["41001"], "XX")
    with pytest.raises(JurisdictionError, match="taken"):
        proposal.add_jurisdiction(Jurisdiction("ID", "Idaho again", Status.NEW_STATE, "#000000"))
    assert len(proposal.moved_units) == 0
    assert not proposal.history.steps


def test_saved_means_the_steps_in_force_are_those_of_the_last_save(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["41001"], "ID")
    proposal.history.mark_saved()
    proposal.move(["41003"], "ID")
    assert not proposal.history.is_saved
    proposal.undo()
    assert proposal.history.is_saved
    proposal.undo()
    proposal.move(["41005"], "ID")
    proposal.undo()
    proposal.redo()
    assert not proposal.history.is_saved


def test_a_step_of_history_takes_at_most_two_kilobytes(counties: UnitLayer) -> None:
    """Whole states, a thousand counties at random, the whole country at once: packed, each is small."""
    chance = np.random.default_rng(5)
    proposal = Proposal(counties)
    everything = np.arange(len(counties), dtype=np.int32)
    proposal.move_units(everything[counties.home == 4], 12)
    proposal.move_units(chance.choice(everything, 1000, replace=False), 3)
    proposal.move_units(everything[1000:2000], 30)
    proposal.put_back()
    proposal.move_units(everything, 7)
    sizes = []
    for step in proposal.history.steps:
        parts = [step, step.text, step.changes, *step.changes]
        parts += [getattr(c, name) for c in step.changes for name in ("_units", "_before", "_after")]
        sizes.append(sum(sys.getsizeof(part) for part in parts))
    assert max(sizes) <= 2048, sizes


def test_the_union_loses_who_leaves_and_the_sum_over_all_stays(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    california = [g for g in counties.geoids if g.startswith("06")]
    proposal.add_jurisdiction(Jurisdiction("CAL", "California Republic", Status.INDEPENDENT, "#b9b2a6"))
    proposal.move(california, "CAL")
    assert proposal.union_before().people == 331_449_281
    assert proposal.union_after().people == 331_449_281 - 39_538_223
    assert proposal.after("CA") is None
    assert proposal.totals_after[:, :-1].sum() == counties.figures.sum()


class TestStroke:
    def test_it_moves_at_once_and_is_one_step_when_finished(self, counties: UnitLayer) -> None:
        proposal = Proposal(counties)
        stroke = proposal.begin_stroke("ID")
        for geoid in ("41001", "41003", "41001"):
            stroke.add(counties.indices([geoid]))
        assert proposal.where_is("41003") == "ID"
        assert not proposal.history.steps
        step = stroke.finish()
        assert step is not None
        assert step.text == "Moved 2 counties from Oregon to Idaho"
        proposal.undo()
        assert len(proposal.moved_units) == 0

    def test_the_first_unit_decides_that_it_puts_back(self, counties: UnitLayer) -> None:
        proposal = Proposal(counties)
        proposal.move(["41001", "41003"], "ID")
        proposal.move(["41005"], "WA")
        stroke = proposal.begin_stroke("ID")
        stroke.add(counties.indices(["41001", "41003", "41005", "41007", "16001"]))
        stroke.finish()
        assert [proposal.where_is(g) for g in ("41001", "41003", "41005", "41007", "16001")] == [
            "OR",
            "OR",
            "WA",
            "OR",
            "ID",
        ]
        assert proposal.history.undo_text == "Put 2 counties back home to Oregon"

    def test_a_stroke_that_began_by_moving_never_puts_back(self, counties: UnitLayer) -> None:
        proposal = Proposal(counties)
        proposal.move(["41001"], "ID")
        stroke = proposal.begin_stroke("ID")
        stroke.add(counties.indices(["41003", "41001"]))
        stroke.finish()
        assert proposal.where_is("41001") == proposal.where_is("41003") == "ID"

    def test_dropped_it_leaves_everything_as_it_was(self, counties: UnitLayer) -> None:
        proposal = Proposal(counties)
        proposal.move(["41001"], "WA")
        totals = proposal.totals_after.copy()
        stroke = proposal.begin_stroke(OUTSIDE.code)
        stroke.add(counties.indices(["41001", "41003"]))
        assert proposal.where_is("41001") == OUTSIDE.code
        stroke.cancel()
        np.testing.assert_array_equal(proposal.totals_after, totals)
        assert len(proposal.jurisdictions) == 51
        assert len(proposal.history.steps) == 1

    def test_leaving_the_union_brings_its_jurisdiction_along_in_one_step(self, counties: UnitLayer) -> None:
        proposal = Proposal(counties)
        stroke = proposal.begin_stroke(OUTSIDE.code)
        stroke.add(counties.indices(["41001"]))
        stroke.finish()
        assert proposal.jurisdiction(OUTSIDE.code).status is Status.INDEPENDENT
        proposal.undo()
        assert len(proposal.jurisdictions) == 51
        proposal.redo()
        assert proposal.where_is("41001") == OUTSIDE.code

    def test_one_that_met_nothing_is_no_step(self, counties: UnitLayer) -> None:
        proposal = Proposal(counties)
        assert proposal.begin_stroke(OUTSIDE.code).finish() is None
        assert len(proposal.jurisdictions) == 51
        assert not proposal.history.steps
