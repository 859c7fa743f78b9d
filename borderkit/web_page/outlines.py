"""Outlines in few bytes: each border once, in whole steps of a grid, written as differences.

A level has rings and arcs. A page holds the arcs alone; each ring is a row of arcs, walked forwards or backwards, so
that neighbours share one line and what simplifies it for the screen cannot tear them apart.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit.level import NOTHING, Level

Whole = NDArray[np.int64]

#: No coordinate is moved by more than half a step: the longer side of the map has so many.
_STEPS_ACROSS = 120_000

#: Where an edge starts and ends.
_Edge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Outlines:
    """The outlines of all units.

    Attributes:
        step: metres of the map for one step of the grid.
        origin: the position in metres of the grid's (0, 0).
        positions: (n, 2) in steps, the arcs one after another.
        start: (n_arcs + 1,) where each arc begins in ``positions``.
        sides: (n_arcs, 2) the units on both sides, or ``level.NOTHING`` as the second.
        rings: for each unit its rings, each a row of arcs: ``2 * arc``, or ``2 * arc + 1`` if walked backwards.

    """

    step: int
    origin: tuple[int, int]
    positions: Whole
    start: Whole
    sides: Whole
    rings: list[list[list[int]]]


def outlines_of(level: Level) -> Outlines:
    """Return the outlines of a level."""
    walker = _Walker(level)
    begin, stop = level.arc_start.tolist(), level.arc_stop.tolist()
    sides = list(zip(level.arc_unit.tolist(), level.arc_other.tolist(), strict=True))
    rings: list[list[list[int]]] = [[] for _ in range(level.n_units)]
    for ring, unit in enumerate(level.ring_unit.tolist()):
        found = walker.walk(ring)
        if found is None:  # two parts of a unit that touch can share an arc: such a ring is kept as a line of its own
            found = [2 * len(begin)]
            begin.append(int(level.ring_start[ring]))
            stop.append(int(level.ring_start[ring + 1]))
            sides.append((unit, unit))
        rings[unit].append(found)
    low, high = level.positions.min(axis=0), level.positions.max(axis=0)
    step = max(1, round(int((high - low).max()) / _STEPS_ACROSS))
    # Half a step is added so that rounding is to the nearest one.
    grid = (level.positions.astype(np.int64) - low + step // 2) // step
    positions, start = _cut_out(grid, np.array(begin), np.array(stop))
    return Outlines(step, (int(low[0]), int(low[1])), positions, start, np.array(sides, dtype=np.int64), rings)


def _cut_out(grid: Whole, begin: Whole, stop: Whole) -> tuple[Whole, Whole]:
    """Return slices of positions one after another, without those that the grid made equal to the one before."""
    length = stop - begin
    ends = np.cumsum(length)
    arc = np.repeat(np.arange(len(begin)), length)
    found = grid[np.arange(len(arc)) + (begin - ends + length)[arc]]
    kept = np.append(True, (found[1:] != found[:-1]).any(axis=1))
    kept[ends - length] = kept[ends - 1] = True
    return found[kept], np.searchsorted(arc[kept], np.arange(len(begin) + 1))


class _Walker:
    """Finds the arcs along rings."""

    def __init__(self, level: Level) -> None:
        self._level = level
        self._at = level.positions.tolist()
        self._length = (level.arc_stop - level.arc_start - 1).tolist()
        self._own = {start: arc for arc, start in enumerate(level.arc_start.tolist())}
        stops, beyond = level.arc_stop.tolist(), level.arc_other.tolist()
        #: Arcs of the unit beyond, by the edge that they begin with when walked backwards, and that unit.
        self._other: dict[tuple[_Edge, int], int] = {
            (self._edge(stop - 1, stop - 2), other): arc
            for arc, (stop, other) in enumerate(zip(stops, beyond, strict=True))
            if other != NOTHING
        }

    def walk(self, ring: int) -> list[int] | None:
        """Return the arcs along a ring; None if they do not make it up."""
        begin, end = (int(self._level.ring_start[place]) for place in (ring, ring + 1))
        unit, n_edges = int(self._level.ring_unit[ring]), end - begin - 1
        first = next((place for place in range(n_edges) if self._arc_at(begin, place, n_edges, unit) is not None), None)
        if first is None:
            return None
        place, found = first, []
        while place < first + n_edges:
            step = self._arc_at(begin, place % n_edges, n_edges, unit)
            if step is None:
                return None
            found.append(step)
            place += self._length[step >> 1]
        return found if place == first + n_edges else None

    def _arc_at(self, begin: int, place: int, n_edges: int, unit: int) -> int | None:
        """Return the arc that begins at a place of a ring, as ``Outlines.rings`` has it."""
        own = self._own.get(begin + place)
        if own is not None:
            return 2 * own
        other = self._other.get((self._edge(begin + place, begin + (place + 1) % n_edges), unit))
        return None if other is None else 2 * other + 1

    def _edge(self, start: int, stop: int) -> _Edge:
        (x0, y0), (x1, y1) = self._at[start], self._at[stop]
        return x0, y0, x1, y1


def packed_arcs(outlines: Outlines) -> str:
    """Write arcs: how many positions each has, then all differences from one position to the next."""
    steps = np.diff(outlines.positions, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return packed(np.concatenate([np.diff(outlines.start), steps.ravel()]))


def packed_rings(rings: list[list[list[int]]]) -> str:
    """Write for each unit how many rings it has, and for each ring how many arcs, then which."""
    numbers: list[int] = []
    for of_unit in rings:
        numbers.append(len(of_unit))
        for ring in of_unit:
            numbers.append(len(ring))
            numbers.extend(ring)
    return packed(np.array(numbers, dtype=np.int64))


def packed_rising(numbers: Whole) -> str:
    """Write numbers as differences from one to the next, for those that mostly rise in small steps."""
    return packed(np.diff(numbers, prepend=0))


def packed(numbers: Whole) -> str:
    """Write whole numbers as base64 text: the sign in the lowest bit, then seven bits a byte, the lowest first."""
    rest = np.where(numbers < 0, -2 * numbers - 1, 2 * numbers)
    width = 1
    while len(rest) and int(rest.max()) >> (7 * width):
        width += 1
    digits = (rest[:, None] >> (7 * np.arange(width))) & 0x7F
    n_digits = np.maximum(1, width - (digits[:, ::-1] != 0).argmax(axis=1))
    n_digits[rest == 0] = 1
    place = np.arange(width)
    coded = digits | np.where(place < n_digits[:, None] - 1, 0x80, 0)
    return base64.b64encode(coded[place < n_digits[:, None]].astype(np.uint8).tobytes()).decode("ascii")
