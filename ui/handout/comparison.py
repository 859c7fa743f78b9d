"""The comparison: two proposals side by side, each with its map, then their figures and where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from borderkit.handout.comparison import Comparison
from borderkit.handout.content import Content, Head, Row, Table
from ui.handout import omissions, passages
from ui.handout.desk import MARGIN, Desk
from ui.handout.fitting import settle
from ui.handout.footer import footer
from ui.handout.map_row import MapRow, Panel, look, shown_box
from ui.handout.marks import Block, beside, columns, stacked
from ui.handout.masthead import masthead
from ui.handout.page import Page
from ui.handout.sheet import GUTTER
from ui.handout.tables import SetTable
from ui.handout.typeset import paragraph
from ui.handout.typography import Typography
from ui.map_view import Box

#: The parts that may go, that which matters least first.
_ORDER = ("notes", "summary", "union", "counties", "table")
_BETWEEN = 9.0

#: Maps are this high at the least, in the height that suits them best.
_FLATTEST = 0.4

#: Where both are only seen on a map so many times as wide as that of either, each has its own scale.
_FAR = 1.8

#: A table has so many states beside each other, three columns of figures each.
_STATES_BESIDE = 3


@dataclass(frozen=True, slots=True)
class _Plan:
    """A page that is laid out but for the height of its maps."""

    head: Block
    above: Block
    maps: MapRow
    below: Block
    foot: Block
    gap: float
    free: float


def comparison(desk: Desk) -> list[Page]:
    """Return the page.

    Raises:
        ValueError: if the desk has no comparison.

    """
    compared = desk.compared
    if compared is None:
        raise ValueError("there is nothing to compare with")

    def plan(typography: Typography, omitted: frozenset[str]) -> _Plan:
        return _planned(desk, compared, typography, omitted)

    found, omitted = settle(desk.scale, _ORDER, plan, lambda plan: plan.free, desk.least_scale)
    desk.warn(omissions.warning(desk.content, omitted, desk.format))
    page = Page(*desk.page_size)
    height = desk.room[1]
    y = page.put(found.head, MARGIN, MARGIN) + found.gap
    y = page.put(found.above, MARGIN, y) + found.gap
    tall = min(found.maps.most, found.maps.least + max(0.0, found.free))
    y = page.put(found.maps.block(tall), MARGIN, y) + found.gap
    page.put(found.below, MARGIN, y)
    page.put(found.foot, MARGIN, MARGIN + height - found.foot.height)
    return [page]


def _planned(desk: Desk, compared: Comparison, typography: Typography, omitted: frozenset[str]) -> _Plan:
    width, height = desk.room
    gap = typography.gap(_BETWEEN)
    head = masthead(desk, typography, width)
    foot = footer(desk, typography, width, 1, 1)
    each = (width - GUTTER) / 2
    sides = zip(compared.key, (compared.first, compared.second), strict=True)
    above = beside([_side(key, content, typography, each, omitted) for key, content in sides], GUTTER)
    maps = MapRow(desk.maps, _panels(desk, compared), typography, width, flattest=_FLATTEST)
    tables = _tables(desk, compared, typography, width, omitted)
    fine = stacked(
        [
            paragraph(omissions.sentence(desk.content, omitted, "in the data sheets"), typography.note.bold(), width),
            _fine(compared, typography, width, noted="notes" not in omitted),
        ],
        3.0,
    )
    below = stacked([tables, fine], gap)
    used = head.height + foot.height + above.height + maps.least + maps.extra + below.height + 4 * gap
    return _Plan(head, above, maps, below, foot, gap, height - used)


def _side(key: str, content: Content, typography: Typography, width: float, omitted: frozenset[str]) -> Block:
    """Return what is said of one of the two, above its map."""
    parts = [
        paragraph(key, typography.title.sized(typography.title.size * 0.56), width),
        paragraph(content.byline, typography.byline, width),
        paragraph(content.status, typography.byline, width),
    ]
    if "summary" not in omitted:
        parts.append(paragraph(content.summary, typography.body, width))
    return stacked(parts, 3.0)


def _panels(desk: Desk, compared: Comparison) -> list[Panel]:
    """Return the two maps, at the same scale unless the two are about parts of the country far from each other."""
    proposals = [desk.proposal, *([desk.second] if desk.second else [])]
    after = look(before=False, black_and_white=desk.format.black_and_white)
    boxes = [shown_box(desk.maps, [proposal]) for proposal in proposals if len(proposal.moved_units)]
    whole = shown_box(desk.maps, proposals)
    is_far = bool(boxes) and _side_of(whole) > _FAR * max(_side_of(box) for box in boxes)
    return [
        Panel(
            key.partition(":")[0] + ", as proposed",
            proposal,
            after,
            shown_box(desk.maps, [proposal]) if is_far and len(proposal.moved_units) else whole,
        )
        for key, proposal in zip(compared.key, proposals, strict=True)
    ]


def _side_of(box: Box) -> float:
    """Return the longer side of a box in metres."""
    left, bottom, right, top = box
    return max(right - left, top - bottom)


def _tables(desk: Desk, compared: Comparison, typography: Typography, width: float, omitted: frozenset[str]) -> Block:
    """Return the states, then the Union and where the two differ beside each other."""
    gap = typography.gap(_BETWEEN)
    count = 3 if desk.format.landscape else 2
    each = (width - GUTTER * (count - 1)) / count
    states = [] if "table" in omitted else _states(compared.states, typography, width)
    union = (
        [] if "union" in omitted or not compared.union.rows else [SetTable(compared.union, typography, each).whole()]
    )
    texts = [] if "counties" in omitted else _differences(compared, typography, each)
    return stacked([*states, columns([*union, *texts], count, GUTTER, 4.0)], gap)


def _states(table: Table, typography: Typography, width: float) -> list[Block]:
    """Return the table of the states: one a row where that has room, else its measures down."""
    whole = SetTable(table, typography, width)
    if whole.fits:
        return [whole.whole()]
    return [SetTable(part, typography, width).whole() for part in _by_state(table)]


def _differences(compared: Comparison, typography: Typography, width: float) -> list[Block]:
    """Return the counties that go another way in one than in the other."""
    heading = paragraph("Where they differ", typography.heading, width)
    groups = [passages.county_group(group, typography, width) for group in compared.counties]
    told = [paragraph(text, typography.body, width) for text in (compared.same, *compared.divided)]
    first = stacked([heading, *told, *groups[:1]], 3.0)
    return [first, *groups[1:]]


def _fine(compared: Comparison, typography: Typography, width: float, *, noted: bool) -> Block:
    notes = (compared.settings, *compared.notes) if noted else ()
    return passages.in_small(notes, compared.sources, typography, width, 2)


def _by_state(table: Table) -> Iterator[Table]:
    """Yield the table with its measures down and its states across, some states at a time."""
    if not table.rows or not table.groups:
        return
    span = table.groups[0].columns
    for start in range(0, len(table.rows), _STATES_BESIDE):
        states = table.rows[start : start + _STATES_BESIDE]
        rows = tuple(
            Row(group.text, tuple(cell for state in states for cell in state.cells[n * span : (n + 1) * span]))
            for n, group in enumerate(table.groups)
        )
        is_last = start + _STATES_BESIDE >= len(table.rows)
        yield Table(
            table.title if not start else "",
            "",
            tuple(Head(state.label, span) for state in states),
            table.heads[:span] * len(states),
            rows,
            table.notes if is_last else (),
        )
