"""The edges of outlines: which are shared by whom, and over what length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.projection import Geometries

Integers = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Edges:
    """The edges of some outlines.

    Attributes:
        ends: (n_edges, 4) x and y of both ends, the same for either direction.
        owner: (n_edges,) whose outline each is of.
        same: (n_edges,) a number that the edges between two positions have in common.

    """

    ends: Floats
    owner: Integers
    same: Integers

    @classmethod
    def of(cls, outlines: Geometries) -> Edges:
        """Return all edges of polygons and multipolygons; a position that is repeated makes none."""
        parts, of_part = shapely.get_parts(outlines, return_index=True)
        rings, of_ring = shapely.get_rings(parts, return_index=True)
        positions, ring = shapely.get_coordinates(rings, return_index=True)
        tail = np.flatnonzero((ring[1:] == ring[:-1]) & (positions[1:] != positions[:-1]).any(axis=1))
        ends = np.concatenate([positions[tail], positions[tail + 1]], axis=1)
        turned = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
        ends[turned] = ends[turned][:, [2, 3, 0, 1]]
        owner = of_part[of_ring[ring[tail]]]
        if not len(ends):
            return cls(ends, owner, np.empty(0, dtype=np.intp))
        return cls(ends, owner, np.unique(ends, axis=0, return_inverse=True)[1].ravel())

    @property
    def outer(self) -> Floats:
        """(n, 4) the edges that only one outline has: the border of all of them together."""
        once = np.bincount(self.same) == 1
        outer: Floats = self.ends[once[self.same]]
        return outer

    def shared(self, stretch: float) -> tuple[Integers, Integers, Floats]:
        """Return every pair of outlines that share an edge, both ways round, and the length of that edge.

        Args:
            stretch: what a step in x is worth in steps in y.

        """
        order = np.argsort(self.same, kind="stable")
        twice = self.same[order][1:] == self.same[order][:-1]
        one, other = order[:-1][twice], order[1:][twice]
        across = self.ends[one, 2:] - self.ends[one, :2]
        length = np.hypot(across[:, 0] * stretch, across[:, 1])
        first, second = self.owner[one], self.owner[other]
        return np.append(first, second), np.append(second, first), np.append(length, length)
