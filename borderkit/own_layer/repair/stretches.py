"""Parting a long gap between several units into the stretches that lie between two of them each.

A sliver along a whole district, given to one unit, would make that unit the neighbour of all the others. So a gap is
cut into triangles between its own positions; those between the same two units are a stretch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.repair.faces import joined, shared_borders
from borderkit.own_layer.repair.work import Integers

Borders = Mapping[int, float]


def stretches_of(gap: shapely.Polygon, outlines: Geometries, names: Sequence[str]) -> dict[int, Geometries]:
    """Return what each neighbour gets of a gap: of each stretch, the one with the longer border on it.

    Args:
        gap: what is to be shared out.
        outlines: (n,) its neighbours, which it meets vertex on vertex.
        names: (n,) their identifiers; the first in order gets what is even.

    Returns:
        by neighbour, the polygons that it gets; nothing where none has a border on the gap.

    """
    whole = _by_unit(shared_borders(np.array([gap, *outlines], dtype=object)), 1).get(0, {})
    if not whole:
        return {}
    if len(whole) <= 2:
        return {_longest(whole, names): np.array([gap], dtype=object)}
    triangles: Geometries = shapely.get_parts(shapely.constrained_delaunay_triangles(gap))
    owners = _owners(triangles, outlines, names)
    if owners is None:
        return {_longest(whole, names): np.array([gap], dtype=object)}
    given = np.array(owners)
    return {unit: shapely.get_parts(joined(triangles[given == unit])) for unit in sorted(set(owners))}


def _owners(triangles: Geometries, outlines: Geometries, names: Sequence[str]) -> list[int] | None:
    """Return the unit that each triangle is given to; None if they cannot be shared out."""
    n = len(triangles)
    pairs, lengths = shared_borders(np.concatenate([triangles, outlines]))
    outer = (pairs[:, 0] < n) & (pairs[:, 1] >= n)
    borders = _by_unit((pairs[outer], lengths[outer]), n)
    inner = pairs[:, 1] < n
    beside = list(zip(*pairs[inner].T.tolist(), lengths[inner].tolist(), strict=True)) if inner.any() else []
    stretch = _stretches(triangles, outlines, borders)
    along: dict[frozenset[int], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for triangle, between in stretch.items():
        for unit, length in borders[triangle].items():
            along[between][unit] += length
    owners = {triangle: _longest(along[between], names) for triangle, between in stretch.items()}
    while len(owners) < n:
        # What has no border of its own, where three units meet, goes with what it borders on.
        reached: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for one, other, length in beside:
            for triangle, next_to in ((one, other), (other, one)):
                if triangle not in owners and next_to in owners:
                    reached[triangle][owners[next_to]] += length
        if not reached:
            return None
        owners |= {triangle: _longest(found, names) for triangle, found in reached.items()}
    return [owners[triangle] for triangle in range(n)]


def _stretches(
    triangles: Geometries, outlines: Geometries, borders: Mapping[int, Borders]
) -> dict[int, frozenset[int]]:
    """Return for each triangle with a border on a unit the units that it lies between."""
    at: dict[tuple[float, float], set[int]] = defaultdict(set)
    corners, triangle_of = shapely.get_coordinates(triangles, return_index=True)
    wanted = {(x, y) for x, y in corners.tolist()}
    positions, unit_of = shapely.get_coordinates(outlines, return_index=True)
    for (x, y), unit in zip(positions.tolist(), unit_of.tolist(), strict=True):
        if (x, y) in wanted:
            at[x, y].add(unit)
    touched: dict[int, set[int]] = defaultdict(set)
    for (x, y), triangle in zip(corners.tolist(), triangle_of.tolist(), strict=True):
        touched[triangle] |= at.get((x, y), set())
    found = {}
    for triangle, own in borders.items():
        across = touched[triangle] - set(own)
        # A border on one unit, and the tip on another: it lies between these two. Where the tip is the corner of
        # several, none of them may reach along the border before the others.
        found[triangle] = frozenset({*own, *across}) if len(own) == len(across) == 1 else frozenset(own)
    return found


def _by_unit(found: tuple[Integers, NDArray[np.float64]], first: int) -> dict[int, dict[int, float]]:
    """Return the lengths of the borders between pieces, below ``first``, and units, numbered from there."""
    borders: dict[int, dict[int, float]] = defaultdict(dict)
    pairs, lengths = found
    for (piece, unit), length in zip(pairs.tolist(), lengths.tolist(), strict=True):
        if piece < first <= unit:
            borders[piece][unit - first] = length
    return borders


def _longest(borders: Borders, names: Sequence[str]) -> int:
    return min(borders, key=lambda unit: (-borders[unit], names[unit]))
