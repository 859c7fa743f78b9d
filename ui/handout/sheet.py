"""One attempt at a page: which parts it has, and how they are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from borderkit.handout.content import Content, Table
from ui.handout import omissions, passages
from ui.handout.desk import Desk
from ui.handout.map_row import PROPOSED, TODAY, MapRow, Panel, only, panels_of
from ui.handout.marks import Block, stacked
from ui.handout.tables import SetTable
from ui.handout.typeset import paragraph
from ui.handout.typography import Typography

#: The minor rows of the table of the states concerned.
RANKS = omissions.RANKS
#: The parts that may go, that which matters least first.
ORDER = (
    RANKS, "notes", "divided", "consequences", "claims", "summary", "others", "counties", "facts", "table",
)  # fmt: skip

#: What a handout of several pages has on the later ones.
ON_LATER_PAGES = frozenset({"counties", "notes", "divided", "union", "method"})
_ON_SECOND = "Page 2 has each county with its figures, how the figures are made, notes and sources."

#: Points between columns and, at scale 1, between the parts of a column.
GUTTER = 18.0
_BETWEEN = 9.0

Make = Callable[[Content, Typography, float], Block]

#: The texts beside or below the table, in the order in which they are read.
TEXTS: tuple[tuple[str, Make], ...] = (
    ("counties", passages.counties),
    ("consequences", passages.consequences),
    ("others", passages.others),
    ("divided", passages.divided),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One attempt at a page.

    Attributes:
        omitted: the parts that it leaves out for want of room.
        elsewhere: the parts that stand on a later page anyway.
        pages: of the whole handout.

    """

    desk: Desk
    type: Typography
    omitted: frozenset[str]
    elsewhere: frozenset[str]
    pages: int

    @property
    def content(self) -> Content:
        """What the handout says, with the rows of its table that there is room for."""
        content = self.desk.content
        if RANKS not in self.omitted:
            return content
        table = content.comparison
        return replace(content, comparison=replace(table, rows=tuple(row for row in table.rows if not row.is_minor)))

    @property
    def gap(self) -> float:
        """The distance between parts."""
        return self.type.gap(_BETWEEN)

    def part(self, name: str, width: float, make: Make) -> Block:
        """Return a part, or nothing if it is not on this page."""
        if name in self.omitted or name in self.elsewhere:
            return Block(width, 0.0)
        return make(self.content, self.type, width)

    def panels(self) -> list[Panel]:
        """Return the maps of the proposal."""
        desk = self.desk
        return panels_of(desk.maps, desk.proposal, black_and_white=desk.format.black_and_white)

    def maps(self, width: float) -> MapRow:
        """Return all maps beside each other."""
        return MapRow(self.desk.maps, self.panels(), self.type, width)

    def proposed_map(self, width: float) -> MapRow:
        """Return the proposal's map alone."""
        return MapRow(self.desk.maps, only(self.panels(), PROPOSED), self.type, width)

    def todays_map(self, width: float) -> Block:
        """Return today's map in the height that suits it."""
        row = MapRow(self.desk.maps, only(self.panels(), TODAY), self.type, width, keyed=False)
        return row.block(row.most)

    def fine(self, width: float, count: int) -> Block:
        """Return notes, sources, and what the page leaves out."""
        gone = self.omitted | self.elsewhere
        if "sources" in self.elsewhere:
            later = paragraph(_ON_SECOND, self.type.note, width)
            return stacked([self.left_out(width), later], 3.0)
        sourced = passages.fine_print(self.content, self.type, width, count, noted="notes" not in gone)
        return stacked([self.left_out(width), sourced], 3.0)

    def left_out(self, width: float) -> Block:
        """Return the sentences that say what is not on the page."""
        later = self.omitted & ON_LATER_PAGES if self.pages > 1 else frozenset()
        told = omissions.sentence(self.content, self.omitted - later)
        if later:
            told = f"{omissions.sentence(self.content, later, 'on page 2')} {told}".strip()
        return paragraph(told, self.type.note.bold(), width)


def order_for(content: Content) -> tuple[str, ...]:
    """Return the parts that a handout has and that may go, the least important first."""
    is_there = {
        RANKS: any(row.is_minor for row in content.comparison.rows),
        "notes": bool(content.notes or content.settings),
        "divided": bool(content.divided),
        "claims": content.claims is not None,
        "summary": bool(content.summary),
        "counties": bool(content.counties),
        "consequences": bool(content.consequences),
        "others": bool(content.others),
        "facts": bool(content.facts),
        "table": bool(main_table(content).rows),
    }
    return tuple(part for part in ORDER if is_there[part])


def main_table(content: Content) -> Table:
    """Return the table of the states concerned in the form that their number allows."""
    return content.comparison if content.comparison.rows else content.states


def set_main_table(content: Content, typography: Typography, width: float) -> Block:
    """Return the table of the states concerned."""
    table = main_table(content)
    return SetTable(table, typography, width).whole() if table.rows else Block(width, 0.0)


def claims(content: Content, typography: Typography, width: float) -> Block:
    """Return printed figures beside the computed ones."""
    return SetTable(content.claims, typography, width).whole() if content.claims else Block(width, 0.0)


def main_table_fits(content: Content, typography: Typography, width: float) -> bool:
    """Tell whether the table of the states concerned has room in a width without a figure being broken."""
    table = main_table(content)
    return not table.rows or SetTable(table, typography, width).fits
