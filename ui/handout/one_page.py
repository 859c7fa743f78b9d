"""The one-page handout: everything that a person asks first, on one side of a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.handout import omissions, passages
from ui.handout.desk import MARGIN, Desk
from ui.handout.fitting import settle
from ui.handout.footer import footer
from ui.handout.key_figures import key_figures, key_figures_in_columns
from ui.handout.map_row import PROPOSED, TODAY, MapRow, panels_of, shown_box
from ui.handout.marks import Block, beside, columns, stacked
from ui.handout.masthead import masthead
from ui.handout.page import Page
from ui.handout.sheet import (
    GUTTER,
    TEXTS,
    Later,
    Sheet,
    claims,
    main_table,
    main_table_fits,
    order_for,
    set_main_table,
)
from ui.handout.tables import SetTable
from ui.handout.typography import Typography

#: Maps that are higher than this in their widths have texts beside them on an upright page, too.
_STEEP = 1.0

#: By how much a column must be higher than the other, in points, before a part of it goes below both.
_MUCH = 30.0

#: The share of the width that the table takes, by its columns of figures; the rest is for text beside it.
_TABLE_SHARE = {1: 0.48, 2: 0.54, 3: 0.58, 4: 0.62}
_WIDEST_BESIDE = 0.66
#: A table with more columns than this has the whole width; with more than the second it is too wide below a large map.
_MOST_BESIDE, _MOST_BELOW_LARGE = 6, 4


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that is laid out but for the height of its maps, which take what is left.

    Attributes:
        head, foot: at the top and the bottom of the page.
        above, below: what stands above the maps and below them, in the maps' column.
        maps: the row of maps.
        aside: the column beside them on a wide page; without height if there is none.
        gap: between parts.
        free: what is left for the height of the maps, beyond their least.

    """

    head: Block
    foot: Block
    above: Block
    below: Block
    maps: MapRow
    aside: Block
    gap: float
    free: float


def one_page(desk: Desk) -> list[Page]:
    """Return the page."""
    return [first_page(desk, 1)]


def first_page(desk: Desk, pages: int, elsewhere: frozenset[str] = frozenset(), later: Later | None = None) -> Page:
    """Return the page, as the first of several.

    The parts ``elsewhere`` are on the others only, those of ``later`` also; it says on which pages.
    """
    later = later or {}
    order = tuple(part for part in order_for(desk) if part not in elsewhere)

    def settled(make: Callable[[Sheet], Plan]) -> tuple[Plan, frozenset[str]]:
        def plan(typography: Typography, omitted: frozenset[str]) -> Plan:
            return make(Sheet(desk, typography, omitted, elsewhere, pages, later))

        return settle(desk.scale, order, plan, lambda plan: plan.free, desk.least_scale)

    # The first of those that leave out least.
    found, omitted = min((settled(make) for make in _ways(desk)), key=lambda settled: len(settled[1]))
    desk.warn(omissions.warning(desk.content, omitted - later.keys(), desk.format))
    return _placed(desk, found)


def _ways(desk: Desk) -> tuple[Callable[[Sheet], Plan], ...]:
    """Return the ways to lay the page out, the one that looks best first."""
    if desk.format.landscape or _is_steep(desk):
        return (_wide,)
    panels = [panel.caption for panel in panels_of(desk.maps, desk.proposal, black_and_white=False)]
    is_calm = panels == [TODAY, PROPOSED] and 0 < len(main_table(desk.content).heads) <= _MOST_BELOW_LARGE
    return (_large, _tall) if is_calm else (_tall,)


def _is_steep(desk: Desk) -> bool:
    """Tell whether the states concerned are higher than wide: maps of them leave much room beside them."""
    left, bottom, right, top = shown_box(desk.maps, [desk.proposal])
    return top - bottom > _STEEP * (right - left)


def _placed(desk: Desk, plan: Plan) -> Page:
    """Put the parts on the page; the maps take the height that is left, as far as they look well with it."""
    page = Page(*desk.page_size)
    width, height = desk.room
    bottom = MARGIN + height
    y = page.put(plan.head, MARGIN, MARGIN) + plan.gap
    if plan.above.height:
        y = page.put(plan.above, MARGIN, y) + plan.gap
    top = y
    maps_height = min(plan.maps.most, plan.maps.least + max(plan.free, 0.0))
    slack = max(0.0, plan.free - (maps_height - plan.maps.least))
    # What even the maps do not need is shared out between the parts.
    more = min(slack / 3, plan.gap * 1.2)
    if plan.aside.height:
        more = 0.0
    y = page.put(plan.maps.block(maps_height), MARGIN, y + more) + plan.gap + more
    page.put(plan.below, MARGIN, y)
    if plan.aside.height:
        page.put(plan.aside, MARGIN + width - plan.aside.width, top)
    page.put(plan.foot, MARGIN, bottom - plan.foot.height)
    return page


