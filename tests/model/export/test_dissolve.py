"""Jurisdictions are dissolved as a coverage: valid, without slivers, meeting in the same lines, areas adding up."""

import numpy as np
import pytest
import shapely

from borderkit.errors import OperationCancelled
from borderkit.export.dissolve import dissolve
from borderkit.full_detail import full_detail
from borderkit.progress import Silent
from borderkit.proposal import Proposal


def boxes() -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([shapely.box(x, 0, x + 1, 1) for x in range(4)], dtype=object)


def test_states_are_valid_meet_in_the_same_lines_and_have_the_area_of_their_counties(greater_idaho: Proposal) -> None:
    geometries = full_detail(greater_idaho.layer)
    outlines = dissolve(geometries, greater_idaho.assignment, 2, Silent())
    assert shapely.is_valid(outlines).all()
    assert shapely.coverage_is_valid(outlines)
    for position, outline in enumerate(outlines):
        counties = geometries[greater_idaho.assignment == position]
        assert outline.area == pytest.approx(shapely.area(counties).sum(), rel=1e-12)
        # Not one position is new.
        assert set(map(tuple, shapely.get_coordinates(outline))) <= set(map(tuple, shapely.get_coordinates(counties)))


def test_one_unit_is_its_own_outline_and_none_is_an_empty_one() -> None:
    outlines = dissolve(boxes(), np.array([0, 0, 2, 0], dtype=np.int16), 4, Silent())
    assert shapely.area(outlines).tolist() == [3.0, 0.0, 1.0, 0.0]
    assert shapely.is_empty(outlines).tolist() == [False, True, False, True]
    assert (shapely.get_type_id(outlines) == shapely.GeometryType.MULTIPOLYGON).all()
    assert [shapely.get_num_geometries(outline) for outline in outlines] == [2, 0, 1, 0]


def test_an_enclosed_unit_leaves_a_hole() -> None:
    ring = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    outlines = dissolve(np.array([ring, shapely.box(1, 1, 2, 2)], dtype=object), np.array([0, 1]), 2, Silent())
    assert shapely.get_num_interior_rings(shapely.get_geometry(outlines[0], 0)) == 1


def test_outlines_that_overlap_are_united() -> None:
    geometries = np.array([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)], dtype=object)
    (outline,) = dissolve(geometries, np.zeros(2, dtype=np.int16), 1, Silent())
    assert outline.is_valid
    assert outline.area == 3.0


def test_it_can_be_stopped_between_two_jurisdictions() -> None:
    class Stop:
        def report(self, done: int, total: int, what: str) -> None:
            if done == 2:
                raise OperationCancelled

    with pytest.raises(OperationCancelled):
        dissolve(boxes(), np.arange(4), 4, Stop())
