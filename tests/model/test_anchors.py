"""Boxes, brushes and lassos take the units whose anchor they hold."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from borderkit.anchors import Anchors
from borderkit.prepared import PreparedLayer

_COORDINATE = st.integers(-50, 50)
_POSITION = st.tuples(_COORDINATE, _COORDINATE)


def scattered(seed: int, n: int = 200) -> Anchors:
    return Anchors(np.random.default_rng(seed).integers(-60, 60, (n, 2)).astype(np.int32))


@given(st.integers(0, 5), _POSITION, _POSITION)
@settings(max_examples=100, deadline=None)
def test_a_box_holds_what_lies_in_it(seed: int, one: tuple[int, int], other: tuple[int, int]) -> None:
    anchors = scattered(seed)
    (left, right), (bottom, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    inside = [n for n, (x, y) in enumerate(anchors.positions) if left <= x <= right and bottom <= y <= top]
    assert anchors.within_box(left, bottom, right, top).tolist() == inside


@given(st.integers(0, 5), _POSITION, _POSITION, st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_a_brush_covers_what_is_near_its_way(
    seed: int, start: tuple[int, int], end: tuple[int, int], radius: int
) -> None:
    anchors = scattered(seed)
    way = shapely.LineString([start, end]) if start != end else shapely.Point(start)
    distance = shapely.distance(shapely.points(anchors.positions), way)
    found = anchors.near(start, end, radius)
    surely, perhaps = np.flatnonzero(distance < radius - 1e-6), np.flatnonzero(distance <= radius + 1e-6)
    assert set(surely.tolist()) <= set(found.tolist()) <= set(perhaps.tolist())


def test_a_brush_meets_first_what_is_nearest_to_where_it_began() -> None:
    anchors = Anchors(np.array([[90, 1], [10, 1], [50, -1]], dtype=np.int32))
    assert anchors.near((0, 0), (100, 0), 5).tolist() == [1, 2, 0]
    assert anchors.near((100, 0), (0, 0), 5).tolist() == [0, 2, 1]


@given(st.integers(0, 5), st.lists(st.tuples(st.floats(-70, 70), st.floats(-70, 70)), min_size=3, max_size=30))
@settings(max_examples=150, deadline=None)
def test_a_lasso_holds_what_a_ray_says_after_each_stretch(seed: int, line: list[tuple[float, float]]) -> None:
    anchors = scattered(seed, 80)
    lasso = anchors.lasso()
    for n, (x, y) in enumerate(line, start=1):
        lasso.add(x, y)
        expected = [unit for unit, (px, py) in enumerate(anchors.positions) if encloses(line[:n], px, py)]
        assert lasso.units.tolist() == (expected if n >= 3 else [])


def encloses(ring: list[tuple[float, float]], x: float, y: float) -> bool:
    """Count the crossings of a ray, edge by edge."""
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * ((x1 - x0) / (y1 - y0)):
            inside = not inside
    return inside


def test_a_lasso_around_the_country_holds_every_county(prepared: PreparedLayer) -> None:
    anchors = Anchors(prepared.anchors)
    left, bottom, right, top = prepared.level(0).extent
    lasso = anchors.lasso()
    for x, y in ((left, bottom), (right, bottom), (right, top), (left, top)):
        lasso.add(x, y)
    assert len(lasso.units) == 3142