def _tall(sheet: Sheet) -> Plan:
    """Plan an upright page: maps across it, below them the table with the texts beside it."""
    width, height = sheet.desk.room
    gap = sheet.gap
    head = masthead(sheet.desk, sheet.type, width)
    foot = footer(sheet.desk, sheet.type, width, 1, sheet.pages)
    above = stacked([sheet.part("summary", width, passages.summary), sheet.part("facts", width, key_figures)], gap)
    maps = sheet.maps(width)
    below = stacked([_body(sheet, width), sheet.fine(width, 2)], gap)
    used = head.height + foot.height + maps.least + maps.extra + below.height + 3 * gap
    used += above.height + gap if above.height else 0.0
    return Plan(head, foot, above, below, maps, Block(0, 0), gap, height - used)


def _body(sheet: Sheet, width: float) -> Block:
    """Return the table with texts beside it; a table of many columns has the texts below it."""
    gap = sheet.gap
    table = main_table(sheet.content)
    n_figures = len(table.heads)
    if "table" in sheet.omitted or n_figures > _MOST_BESIDE or not table.rows:
        each = (width - GUTTER) / 2
        below = columns([sheet.part(name, each, make) for name, make in TEXTS], 2, GUTTER, gap)
        return stacked([sheet.part("table", width, set_main_table), below, sheet.part("claims", width, claims)], gap)
    left = width * _TABLE_SHARE.get(n_figures, _WIDEST_BESIDE)
    right = width - left - GUTTER
    first = set_main_table(sheet.content, sheet.type, left)
    second = stacked([sheet.part(name, right, make) for name, make in TEXTS], gap)
    checked = sheet.part("claims", left, claims)
    if checked.height and first.height + checked.height > second.height + _MUCH:
        # Below both columns it is wider, and so lower.
        return stacked([beside([first, second], GUTTER), sheet.part("claims", width, claims)], gap)
    return beside([stacked([first, checked], gap), second], GUTTER)


def _large(sheet: Sheet) -> Plan:
    """Plan an upright page with the proposal's map large above the table, and today's above the texts."""
    return _wide_with(sheet, claims_left=True, has_large=True)


def _wide(sheet: Sheet) -> Plan:
    """Plan a page that lies, or one of a steep map: maps and table at the left, the texts beside them.

    Claims stand below the table or, where that leaves more room, among the texts.
    """
    left = _wide_with(sheet, claims_left=True)
    if sheet.content.claims is None or "claims" in sheet.omitted or left.free >= left.maps.most - left.maps.least:
        return left
    if not SetTable(sheet.content.claims, sheet.type, left.aside.width).fits:
        return left
    return max(left, _wide_with(sheet, claims_left=False), key=lambda plan: plan.free)


def _wide_with(sheet: Sheet, *, claims_left: bool, has_large: bool = False) -> Plan:
    is_upright = not sheet.desk.format.landscape
    width, height = sheet.desk.room
    gap = sheet.gap
    n_figures = len(main_table(sheet.content).heads)
    left = (width - GUTTER) * (0.62 if n_figures <= 4 else 0.66)
    right = width - left - GUTTER
    head = masthead(sheet.desk, sheet.type, width)
    foot = footer(sheet.desk, sheet.type, width, 1, sheet.pages)
    top = width if is_upright else right
    opening = [
        sheet.part("summary", top, passages.summary),
        sheet.part("facts", top, key_figures if is_upright else key_figures_in_columns),
    ]
    # A table that is too wide for the column stands across the page.
    is_narrow = main_table_fits(sheet.content, sheet.type, left)
    across = Block(width, 0.0) if is_narrow else sheet.part("table", width, set_main_table)
    above = stacked([*opening, across], gap) if is_upright else across
    maps = sheet.proposed_map(left) if has_large else sheet.maps(left)
    checked = sheet.part("claims", left if claims_left else right, claims)
    if is_narrow:
        first, beside_maps = sheet.part("table", left, set_main_table), TEXTS
    else:
        # The column has room for the longest of the texts then.
        first = sheet.part("divided", left, passages.divided)
        beside_maps = tuple((name, make) for name, make in TEXTS if name != "divided")
    below = stacked([first, *([checked] if claims_left else [])], gap)
    texts = [sheet.part(name, right, make) for name, make in beside_maps] + ([] if claims_left else [checked])
    first_aside = [sheet.todays_map(right)] if has_large else [] if is_upright else opening
    aside = stacked([*first_aside, *texts, sheet.fine(right, 1)], gap)
    room = height - head.height - foot.height - 2 * gap
    room -= above.height + gap if above.height else 0.0
    free = room - maps.least - maps.extra - gap - below.height
    # Where the text is too long for its column, the page does not fit, however small the maps.
    free = min(free, room - aside.height) if aside.height > room else free
    return Plan(head, foot, above, below, maps, Block(right, aside.height, aside.placed), gap, free)
