"""What the tests of handouts share: a fixed day, American numbers, and short ways to a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import borderkit
from borderkit.handout.choices import Words
from borderkit.handout.compose import compose
from borderkit.handout.content import Content, Table
from borderkit.layer import UnitLayer
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal

DAY = dt.date(2026, 11, 22)


def content_of(proposal: Proposal, words: Words | None = None, numbers: NumberFormat | None = None) -> Content:
    """Return what a handout says of a proposal on the fixed day."""
    return compose(proposal, words or Words(), numbers or NumberFormat(), DAY)


def bundled(id_: str, counties: UnitLayer) -> Content:
    """Return what a handout says of a bundled proposal."""
    return content_of(borderkit.open_proposal(id_, counties))


def row(table: Table, label: str) -> list[str]:
    """Return the texts of the one row with a label."""
    (found,) = [row for row in table.rows if row.label == label]
    return [cell.text for cell in found.cells]


def tables(content: Content) -> Iterator[Table]:
    """Return every table of a content."""
    yield from (content.comparison, content.states, content.union, content.county_table)
    yield from (table for table in (content.claims, content.others_table) if table is not None)


def texts(content: Content) -> Iterator[str]:
    """Return every text of a content."""
    yield from (content.title, content.byline, content.status, content.divided, content.settings, content.made)
    yield from (content.summary, content.contact, content.web, content.group, content.others_line)
    yield from (*content.consequences, *content.others, *content.notes, *content.sources)
    yield from (text for fact in content.facts for text in (fact.value, fact.label))
    yield from (text for paragraph in content.method for text in (paragraph.heading, paragraph.text))
    yield from (text for group in content.counties for text in (group.title, group.whole, *group.names))
    for table in tables(content):
        yield from (table.title, table.label, *table.heads, *table.notes, *(head.text for head in table.groups))
        yield from (text for line in table.rows for text in (line.label, *(cell.text for cell in line.cells)))
