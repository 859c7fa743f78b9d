"""Moving about the map: pan, zoom, the whole map, a place, and the way back to where one was."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal

from ui.map_view import Box, MapView, fitting

#: The largest magnification: metres of the map for one pixel.
NEAREST = 10.0
#: How much further out than the whole map one can zoom.
_FURTHEST = 1.6
#: The share of the window left on each side of the whole map.
_MARGIN = 0.04
_KEY_STEP = 1.5
#: A unit that the keyboard reaches is shown with at least so many pixels.
_SEEN_AT_LEAST = 14.0
#: The share of the window that a key pans by.
_PAN_STEP = 0.2
#: Milliseconds without a change after which a view counts as one that a person may want to come back to.
_SETTLED_AFTER = 400
_MOST_REMEMBERED = 50


class Navigator(QObject):
    """The view of the map, and the views before it.

    Signals:
        view_changed: another part of the map is seen.
        history_changed: there is somewhere to go back or forward to, or no longer.
    """

    view_changed = Signal()
    history_changed = Signal()

    def __init__(self, extent: Box, parent: QObject | None = None) -> None:
        """Show the whole map, ``extent``."""
        super().__init__(parent)
        self.extent = extent
        self.view = fitting(extent, 100, 100)
        #: The box and the margin that fill the window, until the person moves on; None from then.
        self._fitted: tuple[Box, float] | None = (extent, _MARGIN)
        self._views = [self.view]
        self._at = 0
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_AFTER)
        self._settled.timeout.connect(self._remember)

    # Moving

    def resize(self, width: int, height: int) -> None:
        """Keep the middle of the map in the middle; what filled the window goes on filling it."""
        is_remembered = _same_place(self._views[self._at], self.view)
        self.view = self.view.resized(width, height)
        if self._fitted is None:
            self._look(self.view)
        else:
            self.look_at(*self._fitted)
        self.view_changed.emit()
        if is_remembered:
            self._views[self._at] = self.view

    def fit_all(self) -> None:
        """Show the whole map."""
        self.look_at(self.extent, _MARGIN)

    def look_at(self, box: Box, margin: float) -> None:
        """Fill the window with a box of the map but for a share ``margin`` on each side."""
        view = fitting(box, self.view.width, self.view.height, margin)
        self._look(replace(view, scale=max(view.scale, NEAREST)))
        self._fitted = box, margin

    def bring_into_sight(self, box: Box) -> None:
        """Move to a box of the map, and zoom where it is too small or too large to be seen well."""
        left, bottom, right, top = box
        size = max(right - left, top - bottom, 1.0)
        smallest, largest = _SEEN_AT_LEAST, 0.6 * min(self.view.width, self.view.height)
        scale = min(
            max(self.view.scale, size / largest), max(min(right - left, top - bottom, size) / smallest, NEAREST)
        )
        self._look(replace(self.view, x=(left + right) / 2, y=(bottom + top) / 2, scale=scale))

    def look_at_pixels(self, rectangle: QRectF) -> None:
        """Fill the window with what lies in a rectangle of it."""
        left, top = self.view.to_map(rectangle.left(), rectangle.top())
        right, bottom = self.view.to_map(rectangle.right(), rectangle.bottom())
        self.look_at((left, bottom, right, top), 0)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Magnify about a pixel, or about the middle."""
        at = at or QPointF(self.view.width / 2, self.view.height / 2)
        furthest = fitting(self.extent, self.view.width, self.view.height).scale * _FURTHEST
        self._look(self.view.zoomed(factor, at.x(), at.y(), NEAREST, furthest))

    def zoom_in(self) -> None:
        """Magnify by one step."""
        self.zoom(_KEY_STEP)

    def zoom_out(self) -> None:
        """Show more of the map."""
        self.zoom(1 / _KEY_STEP)

    def pan(self, dx: float, dy: float) -> None:
        """Drag the map by pixels."""
        self._look(self.view.panned(dx, dy))

    def pan_step(self, right: int, down: int) -> None:
        """Move the window over the map by a step, as a key does."""
        step = min(self.view.width, self.view.height) * _PAN_STEP
        self.pan(-right * step, -down * step)

    def _look(self, view: MapView) -> None:
        self._fitted = None
        view = view.kept_inside(self.extent)
        if view != self.view:
            self.view = view
            self._settled.start()
            self.view_changed.emit()

    # The way back

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier view."""
        return self._at > 0 or not _same_place(self._views[self._at], self.view)

    @property
    def can_go_forward(self) -> bool:
        """Whether one went back before."""
        return self._at < len(self._views) - 1

    def back(self) -> None:
        """Show what was seen before."""
        self._remember()
        if self._at > 0:
            self._go_to(self._at - 1)

    def forward(self) -> None:
        """Show again what one came back from."""
        if self.can_go_forward:
            self._go_to(self._at + 1)

    def _go_to(self, at: int) -> None:
        self._at = at
        self._look(self._views[at].resized(self.view.width, self.view.height))
        self._settled.stop()
        self.history_changed.emit()

    def _remember(self) -> None:
        """Keep the view as one to come back to; what lay forward is gone then."""
        self._settled.stop()
        if _same_place(self._views[self._at], self.view):
            self._views[self._at] = self.view
            return
        self._views = [*self._views[: self._at + 1], self.view][-_MOST_REMEMBERED:]
        self._at = len(self._views) - 1
        self.history_changed.emit()


def _same_place(one: MapView, other: MapView) -> bool:
    """Tell whether two views differ in nothing but the size of the window."""
    return one.resized(0, 0) == other.resized(0, 0)
