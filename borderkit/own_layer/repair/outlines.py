"""Only polygons can be units: rows without one are kept and told, points and lines are refused."""

from __future__ import annotations

import numpy as np
import shapely

from borderkit.errors import LayerError
from borderkit.own_layer.meridian import polygons_in
from borderkit.own_layer.repair.work import NO_OUTLINE, Work, counted, listed

_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7


def take_polygons(work: Work) -> None:
    """Leave only polygons, multipolygons and empty outlines.

    Raises:
        LayerError: if rows have points or lines, naming them.

    """
    empty = shapely.is_missing(work.geometries) | shapely.is_empty(work.geometries)
    work.geometries[empty] = NO_OUTLINE
    if empty.any():
        units = np.flatnonzero(empty)
        has = "has" if len(units) == 1 else "have"
        work.leave(
            None, units,
            f"{counted(len(units), 'unit')} {has} no outline ({listed(work.names(units))}): kept and counted, but not "
            "seen on the map.",
        )  # fmt: skip
    kinds = shapely.get_type_id(work.geometries)
    collections = np.flatnonzero(kinds == _COLLECTION)
    for unit in collections:
        work.geometries[unit] = shapely.multipolygons(polygons_in(work.geometries[unit]))
    none = [unit for unit in collections.tolist() if work.geometries[unit].is_empty]
    _refuse_others(work, [*np.flatnonzero(~np.isin(kinds, (_POLYGON, _MULTIPOLYGON, _COLLECTION))).tolist(), *none])
    if len(collections):
        work.leave(
            None, collections,
            f"{counted(len(collections), 'unit')} ({listed(work.names(collections))}) came as a collection of shapes: "
            "the polygons are taken, points and lines are not.",
        )  # fmt: skip


def tell_parts(work: Work) -> None:
    """Say how many units have several parts, which is nothing to mend."""
    several = np.flatnonzero(shapely.get_num_geometries(work.geometries) > 1)
    if len(several):
        has = "has" if len(several) == 1 else "have"
        work.leave(None, several, f"{counted(len(several), 'unit')} {has} several parts, such as islands.")


def _refuse_others(work: Work, units: list[int]) -> None:
    if units:
        rows = listed([str(row + 1) for row in work.rows[sorted(units)].tolist()], 5)
        raise LayerError(
            f"The {'row' if len(units) == 1 else 'rows'} {rows} of the layer {'has' if len(units) == 1 else 'have'} "
            "points or lines where a unit needs a polygon. Choose another layer of the file, or remove them in a GIS "
            "program."
        )
