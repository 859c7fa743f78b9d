"""Land measured from outlines, for files that do not tell it: while they are compared, since most need no repair."""

from __future__ import annotations

import operator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.own_layer.areas import area_check, areas_m2
from borderkit.own_layer.fitting import fitting_projection
from borderkit.own_layer.repair import Repaired
from borderkit.projection import Geometries

_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True, eq=False)
class Land:
    """What was measured.

    Attributes:
        square_metres: (n,) of each outline, in whole ones, water included.
        projection: what it was measured in.
        said: the same for a person, with how far it is from the ellipsoid.

    """

    square_metres: NDArray[np.int64]
    projection: str
    said: str


def measured(geometries: Geometries, crs: str) -> Land:
    """Measure outlines in longitude and latitude."""
    fitting = fitting_projection(geometries, crs)
    areas = np.rint(areas_m2(geometries, fitting)).astype(np.int64)
    check = area_check(geometries, projection=fitting, crs=crs)
    said = (
        f"Land area is measured from the outlines, water included, in {fitting.name}; for {check.compared} units "
        f"compared with the ellipsoid it differs by at most {check.largest_difference:.4%}."
    )
    return Land(areas, fitting.name, said)


class Measuring:
    """The measuring of outlines that are being repaired: right if they turn out to need no repair."""

    def __init__(self, geometries: Geometries, crs: str, beside: Executor) -> None:
        """Begin, beside the repair; where rows lack an outline there is no use in it."""
        self._given, self._crs = geometries, crs
        sound = bool(np.isin(shapely.get_type_id(geometries), _POLYGONS).all()) and len(geometries) > 0
        self._early: Future[Land] | None = beside.submit(measured, geometries, crs) if sound else None

    def land_of(self, repaired: Repaired) -> Land:
        """Return the land of the repaired outlines."""
        outlines = repaired.geometries
        same = len(outlines) == len(self._given) and all(map(operator.is_, outlines, self._given))
        if self._early is not None and same:
            return self._early.result()
        return measured(outlines, self._crs)
