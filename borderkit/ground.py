"""How the map lies to the ground: true lengths and true north at every place of it.

The map's projections are equal-area, so neither are lengths the same everywhere nor is north straight up. Both are
measured on the ellipsoid at the nodes of a grid once, when a layer is prepared; what shows the map interpolates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyproj import Geod

    from borderkit.projection import Inset

Values = NDArray[np.float64]
Box = tuple[float, float, float, float]

#: From x and y in metres of the map to longitude and latitude in degrees.
ToGeographic = Callable[[Values, Values], tuple[Values, Values]]

#: Metres of the map between an inset and its frame; what lies within the frame belongs to the inset.
INSET_MARGIN = 30_000.0

_NODES = 9
#: Length in metres of the map of the steps that are measured.
_STEP = 1_000.0
#: Stored digits: a ten-millionth of a metre for a metre, and of a radian.
_DIGITS = 7


@dataclass(frozen=True, eq=False)
class Ground:
    """A part of the map, and how it lies to the ground.

    Attributes:
        code: "" for the mainland, the state for an inset.
        box: left, bottom, right, top of the part in metres of the map.
        north: (rows, columns) the angle of true north in radians, clockwise from up, on a grid over the box; the
            first row is the lowest.
        east: (rows, columns) how many true metres on the ellipsoid a metre of the map along its horizontal stands for.

    """

    code: str
    box: Box
    north: Values
    east: Values

    def north_at(self, x: float, y: float) -> float:
        """Return where true north is at a position, in radians clockwise from up."""
        return self._between(self.north, x, y)

    def length_at(self, x: float, y: float) -> float:
        """Return how many true metres a metre of the map along its horizontal stands for at a position."""
        return self._between(self.east, x, y)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a position lies in the part's box."""
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top

    def to_json(self) -> dict[str, Any]:
        """Return the part as plain lists."""
        return {
            "code": self.code,
            "box": list(self.box),
            "north": np.round(self.north, _DIGITS).tolist(),
            "east": np.round(self.east, _DIGITS).tolist(),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Ground:
        """Return the part that ``to_json`` gave."""
        left, bottom, right, top = (float(value) for value in stored["box"])
        north, east = np.array(stored["north"], np.float64), np.array(stored["east"], np.float64)
        return cls(str(stored["code"]), (left, bottom, right, top), north, east)

    def _between(self, values: Values, x: float, y: float) -> float:
        """Interpolate between the four nodes around a position; outside the box, take its nearest edge."""
        left, bottom, right, top = self.box
        rows, columns = values.shape
        row, up = _cell((y - bottom) / (top - bottom), rows)
        column, across = _cell((x - left) / (right - left), columns)
        (a, b), (c, d) = values[row : row + 2, column : column + 2].tolist()
        low, high = a + (b - a) * across, c + (d - c) * across
        return float(low + (high - low) * up)


def _cell(share: float, nodes: int) -> tuple[int, float]:
    """Return the cell that a share of the way lies in, and how far into it."""
    place = min(max(share, 0.0), 1.0) * (nodes - 1)
    cell = min(int(place), nodes - 2)
    return cell, place - cell


def part_at(parts: Sequence[Ground], x: float, y: float) -> Ground:
    """Return the part of the map that a position lies in: an inset, else the mainland.

    Args:
        parts: as ``measure_composite`` gives them, the mainland first.
        x: of the position, in metres of the map.
        y: likewise.

    """
    return next((part for part in parts if part.code and part.holds(x, y)), parts[0])


def measure_ground(code: str, box: Box, to_geographic: ToGeographic, geod: Geod) -> Ground:
    """Measure a part of the map on the ellipsoid.

    Args:
        code: "" or the inset's state.
        box: left, bottom, right, top in metres of the map.
        to_geographic: the inverse of what drew the map.
        geod: the ellipsoid.

    """
    left, bottom, right, top = box
    x, y = (nodes.ravel() for nodes in np.meshgrid(np.linspace(left, right, _NODES), np.linspace(bottom, top, _NODES)))
    right_e, right_n = _step(x, y, (_STEP / 2, 0.0), to_geographic, geod)
    up_e, _ = _step(x, y, (0.0, _STEP / 2), to_geographic, geod)
    # Which step on the map leads due north: the combination of both whose eastward parts cancel out.
    north, east = np.arctan2(-up_e, right_e), np.hypot(right_e, right_n)
    return Ground(code, box, north.reshape(_NODES, _NODES), east.reshape(_NODES, _NODES))


def measure_composite(
    frames: Mapping[str, Sequence[float]], extent: Box, origins: Mapping[str, tuple[float, float]]
) -> tuple[Ground, ...]:
    """Measure the composite map of the United States: the mainland, then each inset.

    Args:
        frames: each inset's [left, bottom, right, top] in metres of the map, by state.
        extent: of the whole map.
        origins: for each inset the position in its own projection that lies at its frame's lower left corner.

    """
    # Only the preparing of a layer needs these; the start-up does without.
    from pyproj import Geod, Transformer

    from borderkit.projection import GEOGRAPHIC_CRS, INSETS, MAINLAND_CRS

    geod = Geod(ellps="GRS80")
    mainland = Transformer.from_crs(MAINLAND_CRS, GEOGRAPHIC_CRS, always_xy=True)
    parts = [measure_ground("", extent, mainland.transform, geod)]
    for inset in INSETS:
        if inset.code in frames:
            left, bottom, right, top = frames[inset.code]
            margin = INSET_MARGIN
            box = (left - margin, bottom - margin, right + margin, top + margin)
            back = _out_of_inset(inset, origins[inset.code])
            parts.append(measure_ground(inset.code, box, back, geod))
    return tuple(parts)


def _out_of_inset(inset: Inset, origin: tuple[float, float]) -> ToGeographic:
    """Return the inverse of how an inset was projected, scaled and moved."""
    from pyproj import Transformer

    from borderkit.projection import GEOGRAPHIC_CRS

    transformer = Transformer.from_crs(inset.crs, GEOGRAPHIC_CRS, always_xy=True)
    (x0, y0), (left, bottom) = inset.corner, origin

    def to_geographic(x: Values, y: Values) -> tuple[Values, Values]:
        longitude, latitude = transformer.transform((x - x0) / inset.scale + left, (y - y0) / inset.scale + bottom)
        return longitude, latitude

    return to_geographic


def _step(
    x: Values, y: Values, half: tuple[float, float], to_geographic: ToGeographic, geod: Geod
) -> tuple[Values, Values]:
    """Return how far east and how far north a step on the map leads, in metres on the ellipsoid for one of the map."""
    dx, dy = half
    start, end = to_geographic(x - dx, y - dy), to_geographic(x + dx, y + dy)
    azimuth, _, length = geod.inv(*start, *end)
    heading, share = np.radians(azimuth), np.asarray(length) / (2 * float(np.hypot(dx, dy)))
    return share * np.sin(heading), share * np.cos(heading)
