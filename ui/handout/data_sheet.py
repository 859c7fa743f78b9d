"""The data sheet: all that there is to say, in text alone, in one column, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator

from borderkit.handout.content import Content, Table
from ui.handout.desk import Desk
from ui.handout.flow import Flow, put_feet
from ui.handout.masthead import masthead, running_head
from ui.handout.page import Page
from ui.handout.sheet import main_table
from ui.handout.tables import SetTable
from ui.handout.typeset import kept_together, paragraph
from ui.handout.typography import Style, Typography

#: Large letters: whoever takes this sheet wants to read, not to look.
_SCALE = 1.12
_BETWEEN, _BEFORE_HEADING, _BELOW_HEADING = 4.0, 12.0, 3.0
#: Two lines are kept with a heading.
_FOLLOWING = 30.0


def data_sheet(desk: Desk) -> list[Page]:
    """Return the pages."""
    typography = Typography(_SCALE)
    content, fill = desk.content, desk.content.wording.fill
    width, _ = desk.room
    flow = Flow(desk, typography, lambda: running_head(desk, "Data sheet", Typography(0.8), width))
    flow.add(masthead(desk, typography, width))
    flow.add_text(content.summary, typography.summary, typography.gap(8.0))
    flow.add_text(content.status, typography.note, _BETWEEN)
    body = typography.body
    _section(flow, typography, "Key figures", ((fact.value, fact.label) for fact in content.facts), body)
    for table in _tables(content):
        flow.add_table(SetTable(table, typography, width), typography.gap(_BEFORE_HEADING))
    if content.joined:
        flow.add_table(SetTable(content.joined, typography, width), typography.gap(_BEFORE_HEADING))
    _section(flow, typography, "What follows", _plain(content.consequences), body)
    _section(flow, typography, fill("In other {states}"), _plain(content.others), body)
    if content.others_table:
        flow.add_table(SetTable(content.others_table, typography, width), typography.gap(_BEFORE_HEADING))
    if content.claims:
        flow.add_table(SetTable(content.claims, typography, width), typography.gap(_BEFORE_HEADING))
    _section(flow, typography, fill("Divided {units}"), _plain((content.divided,)), body)
    groups = ((f"{group.title}:", kept_together(group.names)) for group in content.counties)
    _section(flow, typography, fill("{Units} that move"), groups, body)
    if content.county_table.rows:
        flow.add_table(SetTable(content.county_table, typography, width), typography.gap(_BEFORE_HEADING))
    method = ((f"{part.heading}." if part.heading else "", part.text) for part in content.method)
    _section(flow, typography, "How the figures are made", method, body)
    _section(flow, typography, "Notes", _plain((content.settings, *content.notes)), body)
    _section(flow, typography, "Sources", _plain(content.sources), body, together=True)
    put_feet(desk, typography, flow.pages)
    return flow.pages


def _tables(content: Content) -> Iterator[Table]:
    """Yield the tables of the states concerned and of the Union."""
    yield from (table for table in (main_table(content), *content.votes, content.union) if table.rows)


def _plain(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return (("", text) for text in texts if text)


def _section(
    flow: Flow,
    typography: Typography,
    heading: str,
    texts: Iterator[tuple[str, str]],
    style: Style,
    *,
    together: bool = False,
) -> None:
    """Add paragraphs, each with what leads it in and ``together`` if so, under a heading; nothing without one."""
    said = [(lead, text) for lead, text in texts if text]
    if not said:
        return
    head = paragraph(heading, typography.heading, flow.width)
    flow.add(head, typography.gap(_BEFORE_HEADING), with_next=_FOLLOWING)
    for position, (lead, text) in enumerate(said):
        flow.add_text(text, style, _BETWEEN if position else _BELOW_HEADING, lead, together=together)
