"""Lengths and north of the map, against the ellipsoid."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.ground import Ground, measure_composite, part_at
from borderkit.prepared import PreparedLayer
from borderkit.projection import GEOGRAPHIC_CRS, INSETS, composite
from borderkit.read_layer import read_layer

GEOD = Geod(ellps="GRS80")
MILE = 1609.344
ToMap = Callable[[float, float], tuple[float, float]]

#: Longitude and latitude of places far from each other; none is a node of the grid.
PLACES = {
    "Kansas": (-98.4, 38.5),
    "Maine": (-68.8, 46.3),
    "Florida": (-80.6, 25.3),
    "Washington": (-122.3, 47.6),
    "Anchorage": (-149.9, 61.2),
    "Juneau": (-134.4, 58.3),
    "Honolulu": (-157.9, 21.3),
    "Hilo": (-155.1, 19.7),
}
INSET_OF = {"Anchorage": "AK", "Juneau": "AK", "Honolulu": "HI", "Hilo": "HI"}


@pytest.fixture(scope="module")
def origins() -> dict[str, tuple[float, float]]:
    """Where each inset's lower left corner lies in its own projection, found from what the composite draws."""
    loaded = read_layer(locations.shapefiles() / BUNDLED_LAYER)
    codes = np.array([state.code for state in loaded.layer.jurisdictions])[loaded.layer.home]
    found = {}
    for inset in INSETS:
        of_state = loaded.geometries[codes == inset.code]
        drawn = composite(of_state, codes[codes == inset.code]).drawn
        # Any vertex of any unit: what it is in the inset's projection, less how far it was moved.
        parts = [shapely.get_parts(units)[-1] for units in (of_state[:1], drawn[:1])]
        (longitude, latitude), (x, y) = (shapely.get_coordinates(part)[0] for part in parts)
        own = Transformer.from_crs(GEOGRAPHIC_CRS, inset.crs, always_xy=True).transform(longitude, latitude)
        found[inset.code] = (
            own[0] - (x - inset.corner[0]) / inset.scale,
            own[1] - (y - inset.corner[1]) / inset.scale,
        )
    return found


@pytest.fixture(scope="module")
def parts(prepared: PreparedLayer, origins: dict[str, tuple[float, float]]) -> tuple[Ground, ...]:
    return measure_composite(prepared.frame.insets, prepared.level(0).extent, origins)


def map_position(place: str, origins: dict[str, tuple[float, float]]) -> ToMap:
    """Return how longitude and latitude near a place become metres of the map."""
    code = INSET_OF.get(place)
    if code is None:
        return Transformer.from_crs(GEOGRAPHIC_CRS, "EPSG:5070", always_xy=True).transform
    inset = next(inset for inset in INSETS if inset.code == code)
    own = Transformer.from_crs(GEOGRAPHIC_CRS, inset.crs, always_xy=True)
    left, bottom = origins[code]

    def place_it(longitude: float, latitude: float) -> tuple[float, float]:
        x, y = own.transform(longitude, latitude)
        return (x - left) * inset.scale + inset.corner[0], (y - bottom) * inset.scale + inset.corner[1]

    return place_it


def unit_of(prepared: PreparedLayer, geoid: str) -> tuple[float, float]:
    x, y = prepared.anchors[prepared.layer.index_of[geoid]]
    return float(x), float(y)


@pytest.mark.parametrize("place", PLACES)
def test_a_bar_of_a_hundred_miles_is_a_hundred_miles_on_the_ground(
    place: str, parts: tuple[Ground, ...], origins: dict[str, tuple[float, float]]
) -> None:
    """The bar's ends are found by walking half its length along the map's horizontal, as the ellipsoid has it."""
    to_map = map_position(place, origins)
    x, y = to_map(*PLACES[place])
    ground = part_at(parts, x, y)
    assert ground.code == INSET_OF.get(place, "")
    half = 50 * MILE / ground.length_at(x, y)
    ends = [_back(to_map, PLACES[place], x + side * half, y) for side in (-1, 1)]
    _, _, length = GEOD.inv(*ends[0], *ends[1])
    assert length == pytest.approx(100 * MILE, rel=0.005)


