"""Keeps the pictures of the map: the one at hand at once, the sharp one soon after, without making the hand wait."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter

from ui.map_navigator import Navigator
from ui.map_picture import MapPicture
from ui.map_scene import MapScene
from ui.map_view import Box, MapView, fitting

#: Milliseconds without a change of view before the sharp picture is begun.
_SHARPEN_AFTER = 15
#: Seconds of drawing between two looks at what the person does.
_DRAW_SLICE = 0.006
#: Pixels around the window that are drawn in advance, so that a small pan shows no blank.
_MARGIN = 128
#: Wider than any map, so that the ground around it is drawn anew as well.
_EVERYWHERE = (-1e12, -1e12, 1e12, 1e12)
_OVERVIEW_WIDTH, _OVERVIEW_HEIGHT = 1000, 700
#: Milliseconds without a change of the proposal before the overview is drawn anew.
_OVERVIEW_AFTER = 250


class MapPainting(QObject):
    """A picture of what is seen, and a small one of the whole map that shows through where a quick hand leaves it.

    Signals:
        improved: a better picture is at hand.
        settled: the view has not changed for a moment; the sharp picture is begun.
    """

    improved = Signal()
    settled = Signal()

    def __init__(self, scene: MapScene, navigator: Navigator, parent: QObject | None = None) -> None:
        """Show a scene as a navigator moves over it."""
        super().__init__(parent)
        self._navigator = navigator
        self._extent = navigator.extent
        self._picture = MapPicture(scene.renderer, scene.content)
        self._overview = MapPicture(scene.renderer, scene.content)
        self._ratio = 1.0
        self._held = False
        self._overview_is_old = True
        self._sharpen = QTimer(self, singleShot=True, interval=_SHARPEN_AFTER)
        self._sharpen.timeout.connect(self._begin_sharp)
        self._overview_timer = QTimer(self, singleShot=True, interval=_OVERVIEW_AFTER)
        self._overview_timer.timeout.connect(self._begin_overview)
        self._slice = QTimer(self, interval=0)
        self._slice.timeout.connect(self._draw_slice)
        navigator.view_changed.connect(self._sharpen.start)
        scene.part_changed.connect(self._mend)
        scene.all_changed.connect(self._mend_all)

    @property
    def has_picture(self) -> bool:
        """Whether anything has been drawn."""
        return self._picture.view is not None

    @property
    def is_sharp(self) -> bool:
        """Whether the picture at hand is the one of the view."""
        return not self._sharpen.isActive() and self._picture.shows(self._wanted_view(), self._ratio)

    def set_ratio(self, ratio: float) -> None:
        """Draw for a screen whose pixels are ``ratio`` times as dense."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._sharpen.start()

    def hold(self, held: bool) -> None:
        """Leave the overview for later while a gesture is in progress, which needs all the time there is."""
        self._held = held
        if not held:
            self._overview_timer.start()

    def redraw(self) -> None:
        """Draw the picture of the view anew at one go."""
        self._picture.draw_now(self._wanted_view(), self._ratio)
        self.improved.emit()

    def paint(self, painter: QPainter) -> None:
        """Paint the picture at hand where it belongs in the view."""
        view = self._navigator.view
        if self._picture.view is None:
            self._picture.draw_now(self._wanted_view(), self._ratio)
            self._overview_timer.start()
        if not self._picture.covers(view):
            self._overview.paint(painter, view)
        self._picture.paint(painter, view)

    def _wanted_view(self) -> MapView:
        return self._navigator.view.widened(_MARGIN)

    def _mend(self, box: Box) -> None:
        self._overview_is_old = True
        self._overview_timer.start()
        self._picture.mend(box)
        if self._picture.is_drawing:
            self._slice.start()

    def _mend_all(self) -> None:
        if self.has_picture:
            self._mend(_EVERYWHERE)

    def _begin_sharp(self) -> None:
        self.settled.emit()
        view = self._wanted_view()
        if view.width > 2 * _MARGIN and view.height > 2 * _MARGIN and not self.is_sharp:
            self._picture.want(view, self._ratio)
            self._slice.start()

    def _begin_overview(self) -> None:
        """Draw the overview anew if something changed, unless a hand is at work."""
        if self._held or not self._overview_is_old:
            return
        self._overview_is_old = False
        self._overview.want(fitting(self._extent, _OVERVIEW_WIDTH, _OVERVIEW_HEIGHT), 1.0)
        self._slice.start()

    def _draw_slice(self) -> None:
        for picture in (self._picture, self._overview):
            if picture.is_drawing:
                if picture.draw_for(_DRAW_SLICE):
                    self.improved.emit()
                return
        self._slice.stop()
