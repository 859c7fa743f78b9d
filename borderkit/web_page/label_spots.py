"""Where the names of jurisdictions stand: in the middle of the widest room within their borders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.level import NOTHING, Level
from borderkit.tally import Assignment

#: A name is so many times wider than high; the room for it is looked for in outlines narrowed by as much.
_WIDER = 2.5

#: How exactly the middle is found, and how much of the outline is told for it, as a share of its size.
_EXACT, _SIMPLIFIED = 0.02, 0.004


class LabelSpots:
    """Finds room for names within the borders of one level."""

    def __init__(self, level: Level, anchors: NDArray[np.int32]) -> None:
        """Take a level, and (n_units, 2) a position inside each unit."""
        self._unit, self._other = level.arc_unit, level.arc_other
        self._anchors = anchors / (_WIDER, 1.0)
        length = level.arc_stop - level.arc_start
        arc = np.repeat(np.arange(len(length)), length)
        place = np.arange(len(arc)) + (level.arc_start - np.cumsum(length) + length)[arc]
        self._lines = np.asarray(shapely.linestrings(level.positions[place] / (_WIDER, 1.0), indices=arc))

    def find(self, assignment: Assignment, wanted: Iterable[int]) -> dict[int, list[int]]:
        """Return by jurisdiction [x, y, half of the room's width] in metres of the map; none where it has no units.

        Args:
            assignment: (n_units,) the position of each unit's jurisdiction.
            wanted: positions of jurisdictions.

        """
        here = assignment[self._unit]
        beyond = np.where(self._other == NOTHING, NOTHING, assignment[self._other])
        found = {}
        for position in wanted:
            area = self._largest_area((here == position) != (beyond == position), assignment == position)
            if area is not None:
                found[position] = _spot(area)
        return found

    def _largest_area(self, border: NDArray[np.bool_], units: NDArray[np.bool_]) -> Any:  # noqa: ANN401 - shapely's own
        """Return the largest area within some arcs that holds units of the jurisdiction, and not what it encloses."""
        areas = shapely.get_parts(shapely.polygonize(self._lines[border]))
        for area in areas[np.argsort(-shapely.area(areas))]:
            if shapely.contains_xy(area, self._anchors[units]).any():
                return area
        return None


def _spot(area: Any) -> list[int]:  # noqa: ANN401 - shapely's own
    left, bottom, right, top = shapely.bounds(area).tolist()
    size = min(right - left, top - bottom)
    radius = shapely.maximum_inscribed_circle(shapely.simplify(area, _SIMPLIFIED * size), _EXACT * size)
    (x, y), _ = shapely.get_coordinates(radius).tolist()
    return [round(x * _WIDER), round(y), round(shapely.length(radius) * _WIDER)]
