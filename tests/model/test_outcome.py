"""Electors, senators and ripples follow from borders as the Constitution says."""

from collections.abc import Iterable

import pytest

import borderkit
from borderkit.apportionment import Claimant, apportion
from borderkit.effects import consequences, line_of_effect
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.settings import Settings


def of(counties: UnitLayer, state: str) -> list[str]:
    return [g for unit, g in enumerate(counties.geoids) if counties.home_of(unit).code == state]


@pytest.mark.parametrize(
    ("election", "census", "dem", "rep"), [(2024, 2020, 226, 312), (2020, 2010, 306, 232), (2016, 2010, 232, 306)]
)
def test_unchanged_borders_give_the_official_electoral_vote(
    counties: UnitLayer, election: int, census: int, dem: int, rep: int
) -> None:
    proposal = Proposal(counties)
    proposal.settings = Settings(election=election, people=census)
    union = proposal.outcome_after.union
    assert (union.electors_dem, union.electors_rep, union.electors_other) == (dem, rep, 0)
    assert (union.electors, proposal.outcome_after.electors_needed, union.senators) == (538, 270, 100)


def test_when_california_leaves_its_seats_are_shared_out_again_or_lapse(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("california-leaves-the-union", counties)
    again = proposal.outcome_after
    assert (again.states, again.union.house_seats, again.lapsed) == (49, 435, 0)
    assert (again.union.electors, again.electors_needed) == (536, 269)
    assert sum(ripple.house_seats for ripple in proposal.ripples()) == 52
    proposal.settings = Settings(lapse_seats=True)
    lapsed = proposal.outcome_after
    assert (lapsed.states, lapsed.union.house_seats, lapsed.lapsed) == (49, 383, 52)
    assert (lapsed.union.electors, lapsed.electors_needed) == (484, 243)
    assert proposal.ripples() == []


def test_greater_idaho_of_2020_gives_idaho_four_seats_and_oregon_four(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    seats = {
        code: tuple(
            outcome.standings[code].house_seats for outcome in (proposal.outcome_before, proposal.outcome_after)
        )
        for code in ("ID", "OR")
    }
    assert seats == {"ID": (2, 4), "OR": (6, 4)}
    assert proposal.ripples() == []


def test_maine_keeps_its_split_until_its_borders_or_its_electors_change(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    maine = proposal.outcome_after.standings["ME"]
    assert (maine.electors_dem, maine.electors_rep, maine.by_district) == (3, 1, True)
    proposal.move([of(counties, "NH")[0]], "ME")
    changed = proposal.outcome_after.standings["ME"]
    assert (changed.electors_rep, changed.by_district) == (0, False)
    proposal.undo()
    assert proposal.outcome_after.standings["ME"].by_district
    proposal.settings = Settings(house_size=1000)
    assert not proposal.outcome_after.standings["ME"].by_district


def test_the_federal_district_never_has_more_than_the_least_populous_state(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    assert proposal.outcome_after.standings["DC"].electors == 3
    proposal.move(of(counties, "MD"), "DC")
    assert proposal.outcome_after.standings["DC"].electors == 3
    proposal.settings = Settings(house_size=2000)
    people = {claimant.code: claimant.people for claimant in proposal.outcome_after.claimants}
    least = min(people, key=people.__getitem__)
    district, smallest = (proposal.outcome_after.standings[code] for code in ("DC", least))
    assert district.electors == smallest.electors
    proposal.move(of(counties, "DC") + of(counties, "MD"), "VA")
    assert "DC" not in proposal.outcome_after.standings


def test_a_new_state_brings_two_senators_and_takes_seats_from_the_435(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.add_jurisdiction(Jurisdiction("SUP", "Superior", Status.NEW_STATE, "#e8a33d"))
    assert proposal.outcome_after.union == proposal.outcome_before.union
    upper = ["26003", "26013", "26033", "26041", "26043", "26053", "26061", "26071", "26083", "26095"]
    proposal.move([*upper, "26097", "26103", "26109", "26131", "26153"], "SUP")
    union = proposal.outcome_after.union
    assert (union.senators, union.house_seats, union.electors) == (102, 435, 540)
    assert proposal.outcome_after.standings["SUP"].house_seats == 1


def test_a_state_without_units_has_no_senators(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(of(counties, "DE"), "MD")
    assert proposal.outcome_after.states == 49
    assert proposal.outcome_after.union.senators == 98


def test_tied_votes_give_electors_to_nobody(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move([g for g in of(counties, "HI") if g != "15005"], "CA")
    hawaii = proposal.outcome_after.standings["HI"]  # Kalawao alone: nobody voted there in 2024
    assert (hawaii.electors, hawaii.electors_other) == (3, 3)
    data = borderkit.totals(proposal)
    assert data["national"]["after"]["electors_other"] == 3
    assert "electors_other" not in data["national"]["before"]


def with_other_people(union: Iterable[Claimant], code: str, more: int) -> int:
    """Return the seats of a state if it had more people."""
    changed = [Claimant(c.code, c.people + more) if c.code == code else c for c in union]
    return apportion(changed, 435, "huntington-hill").seats[code]


def test_a_losers_margin_is_what_would_have_kept_its_seat(counties: UnitLayer) -> None:
    """New York was 89 people short of a 27th seat; Salem County, New Jersey, brings them. Minnesota pays."""
    proposal = Proposal(counties)
    proposal.move(["34033"], "NY")
    (ripple,) = proposal.ripples()
    assert (ripple.code, ripple.house_seats, ripple.seats_after) == ("MN", -1, 7)
    assert ripple.margin_people is not None
    union = proposal.outcome_after.claimants
    assert with_other_people(union, "MN", ripple.margin_people) == 8
    assert with_other_people(union, "MN", ripple.margin_people - 1) == 7


def test_a_winners_margin_is_what_it_could_do_without(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("california-leaves-the-union", counties)
    union = proposal.outcome_after.claimants
    assert len(proposal.ripples()) > 20
    for ripple in proposal.ripples():
        assert ripple.margin_people is not None
        assert with_other_people(union, ripple.code, -ripple.margin_people) == ripple.seats_after
        assert with_other_people(union, ripple.code, -ripple.margin_people - 1) == ripple.seats_after - 1


def test_a_house_smaller_than_the_number_of_states_grows_to_it(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.settings = Settings(house_size=3)
    assert proposal.outcome_after.union.house_seats == 50


def test_totals_hold_everything_of_the_design(counties: UnitLayer) -> None:
    data = borderkit.totals(borderkit.open_proposal("california-leaves-the-union", counties))
    national = {"people", "states", "house_seats", "senators", "electors", "electors_needed"}
    assert national | {"electors_dem", "electors_rep"} <= set(data["national"]["after"])
    row = data["jurisdictions"][0]["after"]
    assert {"house_seats", "senators", "electors", "electors_dem", "electors_rep"} <= set(row)
    assert set(data["ripples"][0]) == {"code", "house_seats", "electors", "margin_people"}


def test_where_nobody_has_a_majority_the_house_elects_and_the_states_vote(counties: UnitLayer) -> None:
    """Texas, Florida and Georgia leave with their 86 electors: 226 to 226."""
    proposal = Proposal(counties)
    proposal.settings = Settings(lapse_seats=True)
    for code in ("TX", "FL", "GA"):
        proposal.add_jurisdiction(Jurisdiction(f"{code}R", f"Republic {code}", Status.INDEPENDENT, "#b9b2a6"))
        proposal.move(of(counties, code), f"{code}R")
    union = proposal.outcome_after.union
    assert (union.electors_dem, union.electors_rep, proposal.outcome_after.electors_needed) == (226, 226, 227)
    told = consequences(proposal)
    assert told[-1].startswith("Nobody has the 227 electors needed: the House elects the President")
    assert "24 states are needed" in told[-1]
    assert told[-1].endswith("28 Republican, 19 Democratic.")


def test_consequences_are_told_in_plain_words(counties: UnitLayer) -> None:
    told = consequences(borderkit.open_proposal("california-leaves-the-union", counties))
    assert told == [
        (
            "Independent California leaves the Union with 11.9\N{NO-BREAK SPACE}% of the Union's people and "
            "4.4\N{NO-BREAK SPACE}% of the Union's land. It has no seats, senators or electors."
        ),
        "California is left without counties: no seats, senators or electors.",
        "The Senate has 98 members instead of 100.",
        "269 of 536 electors are a majority, instead of 270 of 538.",
    ]
    told = consequences(borderkit.open_proposal("jefferson-two-states", counties))
    assert told[0] == "Jefferson becomes a state with 2 senators and 4 House seats."
    assert "The Senate has 102 members instead of 100." in told


def test_rules_unlike_todays_law_are_named_with_the_totals(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    assert not [note for note in borderkit.totals(proposal)["notes"] if "law of today" in note]
    proposal.settings = Settings(house_size=500, method="dean", people=2010)
    notes = borderkit.totals(proposal)["notes"]
    assert "Seats and electors are not by the law of today: House of 500, Dean's method." in notes
    assert any("only residents are at hand" in note for note in notes)


def test_the_line_of_effect_gives_both_bounds_where_counties_are_divided(counties: UnitLayer) -> None:
    divided = borderkit.open_proposal("greater-idaho-2022", counties)
    assert line_of_effect(divided).startswith("14 counties, 296,442 to 545,867 people: ")
    whole = borderkit.open_proposal("greater-idaho-2020", counties)
    assert line_of_effect(whole).startswith("22 counties, 1,056,792 people: ")
