"""Which unit lies at a position of the map, and a position that surely lies in a unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderkit.level import Level


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
    return int(np.count_nonzero(_crossings(level, unit, y) > x)) % 2 == 1


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
    low, high = float(largest[:, 1].min()), float(largest[:, 1].max())
    y = low + (high - low) * 0.4987  # off the round value, where vertices are more likely to lie
    meets_at = np.sort(_crossings(level, unit, y))
    inner = meets_at[1::2] - meets_at[::2]
    widest = int(inner.argmax())
    return float(meets_at[2 * widest : 2 * widest + 2].mean()), y


def _crossings(level: Level, unit: int, y: float) -> NDArray[np.float64]:
    """Return the eastings at which a unit's rings cross the parallel at ``y``."""
    first, last = level.rings_of[unit], level.rings_of[unit + 1]
    if first == last:
        return np.empty(0)
    ring_start = level.ring_start[first : last + 1]
    points = level.positions[ring_start[0] : ring_start[-1]]
    above = points[:, 1] > y
    crosses = above[1:] != above[:-1]
    # The step from one ring's end to the next one's start is no edge.
    crosses[ring_start[1:-1] - ring_start[0] - 1] = False
    edge = np.flatnonzero(crosses)
    start, end = points[edge].astype(np.float64), points[edge + 1].astype(np.float64)
    eastings: NDArray[np.float64] = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / (
        end[:, 1] - start[:, 1]
    )
    return eastings
