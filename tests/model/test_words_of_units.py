"""Texts about a layer use its own words: a county is spoken of only where there are counties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import borderkit
from borderkit.claims import label_of
from borderkit.concentration import concentration, sentences
from borderkit.contiguity import checks
from borderkit.county_list import read_list
from borderkit.effects import consequences, line_of_effect
from borderkit.explain import explain
from borderkit.export.credits import credits_of
from borderkit.export.formats import FORMATS, What
from borderkit.export.map_layer import map_layer
from borderkit.export.summary_table import columns_of, summary_rows
from borderkit.finding import Finder
from borderkit.handout.data_sheet import data_sheet_html
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.measures import MEASURES, has_figures
from borderkit.number_format import NumberFormat
from borderkit.portrayal import Choice, portray, ways_on
from borderkit.portrayal_monochrome import by_state_monochrome
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from borderkit.proposal_file import write_document
from borderkit.restraint import Restraint
from borderkit.totals import totals
from borderkit.web_page import write_web_page
from borderkit.wording import Wording
from tests.foreign_layers import ALL, DIVISIONS, KREISE, PRECINCTS, Foreign, moved
from tests.handout.composing import content_of
from tests.web.reading import Page


@pytest.fixture(params=ALL, ids=lambda foreign: foreign.name)
def foreign(request: pytest.FixtureRequest) -> Foreign:
    found = request.param
    assert isinstance(found, Foreign)
    return found


def written(measure: object, value: float) -> str:
    return f"{value:,}"


def told(proposal: Proposal) -> Iterator[str]:
    """Yield what the model says of a proposal in words."""
    layer = proposal.layer
    yield from (step.text for step in proposal.history.steps)
    yield from consequences(proposal)
    yield line_of_effect(proposal)
    yield from (check.detail for check in checks(proposal))
    yield from (f"{credit.topic}: {credit.text}" for credit in credits_of(proposal))
    yield from (column.label for column in columns_of(proposal))
    yield from (str(value) for row in summary_rows(proposal) for value in row.values)
    yield from (what.label_on(layer.wording) for what in What)
    # GEOID and STATE are what redistricting tools call the columns of their files.
    yield from (layer.wording.fill(kind.label).replace("STATE", "") for kind in FORMATS)
    data = totals(proposal)
    yield from (*data["notes"], *(check["detail"] for check in data["checks"]))
    for code in (None, *(jurisdiction.code for jurisdiction in proposal.jurisdictions)):
        for side in ("before", "after", "change"):
            yield from (explain(proposal, code, m, side, written) for m in MEASURES if has_figures(layer, m))
        found = concentration(proposal, code, after=True)
        yield from sentences(found, layer.whole_in_sentence, layer.wording) if found else ()
    for portrayal in (
        *(portray(proposal, Choice(way, "land_m2")) for way in ways_on(layer)),
        by_state_monochrome(proposal),
    ):
        legend = portrayal.legend
        yield from (legend.title, legend.source, legend.note, legend.state, *(entry.label for entry in legend.entries))
    yield Restraint(only_from="XX").reason(layer.jurisdictions[0], layer.wording) or ""
    yield label_of("units", layer.wording)


def test_no_text_of_the_model_speaks_of_what_the_layer_does_not_have(foreign: Foreign, tmp_path: Path) -> None:
    proposal = moved(foreign.read(tmp_path))
    texts = list(told(proposal))
    assert len(texts) > 100
    assert not foreign.faults(texts)
    assert any(foreign.recipe.units_called[1] in text for text in texts)


def test_no_data_file_says_so_either(foreign: Foreign, tmp_path: Path) -> None:
    proposal = moved(foreign.read(tmp_path))
    layers = [map_layer(proposal, what, Silent()) for what in What]
    texts = [text for layer in layers for text in (layer.title, *(column.meaning for column in layer.columns))]
    assert not foreign.faults(texts)


@pytest.mark.parametrize("is_moved", [True, False])
def test_no_handout_says_so(foreign: Foreign, tmp_path: Path, is_moved: bool) -> None:
    layer = foreign.read(tmp_path)
    html = data_sheet_html(content_of(moved(layer) if is_moved else Proposal(layer)))
    assert not foreign.faults(html.split("\n"))
    assert foreign.recipe.units_called[1] in html


def test_no_handout_speaks_of_seats_that_nobody_worked_out(foreign: Foreign, tmp_path: Path) -> None:
    content = content_of(moved(foreign.read(tmp_path)))
    assert not any("seats" in text for text in (*(fact.label for fact in content.facts), *content.consequences))
    assert not content.union.rows
    assert not content.others


def test_no_web_page_says_so(foreign: Foreign, tmp_path: Path) -> None:
    for name, proposal in (("moved", moved(layer := foreign.read(tmp_path))), ("none", Proposal(layer))):
        path = tmp_path / f"{name}.html"
        write_web_page(proposal, path, Silent())
        page = Page(path)
        assert not foreign.faults(re.split(r"(?<=[.:]) ", page.text))
        labels = [attributes.get("aria-label", "") for _, attributes in page.tags]
        assert not foreign.faults(labels)
        assert page.data["units_called"] == foreign.recipe.units_called[1]


def test_a_handout_says_how_the_figures_of_such_a_layer_are_made(tmp_path: Path) -> None:
    by_heading = {
        foreign.name: {p.heading: p.text for p in content_of(moved(foreign.read(tmp_path))).method} for foreign in ALL
    }
    assert "precincts.gpkg, PEOPLE" in by_heading["precincts"]["People"]
    assert "precincts.gpkg, DEM" in content_of(moved(PRECINCTS.read(tmp_path))).sources[0]
    assert "Votes" not in by_heading["divisions"]
    assert not by_heading["kreise"].keys() & {"People", "Votes"}
    for name, paragraphs in by_heading.items():
        assert paragraphs["Land"].startswith(f"The land area is measured from the outlines of {name}.gpkg in ")
        assert paragraphs["Land"].endswith("water is in it.")
    assert "legislatures" in by_heading["precincts"]["What is supposed"]
    assert "legislatures" not in by_heading["divisions"]["What is supposed"]


def test_a_list_is_refused_in_the_words_of_the_layer(foreign: Foreign, tmp_path: Path) -> None:
    layer = foreign.read(tmp_path)
    first = layer.jurisdictions[0].name
    text = f"Nowhere, {first}; Atlantis; {first}; part of Place 1; all of Newland; Place 1 (of old); 99999"
    new = Jurisdiction("NEW", "Newland", Status.NEW_STATE, "#112233")
    read = read_list(text, layer, Finder(layer), (*layer.jurisdictions, new))
    assert len(read.lost) >= 4
    assert not foreign.faults(lost.reason for lost in read.lost)


def test_steps_are_named_with_the_words_of_the_layer(tmp_path: Path) -> None:
    names = [step.text for step in moved(KREISE.read(tmp_path)).history.steps]
    assert names == [
        "Moved Place 0 from Hessen to Thüringen",
        "Added the new jurisdiction Newland (NEW)",
        "Moved 2 Kreise from Hessen to Newland",
        "Moved Place 7 from Thüringen outside",
        "Moved Place 1 from Hessen to Thüringen",
    ]


def test_who_is_outside_is_known_again_when_the_proposal_is_opened(tmp_path: Path) -> None:
    layer = DIVISIONS.read(tmp_path)
    proposal = moved(layer)
    path = tmp_path / "outside.borderkit"
    write_document(path, proposal.to_document(), layer)
    again = borderkit.open_proposal(path, layer)
    assert again.jurisdiction(OUTSIDE.code).name == "Outside"
    assert np.array_equal(again.assignment, proposal.assignment)


def test_the_words_of_the_bundled_layer_are_those_of_counties(counties: UnitLayer) -> None:
    assert counties.wording == Wording()
    assert counties.whole_in_sentence == "the Union"
    assert counties.outside is OUTSIDE


def test_precincts_of_states_have_states_and_no_counties(tmp_path: Path) -> None:
    layer = PRECINCTS.read(tmp_path)
    assert layer.wording == Wording("precinct", "precincts", has_states=True)
    assert not layer.wording.of_counties
    assert not layer.is_union


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [
        ("county", "{A_unit} of a {state}", "A county of a state"),
        ("area", "Find {a_unit}", "Find an area"),
        ("unit", "Find {a_unit}", "Find a unit"),
        ("urban district", "{A_unit}", "An urban district"),
        ("Kreis", "{Unit} {unit}", "Kreis Kreis"),
        ("{odd} & braced", "the {unit}", "the {odd} & braced"),
    ],
)
def test_words_are_filled_into_texts(unit: str, text: str, expected: str) -> None:
    assert Wording(unit, f"{unit}s").fill(text) == expected


def test_numbers_of_units_are_told_in_one_or_many() -> None:
    words = Wording("block group", "block groups")
    assert [words.count(number) for number in (0, 1, 1_204)] == [
        "0 block groups",
        "1 block group",
        "1,204 block groups",
    ]


def test_a_status_speaks_of_states_only_where_there_are_some() -> None:
    elsewhere = Wording("Kreis", "Kreise", has_states=False)
    assert [elsewhere.status(status) for status in Status] == [
        "jurisdiction",
        "new jurisdiction",
        "federal district",
        "independent country",
    ]
    assert [Wording().status(status) for status in Status] == [status.label for status in Status]


def test_counts_in_a_handout_are_of_what_the_units_are(tmp_path: Path) -> None:
    content = content_of(moved(KREISE.read(tmp_path)), numbers=NumberFormat())
    assert content.facts[0].label.startswith("Kreise move, ")
    assert content.county_table.title == "The Kreise that move"
    assert content.county_table.label == "Kreis"
    assert content.states.label == "Jurisdiction"
