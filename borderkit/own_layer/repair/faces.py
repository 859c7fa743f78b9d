"""The lines of some outlines, taken together, part the plane into faces: which units claim each of them."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.repair.tolerance import METRES
from borderkit.own_layer.repair.work import Integers


def faces_of(outlines: Geometries) -> Geometries:
    """Return the faces into which outlines part the plane.

    Raises:
        GEOSException: if the lines are too tangled even for that.

    """
    noded = shapely.union_all(shapely.boundary(outlines))
    faces: Geometries = shapely.get_parts(shapely.polygonize([noded]))
    return faces


def claimed(faces: Geometries, outlines: Geometries) -> list[frozenset[int]]:
    """Return for each face which outlines cover it."""
    claims: list[set[int]] = [set() for _ in faces]
    inside = shapely.point_on_surface(faces)
    for face, unit in shapely.STRtree(outlines).query(inside, predicate="intersects").T.tolist():
        claims[face].add(unit)
    return [frozenset(claim) for claim in claims]


def shared_borders(faces: Geometries) -> tuple[Integers, NDArray[np.float64]]:
    """Return which polygons share a border, (k, 2) positions, and how long it is, (k,) in metres, near enough.

    Args:
        faces: (n,) polygons that meet vertex on vertex.

    """
    rings, ring_face = shapely.get_rings(faces, return_index=True)
    positions, ring = shapely.get_coordinates(rings, return_index=True)
    tail = np.flatnonzero((ring[1:] == ring[:-1]) & (positions[1:] != positions[:-1]).any(axis=1))
    ends = np.concatenate([positions[tail], positions[tail + 1]], axis=1)
    turned = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    same = np.unique(ends, axis=0, return_inverse=True)[1].ravel()
    order = np.argsort(same, kind="stable")
    both = np.flatnonzero(same[order][1:] == same[order][:-1])
    one, other = order[both], order[both + 1]
    face = ring_face[ring[tail]]
    along = ends[one, 2:] - ends[one, :2]
    length = np.hypot(along[:, 0] * np.cos(np.radians(ends[one, 1])), along[:, 1]) * METRES
    pair = np.sort(np.column_stack([face[one], face[other]]), axis=1)
    pairs, position = np.unique(pair, axis=0, return_inverse=True)
    return pairs, np.bincount(position.ravel(), length, minlength=len(pairs)).astype(np.float64)


def joined(faces: Geometries) -> BaseGeometry:
    """Return the union of polygons that meet vertex on vertex; no position of theirs moves."""
    try:
        return shapely.coverage_union_all(faces)
    except GEOSException:
        return shapely.union_all(faces)
