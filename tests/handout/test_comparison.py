"""Two proposals side by side: which counties differ, and what each gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import borderkit
from borderkit.handout.comparison import Comparison, ComparisonError, compare
from borderkit.handout.content import CountyGroup
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal
from borderkit.settings import Settings
from tests.handout.composing import DAY, row


def compared(first: Proposal, second: Proposal) -> Comparison:
    return compare(first, second, NumberFormat(), DAY)


def bundled_pair(first: str, second: str, counties: UnitLayer) -> tuple[Proposal, Proposal]:
    return borderkit.open_proposal(first, counties), borderkit.open_proposal(second, counties)


def ids(group: CountyGroup, layer: UnitLayer) -> set[str]:
    return {layer.geoids[unit] for unit in group.units}


def test_the_counties_in_one_and_not_in_the_other_are_named(counties: UnitLayer) -> None:
    first, second = bundled_pair("greater-idaho-2020", "greater-idaho-2024", counties)
    found = compared(first, second)
    moved = [{counties.geoids[unit] for unit in p.moved_units} for p in (first, second)]
    only, divided = found.counties
    assert only.title == "Only in A: from Oregon to Idaho (5)"
    assert divided.title == "Divided in B; in A whole from Oregon to Idaho (4)"
    assert ids(only, counties) | ids(divided, counties) == moved[0] - moved[1]
    assert found.same == f"{len(moved[0] & moved[1])} counties move the same way in both."
    assert found.title == "Greater Idaho (2020) and Greater Idaho (May 2024)"
    assert found.key == ("A: Greater Idaho (2020), February 14, 2020", "B: Greater Idaho (May 2024), May 2024")


def test_a_county_that_goes_another_way_in_each_says_both(counties: UnitLayer) -> None:
    titles = [g.title for g in compared(*bundled_pair("jefferson-two-states", "greater-idaho-2020", counties)).counties]
    assert titles == [
        "Only in A: from California to Jefferson (25)",
        "Only in B: from Oregon to Idaho (15)",
        "From Oregon in A to Jefferson, in B to Idaho (7)",
    ]


def test_every_state_that_either_concerns_has_its_figures(counties: UnitLayer) -> None:
    first, second = bundled_pair("jefferson-two-states", "greater-idaho-2020", counties)
    table = compared(first, second).states
    assert [line.label for line in table.rows] == ["California", "Oregon", "Jefferson", "Idaho"]
    oregon = [p.after("OR") for p in (first, second)]
    assert row(table, "Oregon")[:3] == ["4,237,256", *(f"{found.people:,}" for found in oregon if found)]
    assert row(table, "Jefferson")[:3] == ["–", "3,138,252", "–"]
    assert row(table, "Idaho")[:3] == ["1,839,106", "1,839,106", "2,895,898"]


def test_the_union_stands_today_in_one_and_in_the_other(counties: UnitLayer) -> None:
    union = compared(*bundled_pair("california-leaves-the-union", "jefferson-two-states", counties)).union
    assert row(union, "States") == ["50", "49", "51"]
    assert row(union, "Majority needed") == ["270", "269", "271"]


def test_the_same_new_state_under_another_code_is_the_same(counties: UnitLayer) -> None:
    proposals = []
    for code in ("JEF", "JFN"):
        proposal = Proposal(counties)
        proposal.add_jurisdiction(Jurisdiction(code, "Jefferson", Status.NEW_STATE, "#e8a33d"))
        proposal.move(["41001"], code)
        proposals.append(proposal)
    found = compared(*proposals)
    assert found.counties == ()
    assert found.same == "1 county moves the same way in both."
    assert [line.label for line in found.states.rows] == ["Oregon", "Jefferson"]


def test_both_are_counted_by_the_settings_of_the_first_and_neither_is_changed(counties: UnitLayer) -> None:
    first, second = bundled_pair("greater-idaho-2020", "greater-idaho-2024", counties)
    first.settings = Settings(election=2016, people=2010)
    found = compared(first, second)
    assert found.first.settings == found.second.settings == found.settings
    assert found.first.union.rows[0] == found.second.union.rows[0]
    assert row(found.states, "Oregon")[0] == "3,831,074"
    assert second.settings == Settings()
    assert not second.history.steps


def test_two_proposals_without_moves_differ_in_nothing(counties: UnitLayer) -> None:
    found = compared(Proposal(counties), Proposal(counties))
    assert found.counties == ()
    assert found.states.rows == ()
    assert found.same == "No county moves the same way in both."


def test_proposals_over_different_layers_are_refused(counties: UnitLayer, grid: UnitLayer) -> None:
    with pytest.raises(ComparisonError, match="same layer"):
        compared(Proposal(counties), Proposal(grid))
    twin = replace(counties, home=np.array(counties.home))
    assert compared(Proposal(counties), Proposal(twin)).counties == ()


def test_a_county_that_one_divides_is_not_told_as_the_others_alone(counties: UnitLayer) -> None:
    found = compared(*bundled_pair("greater-idaho-2020", "greater-idaho-2022", counties))
    assert found.divided == ("B divides Deschutes, Jefferson and Wasco: 296,442 to 545,867 people move.",)
    assert found.states.notes == ("Divided counties are counted whole, where the map shows them.",)
    groups = {group.title: group.names for group in found.counties}
    assert groups["Divided in B; in A whole from Oregon to Idaho (3)"] == ("Deschutes", "Jefferson", "Wasco")
    assert not {"Deschutes", "Jefferson", "Wasco"} & {n for t, names in groups.items() if "Only" in t for n in names}
    turned = compared(*bundled_pair("greater-idaho-2022", "greater-idaho-2020", counties))
    assert "Divided in A; in B whole from Oregon to Idaho (3)" in [group.title for group in turned.counties]
    assert compared(*bundled_pair("greater-idaho-2020", "jefferson-two-states", counties)).divided == ()
