"""How much room there is for a text within the outline of a unit or a jurisdiction, and where.

Outlines are looked at in a few rows: where a stretch of the inside is wide in several adjacent rows, a text has room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit.layer import UnitIndices
from borderkit.level import NOTHING, Integers, Level
from borderkit.tally import Assignment
from ui.hatching import chords, row_crossings
from ui.map_view import Box

Values = NDArray[np.float64]
Whole = NDArray[np.int64]

_ROWS = 16
#: The roomiest spot is left for a more central one that has this share of its room.
_ROOM_ENOUGH = 0.7


@dataclass(frozen=True)
class Outlines:
    """Lines that enclose areas.

    Attributes:
        points: (n_points, 2) in metres of the map, line after line.
        area: (n_points,) which area each point's line is of.
        joined: (n_points - 1,) whether a point and the next one are of one line.
        boxes: (n_areas, 4) left, bottom, right, top of the part of each area that is looked at.

    """

    points: Integers
    area: Whole
    joined: NDArray[np.bool_]
    boxes: Values


@dataclass(frozen=True)
class Rows:
    """How wide areas are in rows over their boxes.

    Attributes:
        left, right: (n_areas, _ROWS) the ends of the stretch inside in each row; infinity and minus infinity if none.
        bottom, step: (n_areas,) the lower edge of the lowest row, and the height of a row.

    """

    left: Values
    right: Values
    bottom: Values
    step: Values

    def only(self, area: int) -> Rows:
        """Return the rows of one area."""
        one = slice(area, area + 1)
        return Rows(self.left[one], self.right[one], self.bottom[one], self.step[one])

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """Return the rows of several areas as one."""
        names = ("left", "right", "bottom", "step")
        return Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def take(self, areas: list[int]) -> Rows:
        """Return the rows of some areas, in their order."""
        return Rows(self.left[areas], self.right[areas], self.bottom[areas], self.step[areas])


def unit_outlines(level: Level, units: UnitIndices, box: Box | None = None) -> Outlines:
    """Return the outlines of units, looked at where their largest ring is, and within ``box``."""
    ring, owner = _ranges(level.rings_of[units], level.rings_of[units + 1])
    # A unit's rings lie side by side: copying slices takes a tenth of the time of gathering positions.
    starts, stops = level.ring_start[level.rings_of[units]], level.ring_start[level.rings_of[units + 1]]
    slices = zip(starts.tolist(), stops.tolist(), strict=True)
    points = np.concatenate([level.positions[start:stop] for start, stop in slices])
    lengths = (level.ring_start[ring + 1] - level.ring_start[ring]).astype(np.int64)
    begins = np.cumsum(lengths) - lengths
    ring_boxes = np.hstack([np.minimum.reduceat(points, begins), np.maximum.reduceat(points, begins)])
    size = (ring_boxes[:, 2:] - ring_boxes[:, :2]).astype(np.float64).prod(axis=1)
    largest_last = np.lexsort((size, owner))
    boxes = np.zeros((len(units), 4))
    boxes[owner[largest_last]] = ring_boxes[largest_last]
    joined = np.ones(len(points) - 1, dtype=bool)
    joined[begins[1:] - 1] = False
    return Outlines(points, np.repeat(owner, lengths), joined, _within(boxes, box))


def area_outlines(
    level: Level, assignment: Assignment, jurisdictions: Sequence[int], box: Box | None = None
) -> Outlines:
    """Return the outlines of jurisdictions, looked at within ``box``."""
    arcs = np.arange(len(level.arc_unit), dtype=np.int32)
    if box is not None:
        # What lies beside the box counts, too: an area inside is known by the borders on either side.
        arcs = arcs[(level.arc_boxes[:, 1] <= box[3]) & (level.arc_boxes[:, 3] >= box[1])]
    unit, other = level.arc_unit[arcs], level.arc_other[arcs]
    here, beyond = assignment[unit].astype(np.int64), assignment[other].astype(np.int64)
    beyond[other == NOTHING] = -1
    parted = here != beyond
    arcs, sides = arcs[parted], (here[parted], beyond[parted])
    area_of = np.full(max(*jurisdictions, int(assignment.max())) + 2, -1, dtype=np.int64)
    area_of[list(jurisdictions)] = np.arange(len(jurisdictions))
    area = np.concatenate([area_of[side] for side in sides])
    arcs = np.concatenate([arcs, arcs])[area >= 0]
    area = area[area >= 0]
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (len(jurisdictions), 1))
    np.minimum.at(boxes[:, :2], area, level.arc_boxes[arcs, :2])
    np.maximum.at(boxes[:, 2:], area, level.arc_boxes[arcs, 2:])
    position, arc_of = _ranges(level.arc_start[arcs], level.arc_stop[arcs])
    return Outlines(level.positions[position], area[arc_of], arc_of[1:] == arc_of[:-1], _within(boxes, box))


def _within(boxes: Values, box: Box | None) -> Values:
    if box is None:
        return boxes
    return np.hstack([np.maximum(boxes[:, :2], box[:2]), np.minimum(boxes[:, 2:], box[2:])])


def _ranges(start: Integers, stop: Integers) -> tuple[Whole, Whole]:
    """Return the numbers in several ranges one after another, and which range each is from."""
    count = (stop - start).astype(np.int64)
    which = np.repeat(np.arange(len(count)), count)
    return start[which] + np.arange(len(which)) - (np.cumsum(count) - count)[which], which


def _stretches(outlines: Outlines) -> tuple[Whole, Values, Values, Values, Values]:
    """Return the stretches of rows that are inside: area * _ROWS + row, left, right; and the areas' bottom and step."""
    bottom = outlines.boxes[:, 1]
    step = (outlines.boxes[:, 3] - bottom) / _ROWS
    usable = np.isfinite(step) & (step > 0)
    bottom, step = np.where(usable, bottom, 0.0), np.where(usable, step, 1.0)
    area, points = outlines.area, outlines.points
    height = (points[:, 1] - bottom[area]) / step[area] - 0.5
    above = np.clip(np.ceil(height), 0, _ROWS)
    # Most edges lie between two rows.
    tail = np.flatnonzero(outlines.joined & (above[1:] != above[:-1]) & usable[area[1:]])
    start, end = (np.column_stack([points[at, 0], height[at]]) for at in (tail, tail + 1))
    edge, row, x = row_crossings(start, end)
    inside = (row >= 0) & (row < _ROWS)
    key, left, right = chords(area[tail[edge[inside]]] * _ROWS + row[inside], x[inside])
    left = np.maximum(left, outlines.boxes[key // _ROWS, 0])
    right = np.minimum(right, outlines.boxes[key // _ROWS, 2])
    some = left < right
    return key[some], left[some], right[some], bottom, step


def widest_rows(outlines: Outlines) -> Rows:
    """Return the widest stretch of each row."""
    key, left, right, bottom, step = _stretches(outlines)
    return _rows(key, left, right, bottom, step)


def largest_rows(outlines: Outlines) -> Rows:
    """Return the widest stretch of each row that belongs to the largest contiguous piece of its area."""
    key, left, right, bottom, step = _stretches(outlines)
    piece = _pieces(key.tolist(), left.tolist(), right.tolist())
    size = np.bincount(piece, right - left, minlength=len(piece))
    area = key // _ROWS
    most = np.zeros(len(bottom))
    np.maximum.at(most, area, size[piece])
    largest = size[piece] >= most[area]
    return _rows(key[largest], left[largest], right[largest], bottom, step)


def _rows(key: Whole, left: Values, right: Values, bottom: Values, step: Values) -> Rows:
    shape = (len(bottom), _ROWS)
    widest_last = np.argsort(right - left, kind="stable")
    of_row = np.full((2, shape[0] * shape[1]), [[np.inf], [-np.inf]])
    of_row[:, key[widest_last]] = left[widest_last], right[widest_last]
    return Rows(of_row[0].reshape(shape), of_row[1].reshape(shape), bottom, step)


def _pieces(key: list[int], left: list[float], right: list[float]) -> list[int]:
    """Return for each stretch, ordered by row, the first one of its piece: stretches of one row after another touch."""
    piece = list(range(len(key)))

    def first(stretch: int) -> int:
        while piece[stretch] != stretch:
            stretch = piece[stretch]
        return stretch

    below = 0
    for stretch, row in enumerate(key):
        if row % _ROWS == 0:
            continue
        while key[below] < row - 1:
            below += 1
        other = below
        while key[other] == row - 1:
            if left[other] < right[stretch] and left[stretch] < right[other]:
                one, two = sorted((first(other), first(stretch)))
                piece[two] = one
            other += 1
    return [first(stretch) for stretch in range(len(key))]


def roomy_spots(rows: Rows, sizes: Values) -> Values:
    """Return (n_areas, 2, 3): the most central spot with enough room and the roomiest, each as metres for an em, x, y.

    Args:
        rows: of the areas.
        sizes: (n_areas, 2) width and height of each area's text, in ems.

    """
    room, x, y, _ = _blocks(rows, sizes)
    roomiest = room.argmax(axis=1)
    each = np.arange(len(room))
    most = room[each, roomiest][:, None]
    distance = _from_middle(rows, x, y)
    central = np.where(room >= _ROOM_ENOUGH * most, distance, np.inf).argmin(axis=1)
    picked = np.stack([central, roomiest], axis=1)
    found = np.stack([np.take_along_axis(values, picked, axis=1) for values in (room, x, y)], axis=2)
    # An area that no two adjacent rows meet has no room.
    return np.where((found[:, :, :1] > 0) & np.isfinite(found[:, :, :1]), found, 0.0)


def all_spots(rows: Rows, size: tuple[float, float], em: float) -> Values:
    """Return (n, 2) every place of one area where a text has room, the most central first.

    Args:
        rows: of one area.
        size: width and height of the text, in ems.
        em: metres of the map for an em.

    """
    room, x, y, width = _blocks(rows, np.array([size]))
    fits = room >= em
    spare = np.maximum(width - size[0] * em, 0.0)[fits] / 2
    middle, height = x[fits], y[fits]
    # In a wide stretch the text can stand at either end, too.
    places = np.column_stack([np.concatenate([middle, middle - spare, middle + spare]), np.concatenate([height] * 3)])
    if not len(places):
        return places
    away = _from_middle(rows, places[None, :, 0], places[None, :, 1])[0]
    found: Values = places[np.argsort(away, kind="stable")]
    return found


def _blocks(rows: Rows, sizes: Values) -> tuple[Values, Values, Values, Values]:
    """Return for every block of adjacent rows how wide is what lies inside in all of them.

    Returns:
        Each (n_areas, n_blocks): metres for an em of the area's text, the block's middle x and y, its width.

    """
    left, right = rows.left, rows.right
    step, first = rows.step[:, None], np.arange(_ROWS)
    rooms, xs, ys, widths = [], [], [], []
    for n_rows in range(2, _ROWS + 1):
        left, right = np.maximum(left[:, :-1], rows.left[:, n_rows - 1 :]), right[:, :-1]
        right = np.minimum(right, rows.right[:, n_rows - 1 :])
        width = right - left
        inside = width > 0
        # Rows are looked at in their middles: of the outer two about half a row together is taken to be lost.
        rooms.append(np.minimum(width / sizes[:, :1], (n_rows - 0.5) * step / sizes[:, 1:]))
        widths.append(np.where(inside, width, 0.0))
        xs.append(np.where(inside, left, 0.0) + widths[-1] / 2)
        ys.append(rows.bottom[:, None] + (first[: _ROWS - n_rows + 1] + n_rows / 2) * step)
    room, x, y, wide = (np.concatenate(parts, axis=1) for parts in (rooms, xs, ys, widths))
    return room, x, y, wide


def _from_middle(rows: Rows, x: Values, y: Values) -> Values:
    """Return the squared distances of places from the middle of each area."""
    middle_x, middle_y = _middles(rows)
    distance: Values = (x - middle_x[:, None]) ** 2 + (y - middle_y[:, None]) ** 2
    return distance


def _middles(rows: Rows) -> tuple[Values, Values]:
    """Return the centre of gravity of the stretches of each area."""
    present = rows.right > rows.left
    width = np.where(present, rows.right - rows.left, 0.0)
    middle = np.where(present, rows.left + width / 2, 0.0)
    total = np.maximum(width.sum(axis=1), 1e-9)
    height = rows.bottom[:, None] + (np.arange(_ROWS) + 0.5) * rows.step[:, None]
    return (middle * width).sum(axis=1) / total, (height * width).sum(axis=1) / total
