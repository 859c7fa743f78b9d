"""The names on the map: placed anew when the view or the borders have come to rest, moved along until then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter

from borderkit.prepared import PreparedLayer
from ui.map_canvas import MapCanvas
from ui.map_labels import Label, LabelPlacer, LabelSprites
from ui.map_style import MapStyle
from ui.map_view import MapView
from ui.session import Session

#: Milliseconds without a change of borders before names are placed anew.
_AFTER = 120


class MapNames(QObject):
    """Holds the labels of what is seen.

    Signals:
        changed: other labels, or the same elsewhere.
    """

    changed = Signal()

    def __init__(
        self, prepared: PreparedLayer, session: Session, canvas: MapCanvas, reserved: Callable[[], list[QRectF]]
    ) -> None:
        """Name what a canvas shows, but for the rectangles of it that are ``reserved`` for what lies on it."""
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._reserved = reserved
        self._placer = LabelPlacer(prepared)
        self._sprites = LabelSprites(canvas.renderer.style)
        self._is_shown = True
        self.labels: list[Label] = []
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self.place)
        canvas.painting.settled.connect(self.place)
        canvas.scene.part_changed.connect(self._soon.start)
        canvas.scene.all_changed.connect(self._soon.start)

    @property
    def is_shown(self) -> bool:
        """Whether names are shown at all."""
        return self._is_shown

    def show(self, shown: bool) -> None:
        """Show names, or none."""
        self._is_shown = shown
        self.place()

    def set_style(self, style: MapStyle) -> None:
        """Write in other colours."""
        self._sprites.set_style(style)

    def place(self) -> None:
        """Find a place for each name that has room in what is seen."""
        self._soon.stop()
        labels: list[Label] = []
        if self._is_shown:
            view, renderer = self._canvas.map_view, self._canvas.renderer
            labels = self._placer.place(
                view,
                renderer.level(view.scale),
                self._canvas.scene.content.assignment,
                list(self._session.proposal.jurisdictions),
                reserved=self._reserved(),
            )
        if labels != self.labels:
            self.labels = labels
            self.changed.emit()

    def paint(self, painter: QPainter, view: MapView) -> None:
        """Write the labels where they belong in a view."""
        self._sprites.paint(painter, view, self.labels, self._canvas.devicePixelRatioF())
