"""Which part of the map is seen, and at what scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapView:
    """A rectangle of pixels laid over the map.

    Attributes:
        x, y: the position of the map, in metres, at the middle of the rectangle.
        scale: metres of the map for one pixel.
        width, height: of the rectangle in pixels.

    """

    x: float
    y: float
    scale: float
    width: int
    height: int

    def to_map(self, px: float, py: float) -> tuple[float, float]:
        """Return the position of the map under a pixel."""
        return self.x + (px - self.width / 2) * self.scale, self.y - (py - self.height / 2) * self.scale

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel, with fractions, over a position of the map."""
        return (x - self.x) / self.scale + self.width / 2, (self.y - y) / self.scale + self.height / 2

    @property
    def box(self) -> Box:
        """Left, bottom, right, top of what is seen, in metres."""
        left, top = self.to_map(0, 0)
        right, bottom = self.to_map(self.width, self.height)
        return left, bottom, right, top

    def panned(self, dx: float, dy: float) -> MapView:
        """Return the view after the map was dragged by some pixels."""
        return replace(self, x=self.x - dx * self.scale, y=self.y + dy * self.scale)

    def zoomed(self, factor: float, px: float, py: float, least: float, most: float) -> MapView:
        """Return the view magnified by ``factor`` about a pixel, its scale kept between two bounds."""
        scale = min(max(self.scale / factor, least), most)
        x, y = self.to_map(px, py)
        return replace(
            self,
            x=x - (px - self.width / 2) * scale,
            y=y + (py - self.height / 2) * scale,
            scale=scale,
        )

    def resized(self, width: int, height: int) -> MapView:
        """Return the view with other numbers of pixels about the same middle."""
        return replace(self, width=width, height=height)

    def widened(self, margin: int) -> MapView:
        """Return the view with ``margin`` more pixels on each side."""
        return replace(self, width=self.width + 2 * margin, height=self.height + 2 * margin)

    def magnified(self, ratio: float) -> MapView:
        """Return the same part of the map with ``ratio`` times as many pixels."""
        return replace(
            self,
            scale=self.scale / ratio,
            width=round(self.width * ratio),
            height=round(self.height * ratio),
        )

    def kept_inside(self, box: Box) -> MapView:
        """Return the nearest view whose middle lies within a box."""
        left, bottom, right, top = box
        return replace(self, x=min(max(self.x, left), right), y=min(max(self.y, bottom), top))


def fitting(box: Box, width: int, height: int, margin: float = 0.04) -> MapView:
    """Return the view that shows a box of the map with some margin around it."""
    left, bottom, right, top = box
    room = 1 - 2 * margin
    scale = max((right - left) / max(width * room, 1), (top - bottom) / max(height * room, 1), 1e-6)
    return MapView((left + right) / 2, (bottom + top) / 2, scale, width, height)


def around(boxes: Sequence[Box]) -> Box:
    """Return the box that holds all boxes; there is at least one."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
