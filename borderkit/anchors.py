"""Where units count as lying: one position inside each.

Boxes, brushes and lassos take the units whose anchor they hold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderkit.layer import UnitIndices

Positions = NDArray[np.float64]


class Anchors:
    """The anchors of a layer, sorted from south to north so that a search looks at the rows it needs alone."""

    def __init__(self, positions: NDArray[np.int32]) -> None:
        """Take (n_units, 2) positions in metres of the map."""
        self.positions: Positions = positions.astype(np.float64)
        self._order = np.argsort(self.positions[:, 1], kind="stable").astype(np.int32)
        self._x, self._y = self.positions[self._order].T.copy()

    def within_box(self, left: float, bottom: float, right: float, top: float) -> UnitIndices:
        """Return the units whose anchor lies in a box, ascending."""
        rows = slice(int(np.searchsorted(self._y, bottom)), int(np.searchsorted(self._y, top, side="right")))
        inside = (self._x[rows] >= left) & (self._x[rows] <= right)
        return np.sort(self._order[rows][inside])

    def near(self, start: tuple[float, float], end: tuple[float, float], radius: float) -> UnitIndices:
        """Return the units whose anchor is no further than ``radius`` from a line, those nearest to its start first."""
        (x0, y0), (x1, y1) = start, end
        units = self.within_box(min(x0, x1) - radius, min(y0, y1) - radius, max(x0, x1) + radius, max(y0, y1) + radius)
        way = np.array([x1 - x0, y1 - y0])
        off = self.positions[units] - (x0, y0)
        length = float(way @ way)
        along = np.clip(off @ way / length, 0, 1) if length else np.zeros(len(units))
        distance = np.hypot(*(off - along[:, None] * way).T)
        close = distance <= radius
        order = np.lexsort((distance[close], along[close]))
        found: UnitIndices = units[close][order]
        return found

    def lasso(self) -> Lasso:
        """Return a lasso that holds nothing yet."""
        return Lasso(self._x, self._y, self._order)


class Lasso:
    """A line drawn around units; what it holds is known after each stretch of it.

    A unit is inside if a ray from its anchor crosses the closed line an odd number of times. Each new stretch flips
    that only for anchors in its range of y, so a lasso over 100,000 units costs little at each move of the hand.
    """

    def __init__(self, x: Positions, y: Positions, order: UnitIndices) -> None:
        self._x, self._y, self._order = x, y, order
        self._crossed = np.zeros(len(x), dtype=bool)
        self.line: list[tuple[float, float]] = []

    def add(self, x: float, y: float) -> None:
        """Draw the line on to a position."""
        if self.line:
            self._cross(self._crossed, self.line[-1], (x, y))
        self.line.append((x, y))

    @property
    def units(self) -> UnitIndices:
        """The units within the line, its ends joined, ascending."""
        if len(self.line) < 3:
            return np.empty(0, dtype=np.int32)
        crossed = self._crossed.copy()
        self._cross(crossed, self.line[-1], self.line[0])
        return np.sort(self._order[crossed])

    def _cross(self, crossed: NDArray[np.bool_], start: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = start, end
        if y0 == y1:
            return
        rows = slice(*np.searchsorted(self._y, [min(y0, y1), max(y0, y1)], side="left").tolist())
        meets_at = x0 + (self._y[rows] - y0) * ((x1 - x0) / (y1 - y0))
        crossed[rows] ^= self._x[rows] < meets_at
