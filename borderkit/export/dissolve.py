"""Dissolving units into the outlines of jurisdictions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from borderkit.progress import Progress
from borderkit.projection import Geometries

#: How much the area of a jurisdiction may differ from the sum of its units', as a share of it: rounding, no sliver.
_ROUNDING = 1e-9


def dissolve(
    geometries: Geometries,
    assignment: NDArray[np.integer],
    n_jurisdictions: int,
    progress: Progress,
    told: str = "Merging counties into states",
) -> Geometries:
    """Return the outline of each jurisdiction, (n_jurisdictions,) multipolygons; an empty one where it has no unit.

    Units are merged as a coverage: only lines that two of them share go, and no position is moved, so that
    jurisdictions meet in the very same lines and no slivers are left. Where outlines overlap, which is no coverage,
    they are united instead; that takes ten times as long and keeps whatever gaps the file has.

    Args:
        geometries: (n_units,) valid polygons.
        assignment: (n_units,) the position of each unit's jurisdiction.
        n_jurisdictions: how many there are.
        progress: told of each jurisdiction.
        told: what the progress is told.

    Raises:
        OperationCancelled: if a person asked to stop.

    """
    outlines = np.full(n_jurisdictions, shapely.MultiPolygon(), dtype=object)
    for position, units in _members(assignment, n_jurisdictions):
        progress.report(position, n_jurisdictions, told)
        if len(units):
            outlines[position] = shapely.multipolygons(shapely.get_parts(_merged(geometries[units])))
    return outlines


def _members(assignment: NDArray[np.integer], n_jurisdictions: int) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield each jurisdiction with the units that it has; one pass, however many jurisdictions there are."""
    order = np.argsort(assignment, kind="stable")
    ends = np.searchsorted(assignment[order], np.arange(n_jurisdictions + 1))
    for position in range(n_jurisdictions):
        yield position, order[ends[position] : ends[position + 1]]


def _merged(geometries: Geometries) -> shapely.Geometry:
    """Return the union of some units."""
    try:
        merged = shapely.coverage_union_all(geometries)
        area = float(shapely.area(geometries).sum())
        if shapely.is_valid(merged) and abs(shapely.area(merged) - area) <= _ROUNDING * area:
            return merged
    except GEOSException:
        pass  # what follows can do without a coverage
    return shapely.union_all(geometries)
