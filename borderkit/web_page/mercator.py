"""The layer in Web Mercator, for a page with a base map: every part in its true place, sizes as Mercator has them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderkit.full_detail import full_detail
from borderkit.layer import UnitLayer
from borderkit.progress import Progress
from borderkit.web_page.ground_plan import GroundPlan

#: What simplification may lose, in metres of Mercator; about 150 m on the ground in the middle of the country.
_TOLERANCE = 200.0

#: The radius of the sphere that Web Mercator takes the earth for, in metres.
_RADIUS = 6_378_137.0

#: East of this meridian the map of the United States begins again with the last of the Aleutians.
_WRAPPED_FROM = 0.0

_STEPS = 3

Positions = NDArray[np.float64]


def mercator_plan(layer: UnitLayer, progress: Progress) -> GroundPlan:
    """Return a layer in Web Mercator, from the full detail of its file.

    Raises:
        BorderkitError: if the layer comes from no file, or its file is gone or has changed.
        OperationCancelled: if a person asked to stop.

    """
    # Only a page with a base map needs the GIS libraries.
    import shapely

    from borderkit.topology import trace

    progress.report(0, _STEPS, "Reading the outlines")
    drawn = shapely.transform(full_detail(layer), to_mercator)
    progress.report(1, _STEPS, "Simplifying the outlines")
    level = trace(shapely.coverage_simplify(drawn, _TOLERANCE), _TOLERANCE)
    progress.report(2, _STEPS, "Simplifying the outlines")
    inside = shapely.point_on_surface(drawn)
    there = ~shapely.is_empty(inside)
    anchors = np.zeros((len(layer), 2), dtype=np.int32)
    anchors[there] = np.rint(shapely.get_coordinates(inside[there]))
    return GroundPlan(level, anchors, None)


def to_mercator(positions: Positions) -> Positions:
    """Return longitudes and latitudes, (n, 2) in degrees, in metres of Web Mercator.

    NAD83 is taken for WGS 84: they differ by a metre or two. The Aleutians go on beyond 180 degrees west.
    """
    longitude, latitude = positions.T
    longitude = np.where(longitude > _WRAPPED_FROM, longitude - 360.0, longitude)
    x = _RADIUS * np.radians(longitude)
    y = _RADIUS * np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2))
    return np.column_stack([x, y])
