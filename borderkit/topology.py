"""From polygons that form a coverage to rings and arcs: which stretch of border is shared by whom."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.level import NOTHING, Level
from borderkit.projection import Geometries

Integers64 = NDArray[np.int64]
_SHORTEST_RING = 4


def trace(geometries: Geometries, tolerance: float) -> Level:
    """Return the level of a coverage: its rings in whole metres, and its arcs.

    Args:
        geometries: (n_units,) valid polygons that meet without gap or overlap, vertex on vertex.
        tolerance: what they were simplified with, in metres.

    """
    parts, part_unit = shapely.get_parts(geometries, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    raw, raw_ring = shapely.get_coordinates(rings, return_index=True)
    positions, position_ring = _whole_metres(raw, raw_ring)
    kept_rings, ring_of = np.unique(position_ring, return_inverse=True)
    ring_unit = part_unit[ring_part[kept_rings]]
    ring_start = np.searchsorted(ring_of, np.arange(len(kept_rings) + 1))
    other = _across(positions, ring_of, ring_unit)
    start, stop, arc_unit, arc_other = _arcs(ring_of, ring_unit, other)
    as_int = np.int32
    return Level(
        tolerance=tolerance,
        positions=positions.astype(as_int),
        ring_start=ring_start.astype(as_int),
        ring_unit=ring_unit.astype(as_int),
        arc_start=start.astype(as_int),
        arc_stop=stop.astype(as_int),
        arc_unit=arc_unit.astype(as_int),
        arc_other=arc_other.astype(as_int),
        n_units=len(geometries),
    )


def _whole_metres(raw: NDArray[np.float64], ring: Integers64) -> tuple[Integers64, Integers64]:
    """Round positions, drop repeated ones, and drop rings that have become too short to enclose anything."""
    rounded = np.rint(raw).astype(np.int64)
    repeated = np.zeros(len(rounded), dtype=bool)
    repeated[1:] = (rounded[1:] == rounded[:-1]).all(axis=1) & (ring[1:] == ring[:-1])
    rounded, ring = rounded[~repeated], ring[~repeated]
    long_enough = np.bincount(ring, minlength=int(ring.max(initial=-1)) + 1) >= _SHORTEST_RING
    keep = long_enough[ring]
    return rounded[keep], ring[keep]


def _across(positions: Integers64, ring: Integers64, ring_unit: Integers64) -> Integers64:
    """For the edge that leaves each position: the unit on its other side, or NOTHING.

    The last position of a ring has no edge; its entry is NOTHING.
    """
    key = (positions[:, 0] << 32) + positions[:, 1]
    has_edge = np.append(ring[1:] == ring[:-1], False)
    tail = np.flatnonzero(has_edge)
    low, high = np.minimum(key[tail], key[tail + 1]), np.maximum(key[tail], key[tail + 1])
    order = np.lexsort((high, low))
    same = (low[order][1:] == low[order][:-1]) & (high[order][1:] == high[order][:-1])
    first, second = tail[order[:-1][same]], tail[order[1:][same]]
    unit = ring_unit[ring]
    other = np.full(len(positions), NOTHING, dtype=np.int64)
    between = unit[first] != unit[second]
    other[first[between]] = unit[second[between]]
    other[second[between]] = unit[first[between]]
    return other


def _arcs(
    ring: Integers64, ring_unit: Integers64, other: Integers64
) -> tuple[Integers64, Integers64, Integers64, Integers64]:
    """Join edges with the same unit beyond into arcs; a shared arc is kept from its lower unit only."""
    has_edge = np.append(ring[1:] == ring[:-1], False)
    begins = has_edge.copy()
    begins[1:] &= ~has_edge[:-1] | (other[1:] != other[:-1])
    start = np.flatnonzero(begins)
    ends = has_edge.copy()
    ends[:-1] &= ~has_edge[1:] | (other[1:] != other[:-1])
    stop = np.flatnonzero(ends) + 2
    unit = ring_unit[ring[start]]
    own = (other[start] == NOTHING) | (unit < other[start])
    return start[own], stop[own], unit[own], other[start][own]
