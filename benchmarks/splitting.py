"""Splitting the units of a coverage along grids, so that the pieces are a coverage again.

Each unit has a grid of its own over its box. Where a line of it cuts a border, the neighbour gets the same position
into its own outline, computed once for both: so all pieces meet vertex on vertex, and the outer borders stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Geometries = NDArray[np.object_]
Integers = NDArray[np.int64]
Positions = NDArray[np.float64]

#: Cells along a winding border are cut once more by it: so much less of the box counts as filled.
_WINDING = 1.35
_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7


@dataclass(frozen=True)
class Grids:
    """A grid for each unit, over its box.

    Attributes:
        boxes: (n_units, 4) left, bottom, right, top.
        n_cells: (n_units, 2) how many columns and rows.

    """

    boxes: Positions
    n_cells: Integers

    def line(self, unit: Integers, number: Integers, axis: int) -> Positions:
        """Return where lines lie, counted from 0 at the left or the bottom of a unit's box."""
        begin, end = self.boxes[unit, axis], self.boxes[unit, axis + 2]
        along: Positions = begin + (end - begin) * (number / self.n_cells[unit, axis])
        return along


def grids_for(geometries: Geometries, n_each: NDArray[np.float64]) -> Grids:
    """Return grids that split units, in longitude and latitude, into about so many roughly square pieces each."""
    boxes = shapely.bounds(geometries)
    width, height = (boxes[:, 2:] - boxes[:, :2]).T
    filled = shapely.area(geometries) / (width * height)
    n_in_box = np.where(n_each > 1, n_each / np.minimum(1, filled * _WINDING), 1)
    shape = width * np.cos(np.radians(boxes[:, [1, 3]].mean(axis=1))) / height
    columns = np.rint(np.clip(np.sqrt(n_in_box * shape), 1, n_in_box))
    rows = np.rint(np.maximum(n_in_box / columns, 1))
    return Grids(boxes, np.column_stack([columns, rows]).astype(np.int64))


def split(geometries: Geometries, grids: Grids) -> tuple[Geometries, Integers]:
    """Return the pieces, unit after unit, each's from the south west to the north east, and which unit each is of."""
    noded = _with_crossings(geometries, grids)
    columns, unit, _ = _cut(noded, np.arange(len(noded)), grids, 0)
    pieces, unit, row = _cut(columns, unit, grids, 1)
    order = np.lexsort((row, unit))
    return pieces[order], unit[order]


def _cut(geometries: Geometries, unit: Integers, grids: Grids, axis: int) -> tuple[Geometries, Integers, Integers]:
    """Cut geometries by one family of lines; return the pieces, their units, and between which lines they lie."""
    n_cells = grids.n_cells[unit, axis]
    of, cell = _counted(n_cells)
    owner = unit[of]
    boxes = grids.boxes[owner] + (-1, -1, 1, 1)
    # The first and the last cell reach beyond the box: its own edges must not cut.
    boxes[:, axis] = np.where(cell == 0, boxes[:, axis], grids.line(owner, cell, axis))
    boxes[:, axis + 2] = np.where(cell == n_cells[of] - 1, boxes[:, axis + 2], grids.line(owner, cell + 1, axis))
    extent = shapely.bounds(geometries)[of]
    meets = (boxes[:, axis] < extent[:, axis + 2]) & (boxes[:, axis + 2] > extent[:, axis])
    of, cell, owner = of[meets], cell[meets], owner[meets]
    pieces = _polygons_of(shapely.intersection(geometries[of], shapely.box(*boxes[meets].T)))
    kept = ~shapely.is_empty(pieces)
    return pieces[kept], owner[kept], cell[kept]


def _polygons_of(geometries: Geometries) -> Geometries:
    """Leave out the points and lines in which a geometry only touches a cell."""
    kinds = shapely.get_type_id(geometries)
    for position in np.flatnonzero(kinds == _COLLECTION):
        parts = shapely.get_parts(shapely.get_parts(geometries[position]))
        geometries[position] = shapely.multipolygons(parts[shapely.get_type_id(parts) == _POLYGON])
    geometries[~np.isin(kinds, (_POLYGON, _MULTIPOLYGON, _COLLECTION))] = shapely.Polygon()
    return geometries


