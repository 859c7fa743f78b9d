"""Where neighbours do not meet: finding the units, and the groups of them that have to be looked at together."""

from __future__ import annotations

import numpy as np
import shapely

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.repair.work import Integers


def wrong_edges(geometries: Geometries, gap_width: float = 0.0) -> Geometries:
    """Return the edges of each outline that overlap another one or do not meet it vertex on vertex, (n,) lines.

    Args:
        geometries: valid polygons.
        gap_width: in degrees; edges that come so near to another unit's are wrong, too.

    """
    edges: Geometries = shapely.coverage_invalid_edges(geometries, gap_width=gap_width)
    return edges


def concerned_by(geometries: Geometries, units: Integers, edges: Geometries) -> Integers:
    """Return units and whatever their wrong edges touch or lie in, ascending.

    A unit that another one lies within has no wrong edges itself.
    """
    tree = shapely.STRtree(geometries)
    touched = tree.query(edges, predicate="intersects")[1]
    found: Integers = np.unique(np.concatenate([units, touched]))
    return found


def around(geometries: Geometries, units: Integers) -> Integers:
    """Return units and all that they touch, ascending."""
    return concerned_by(geometries, units, geometries[units])


def groups(geometries: Geometries, units: Integers) -> list[Integers]:
    """Part units into groups that do not touch each other."""
    tree = shapely.STRtree(geometries[units])
    one, other = tree.query(geometries[units], predicate="intersects")
    group = np.arange(len(units))
    while True:
        # Each takes the lowest number among those that it touches, until none changes.
        lowest = group.copy()
        np.minimum.at(lowest, one, group[other])
        lowest = lowest[lowest]
        if (lowest == group).all():
            break
        group = lowest
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order])) + 1
    return [units[members] for members in np.split(order, starts)] if len(units) else []
