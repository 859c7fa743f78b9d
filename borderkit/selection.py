"""Selections that follow the graph of units: one ring more, one ring fewer, the next unit in a direction."""

from __future__ import annotations

import numpy as np

from borderkit.anchors import Anchors
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.neighbours import Neighbours

#: A neighbour lies in a direction if it is no further off it than this angle.
_WIDEST = np.radians(65)


def grown(layer: UnitLayer, units: UnitIndices) -> UnitIndices:
    """Return units and all their neighbours, ascending."""
    return np.union1d(units, _graph(layer).around(units)).astype(np.int32)


def shrunk(layer: UnitLayer, units: UnitIndices) -> UnitIndices:
    """Return the units whose neighbours all are among them, ascending."""
    outside = np.setdiff1d(_graph(layer).around(units), units).astype(np.int32)
    return np.setdiff1d(units, _graph(layer).around(outside)).astype(np.int32)


def next_unit(layer: UnitLayer, anchors: Anchors, unit: int, direction: tuple[float, float]) -> int | None:
    """Return the neighbour that lies in a direction of the map, (x, y); None at the end of the world.

    Where no neighbour lies there, as on an island, it is the nearest unit that does.
    """
    neighbours = _graph(layer).around(np.array([unit], dtype=np.int32))
    found = _towards(anchors, unit, neighbours, direction)
    return found if found is not None else _towards(anchors, unit, np.arange(len(layer), dtype=np.int32), direction)


def _towards(anchors: Anchors, unit: int, candidates: UnitIndices, direction: tuple[float, float]) -> int | None:
    off = anchors.positions[candidates] - anchors.positions[unit]
    distance = np.hypot(*off.T)
    with np.errstate(invalid="ignore", divide="ignore"):
        angle = np.arccos(np.clip(off @ np.array(direction) / (distance * np.hypot(*direction)), -1, 1))
    fits = np.flatnonzero((angle <= _WIDEST) & (distance > 0))
    if not len(fits):
        return None
    # Straight ahead counts for more than near by.
    cost = distance[fits] * (1 + 2 * angle[fits])
    return int(candidates[fits[cost.argmin()]])


def _graph(layer: UnitLayer) -> Neighbours:
    if layer.neighbours is None:
        raise ValueError(f"The layer {layer.name} was read without the graph of its units")
    return layer.neighbours
