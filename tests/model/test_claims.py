"""Printed claims stand beside computed figures, and divided counties give two sums."""

from dataclasses import replace

import pytest

import borderkit
from borderkit.claims import bounds_sentence, compared_claims
from borderkit.effects import line_of_effect
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal


def with_claims(counties: UnitLayer, claims: object) -> Proposal:
    document = borderkit.open_proposal("greater-idaho-2020", counties).to_document()
    return Proposal(counties, replace(document, kept={**document.kept, "claims": claims}))


def claim(measure: str, of: str, value: object) -> dict[str, object]:
    return {"measure": measure, "of": of, "value": value, "year": 2020, "source": "A paper", "text": "As printed"}


@pytest.mark.parametrize(
    ("measure", "of", "computed"),
    [
        ("people", "moved", 1_056_792),
        ("units", "moved", 22),
        ("people", "ID before", 1_839_106),
        ("people", "ID after", 2_895_898),
        ("house_seats", "ID after", 4),
        ("electors", "OR after", 6),
        ("people", "XX after", None),
        ("income", "moved", None),
    ],
)
def test_each_measure_is_compared_with_what_it_is_of(
    counties: UnitLayer, measure: str, of: str, computed: int | None
) -> None:
    (found,) = compared_claims(with_claims(counties, [claim(measure, of, 100)]))
    assert found.computed == computed
    assert found.difference == (None if computed is None else computed - 100)
    assert (found.text, found.source, found.year) == ("As printed", "A paper", 2020)


@pytest.mark.parametrize("damaged", [None, "x", [3], [{"measure": "people"}], [claim("people", "moved", "many")]])
def test_what_is_no_claim_is_left_out(counties: UnitLayer, damaged: object) -> None:
    assert compared_claims(with_claims(counties, damaged)) == []


def test_a_divided_proposal_tells_both_sums_and_the_claim_between(counties: UnitLayer) -> None:
    text = bounds_sentence(borderkit.open_proposal("greater-idaho-2022", counties))
    assert "296,442 people move without them, 545,867 with all of them" in text
    assert "386,000 (2022)" in text
    assert bounds_sentence(borderkit.open_proposal("greater-idaho-2020", counties)) == ""


def test_the_line_of_effect_names_people_and_seats(counties: UnitLayer) -> None:
    greater_idaho = borderkit.open_proposal("greater-idaho-2020", counties)
    assert line_of_effect(greater_idaho) == "22 counties, 1,056,792 people: Idaho 2 to 4 seats, Oregon 6 to 4"
    california = line_of_effect(borderkit.open_proposal("california-leaves-the-union", counties))
    assert california.startswith("58 counties, 39,538,223 people: California 52 to 0 seats, Arizona 9 to 11, ")
    assert california.endswith(" and 29 others")
    weld = line_of_effect(borderkit.open_proposal("weld-to-wyoming", counties))
    assert weld.startswith("1 county, 328,981 people: ")
