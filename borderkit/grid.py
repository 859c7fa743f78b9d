"""A grid over boxes: which of them touch a rectangle, found without looking at all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float64]
Positions = NDArray[np.int32]

#: How many boxes a cell holds on average.
_A_CELL = 4
#: A box over more cells than this is looked at in every search, instead of being entered in each of them.
_MOST_CELLS = 64
#: A rectangle over more than one cell in so many is compared with every box: that is faster then.
_LARGE_PART = 4
_MARKED_FROM = 50


class BoxGrid:
    """Boxes, (n, 4) left, bottom, right, top, entered in the cells of a grid that they touch.

    A search costs what lies in the cells that it touches, whatever the number of boxes. Empty boxes (NaN) are
    never found.
    """

    def __init__(self, boxes: Boxes) -> None:
        """Enter the boxes."""
        self._boxes = boxes
        present = np.flatnonzero(~np.isnan(boxes[:, 0]))
        some = boxes[present] if len(present) else np.zeros((1, 4))
        self._corner = some[:, :2].min(axis=0)
        size = np.maximum(some[:, 2:].max(axis=0) - self._corner, 1.0)
        n_cells = max(1.0, len(present) / _A_CELL)
        self._cell = float(np.sqrt(size.prod() / n_cells)) or 1.0
        self._shape = np.maximum(np.ceil(size / self._cell), 1).astype(np.int64)
        first, last = self._cells(boxes[present, :2]), self._cells(boxes[present, 2:])
        wide = last - first + 1
        many = wide.prod(axis=1) > _MOST_CELLS
        self._everywhere = present[many].astype(np.int32)
        self._start, self._entries = self._enter(present[~many], first[~many], wide[~many])

    def _cells(self, positions: Boxes) -> NDArray[np.int64]:
        cells = np.floor((positions - self._corner) / self._cell).astype(np.int64)
        kept: NDArray[np.int64] = np.clip(cells, 0, self._shape - 1)
        return kept

    def _enter(
        self, boxes: NDArray[np.int64], first: NDArray[np.int64], wide: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], Positions]:
        """Return where each cell's entries begin, (n_cells + 1,), and the entries, cell after cell."""
        n_each = wide.prod(axis=1)
        box = np.repeat(np.arange(len(boxes)), n_each)
        within = np.arange(int(n_each.sum())) - np.repeat(np.cumsum(n_each) - n_each, n_each)
        column = first[box, 0] + within % wide[box, 0]
        row = first[box, 1] + within // wide[box, 0]
        cell = row * self._shape[0] + column
        order = np.argsort(cell, kind="stable")
        start = np.zeros(int(self._shape.prod()) + 1, dtype=np.int64)
        np.cumsum(np.bincount(cell, minlength=len(start) - 1), out=start[1:])
        return start, boxes[box[order]].astype(np.int32)

    def touching(self, left: float, bottom: float, right: float, top: float) -> Positions:
        """Return which boxes touch a rectangle, as ascending positions."""
        if not len(self._boxes):
            return np.empty(0, dtype=np.int32)
        corners = np.array([[left, bottom], [right, top]], dtype=np.float64)
        (first_column, first_row), (last_column, last_row) = self._cells(corners).tolist()
        n_cells = (last_column - first_column + 1) * (last_row - first_row + 1)
        if n_cells * _LARGE_PART > self._shape.prod():
            return np.flatnonzero(_touch(self._boxes, left, bottom, right, top)).astype(np.int32)
        n_columns = int(self._shape[0])
        slices = [self._everywhere]
        for row in range(first_row, last_row + 1):
            begin = self._start[row * n_columns + first_column]
            end = self._start[row * n_columns + last_column + 1]
            slices.append(self._entries[begin:end])
        found = np.concatenate(slices)
        return self._once(found[_touch(self._boxes[found], left, bottom, right, top)])

    def _once(self, found: Positions) -> Positions:
        """Return positions ascending and each once; of many, marking them is much faster than sorting."""
        if len(found) * _MARKED_FROM < len(self._boxes):
            return np.unique(found)
        marked = np.zeros(len(self._boxes), dtype=bool)
        marked[found] = True
        return np.flatnonzero(marked).astype(np.int32)


def _touch(boxes: Boxes, left: float, bottom: float, right: float, top: float) -> NDArray[np.bool_]:
    return (boxes[:, 0] <= right) & (boxes[:, 2] >= left) & (boxes[:, 1] <= top) & (boxes[:, 3] >= bottom)
