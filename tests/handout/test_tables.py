"""Every figure of a handout's tables is the proposal's own, today and as proposed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borderkit
from borderkit.areas import AreaUnit
from borderkit.columns import POSITION
from borderkit.handout.comparison import compare
from borderkit.handout.content import Table
from borderkit.handout.notes import TWO_PARTIES
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.legend import ESTIMATE
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal
from borderkit.settings import Settings
from borderkit.shelf import bundled_ids
from tests.handout.composing import DAY, bundled, content_of, row, tables

COUNTRY = Jurisdiction("NEW", "Newland", Status.INDEPENDENT, "#e8a33d")


def assert_well_formed(table: Table) -> None:
    assert all(len(line.cells) == len(table.heads) for line in table.rows)
    assert not table.groups or sum(head.columns for head in table.groups) == len(table.heads)
    marked = any(ESTIMATE in cell.text for line in table.rows for cell in line.cells)
    assert marked == any(note.startswith(ESTIMATE) for note in table.notes)


@pytest.mark.parametrize("id_", bundled_ids())
def test_every_table_of_every_bundled_proposal_is_well_formed(counties: UnitLayer, id_: str) -> None:
    content = bundled(id_, counties)
    for table in tables(content):
        assert_well_formed(table)
    assert 3 <= len(content.facts) <= 5
    assert sum(len(group.names) for group in content.counties) == len(content.county_table.rows) - sum(
        line.is_sum for line in content.county_table.rows
    )


def test_the_comparison_has_the_sums_of_both_elections(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    table = content_of(proposal).comparison
    assert [(head.text, head.columns) for head in table.groups] == [("Oregon", 2), ("Idaho", 2)]
    for label, column in (
        ("People 2020", "people_2020"),
        ("Democratic votes 2024", "dem_2024"),
        ("Republican votes 2024", "rep_2024"),
        ("Democratic votes 2020", "dem_2020"),
        ("Republican votes 2020", "rep_2020"),
    ):
        values = counties.figures[:, POSITION[column]]
        expected = []
        for code in ("OR", "ID"):
            at = proposal.position(code)
            expected += [f"{values[counties.home == at].sum():,}", f"{values[proposal.assignment == at].sum():,}"]
        assert row(table, label) == expected, label
    assert row(table, "House seats") == ["6", "4", "2", "4"]
    assert row(table, "Electoral votes") == ["8", "6", "4", "6"]
    assert row(table, "Senators") == ["2"] * 4


def test_a_share_of_the_other_election_is_of_its_own_votes(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    idaho = proposal.assignment == proposal.position("ID")
    dem, total = (int(counties.figures[idaho, POSITION[key]].sum()) for key in ("dem_2020", "total_2020"))
    assert (
        row(content_of(proposal).comparison, "Democratic share 2020")[3]
        == f"{100 * dem / total:.1f}\N{NO-BREAK SPACE}%"
    )


@pytest.mark.parametrize(("chosen", "other"), [(2024, 2020), (2020, 2016), (2016, 2020)])
def test_the_election_before_stands_beside_the_chosen_one(counties: UnitLayer, chosen: int, other: int) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    proposal.settings = Settings(election=chosen)
    labels = [line.label for line in content_of(proposal).comparison.rows]
    assert labels.index(f"Margin {chosen}") < labels.index(f"Margin {other}")
    assert sum(label.startswith("Margin") for label in labels) == 2


def test_ranks_are_told_for_both_sides_and_count_the_states_there_are(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("jefferson-two-states", counties)
    content = content_of(proposal)
    land = [int(counties.figures[proposal.assignment == at, POSITION["land_m2"]].sum()) for at in range(52)]
    without_district = [area for area, j in zip(land, proposal.jurisdictions, strict=True) if j.code != "DC"]
    place = 1 + sum(area > land[proposal.position("JEF")] for area in without_district)
    assert row(content.comparison, "Rank by land area")[-1] == f"{place}th of 51"
    assert f"Jefferson would be the {place}th largest of the 51 states by land" in content.facts[2].label
    assert row(content.comparison, "Rank by people")[0] == "1st of 50"


def test_a_new_state_has_no_column_for_today(counties: UnitLayer) -> None:
    table = bundled("jefferson-two-states", counties).comparison
    assert [(head.text, head.columns) for head in table.groups] == [("California", 2), ("Oregon", 2), ("Jefferson", 1)]
    assert table.heads == ("today", "proposed", "today", "proposed", "proposed")
    states = bundled("jefferson-two-states", counties).states
    assert row(states, "Jefferson")[::2] == ["–"] * 5


def test_who_leaves_the_union_is_compared_with_the_union(counties: UnitLayer) -> None:
    content = bundled("california-leaves-the-union", counties)
    assert [head.text for head in content.comparison.groups] == ["California", "Independent California", "The Union"]
    assert row(content.comparison, "House seats") == ["52", "0", "435", "435"]
    assert row(content.union, "Majority needed") == ["270", "269"]
    assert row(content.union, "People 2020") == ["331,449,281", "291,911,058"]
    assert "Independent California" in content.union.notes[0]


def test_more_than_three_states_are_a_state_a_row(counties: UnitLayer) -> None:
    content = bundled("delmarva", counties)
    assert content.comparison.rows == ()
    assert [line.label for line in content.states.rows] == ["Delaware", "Maryland", "Virginia", "Delmarva"]
    assert row(content.states, "Delaware")[1] == "–"


def test_a_rank_in_words_stands_below_the_table_that_has_no_rows_for_it(counties: UnitLayer) -> None:
    content = bundled("greater-idaho-phase-2", counties)
    told = "Idaho would be the 3rd largest of the 50 states by land, today the 11th"
    assert told in content.facts[2].label
    assert f"{told}." in content.states.notes


def test_estimated_votes_are_marked_and_the_mark_is_explained(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["02020"], "WA")
    content = content_of(proposal)
    assert row(content.comparison, "Democratic votes 2024")[0].startswith(ESTIMATE)
    assert not row(content.comparison, "People 2020")[0].startswith(ESTIMATE)
    assert content.comparison.notes[0].startswith(ESTIMATE)
    assert any("Alaska's votes by borough are estimates" in note for note in content.notes)


def test_notes_are_about_the_states_that_are_shown(counties: UnitLayer) -> None:
    assert bundled("greater-idaho-2020", counties).notes == ()
    assert [note[:13] for note in bundled("new-york-upstate", counties).notes] == ["New York 2024"]
    everywhere = " ".join(bundled("california-leaves-the-union", counties).notes)
    assert all(state in everywhere for state in ("Alaska", "Kalawao", "New York", "Massachusetts", "Maine"))


def test_others_have_seats_electors_and_margins(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("california-leaves-the-union", counties)
    content = content_of(proposal)
    assert content.others_table is not None
    ripples = {proposal.jurisdiction(r.code).name: r for r in proposal.ripples()}
    assert [line.label for line in content.others_table.rows] == sorted(ripples)
    texas = row(content.others_table, "Texas")
    assert texas == ["38", "43", "40", "45", f"{ripples['Texas'].margin_people:,}"]
    assert content.others_line.startswith("House seats: Texas +5, Florida +4, New York +4, Ohio +3, ")
    assert "South Carolina gains an 8th seat" in " ".join(content.others)
    assert len(content.others) == len(ripples)


def test_areas_and_density_are_in_the_chosen_unit(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    metric = content_of(proposal, numbers=NumberFormat(AreaUnit.SQUARE_KILOMETRES))
    idaho = proposal.before("ID")
    assert idaho is not None
    assert row(metric.comparison, "Land area (km²)")[2] == f"{round(idaho.land_m2 / 1e6):,}"
    assert row(metric.comparison, "People per square kilometre")[2] == f"{idaho.people / idaho.land_m2 * 1e6:.1f}"
    assert metric.facts[2].value.endswith("km²")


def test_the_county_table_adds_up(counties: UnitLayer) -> None:
    content = bundled("jefferson-two-states", counties)
    table = content.county_table
    assert table.heads[:2] == ("From", "People 2020")
    people = [int(line.cells[1].text.replace(",", "")) for line in table.rows if not line.is_sum]
    sums = {line.label: line.cells[1].text for line in table.rows if line.is_sum}
    assert sums["All that move"] == f"{sum(people):,}" == "3,138,252"
    assert list(sums) == ["From California to Jefferson", "From Oregon to Jefferson", "All that move"]


def test_a_column_that_would_say_the_same_in_every_row_is_left_out(counties: UnitLayer) -> None:
    assert bundled("liberty", counties).county_table.heads[0] == "People 2020"


def test_a_proposal_without_moves_has_empty_tables_and_says_so(counties: UnitLayer) -> None:
    content = content_of(Proposal(counties))
    assert [fact.value for fact in content.facts] == ["0"]
    assert content.comparison.rows == content.states.rows == content.county_table.rows == ()
    assert content.counties == ()
    assert content.others == ("No state's House seats or electoral votes change.",)
    assert row(content.union, "States") == ["50", "50"]


def test_every_county_moved_is_told(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move_units(np.arange(len(counties), dtype=np.int32), proposal.position("WY"))
    content = content_of(proposal)
    assert len(content.states.rows) == 51
    assert row(content.states, "Wyoming")[:2] == ["576,851", "331,449,281"]
    assert content.facts[0].value == f"{len(proposal.moved_units):,}"
    assert "of the 1 states" not in " ".join(fact.label for fact in content.facts)
    assert "50 of today's states are left without counties" in content.consequences[0]
    for table in tables(content):
        assert_well_formed(table)


def test_an_independent_country_of_one_county_is_told(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.add_jurisdiction(COUNTRY)
    proposal.move(["48301"], "NEW")  # Loving County, Texas: 64 people on 669 square miles
    content = content_of(proposal)
    assert row(content.comparison, "People per square mile")[2] == "under 0.1"
    assert content.facts[0].label == "county moves: Loving County, from Texas to Newland"
    assert "less than 0.1\N{NO-BREAK SPACE}% of Texas" in content.facts[1].label
    assert content.consequences[0].startswith(
        "Newland leaves the Union with less than 0.1\N{NO-BREAK SPACE}% of the Union's people"
    )


def test_where_nobody_voted_there_is_no_line_on_votes_or_electors(grid: UnitLayer) -> None:
    silent = grid.figures.copy()
    silent[:, [POSITION[f"{key}_{year}"] for key in ("dem", "rep", "total") for year in (2016, 2020, 2024)]] = 0
    layer = UnitLayer(grid.name, "", grid.geoids, grid.names, grid.home, grid.jurisdictions, silent)
    proposal = Proposal(layer)
    proposal.move(["00000"], "BB")
    content = content_of(proposal)
    assert not [row.label for row in content.comparison.rows if "Margin" in row.label or "votes" in row.label]
    assert len(content.facts) == 3
    assert not any("votes of 2024" in fact.label for fact in content.facts)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), max_size=12), st.sampled_from((2016, 2020, 2024)))
@settings(max_examples=60, deadline=None)
def test_any_moves_give_tables_that_are_well_formed_and_add_up(moves: list[tuple[int, int]], election: int) -> None:
    layer = _GRID
    proposal = Proposal(layer)
    proposal.settings = Settings(election=election)
    for unit, target in moves:
        proposal.move_units(np.array([unit], dtype=np.int32), target)
    content = content_of(proposal)
    for table in tables(content):
        assert_well_formed(table)
    moved = proposal.moved_units
    assert sum(len(group.units) for group in content.counties) == len(moved)
    if len(moved):
        people = int(layer.figures[moved, POSITION["people_2020"]].sum())
        head = content.county_table.heads.index("People 2020")
        assert content.county_table.rows[-1].cells[head].text == f"{people:,}"


def _grid() -> UnitLayer:
    """Nine units in three states, and a fourth state that is empty; every vote is an estimate."""
    jurisdictions = tuple(
        Jurisdiction(code, f"State {code}", Status.STATE, "#cccccc") for code in ("AA", "BB", "CC", "DD")
    )
    figures = np.arange(9 * len(POSITION), dtype=np.int64).reshape(9, -1) + 1
    home = np.array([0, 0, 1, 0, 1, 1, 2, 2, 2], dtype=np.int16)
    geoids, names = (tuple(f"{word}{n}" for n in range(9)) for word in ("0000", "Unit "))
    return UnitLayer("grid", "", geoids, names, home, jurisdictions, figures)


_GRID = _grid()


def test_shares_of_new_york_say_below_the_table_that_they_are_of_two_parties(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("new-york-without-nyc-nassau-westchester", counties)
    content = content_of(proposal)
    for table in (content.comparison, content.states, content.county_table):
        assert TWO_PARTIES in table.notes, table.title
    assert TWO_PARTIES in compare(proposal, proposal, NumberFormat(), DAY).states.notes
    proposal.settings = Settings(election=2020)
    content = content_of(proposal)
    assert TWO_PARTIES not in (*content.comparison.notes, *content.states.notes)
    assert TWO_PARTIES not in bundled("greater-idaho-2020", counties).comparison.notes
    assert TWO_PARTIES in bundled("california-leaves-the-union", counties).comparison.notes


def test_counties_that_come_to_new_york_are_not_of_two_parties_themselves(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["34033"], "NY")
    content = content_of(proposal)
    assert TWO_PARTIES in content.states.notes
    assert TWO_PARTIES not in content.county_table.notes


def test_votes_of_many_states_have_tables_of_their_own(counties: UnitLayer) -> None:
    """Where the comparison has no room for the states, the votes of both elections are told all the same."""
    delmarva = borderkit.open_proposal("delmarva", counties)
    content = content_of(delmarva)
    assert not content.comparison.rows
    assert [table.title[:17] for table in content.votes] == ["The votes of 2024", "The votes of 2020"]
    maryland = delmarva.after("MD")
    assert maryland is not None
    told = row(content.votes[0], "Maryland")
    assert (told[1], told[5]) == (f"{maryland.votes_dem:,}", f"{maryland.votes_rep:,}")
    assert row(content.votes[1], "Delmarva")[0] == "–"
    for table in content.votes:
        assert_well_formed(table)
    assert content_of(borderkit.open_proposal("greater-idaho-2020", counties)).votes == ()
