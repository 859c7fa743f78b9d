"""A handout: its pages, ready to be painted on a screen, a printer or into a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QPainter

from borderkit.errors import BorderkitError
from borderkit.handout.choices import Format, Template, Words
from borderkit.handout.comparison import compare
from borderkit.handout.compose import compose
from borderkit.handout.stored import stored_words
from borderkit.number_format import NumberFormat
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from ui.handout import typefaces
from ui.handout.comparison import comparison
from ui.handout.data_sheet import data_sheet
from ui.handout.desk import Desk
from ui.handout.maps import Maps
from ui.handout.one_page import one_page
from ui.handout.page import Page
from ui.handout.poster import poster
from ui.handout.two_pages import two_pages

_LAYOUTS: dict[Template, Callable[[Desk], list[Page]]] = {
    Template.ONE_PAGE: one_page,
    Template.TWO_PAGES: two_pages,
    Template.POSTER: poster,
    Template.COMPARISON: comparison,
    Template.DATA_SHEET: data_sheet,
}

NO_SECOND = "A comparison takes two proposals. Name the second one, too (--with PROPOSAL2)."


class Handout:
    """A handout of one proposal, or of two for a comparison, as they stand when it is made.

    Attributes:
        title: of the document.
        language: of its words, as a tag such as "en-US".
        pages: how many pages it has.
        warnings: what a person should know before printing it, in sentences.
        page_size_mm: width and height of the paper as it is read.
        maps: the figures of its maps; handed to the next handout of the same proposals, they are not drawn anew.

    """

    def __init__(
        self,
        prepared: PreparedLayer,
        proposal: Proposal,
        format: Format,  # noqa: A002 - the word that the proposal's file has for it
        words: Words | None = None,
        second: Proposal | None = None,
        numbers: NumberFormat | None = None,
        made_on: dt.date | None = None,
        *,
        maps: Maps | None = None,
    ) -> None:
        """Lay the pages out.

        Args:
            prepared: the layer that the proposals lie over, with what drawing it needs.
            proposal: what the handout is about.
            format: template and paper.
            words: what was typed for it; what the proposal's file keeps if None.
            second: what ``proposal`` is compared with, for the comparison.
            numbers: how numbers are written; American English and square miles if None.
            made_on: the day that it says it was made on; today if None.
            maps: those of an earlier handout, which are kept then.

        Raises:
            BorderkitError: if it is a comparison without a second proposal, or a typeface is missing.

        """
        if format.template is Template.COMPARISON and second is None:
            raise BorderkitError(NO_SECOND)
        typefaces.load()
        numbers = numbers or NumberFormat()
        words = stored_words(proposal.document) if words is None else words
        day = made_on or dt.date.today()
        self.maps = maps or Maps(prepared)
        content = compose(proposal, words, numbers, day)
        compared = None
        if second is not None and format.template is Template.COMPARISON:
            compared = compare(proposal, second, numbers, day)
            content = replace(content, title=words.title or compared.title, byline="")
        desk = Desk(content, proposal, format, self.maps, second, compared)
        self._pages = _LAYOUTS[format.template](desk)
        self.title, self.language = content.title, content.language
        self.pages = len(self._pages)
        self.warnings = tuple(desk.warnings)
        width, height = format.paper.millimetres
        self.page_size_mm = (height, width) if format.landscape else (width, height)

    def paint(self, painter: QPainter, page: int, pen: float, *, draft: bool = False) -> None:
        """Paint a page with its upper left corner at the painter's origin.

        Args:
            painter: draws in units of its device, moved but not scaled: names and patterns on maps are drawn for
                the device's own pixels.
            page: which one, from 0.
            pen: units of the painter for a point (1/72 inch): the device's dots per inch divided by 72.
            draft: whether maps may be painted from pictures that are kept in ``maps``, for a preview on a screen.

        """
        self._pages[page].paint(painter, pen, draft=draft)

    def laid_out(self, page: int) -> Page:
        """Return a page with everything that stands on it."""
        return self._pages[page]
