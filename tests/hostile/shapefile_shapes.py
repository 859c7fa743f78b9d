"""Shapefiles whose shapes are none, of other kinds, or lie where nothing lies."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any

import geopandas
import shapely

from tests.hostile.case import Case, Expected, Family, Make, Route, bind, changed
from tests.hostile.shapefile_bytes import Parts, as_set, first_point, patch_record, patched, record
from tests.hostile.sources import IDS, frame, truth, written

FAMILY = Family("shapefile shapes", Route.LAYER, truth)
#: The unit whose shape is damaged, and its row.
ROW, UNIT = 2, IDS[2]
#: How the program says which unit it means.
NAMED = rf"{UNIT}|row 3|Sussex|\b1 "


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _points()
    yield FAMILY.either(
        "a null shape",
        as_set(patch_record(ROW, "kind", bytes(4))),
        truth=lambda: changed(truth(), UNIT, area=0.0),
        told=NAMED,
    )
    yield FAMILY.refused("all shapes are null", as_set(_all_null))
    for what, (expected, geometry, told) in damaged_shapes().items():
        yield damaged(
            FAMILY,
            what,
            expected,
            geometry,
            told,
            lambda table: as_set(lambda parts: parts.update(written(table(), ".shp"))),
        )
    for what, crs in {"Mercator": "EPSG:3857", "feet of a state plane": "EPSG:2235", "Albers": "EPSG:5070"}.items():
        # What is measured here are areas in degrees, there and back.
        yield FAMILY.opened(
            f"in {what}", as_set(bind(lambda parts, crs: parts.update(written(frame().to_crs(crs), ".shp")), crs))
        )
        yield FAMILY.refused(f"in {what}, no prj", as_set(bind(_without_prj, crs)))


def damaged(
    family: Family,
    what: str,
    expected: Expected,
    geometry: Callable[[Any], Any],
    told: str,
    make: Callable[[Callable[[], geopandas.GeoDataFrame]], Make],
) -> Case:
    """Return a case in which one unit has another outline, in the format that ``make`` writes."""

    def table() -> geopandas.GeoDataFrame:
        changed_table = frame().copy()
        outlines = changed_table.geometry.to_numpy().copy()
        outlines[ROW] = geometry(outlines[ROW])
        return changed_table.set_geometry(geopandas.GeoSeries(outlines, crs=changed_table.crs))

    return Case(family.name, what, family.route, expected, make(table), truth, frozenset(("area",)), told)


def damaged_shapes() -> dict[str, tuple[Expected, Callable[[Any], Any], str]]:
    """Return outlines that are wrong: what must come of each, what it is made of, and what is to be said."""
    opened, either = Expected.OPENED, Expected.EITHER
    return {
        "an outline that crosses itself": (opened, lambda _: _ring((-75, 38), (-76, 39), (-75, 39), (-76, 38)), NAMED),
        "an outline of one point three times": (either, lambda _: _ring((-75, 38), (-75, 38), (-75, 38)), NAMED),
        "an outline on a line": (either, lambda _: _ring((-75, 38), (-76, 39), (-77, 40)), NAMED),
        "a hole larger than its outline": (opened, _large_hole, NAMED),
        "a hole outside": (opened, _hole_outside, rf"{NAMED}|4 units have several parts"),
        "a spike": (opened, lambda _: _ring((-75, 38), (-76, 38), (-76, 39), (-80, 39), (-76, 39), (-75, 39)), ""),
        "another unit's outline": (either, lambda _: frame().geometry.iloc[0], NAMED),
        "a thousand parts": (opened, lambda _: _many_parts(1000), ""),
        "parts that lie one in another": (opened, _nested, NAMED),
        "heights": (opened, lambda whole: shapely.force_3d(whole, 1e30), ""),
        "an outline around the world": (either, lambda _: shapely.box(-180, -90, 180, 90), ""),
        "an outline across the antimeridian": (
            opened,
            lambda _: _ring((179, 51), (-179, 51), (-179, 52), (179, 52)),
            "",
        ),
        "an outline beyond the poles": (either, lambda _: shapely.box(-75, 80, -74, 400), ""),
        "an outline far away": (either, lambda _: shapely.box(1e6, 1e6, 2e6, 2e6), ""),
        "an outline of absurd size": (either, lambda _: shapely.box(-1e300, -1e300, 1e300, 1e300), ""),
        "an outline of no size": (either, lambda _: shapely.box(-75, 38, -75 + 1e-13, 38 + 1e-13), ""),
        "latitude before longitude": (either, lambda whole: shapely.transform(whole, lambda xy: xy[:, ::-1]), ""),
    }


def _ring(*points: tuple[float, float]) -> shapely.Polygon:
    return shapely.Polygon(points)


def _large_hole(_: object) -> shapely.Polygon:
    return shapely.Polygon(shapely.box(-75, 38, -74, 39).exterior, [shapely.box(-77, 36, -72, 41).exterior])


def _hole_outside(_: object) -> shapely.Polygon:
    return shapely.Polygon(shapely.box(-75, 38, -74, 39).exterior, [shapely.box(-72, 38, -71, 39).exterior])


def _many_parts(number: int) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.box(-75 + n / 1e4, 38, -75 + n / 1e4 + 5e-5, 38.1) for n in range(number)])


def _nested(_: object) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.box(-75, 38, -74, 39), shapely.box(-74.8, 38.2, -74.2, 38.8)])


def _points() -> Iterator[Case]:
    """Coordinates that are no numbers, which no library writes."""
    for what, number in {
        "nan": float("nan"),
        "inf": float("inf"),
        "-inf": float("-inf"),
        "1e308": 1e308,
        "-1e30": -1e30,
        "5e-324": 5e-324,
    }.items():
        yield FAMILY.either(
            f"one coordinate is {what}",
            as_set(_first_points(number, 1)),
            differs=("area",),
            told=NAMED if what in ("nan", "inf", "-inf") else "",
        )
        yield FAMILY.either(
            f"all coordinates of a unit are {what}", as_set(_first_points(number, None)), differs=("area",), told=NAMED
        )
    yield FAMILY.either(
        "all coordinates of a unit are zero", as_set(_first_points(0.0, None)), differs=("area",), told=NAMED
    )
    yield FAMILY.either("a ring is not closed", as_set(_first_points(-75.5, 1)), differs=("area",))
    for what, number in {"nan": float("nan"), "zero": 0.0, "1e300": 1e300}.items():
        yield FAMILY.either(
            f"all coordinates of all units are {what}", as_set(_everywhere(number)), differs=("area",), told="."
        )


def _first_points(number: float, points: int | None) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[".shp"] = _overwritten(parts[".shp"], ROW, number, points)

    return change


def _overwritten(shp: bytes, row: int, number: float, points: int | None) -> bytes:
    at = first_point(shp, row)
    if points is None:
        (points,) = struct.unpack_from("<i", shp, at - 4 * _n_parts(shp, row) - 4)
    return patched(shp, at, struct.pack("<d", number) * (1 if points == 1 else 2 * points))


def _n_parts(shp: bytes, row: int) -> int:
    return int(struct.unpack_from("<i", shp, record(shp, row) + 36)[0])


def _everywhere(number: float) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for row in range(len(IDS)):
            parts[".shp"] = _overwritten(parts[".shp"], row, number, None)

    return change


def _all_null(parts: Parts) -> None:
    for row in range(len(IDS)):
        patch_record(row, "kind", bytes(4))(parts)


def _without_prj(parts: Parts, crs: str) -> None:
    parts.update(written(frame().to_crs(crs), ".shp"))
    del parts[".prj"]
