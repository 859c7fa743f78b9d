"""Making pieces meet a unit's outline where they nearly do: positions a hand's breadth apart become one.

Files from different offices draw the same border from the same survey, and yet differ by the last digits. Cutting them
against each other as they are would leave specks of a few millimetres all along.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.projection import Geometries
from borderkit.refinement.chains import Edge, Position, insert_positions
from borderkit.refinement.edges import Edges

Floats = NDArray[np.float64]


class Meeting(NamedTuple):
    """A unit's outline and its pieces, each with the positions that they now have in common.

    Attributes:
        outline: the unit's, with new positions on its edges.
        pieces: (n,) whose outlines may cross themselves now: they are good for lines only.

    """

    outline: shapely.Geometry
    pieces: Geometries


def meeting(outline: shapely.Geometry, pieces: Geometries, tolerance: float, cells: float) -> Meeting:
    """Return outline and pieces that share the positions which are less than a tolerance apart.

    Args:
        outline: the unit's.
        pieces: (n,) polygons.
        tolerance: in the outlines' own coordinates.
        cells: new positions are whole numbers of this fraction (cells to one).

    """
    own = np.unique(shapely.get_coordinates(outline), axis=0)
    pieces = _moved_to(own, pieces, tolerance)
    pieces, outline = _moved_to_edges(outline, own, pieces, tolerance, cells)
    return Meeting(outline, insert_positions(pieces, _near_edges(pieces, own, tolerance)))


def _moved_to(own: Floats, pieces: Geometries, tolerance: float) -> Geometries:
    """Move the pieces' positions to the outline's own ones nearby."""
    points = _points(shapely.get_coordinates(pieces))
    near, nearest = shapely.STRtree(_points(own)).query_nearest(points, max_distance=tolerance, all_matches=False)
    return _replaced(pieces, near, own[nearest])


def _moved_to_edges(
    outline: shapely.Geometry, own: Floats, pieces: Geometries, tolerance: float, cells: float
) -> tuple[Geometries, shapely.Geometry]:
    """Move the pieces' positions onto the outline's edges nearby, and give the outline these positions."""
    ends = Edges.of(np.array([outline], dtype=object)).ends
    positions = shapely.get_coordinates(pieces)
    known = {tuple(position) for position in own.tolist()}
    free = np.flatnonzero([tuple(position) not in known for position in positions.tolist()])
    tree = shapely.STRtree(_lines(ends))
    near, edge = tree.query_nearest(_points(positions[free]), max_distance=tolerance, all_matches=False)
    near = free[near]
    start, across = ends[edge, :2], ends[edge, 2:] - ends[edge, :2]
    along = ((positions[near] - start) * across).sum(axis=1) / (across**2).sum(axis=1)
    feet = np.rint((start + along[:, None] * across) * cells) / cells
    for end in (ends[edge, :2], ends[edge, 2:]):
        at_end = np.hypot(*(feet - end).T) < tolerance
        feet[at_end] = end[at_end]
    pieces = _replaced(pieces, near, feet)
    return pieces, insert_positions(np.array([outline], dtype=object), _chains(ends[edge], along, feet))[0]


def _near_edges(pieces: Geometries, own: Floats, tolerance: float) -> dict[Edge, list[Position]]:
    """Return the outline's own positions that an edge of a piece passes by closely without having them."""
    ends = np.unique(Edges.of(pieces).ends, axis=0)
    points = _points(own)
    edge, near = shapely.STRtree(points).query(_lines(ends), predicate="dwithin", distance=tolerance)
    at, start, end = own[near], ends[edge, :2], ends[edge, 2:]
    across = end - start
    along = ((at - start) * across).sum(axis=1) / (across**2).sum(axis=1)
    return _chains(ends[edge], along, at)


def _chains(edges: Floats, along: Floats, positions: Floats) -> dict[Edge, list[Position]]:
    """Return positions by the edge that they belong to, in order along it."""
    found: dict[Edge, list[Position]] = {}
    for number in np.lexsort((positions[:, 1], positions[:, 0], along)):
        x, y, to_x, to_y = edges[number].tolist()
        position: Position = (float(positions[number, 0]), float(positions[number, 1]))
        if position not in ((x, y), (to_x, to_y)):
            chain = found.setdefault(((x, y), (to_x, to_y)), [])
            if position not in chain:
                chain.append(position)
    return found


def _points(positions: Floats) -> Geometries:
    return np.asarray(shapely.points(positions), dtype=object)


def _lines(ends: Floats) -> Geometries:
    return np.asarray(shapely.linestrings(ends.reshape(-1, 2, 2)), dtype=object)


def _replaced(pieces: Geometries, which: NDArray[np.intp], positions: Floats) -> Geometries:
    changed = shapely.get_coordinates(pieces)
    changed[which] = positions
    return np.asarray(shapely.set_coordinates(pieces.copy(), changed), dtype=object)
