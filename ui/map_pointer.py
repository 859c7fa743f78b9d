"""From pixels to units and back: what lies under the pointer, tiny places included."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect

from borderkit.anchors import Anchors
from borderkit.layer import UnitIndices
from borderkit.level import Level
from borderkit.pick import crowd_at, position_in, unit_at
from ui.map_navigator import Navigator
from ui.map_renderer import MapRenderer

#: A unit smaller than this many pixels is hit within an enlarged zone, and brought nearer before a position on it is
#: told.
TINY = 6.0
#: How far off the middle of a tiny unit, in pixels, the pointer still hits it.
_REACH = 5.0
#: More places than these under one pointer are no list that anyone would read.
_LONGEST_LIST = 12


class MapPointer:
    """Finds units for pixels of a view, at the level that is drawn there."""

    def __init__(self, renderer: MapRenderer, navigator: Navigator, anchors: Anchors) -> None:
        """Look at what ``renderer`` draws of the view that ``navigator`` shows."""
        self._renderer = renderer
        self._navigator = navigator
        self.anchors = anchors

    @property
    def level(self) -> Level:
        """The outlines that are seen."""
        return self._renderer.level(self._navigator.view.scale)

    @property
    def scale(self) -> float:
        """Metres of the map for one pixel."""
        return self._navigator.view.scale

    def to_map(self, at: QPointF) -> tuple[float, float]:
        """Return the position of the map under the middle of a pixel."""
        return self._navigator.view.to_map(at.x() + 0.5, at.y() + 0.5)

    def exact_unit_at(self, at: QPointF) -> int | None:
        """Return the unit whose outline encloses a pixel."""
        return unit_at(self.level, *self.to_map(at))

    def unit_at(self, at: QPointF) -> int | None:
        """Return the unit that a click at a pixel means: the one tiny unit in reach, else the one drawn there."""
        crowd = self._tiny_at(at)
        return int(crowd[0]) if len(crowd) == 1 else self.exact_unit_at(at)

    def crowd_at(self, at: QPointF) -> list[int]:
        """Return the units that a click at a pixel may mean, where one cannot tell; else nothing."""
        crowd = self._tiny_at(at).tolist()
        if len(crowd) < 2:
            return []
        exact = self.exact_unit_at(at)
        found = [*([exact] if exact is not None and exact not in crowd else []), *crowd]
        return found if len(found) <= _LONGEST_LIST else []

    def point_on(self, unit: int, window: QRect) -> QPoint | None:
        """Return a pixel of the window on which a click surely means a unit, if it is in sight and large enough."""
        level = self.level
        left, bottom, right, top = level.boxes[unit]
        if not min(right - left, top - bottom) >= TINY * self.scale:
            return None
        position = position_in(level, unit, self.anchors.positions[unit])
        if position is None:
            return None
        px, py = self._navigator.view.to_pixel(*position)
        point = QPoint(int(px), int(py))
        at = QPointF(point)
        hit = window.contains(point) and self.unit_at(at) == unit and not self.crowd_at(at)
        return point if hit else None

    def _tiny_at(self, at: QPointF) -> UnitIndices:
        return crowd_at(self.level, self.anchors, *self.to_map(at), _REACH * self.scale, TINY * self.scale)
