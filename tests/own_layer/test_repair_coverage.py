"""What lies between units is repaired: borders that do not meet, overlaps, gaps."""

import numpy as np
import pytest
import shapely

from borderkit.own_layer.areas import areas_m2
from borderkit.own_layer.fitting import fitting_projection
from borderkit.own_layer.recipe import ALL_REPAIRS, Repair
from borderkit.own_layer.repair import Repaired, repair
from borderkit.topology import trace
from tests.own_layer.shapes import CROOK, DESCHUTES, EQUATOR, LANE, Geometries, array, county, moved, oregon, same_bits

US, EARTH = "EPSG:4269", "EPSG:4326"
JEFFERSON = "41031"


def total_m2(geometries: Geometries) -> float:
    return float(areas_m2(geometries, fitting_projection(geometries, US)).sum())


def of_kind(repaired: Repaired, kind: Repair) -> list[str]:
    return [change.said for change in repaired.changes if change.kind is kind]


def densified(outline: shapely.Polygon) -> shapely.Polygon:
    """Put a position in the middle of each edge."""
    positions = shapely.get_coordinates(outline.exterior)
    middles = (positions[1:] + positions[:-1]) / 2
    return shapely.Polygon(np.stack([positions[:-1], middles], axis=1).reshape(-1, 2))


@pytest.mark.parametrize(("east", "north"), [(0.01, 0.005), (1e-5, 1e-5), (2e-6, -1e-6)])
def test_a_county_that_was_shifted_gives_a_valid_coverage_again(east: float, north: float) -> None:
    geometries, ids = oregon()
    geometries[ids.index(DESCHUTES)] = moved(county(DESCHUTES), east, north)
    repaired = repair(geometries, ids, US)
    assert shapely.coverage_is_valid(repaired.geometries)
    assert repaired.kept.tolist() == list(range(36))
    told = {unit for change in repaired.changes for unit in change.units}
    untold = [position for position, identifier in enumerate(ids) if identifier not in told]
    assert len(untold) > 25
    assert all(repaired.geometries[position] is geometries[position] for position in untold)
    overlaps = [change for change in repaired.changes if change.kind is Repair.OVERLAPS]
    assert {DESCHUTES} <= set(overlaps[0].units)
    assert all(change.area_m2 > 0 and change.at is not None for change in overlaps)


def test_the_areas_that_change_hands_are_those_of_the_overlaps() -> None:
    geometries, ids = oregon()
    shifted = moved(county(DESCHUTES), 0.01, 0.0)
    geometries[ids.index(DESCHUTES)] = shifted
    repaired = repair(geometries, ids, US)
    others = np.delete(geometries, ids.index(DESCHUTES))
    expected = total_m2(np.asarray(shapely.intersection(others, shifted)))
    told = sum(change.area_m2 for change in repaired.changes if change.kind is Repair.OVERLAPS)
    assert told == pytest.approx(expected, rel=1e-4)


def test_an_overlap_goes_to_the_unit_with_the_longer_border_on_it() -> None:
    # The overlap is 0.1 wide and 1 high; "b" surrounds three sides of it, "a" one.
    a = shapely.box(0, 0, 1.1, 1)
    b = shapely.Polygon([(1, -1), (3, -1), (3, 2), (1, 2)])
    repaired = repair(array(a, b), ["a", "b"], EARTH)
    assert repaired.geometries[0].equals(shapely.box(0, 0, 1, 1))
    assert repaired.geometries[1].equals(b)
    (said,) = of_kind(repaired, Repair.OVERLAPS)
    assert said.endswith("given to b, with which it shares the longer border.")
    assert shapely.coverage_is_valid(repaired.geometries)


def test_a_city_that_is_drawn_over_its_county_keeps_its_land() -> None:
    geometries, ids = oregon()
    city = shapely.box(-121.4, 44.0, -121.2, 44.1)
    repaired = repair(array(*geometries, city), [*ids, "bend"], US)
    assert repaired.geometries[36] is city
    rest = repaired.geometries[ids.index(DESCHUTES)]
    assert rest.equals(shapely.difference(county(DESCHUTES), city))
    (change,) = repaired.changes
    assert change.said.endswith("given to bend, as it is more than half of its land.")
    assert change.area_m2 == pytest.approx(178e6, rel=0.01)
    assert shapely.coverage_is_valid(repaired.geometries)


