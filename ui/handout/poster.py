"""The poster: the proposed map as large as the sheet allows, today's small beside the figures."""

from __future__ import annotations

from dataclasses import dataclass

from ui.handout import omissions, passages
from ui.handout.desk import MARGIN, Desk
from ui.handout.fitting import settle
from ui.handout.footer import footer
from ui.handout.key_figures import key_figures
from ui.handout.map_row import PROPOSED, MapRow, only
from ui.handout.marks import Block, beside, columns, stacked
from ui.handout.masthead import masthead
from ui.handout.page import Page
from ui.handout.sheet import GUTTER, TEXTS, Sheet, claims, main_table_fits, order_for, set_main_table
from ui.handout.typography import Typography

#: A poster is read from some steps away.
_LARGER = 1.12
_BETWEEN = 10.0

#: The large map has this share of a lying sheet's width.
_MAP_SHARE = 0.64
#: The shares of the sheet's height that it has at the least; the second where the table would have no room else.
_LEAST_MAP = (0.36, 0.26)
#: The large map is not higher than so many of its widths; its names are larger by this factor.
_STEEPEST, _LETTERS = 1.5, 1.25

#: The part that goes before these.
_TODAYS_MAP, _LAST = omissions.TODAYS_MAP, ("counties", "facts", "table")

#: The height of a small map in its widths: on an upright sheet, and on one that lies.
_SMALL_HEIGHT, _LOWER = 0.66, 0.5

#: The width of a map that shows closer what is small, in that of the large one, about.
_CLOSER = 0.27


@dataclass(frozen=True, slots=True)
class _Plan:
    """A poster that is laid out but for the height of its map.

    Attributes:
        free: what is left beyond the least height of the map.
        map_width, least: of the large map.

    """

    head: Block
    above: Block
    below: Block
    aside: Block
    foot: Block
    large: MapRow
    least: float
    free: float


def poster(desk: Desk) -> list[Page]:
    """Return the page."""
    make = _lying if desk.format.landscape else _upright

    order = [part for part in order_for(desk) if part not in _LAST]
    order += [_TODAYS_MAP, *(part for part in _LAST if part in order_for(desk))]
    for share in _LEAST_MAP:

        def plan(typography: Typography, omitted: frozenset[str], share: float = share) -> _Plan:
            return make(Sheet(desk, typography, omitted, frozenset(), 1), share)

        found, omitted = settle(desk.scale * _LARGER, order, plan, lambda plan: plan.free, desk.least_scale)
        if "table" not in omitted:
            break
    has_old_lines = Sheet(desk, Typography(desk.scale), omitted, frozenset(), 1).has_old_lines
    desk.warn(omissions.warning(desk.content, omitted, desk.format, old_lines=has_old_lines))
    return [_placed(desk, found)]


def _placed(desk: Desk, plan: _Plan) -> Page:
    page = Page(*desk.page_size)
    width, height = desk.room
    gap = _BETWEEN
    y = page.put(plan.head, MARGIN, MARGIN) + gap
    if plan.above.height:
        y = page.put(plan.above, MARGIN, y) + gap
    top = y
    tall = min(plan.least + plan.free, plan.large.width * _STEEPEST)
    y = page.put(plan.large.block(tall), MARGIN, y) + gap
    page.put(plan.below, MARGIN, y)
    page.put(plan.aside, MARGIN + width - plan.aside.width, top)
    page.put(plan.foot, MARGIN, MARGIN + height - plan.foot.height)
    return page


def _large(sheet: Sheet, width: float) -> MapRow:
    """Return the proposed map alone."""
    panels = sheet.panels(_CLOSER)
    panels = only(panels, PROPOSED) or panels
    return MapRow(sheet.desk.maps, panels, sheet.type, width, letters=_LETTERS)


def _small(sheet: Sheet, width: float, height: float = _SMALL_HEIGHT) -> Block:
    """Return today's map, and beside it closer what is small."""
    every = sheet.panels(_CLOSER)
    panels = [panel for panel in every if panel.caption != PROPOSED]
    if len(panels) == len(every) or _TODAYS_MAP in sheet.omitted:
        return Block(width, 0.0)
    row = MapRow(sheet.desk.maps, panels, sheet.type, width, keyed=False)
    return row.block(min(row.most, width / len(panels) * height))


def _upright(sheet: Sheet, share: float) -> _Plan:
    """Plan an upright poster: the map across it, below it the table, today's map and the texts in two columns."""
    width, height = sheet.desk.room
    gap = _BETWEEN
    head = masthead(sheet.desk, sheet.type, width)
    foot = footer(sheet.desk, sheet.type, width, 1, 1)
    above = stacked([sheet.part("summary", width, passages.summary), sheet.part("facts", width, key_figures)], gap)
    each = (width - GUTTER) / 2
    is_narrow = main_table_fits(sheet.content, sheet.type, each)
    wide = Block(0, 0) if is_narrow else sheet.part("table", width, set_main_table)
    first = [sheet.part("table", each, set_main_table)] if is_narrow else []
    first.append(sheet.part("claims", each, claims))
    second = [_small(sheet, each)]
    for name, make in TEXTS:
        text = sheet.part(name, each, make)
        lower = second if stacked(second, gap).height <= stacked(first, gap).height else first
        lower.append(text)
    body = stacked([wide, beside([stacked(first, gap), stacked(second, gap)], GUTTER)], gap)
    below = stacked([body, sheet.fine(width, 3)], gap)
    large = _large(sheet, width)
    least = height * share
    used = head.height + foot.height + above.height + below.height + large.extra + 4 * gap
    return _Plan(head, above, below, Block(0, 0), foot, large, least, height - used - least)


def _lying(sheet: Sheet, share: float) -> _Plan:
    """Plan a poster that lies: the map at the left, today's map, the table and the texts beside it.

    Texts that the column has no room for stand below the map.
    """
    width, height = sheet.desk.room
    gap = _BETWEEN
    left = (width - GUTTER) * _MAP_SHARE
    right = width - left - GUTTER
    half = (left - GUTTER) / 2
    head = masthead(sheet.desk, sheet.type, width)
    foot = footer(sheet.desk, sheet.type, width, 1, 1)
    above = stacked([sheet.part("summary", width, passages.summary), sheet.part("facts", width, key_figures)], gap)
    room = height - head.height - foot.height - above.height - 3 * gap
    is_narrow = main_table_fits(sheet.content, sheet.type, right)
    wide = Block(0, 0) if is_narrow else sheet.part("table", left, set_main_table)
    parts = [_small(sheet, right, _LOWER), sheet.part("claims", right, claims)]
    if is_narrow:
        parts.insert(1, sheet.part("table", right, set_main_table))
    rest: list[Block] = []
    for name, make in TEXTS:
        text = sheet.part(name, right, make)
        if not rest and stacked([*parts, text], gap).height <= room:
            parts.append(text)
        else:
            rest.append(sheet.part(name, half, make))
    made = stacked(parts, gap)
    aside = Block(right, made.height, made.placed)
    large = _large(sheet, left)
    below = stacked([wide, columns(rest, 2, GUTTER, gap), sheet.fine(left, 2)], gap)
    least = height * share
    free = room - large.extra - below.height - gap - least
    # Where the text is too long for its column, the page does not fit, however small the map.
    free = min(free, room - aside.height) if aside.height > room else free
    return _Plan(head, above, below, aside, foot, large, least, free)
