"""Two pages, or more if need be: the one-page handout, then the counties' figures and how figures are made."""

from __future__ import annotations

from dataclasses import dataclass

from ui.handout import omissions, passages
from ui.handout.desk import MARGIN, Desk
from ui.handout.fitting import settle
from ui.handout.flow import Flow, headed, put_feet
from ui.handout.marks import Block, columns
from ui.handout.masthead import running_head
from ui.handout.one_page import first_page
from ui.handout.page import Page
from ui.handout.sheet import GUTTER, Later
from ui.handout.tables import SetTable
from ui.handout.typeset import paragraph
from ui.handout.typography import Typography

#: The heading of a page by what stands on it, the fuller ones first.
_HEADINGS = (
    (("counties", "method"), "The {units}, and how the figures are made"),
    (("counties",), "The {units}"),
    (("method",), "How the figures are made"),
    (("union",), "The Union"),
    ((), "Notes and sources"),
)
_BETWEEN = 10.0

#: No row of a table is lower than this, in points.
_LEAST_ROW = 9.5

#: So many pages after the first are aimed at, with smaller letters and without these parts if need be; with more,
#: letters have their full size. How the figures are made is never left out.
_AIMED_AT: dict[int, tuple[str, ...]] = {1: ("union",), 2: ()}
#: What the first page need not have, since a later one has it.
_ONLY_LATER = frozenset({"notes", "divided", "sources"})
_MORE_PAGES = (
    "The list of {counted} and how the figures are made do not fit on one page: this handout has {pages} pages."
)


@dataclass(frozen=True, slots=True)
class _Rest:
    """The pages after the first, without their feet.

    Attributes:
        later: on which of them the parts stand.

    """

    pages: list[Page]
    typography: Typography
    later: Later


def two_pages(desk: Desk) -> list[Page]:
    """Return the pages; where the rest is too much for one page, there are more than two."""
    rest, omitted = _settled(desk)
    total = 1 + len(rest.pages)
    if total > 2:
        number = sum(len(group.names) for group in desk.content.counties)
        desk.warn(_MORE_PAGES.format(counted=desk.content.wording.count(number), pages=total))
    desk.warn(omissions.warning(desk.content, omitted, desk.format))
    page = first_page(desk, total, _ONLY_LATER, rest.later)
    put_feet(desk, rest.typography, rest.pages, first=2, total=total)
    return [page, *rest.pages]


def _settled(desk: Desk) -> tuple[_Rest, frozenset[str]]:
    """Return the pages after the first, as few as there can be, and what they leave out."""

    def plan(typography: Typography, omitted: frozenset[str]) -> _Rest:
        return _rest(desk, typography, omitted)

    def aimed_at(count: int, order: tuple[str, ...]) -> tuple[_Rest, frozenset[str]]:
        return settle(desk.scale, order, plan, lambda rest: count - len(rest.pages), desk.least_scale)

    for count, order in _AIMED_AT.items():
        if len(desk.content.county_table.rows) * _LEAST_ROW >= count * desk.room[1]:
            continue
        rest, omitted = aimed_at(count, order)
        if len(rest.pages) <= count:
            return rest, omitted
    return _rest(desk, Typography(desk.scale), frozenset()), frozenset()


def _rest(desk: Desk, typography: Typography, omitted: frozenset[str]) -> _Rest:
    """Lay the pages after the first out."""
    content = desk.content
    width, _ = desk.room
    gap = typography.gap(_BETWEEN)
    later: dict[str, tuple[int, int]] = {}

    # What a page is headed with is known once it is full.
    room = Block(width, running_head(desk, content.wording.fill(_HEADINGS[0][1]), typography, width).height)
    flow = Flow(desk, typography, lambda: room, first=2)
    flow.add(room)
    table = content.county_table
    each = (width - GUTTER) / 2
    third = (width - 2 * GUTTER) / 3
    count, column = (3, third) if desk.format.landscape else (2, each)
    if table.rows:
        begins = flow.add_table(SetTable(table, typography, width), gap)
        later["counties"] = begins, flow.number
    for votes in content.votes:
        flow.add_table(SetTable(votes, typography, width), gap)
    changed = () if "union" in omitted else (content.union, content.others_table)
    blocks = [SetTable(t, typography, column).whole() for t in changed if t and t.rows]
    blocks.append(passages.divided(content, typography, column))
    flow.add(columns(blocks, count, GUTTER, gap), gap)
    there = {"union": "union" not in omitted and bool(content.union.rows), "divided": bool(content.divided)}
    later |= {part: (flow.number, flow.number) for part, is_there in there.items() if is_there}
    made = passages.method(content, typography, width, count, GUTTER)
    flow.add(headed("How the figures are made", made, typography, width), gap)
    later["method"] = flow.number, flow.number
    flow.add(paragraph(omissions.sentence(content, omitted), typography.note.bold(), width), gap)
    flow.add(passages.fine_print(content, typography, width, count, gap=GUTTER), gap)
    there = {"notes": bool(content.settings or content.notes), "sources": bool(content.sources)}
    later |= {part: (flow.number, flow.number) for part, is_there in there.items() if is_there}
    for number, page in enumerate(flow.pages, 2):
        below = page.placed[:]
        page.placed.clear()
        page.put(running_head(desk, content.wording.fill(_heading(later, number)), typography, width), MARGIN, MARGIN)
        page.placed.extend(below)
    return _Rest(flow.pages, typography, later)


def _heading(later: Later, number: int) -> str:
    """Return the heading of a page."""
    there = {part for part, (first, last) in later.items() if first <= number <= last}
    return next(heading for parts, heading in _HEADINGS if there.issuperset(parts))