def test_outlines_that_are_the_same_under_two_identifiers_are_both_kept_and_told() -> None:
    geometries, ids = oregon()
    repaired = repair(array(*geometries, county(DESCHUTES)), [*ids, "41999"], US)
    assert len(repaired.geometries) == 37
    assert repaired.geometries[36].equals(county(DESCHUTES))
    assert repaired.changes == ()
    remark = next(remark for remark in repaired.untouched if remark.kind is Repair.OVERLAPS)
    assert remark.units == (DESCHUTES, "41999")
    assert "have the same outline: all are kept" in remark.said


def test_a_unit_that_others_cover_wholly_is_kept_and_told() -> None:
    geometries, ids = oregon()
    state = shapely.union_all(geometries)
    repaired = repair(array(*geometries, state), [*ids, "41000"], US)
    assert repaired.geometries[36].equals(state)
    assert all(one is other for one, other in zip(repaired.geometries, geometries, strict=False))
    remark = next(remark for remark in repaired.untouched if remark.kind is Repair.OVERLAPS)
    assert remark.units == ("41000",)
    assert remark.area_m2 == pytest.approx(total_m2(array(state)))


def test_overlaps_are_left_and_told_where_they_are_not_to_be_settled() -> None:
    geometries, ids = oregon()
    geometries[ids.index(DESCHUTES)] = moved(county(DESCHUTES), 0.01)
    repaired = repair(geometries, ids, US, ALL_REPAIRS - {Repair.OVERLAPS, Repair.GAPS})
    assert all(one is other for one, other in zip(repaired.geometries, geometries, strict=True))
    remark = next(remark for remark in repaired.untouched if remark.kind is Repair.OVERLAPS)
    assert {DESCHUTES, CROOK, LANE} <= set(remark.units)


def test_positions_that_only_one_side_has_are_added_to_the_other() -> None:
    geometries, ids = oregon()
    dense = densified(county(DESCHUTES))
    geometries[ids.index(DESCHUTES)] = dense
    assert not shapely.coverage_is_valid(geometries)
    repaired = repair(geometries, ids, US)
    assert shapely.coverage_is_valid(repaired.geometries)
    assert repaired.geometries[ids.index(DESCHUTES)] is dense
    (change,) = repaired.changes
    assert change.kind is Repair.GAPS
    added = shapely.get_num_coordinates(repaired.geometries).sum() - shapely.get_num_coordinates(geometries).sum()
    assert change.said.startswith(f"{added} positions of neighbours were added")
    assert change.area_m2 < 1


def test_a_traced_layer_knows_its_neighbours_again() -> None:
    flat = array(shapely.box(0, 0, 1, 1), shapely.Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0.4)]))
    (one, other) = repair(flat, ["a", "b"], EARTH).geometries
    metres = shapely.transform(array(one, other), lambda at: at * 100_000)
    level = trace(metres, 0)
    assert level.arc_other.tolist().count(1) == 1  # one arc between the two


def test_a_narrow_gap_is_filled_into_the_neighbour_with_the_longest_border() -> None:
    geometries, ids = oregon()
    cut = shapely.box(-121.5, 44.0, -121.0, 44.0001)  # 11 m wide, within the county
    geometries[ids.index(DESCHUTES)] = shapely.difference(county(DESCHUTES), cut)
    repaired = repair(geometries, ids, US)
    (said,) = of_kind(repaired, Repair.GAPS)
    assert "A gap some 11.1 m wide" in said
    assert f"nowhere as wide as {repaired.gap_tolerance_m:.1f} m" in said
    assert said.endswith(f"filled into {DESCHUTES}, with which it shares the longest border.")
    assert repaired.geometries[ids.index(DESCHUTES)].equals(county(DESCHUTES))
    assert repaired.changes[0].area_m2 == pytest.approx(total_m2(array(cut)), rel=1e-4)


