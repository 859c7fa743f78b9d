"""Passages of text: what follows, what changes elsewhere, the counties, notes, sources, and how figures are made."""

from __future__ import annotations

from collections.abc import Sequence

from borderkit.handout.content import Content, CountyGroup
from ui.handout.marks import Block, columns, stacked
from ui.handout.typeset import kept_together, paragraph
from ui.handout.typography import Style, Typography

#: Points below a heading and between paragraphs.
_BELOW_HEADING, _BETWEEN = 2.0, 3.0

#: More sentences on other states than this are said in one line of figures.
_MOST_SENTENCES = 2


def passage(
    heading: str, texts: Sequence[str], typography: Typography, width: float, style: Style | None = None
) -> Block:
    """Return paragraphs under a heading; nothing without a text."""
    told = [paragraph(text, style or typography.body, width) for text in texts if text]
    if not told:
        return Block(width, 0.0)
    return stacked([paragraph(heading, typography.heading, width), stacked(told, _BETWEEN)], _BELOW_HEADING)


def summary(content: Content, typography: Typography, width: float) -> Block:
    """Return the summary and, smaller, how sure the list of counties is."""
    status = paragraph(content.status, typography.note, width)
    return stacked([paragraph(content.summary, typography.summary, width), status], 4.0)


def consequences(content: Content, typography: Typography, width: float) -> Block:
    """Return what follows."""
    return passage("What follows", content.consequences, typography, width)


def others(content: Content, typography: Typography, width: float) -> Block:
    """Return what changes in other states: in sentences, or in a line where these are many."""
    is_long = content.others_line and len(content.others) > _MOST_SENTENCES
    texts = (content.others_line,) if is_long else content.others
    return passage(content.wording.fill("In other {states}"), texts, typography, width)


def counties(content: Content, typography: Typography, width: float) -> Block:
    """Return the names of the counties that move, a paragraph for each way they go."""
    said = [county_group(group, typography, width) for group in content.counties]
    if not said:
        return Block(width, 0.0)
    heading = content.wording.fill("{Units} that move")
    return stacked([paragraph(heading, typography.heading, width), stacked(said, _BETWEEN)], _BELOW_HEADING)


def county_group(group: CountyGroup, typography: Typography, width: float) -> Block:
    """Return the counties that go one way."""
    text = group.whole or kept_together(group.names)
    return paragraph(text, typography.body, width, lead=f"{group.title}:")


def divided(content: Content, typography: Typography, width: float) -> Block:
    """Return what is said of counties that the proposal divides."""
    return passage(content.wording.fill("Divided {units}"), (content.divided,), typography, width)


def fine_print(
    content: Content, typography: Typography, width: float, count: int, *, noted: bool = True, gap: float = 16.0
) -> Block:
    """Return notes (if they are to be ``noted``) and sources, small, in columns."""
    notes = (content.settings, *content.notes) if noted else ()
    return in_small(notes, content.sources, typography, width, count, gap)


def in_small(
    notes: Sequence[str],
    sources: Sequence[str],
    typography: Typography,
    width: float,
    count: int,
    gap: float = 16.0,
) -> Block:
    """Return notes and sources, small, in columns."""
    each = (width - gap * (count - 1)) / count
    told = _led("Notes", notes) + _led("Sources", sources)
    return columns([paragraph(text, typography.fine, each, lead=lead) for lead, text in told], count, gap, 1.5)


def _led(heading: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return texts, the first with a heading before it."""
    said = [text for text in texts if text]
    return [(f"{heading}." if not position else "", text) for position, text in enumerate(said)]


def method(content: Content, typography: Typography, width: float, count: int, gap: float = 16.0) -> Block:
    """Return how the figures are made, in columns."""
    each = (width - gap * (count - 1)) / count
    blocks = [paragraph(part.text, typography.body, each, lead=_run_in(part.heading)) for part in content.method]
    return columns([b for b in blocks if b.height], count, gap, 4.0)


def _run_in(heading: str) -> str:
    return f"{heading.rstrip('.')}." if heading else ""
