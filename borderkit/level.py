"""A drawing level: the outlines of all units, simplified as one coverage, as plain arrays.

Each border between two units is stored once, as an *arc*: a slice of one ring's positions together
with the units on both sides. The border of any jurisdiction is then the set of arcs whose two sides are
assigned differently, which costs a comparison of integers and no geometry.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit.grid import Boxes, BoxGrid

Integers = NDArray[np.int32]

#: What lies on the other side of an arc that no second unit shares.
NOTHING = -1


@dataclass(frozen=True)
class Level:
    """Outlines at one level of detail, in metres of the map.

    Attributes:
        tolerance: the length in metres that simplification may lose; 0 for the full detail.
        positions: (n, 2) int32, the rings one after another, each closed.
        ring_start: (n_rings + 1,) where each ring begins in ``positions``.
        ring_unit: (n_rings,) the unit that a ring belongs to, ascending.
        arc_start, arc_stop: (n_arcs,) each arc's slice of ``positions``.
        arc_unit: (n_arcs,) the unit whose ring the slice is from, ascending.
        arc_other: (n_arcs,) the unit beyond, or ``NOTHING``.
        n_units: how many units the layer has.

    """

    tolerance: float
    positions: Integers
    ring_start: Integers
    ring_unit: Integers
    arc_start: Integers
    arc_stop: Integers
    arc_unit: Integers
    arc_other: Integers
    n_units: int

    def ring(self, ring: int) -> Integers:
        """Return the positions of a ring, the first repeated at the end."""
        return self.positions[self.ring_start[ring] : self.ring_start[ring + 1]]

    def arc(self, arc: int) -> Integers:
        """Return the positions along an arc."""
        return self.positions[self.arc_start[arc] : self.arc_stop[arc]]

    @cached_property
    def rings_of(self) -> Integers:
        """(n_units + 1,) where each unit's rings begin."""
        return np.searchsorted(self.ring_unit, np.arange(self.n_units + 1)).astype(np.int32)

    @cached_property
    def arcs_of(self) -> Integers:
        """(n_units + 1,) where the arcs begin that each unit's rings hold."""
        return np.searchsorted(self.arc_unit, np.arange(self.n_units + 1)).astype(np.int32)

    @cached_property
    def boxes(self) -> Boxes:
        """(n_units, 4) left, bottom, right, top of each unit; empty boxes for units without outline."""
        boxes = np.full((self.n_units, 4), np.nan)
        starts = self.ring_start[:-1]
        low = np.minimum.reduceat(self.positions, starts, axis=0)
        high = np.maximum.reduceat(self.positions, starts, axis=0)
        present, first = np.unique(self.ring_unit, return_index=True)
        boxes[present, :2] = np.minimum.reduceat(low, first, axis=0)
        boxes[present, 2:] = np.maximum.reduceat(high, first, axis=0)
        return boxes

    @cached_property
    def arc_boxes(self) -> Boxes:
        """(n_arcs, 4) left, bottom, right, top of each arc."""
        # reduceat takes starts alone, so each arc is cut from its successor by its own stop.
        edges = np.column_stack([self.arc_start, self.arc_stop]).ravel()
        order = np.minimum(edges, len(self.positions) - 1)
        low = np.minimum.reduceat(self.positions, order, axis=0)[::2]
        high = np.maximum.reduceat(self.positions, order, axis=0)[::2]
        last = self.positions[self.arc_stop - 1]
        return np.hstack([np.minimum(low, last), np.maximum(high, last)]).astype(np.float64)

    @cached_property
    def unit_grid(self) -> BoxGrid:
        """Finds the units whose boxes touch a rectangle."""
        return BoxGrid(self.boxes)

    @cached_property
    def arc_grid(self) -> BoxGrid:
        """Finds the arcs whose boxes touch a rectangle."""
        return BoxGrid(self.arc_boxes)

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of everything."""
        left, bottom = self.positions.min(axis=0)
        right, top = self.positions.max(axis=0)
        return float(left), float(bottom), float(right), float(top)
