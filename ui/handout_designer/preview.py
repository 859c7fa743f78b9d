"""Makes handouts and pictures of their pages, step by step between the events of the window.

In the thread of the window, and not in one of its own: a text that was laid out in one thread cannot be drawn in
another, and typing leaves the maps as they were, so that a step takes 0.07 s.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from borderkit.errors import BorderkitError
from ui.handout.handout import Handout
from ui.handout_designer.order import Order

_MILLIMETRES_AN_INCH, _POINTS_AN_INCH = 25.4, 72.0


class Preview(QObject):
    """Takes orders; only the latest one counts.

    Signals:
        laid_out: with a ``Handout``; a picture of one of its pages may be asked for now.
        painted: with the position of a page and its picture, a QImage.
        refused: with a sentence that says why there is no handout.
        rested: all that was asked for is done.
    """

    laid_out = Signal(object)
    painted = Signal(int, object)
    refused = Signal(str)
    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Be idle."""
        super().__init__(parent)
        self._order: Order | None = None
        self._picture: tuple[int, QSize] | None = None
        self._handout: Handout | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked for is done."""
        return self._order is None and self._picture is None

    @property
    def handout(self) -> Handout | None:
        """The handout that was made last."""
        return self._handout

    def make(self, order: Order) -> None:
        """Make a handout; what was asked for before and not begun is forgotten."""
        self._order, self._picture = order, None
        self._soon.start()

    def paint(self, page: int, pixels: QSize) -> None:
        """Paint a page of the handout that was made last, in so many pixels."""
        self._picture = page, pixels
        self._soon.start()

    def stop(self) -> None:
        """Do nothing more of what was asked for."""
        self._order = self._picture = None
        self._soon.stop()

    def _go_on(self) -> None:
        """Take one step."""
        if self._order is not None:
            order, self._order = self._order, None
            self._make(order)
        elif self._picture is not None:
            (page, pixels), self._picture = self._picture, None
            if self._handout is not None:
                page = min(page, self._handout.pages - 1)
                self.painted.emit(page, picture(self._handout, page, pixels))
        if self.is_idle:
            self.rested.emit()
        else:
            self._soon.start()

    def _make(self, order: Order) -> None:
        try:
            self._handout = order.made(self._handout.maps if self._handout else None)
        except BorderkitError as error:
            self._handout = None
            self.refused.emit(str(error))
        else:
            self.laid_out.emit(self._handout)


def picture(handout: Handout, page: int, pixels: QSize) -> QImage:
    """Return a page of a handout on white paper, in so many pixels."""
    image = QImage(pixels, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        handout.paint(painter, page, pixels.width() / page_points(handout).width(), draft=True)
    finally:
        painter.end()
    return image


def page_points(handout: Handout) -> QSizeF:
    """Return the size of a handout's pages in points."""
    return QSizeF(*handout.page_size_mm) * (_POINTS_AN_INCH / _MILLIMETRES_AN_INCH)
