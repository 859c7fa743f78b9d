"""Pieces from another source come to fill a unit exactly, whatever they were like."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from borderkit.layer import UnitLayer
from borderkit.projection import Geometries
from borderkit.refinement.chains import chains_of, insert_positions, merged_chains
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.fitting import fit_pieces
from tests.refinement.precincts import DESCHUTES, JEFFERSON, boxes, is_division

UNIT = shapely.box(0, 0, 4, 4)
HALVES = boxes((0, 0, 2, 4), (2, 0, 4, 4))


def cells(unit: shapely.Geometry, number: int, seed: int) -> Geometries:
    """Return a unit cut into the cells around random positions."""
    low, high = shapely.bounds(unit).reshape(2, 2)
    positions = np.random.default_rng(seed).uniform(low, high, (number, 2))
    around = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(positions), extend_to=unit))
    cut = shapely.intersection(around, unit)
    return np.asarray(cut[shapely.area(cut) > 0])


def shaken(outlines: Geometries, by: float) -> Geometries:
    """Return outlines with every position moved a little, in each outline another way."""
    found = outlines.copy()
    for number, outline in enumerate(outlines):

        def shake(positions: np.ndarray, phase: int = number) -> np.ndarray:
            return positions + by * np.sin(positions * 1e7 + phase)

        found[number] = shapely.transform(outline, shake)
    return found


@pytest.mark.parametrize("geoid", [DESCHUTES, JEFFERSON, "53055", "51600"])
@pytest.mark.parametrize("kind", ["as they are", "rounded", "simplified one by one", "as a coverage", "shaken"])
def test_real_counties_are_filled_whatever_the_pieces_are_like(
    counties: UnitLayer, outlines: Geometries, geoid: str, kind: str
) -> None:
    county = outlines[counties.index_of[geoid]]
    size = float(np.sqrt(shapely.area(county)))
    pieces = cells(county, 40, seed=int(geoid))
    if kind == "rounded":
        pieces = shapely.make_valid(shapely.transform(pieces, lambda positions: np.round(positions, 6)))
    elif kind == "simplified one by one":
        pieces = shapely.simplify(pieces, 0.004 * size)
    elif kind == "as a coverage":
        pieces = shapely.coverage_simplify(pieces, 0.02 * size)
    elif kind == "shaken":
        pieces = shaken(pieces, 0.002 * size)
    assert is_division(county, fit_pieces(county, pieces).outlines)


def test_pieces_that_fit_already_stay_as_they_are(counties: UnitLayer, outlines: Geometries) -> None:
    county = outlines[counties.index_of[DESCHUTES]]
    pieces = cells(county, 40, seed=1)
    fitted = fit_pieces(county, pieces)
    assert fitted.kept == tuple(range(len(pieces)))
    assert (fitted.left_out, fitted.cut_off) == ((), ())
    assert fitted.uncovered == pytest.approx(0, abs=1e-9)
    assert fitted.covered_twice == pytest.approx(0, abs=1e-9)
    assert shapely.area(shapely.symmetric_difference(fitted.outlines, pieces)).max() < 1e-7


def test_the_same_pieces_give_the_same_outlines(counties: UnitLayer, outlines: Geometries) -> None:
    county = outlines[counties.index_of[DESCHUTES]]
    pieces = shaken(cells(county, 30, seed=2), 0.002)
    once, again = (shapely.to_wkb(fit_pieces(county, pieces).outlines).tolist() for _ in range(2))
    assert once == again


def test_a_piece_that_reaches_beyond_is_cut_off_and_told() -> None:
    fitted = fit_pieces(UNIT, boxes((0, 0, 2, 4), (2, 0, 5, 4)))
    assert is_division(UNIT, fitted.outlines)
    assert shapely.area(fitted.outlines).tolist() == pytest.approx([8, 8])
    assert [piece for piece, _ in fitted.cut_off] == [1]
    assert fitted.cut_off[0][1] == pytest.approx(1 / 3)


def test_a_piece_that_only_brushes_the_unit_is_left_out_and_told() -> None:
    fitted = fit_pieces(UNIT, np.append(HALVES, boxes((3.99, 0, 10, 4), (7, 7, 8, 8))))
    assert fitted.kept == (0, 1)
    assert [piece for piece, _ in fitted.left_out] == [2, 3]
    assert fitted.left_out[0][1] == pytest.approx(0.01 / 6.01)
    assert is_division(UNIT, fitted.outlines)


def test_what_two_pieces_claim_goes_to_the_smaller_so_that_none_within_another_vanishes() -> None:
    fitted = fit_pieces(UNIT, boxes((0, 0, 4, 4), (1, 1, 2, 2)))
    assert shapely.area(fitted.outlines).tolist() == pytest.approx([15, 1])
    assert fitted.covered_twice == pytest.approx(1 / 16)


def test_a_piece_that_is_there_twice_is_left_out_once() -> None:
    fitted = fit_pieces(UNIT, np.append(HALVES, HALVES[:1]))
    assert fitted.kept == (0, 1)
    assert [piece for piece, _ in fitted.left_out] == [2]


def test_a_gap_goes_to_the_piece_with_the_longest_border() -> None:
    ring = shapely.difference(UNIT, shapely.box(1.5, 1, 3, 3))
    left, right = (shapely.intersection(ring, half) for half in HALVES)
    fitted = fit_pieces(UNIT, np.array([left, right], dtype=object))
    assert fitted.uncovered == pytest.approx(3 / 16)
    assert shapely.area(fitted.outlines).tolist() == pytest.approx([7, 9])


def test_a_narrow_gap_along_many_pieces_is_shared_by_all_of_them() -> None:
    inner = boxes(*((x + 0.01, 0.01, x + 0.99, 3.99) for x in range(4)))
    fitted = fit_pieces(UNIT, inner)
    assert is_division(UNIT, fitted.outlines)
    assert shapely.area(fitted.outlines) == pytest.approx(4, rel=0.01)
    assert shapely.get_num_geometries(fitted.outlines).tolist() == [1] * 4


def test_an_island_without_a_piece_goes_to_the_nearest() -> None:
    unit = shapely.MultiPolygon([UNIT, shapely.box(5, 0, 6, 1)])
    fitted = fit_pieces(unit, HALVES)
    assert is_division(unit, fitted.outlines)
    assert shapely.area(fitted.outlines).tolist() == pytest.approx([8, 9])


def test_specks_that_cutting_leaves_over_go_to_a_neighbour_and_exclaves_stay() -> None:
    unit = shapely.Polygon([(0, 0), (4, 0), (4, 4), (2.02, 4), (2.01, 2), (1.98, 4), (0, 4)])
    # The left piece reaches over the notch; the right one has an exclave as small as what is cut off there.
    left = shapely.union_all(boxes((0, 0, 2, 4), (2, 3.9, 2.05, 4)))
    exclave = shapely.box(0.5, 0.5, 0.55, 0.55)
    right = shapely.union_all([shapely.difference(HALVES[1], left), exclave])
    fitted = fit_pieces(unit, np.array([shapely.difference(left, exclave), right], dtype=object))
    assert is_division(unit, fitted.outlines)
    assert [len(shapely.get_parts(outline)) for outline in fitted.outlines] == [1, 2]


def test_pieces_with_heights_crossing_themselves_or_missing_are_taken_as_they_can_be() -> None:
    bow = shapely.Polygon([(2, 0), (4, 4), (4, 0), (2, 4)])
    high = shapely.force_3d(HALVES[0], 7.0)
    fitted = fit_pieces(UNIT, np.array([high, bow, None], dtype=object))
    assert fitted.kept == (0, 1)
    assert not shapely.has_z(fitted.outlines).any()
    assert is_division(UNIT, fitted.outlines)


def test_pieces_that_lie_elsewhere_are_refused() -> None:
    with pytest.raises(RefinementError, match="None of the pieces lies in it"):
        fit_pieces(UNIT, boxes((10, 10, 11, 11)))


def test_positions_a_hands_breadth_apart_become_one() -> None:
    unit = shapely.Polygon([(0, 0), (4, 0), (4, 4), (2, 4.000001), (0, 4)])
    passing_by = fit_pieces(unit, boxes((0, 0, 4, 2), (0, 2, 4, 4)))
    assert passing_by.uncovered == 0
    nearly = shapely.Polygon([(1.5e-5, -1.5e-5), (2, 3e-6), (2, 4.000008), (0, 4)])
    fitted = fit_pieces(unit, np.array([HALVES[1], nearly], dtype=object))
    assert is_division(unit, fitted.outlines)
    positions = {tuple(position) for position in shapely.get_coordinates(fitted.outlines).tolist()}
    assert len(positions) == 6


def test_a_repeated_position_of_the_unit_does_no_harm() -> None:
    unit = shapely.Polygon([(0, 0), (4, 0), (4, 0), (4, 4), (0, 4)])
    assert is_division(unit, fit_pieces(unit, HALVES).outlines)


def test_new_positions_are_put_into_the_edge_of_the_neighbour_that_they_came_from() -> None:
    pieces = boxes((0, 0, 4, 1.3), (0, 1.3, 4, 2.9), (0, 2.9, 4, 4))
    fitted = fit_pieces(UNIT, pieces).outlines
    chains = merged_chains([chains_of(UNIT, fitted)])
    assert sorted(chains) == [((0.0, 0.0), (0.0, 4.0)), ((4.0, 0.0), (4.0, 4.0))]
    beside = boxes((4, 0, 6, 4), (6, 0, 8, 4))
    noded = insert_positions(beside, chains)
    assert shapely.coverage_is_valid(np.concatenate([fitted, noded]))
    assert not shapely.coverage_is_valid(np.concatenate([fitted, beside]))
    assert shapely.get_num_coordinates(noded).tolist() == [7, 5]
    assert shapely.equals(noded, beside).all()


def test_two_divided_neighbours_get_each_others_positions() -> None:
    east = shapely.box(4, 0, 8, 4)
    of_west = fit_pieces(UNIT, boxes((0, 0, 4, 1), (0, 1, 4, 3), (0, 3, 4, 4))).outlines
    of_east = fit_pieces(east, boxes((4, 0, 8, 2), (4, 2, 8, 3), (4, 3, 8, 4))).outlines
    chains = merged_chains([chains_of(UNIT, of_west), chains_of(east, of_east)])
    assert chains[(4.0, 0.0), (4.0, 4.0)] == [(4.0, 1.0), (4.0, 2.0), (4.0, 3.0)]
    together = insert_positions(np.concatenate([of_west, of_east]), chains)
    assert shapely.coverage_is_valid(together)
    assert not shapely.coverage_is_valid(np.concatenate([of_west, of_east]))


def test_pieces_that_are_not_the_unit_have_no_place_on_its_outline() -> None:
    with pytest.raises(RefinementError, match="do not meet the outline"):
        chains_of(UNIT, HALVES[:1])
    with pytest.raises(RefinementError, match="reach beyond"):
        chains_of(UNIT, np.append(HALVES, boxes((10, 0, 11, 1))))
