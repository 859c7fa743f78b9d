"""The right side of the designer: the pages as they print, and what is to be said of them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.handout.handout import Handout
from ui.handout_designer.order import Order
from ui.handout_designer.page_view import PageView, Zoom
from ui.handout_designer.pager import Pager
from ui.handout_designer.preview import Preview, page_points
from ui.handout_designer.remarks import Remarks
from ui.preferences import Preferences

#: While the window is being made larger, the page is only scaled; it is painted anew after so many milliseconds.
_REST_MS = 150


class PagesPanel(QWidget):
    """Shows the handout that was ordered last.

    Attributes:
        preview: makes handouts and pictures of pages.
        view, pager, remarks: the page, which one it is, what to know before printing it.

    Signals:
        settled: the page that is shown is the one that was ordered.

    """

    settled = Signal()

    def __init__(self, preferences: Preferences) -> None:
        """Show nothing yet, as large as the person had it last."""
        super().__init__()
        self._preferences = preferences
        self.preview = Preview(self)
        self.view = PageView()
        self.pager = Pager()
        self.remarks = Remarks()
        self._has_pages = False
        self._resized = QTimer(self, singleShot=True, interval=_REST_MS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.addWidget(self.pager)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.remarks)
        self.preview.laid_out.connect(self._take_handout)
        self.preview.painted.connect(self._take_picture)
        self.preview.refused.connect(self.say)
        self.preview.rested.connect(self._tell_settled)
        self.view.resized.connect(self._resized.start)
        self.view.turned.connect(self._turn)
        self._resized.timeout.connect(self._paint)
        self.pager.page_chosen.connect(self._paint)
        self.pager.zoom_chosen.connect(self.set_zoom)
        zoom = preferences.designer_zoom
        self.set_zoom(Zoom(zoom) if zoom in {known.value for known in Zoom} else Zoom.PAGE)

    @property
    def is_settled(self) -> bool:
        """Whether the page that is shown is the one that was ordered."""
        is_shown = bool(self.view.said) or (self.view.is_sharp and not self.view.image.isNull())
        return is_shown and self.preview.is_idle and not self._resized.isActive()

    def make(self, order: Order) -> None:
        """Make a handout and show the same page of it; the present one stays until then."""
        self.preview.make(order)

    def say(self, text: str) -> None:
        """Say why there is no page."""
        self._has_pages = False
        self.preview.stop()
        self.view.say(text)
        self.pager.set_pages(1)
        self.remarks.show_warnings([text])
        self._tell_settled()

    def set_zoom(self, zoom: Zoom) -> None:
        """Show pages larger or smaller, from now on."""
        self.pager.show_zoom(zoom)
        self.view.set_zoom(zoom)
        self._paint()
        self._preferences.designer_zoom = zoom.value

    def stop(self) -> None:
        """Do nothing more of what was ordered."""
        self._resized.stop()
        self.preview.stop()

    def _take_handout(self, handout: Handout) -> None:
        self._has_pages = True
        self.pager.set_pages(handout.pages)
        self.remarks.show_warnings(handout.warnings)
        self._paint()

    def _paint(self) -> None:
        handout = self.preview.handout
        if handout is not None and self._has_pages and self.isVisible():
            self.preview.paint(self.pager.page, self.view.pixels(page_points(handout)))

    def _take_picture(self, page: int, image: QImage) -> None:
        handout = self.preview.handout
        if handout is not None and self._has_pages and page == self.pager.page:
            self.view.show_picture(image, page_points(handout))

    def _turn(self, step: int) -> None:
        if self.pager.turn(step):
            self.view.go_to_top() if step > 0 else self.view.go_to_foot()

    def _tell_settled(self) -> None:
        if self.is_settled:
            self.settled.emit()
