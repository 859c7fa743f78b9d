"""Several rows with one identifier are the parts of one unit."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.duplicates import repeated_identifiers, shape_key
from borderkit.own_layer.repair.work import Integers, Work, area_said, place_of


def join_parts(work: Work) -> None:
    """Join rows with one identifier to one unit."""
    dropped: list[int] = []
    for group in repeated_identifiers(work):
        rows = ", ".join(str(row + 1) for row in work.rows[group].tolist())
        said = f"The rows {rows} have one identifier ({work.ids[group[0]]})"
        at = place_of(work.geometries[group[-1]])
        if Repair.SAME_IDENTIFIER not in work.kinds:
            work.leave(Repair.SAME_IDENTIFIER, group[:1], f"{said}, and each unit needs its own.", at=at)
            continue
        joined = _joined(work, group)
        if joined is None:
            work.leave(Repair.SAME_IDENTIFIER, group[:1], f"{said}, but their outlines cannot be joined.", at=at)
            continue
        first, *others = group.tolist()
        apart = np.array([shapely.GeometryCollection(list(work.geometries[group]))], dtype=object)
        twice = max(-float(work.changed(apart, np.array([joined], dtype=object))[0]), 0.0)
        same = len({shape_key(geometry) for geometry in work.geometries[group]}) == 1
        work.geometries[first] = joined
        work.merged[int(work.rows[first])] = tuple(work.rows[others].tolist())
        dropped += others
        work.tell(Repair.SAME_IDENTIFIER, [first], f"{said}: {_done(same, twice)}", twice if twice >= 1 else 0.0, at)
    work.drop(np.array(dropped, dtype=np.int64))


def _joined(work: Work, group: Integers) -> BaseGeometry | None:
    try:
        return shapely.union_all(work.geometries[group])
    except GEOSException:
        return None  # they are invalid, and were not to be mended


def _done(same: bool, twice: float) -> str:
    if same:
        return "their outlines are the same but not their figures; they were joined to one unit."
    if twice >= 1:
        return f"they were joined as parts of one unit; {area_said(twice)} that they overlap count once."
    return "they were joined as parts of one unit."