def _with_crossings(geometries: Geometries, grids: Grids) -> Geometries:
    """Put a vertex wherever a line of a unit's grid crosses its outline, into the outlines of its neighbours, too."""
    parts, part_unit = shapely.get_parts(geometries, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    positions, ring = shapely.get_coordinates(rings, return_index=True)
    tail = np.flatnonzero(ring[1:] == ring[:-1])
    ends = np.concatenate([positions[tail], positions[tail + 1]], axis=1)
    # Both sides of a border see an edge in the same direction, so that they compute the same position.
    turned = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    unit = part_unit[ring_part[ring[tail]]]
    found = [_crossings(ends, unit, grids, axis) for axis in (0, 1)]
    crossed, along, crossing = (np.concatenate(arrays) for arrays in zip(*found, strict=True))

    # An edge gets its own crossings and those of the edge on the other side.
    same = np.unique(ends, axis=0, return_inverse=True)[1].ravel()
    order = np.argsort(same[crossed], kind="stable")
    first = np.searchsorted(same[crossed][order], same)
    last = np.searchsorted(same[crossed][order], same, side="right")
    edge, within = _counted(last - first)
    source = order[first[edge] + within]
    distance = np.where(turned[edge], 1 - along[source], along[source])

    at = np.concatenate([np.arange(len(positions)), tail[edge]])
    order = np.lexsort((np.concatenate([np.zeros(len(positions)), distance]), at))
    noded = np.concatenate([positions, crossing[source]])[order]
    noded_ring = ring[at[order]]
    repeated = np.append(False, (noded[1:] == noded[:-1]).all(axis=1) & (noded_ring[1:] == noded_ring[:-1]))
    return _rebuilt(shapely.linearrings(noded[~repeated], indices=noded_ring[~repeated]), ring_part, part_unit)


def _crossings(ends: Positions, unit: Integers, grids: Grids, axis: int) -> tuple[Integers, Positions, Positions]:
    """Return where edges cross the lines of their unit's grid: the edge, how far along it, 0 to 1, and the position."""
    low, high = np.sort(ends[:, [axis, axis + 2]], axis=1).T
    begin, end = grids.boxes[unit, axis], grids.boxes[unit, axis + 2]
    n_cells = grids.n_cells[unit, axis]
    first = np.maximum(np.floor((low - begin) / (end - begin) * n_cells), 1).astype(np.int64)
    last = np.minimum(np.ceil((high - begin) / (end - begin) * n_cells), n_cells - 1).astype(np.int64)
    edge, within = _counted(np.maximum(last - first + 1, 0))
    at = grids.line(unit[edge], first[edge] + within, axis)
    crosses = (low[edge] < at) & (at < high[edge])
    edge, at = edge[crosses], at[crosses]
    start, stop = ends[edge, :2], ends[edge, 2:]
    along = (at - start[:, axis]) / (stop[:, axis] - start[:, axis])
    position = start + along[:, None] * (stop - start)
    position[:, axis] = at  # exactly on the line, so that the cutting finds a vertex there
    return edge, along, position


def _rebuilt(rings: Geometries, ring_part: Integers, part_unit: Integers) -> Geometries:
    """Return units made of rings anew; the first ring of a part is its shell."""
    start = np.searchsorted(ring_part, np.arange(len(part_unit) + 1))
    parts: Geometries = np.asarray(shapely.polygons(rings[start[:-1]]), dtype=object)
    for part in np.flatnonzero(np.diff(start) > 1):
        parts[part] = shapely.polygons(rings[start[part]], rings[start[part] + 1 : start[part + 1]])
    return np.asarray(shapely.multipolygons(parts, indices=part_unit), dtype=object)


def _counted(numbers: Integers) -> tuple[Integers, Integers]:
    """For each of some numbers n, count from 0 to n - 1: return whose count it is, and the count."""
    of = np.repeat(np.arange(len(numbers)), numbers)
    return of, np.arange(len(of)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
