"""Outlines are repaired kind by kind; whatever is done is told, and no row is lost."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from borderkit.errors import LayerError, OperationCancelled, SaveError
from borderkit.own_layer.coordinates import to_geographic
from borderkit.own_layer.recipe import ALL_REPAIRS, Repair
from borderkit.own_layer.repair import Repaired, repair, write_changes
from tests.own_layer.shapes import (
    CHUKOTKA,
    DESCHUTES,
    EQUATOR,
    FIJI,
    KOLYMA,
    LANE,
    SVALBARD,
    Geometries,
    array,
    county,
    moved,
    oregon,
    same_bits,
)

US, EARTH = "EPSG:4269", "EPSG:4326"
#: Two triangles that meet in the crossing; 0.02 by 0.01 degrees each.
BOW_TIE = shapely.Polygon([(-121, 44), (-120.98, 44.02), (-120.98, 44), (-121, 44.02)])


def kinds(repaired: Repaired) -> list[Repair]:
    return [change.kind for change in repaired.changes]


def rows_told(repaired: Repaired) -> list[int]:
    """Every row that went in, by way of where it went."""
    elsewhere = [*repaired.merged.values(), *repaired.duplicates.values()]
    return sorted([*repaired.kept.tolist(), *(row for rows in elsewhere for row in rows)])


def without(*left_out: Repair) -> frozenset[Repair]:
    return ALL_REPAIRS - set(left_out)


class Watcher:
    """Notes the steps, and stops at one of them."""

    def __init__(self, stop_at: int = 99) -> None:
        self.steps: list[tuple[int, int]] = []
        self.stop_at = stop_at

    def report(self, done: int, total: int, what: str) -> None:
        self.steps.append((done, total))
        if done >= self.stop_at:
            raise OperationCancelled


def test_a_clean_layer_passes_untouched() -> None:
    geometries, ids = oregon()
    watcher = Watcher()
    repaired = repair(geometries, ids, US, progress=watcher)
    assert repaired.changes == ()
    assert all(one is other for one, other in zip(repaired.geometries, geometries, strict=True))
    assert repaired.kept.tolist() == list(range(36))
    (parts,) = repaired.untouched
    assert (parts.kind, parts.said) == (None, "2 units have several parts, such as islands.")
    assert watcher.steps[-1] == (7, 7)
    assert watcher.steps == sorted(watcher.steps)


@pytest.mark.parametrize("step", range(7))
def test_the_work_can_be_stopped_between_any_two_steps(step: int) -> None:
    geometries, ids = oregon()
    with pytest.raises(OperationCancelled):
        repair(geometries, ids, US, progress=Watcher(step))


def test_an_outline_that_crosses_itself_keeps_both_its_sides() -> None:
    repaired = repair(array(BOW_TIE, county(LANE)), ["bow", LANE], US)
    (change,) = repaired.changes
    assert (change.kind, change.units) == (Repair.RINGS, ("bow",))
    assert change.said.startswith("The outline of bow crosses itself: mended")
    assert change.at == pytest.approx((-120.99, 44.01))
    assert repaired.geometries[0].is_valid
    assert repaired.geometries[0].area == pytest.approx(2e-4)
    # 0.02 x 0.02 degrees, half of it: some 1.6 by 2.2 km by a half; as drawn, its halves cancelled each other out.
    assert change.area_m2 == pytest.approx(1_603 * 2_222 / 2, rel=0.01)
    assert same_bits(repaired.geometries[1], county(LANE))


@pytest.mark.parametrize(
    ("outline", "said", "area"),
    [
        (shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)], [[(2, 2), (3, 2), (3, 3), (2, 3)]]), "a hole outside", 2.0),
        (shapely.MultiPolygon([shapely.box(0, 0, 4, 4), shapely.box(1, 1, 2, 2)]), "a part within another part", 16.0),
        (shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)]), "crosses itself", 6.0),
        (shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]), "crosses itself", 2.0),
        (shapely.Polygon([(0, 0), (2, 0), (2, 2), (1, 0), (0, 2)]), "touches itself", 2.0),
        (shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(0, 0), (4, 4), (4, 0)]]), "crosses itself", 8.0),
    ],
)
def test_rings_of_every_kind_of_wrong_become_valid(outline: BaseGeometry, said: str, area: float) -> None:
    repaired = repair(array(outline), ["a"], EARTH)
    assert repaired.geometries[0].is_valid
    assert repaired.geometries[0].area == pytest.approx(area)
    assert said in repaired.changes[0].said


def test_a_ring_that_encloses_nothing_leaves_its_unit_without_outline() -> None:
    line = shapely.Polygon([(-121, 44), (-120, 45), (-121, 44)])
    repaired = repair(array(line, county(DESCHUTES)), ["a", "b"], US)
    assert repaired.geometries[0].is_empty
    assert "encloses nothing: the unit is kept" in repaired.changes[0].said
    assert repaired.kept.tolist() == [0, 1]


def test_invalid_rings_are_left_and_told_where_they_are_not_to_be_mended() -> None:
    repaired = repair(array(BOW_TIE, county(LANE)), ["bow", LANE], US, without(Repair.RINGS))
    assert repaired.geometries[0] is not None
    assert same_bits(repaired.geometries[0], BOW_TIE)
    assert repaired.untouched[0].kind is Repair.RINGS
    assert repaired.untouched[0].said == "The outline of bow crosses itself."


def test_heights_are_dropped_and_nothing_else_of_the_outline() -> None:
    flat = county(DESCHUTES)
    high = shapely.force_3d(flat, 1_104.5)
    repaired = repair(array(high, county(LANE)), [DESCHUTES, LANE], US)
    assert same_bits(repaired.geometries[0], flat)
    assert (kinds(repaired), repaired.changes[0].units) == ([Repair.HEIGHTS], (DESCHUTES,))
    kept = repair(array(high), [DESCHUTES], US, without(Repair.HEIGHTS))
    assert kept.geometries[0].has_z
    assert kept.untouched[0].kind is Repair.HEIGHTS


def test_a_row_that_is_there_twice_is_kept_once() -> None:
    geometries, ids = oregon()
    turned = shapely.Polygon(np.roll(shapely.get_coordinates(county(DESCHUTES))[:-1], 5, axis=0)[::-1])
    repaired = repair(array(*geometries, turned), [*ids, DESCHUTES], US)
    position = ids.index(DESCHUTES)
    assert repaired.duplicates == {position: (36,)}
    assert kinds(repaired) == [Repair.DUPLICATES]
    assert repaired.changes[0].said == (
        f"The row 37 has the same identifier ({DESCHUTES}), outline as the row {position + 1}: one of them is kept."
    )
    assert len(repaired.geometries) == 36
    assert rows_told(repaired) == list(range(37))


def test_rows_with_other_figures_are_no_duplicates_but_parts() -> None:
    outline = county(DESCHUTES)
    same = repair(array(outline, outline), ["a", "a"], US, row_hashes=np.array([7, 7]))
    assert same.duplicates == {0: (1,)}
    assert "outline and figures" in same.changes[0].said
    other = repair(array(outline, outline), ["a", "a"], US, row_hashes=np.array([7, 8]))
    assert (other.duplicates, other.merged) == ({}, {0: (1,)})
    assert "the same but not their figures" in other.changes[0].said
    assert other.geometries[0].equals(outline)


def test_rows_with_one_identifier_become_parts_of_one_unit() -> None:
    geometries, ids = oregon()
    west, east = shapely.box(-123, 43, -121, 45), shapely.box(-121, 43, -119, 45)
    halves = [shapely.intersection(county(DESCHUTES), half) for half in (west, east)]
    position = ids.index(DESCHUTES)
    geometries[position] = halves[0]
    repaired = repair(array(*geometries, halves[1]), [*ids, DESCHUTES], US)
    assert repaired.merged == {position: (36,)}
    assert shapely.symmetric_difference(repaired.geometries[position], county(DESCHUTES)).area < 1e-12
    assert repaired.changes[0].said == (
        f"The rows {position + 1}, 37 have one identifier ({DESCHUTES}): they were joined as parts of one unit."
    )
    assert rows_told(repaired) == list(range(37))
    assert shapely.coverage_is_valid(repaired.geometries)


def test_what_the_parts_of_a_unit_overlap_counts_once_and_is_told() -> None:
    repaired = repair(array(shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)), ["a", "a"], EARTH)
    (change,) = repaired.changes
    assert "that they overlap count once" in change.said
    assert change.area_m2 == pytest.approx(111_319 * 110_574, rel=0.001)


def test_rows_with_one_identifier_are_told_where_they_are_not_to_be_joined() -> None:
    repaired = repair(array(*EQUATOR), ["a", "a"], EARTH, without(Repair.SAME_IDENTIFIER))
    assert repaired.kept.tolist() == [0, 1]
    assert "The rows 1, 2 have one identifier (a), and each unit needs its own." in repaired.untouched[0].said
    doubled = repair(array(EQUATOR[0], EQUATOR[0]), ["a", "a"], EARTH, without(*Repair))
    assert len(doubled.geometries) == 2
    assert Repair.DUPLICATES in [remark.kind for remark in doubled.untouched]


def test_units_without_outline_are_kept_and_told() -> None:
    repaired = repair(array(None, EQUATOR[0], shapely.MultiPolygon(), shapely.Point()), list("abcd"), EARTH)
    assert repaired.kept.tolist() == [0, 1, 2, 3]
    assert [geometry.is_empty for geometry in repaired.geometries] == [True, False, True, True]
    assert repaired.untouched[0].units == ("a", "c", "d")
    assert len(repair(array(None, None), ["a", "b"], EARTH).geometries) == 2
    assert len(repair(array(), [], EARTH).geometries) == 0


def test_points_and_lines_are_refused_by_row() -> None:
    wrong = array(EQUATOR[0], shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)]), EQUATOR[1])
    with pytest.raises(LayerError, match=r"The rows 2 and 3 of the layer have points or lines .*Choose another layer"):
        repair(wrong, list("abcd"), EARTH)
    with pytest.raises(LayerError, match="The row 1 of the layer has points"):
        repair(array(shapely.GeometryCollection([shapely.Point(1, 2)])), ["a"], EARTH)


def test_polygons_in_collections_are_taken() -> None:
    mixed = shapely.GeometryCollection([EQUATOR[0], shapely.Point(9, 9), shapely.GeometryCollection([SVALBARD[0]])])
    repaired = repair(array(mixed), ["a"], EARTH)
    assert repaired.geometries[0].equals(shapely.MultiPolygon([EQUATOR[0], SVALBARD[0]]))
    assert "came as a collection of shapes" in repaired.untouched[0].said


def bounds(geometries: Geometries) -> list[float]:
    return [float(value) for value in shapely.total_bounds(geometries)]


def test_an_outline_that_jumps_at_the_antimeridian_is_cut_there() -> None:
    repaired = repair(array(CHUKOTKA, KOLYMA), ["chukotka", "kolyma"], EARTH)
    (change,) = repaired.changes
    assert (change.kind, change.units) == (Repair.ANTIMERIDIAN, ("chukotka",))
    assert change.at is not None
    assert abs(change.at[0]) == 180
    cut = repaired.geometries[0]
    assert cut.is_valid
    assert cut.geom_type == "MultiPolygon"
    assert bounds(repaired.geometries[:1]) == [-180, 62, 180, 70]
    assert all(right - left <= 10 for left, _, right, _ in shapely.bounds(shapely.get_parts(cut)))
    # The positions of the file are kept to the last bit, so that neighbours still meet.
    given = {tuple(position) for position in shapely.get_coordinates(CHUKOTKA).tolist()}
    assert given <= {tuple(position) for position in shapely.get_coordinates(cut).tolist()}
    assert shapely.coverage_is_valid(repaired.geometries)


def test_the_cut_has_the_same_positions_on_both_sides() -> None:
    cut = repair(array(CHUKOTKA), ["a"], EARTH).geometries[0]
    positions = shapely.get_coordinates(cut)
    assert sorted(set(positions[positions[:, 0] == 180, 1])) == sorted(set(positions[positions[:, 0] == -180, 1]))


def test_neighbours_across_the_antimeridian_are_cut_at_the_same_positions() -> None:
    north = shapely.Polygon([(179.7, -16.3), (-179.6, -16.4), (-179.5, -15.9), (179.6, -15.8)])
    south = shapely.Polygon([(179.7, -16.3), (179.5, -17.1), (-179.7, -17.2), (-179.6, -16.4)])
    repaired = repair(array(north, south), ["n", "s"], EARTH)
    assert shapely.coverage_is_valid(repaired.geometries)
    shared = shapely.intersection(*repaired.geometries)
    assert shared.length == pytest.approx(np.hypot(0.7, 0.1))


def test_longitudes_beyond_180_are_brought_back() -> None:
    beyond = [moved(shapely.box(-180.0, -17.0, -179.7, -16.1), 360.0), shapely.box(177.2, -18.3, 181.5, -17.3)]
    repaired = repair(array(*beyond), ["a", "b"], EARTH)
    assert kinds(repaired) == [Repair.ANTIMERIDIAN]
    assert repaired.changes[0].units == ("a", "b")
    assert repaired.geometries[0].bounds == pytest.approx((-180.0, -17.0, -179.7, -16.1))
    assert len(repaired.geometries[1].geoms) == 2
    assert bounds(repaired.geometries) == [-180, -18.3, 180, -16.1]


def test_a_hole_across_the_antimeridian_stays_a_hole() -> None:
    lake = [(179.5, 66.0), (179.5, 67.0), (-179.5, 67.0), (-179.5, 66.0)]
    repaired = repair(array(shapely.Polygon(shapely.get_coordinates(CHUKOTKA), [lake])), ["a"], EARTH)
    whole = repair(array(CHUKOTKA), ["a"], EARTH)
    assert whole.geometries[0].area - repaired.geometries[0].area == pytest.approx(1.0)


def test_antarctica_is_closed_at_the_pole() -> None:
    coast = [(x, -70.0 - (x % 7)) for x in range(-180, 180, 5)]
    repaired = repair(array(shapely.Polygon(coast)), ["a"], EARTH)
    assert repaired.geometries[0].is_valid
    assert bounds(repaired.geometries)[:2] == [-180, -90]
    assert repaired.geometries[0].covers(shapely.Point(12, -89.5))


@pytest.mark.parametrize(
    "outline",
    [
        shapely.box(-180, -60, 180, 60),
        shapely.Polygon([(-180, -60), (180, -60), (180, 60), (0, 60), (-180, 60)]),
        shapely.Polygon([(-180, -90), (180, -90), (180, -78), (60, -67), (-60, -75), (-180, -78)]),
        FIJI[0],
    ],
)
def test_what_goes_around_the_earth_indeed_is_left(outline: BaseGeometry) -> None:
    repaired = repair(array(outline), ["a"], EARTH)
    assert same_bits(repaired.geometries[0], outline)
    assert repaired.changes == ()


def test_the_aleutians_come_out_the_same_from_longitudes_of_either_kind() -> None:
    aleutian = shapely.Polygon([(179.2, 51.4), (179.9, 51.2), (-179.3, 51.3), (-178.9, 51.8), (179.4, 51.9)])
    eastern = shapely.transform(aleutian, lambda at: np.column_stack([at[:, 0] % 360, at[:, 1]]))
    placed = to_geographic(array(aleutian), "EPSG:4269")
    assert placed.crs == "EPSG:4269"
    one, other = repair(array(aleutian, eastern), ["a", "b"], US, without(Repair.OVERLAPS)).geometries
    assert one.area == pytest.approx(other.area)
    assert shapely.hausdorff_distance(one, other) < 1e-9


def test_outlines_across_the_antimeridian_are_told_where_they_are_not_to_be_cut() -> None:
    repaired = repair(array(CHUKOTKA), ["a"], EARTH, without(Repair.ANTIMERIDIAN, Repair.RINGS))
    assert same_bits(repaired.geometries[0], CHUKOTKA)
    assert "jump from 180° to -180°" in repaired.untouched[0].said


def test_what_was_done_is_written_as_a_table_and_as_places(tmp_path: Path) -> None:
    repaired = repair(array(BOW_TIE, None, CHUKOTKA), ["bow", "=none", "chukotka"], EARTH)
    write_changes(tmp_path / "repairs.csv", repaired)
    with (tmp_path / "repairs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["done"], row["kind"], row["units"]) for row in rows[:2]] == [
        ("repaired", "outlines across the antimeridian", "chukotka"), ("repaired", "invalid rings", "bow"),
    ]  # fmt: skip
    assert {row["done"] for row in rows} == {"repaired", "nothing to repair"}
    assert float(rows[1]["longitude"]) == pytest.approx(-120.99)
    assert float(rows[1]["area_m2"]) > 1e6
    write_changes(tmp_path / "repairs.geojson", repaired)
    places = json.loads((tmp_path / "repairs.geojson").read_text(encoding="utf-8"))["features"]
    assert len(places) == len(rows)
    assert places[1]["geometry"] == {"type": "Point", "coordinates": [-120.99, 44.01]}
    assert places[1]["properties"]["said"] == rows[1]["said"]
    with pytest.raises(SaveError):
        write_changes(tmp_path / "nowhere" / "repairs.csv", repaired)
