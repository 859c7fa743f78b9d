"""Every template on every paper: all text in its place, nothing over the edge, nothing over anything else."""

from __future__ import annotations

import itertools

import pytest

from borderkit.handout.choices import Format, Paper, Template, Words
from borderkit.jurisdiction import Status
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from tests.pages.conftest import Make, everything_to, faults, proposal_of
from ui.handout.marks import Text
from ui.handout.page import Page
from ui.handout.typography import BODY_FLOOR, FINE_FLOOR

_HARD, _CLAIMS = "new-york-without-nyc-nassau-westchester", "greater-idaho-2022"
_ALL = [(_HARD, Format(*choice)) for choice in itertools.product(Template, Paper, (False, True))]
_ALL += [(_CLAIMS, Format(*choice)) for choice in itertools.product(Template, (Paper.A4, Paper.A3), (False, True))]
_LETTER = [Format(template) for template in Template]
_POINTS_A_MILLIMETRE = 72 / 25.4


def _smallest_letters(page: Page) -> float:
    """Return the size of the smallest text in points."""
    return min(p.mark.layout.font().pixelSize() / 20 for p in page.placed if isinstance(p.mark, Text))


@pytest.mark.parametrize(("proposal", "layout"), _ALL, ids=str)
def test_all_text_lies_in_the_printable_area_and_apart(
    prepared: PreparedLayer, make: Make, proposal: str, layout: Format
) -> None:
    handout = make(open_proposal(proposal, prepared.layer), layout)
    width, height = (side * _POINTS_A_MILLIMETRE for side in handout.page_size_mm)
    assert (width > height) == layout.landscape
    for number in range(handout.pages):
        page = handout.laid_out(number)
        assert (page.width, page.height) == pytest.approx((width, height))
        assert faults(page) == []
        assert _smallest_letters(page) >= FINE_FLOOR


@pytest.mark.parametrize(
    ("kind", "layout"),
    [
        *itertools.product(("tiny", "none", "country", "long-names", "leaving"), _LETTER),
        *(("every", Format(template)) for template in (Template.ONE_PAGE, Template.DATA_SHEET, Template.COMPARISON)),
    ],
    ids=str,
)
def test_awkward_proposals_are_laid_out_without_a_fault(
    prepared: PreparedLayer, make: Make, kind: str, layout: Format
) -> None:
    name = "A name of a county or of a state that has sixty characters: 60"
    proposal = {
        "tiny": lambda: proposal_of(prepared, {"MD": ("51610",)}),
        "none": lambda: proposal_of(prepared, {}),
        "every": lambda: everything_to(prepared, "ID"),
        "country": lambda: proposal_of(prepared, {"LOV": ("48301",)}, new=(("LOV", "Loving", Status.INDEPENDENT),)),
        "long-names": lambda: proposal_of(prepared, {"NEW": ("41001",)}, name * 2, (("NEW", name, Status.NEW_STATE),)),
        "leaving": lambda: open_proposal("california-leaves-the-union", prepared.layer),
    }[kind]()
    handout = make(proposal, layout)
    pages = [handout.laid_out(number) for number in range(handout.pages)]
    # The pages of a list of all counties are alike.
    for page in (*pages[:3], pages[-1]):
        assert faults(page) == []


@pytest.mark.parametrize("layout", [Format(), Format(Template.DATA_SHEET), Format(landscape=True)], ids=str)
def test_long_words_are_wrapped_or_shortened_and_the_page_says_so(
    prepared: PreparedLayer, make: Make, layout: Format
) -> None:
    words = Words(
        title="A title that is much too long for any page " * 30,
        summary="A summary that goes on and on. " * 200,
        contact="Someone, somewhere, " * 40,
        web="https://example.org/" + "a" * 1200,
    )
    handout = make(open_proposal("greater-idaho-2024", prepared.layer), layout, words)
    page = handout.laid_out(0)
    assert faults(page) == []
    said = " ".join(text for text, _ in page.texts)
    assert "The title is shortened here to fit the page; the data sheet has all of it." in said
    assert any("The title is too long for this page" in warning for warning in handout.warnings)
    assert any("The contact line is too long" in warning for warning in handout.warnings)
    assert any("too long for a QR code" in warning for warning in handout.warnings)


