"""Totals, shares and explanations of the bundled proposals."""

import csv
import io
import json
from typing import Any

import pytest

import borderkit
from borderkit.explain import explain
from borderkit.layer import UnitLayer
from borderkit.measures import BY_KEY, MEASURES
from borderkit.proposal import Proposal
from borderkit.settings import Settings
from borderkit.shelf import shelf

FIGURES = ("units", "people", "land_m2", "votes_dem", "votes_rep", "votes_other", "votes_total")


def row(data: dict[str, Any], code: str) -> dict[str, Any]:
    return next(row for row in data["jurisdictions"] if row["code"] == code)


def test_greater_idaho_moves_22_counties_from_one_state_to_the_other(counties: UnitLayer) -> None:
    data = borderkit.totals(borderkit.open_proposal("greater-idaho-2020", counties))
    idaho, oregon = row(data, "ID"), row(data, "OR")
    assert data["proposal"] == {"id": "greater-idaho-2020", "title": "Greater Idaho (2020)", "units_moved": 22}
    assert idaho["before"]["people"] == 1_839_106
    assert oregon["before"]["people"] == 4_237_256
    assert idaho["after"]["people"] == 2_895_898
    for name in FIGURES:
        assert oregon["before"][name] - oregon["after"][name] == idaho["after"][name] - idaho["before"][name] > 0
    others = [row for row in data["jurisdictions"] if row["code"] not in ("ID", "OR")]
    assert all(row["before"] == row["after"] for row in others)


def test_every_number_is_an_integer_and_codes_are_in_order(counties: UnitLayer) -> None:
    data = borderkit.totals(borderkit.open_proposal("california-leaves-the-union", counties))
    assert [r["code"] for r in data["jurisdictions"]] == sorted(r["code"] for r in data["jurisdictions"])
    for r in data["jurisdictions"]:
        for side in (r["before"], r["after"]):
            assert side is None or all(type(value) is int for value in side.values())
    assert json.loads(json.dumps(data)) == data


def test_who_leaves_is_a_row_of_its_own_and_the_sums_stay(counties: UnitLayer) -> None:
    data = borderkit.totals(borderkit.open_proposal("california-leaves-the-union", counties))
    assert row(data, "CA")["after"] is None
    assert row(data, "CAL")["before"] is None
    assert all(row(data, "CAL")["after"][name] == row(data, "CA")["before"][name] for name in FIGURES)
    assert row(data, "CAL")["after"]["house_seats"] == 0
    assert data["national"]["before"]["states"] == 50
    assert data["national"]["after"]["states"] == 49
    for name in FIGURES:
        sums = [sum(r[side][name] for r in data["jurisdictions"] if r[side]) for side in ("before", "after")]
        assert sums[0] == sums[1]
        left = data["national"]["before"][name] - data["national"]["after"][name]
        assert left == row(data, "CAL")["after"][name]


def test_each_bundled_proposal_equals_an_independent_recount(counties: UnitLayer) -> None:
    """Counted here from the file's JSON and the rows of the facts, without the program's own tallies."""
    position = {geoid: n for n, geoid in enumerate(counties.geoids)}
    people = counties.figures[:, 3]
    for entry in shelf(counties):
        content = json.loads(entry.path.read_text(encoding="utf-8"))
        moved = {geoid: move["to"] for move in content["moves"] for geoid in move["units"]}
        expected: dict[str, int] = {}
        for geoid, n in position.items():
            code = moved.get(geoid, counties.home_of(n).code)
            expected[code] = expected.get(code, 0) + int(people[n])
        proposal = borderkit.open_proposal(entry.id, counties)
        proposal.settings = Settings(people=2020)
        data = borderkit.totals(proposal)
        found = {r["code"]: r["after"]["people"] for r in data["jurisdictions"] if r["after"]}
        assert found == expected, entry.id
        assert entry.units_moved == len(moved) == data["proposal"]["units_moved"], entry.id


def test_the_csv_has_a_row_a_jurisdiction_and_plain_numbers(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("california-leaves-the-union", counties)
    rows = list(csv.DictReader(io.StringIO(borderkit.totals_csv(proposal))))
    assert len(rows) == 52
    assert rows[0]["code"] == "AK"
    california = next(r for r in rows if r["code"] == "CA")
    assert california["people_before"] == "39538223"
    assert california["people_after"] == ""


def test_partial_counties_give_two_bounds(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    proposal.put_back(["41017"])
    kept = {**proposal.document.kept, "partial": [{"unit": "41017", "to": "ID"}, {"unit": "nowhere"}]}
    divided = Proposal(counties, proposal.to_document().__class__(moves=proposal.to_document().moves, kept=kept))
    bounds = borderkit.totals(divided)["partial"]
    deschutes = int(counties.figures[counties.index_of["41017"], 3])
    assert bounds == {
        "units": ["41017"],
        "people_without": 1_056_792 - deschutes,
        "people_with": 1_056_792,
    }


def test_notes_name_estimates_and_gaps_of_the_chosen_election(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    texts = {}
    for election in (2016, 2020, 2024):
        proposal.settings = Settings(election=election)
        texts[election] = " ".join(borderkit.totals(proposal)["notes"])
        assert "Alaska" in texts[election]
    assert "Kalawao" in texts[2024]
    assert "Kalawao" not in texts[2020]
    assert "New York 2024" in texts[2024]
    assert "Maine 2020: 4,599" in texts[2020]
    assert "Rhode Island 2016: 637" in texts[2016]


def test_shares_and_margin_follow_from_the_votes(counties: UnitLayer) -> None:
    idaho = Proposal(counties).before("ID")
    assert idaho is not None
    assert idaho.share_dem == idaho.votes_dem / idaho.votes_total
    assert idaho.margin == pytest.approx((idaho.votes_rep - idaho.votes_dem) / idaho.votes_total)
    assert idaho.votes_dem + idaho.votes_rep + idaho.votes_other == idaho.votes_total


def test_where_nobody_voted_there_is_no_share(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move([g for g in counties.geoids if g.startswith("15") and g != "15005"], "AK")
    kalawao = proposal.after("HI")
    assert kalawao is not None
    assert kalawao.votes_total == 0
    assert kalawao.share_dem is None
    assert kalawao.margin is None


def test_an_explanation_names_source_year_moves_and_estimates(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)

    def write(measure: object, value: float) -> str:
        return f"{value:,}"

    people = explain(proposal, "ID", BY_KEY["people"], "after", write)
    assert "2,895,898" in people
    assert "22 counties came with 1,056,792" in people
    assert "2020 census" in people
    assert "not estimated" in people
    alaska = explain(proposal, "AK", BY_KEY["share_dem"], "before", write)
    assert "An estimate: the votes of 29 counties" in alaska
    assert "November 5, 2024" in alaska
    for measure in MEASURES:
        assert explain(proposal, None, measure, "after", write).startswith("The Union")
    empty = borderkit.open_proposal("california-leaves-the-union", counties)
    assert explain(empty, "CA", BY_KEY["people"], "after", write) == "California has no counties left in the proposal."
    assert "does not exist with today's borders" in explain(empty, "CAL", BY_KEY["people"], "before", write)
    change = explain(proposal, "ID", BY_KEY["people"], "change", write)
    assert "from 1,839,106 to 2,895,898" in change
    assert "22 counties came with 1,056,792" in change
