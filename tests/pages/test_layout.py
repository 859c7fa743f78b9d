"""Every template on every paper: all text in its place, nothing over the edge, nothing over anything else."""

from __future__ import annotations

import itertools

import pytest

from borderkit.handout.choices import Format, Paper, Template, Words
from borderkit.handout.compose import compose
from borderkit.jurisdiction import Status
from borderkit.number_format import NumberFormat
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from tests.pages.conftest import CONTACT, DAY, Make, everything_to, faults, proposal_of
from ui.handout import omissions
from ui.handout.desk import Desk
from ui.handout.flow import Flow
from ui.handout.marks import Block, Text
from ui.handout.page import Page
from ui.handout.sheet import Sheet, order_for
from ui.handout.typeset import paragraph
from ui.handout.typography import BODY_FLOOR, FINE_FLOOR, Typography

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


def test_the_later_pages_have_what_the_first_leaves_to_them(prepared: PreparedLayer, make: Make) -> None:
    proposal = open_proposal("new-york-without-nyc-nassau-westchester", prepared.layer)
    handout = make(proposal, Format(Template.TWO_PAGES))
    said = {text for number in range(1, handout.pages) for text, _ in handout.laid_out(number).texts}
    assert {"Albany", "Yates", "St. Lawrence", "All that move"} <= said
    assert f"Page 2 of {handout.pages}" in said


@pytest.mark.parametrize("proposal", ["greater-idaho-2020", _HARD])
@pytest.mark.parametrize("lies", [False, True], ids=["upright", "lying"])
def test_two_pages_say_on_which_page_everything_is_and_become_more_rather_than_leave_the_method_out(
    prepared: PreparedLayer, make: Make, proposal: str, lies: bool
) -> None:
    handout = make(open_proposal(proposal, prepared.layer), Format(Template.TWO_PAGES, landscape=lies))
    pages = [[text for text, _ in handout.laid_out(number).texts] for number in range(handout.pages)]
    (pointer,) = [text for text in pages[0] if "how the figures are made" in text]
    made = [number for number, texts in enumerate(pages, 1) if "How the figures are made" in texts]
    sourced = [number for number, texts in enumerate(pages, 1) if any(text.startswith("Sources.") for text in texts)]
    for numbers, part in ((made, "how the figures are made"), (sourced, "sources")):
        (number,) = numbers[-1:]
        (said,) = [sentence for sentence in pointer.split(". ") if part in sentence]
        assert said.startswith(f"Page {number} has")
    heads = [texts[0] for texts in pages[1:]]
    assert [number for number, head in enumerate(heads, 2) if "how the figures are made" in head.lower()] == made
    assert any("this handout has" in warning for warning in handout.warnings) == (handout.pages > 2)


@pytest.mark.parametrize(
    ("layout", "advice"),
    [
        (Format(), " A larger paper or two pages have more room."),
        (Format(paper=Paper.A3), " Two pages have more room."),
        (Format(Template.TWO_PAGES), " A larger paper has more room."),
        (Format(Template.TWO_PAGES, Paper.TABLOID), ""),
    ],
    ids=str,
)
def test_the_advice_where_there_is_more_room_fits_template_and_paper(
    prepared: PreparedLayer, layout: Format, advice: str
) -> None:
    content = compose(proposal_of(prepared, {"MD": ("51610",)}), Words(), NumberFormat(), DAY)
    said = omissions.warning(content, frozenset({"counties"}), layout)
    assert said.endswith(f"Only in the data sheet: the list of the one county that moves.{advice}")


def test_dashed_lines_are_named_only_where_the_map_has_some(prepared: PreparedLayer, make: Make) -> None:
    content = compose(proposal_of(prepared, {"MD": ("51610",)}), Words(), NumberFormat(), DAY)
    without = frozenset({omissions.TODAYS_MAP})
    assert omissions.sentence(content, without) == "Today's map is left out for want of room."
    assert "dashed lines" in omissions.sentence(content, without, old_lines=True)
    for id_, has_lines in (("greater-idaho-2020", True), ("california-leaves-the-union", False)):
        handout = make(open_proposal(id_, prepared.layer))
        desk = Desk(content, open_proposal(id_, prepared.layer), Format(), handout.maps)
        assert Sheet(desk, Typography(1.0), frozenset(), frozenset(), 1).has_old_lines == has_lines


def test_notes_and_a_typed_summary_stay_longer_than_ranks_and_status(prepared: PreparedLayer, make: Make) -> None:
    proposal = open_proposal("greater-idaho-2020", prepared.layer)
    maps = make(proposal).maps
    own, typed = (
        order_for(Desk(compose(proposal, words, NumberFormat(), DAY), proposal, Format(), maps))
        for words in (Words(), Words(summary="Ask your county commissioners."))
    )
    assert own[:2] == ("ranks", "status")
    assert own.index("summary") < own.index("notes")
    assert typed.index("summary") > max(typed.index(part) for part in ("notes", "others", "consequences"))


def test_a_source_is_not_broken_over_two_pages_of_a_data_sheet(prepared: PreparedLayer, make: Make) -> None:
    handout = make(open_proposal(_HARD, prepared.layer), Format(Template.DATA_SHEET))
    texts = [text for number in range(handout.pages) for text, _ in handout.laid_out(number).texts]
    content = compose(open_proposal(_HARD, prepared.layer), CONTACT, NumberFormat(), DAY)
    assert [source for source in content.sources if source not in texts] == []
    desk = Desk(content, open_proposal(_HARD, prepared.layer), Format(), handout.maps)
    typography, source = Typography(1.0), "One source of a figure. " * 30
    height = paragraph(source, typography.body, desk.room[0]).height
    flow = Flow(desk, typography, lambda: Block(desk.room[0], 1.0))
    flow.add(Block(desk.room[0], flow.left_over - height / 2))
    flow.add_text(source, typography.body, together=True)
    assert [len(page.texts) for page in flow.pages] == [0, 1]


def test_the_data_sheet_says_its_key_figures_as_sentences(prepared: PreparedLayer, make: Make) -> None:
    page = make(open_proposal("greater-idaho-2020", prepared.layer), Format(Template.DATA_SHEET)).laid_out(0)
    assert "22 counties move, of 36 in Oregon" in [text for text, _ in page.texts]


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
    heads = [text for text in texts if text.words in ("Published", "Computed", "Difference")]
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
