"""The composite map of the United States: Albers for the 48 states, Alaska and Hawaii as insets.

All parts are equal-area, so land on the screen is in proportion within each part. Coordinates are
metres of the map of the 48 states; an inset's scale says how many of them stand for a metre there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

Geometries = NDArray[np.object_]
Positions = NDArray[np.float64]

#: NAD83, the datum of the Census Bureau's files.
GEOGRAPHIC_CRS = "EPSG:4269"

MAINLAND_CRS = "EPSG:5070"

#: West of this meridian lie only Hawaii's uninhabited northwestern islets; drawing them would push the
#: inset over half the map. They stay in the layer and in every data file.
_HAWAII_DRAWN_EAST_OF = -160.7


@dataclass(frozen=True, slots=True)
class Inset:
    """A part of the map that is moved and scaled: ``corner`` is where its lower left corner comes to lie.

    Attributes:
        code: the state it shows.
        crs: its own equal-area projection.
        scale: metres of the map for one metre there.
        corner: (x, y) in metres of the map.

    """

    code: str
    crs: str
    scale: float
    corner: tuple[float, float]


INSETS = (
    Inset("AK", "EPSG:3338", 0.35, (-2_330_000.0, 170_000.0)),
    Inset("HI", "ESRI:102007", 1.0, (-985_000.0, 190_000.0)),
)


class Composite(NamedTuple):
    """Geometries on the composite map.

    Attributes:
        drawn: in metres of the map.
        frames: each inset's frame as [left, bottom, right, top] in metres of the map, by state.
        origins: the position in each inset's own projection that lies at its frame's lower left corner.

    """

    drawn: Geometries
    frames: dict[str, list[float]]
    origins: dict[str, tuple[float, float]]


def composite(geometries: Geometries, states: NDArray[np.str_]) -> Composite:
    """Project geometries in NAD83 longitude and latitude to the composite map."""
    drawn = np.empty(len(geometries), dtype=object)
    mainland = ~np.isin(states, [inset.code for inset in INSETS])
    drawn[mainland] = _project(geometries[mainland], MAINLAND_CRS)
    frames: dict[str, list[float]] = {}
    origins: dict[str, tuple[float, float]] = {}
    for inset in INSETS:
        inside = states == inset.code
        if inside.any():
            drawn[inside], frames[inset.code], origins[inset.code] = _place(geometries[inside], inset)
    return Composite(drawn, frames, origins)


def _project(geometries: Geometries, crs: str) -> Geometries:
    transformer = Transformer.from_crs(GEOGRAPHIC_CRS, crs, always_xy=True)

    def to_crs(positions: Positions) -> Positions:
        x, y = transformer.transform(positions[:, 0], positions[:, 1])
        projected: Positions = np.column_stack([x, y])
        return projected

    projected: Geometries = shapely.transform(geometries, to_crs)
    return projected


def _place(geometries: Geometries, inset: Inset) -> tuple[Geometries, list[float], tuple[float, float]]:
    if inset.code == "HI":
        geometries = _without_far_islets(geometries)
    projected = _project(geometries, inset.crs)
    left, bottom, right, top = shapely.total_bounds(projected)
    x, y = inset.corner

    def to_corner(positions: Positions) -> Positions:
        placed: Positions = (positions - (left, bottom)) * inset.scale + (x, y)
        return placed

    frame = [x, y, x + (right - left) * inset.scale, y + (top - bottom) * inset.scale]
    placed: Geometries = shapely.transform(projected, to_corner)
    return placed, frame, (float(left), float(bottom))


def _without_far_islets(geometries: Geometries) -> Geometries:
    parts, owner = shapely.get_parts(geometries, return_index=True)
    near = shapely.bounds(parts)[:, 0] > _HAWAII_DRAWN_EAST_OF
    # A unit of nothing but far islets is drawn as nothing.
    kept, place = np.unique(owner[near], return_inverse=True)
    drawn = np.full(len(geometries), shapely.MultiPolygon(), dtype=object)
    drawn[kept] = shapely.multipolygons(parts[near], indices=place)
    return drawn
