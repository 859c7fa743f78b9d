"""Which unit lies at a position of the map, and a position that surely lies in a unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderkit.anchors import Anchors
from borderkit.layer import UnitIndices
from borderkit.level import NOTHING, Level
from borderkit.tally import Assignment


def unit_at(level: Level, x: float, y: float) -> int | None:
    """Return the unit whose outline encloses a position in metres of the map."""
    for unit in level.unit_grid.touching(x, y, x, y).tolist():
        if encloses(level, unit, x, y):
            return int(unit)
    return None


def encloses(level: Level, unit: int, x: float, y: float) -> bool:
    """Tell whether a unit's rings enclose a position; a ring inside another one is a hole (even-odd rule)."""
    return int(np.count_nonzero(_crossings(level, unit, y) > x)) % 2 == 1


def position_in(level: Level, unit: int, anchor: NDArray[np.floating | np.integer]) -> tuple[float, float] | None:
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


def border_near(level: Level, assignment: Assignment, x: float, y: float, reach: float) -> tuple[int, int] | None:
    """Return the two jurisdictions whose border runs nearest to a position; None if none does within ``reach``.

    Args:
        level: the outlines.
        assignment: (n_units,) the jurisdictions.
        x: easting in metres of the map.
        y: northing in metres of the map.
        reach: how far off the border may be, in metres of the map.

    """
    arcs = level.arc_grid.touching(x - reach, y - reach, x + reach, y + reach)
    one, other = level.arc_unit[arcs], level.arc_other[arcs]
    parts = (other != NOTHING) & (assignment[one] != assignment[other])
    best, found = reach, None
    for arc in arcs[parts].tolist():
        distance = _distance(level.arc(arc), x, y)
        if distance <= best:
            best = distance
            found = int(assignment[level.arc_unit[arc]]), int(assignment[level.arc_other[arc]])
    return found


def _distance(line: NDArray[np.int32], x: float, y: float) -> float:
    """Return how far a position is from a line of at least two points."""
    points = line.astype(np.float64) - (x, y)
    start, way = points[:-1], np.diff(points, axis=0)
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    along = np.clip(-(start * way).sum(axis=1) / length, 0, 1)
    return float(np.hypot(*(start + along[:, None] * way).T).min())


def crowd_at(level: Level, anchors: Anchors, x: float, y: float, reach: float, tiny: float) -> UnitIndices:
    """Return the units too small to be hit surely whose anchor is within ``reach`` of a position, nearest first.

    Args:
        level: the outlines.
        anchors: where the units lie.
        x: easting in metres of the map.
        y: northing in metres of the map.
        reach: in metres of the map.
        tiny: a unit counts if its box is smaller than this in one direction, in metres of the map.

    """
    units = anchors.near((x, y), (x, y), reach)
    size = (level.boxes[units, 2:] - level.boxes[units, :2]).min(axis=1) if len(units) else np.empty(0)
    found: UnitIndices = units[size < tiny]
    return found
