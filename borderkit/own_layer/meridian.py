"""Cutting outlines at a meridian so that neighbours keep the same positions on the cut."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Geometries = NDArray[np.object_]
Positions = NDArray[np.float64]

_POLYGON = 3
#: A box that reaches beyond every latitude and longitude.
_BEYOND = 2_000.0


def split_at(polygon: shapely.Polygon, longitude: float) -> tuple[Geometries, Geometries]:
    """Cut a valid polygon at a meridian; return the pieces west and east of it.

    Where an edge crosses, its position is computed from the edge alone, the same for both units beside it.
    """
    noded = shapely.Polygon(
        with_crossings(shapely.get_coordinates(polygon.exterior), longitude),
        [with_crossings(shapely.get_coordinates(ring), longitude) for ring in polygon.interiors],
    )
    west = shapely.box(-_BEYOND, -_BEYOND, longitude, _BEYOND)
    east = shapely.box(longitude, -_BEYOND, _BEYOND, _BEYOND)
    return polygons_in(shapely.intersection(noded, west)), polygons_in(shapely.intersection(noded, east))


def with_crossings(ring: Positions, longitude: float) -> Positions:
    """Return the positions of a ring with one more wherever an edge crosses the meridian."""
    placed = [ring[0]]
    for start, end in pairwise(ring):
        (x0, y0), (x1, y1) = (start, end) if (start[0], start[1]) < (end[0], end[1]) else (end, start)
        if x0 < longitude < x1:
            placed.append(np.array([longitude, y0 + (y1 - y0) * ((longitude - x0) / (x1 - x0))]))
        placed.append(end)
    return np.array(placed)


def with_steps(polygon: shapely.Polygon, longitude: float, step: float) -> shapely.Polygon:
    """Put positions on those edges that run along a meridian, for projections that bend it.

    Args:
        polygon: what was cut.
        longitude: where it was cut.
        step: no edge along the meridian is longer than this afterwards, in degrees.

    """

    def stepped(ring: shapely.LinearRing) -> Positions:
        positions = shapely.get_coordinates(ring)
        placed = [positions[:1]]
        for start, end in pairwise(positions):
            along = start[0] == longitude == end[0]
            n = max(int(np.ceil(abs(end[1] - start[1]) / step)), 1) if along else 1
            placed.append(np.linspace(start, end, n + 1)[1:] if n > 1 else end[None])
        return np.concatenate(placed)

    return shapely.Polygon(stepped(polygon.exterior), [stepped(ring) for ring in polygon.interiors])


def polygons_in(geometry: shapely.Geometry | None) -> Geometries:
    """Return the polygons of a geometry, those in collections too, without empty ones."""
    parts = shapely.get_parts(np.array([geometry], dtype=object))
    while np.isin(shapely.get_type_id(parts), (6, 7)).any():
        parts = shapely.get_parts(parts)
    found: Geometries = parts[(shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)]
    return found
