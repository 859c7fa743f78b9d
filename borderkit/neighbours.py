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
    def of(self) -> list[list[int]]:
        """Each unit's neighbours, by border or link."""
        found: list[list[int]] = [[] for _ in self.coastal]
        for one, other in np.vstack([self.borders, self.links]).tolist():
            found[one].append(other)
            found[other].append(one)
        return found


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
