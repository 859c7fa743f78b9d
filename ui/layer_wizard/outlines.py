"""Outlines of a few thousand units, reduced to what a small picture shows, in the coordinates that it is drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.own_layer.found import Box

if TYPE_CHECKING:
    import shapely

Objects = NDArray[np.object_]

_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7
#: Details smaller than this share of the picture are left out.
_DETAIL = 1 / 1_500
#: Beyond this nothing lies on the earth, whatever its unit; it would only shrink the rest to a point.
FURTHEST = 1e9
#: Longitudes are at most once around the earth and half again.
_DEGREES = (-541.0, -90.5, 541.0, 90.5)


@dataclass(frozen=True, eq=False, slots=True)
class Shapes:
    """Outlines in the file's own coordinates.

    Attributes:
        geometries: (n,) polygons and multipolygons, one a row, None where a row has nothing to draw.
        drawn: how many there are.

    """

    geometries: Objects
    drawn: int


@dataclass(frozen=True, eq=False, slots=True)
class Outlines:
    """Rings to be drawn.

    Attributes:
        positions: (m, 2) of all rings one after another; x to the right, y upwards.
        ring_start: (n_rings + 1,) where each ring begins in ``positions``.
        rings_of: (n + 1,) where each row's rings begin.
        bounds: left, bottom, right, top; None where there is nothing.

    """

    positions: NDArray[np.float64]
    ring_start: NDArray[np.int64]
    rings_of: NDArray[np.int64]
    bounds: Box | None

    def rings(self, row: int) -> list[NDArray[np.float64]]:
        """Return the rings of a row, (k, 2) each."""
        return [
            self.positions[self.ring_start[ring] : self.ring_start[ring + 1]]
            for ring in range(self.rings_of[row], self.rings_of[row + 1])
        ]


def bounds_of(geometries: Objects) -> Box | None:
    """Return left, bottom, right and top of geometries, but for absurd ones; None where there are none."""
    import shapely

    boxes = shapely.bounds(geometries)
    boxes = boxes[_may_be_somewhere(boxes)]
    if not len(boxes):
        return None
    left, bottom = boxes[:, :2].min(axis=0).tolist()
    right, top = boxes[:, 2:].max(axis=0).tolist()
    return left, bottom, right, top


def _may_be_somewhere(boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        found: NDArray[np.bool_] = np.all(np.abs(boxes) < FURTHEST, axis=1)
    return found


def are_degrees(geometries: Objects) -> bool:
    """Tell whether outlines may be in longitudes and latitudes: most of them, since a single one may be damaged."""
    import shapely

    boxes = shapely.bounds(geometries)
    boxes = boxes[~np.isnan(boxes).all(axis=1)]
    left, bottom, right, top = _DEGREES
    inside = ((boxes >= (left, bottom, left, bottom)) & (boxes <= (right, top, right, top))).all(axis=1)
    return bool(inside.sum() * 2 > len(boxes))


def shapes_of(geometries: Objects) -> Shapes:
    """Return the outlines of rows without the details that a small picture does not show."""
    import shapely

    kinds = shapely.get_type_id(geometries)
    boxes = shapely.bounds(geometries)
    there = np.isin(kinds, (_POLYGON, _MULTIPOLYGON, _COLLECTION)) & _may_be_somewhere(boxes)
    kept = np.full(len(geometries), None, dtype=object)
    if not there.any():
        return Shapes(kept, 0)
    chosen = np.array([_polygons(geometry) for geometry in geometries[there]], dtype=object)
    kept[there] = chosen
    left, bottom, right, top = shapely.total_bounds(chosen).tolist()
    detail = max(right - left, top - bottom) * _DETAIL
    if not detail > 0:
        return Shapes(kept, int(there.sum()))
    plain = shapely.simplify(chosen, detail, preserve_topology=False)
    # What shrank to nothing is shown as it was: a small unit among large ones.
    kept[there] = np.where(shapely.is_empty(plain), chosen, plain)
    return Shapes(kept, int((~shapely.is_empty(chosen)).sum()))


def _polygons(geometry: shapely.Geometry) -> shapely.Geometry:
    """Return a geometry, of a collection only its polygons."""
    import shapely

    if shapely.get_type_id(geometry) != _COLLECTION:
        return geometry
    parts = shapely.get_parts(shapely.get_parts(geometry))
    polygons: shapely.Geometry = shapely.multipolygons([p for p in parts if shapely.get_type_id(p) == _POLYGON])
    return polygons


def outlines_of(shapes: Shapes, crs: str | None) -> Outlines:
    """Return outlines as they are drawn: longitudes and latitudes projected, all else in its own coordinates.

    Args:
        shapes: in the file's own coordinates.
        crs: the coordinate system; None where it is not known.

    """
    import shapely

    drawn = _projected(shapes.geometries, crs)
    parts, rows = shapely.get_parts(drawn, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    positions, ring_of = shapely.get_coordinates(rings, return_index=True)
    start = np.concatenate([[0], np.cumsum(np.bincount(ring_of, minlength=len(rings)))]).astype(np.int64)
    of_row = np.bincount(rows[part_of], minlength=len(drawn)) if len(rings) else np.zeros(len(drawn), dtype=np.int64)
    return Outlines(positions, start, np.concatenate([[0], np.cumsum(of_row)]).astype(np.int64), bounds_of(drawn))


def _projected(geometries: Objects, crs: str | None) -> Objects:
    """Project longitudes and latitudes in the equal-area projection that fits them, as the map will be."""
    from pyproj.exceptions import ProjError
    from shapely.errors import ShapelyError

    from borderkit.own_layer.coordinates import read_crs, to_geographic
    from borderkit.own_layer.fitting import fitting_projection, project

    try:
        if crs is None or not read_crs(crs).is_geographic or not are_degrees(geometries):
            return geometries
        placed = to_geographic(geometries, crs)
        return project(placed.geometries, fitting_projection(placed.geometries, placed.crs))
    except (LayerError, ProjError, ShapelyError, ValueError):
        return geometries  # the picture is only to recognise the layer by; opening it says what is wrong
