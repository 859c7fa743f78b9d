"""Texts and format of handouts lie in the proposal's file, can be undone, and are read leniently."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

import borderkit
from borderkit.document import Document
from borderkit.handout.choices import Format, Paper, Template, Words
from borderkit.handout.logo import LARGEST_LOGO, LogoError, decode_logo, encode_logo
from borderkit.handout.stored import HANDOUT, stored_format, stored_words, with_handout
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from ui.session import Session

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
WORDS = Words("A title", "A summary", "Ann Lee", "https://example.org", encode_logo(PNG))
POSTER = Format(Template.POSTER, Paper.A3, landscape=True, black_and_white=True)


def read(handout: object) -> tuple[Words, Format]:
    document = Document(kept={HANDOUT: handout})
    return stored_words(document), stored_format(document)


def test_what_was_typed_and_chosen_comes_back_from_the_file(counties: UnitLayer, tmp_path: Path) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    proposal.edit_handout(WORDS, POSTER)
    path = tmp_path / "a.borderkit"
    borderkit.save_proposal(proposal, path)
    again = borderkit.open_proposal(path, counties).document
    assert (stored_words(again), stored_format(again)) == (WORDS, POSTER)


def test_only_what_differs_from_the_default_is_written() -> None:
    assert with_handout({}, Words(), Format()) == {}
    assert with_handout({}, Words(contact="Ann"), Format(paper=Paper.A4)) == {"contact": "Ann", "paper": "a4"}


def test_a_file_that_nothing_was_typed_for_is_written_as_before(counties: UnitLayer, tmp_path: Path) -> None:
    paths = [tmp_path / "a.borderkit", tmp_path / "b.borderkit"]
    proposal = borderkit.open_proposal("liberty", counties)
    borderkit.save_proposal(proposal, paths[0])
    proposal.edit_handout(WORDS, POSTER)
    proposal.edit_handout(Words(), Format())
    borderkit.save_proposal(proposal, paths[1])
    assert paths[0].read_text(encoding="utf-8") == paths[1].read_text(encoding="utf-8")
    assert json.loads(paths[0].read_text(encoding="utf-8"))["handout"] == {}


def test_a_proposal_without_the_key_has_the_defaults(counties: UnitLayer) -> None:
    document = Proposal(counties).document
    assert HANDOUT not in document.kept
    assert (stored_words(document), stored_format(document)) == (Words(), Format())


def test_unknown_keys_are_kept(counties: UnitLayer) -> None:
    document = Document(kept={HANDOUT: {"font": "serif", "title": "Old"}})
    proposal = Proposal(counties, document)
    proposal.edit_handout(Words(title="New"), Format())
    assert proposal.to_document().kept[HANDOUT] == {"title": "New", "font": "serif"}


@pytest.mark.parametrize(
    "handout",
    [
        None,
        "x",
        [1],
        {"title": 3, "summary": None, "logo": [], "landscape": "yes", "paper": "a7", "template": 1},
        {"black_and_white": 1, "paper": ["a4"], "contact": {}},
    ],
)
def test_what_has_the_wrong_form_counts_as_not_there(handout: object) -> None:
    assert read(handout) == (Words(), Format())


def test_what_is_right_is_read_beside_what_is_wrong() -> None:
    words, layout = read({"title": "T", "contact": 3, "paper": "a3", "template": "leaflet", "logo": "no image"})
    assert words == Words(title="T")
    assert layout == Format(paper=Paper.A3)


def test_each_edit_is_a_named_step_that_can_be_undone_and_redone(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    edits = [
        (Words(title="T"), Format()),
        (Words(title="T", logo=encode_logo(PNG)), Format()),
        (Words(title="T"), Format()),
        (Words(title="T"), POSTER),
    ]
    for words, layout in edits:
        assert proposal.edit_handout(words, layout).details
    assert [step.text for step in proposal.history.steps] == [
        "Edited the handout's texts",
        "Chose a logo for the handout",
        "Removed the handout's logo",
        "Changed the handout's format",
    ]
    proposal.go_to(0)
    assert HANDOUT not in proposal.document.kept
    for position, (words, layout) in enumerate(edits, 1):
        assert proposal.redo() is not None
        assert (stored_words(proposal.document), stored_format(proposal.document)) == (words, layout), position


def test_an_edit_that_changes_nothing_is_no_step(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.edit_handout(Words(), Format())
    proposal.edit_handout(WORDS, Format())
    proposal.edit_handout(WORDS, Format())
    assert len(proposal.history.steps) == 1


def test_claims_and_handout_are_undone_in_the_order_they_were_made(counties: UnitLayer) -> None:
    proposal = Proposal(counties, Document(kept={"claims": [], "own": 1}))
    claim = {"measure": "people", "of": "moved", "value": 1, "text": "one"}
    proposal.edit_claims([claim])
    proposal.edit_handout(WORDS, Format())
    proposal.undo()
    assert proposal.claims == (claim,)
    assert stored_words(proposal.document) == Words()
    proposal.undo()
    assert proposal.to_document().kept == {"claims": [], "own": 1}


def test_a_session_tells_of_an_edit_and_takes_it_back(qapp: QApplication, counties: UnitLayer) -> None:
    session = Session(counties)
    told: list[str] = []
    session.details_changed.connect(lambda: told.append(stored_words(session.proposal.document).title))
    session.edit_handout(Words(title="T"), Format())
    assert not session.is_saved
    session.undo()
    assert session.is_saved
    assert told == ["T", ""]


def test_damaged_claims_come_back_when_an_edit_is_undone(counties: UnitLayer) -> None:
    proposal = Proposal(counties, Document(kept={"claims": "damaged"}))
    proposal.edit_claims([])
    assert not proposal.history.steps
    proposal.edit_claims([{"value": 1}])
    proposal.undo()
    assert proposal.document.kept["claims"] == "damaged"


@pytest.mark.parametrize("data", [PNG, JPEG])
def test_a_png_or_jpeg_is_a_logo(data: bytes) -> None:
    assert decode_logo(encode_logo(data)) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "neither a PNG nor a JPEG"),
        (b"<svg/>", "neither a PNG nor a JPEG"),
        (PNG + b"\x00" * LARGEST_LOGO, "512 are the most"),
    ],
)
def test_another_file_is_refused_with_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(LogoError, match=reason):
        encode_logo(data)


@pytest.mark.parametrize("text", ["", "no base 64!", "PHN2Zy8+", "é", "A" * (2 * LARGEST_LOGO)])
def test_a_text_that_holds_no_logo_gives_none(text: str) -> None:
    assert decode_logo(text) == b""


_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.builds(Words, _TEXT, _TEXT, _TEXT, _TEXT), st.builds(Format))
@settings(max_examples=100, deadline=None)
def test_any_words_come_back(words: Words, layout: Format) -> None:
    stored = json.loads(json.dumps(with_handout({}, words, layout)))
    assert read(stored) == (words, layout)


@given(
    st.dictionaries(st.sampled_from(["title", "logo", "paper", "landscape", "x"]), st.none() | st.integers() | _TEXT)
)
@settings(max_examples=100, deadline=None)
def test_whatever_a_file_holds_is_read_and_edited_without_an_error(handout: dict[str, object]) -> None:
    words, layout = read(handout)
    again = with_handout(handout, replace(words, title="T"), layout)
    assert read(again) == (replace(words, title="T"), layout)
    assert again.get("x") == handout.get("x")
