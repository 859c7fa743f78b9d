"""What hangs together, and what another jurisdiction encloses."""

import json
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borderkit
from borderkit.bundled import open_bundled
from borderkit.contiguity import Check, checks, pieces
from borderkit.layer import UnitLayer
from borderkit.neighbours import Neighbours
from borderkit.places import places_of_states
from borderkit.progress import Silent
from borderkit.proposal import Proposal

COUNTIES = open_bundled(Silent()).layer


def graph_of(layer: UnitLayer) -> Neighbours:
    assert layer.neighbours is not None
    return layer.neighbours


def found(proposal: Proposal, rule: str, code: str) -> list[Check]:
    return [check for check in checks(proposal) if (check.rule, check.code) == (rule, code)]


def test_there_are_as_many_neighbours_as_the_full_geometry_has(counties: UnitLayer) -> None:
    graph = graph_of(counties)
    assert len(graph.borders) == 8768
    assert len(np.unique(graph.borders, axis=0)) == 8768
    assert (graph.borders[:, 0] < graph.borders[:, 1]).all()


def test_today_every_state_is_in_one_piece_by_land_and_links(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    assert all(len(pieces(proposal, position, graph_of(counties))) == 1 for position in range(51))


def test_without_the_links_eight_states_are_in_several_pieces(counties: UnitLayer) -> None:
    graph = graph_of(counties)
    by_land = Neighbours(graph.borders, graph.links[:0], graph.coastal)
    proposal = Proposal(counties)
    divided = {
        jurisdiction.code
        for position, jurisdiction in enumerate(proposal.jurisdictions)
        if len(pieces(proposal, position, by_land)) > 1
    }
    assert divided == {"AK", "HI", "MA", "MI", "NY", "RI", "VA", "WA"}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_pieces_agree_with_a_graph_library(seed: int) -> None:
    chance = np.random.default_rng(seed)
    proposal = Proposal(COUNTIES)
    for _ in range(4):
        units = chance.integers(0, len(COUNTIES), 150).astype(np.int32)
        proposal.move_units(units, int(chance.integers(51)))
    graph = graph_of(COUNTIES)
    whole = nx.Graph()
    whole.add_nodes_from(range(len(COUNTIES)))
    whole.add_edges_from(np.vstack([graph.borders, graph.links]).tolist())
    for position in range(51):
        members = whole.subgraph(np.flatnonzero(proposal.assignment == position).tolist())
        expected = {tuple(sorted(component)) for component in nx.connected_components(members)}
        assert {piece.units for piece in pieces(proposal, position, graph)} == expected


def test_a_county_cut_off_is_named_with_what_lies_between(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-voted", counties)
    (check,) = found(proposal, "contiguous", "ID")
    assert not check.ok
    assert "Sherman County (1,870 people, beside Oregon and Washington)" in check.detail
    assert [counties.geoids[unit] for unit in check.units] == ["41055"]


def test_enclosed_independent_cities_are_found(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("virginia-maryland-to-west-virginia", counties)
    names = " ".join(check.detail for check in found(proposal, "enclosed", "VA"))
    for city in ("Winchester", "Harrisonburg", "Staunton", "Waynesboro", "Norton"):
        assert f"{city} city of Virginia" in names
    assert names.count("enclosed by West Virginia") == 6


def test_a_state_left_without_counties_is_told(counties: UnitLayer) -> None:
    (check,) = found(borderkit.open_proposal("delmarva", counties), "has-units", "DE")
    assert not check.ok
    assert check.detail == "Delaware is left without counties."


@pytest.mark.parametrize("id_", ["greater-idaho-2020", "california-leaves-the-union"])
def test_whole_regions_pass(counties: UnitLayer, id_: str) -> None:
    assert all(check.ok for check in found(borderkit.open_proposal(id_, counties), "contiguous", "ID"))
    assert not [check for check in checks(borderkit.open_proposal(id_, counties)) if check.rule == "enclosed"]


def test_a_link_counts_only_while_both_ends_belong_to_the_jurisdiction(counties: UnitLayer) -> None:
    """Without the Virginia end of the bridge-tunnel, the Eastern Shore is cut off from Virginia."""
    proposal = Proposal(counties)
    proposal.move(["51810"], "NC")
    (check,) = found(proposal, "contiguous", "VA")
    assert not check.ok
    assert "Accomack County and 1 county more" in check.detail


def test_the_command_line_prints_the_checks() -> None:
    code = "import sys; from borderkit.cli import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "totals", "greater-idaho-voted", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    listed = json.loads(done.stdout)["checks"]
    assert {"rule", "code", "ok", "detail"} == set(listed[0])
    assert any(check["code"] == "ID" and check["rule"] == "contiguous" and not check["ok"] for check in listed)


def test_capital_and_largest_city_are_kept_or_lost(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("philadelphia-to-new-jersey", counties)
    (capital,) = found(proposal, "keeps-capital", "PA")
    assert capital.ok
    assert capital.detail == "Pennsylvania keeps its capital, Harrisburg (Dauphin County)."
    (city,) = found(proposal, "keeps-largest-city", "PA")
    assert not city.ok
    assert city.detail == "Pennsylvania loses its largest city, Philadelphia (Philadelphia County), to New Jersey."
    assert [counties.geoids[unit] for unit in city.units] == ["42101"]


def test_every_state_has_its_places_in_counties_of_its_own(counties: UnitLayer) -> None:
    places = places_of_states()
    assert len(places) == 50
    for code, known in places.items():
        for geoid in (known.capital_geoid, known.largest_city_geoid):
            assert counties.home_of(counties.index_of[geoid]).code == code
