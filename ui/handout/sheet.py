"""One attempt at a page: which parts it has, and how they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace

from borderkit.handout.content import Content, Table
from borderkit.handout.typed import paragraphs
from borderkit.naming import listed
from ui.handout import omissions, passages
from ui.handout.desk import Desk
from ui.handout.map_row import PROPOSED, TODAY, MapRow, Panel, only, panels_of
from ui.handout.marks import Block, stacked
from ui.handout.tables import SetTable
from ui.handout.typeset import paragraph
from ui.handout.typography import Typography

#: The minor rows of the table of the states concerned.
RANKS, STATUS = omissions.RANKS, omissions.STATUS
#: The parts that may go, that which matters least first.
ORDER = (
    RANKS, STATUS, "divided", "consequences", "claims", "summary", "notes", "others", "counties", "facts", "table",
)  # fmt: skip
#: A summary that was typed for the handout goes only after this part.
_BEFORE_TYPED = "others"

#: What the first page says that later ones have, in the order in which it is said.
_ON_LATER = {
    "counties": "each {unit} with its figures",
    "union": "the figures of the Union",
    "divided": "the {units} that are divided",
    "method": "how the figures are made",
    "notes": "notes",
    "sources": "sources",
}

#: The first and the last page of parts that stand on later pages.
Later = Mapping[str, tuple[int, int]]

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
        later: on which pages parts stand that later pages have.

    """

    desk: Desk
    type: Typography
    omitted: frozenset[str]
    elsewhere: frozenset[str]
    pages: int
    later: Later = field(default_factory=dict)

    @property
    def content(self) -> Content:
        """What the handout says, with the rows of its table that there is room for."""
        content = self.desk.content
        if STATUS in self.omitted:
            content = replace(content, status="")
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

    def panels(self, smaller: float = 1.0) -> list[Panel]:
        """Return the maps of the proposal; the one that shows closer is so much narrower than the others."""
        desk = self.desk
        return panels_of(desk.maps, desk.proposal, black_and_white=desk.format.black_and_white, smaller=smaller)

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
            later = paragraph(self.content.wording.fill(_pointer(self.later)), self.type.note, width)
            return stacked([self.left_out(width), later], 3.0)
        sourced = passages.fine_print(self.content, self.type, width, count, noted="notes" not in gone)
        return stacked([self.left_out(width), sourced], 3.0)

    def left_out(self, width: float) -> Block:
        """Return the sentences that say what is not on the page."""
        later = self.omitted & self.later.keys()
        told = [
            omissions.sentence(self.content, frozenset(parts), f"on {pages}")
            for pages, parts in _by_pages(self.later, later).items()
        ]
        told.append(omissions.sentence(self.content, self.omitted - later, old_lines=self.has_old_lines))
        return paragraph(" ".join(text for text in told if text), self.type.note.bold(), width)

    @property
    def has_old_lines(self) -> bool:
        """Whether the proposal's map shows state lines of today that are none any more."""
        maps = self.desk.maps
        return any(maps.figure(panel.proposal, panel.look)[1].has_old_lines for panel in only(self.panels(), PROPOSED))


def _by_pages(later: Later, parts: Set[str]) -> dict[str, list[str]]:
    """Return parts, in the order in which they are said, by the pages on which they stand ("pages 2 to 4")."""
    found: dict[str, list[str]] = {}
    for part in _ON_LATER:
        if part in parts and part in later:
            found.setdefault(_called(*later[part]), []).append(part)
    return found


def _called(first: int, last: int) -> str:
    if first == last:
        return f"page {first}"
    return f"pages {first} {'and' if last == first + 1 else 'to'} {last}"


def _pointer(later: Later) -> str:
    """Return the sentences that say what the later pages have."""
    told = []
    for pages, parts in _by_pages(later, later.keys()).items():
        verb = "has" if pages.startswith("page ") else "have"
        told.append(f"{pages.capitalize()} {verb} {listed([_ON_LATER[part] for part in parts])}.")
    return " ".join(told)


def order_for(desk: Desk) -> tuple[str, ...]:
    """Return the parts that a handout has and that may go, the least important first."""
    content = desk.content
    is_there = {
        RANKS: any(row.is_minor for row in content.comparison.rows),
        STATUS: bool(content.status),
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
    order = list(ORDER)
    if content.summary != paragraphs(desk.proposal.details.summary):
        # What a person typed for this very handout stays longer than what is said of every proposal.
        order.remove("summary")
        order.insert(order.index(_BEFORE_TYPED) + 1, "summary")
    return tuple(part for part in order if is_there[part])


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
