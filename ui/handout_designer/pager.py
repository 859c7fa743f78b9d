"""The row above the preview: which page, and how large."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.handout_designer.page_view import Zoom

_ZOOMS = {Zoom.PAGE: "Whole page", Zoom.WIDTH: "As wide as the window", Zoom.PAPER: "100 %"}


class Pager(QWidget):
    """Goes from page to page and chooses how large they are shown.

    Signals:
        page_chosen: the position of a page, from 0.
        zoom_chosen: a ``Zoom``.
    """

    page_chosen = Signal(int)
    zoom_chosen = Signal(object)

    def __init__(self) -> None:
        """Begin with one page."""
        super().__init__()
        self._page, self._n_pages = 0, 1
        self._back = QPushButton("Page &up")
        self._back.setObjectName("pageUp")
        self._on = QPushButton("Page dow&n")
        self._on.setObjectName("pageDown")
        self._where = QLabel()
        self._where.setObjectName("pageNumber")
        self._zoom = QComboBox()
        self._zoom.setObjectName("zoomSelector")
        self._zoom.setAccessibleName("Zoom")
        for button in (self._back, self._on):
            button.setAutoDefault(False)
        for zoom, text in _ZOOMS.items():
            self._zoom.addItem(text, zoom)
        label = QLabel("&Zoom")
        label.setBuddy(self._zoom)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._where)
        layout.addWidget(self._back)
        layout.addWidget(self._on)
        layout.addStretch(1)
        layout.addWidget(label)
        layout.addWidget(self._zoom)
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        self._zoom.activated.connect(self._choose_zoom)
        self._show()

    @property
    def page(self) -> int:
        """The position of the page that is shown, from 0."""
        return self._page

    @property
    def text(self) -> str:
        """Which page it says that is shown."""
        return self._where.text()

    def set_pages(self, n_pages: int) -> None:
        """Take note how many pages there are; the last one is shown if the present one has gone."""
        self._n_pages = max(1, n_pages)
        self._page = min(self._page, self._n_pages - 1)
        self._show()

    def turn(self, step: int) -> bool:
        """Go on or back by pages; return whether there was one to go to."""
        page = min(max(self._page + step, 0), self._n_pages - 1)
        if page == self._page:
            return False
        self._page = page
        self._show()
        self.page_chosen.emit(page)
        return True

    def show_zoom(self, zoom: Zoom) -> None:
        """Show which zoom is chosen."""
        self._zoom.setCurrentIndex(self._zoom.findData(zoom))

    def _go_back(self) -> None:
        self.turn(-1)

    def _go_on(self) -> None:
        self.turn(1)

    def _choose_zoom(self) -> None:
        self.zoom_chosen.emit(Zoom(self._zoom.currentData()))

    def _show(self) -> None:
        self._where.setText(f"Page {self._page + 1} of {self._n_pages}" if self._n_pages > 1 else "One page")
        for button in (self._back, self._on):
            button.setVisible(self._n_pages > 1)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page < self._n_pages - 1)
