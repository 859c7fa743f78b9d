"""Which units are neighbours: by a shared border on land, or by a link across water."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit import locations
from borderkit.level import NOTHING, Level

#: Units that share less border than this, in metres, meet in a corner or by a trace of digitizing.
SHORTEST_BORDER = 50.0

Indices = NDArray[np.int32]
Pairs = NDArray[np.int32]


@dataclass(frozen=True)
class Neighbours:
    """The graph of units.

    Attributes:
        borders: (n, 2) pairs of units that share a border on land, the lower one first.
        links: (n, 2) pairs that a bridge, a tunnel, a ferry or an island chain joins.
        coastal: (n_units,) whether a unit's outline borders on nothing: water or another country.

    """

    borders: Pairs
    links: Pairs
    coastal: NDArray[np.bool_]

    @cached_property
    def start(self) -> Indices:
        """(n_units + 1,) where each unit's neighbours begin in ``neighbour``."""
        starts = np.zeros(len(self.coastal) + 1, dtype=np.int32)
        np.cumsum(np.bincount(self._both_ways[:, 0], minlength=len(self.coastal)), out=starts[1:])
        return starts

    @cached_property
    def neighbour(self) -> Indices:
        """Each unit's neighbours by border or link, ascending, those of one unit after those of another."""
        one, other = self._both_ways.T
        sorted_by_unit: Indices = other[np.lexsort((other, one))]
        return sorted_by_unit

    def around(self, units: Indices) -> Indices:
        """Return all neighbours of units, ascending and each once; units that are neighbours themselves included."""
        return np.unique(self.steps_from(units)[1])

    def steps_from(self, units: Indices) -> tuple[Indices, Indices]:
        """Return every step from one of the units to a neighbour: the place in ``units``, and the neighbour."""
        first, n_each = self.start[units], np.diff(self.start)[units]
        place = np.repeat(np.arange(len(units), dtype=np.int32), n_each)
        within = np.arange(len(place)) - np.repeat(np.cumsum(n_each) - n_each, n_each)
        return place, self.neighbour[first[place] + within]

    def piece_of(self, units: Indices) -> Indices:
        """Return for each of the units which piece it is in, numbered from 0 in the order of their first units.

        Units are in one piece if a way leads from one to the other through the given units alone.
        """
        place_of = np.full(len(self.coastal), -1, dtype=np.int32)
        place_of[units] = np.arange(len(units), dtype=np.int32)
        one, neighbour = self.steps_from(units)
        other = place_of[neighbour]
        one, other = one[other > one], other[other > one]
        # Each unit points to the first one that it is known to hang together with; steps between units that point
        # to different ones join those, until no such step is left.
        first = np.arange(len(units), dtype=np.int32)
        while len(one):
            low, high = np.minimum(first[one], first[other]), np.maximum(first[one], first[other])
            apart = low != high
            one, other = one[apart], other[apart]
            np.minimum.at(first, high[apart], low[apart])
            while not np.array_equal(first, first[first]):
                first = first[first]
        return np.unique(first, return_inverse=True)[1].astype(np.int32)

    @property
    def _both_ways(self) -> Pairs:
        pairs = np.vstack([self.borders, self.links])
        both: Pairs = np.vstack([pairs, pairs[:, ::-1]])
        return both


def coastal(full: Level) -> NDArray[np.bool_]:
    """Return, (n_units,), whether each unit's outline borders on nothing somewhere."""
    found = np.zeros(full.n_units, dtype=bool)
    found[full.arc_unit[full.arc_other == NOTHING]] = True
    return found


def shared_borders(full: Level, scale: NDArray[np.float64]) -> Pairs:
    """Return the pairs of units that share more than ``SHORTEST_BORDER`` of border.

    Args:
        full: outlines in full detail.
        scale: (n_units,) metres of the map for one metre there.

    """
    shared = full.arc_other != NOTHING
    unit, other = full.arc_unit[shared].astype(np.int64), full.arc_other[shared]
    steps = np.hypot(*np.diff(full.positions.astype(np.float64), axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    length = (along[full.arc_stop[shared] - 1] - along[full.arc_start[shared]]) / scale[unit]
    pairs, which = np.unique(unit * full.n_units + other, return_inverse=True)
    total = np.bincount(which, weights=length)
    kept = pairs[total > SHORTEST_BORDER]
    return np.column_stack([kept // full.n_units, kept % full.n_units]).astype(np.int32)


def water_links(geoids: Sequence[str]) -> Pairs:
    """Return the committed links across water of which both ends are among the units, by position."""
    path = locations.resources() / "water_links.csv"
    with path.open(encoding="utf-8", newline="") as file:
        ends = [(row["geoid_a"], row["geoid_b"]) for row in csv.DictReader(file)]
    known = {geoid: position for position, geoid in enumerate(geoids)}
    pairs = [(known[a], known[b]) for a, b in ends if a in known and b in known]
    return np.array(pairs, dtype=np.int32).reshape(-1, 2)
