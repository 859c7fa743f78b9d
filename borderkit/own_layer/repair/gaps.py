"""Slivers of nobody's land between units are filled; lakes and enclaves, which are wider, are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.fitting import project
from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.faces import joined
from borderkit.own_layer.repair.stretches import stretches_of
from borderkit.own_layer.repair.work import Integers, Work, area_said, counted, listed, place_of


def fill_gaps(work: Work, seen: Geometries, lands: Callable[[], Geometries], gap_m: float) -> Integers:
    """Give each narrow gap to the neighbour with the longest border on it; return the units that got some.

    Of a gap between more than two, each stretch between two of them goes to one of these.

    Args:
        work: the units.
        seen: (n,) their outlines, empty where a unit has no land of its own.
        lands: gives what ``lands_of`` does for what is seen.
        gap_m: gaps that are narrower, in metres, are filled.

    """
    try:
        holes = _holes(lands())
    except GEOSException:
        work.leave(Repair.GAPS, [], "Gaps could not be looked for, as outlines overlap or cross each other.")
        return np.empty(0, dtype=np.int64)
    # What looks empty may be the land of a unit that is not seen.
    taken = shapely.STRtree(work.geometries).query(shapely.point_on_surface(holes), predicate="intersects")[0]
    holes = np.delete(holes, np.unique(taken))
    widths = _widths(work, holes, gap_m)
    narrow = widths < gap_m
    _tell_wide(work, holes[~narrow], gap_m)
    if Repair.GAPS not in work.kinds:
        if narrow.any():
            area = float(work.areas(holes[narrow]).sum())
            said = f"{counted(int(narrow.sum()), 'gap')} narrower than {gap_m:.1f} m ({area_said(area)})"
            work.leave(Repair.GAPS, [], f"{said} between units.", area, place_of(holes[narrow][0]))
        return np.empty(0, dtype=np.int64)
    return _fill(work, seen, holes[narrow], widths[narrow], gap_m)


def lands_of(outlines: Geometries) -> Geometries:
    """Return all land, one polygon for what hangs together; of 100,000 units it takes more than a second.

    Raises:
        GEOSException: if outlines overlap or cross each other.

    """
    there = outlines[~shapely.is_empty(outlines)]
    parts: Geometries = shapely.get_parts(shapely.coverage_union_all(there) if len(there) else there)
    return parts


def _holes(lands: Geometries) -> Geometries:
    """Return the land that units enclose and none has, without what lies within it and is a unit's."""
    pierced = lands[shapely.get_num_interior_rings(lands) > 0]
    rings = [ring for land in pierced for ring in land.interiors]
    holes = np.array([None, *(shapely.Polygon(ring) for ring in rings)], dtype=object)[1:]
    hole, island = shapely.STRtree(lands).query(holes, predicate="contains")
    for number in np.unique(hole):
        holes[number] = shapely.difference(holes[number], shapely.union_all(lands[island[hole == number]]))
    parts: Geometries = shapely.get_parts(holes)
    return np.asarray(parts[shapely.get_type_id(parts) == 3])


def _widths(work: Work, holes: Geometries, gap_m: float) -> NDArray[np.float64]:
    """Return how wide gaps are about, in metres; infinite where one is as wide as the tolerance anywhere."""
    on_map = project(holes, work.fitting)
    # Twice the area by the perimeter: the width of a long sliver, and never more than the widest place of a shape.
    widths = 2 * shapely.area(on_map) / np.maximum(shapely.length(on_map), 1e-9)
    maybe = np.flatnonzero(widths < gap_m)
    wide = ~shapely.is_empty(shapely.buffer(on_map[maybe], -gap_m / 2, quad_segs=4))
    widths[maybe[wide]] = np.inf
    return np.where(widths < gap_m, widths, np.inf)


def _tell_wide(work: Work, holes: Geometries, gap_m: float) -> None:
    if len(holes):
        areas = work.areas(holes)
        said = (
            f"{counted(len(holes), 'place')} between units {'belongs' if len(holes) == 1 else 'belong'} to none and "
            f"{'is' if len(holes) == 1 else 'are'} {gap_m:.1f} m wide or wider, such as lakes: left as they are."
        )
        work.leave(None, [], said, float(areas.sum()), place_of(holes[int(areas.argmax())]))


def _fill(work: Work, seen: Geometries, gaps: Geometries, widths: NDArray[np.float64], gap_m: float) -> Integers:
    """Join each gap, or each stretch of it, to one of its neighbours."""
    gap, unit = shapely.STRtree(seen).query(gaps, predicate="intersects")
    order = np.argsort(gap, kind="stable")
    gap, unit = gap[order], unit[order]
    areas = work.areas(gaps)
    taken: dict[int, list[shapely.Polygon]] = defaultdict(list)
    for number in range(len(gaps)):
        beside = unit[np.searchsorted(gap, number) : np.searchsorted(gap, number, side="right")]
        given = stretches_of(gaps[number], seen[beside], work.names(beside))
        for neighbour, pieces in given.items():
            taken[int(beside[neighbour])] += list(pieces)
        if given:
            owners = beside[list(given)]
            said = (
                f"A gap some {_metres(widths[number])} wide ({area_said(areas[number])}) between "
                f"{listed(sorted(work.names(beside)))}, nowhere as wide as {gap_m:.1f} m, was filled into "
                f"{_into(work.names(owners))}."
            )
            work.tell(Repair.GAPS, owners, said, areas[number], place_of(gaps[number]))
    for owner, got in taken.items():
        larger = joined(np.array([seen[owner], *got], dtype=object))
        if larger.is_valid:
            work.geometries[owner] = seen[owner] = larger
        else:
            said = f"The gaps beside {work.ids[owner]} could not be filled, as its outline overlaps others."
            work.leave(Repair.GAPS, [owner], said, at=place_of(seen[owner]))
    return np.array(sorted(taken), dtype=np.int64)


def _into(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return f"{names[0]}, with which it shares the longest border"
    return f"{listed(sorted(names))}, stretch by stretch into the one with the longer border"


def _metres(width: float) -> str:
    return f"{width:.1f} m" if width >= 0.1 else "less than 0.1 m"
