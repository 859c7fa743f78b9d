"""The equal-area projections that a layer is tried on, each laid out for where the layer lies.

J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987 (Albers, cylindrical and Lambert
azimuthal equal-area; standard parallels a sixth of the height inside); B. Šavrič, T. Patterson and B. Jenny, The Equal
Earth map projection, 2018.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from borderkit.own_layer.found import Box

#: Wider layers, in degrees of longitude, go around the earth or a pole.
_REGIONAL = 200.0

#: Layers of so many degrees of longitude are drawn as people know the country or Alaska.
_WIDE = 18.0

#: Left, bottom, right, top; Alaska reaches across 180°.
_MAINLAND, _ALASKA = (-125.0, 24.3, -66.8, 49.5), (172.0, 51.0, 230.1, 71.6)


@dataclass(frozen=True, slots=True)
class Window:
    """Where a layer lies, in degrees; west may be below -180 or east above 180, and is less than east."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """The longitude, from -180 to 180, and the latitude of its centre."""
        return wrapped((self.west + self.east) / 2), (self.south + self.north) / 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A projection to try.

    Attributes:
        definition: a code or a PROJ string.
        name: what it is called.
        fits: which places it suits, one sentence.
        centre: its central meridian in degrees.

    """

    definition: str
    name: str
    fits: str
    centre: float


def candidates(window: Window, datum: str) -> Iterator[Candidate]:
    """Return the projections to try, those that are known or simple first."""
    end = f"+datum={datum} +units=m +no_defs"
    # Away from its central meridian a known projection stands a small place askew.
    is_wide = window.east - window.west >= _WIDE
    if datum == "NAD83" and is_wide and _lies_in(window, _MAINLAND):
        yield Candidate("EPSG:5070", "NAD83 / Conus Albers", "It is the usual one of the 48 states.", -96.0)
    if datum == "NAD83" and is_wide and _lies_in(window, _ALASKA):
        yield Candidate("EPSG:3338", "NAD83 / Alaska Albers", "It is the usual one of Alaska.", -154.0)
    if window.east - window.west <= _REGIONAL:
        yield _azimuthal(window, end)
        straddles = window.south < 0 < window.north
        if straddles:
            yield from _cylindrical(window, end)
        yield from _conic(window, end)
        if not straddles:
            yield from _cylindrical(window, end)
    if not window.south < 0 < window.north:
        yield _polar(window, end)
    longitude, _ = window.middle
    yield Candidate(
        f"+proj=eqearth +lon_0={longitude:.6f} {end}",
        f"Equal Earth, centred on {_meridian(longitude)}",
        "It suits the whole earth, and is cut open where its units leave the widest gap.",
        longitude,
    )


def _azimuthal(window: Window, end: str) -> Candidate:
    longitude, latitude = window.middle
    return Candidate(
        f"+proj=laea +lat_0={latitude:.6f} +lon_0={longitude:.6f} {end}",
        f"Lambert azimuthal equal-area, centred on {_parallel(latitude)}, {_meridian(longitude)}",
        "It suits compact places and small ones, on which it is centred.",
        longitude,
    )


def _conic(window: Window, end: str) -> Iterator[Candidate]:
    """Albers, with parallels a sixth of the height inside; none where the cone would be as good as a cylinder."""
    longitude, latitude = window.middle
    height = window.north - window.south
    low, high = window.south + height / 6, window.north - height / 6
    if abs(low + high) > 2 and window.north < 89 and window.south > -89:
        yield Candidate(
            f"+proj=aea +lat_1={low:.6f} +lat_2={high:.6f} +lat_0={latitude:.6f} +lon_0={longitude:.6f} {end}",
            f"Albers equal-area, true to scale on {_parallel(low)} and {_parallel(high)}",
            "It suits places that are wider than high in middle latitudes.",
            longitude,
        )


def _cylindrical(window: Window, end: str) -> Iterator[Candidate]:
    """Return the cylinder whose true parallel is such that the edges towards and away from the equator bend alike."""
    longitude, _ = window.middle
    nearest, furthest = sorted((abs(window.south), abs(window.north)))
    if window.south < 0 < window.north:
        nearest = 0.0
    if furthest < 60:
        true = float(np.degrees(np.arccos(np.sqrt(np.cos(np.radians(nearest)) * np.cos(np.radians(furthest))))))
        yield Candidate(
            f"+proj=cea +lat_ts={true:.6f} +lon_0={longitude:.6f} {end}",
            f"Cylindrical equal-area, true to scale on {true:.1f}° north and south",
            "It suits places along the equator.",
            longitude,
        )


def _polar(window: Window, end: str) -> Candidate:
    longitude, _ = window.middle
    pole = 90 if window.north > -window.south else -90
    return Candidate(
        f"+proj=laea +lat_0={pole} +lon_0={longitude:.6f} {end}",
        f"Lambert azimuthal equal-area, centred on the {'north' if pole > 0 else 'south'} pole",
        "It suits places around a pole.",
        longitude,
    )


def _lies_in(window: Window, box: Box) -> bool:
    left, bottom, right, top = box
    turned = 360.0 if window.west < left - 180 else 0.0
    inside = left <= window.west + turned and window.east + turned <= right
    return inside and bottom <= window.south and window.north <= top


def wrapped(longitude: float) -> float:
    """Return a longitude from -180 to 180."""
    return (longitude + 180) % 360 - 180


def _parallel(latitude: float) -> str:
    return f"{abs(latitude):.1f}° {'N' if latitude >= 0 else 'S'}"


def _meridian(longitude: float) -> str:
    return f"{abs(longitude):.1f}° {'E' if longitude >= 0 else 'W'}"
