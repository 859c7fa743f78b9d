"""Lets parts flow over as many pages as they need, from top to bottom in reading order."""

from __future__ import annotations

from collections.abc import Callable

from ui.handout.desk import MARGIN, Desk
from ui.handout.footer import footer
from ui.handout.marks import Block, stacked
from ui.handout.page import Page
from ui.handout.tables import SetTable
from ui.handout.typeset import paragraph
from ui.handout.typography import Style, Typography

#: A table does not begin where less than this share of a page is left.
_LEAST_ROOM = 0.12


class Flow:
    """Pages that fill up one after another.

    Attributes:
        pages: so far; the last one is being filled.
        width: of the room for parts.

    """

    def __init__(self, desk: Desk, typography: Typography, head: Callable[[], Block], *, first: int = 1) -> None:
        """Begin with a page.

        Args:
            desk: paper and content.
            typography: of the feet of the pages.
            head: makes the head of each further page.
            first: the number of the first page here, for the foot that takes room on it.

        """
        self._desk, self._type, self._head, self._first = desk, typography, head, first
        self.width, self._height = desk.room
        self.pages: list[Page] = []
        self._y = 0.0
        self._begin(None)

    def _begin(self, head: Block | None) -> None:
        self.pages.append(Page(*self._desk.page_size))
        foot = footer(self._desk, self._type, self.width, self.number, 99)
        self._bottom = MARGIN + self._height - foot.height - self._type.gap(6.0)
        self._y = self._top = MARGIN
        if head is not None:
            self._y = self._top = self.pages[-1].put(head, MARGIN, MARGIN) + self._type.gap(9.0)

    @property
    def left_over(self) -> float:
        """The height that is left on the page."""
        return self._bottom - self._y

    @property
    def number(self) -> int:
        """The number of the page that is being filled."""
        return self._first + len(self.pages) - 1

    def next_page(self) -> None:
        """Go on at the top of a further page."""
        self._begin(self._head())

    def add(self, block: Block, gap: float = 0.0, *, with_next: float = 0.0) -> None:
        """Add a block, on a further page if it does not fit; ``gap`` parts it from what stands above it.

        ``with_next`` is the height of what must follow on the same page.
        """
        if not block.height:
            return
        above = gap if self._y > self._top else 0.0
        if self._y + above + block.height + with_next > self._bottom and self._y > self._top:
            self.next_page()
            above = 0.0
        self._y = self.pages[-1].put(block, MARGIN, self._y + above)

    def add_text(self, text: str, style: Style, gap: float = 0.0, lead: str = "", *, together: bool = False) -> None:
        """Add a paragraph that goes on from one page to the next between words.

        One that is to stay ``together`` begins on a further page instead, and goes on only if that is too low for it.
        """
        is_below = together and self._y > self._top
        if is_below and paragraph(text, style, self.width, lead).height > self.left_over - gap:
            self.next_page()
        while text or lead:
            whole = paragraph(text, style, self.width, lead)
            above = gap if self._y > self._top else 0.0
            if whole.height <= self.left_over - above or not text:
                self.add(whole, gap)
                return
            first = _words_in(text, style, self.width, lead, self.left_over - above)
            if not first and self._y > self._top:
                self.next_page()
                continue
            first = first or 1
            words = text.split(" ")
            self.add(paragraph(" ".join(words[:first]), style, self.width, lead), gap)
            text, lead, gap = " ".join(words[first:]), "", 0.0
            self.next_page()

    def add_table(self, table: SetTable, gap: float = 0.0) -> int:
        """Add a table, in pieces if it does not fit, and return the number of the page on which it begins."""
        above = gap if self._y > self._top else 0.0
        whole = table.whole()
        if whole.height <= self.left_over - above:
            self.add(whole, gap)
            return self.number
        room = self.left_over - above
        if room < max(table.least, _LEAST_ROOM * self._height) and self._y > self._top:
            self.next_page()
            above, room = 0.0, self.left_over
        following = self._bottom - MARGIN - self._head().height - self._type.gap(9.0)
        begins = self.number
        for number, piece in enumerate(table.pieces(room, following)):
            if number:
                self.next_page()
                above = 0.0
            self._y = self.pages[-1].put(piece, MARGIN, self._y + above)
        return begins


def _words_in(text: str, style: Style, width: float, lead: str, height: float) -> int:
    """Return how many words of a text have room in a height."""
    words = text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if paragraph(" ".join(words[:middle]), style, width, lead).height <= height:
            low = middle
        else:
            high = middle - 1
    return low


def put_feet(desk: Desk, typography: Typography, pages: list[Page], first: int = 1, total: int | None = None) -> None:
    """Put the foot on each page, now that their number is known."""
    width, height = desk.room
    total = total or first - 1 + len(pages)
    for number, page in enumerate(pages, first):
        foot = footer(desk, typography, width, number, total)
        page.put(foot, MARGIN, MARGIN + height - foot.height)


def headed(heading: str, block: Block, typography: Typography, width: float) -> Block:
    """Return a block under a heading; nothing without a block."""
    return stacked([paragraph(heading, typography.heading, width), block], 2.0) if block.height else block