def test_a_gap_between_many_units_is_shared_out_stretch_by_stretch() -> None:
    geometries, ids = oregon()
    whole = county(DESCHUTES)
    smaller = shapely.get_parts(shapely.buffer(whole, -5e-5, join_style="mitre"))
    geometries[ids.index(DESCHUTES)] = smaller[shapely.area(smaller).argmax()]
    repaired = repair(geometries, ids, US)
    assert shapely.coverage_is_valid(repaired.geometries)
    gap = next(change for change in repaired.changes if change.kind is Repair.GAPS and len(change.units) > 2)
    assert "stretch by stretch" in gap.said
    # Nobody reaches around the county: what a neighbour gains lies along its own border with it.
    for unit in set(gap.units) - {DESCHUTES}:
        position = ids.index(unit)
        gained = shapely.difference(repaired.geometries[position], geometries[position])
        assert shapely.hausdorff_distance(gained, shapely.intersection(gained, geometries[position].buffer(0.01))) == 0
    assert total_m2(repaired.geometries) == pytest.approx(total_m2(oregon()[0]), rel=1e-6)


def test_lakes_are_left_and_counted() -> None:
    geometries, ids = oregon()
    lake = shapely.box(-121.4, 43.9, -121.3, 44.0)
    geometries[ids.index(DESCHUTES)] = shapely.difference(county(DESCHUTES), lake)
    repaired = repair(geometries, ids, US)
    assert repaired.changes == ()
    (remark,) = [remark for remark in repaired.untouched if "belongs to none" in remark.said]
    assert remark.kind is None
    assert remark.area_m2 == pytest.approx(total_m2(array(lake)), rel=1e-4)


def test_an_island_in_a_lake_is_no_gap() -> None:
    shore = shapely.Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    island = shapely.box(1.00001, 1.00001, 1.99999, 1.99999)  # a ring of a metre around it
    repaired = repair(array(shore, island), ["shore", "island"], EARTH)
    assert len(of_kind(repaired, Repair.GAPS)) == 1
    assert shapely.coverage_is_valid(repaired.geometries)
    assert shapely.union_all(repaired.geometries).equals(shapely.box(0, 0, 3, 3))
    assert same_bits(repaired.geometries[1], island)


def test_gaps_are_told_where_they_are_not_to_be_filled() -> None:
    geometries, ids = oregon()
    cut = shapely.box(-121.5, 44.0, -121.0, 44.0001)
    geometries[ids.index(DESCHUTES)] = shapely.difference(county(DESCHUTES), cut)
    repaired = repair(geometries, ids, US, ALL_REPAIRS - {Repair.GAPS})
    assert repaired.changes == ()
    remark = next(remark for remark in repaired.untouched if remark.kind is Repair.GAPS)
    assert remark.said.startswith("1 gap narrower than")
    assert remark.at == pytest.approx((-121.25, 44.00005), abs=0.3)


def test_invalid_outlines_that_stay_do_not_keep_others_from_being_repaired() -> None:
    bow_tie = shapely.Polygon([(-79.5, 0), (-79.2, 0.3), (-79.2, 0), (-79.5, 0.3)])
    wider = shapely.box(-80.0, -1.0, -78.9, 1.0)
    repaired = repair(array(wider, EQUATOR[1], bow_tie), list("abc"), EARTH, ALL_REPAIRS - {Repair.RINGS})
    assert same_bits(repaired.geometries[2], bow_tie)
    assert shapely.coverage_is_valid(repaired.geometries[:2])
    assert len(of_kind(repaired, Repair.OVERLAPS)) == 1


def test_hundreds_of_units_that_all_overlap_become_a_coverage() -> None:
    geometries, _ = oregon()
    left, bottom, right, top = shapely.total_bounds(geometries)
    xs, ys = np.meshgrid(np.linspace(left, right, 16)[:-1], np.linspace(bottom, top, 16)[:-1])
    chance = np.random.default_rng(3)
    cells = array(*(
        moved(shapely.box(x, y, x + 0.55, y + 0.3), *chance.normal(0, 1e-4, 2))
        for x, y in zip(xs.ravel(), ys.ravel(), strict=True)
    ))  # fmt: skip
    repaired = repair(cells, [f"{number:03d}" for number in range(len(cells))], US)
    assert shapely.coverage_is_valid(repaired.geometries)
    assert not shapely.is_empty(repaired.geometries).any()
    assert shapely.is_valid(repaired.geometries).all()
