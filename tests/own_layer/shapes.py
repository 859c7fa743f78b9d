"""Outlines for tests: counties of the bundled layer to damage, and places elsewhere drawn by hand."""

from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from tests.layers import counties_of

Geometries = NDArray[np.object_]

DESCHUTES, CROOK, LANE = "41017", "41013", "41039"

#: Two provinces of Fiji, with islands on both sides of the antimeridian, cut there as they should be.
FIJI = (
    shapely.MultiPolygon([shapely.box(179.2, -17.0, 180.0, -16.1), shapely.box(-180.0, -17.0, -179.7, -16.1)]),
    shapely.box(177.2, -18.3, 178.7, -17.3),
)
#: Chukotka as many files have it: one ring that jumps from 180 to -180.
CHUKOTKA = shapely.Polygon([(170, 62), (180, 65), (-175, 65.2), (-170, 66), (-175, 67.5), (180, 69), (170, 70)])
#: Its neighbour to the west, with which it shares an edge.
KOLYMA = shapely.Polygon([(160, 62), (170, 62), (170, 70), (160, 69)])
SVALBARD = (
    shapely.Polygon([(11, 79), (16, 76.6), (21, 78.3), (17, 80)]),
    shapely.Polygon([(18.5, 79.4), (23, 78.8), (27, 80), (20, 80.5)]),
)
#: Two departments of Ecuador on the equator, which share an edge.
EQUATOR = (shapely.box(-80.0, -1.0, -79.0, 1.0), shapely.box(-79.0, -1.0, -78.0, 1.0))


@cache
def _oregon() -> tuple[tuple[str, ...], tuple[BaseGeometry, ...]]:
    frame: Any = counties_of("OR").sort_values("GEOID")
    return tuple(frame["GEOID"]), tuple(frame.geometry.values)


def oregon(**instead: BaseGeometry) -> tuple[Geometries, list[str]]:
    """Return the 36 counties of Oregon and their identifiers, some with other outlines (``g41017=...``)."""
    ids, outlines = _oregon()
    return (
        array(*(instead.get(f"g{identifier}", outline) for identifier, outline in zip(ids, outlines, strict=True))),
        list(ids),
    )


def county(identifier: str) -> shapely.Polygon:
    """Return a county of Oregon that has one part."""
    ids, outlines = _oregon()
    found = outlines[ids.index(identifier)]
    polygon = shapely.get_parts(found)[0]
    assert isinstance(polygon, shapely.Polygon)
    return polygon


def moved(geometry: BaseGeometry, east: float, north: float = 0.0) -> BaseGeometry:
    """Return a geometry moved by degrees."""
    result = affinity.translate(geometry, east, north)
    assert isinstance(result, BaseGeometry)
    return result


def array(*geometries: BaseGeometry | None) -> Geometries:
    """Return geometries as an array of objects."""
    return np.array([None, *geometries], dtype=object)[1:]


def same_bits(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Tell whether two geometries are the same to the last bit."""
    return bool(shapely.to_wkb(one) == shapely.to_wkb(other))
