"""Two pages: the one-page handout, then the counties with their figures and how the figures are made."""

from __future__ import annotations

from ui.handout import omissions, passages
from ui.handout.desk import Desk
from ui.handout.fitting import settle
from ui.handout.flow import Flow, headed, put_feet
from ui.handout.marks import Block, columns
from ui.handout.masthead import running_head
from ui.handout.one_page import first_page
from ui.handout.page import Page
from ui.handout.sheet import GUTTER
from ui.handout.tables import SetTable
from ui.handout.typeset import paragraph
from ui.handout.typography import Typography

HEADING = "The counties, and how the figures are made"
_BETWEEN = 10.0

#: No row of a table is lower than this, in points.
_LEAST_ROW = 9.5

#: The parts of the second page that may go, that which matters least first, if the counties then have room on it.
_ORDER = ("union", "method", "sources")
#: What the first page need not have, since the second has it.
_ON_SECOND = frozenset({"notes", "divided", "sources"})
_MORE_PAGES = "{n} counties do not fit on one page: this handout has {pages} pages."


def two_pages(desk: Desk) -> list[Page]:
    """Return the pages; where the counties alone are too many for one page, there are more than two."""

    def second(typography: Typography, omitted: frozenset[str]) -> tuple[list[Page], Typography]:
        return _rest(desk, typography, omitted), typography

    typography, omitted, rest = Typography(desk.scale), frozenset[str](), list[Page]()
    if len(desk.content.county_table.rows) * _LEAST_ROW < desk.room[1]:
        found = settle(desk.scale, _ORDER, second, lambda found: 1 - len(found[0]), desk.least_scale)
        (rest, typography), omitted = found
    if len(rest) != 1:
        omitted, typography = frozenset(), Typography(desk.scale)
        rest = _rest(desk, typography, omitted)
        number = sum(len(group.names) for group in desk.content.counties)
        desk.warn(_MORE_PAGES.format(n=f"{number:,}", pages=1 + len(rest)))
    total = 1 + len(rest)
    desk.warn(omissions.warning(desk.content, omitted - {"sources"}))
    page = first_page(desk, total, frozenset() if "sources" in omitted else _ON_SECOND)
    put_feet(desk, typography, rest, first=2, total=total)
    return [page, *rest]


def _rest(desk: Desk, typography: Typography, omitted: frozenset[str]) -> list[Page]:
    """Return the pages after the first, without their feet."""
    content = desk.content
    width, _ = desk.room
    gap = typography.gap(_BETWEEN)

    def head() -> Block:
        return running_head(desk, HEADING, typography, width)

    flow = Flow(desk, typography, head, first=2)
    flow.add(head())
    table = content.county_table
    each = (width - GUTTER) / 2
    third = (width - 2 * GUTTER) / 3
    count, column = (3, third) if desk.format.landscape else (2, each)
    if table.rows:
        flow.add_table(SetTable(table, typography, width), gap)
    changed = () if "union" in omitted else (content.union, content.others_table)
    blocks = [SetTable(t, typography, column).whole() for t in changed if t and t.rows]
    if "sources" not in omitted:
        blocks.append(passages.divided(content, typography, column))
    flow.add(columns(blocks, count, GUTTER, gap), gap)
    if "method" not in omitted:
        made = passages.method(content, typography, width, count, GUTTER)
        flow.add(headed("How the figures are made", made, typography, width), gap)
    flow.add(paragraph(omissions.sentence(content, omitted - {"sources"}), typography.note.bold(), width), gap)
    if "sources" not in omitted:
        flow.add(passages.fine_print(content, typography, width, count, gap=GUTTER), gap)
    return flow.pages
