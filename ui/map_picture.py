"""The picture at hand: the map as it was last drawn, mended where units changed, drawn anew in small steps."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from ui.map_renderer import MapContent, MapRenderer
from ui.map_view import Box, MapView, around

#: Pixels around what changed that are drawn anew with it: lines reach over the units' edges.
_MARGIN = 6
#: Drawing more units than these at one go would make the hand wait.
_MOST_AT_ONCE = 6000


class MapPicture:
    """An image of the map and the view that it shows.

    A sharp picture of another view is drawn beside it, in steps that leave time for the person's hand, and
    takes its place when it is complete. What changes in the meantime is drawn into the picture at hand at once, and
    into the next one as soon as that is complete.
    """

    def __init__(self, renderer: MapRenderer, content: MapContent) -> None:
        """Start without an image."""
        self.renderer = renderer
        self.content = content
        self.image: QImage | None = None
        self.view: MapView | None = None
        self._ratio = 1.0
        self._wanted: tuple[MapView, float] | None = None
        self._steps: Iterator[None] | None = None
        self._changed_since: list[Box] = []

    @property
    def is_drawing(self) -> bool:
        """Whether a next picture is wanted or begun."""
        return self._wanted is not None

    def want(self, view: MapView, ratio: float) -> None:
        """Ask for a sharp picture of a view whose pixels stand for ``ratio`` pixels of the screen each."""
        self._wanted = (view, ratio)
        self._steps = None

    def draw_now(self, view: MapView, ratio: float) -> None:
        """Draw a picture of a view at one go."""
        self.want(view, ratio)
        self.draw_for(float("inf"))

    def draw_for(self, seconds: float) -> bool:
        """Go on drawing for some time; return whether the wanted picture has come to hand."""
        if self._wanted is None:
            return False
        if self._steps is None:
            self._changed_since = []
            self._steps = self._draw(*self._wanted)
        end = time.perf_counter() + seconds
        for _ in self._steps:
            if time.perf_counter() > end:
                return False
        self._wanted = self._steps = None
        if self._changed_since:
            self.mend(around(self._changed_since))
        return True

    def mend(self, box: Box) -> None:
        """Draw the part of the picture within a box of the map anew; where that is much, in steps as a next picture."""
        if self._steps is not None:
            self._changed_since.append(box)
        if self.image is None or self.view is None:
            return
        left, top = self.view.to_pixel(box[0], box[3])
        right, bottom = self.view.to_pixel(box[2], box[1])
        part = QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        part = part.intersected(QRectF(0, 0, self.view.width, self.view.height))
        if part.isEmpty():
            return
        ratio = self._ratio
        if self.renderer.n_units_in(self.view, part) > _MOST_AT_ONCE:
            if self._wanted is None:
                self.want(self.view, ratio)
            return
        clip = QRectF(
            QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio).toAlignedRect()
        )
        self.image.setDevicePixelRatio(1.0)
        painter = QPainter(self.image)
        self.renderer.draw(painter, self.view.magnified(ratio), self.content, clip, ratio)
        painter.end()
        self.image.setDevicePixelRatio(ratio)

    def paint(self, painter: QPainter, view: MapView) -> None:
        """Show the picture at hand, moved and scaled to where it belongs in another view."""
        if self.image is None or self.view is None:
            return
        if self.view.scale == view.scale:
            left, top = view.to_pixel(*self.view.to_map(0, 0))
            painter.drawImage(QPointF(round(left), round(top)), self.image)
            return
        left, top = view.to_pixel(*self.view.to_map(0, 0))
        right, bottom = view.to_pixel(*self.view.to_map(self.view.width, self.view.height))
        painter.drawImage(QRectF(QPointF(left, top), QPointF(right, bottom)), self.image)

    def shows(self, view: MapView, ratio: float) -> bool:
        """Tell whether the picture at hand is exactly the one of a view on a screen of that ratio."""
        return self.view == view and self._ratio == ratio

    def covers(self, view: MapView) -> bool:
        """Tell whether the picture reaches to every edge of a view."""
        if self.view is None:
            return False
        left, bottom, right, top = view.box
        own = self.view.box
        return own[0] <= left and own[1] <= bottom and own[2] >= right and own[3] >= top

    def _draw(self, view: MapView, ratio: float) -> Iterator[None]:
        magnified = view.magnified(ratio)
        image = QImage(magnified.width, magnified.height, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        steps = _painted(image, self.renderer, magnified, self.content, ratio)
        yield from steps
        image.setDevicePixelRatio(ratio)
        self.image, self.view, self._ratio = image, view, ratio


def _painted(image: QImage, renderer: MapRenderer, view: MapView, content: MapContent, pen: float) -> Iterator[None]:
    """Draw into an image; its painter lives as long as the drawing goes on."""
    painter = QPainter(image)
    try:
        yield from renderer.steps(painter, view, content, None, pen)
    finally:
        painter.end()
