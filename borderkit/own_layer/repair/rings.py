"""Invalid rings: outlines that cross or touch themselves, holes outside, parts within parts, rings without area."""

from __future__ import annotations

import re

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from borderkit.own_layer.meridian import polygons_in
from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.result import Place
from borderkit.own_layer.repair.work import NO_OUTLINE, Work, area_said, place_of
from borderkit.progress import Progress

#: What GEOS calls what is wrong, and how people say it.
_SAID = {
    "Self-intersection": "crosses itself",
    "Ring Self-intersection": "touches itself",
    "Hole lies outside shell": "has a hole outside of itself",
    "Holes are nested": "has a hole within a hole",
    "Nested shells": "has a part within another part",
    "Interior is disconnected": "is cut apart by its own line",
    "Too few points in geometry component": "has a ring of too few positions",
    "Duplicate Rings": "has a ring twice",
}
_REASON = re.compile(r"(?P<what>.*?)\[(?P<x>\S+) (?P<y>[^\s\]]+).*\]")
_REPORTED_EVERY = 200


def mend_rings(work: Work, progress: Progress, step: int, steps: int) -> None:
    """Make every outline valid, keeping its polygons."""
    invalid = np.flatnonzero(~shapely.is_valid(work.geometries))
    if Repair.RINGS not in work.kinds:
        for unit in invalid.tolist():
            what, at = _what(work.geometries[unit])
            work.leave(Repair.RINGS, [unit], f"The outline of {work.ids[unit]} {what}.", at=at)
        return
    mended = invalid.copy()
    for number, unit in enumerate(invalid.tolist()):
        if number % _REPORTED_EVERY == 0:
            progress.report(step, steps, "Mending rings")
        mended[number] = _mend(work, unit)


def valid(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry made valid; empty where it encloses nothing.

    What parts have twice counts once, and holes that lie outside become parts (the "structure" method of GEOS).
    """
    try:
        made = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    except GEOSException:
        made = shapely.make_valid(geometry)
    parts = polygons_in(made)
    if not len(parts):
        return NO_OUTLINE
    mended: BaseGeometry = parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))
    return mended


def _mend(work: Work, unit: int) -> int:
    before = work.geometries[unit]
    what, at = _what(before)
    after = valid(before)
    work.geometries[unit] = after
    said = f"The outline of {work.ids[unit]} {what}"
    if after.is_empty:
        work.tell(Repair.RINGS, [unit], f"{said} and encloses nothing: the unit is kept without an outline.", at=at)
        return unit
    larger = float(work.changed(np.array([before], dtype=object), np.array([after], dtype=object))[0])
    changed = abs(larger)
    done = f"its area is {area_said(changed)} {'more' if larger > 0 else 'less'} than it counted"
    work.tell(Repair.RINGS, [unit], f"{said}: mended, {done if changed >= 1 else 'its area is the same'}.", changed, at)
    return unit


def _what(geometry: BaseGeometry) -> tuple[str, Place]:
    """Return what is wrong with an outline, and where."""
    found = _REASON.match(shapely.is_valid_reason(geometry))
    if found is None:
        return "is invalid", place_of(geometry)
    return _SAID.get(found["what"], f"is invalid ({found['what']})"), (float(found["x"]), float(found["y"]))
