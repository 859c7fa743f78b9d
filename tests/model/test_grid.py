"""The grid over boxes finds what a look at every box would find."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from borderkit.grid import BoxGrid
from borderkit.prepared import PreparedLayer

_COORDINATE = st.floats(-1000, 1000)


@given(st.lists(st.tuples(_COORDINATE, _COORDINATE, st.floats(0, 300), st.floats(0, 300)), max_size=60), st.data())
@settings(max_examples=200, deadline=None)
def test_a_search_finds_exactly_the_boxes_that_touch_the_rectangle(
    some: list[tuple[float, float, float, float]], data: st.DataObject
) -> None:
    boxes = np.array([(x, y, x + w, y + h) for x, y, w, h in some], dtype=np.float64).reshape(-1, 4)
    left, bottom = data.draw(_COORDINATE), data.draw(_COORDINATE)
    right, top = left + data.draw(st.floats(0, 800)), bottom + data.draw(st.floats(0, 800))
    touching = [
        n for n, (x0, y0, x1, y1) in enumerate(boxes) if x0 <= right and x1 >= left and y0 <= top and y1 >= bottom
    ]
    assert BoxGrid(boxes).touching(left, bottom, right, top).tolist() == touching


def test_a_box_that_is_empty_is_never_found() -> None:
    grid = BoxGrid(np.array([[np.nan] * 4, [0, 0, 1, 1]]))
    assert grid.touching(-9, -9, 9, 9).tolist() == [1]
    assert BoxGrid(np.empty((0, 4))).touching(0, 0, 1, 1).tolist() == []


def test_every_county_is_found_by_its_own_box_at_every_level(prepared: PreparedLayer) -> None:
    for position in range(len(prepared.tolerances)):
        level = prepared.level(position)
        for unit in range(0, level.n_units, 7):
            if not np.isnan(level.boxes[unit, 0]):
                assert unit in level.unit_grid.touching(*level.boxes[unit])
