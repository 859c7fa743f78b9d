"""Puts the pages of a handout on a printer's paper, whatever paper that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from borderkit.errors import BorderkitError
from borderkit.handout.choices import Format, Paper
from ui.handout.desk import MARGIN
from ui.handout.handout import Handout
from ui.handout_designer.order import Order
from ui.handout_designer.preview import page_points

#: Half an inch: what no printer in use leaves white on its own.
LEAST_MARGIN_MM = 12.7
_POINTS_AN_INCH, _MILLIMETRES_AN_INCH = 72.0, 25.4
#: Papers that differ by no more than this are the same, in millimetres.
_SAME_MM = 2.0

_SIZES = {
    Paper.LETTER: QPageSize.PageSizeId.Letter,
    Paper.LEGAL: QPageSize.PageSizeId.Legal,
    Paper.TABLOID: QPageSize.PageSizeId.Tabloid,
    Paper.A4: QPageSize.PageSizeId.A4,
    Paper.A3: QPageSize.PageSizeId.A3,
}


class PrintError(BorderkitError):
    """A printer did not take the pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where pages lie on a printer's paper.

    Attributes:
        origin: of the page on the paper, in points.
        scale: of the page; 1 where the paper is the one that it was laid out for.

    """

    origin: QPointF
    scale: float


def set_up(printer: QPrinter, layout: Format, title: str = "") -> None:
    """Give a printer the paper of a format and the title of the document; a person may then choose another paper."""
    # Qt's dialog proposes a file of this name.
    printer.setDocName(title.replace("/", "-"))
    least = LEAST_MARGIN_MM
    side = QPageLayout.Orientation.Landscape if layout.landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(
        QPageLayout(
            QPageSize(_SIZES[layout.paper]),
            side,
            QMarginsF(least, least, least, least),
            QPageLayout.Unit.Millimeter,
        )
    )
    if layout.black_and_white:
        printer.setColorMode(QPrinter.ColorMode.GrayScale)


def layout_on(printer: QPrinter, layout: Format) -> Format:
    """Return a format for the paper that a printer has: the same one, or the one most like it."""
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    width, height = sorted((paper.width(), paper.height()))

    def unlikeness(known: Paper) -> tuple[bool, float]:
        own_width, own_height = known.millimetres
        differs = abs(own_width - width) > _SAME_MM or abs(own_height - height) > _SAME_MM
        return differs, abs(own_height / own_width - height / width)

    best = min(Paper, key=unlikeness)
    return replace(layout, paper=best, landscape=paper.width() > paper.height())


def place_on(printer: QPrinter, handout: Handout) -> Place:
    """Return where the pages of a handout lie, so that all of them is within what the printer can reach."""
    paged = printer.pageLayout()
    paper = paged.fullRect(QPageLayout.Unit.Point)
    least = LEAST_MARGIN_MM / _MILLIMETRES_AN_INCH * _POINTS_AN_INCH
    size, reached = page_points(handout), paged.minimumMargins()
    chosen = paged.margins(QPageLayout.Unit.Point)
    unit = _points_of(paged)
    left, top, right, bottom = (
        max(least, own, hardware * unit)
        for own, hardware in (
            (chosen.left(), reached.left()),
            (chosen.top(), reached.top()),
            (chosen.right(), reached.right()),
            (chosen.bottom(), reached.bottom()),
        )
    )
    is_own_paper = abs(paper.width() - size.width()) < _POINTS_AN_INCH / 10
    if is_own_paper and max(left, top, right, bottom) <= MARGIN:
        return Place(QPointF(0, 0), 1.0)
    room = paper.adjusted(left, top, -right, -bottom)
    own = QRectF(QPointF(0, 0), size).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    scale = min(room.width() / own.width(), room.height() / own.height())
    return Place(room.center() - own.center() * scale, scale)


def _points_of(paged: QPageLayout) -> float:
    """Return how many points a unit of a page's layout has."""
    return paged.fullRect(QPageLayout.Unit.Point).width() / paged.fullRect(paged.units()).width()


class PrintedPages:
    """The pages of one handout, laid out anew for each paper that a printer is given."""

    def __init__(self, order: Order) -> None:
        """Lay out nothing yet."""
        self._order = order
        self._made: dict[Format, Handout] = {}

    def handout(self, layout: Format) -> Handout:
        """Return the handout in a format.

        Raises:
            BorderkitError: if it cannot be made.

        """
        if layout not in self._made:
            maps = next((made.maps for made in self._made.values()), None)
            self._made[layout] = self._order.on(layout).made(maps)
        return self._made[layout]

    def paint(self, printer: QPrinter, page_shown: int = 0) -> int:
        """Paint the pages that are wanted as often as they are wanted, and return how many that were.

        Args:
            printer: with the paper, the pages and the copies that a person chose.
            page_shown: which page is the present one, if only that is wanted.

        Raises:
            BorderkitError: if the handout cannot be made, or the printer does not take it.

        """
        handout = self.handout(layout_on(printer, self._order.layout))
        printer.setFullPage(True)
        place = place_on(printer, handout)
        wanted = wanted_pages(printer, handout.pages, page_shown)
        painter = QPainter()
        if not painter.begin(printer):
            raise PrintError(_refusal(printer))
        try:
            pen = printer.resolution() / _POINTS_AN_INCH
            for position, page in enumerate(wanted):
                if position and not printer.newPage():
                    raise PrintError(_refusal(printer))
                painter.save()
                painter.translate(place.origin * pen)
                handout.paint(painter, page, pen * place.scale)
                painter.restore()
        finally:
            painter.end()
        return len(wanted)


def wanted_pages(printer: QPrinter, n_pages: int, page_shown: int = 0) -> Sequence[int]:
    """Return the pages that a person chose, from 0, each as often and in the order in which they are to come out."""
    kinds = QPrinter.PrintRange
    if printer.printRange() == kinds.CurrentPage:
        pages = [min(page_shown, n_pages - 1)]
    elif printer.printRange() == kinds.PageRange and not printer.pageRanges().isEmpty():
        ranges = printer.pageRanges()
        pages = [page for page in range(n_pages) if ranges.contains(page + 1)]
    else:
        pages = list(range(n_pages))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return pages * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]


def _refusal(printer: QPrinter) -> str:
    file = printer.outputFileName()
    if file:
        return f"{file} cannot be written. Choose another folder, or close the program that has the file open."
    return f"The printer {printer.printerName()} does not take the pages. See whether it is on and connected."
