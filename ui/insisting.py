"""Names that must stand: smaller than others, over the edge of their unit, or beside it with a line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from borderkit.layer import UnitIndices
from borderkit.level import Level
from ui.label_placing import Placing
from ui.label_room import Rows, all_spots, unit_outlines, widest_rows
from ui.label_text import Label, broken, ems, short_name

#: The smallest letters, in pixels of a common screen: 6¾ points in pictures, 5 points on the smallest maps of handouts.
SMALLEST = 9
#: Names over the edge of their unit may be so many times larger than the room in it.
_OVER_THE_EDGE = 1.7
#: Names beside their unit: the size of their letters, how many pixels away, in which directions (degrees from the
#: right, counterclockwise), and how many at most, since more lines would confuse.
_BESIDE_PIXELS, _MOST_BESIDE = 9, 40
_AWAY = (12, 20, 30, 42, 56, 72, 90, 110)
_DIRECTIONS = (0, 180, 30, 150, -30, -150, 60, 120, -60, -120, 90, -90)
#: A line from a name to its unit is not longer than this share of the view's diagonal.
_LONGEST = 0.12
#: Places looked at for a text of one size.
_MOST_SPOTS = 90
#: Where more units than this must be named, none is: nobody could read them.
MOST_INSISTED = 250


def insist(placing: Placing, level: Level, units: UnitIndices, names: Sequence[str], pixels: int) -> None:
    """Name units that found no room for letters of ``pixels``; those without any room at all stay unnamed."""
    if not 0 < len(units) <= MOST_INSISTED:
        return
    left, bottom, right, top = placing.view.box
    n_beside = 0
    for unit in units.tolist():
        rows = widest_rows(unit_outlines(level, np.array([unit], dtype=np.int32)))
        texts = broken(short_name(names[unit]), 2)
        if any(placing.put(label) == "placed" for label in _inside(placing, rows, texts, unit, pixels)):
            continue
        box = level.boxes[unit]
        x, y = float(box[0] + box[2]) / 2, float(box[1] + box[3]) / 2
        if n_beside < _MOST_BESIDE and texts and left < x < right and bottom < y < top:
            n_beside += any(placing.put(label) == "placed" for label in _beside(placing, rows, texts[0], unit, (x, y)))


def _inside(placing: Placing, rows: Rows, texts: Sequence[str], unit: int, pixels: int) -> Iterator[Label]:
    scale, family = placing.view.scale, placing.family
    tries = [(size, 1.0) for size in range(pixels, SMALLEST - 1, -1)]
    tries += [(size, _OVER_THE_EDGE) for size in (SMALLEST + 1, SMALLEST)]
    for size, larger in tries:
        for text in texts:
            for x, y in all_spots(rows, ems(text, "unit", family), size * scale / larger)[:_MOST_SPOTS].tolist():
                yield Label(text, x, y, size, bold=False, kind="unit", unit=unit, family=family)


def _beside(placing: Placing, rows: Rows, text: str, unit: int, middle: tuple[float, float]) -> Iterator[Label]:
    view = placing.view
    inside = all_spots(rows, (0.01, 0.01), 0.0).tolist() or [middle]
    # Where no letters stand yet, if there is such a place.
    lead = next(((x, y) for x, y in inside if placing.is_free(*view.to_pixel(x, y))), (inside[0][0], inside[0][1]))
    px, py = view.to_pixel(*lead)
    width, height = (size * _BESIDE_PIXELS for size in ems(text, "unit", placing.family))
    label = Label(text, 0.0, 0.0, _BESIDE_PIXELS, bold=False, kind="unit", unit=unit, family=placing.family, lead=lead)
    longest = _LONGEST * math.hypot(view.width, view.height)
    for away in _AWAY:
        for degrees in _DIRECTIONS:
            across, up = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            x, y = px + across * (away + width / 2), py - up * (away + height / 2)
            at = view.to_map(x, y)
            found = replace(label, x=at[0], y=at[1])
            line = placing.line_to(found)
            # Not across other letters, and not across another line.
            if line is not None and line.length() <= longest and placing.is_free_along(line):
                yield found