def test_a_title_of_three_hundred_characters_is_whole(prepared: PreparedLayer, make: Make) -> None:
    title = ("Counties of the east and south of the state join their neighbour " * 5)[:300]
    handout = make(open_proposal("greater-idaho-2024", prepared.layer), words=Words(title=title))
    assert title.strip() in [text for text, _ in handout.laid_out(0).texts]
    assert not any("shortened" in warning for warning in handout.warnings)


def test_what_has_no_room_is_named_on_the_page_and_in_a_warning(prepared: PreparedLayer, make: Make) -> None:
    handout = make(everything_to(prepared, "ID"))
    said = " ".join(text for text, _ in handout.laid_out(0).texts)
    assert "Not on this page for want of room, but in the data sheet: the list of the 3,098 counties that move" in said
    assert any("the list of the 3,098 counties that move" in warning for warning in handout.warnings)


def test_the_second_page_has_what_the_first_leaves_to_it(prepared: PreparedLayer, make: Make) -> None:
    proposal = open_proposal("new-york-without-nyc-nassau-westchester", prepared.layer)
    handout = make(proposal, Format(Template.TWO_PAGES))
    assert handout.pages == 2
    said = {text for text, _ in handout.laid_out(1).texts}
    assert {"Albany", "Yates", "St. Lawrence", "All that move"} <= said
    assert "Page 2 of 2" in said


def test_right_to_left_titles_are_set_from_the_right(prepared: PreparedLayer, make: Make) -> None:
    title = "حدود جديدة"
    page = make(proposal_of(prepared, {"ID": ("41001",)}, title)).laid_out(0)
    (rect,) = (rect for text, rect in page.texts if text == title)
    assert rect.left() > page.width / 2
    assert rect.right() == pytest.approx(page.width - 38, abs=1)


@pytest.mark.parametrize(
    "layout", [*_LETTER, *(Format(template, landscape=True) for template in Template), Format(paper=Paper.A4)], ids=str
)
def test_no_figure_is_broken_where_four_states_are_concerned(
    prepared: PreparedLayer, make: Make, layout: Format
) -> None:
    handout = make(open_proposal("greater-idaho-phase-2", prepared.layer), layout)
    figures = [
        p.mark
        for number in range(handout.pages)
        for p in handout.laid_out(number).placed
        if isinstance(p.mark, Text) and p.mark.words.replace(",", "").isdecimal()
    ]
    assert len(figures) >= 16
    assert [figure.words for figure in figures if figure.layout.lineCount() > 1] == []


@pytest.mark.parametrize("id_", ["weld-to-wyoming", "virginia-maryland-to-west-virginia"])
def test_no_printed_figure_of_a_claim_is_broken(prepared: PreparedLayer, make: Make, id_: str) -> None:
    """The claims stand beside the maps only where that column has room for their table."""
    page = make(open_proposal(id_, prepared.layer)).laid_out(0)
    texts = [p.mark for p in page.placed if isinstance(p.mark, Text)]
    heads = [text for text in texts if text.words in ("Printed", "Computed", "Difference")]
    assert len(heads) == 3
    assert [head.words for head in heads if head.layout.lineCount() > 1] == []


def test_no_figure_is_set_smaller_than_body_text_may_be(prepared: PreparedLayer, make: Make) -> None:
    page = make(open_proposal("virginia-maryland-to-west-virginia", prepared.layer)).laid_out(0)
    sizes = {
        p.mark.layout.font().pixelSize() / 20
        for p in page.placed
        if isinstance(p.mark, Text) and p.mark.words == "8,631,393"
    }
    assert sizes
    assert min(sizes) >= BODY_FLOOR
