"""Which unit lies at a position of the map, and a position that surely lies in a unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderkit.level import Integers, Level


def unit_at(level: Level, x: float, y: float) -> int | None:
    """Return the unit whose outline encloses a position in metres of the map."""
    boxes = level.boxes
    near = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
    for unit in np.flatnonzero(near):
        if encloses(level, int(unit), x, y):
            return int(unit)
    return None


def encloses(level: Level, unit: int, x: float, y: float) -> bool:
    """Tell whether a unit's rings enclose a position; a ring inside another one is a hole (even-odd rule)."""
    first, last = level.rings_of[unit], level.rings_of[unit + 1]
    ring_start = level.ring_start[first : last + 1]
    if first == last:
        return False
    points = level.positions[ring_start[0] : ring_start[-1]]
    return _crossings(points, ring_start - ring_start[0], x, y) % 2 == 1


def _crossings(points: Integers, ring_start: Integers, x: float, y: float) -> int:
    """Count the edges of closed rings that a ray from (x, y) to the east meets."""
    above = points[:, 1] > y
    crossing = above[1:] != above[:-1]
    # The step from one ring's end to the next one's start is no edge.
    crossing[ring_start[1:-1] - 1] = False
    edge = np.flatnonzero(crossing)
    start, end = points[edge].astype(np.float64), points[edge + 1].astype(np.float64)
    meets_at = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / (end[:, 1] - start[:, 1])
    return int(np.count_nonzero(meets_at > x))


def position_in(level: Level, unit: int, anchor: NDArray[np.int32]) -> tuple[float, float] | None:
    """Return a position that a unit's outline encloses at this level; None if it has no outline.

    Args:
        level: the outlines.
        unit: the unit.
        anchor: (2,) a position inside the unit's full outline, used if it lies inside here as well.

    """
    x, y = float(anchor[0]), float(anchor[1])
    if encloses(level, unit, x, y):
        return x, y
    rings = range(level.rings_of[unit], level.rings_of[unit + 1])
    if not rings:
        return None
    largest = max((level.ring(ring) for ring in rings), key=lambda ring: float(np.ptp(ring, axis=0).prod()))
    return _widest_chord_centre(largest.astype(np.float64))


def _widest_chord_centre(ring: NDArray[np.float64]) -> tuple[float, float]:
    """Return the middle of the longest inner stretch of the line at a ring's half height."""
    low, high = ring[:, 1].min(), ring[:, 1].max()
    y = float(low + (high - low) * 0.4987)  # off the round value, where vertices are more likely to lie
    above = ring[:, 1] > y
    edge = np.flatnonzero(above[1:] != above[:-1])
    start, end = ring[edge], ring[edge + 1]
    meets_at = np.sort(start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / (end[:, 1] - start[:, 1]))
    inner = meets_at[1::2] - meets_at[::2]
    widest = int(inner.argmax())
    return float(meets_at[2 * widest : 2 * widest + 2].mean()), y
