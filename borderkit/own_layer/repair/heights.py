"""Heights and measures of positions mean nothing on a map of units: they are dropped."""

from __future__ import annotations

import numpy as np
import shapely

from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.work import Work, counted


def drop_heights(work: Work) -> None:
    """Leave longitude and latitude only."""
    # has_m came with GEOS 3.12; before, no outline could have any.
    high = shapely.has_z(work.geometries)
    if shapely.geos_version >= (3, 12, 0):
        high |= shapely.has_m(work.geometries)
    units = np.flatnonzero(high)
    if not len(units):
        return
    has = "has" if len(units) == 1 else "have"
    said = f"The positions of {counted(len(units), 'unit')} {has} heights or measures"
    if Repair.HEIGHTS in work.kinds:
        work.geometries[units] = shapely.force_2d(work.geometries[units])
        work.tell(Repair.HEIGHTS, units, f"{said}, which were dropped.")
    else:
        work.leave(Repair.HEIGHTS, units, f"{said}, which were kept and mean nothing here.")
