"""Rings and arcs of drawn coverages."""

import numpy as np
import shapely

from borderkit.level import NOTHING
from borderkit.pick import encloses, position_in, unit_at
from borderkit.prepared import PreparedLayer
from borderkit.topology import trace


def squares() -> np.ndarray:
    """Four units of 10 x 10; unit 3 lies as an island in a hole of unit 2.

    0 1
    2 2   (2 is 20 wide and has 3 in its middle)
    """
    left = shapely.Polygon([(0, 10), (0, 20), (10, 20), (10, 10)])
    right = shapely.Polygon([(10, 10), (10, 20), (20, 20), (20, 10)])
    hole = [(8, 4), (12, 4), (12, 8), (8, 8)]
    below = shapely.Polygon([(0, 0), (0, 10), (10, 10), (20, 10), (20, 0)], [hole])
    return np.array([left, right, below, shapely.Polygon(hole)], dtype=object)


def shared_lengths(units: tuple[int, int]) -> float:
    level = trace(squares(), 0)
    lengths = [
        np.hypot(*np.diff(level.arc(arc).astype(float), axis=0).T).sum()
        for arc in range(len(level.arc_start))
        if {level.arc_unit[arc], level.arc_other[arc]} == set(units)
    ]
    return float(sum(lengths))


def test_each_shared_border_is_one_set_of_arcs_with_its_true_length() -> None:
    assert shared_lengths((0, 1)) == 10
    assert shared_lengths((0, 2)) == 10
    assert shared_lengths((1, 2)) == 10
    assert shared_lengths((2, 3)) == 16
    assert shared_lengths((0, NOTHING)) == 20
    assert shared_lengths((3, NOTHING)) == 0


def test_the_border_of_a_merged_pair_leaves_out_what_they_share() -> None:
    level = trace(squares(), 0)
    assignment = np.array([0, 0, 1, 1])
    other = level.arc_other
    parted = (other != NOTHING) & (assignment[level.arc_unit] != assignment[other])
    pairs = {(int(level.arc_unit[a]), int(other[a])) for a in np.flatnonzero(parted)}
    assert pairs == {(0, 2), (1, 2)}


def test_rings_that_shrink_to_nothing_are_left_out() -> None:
    speck = shapely.Polygon([(30, 30), (30.2, 30), (30.2, 30.2)])
    geometries = squares()
    geometries[3] = shapely.MultiPolygon([geometries[3], speck])
    level = trace(geometries, 0)
    assert level.rings_of.tolist() == [0, 1, 2, 4, 5]


def test_a_position_in_a_hole_belongs_to_the_island() -> None:
    level = trace(squares(), 0)
    assert unit_at(level, 10, 6) == 3
    assert unit_at(level, 3, 6) == 2
    assert unit_at(level, 4, 15) == 0
    assert unit_at(level, 25, 5) is None


def test_a_position_told_for_a_unit_lies_in_it_even_if_its_anchor_does_not() -> None:
    level = trace(squares(), 0)
    position = position_in(level, 2, np.array([10, 6], dtype=np.int32))
    assert position is not None
    assert encloses(level, 2, *position)


def test_overlapping_boxes_are_found() -> None:
    level = trace(squares(), 0)
    assert level.unit_grid.touching(1, 11, 2, 12).tolist() == [0]
    assert level.unit_grid.touching(9, 9, 11, 11).tolist() == [0, 1, 2]


def test_every_county_keeps_an_outline_and_its_borders_at_every_level(prepared: PreparedLayer) -> None:
    pairs = []
    for position in range(len(prepared.tolerances)):
        level = prepared.level(position)
        assert (np.diff(level.rings_of) > 0).all()
        shared = level.arc_other != NOTHING
        pairs.append(set(zip(level.arc_unit[shared].tolist(), level.arc_other[shared].tolist(), strict=True)))
        assert (level.arc_stop - level.arc_start >= 2).all()
    assert len(pairs[-1]) > 8700
    assert all(found <= pairs[-1] for found in pairs)
    assert min(len(found) for found in pairs) > 0.99 * len(pairs[-1])


def test_every_county_has_a_position_that_is_picked_as_itself(prepared: PreparedLayer) -> None:
    for position in (0, len(prepared.tolerances) - 1):
        level = prepared.level(position)
        for unit in range(0, level.n_units, 7):
            found = position_in(level, unit, prepared.anchors[unit])
            assert found is not None
            assert unit_at(level, *found) == unit
