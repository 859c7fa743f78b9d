"""How large units are: in an equal-area projection, which is fast, checked against the ellipsoid, which is exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from borderkit.own_layer.coordinates import WGS84, Geometries
from borderkit.own_layer.fitting import Fitting, fitting_projection, project

#: The same units are compared whenever a layer is opened.
_SEED = 2020


@dataclass(frozen=True, slots=True)
class AreaCheck:
    """How far areas in a projection are from those on the ellipsoid.

    Attributes:
        compared: how many units were measured in both ways.
        largest_difference: of these, as a share of the unit's area; 0.001 is a tenth of a percent.
        at: the position of the unit where that is; -1 where none was compared.

    """

    compared: int
    largest_difference: float
    at: int


def areas_m2(geometries: Geometries, projection: Fitting) -> NDArray[np.float64]:
    """Return the areas of outlines in longitude and latitude, (n,) in square metres, 0 where there is none.

    Args:
        geometries: (n,) valid polygons.
        projection: an equal-area projection that fits them.

    """
    return np.nan_to_num(shapely.area(project(geometries, projection)))


def area_check(
    geometries: Geometries, sample: int = 50, projection: Fitting | None = None, crs: str = WGS84
) -> AreaCheck:
    """Measure some units on the ellipsoid, too, and compare.

    Edges are straight on the map in one measure and shortest lines on the ellipsoid in the other, so that outlines
    with edges of hundreds of kilometres differ by more than the projection does.

    Args:
        geometries: (n,) in longitude and latitude.
        sample: how many units are compared at most; it takes some 0.2 ms each.
        projection: the one whose areas are checked; None for the one that fits.
        crs: what the outlines are in, where no projection is given.

    """
    fitting = projection or fitting_projection(geometries, crs)
    there = np.flatnonzero(~(shapely.is_missing(geometries) | shapely.is_empty(geometries)))
    chosen = np.random.default_rng(_SEED).permutation(there)[:sample]
    geod = CRS.from_user_input(fitting.geographic).get_geod()
    assert geod is not None  # noqa: S101 - both datums have an ellipsoid
    on_map = areas_m2(geometries[chosen], fitting)
    exact = np.array([abs(geod.geometry_area_perimeter(shapely.orient_polygons(geometry))[0])
                      for geometry in geometries[chosen]])  # fmt: skip
    if not len(chosen):
        return AreaCheck(0, 0.0, -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        differences = np.where(exact > 0, np.abs(on_map - exact) / exact, 0.0)
    worst = int(differences.argmax())
    return AreaCheck(len(chosen), float(differences[worst]), int(chosen[worst]))
