"""A handout reads as a newspaper would print it: dates, names, claims, sources, and no side taken."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest

import borderkit
from borderkit.dates import written, written_text
from borderkit.document import Details
from borderkit.handout.choices import Words
from borderkit.handout.logo import encode_logo
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.settings import METHODS, Settings
from borderkit.shelf import bundled_ids
from tests.handout.composing import bundled, content_of, row, texts

HOSTILE = "<b>“O'Brien” & 'Sons'</b>\x00\u2028\ud800 \t حدود 边界"
_RAW = re.compile(r"\b(None|nan|inf|land_m2|votes_\w+)\b|  |\.\.| ,|\( |[{}]")
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("2020-02-14", "February 14, 2020"),
        ("2025-01", "January 2025"),
        ("2020", "2020"),
        ("spring of 2021", "spring of 2021"),
        ("2020-13", "2020-13"),
        ("2020-02-31", "2020-02-31"),
        (" ", ""),
    ],
)
def test_dates_are_written_out(stored: str, read: str) -> None:
    assert written_text(stored) == read


def test_the_day_it_was_made_is_written_out(counties: UnitLayer) -> None:
    assert content_of(Proposal(counties)).made == "Made with BorderKit 0.1.0 on November 22, 2026"
    assert written(dt.date(2024, 1, 1)) == "January 1, 2024"


def test_the_byline_has_author_and_date(counties: UnitLayer) -> None:
    content = bundled("greater-idaho-2020", counties)
    assert content.byline == "Move Oregon's Border (the Greater Idaho movement) · February 14, 2020"
    assert content.status == "The list of counties is inferred, not taken from a published list."
    assert content.group == "Joining a neighbour"
    assert content_of(Proposal(counties)).byline == ""
    assert content_of(Proposal(counties)).status == ""


@pytest.mark.parametrize("id_", bundled_ids())
def test_no_bundled_proposal_is_told_with_raw_words_or_stray_marks(counties: UnitLayer, id_: str) -> None:
    content = bundled(id_, counties)
    for text in texts(content):
        # The summary is its author's own prose.
        assert text == content.summary or not _RAW.search(text), text
        assert text == text.strip()
    sentences = (*content.consequences, *content.others, *content.notes, content.settings, content.status)
    assert all((text[0].isupper() or text[0].isdigit()) and text[-1] == "." for text in sentences)


def test_facts_are_read_from_afar(counties: UnitLayer) -> None:
    by_land = "Idaho would be the 3rd largest of the 50 states by land, today the 11th"
    assert [(fact.value, fact.label) for fact in bundled("greater-idaho-2020", counties).facts] == [
        ("22", "counties move, of 36 in Oregon"),
        ("1,056,792", "people move, 24.9\N{NO-BREAK SPACE}% of Oregon; Idaho grows by 57.5\N{NO-BREAK SPACE}%"),
        ("78,714 sq mi", f"of land move, 82.0\N{NO-BREAK SPACE}% of Oregon; {by_land}"),
        ("4", "House seats for Idaho, up from 2; Oregon has 4, down from 6"),
        ("R 314, D 224", "electoral votes on the votes of 2024; today R 312, D 226"),
    ]


def test_seats_that_leave_with_a_state_go_to_others_or_lapse(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("california-leaves-the-union", counties)
    assert content_of(proposal).facts[3].label == "House seats go to other states"
    proposal.settings = Settings(lapse_seats=True)
    content = content_of(proposal)
    assert (content.facts[3].value, content.facts[3].label) == ("52", "House seats lapse; 383 are left")
    assert "seats of those who leave lapse" in content.settings
    assert any("Its seats lapse." in paragraph.text for paragraph in content.method)


def test_what_does_not_change_is_said(counties: UnitLayer) -> None:
    content = bundled("greater-idaho-2020", counties)
    assert content.consequences == ("The numbers of states, senators and electors do not change: 50, 100 and 538.",)
    assert content.others == ("No other state's House seats or electoral votes change.",)
    assert content.others_line == ""
    assert content.others_table is None


def test_a_state_in_pieces_and_a_lost_capital_are_told(counties: UnitLayer) -> None:
    told = bundled("new-york-without-nyc-nassau-westchester", counties).consequences
    assert "New York loses its capital, Albany (Albany County), to Outer New York." in told
    assert any(text.startswith("Outer New York is in 2 pieces.") for text in told)


def test_names_are_short_but_where_two_would_be_alike(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["51059", "51600", "51610", "51013", "22071", "02020", "32510"], "WV")
    names = {name for group in content_of(proposal).counties for name in group.names}
    assert names == {
        "Fairfax County", "Fairfax city", "Falls Church city", "Arlington", "Orleans", "Anchorage", "Carson City",
    }  # fmt: skip


def test_counties_are_grouped_by_the_way_they_go(counties: UnitLayer) -> None:
    content = bundled("jefferson-two-states", counties)
    assert [(group.title, len(group.units)) for group in content.counties] == [
        ("From California to Jefferson (25)", 25),
        ("From Oregon to Jefferson (7)", 7),
    ]
    for group in content.counties:
        full = [counties.names[unit] for unit in group.units]
        assert all(name.startswith(short) for name, short in zip(full, group.names, strict=True))


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("CO", "All 64 counties of Colorado"),
        ("LA", "All 64 parishes of Louisiana"),
        ("AK", "All 29 boroughs and census areas of Alaska"),
        ("VA", "All 133 counties and independent cities of Virginia"),
        ("DC", ""),
    ],
)
def test_a_whole_state_is_said_in_place_of_its_list(counties: UnitLayer, code: str, whole: str) -> None:
    proposal = Proposal(counties)
    units = np.flatnonzero(counties.home == proposal.position(code)).astype(np.int32)
    proposal.move_units(units, proposal.position("WY"))
    (group,) = content_of(proposal).counties
    assert group.whole == whole
    assert len(group.names) == len(units)


def test_leaving_without_a_name_is_leaving_the_union(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    stroke = proposal.begin_stroke(OUTSIDE.code)
    stroke.add(counties.indices(["23003"]))
    stroke.finish()
    assert content_of(proposal).counties[0].title == "From Maine out of the Union (1)"


def test_claims_stand_beside_the_computed_figures(counties: UnitLayer) -> None:
    claims = bundled("jefferson-two-states", counties).claims
    assert claims is not None
    assert row(claims, "“3,138,324 people”")[:3] == ["3,138,324", "3,138,252", "−72"]
    assert row(claims, "“3,138,324 people”")[3] == "Wikipedia: Jefferson, a proposed Pacific state, 2020"
    assert claims.rows[1].cells[0].text == "83,786 sq mi"
    assert bundled("greater-idaho-2020", counties).claims is None


def test_a_claim_that_nothing_can_be_said_of_is_printed_as_such(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.edit_claims([{"measure": "income", "value": 12, "source": "A leaflet", "text": ""}])
    claims = content_of(proposal).claims
    assert claims is not None
    assert claims.rows[0].cells[1].text == "–"
    assert claims.rows[0].cells[1].note == "There is no figure to compare it with."


def test_divided_counties_give_two_sums_never_one(counties: UnitLayer) -> None:
    content = bundled("greater-idaho-2022", counties)
    assert content.facts[1].value == "296,442 to 545,867"
    assert "Deschutes County, Jefferson County and Wasco County, which are whole here and stay home" in content.divided
    assert "Jefferson County: the line runs south along the Deschutes River from the Columbia." in content.divided
    assert "Divided counties are counted whole, where the map shows them." in content.comparison.notes


def test_one_divided_county_is_spoken_of_in_the_singular(counties: UnitLayer) -> None:
    document = borderkit.open_proposal("greater-idaho-2020", counties).to_document()
    partial = [{"unit": "41043", "to": "ID", "rule": "the east of it"}, "damaged", {"unit": 3}]
    proposal = Proposal(counties, replace(document, kept={**document.kept, "partial": partial}))
    divided = content_of(proposal).divided
    assert divided.startswith("The proposal divides Linn County, which is whole here and stays home.")
    assert divided.endswith("with all of it. Linn County: the east of it.")


def test_a_claim_that_divided_counties_leave_open_stands_beside_both_sums(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2022", counties)
    proposal.edit_claims([{"measure": "people", "value": value, "text": f"{value}"} for value in (386_000, 900_000)])
    claims = content_of(proposal).claims
    assert claims is not None
    assert row(claims, "“386000”")[:3] == ["386,000", "296,442 to 545,867", "within"]
    assert row(claims, "“900000”")[:3] == ["900,000", "296,442", "−603,558"]
    assert claims.heads[0] == "Published"
    assert any("Within: the published figure lies between." in note for note in claims.notes)


def test_where_no_seat_changes_hands_it_is_said(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["48301"], "NM")
    assert ("0", "House seats change hands") in [(fact.value, fact.label) for fact in content_of(proposal).facts]


@pytest.mark.parametrize("chosen", [Settings(method=method) for method in METHODS])
def test_the_method_is_that_of_the_settings(counties: UnitLayer, chosen: Settings) -> None:
    proposal = Proposal(counties)
    proposal.settings = chosen
    content = content_of(proposal)
    (seats,) = [paragraph.text for paragraph in content.method if paragraph.heading == "House seats"]
    lawful = chosen.method == "huntington-hill"
    assert ("2 U.S.C. 2a" in seats) == lawful == ("method of the law" in content.settings)
    assert chosen.method.split("-")[0].title() in seats


def test_other_rules_and_another_census_are_told(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("california-leaves-the-union", counties)
    proposal.settings = Settings(house_size="wyoming", people=2010, election=2016)
    content = content_of(proposal)
    before, after = (o.apportionment.house_size for o in (proposal.outcome_before, proposal.outcome_after))
    assert before != after
    assert f"The House has {before} today and {after} as proposed" in content.settings
    assert "People are those of the 2010 census" in content.settings
    assert "Wyoming rule" in content.settings
    assert any(note.startswith("People of 2010") for note in content.notes)
    assert not any("overseas" in source for source in content.sources)


def test_sources_have_years_and_the_proposals_own_follow_with_addresses(counties: UnitLayer) -> None:
    sources = bundled("greater-idaho-2020", counties).sources
    assert sources[0] == "People: US Census Bureau, 2020 census, resident population."
    assert any("presidential election" in source and "2020" in source for source in sources)
    assert sources[-1].endswith(
        ", https://points-consulting.com/economic-impact-of-moving-the-oregon-idaho-state-border"
    )


@pytest.mark.parametrize("damaged", [None, "x", [3], [{"title": 3}], [{}]])
def test_damaged_sources_are_left_out(counties: UnitLayer, damaged: object) -> None:
    document = borderkit.open_proposal("greater-idaho-2020", counties).to_document()
    kept = {**document.kept, "sources": damaged, "certainty": damaged, "group": damaged}
    content = content_of(Proposal(counties, replace(document, kept=kept)))
    assert content.sources == bundled("liberty", counties).sources[: len(content.sources)]


def test_a_layer_that_was_loaded_is_its_own_source(grid: UnitLayer) -> None:
    proposal = Proposal(grid)
    proposal.move(["00000"], "BB")
    assert content_of(proposal).sources == ("All figures: the layer grid, as it was loaded.",)


def test_typed_words_stand_in_place_of_the_proposals_own(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    words = Words(
        "Our state", "First line.\n\nSecond line.", "Ann Lee, 541-555-0100", "https://example.org", encode_logo(PNG)
    )
    content = content_of(proposal, words)
    assert (content.title, content.summary) == ("Our state", "First line.\nSecond line.")
    assert (content.contact, content.web, content.logo) == ("Ann Lee, 541-555-0100", "https://example.org", PNG)
    assert content_of(proposal, Words(title=" ")).title == "Greater Idaho (2020)"


def test_hostile_names_are_kept_but_for_what_no_page_can_show(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    long = "Llanfairpwllgwyngyll-and-all-the-Counties-of-the-Far-North-West"
    proposal.add_jurisdiction(Jurisdiction("HOS", f"{HOSTILE} {long}", Status.NEW_STATE, "#e8a33d"))
    proposal.move(["41001"], "HOS")
    proposal.edit_details(Details(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    content = content_of(proposal, Words(contact=HOSTILE, web=HOSTILE))
    clean = "<b>“O'Brien” & 'Sons'</b> حدود 边界"
    assert content.title == content.contact == clean
    assert content.comparison.groups[1].text == f"{clean} {long}"
    for text in texts(content):
        assert not set(text) & {"\x00", "\t", "\ud800", "\u2028"}
        assert "\n" not in text or text == content.summary
