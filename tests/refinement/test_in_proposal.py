"""A proposal that divides units: sums, bounds, checks, files, journals, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from borderkit import open_proposal
from borderkit.assignment_csv import write_assignment
from borderkit.bundled import open_bundled
from borderkit.check import check_file
from borderkit.contiguity import checks
from borderkit.document import Document, Json
from borderkit.finding import Finder
from borderkit.journal import ProposalJournal, recover
from borderkit.journal.state import ProposalFile
from borderkit.layer import UnitLayer
from borderkit.neighbours import Neighbours
from borderkit.partial import partial_sums
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from borderkit.proposal_file import to_text, write_document
from borderkit.refinement.choosing import Choice, divided_now, named_as_divided
from borderkit.refinement.coding import Refinement, with_refinement, without_refinement
from borderkit.refining import REFINEMENTS, divided_like, divides_between, same_units
from tests.refinement.precincts import DESCHUTES, DIVIDED, JEFFERSON, KLAMATH, WASCO

N_DESCHUTES = 80


def stored(refinements: tuple[Refinement, ...], *geoids: str) -> Json:
    entries: Json = None
    for refinement in refinements:
        if refinement.unit in geoids:
            entries = with_refinement(entries, refinement)
    return entries


@pytest.fixture
def greater_idaho(counties: UnitLayer) -> Proposal:
    return open_proposal("greater-idaho-2024", counties)


def pieces_of(proposal: Proposal, geoid: str) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return proposal.layer.whole_or_pieces(proposal.layer.indices([geoid]))


def people_moved(proposal: Proposal) -> int:
    return int(proposal.layer.column("people_2020")[proposal.moved_units].sum())


def test_people_who_move_lie_between_the_bounds_of_the_undivided_proposal(
    greater_idaho: Proposal, refinements: tuple[Refinement, ...]
) -> None:
    bounds = partial_sums(greater_idaho)
    assert set(bounds.units) == set(DIVIDED)
    greater_idaho.refine(stored(refinements, *DIVIDED), "Divided 4 counties")
    assert people_moved(greater_idaho) == bounds.people_without
    for geoid in DIVIDED:
        greater_idaho.move_units(pieces_of(greater_idaho, geoid)[::2], greater_idaho.position("ID"))
    assert bounds.people_without < people_moved(greater_idaho) < bounds.people_with
    for geoid in DIVIDED:
        greater_idaho.move([geoid], "ID")
    assert people_moved(greater_idaho) == bounds.people_with


def test_a_county_that_is_divided_is_open_no_more(greater_idaho: Proposal, refinements: tuple[Refinement, ...]) -> None:
    greater_idaho.refine(stored(refinements, DESCHUTES, KLAMATH), "Divided 2 counties")
    assert set(partial_sums(greater_idaho).units) == {JEFFERSON, WASCO}


def test_no_sum_changes_when_a_county_is_divided(greater_idaho: Proposal, refinements: tuple[Refinement, ...]) -> None:
    marks = [c.key.startswith("estimated") for c in greater_idaho.layer.columns]
    before = greater_idaho.totals_after[:, :-1][:, ~np.array(marks)].copy()
    outcome = greater_idaho.outcome_after
    greater_idaho.refine(stored(refinements, DESCHUTES), "Divided Deschutes County")
    assert np.array_equal(greater_idaho.totals_after[:, :-1][:, ~np.array(marks)], before)
    assert greater_idaho.outcome_after == outcome
    oregon = greater_idaho.after("OR")
    assert oregon is not None
    assert oregon.units == 36 - len(greater_idaho.moved_units) - 1 + N_DESCHUTES


def test_a_county_moved_as_a_whole_hands_its_place_down_and_gets_it_back(
    counties: UnitLayer, refinements: tuple[Refinement, ...]
) -> None:
    proposal = Proposal(counties)
    proposal.move([DESCHUTES], "ID")
    entries = stored(refinements, DESCHUTES)
    proposal.refine(entries, "Divided Deschutes County")
    assert set(proposal.assignment[pieces_of(proposal, DESCHUTES)].tolist()) == {proposal.position("ID")}
    proposal.refine(without_refinement(entries, DESCHUTES), "Made Deschutes County whole again")
    assert proposal.layer is counties
    assert proposal.where_is(DESCHUTES) == "ID"
    for _ in range(3):
        proposal.undo()
    assert not len(proposal.moved_units)
    for _ in range(3):
        proposal.redo()
    assert proposal.where_is(DESCHUTES) == "ID"


def test_every_step_is_the_same_after_undo_and_redo(
    greater_idaho: Proposal, refinements: tuple[Refinement, ...]
) -> None:
    greater_idaho.refine(stored(refinements, DESCHUTES), "Divided Deschutes County")
    greater_idaho.move_units(pieces_of(greater_idaho, DESCHUTES)[:30], greater_idaho.position("ID"))
    greater_idaho.refine(stored(refinements, DESCHUTES, WASCO), "Divided Wasco County")
    greater_idaho.move_units(pieces_of(greater_idaho, WASCO)[5:], greater_idaho.position("ID"))
    # The first of the two goes, and the pieces of the other move up in the layer.
    greater_idaho.refine(stored(refinements, WASCO), "Made Deschutes County whole again")
    steps = []
    while True:
        steps.append((greater_idaho.layer.geoids, greater_idaho.assignment.copy()))
        if greater_idaho.undo() is None:
            break
    assert len(steps) == 6
    for geoids, assignment in reversed(steps):
        assert greater_idaho.layer.geoids == geoids
        assert np.array_equal(greater_idaho.assignment, assignment)
        greater_idaho.redo()


def test_the_layer_at_any_step_is_known_without_going_there(
    greater_idaho: Proposal, refinements: tuple[Refinement, ...]
) -> None:
    whole = greater_idaho.layer
    greater_idaho.refine(stored(refinements, DESCHUTES), "Divided Deschutes County")
    greater_idaho.move_units(pieces_of(greater_idaho, DESCHUTES)[:1], greater_idaho.position("ID"))
    assert greater_idaho.layer_at(0) is whole
    assert same_units(greater_idaho.layer_at(1), greater_idaho.layer)
    assert divides_between(greater_idaho, 0)
    assert not divides_between(greater_idaho, 1)
    greater_idaho.go_to(0)
    assert len(greater_idaho.layer_at(2)) == len(whole) + N_DESCHUTES


def test_a_saved_proposal_keeps_both_levels(
    greater_idaho: Proposal, counties: UnitLayer, refinements: tuple[Refinement, ...], tmp_path: Path
) -> None:
    greater_idaho.refine(stored(refinements, *DIVIDED), "Divided 4 counties")
    greater_idaho.move_units(pieces_of(greater_idaho, KLAMATH)[::3], greater_idaho.position("ID"))
    path = tmp_path / "divided.borderkit"
    write_document(path, greater_idaho.to_document(), greater_idaho.layer)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["layer"] == {"name": "us-counties", "vintage": "2018", "units": 3142}
    assert [entry["unit"] for entry in content[REFINEMENTS]] == list(DIVIDED)
    assert {entry["unit"] for entry in content["partial"]} == set(DIVIDED)
    again = open_proposal(path, counties)
    assert np.array_equal(again.assignment, greater_idaho.assignment)
    assert np.array_equal(again.totals_after, greater_idaho.totals_after)
    # Over a layer that divides something else, or nothing, it is the same.
    over_divided = open_proposal(path, Proposal(counties, divided_like(again.layer)).layer)
    assert np.array_equal(over_divided.assignment, again.assignment)
    assert open_proposal("greater-idaho-2024", again.layer).layer is counties


def test_a_table_of_assignments_has_the_pieces_in_place_of_their_county(
    greater_idaho: Proposal, refinements: tuple[Refinement, ...], tmp_path: Path
) -> None:
    greater_idaho.refine(stored(refinements, DESCHUTES), "Divided Deschutes County")
    write_assignment(tmp_path / "plan.csv", greater_idaho)
    rows = (tmp_path / "plan.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) == 3142 - 1 + N_DESCHUTES
    assert not [row for row in rows if row.startswith(f"{DESCHUTES},")]


def test_the_journal_brings_divided_counties_back(
    greater_idaho: Proposal, counties: UnitLayer, refinements: tuple[Refinement, ...], tmp_path: Path
) -> None:
    journal = ProposalJournal(tmp_path)
    journal.begin(greater_idaho, ProposalFile())
    greater_idaho.refine(stored(refinements, DESCHUTES), "Divided Deschutes County")
    greater_idaho.move_units(pieces_of(greater_idaho, DESCHUTES)[:30], greater_idaho.position("ID"))
    journal.follow()
    # Another window takes over, and its journal begins with the divided layer.
    second = ProposalJournal(tmp_path / "second")
    second.begin(greater_idaho, ProposalFile())
    for path in (journal.path, second.path):
        assert path is not None
        for over in (counties, greater_idaho.layer):
            found = recover(path, over).proposal
            assert np.array_equal(found.assignment, greater_idaho.assignment)
            assert [step.text for step in found.history.steps] == [s.text for s in greater_idaho.history.steps]
            found.go_to(0)
            assert len(found.layer) == len(counties)
    journal.end()
    second.end()


def test_a_file_with_divided_counties_is_checked_with_their_pieces(
    greater_idaho: Proposal, counties: UnitLayer, refinements: tuple[Refinement, ...], tmp_path: Path
) -> None:
    greater_idaho.refine(stored(refinements, DESCHUTES), "Divided Deschutes County")
    greater_idaho.move_units(pieces_of(greater_idaho, DESCHUTES)[:30], greater_idaho.position("ID"))
    good, bad = tmp_path / "good.borderkit", tmp_path / "bad.borderkit"
    good.write_text(to_text(greater_idaho.to_document(), greater_idaho.layer), encoding="utf-8")
    assert check_file(good, lambda: counties) == []
    content = json.loads(good.read_text(encoding="utf-8"))
    content[REFINEMENTS][0]["pieces"][3]["outline"] = "AAAA"
    bad.write_text(json.dumps(content), encoding="utf-8")
    found = check_file(bad, lambda: counties)
    assert found[0].kind == "unusable-pieces"
    assert "entry 1, piece 4" in found[0].message
    assert "Divide the unit anew" in found[0].remedy


def test_a_divided_county_is_no_piece_that_is_cut_off(counties: UnitLayer, refinements: tuple[Refinement, ...]) -> None:
    proposal = Proposal(counties, Document(kept={REFINEMENTS: stored(refinements, DESCHUTES)}))
    layer = proposal.layer
    # Its pieces hang together with each other and with a neighbour of theirs, as a chain.
    graph = open_bundled(Silent()).layer.neighbours
    assert graph is not None
    pieces = pieces_of(proposal, DESCHUTES)
    chain = np.column_stack([pieces, np.append(pieces[1:], layer.index_of["41013"])])
    coastal = np.concatenate([graph.coastal, np.zeros(len(pieces), dtype=np.bool_)])
    unit = layer.index_of[DESCHUTES]
    borders = graph.borders[(graph.borders != unit).all(axis=1)]
    neighbours = Neighbours(np.concatenate([borders, np.sort(chain, axis=1).astype(np.int32)]), graph.links, coastal)
    proposal.layer = replace(layer, neighbours=neighbours)
    proposal.move_units(np.array([layer.index_of["41001"]], dtype=np.int32), proposal.position("ID"))
    found = {(check.rule, check.code): check for check in checks(proposal)}
    assert found["contiguous", "OR"].ok, found["contiguous", "OR"].detail


def test_a_capital_in_a_divided_county_is_nobodys_for_sure(
    counties: UnitLayer, refinements: tuple[Refinement, ...]
) -> None:
    # Salem lies in Marion County: the pieces of another county stand for pieces of it.
    marion = replace(refinements[1], unit="41047")
    pieces = tuple(replace(piece, id=piece.id.replace(JEFFERSON, "41047")) for piece in marion.pieces)
    proposal = Proposal(counties, Document(kept={REFINEMENTS: with_refinement(None, replace(marion, pieces=pieces))}))
    graph = open_bundled(Silent()).layer.neighbours
    assert graph is not None
    coastal = np.concatenate([graph.coastal, np.zeros(len(pieces), dtype=np.bool_)])
    proposal.layer = replace(proposal.layer, neighbours=Neighbours(graph.borders, graph.links, coastal))
    proposal.move_units(pieces_of(proposal, "41047")[:5], proposal.position("ID"))
    capital = next(c for c in checks(proposal) if (c.rule, c.code) == ("keeps-capital", "OR"))
    assert not capital.ok
    assert capital.detail.endswith("lies in a unit that is divided between Idaho and Oregon.")
    assert len(capital.units) == len(pieces)
    proposal.move(["41047"], "ID")
    capital = next(c for c in checks(proposal) if (c.rule, c.code) == ("keeps-capital", "OR"))
    assert capital.detail.endswith("to Idaho.")


def test_counties_and_their_pieces_are_found_by_geoid(counties: UnitLayer, refinements: tuple[Refinement, ...]) -> None:
    layer = Proposal(counties, Document(kept={REFINEMENTS: stored(refinements, *DIVIDED)})).layer
    finder = Finder(layer)
    assert {layer.geoids[match.unit or 0][:4] for match in finder.find("5600", limit=5)} == {"5600"}
    assert {layer.geoids[match.unit or 0] for match in finder.find("41017", limit=3)} > {DESCHUTES}
    assert finder.find("Deschutes County")[0].unit == layer.index_of[DESCHUTES]
    assert [layer.geoids[m.unit or 0] for m in finder.find("Precinct 7 Wasco", limit=1)] == ["41065:007"]
    # A GEOID that lost its zero is found as before.
    assert [match.unit for match in finder.find("6037", limit=1)] == [layer.index_of["06037"]]


def test_a_choice_names_its_step(
    greater_idaho: Proposal, counties: UnitLayer, refinements: tuple[Refinement, ...]
) -> None:
    unit = counties.index_of
    assert list(named_as_divided(greater_idaho)) == [unit[geoid] for geoid in DIVIDED]
    one, all_four = Choice(refinements[:1]), Choice(refinements)
    assert one.text(counties) == "Divided Deschutes County into 80 precincts"
    assert all_four.text(counties) == "Divided 4 counties into 200 precincts"
    greater_idaho.refine(all_four.stored(None, counties), all_four.text(counties))
    assert list(divided_now(greater_idaho)) == [unit[geoid] for geoid in DIVIDED]
    whole = Choice((), [unit[DESCHUTES]])
    assert whole.text(counties) == "Made Deschutes County whole again"
    assert Choice(refinements[3:], [unit[DESCHUTES], unit[KLAMATH]]).text(counties) == (
        "Divided Wasco County into 36 precincts, and made 2 counties whole again"
    )
    left = whole.stored(greater_idaho.document.kept[REFINEMENTS], counties)
    assert [entry["unit"] for entry in left] == [JEFFERSON, KLAMATH, WASCO]