def _back(to_map: ToMap, near: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    """Invert ``to_map`` by Newton's method, so that the test does not use the inverse it is about."""
    longitude, latitude = near
    for _ in range(20):
        px, py = to_map(longitude, latitude)
        step = 1e-4
        ax, ay = to_map(longitude + step, latitude)
        bx, by = to_map(longitude, latitude + step)
        jacobian = np.array([[ax - px, bx - px], [ay - py, by - py]]) / step
        east, north = np.linalg.solve(jacobian, [x - px, y - py])
        longitude, latitude = longitude + east, latitude + north
    assert np.hypot(*(np.array(to_map(longitude, latitude)) - (x, y))) < 1
    return longitude, latitude


@pytest.mark.parametrize("place", PLACES)
def test_north_points_along_the_meridian(
    place: str, parts: tuple[Ground, ...], origins: dict[str, tuple[float, float]]
) -> None:
    longitude, latitude = PLACES[place]
    to_map = map_position(place, origins)
    x, y = to_map(longitude, latitude)
    ahead = to_map(longitude, latitude + 0.01)
    meridian = math.atan2(ahead[0] - x, ahead[1] - y)
    assert math.degrees(part_at(parts, x, y).north_at(x, y)) == pytest.approx(math.degrees(meridian), abs=0.3)


def test_north_leans_to_the_middle_of_the_country_on_both_coasts(
    parts: tuple[Ground, ...], origins: dict[str, tuple[float, float]]
) -> None:
    angle = {}
    for place in ("Washington", "Kansas", "Maine"):
        x, y = map_position(place, origins)(*PLACES[place])
        angle[place] = math.degrees(parts[0].north_at(x, y))
    assert angle["Washington"] > 10
    assert abs(angle["Kansas"]) < 3
    assert angle["Maine"] < -10


def test_a_metre_in_the_inset_of_alaska_stands_for_almost_three(
    prepared: PreparedLayer, parts: tuple[Ground, ...]
) -> None:
    x, y = unit_of(prepared, "02020")
    assert part_at(parts, x, y).length_at(x, y) == pytest.approx(1 / 0.35, rel=0.02)


@pytest.mark.parametrize(
    ("geoid", "code"), [("02020", "AK"), ("02016", "AK"), ("15001", "HI"), ("06037", ""), ("48043", ""), ("23029", "")]
)
def test_every_county_lies_in_its_part(
    geoid: str, code: str, prepared: PreparedLayer, parts: tuple[Ground, ...]
) -> None:
    assert part_at(parts, *unit_of(prepared, geoid)).code == code


def test_outside_of_a_part_its_nearest_edge_counts(parts: tuple[Ground, ...]) -> None:
    mainland = parts[0]
    left, bottom, _, _ = mainland.box
    assert mainland.length_at(left - 1e7, bottom - 1e7) == mainland.east[0, 0]
    assert mainland.north_at(left - 1e7, bottom - 1e7) == mainland.north[0, 0]


def test_nodes_have_the_measured_value_and_their_middle_the_mean() -> None:
    ground = Ground("", (0, 0, 20, 10), np.zeros((2, 3)), np.array([[1.0, 2.0, 4.0], [3.0, 4.0, 6.0]]))
    assert ground.length_at(0, 0) == 1
    assert ground.length_at(20, 10) == 6
    assert ground.length_at(10, 0) == 2
    assert ground.length_at(5, 5) == 2.5
    assert ground.length_at(15, 10) == 5


def test_what_is_stored_comes_back(parts: tuple[Ground, ...]) -> None:
    for part in parts:
        back = Ground.from_json(part.to_json())
        assert (back.code, back.box) == (part.code, part.box)
        np.testing.assert_allclose(back.north, part.north, atol=1e-7)
        np.testing.assert_allclose(back.east, part.east, atol=1e-7)
