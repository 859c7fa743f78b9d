"""Which of the made-up precincts are painted to Idaho, by where they lie.

The proposal says in words how its line runs (along the Deschutes River, round Bend, back south of Sunriver), and
nothing of Klamath County. These rules follow the words where there are any, about; the line is nobody's but this
program's.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.projection import Geometries
from borderkit.refinement.coding import Refinement

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DESCHUTES, JEFFERSON, KLAMATH, WASCO = "41017", "41031", "41035", "41065"

#: Longitude and latitude.
_BEND = (-121.31, 44.06)
_MILES_AROUND_BEND = 10.0
#: South of Sunriver, the line turns back to the west.
_TURNS_BACK = 43.83
#: Two places at the Deschutes River: where it comes out of Lake Billy Chinook, and where it meets the Columbia.
_RIVER = ((-121.28, 44.60), (-120.91, 45.63))
_EAST_IN_KLAMATH = -121.5
_MILES_A_DEGREE = 69.0

#: Tells for longitudes and latitudes, (n,) each, which of them go to Idaho.
Rule = Callable[[Floats, Floats], Bools]


def _round_bend(longitude: Floats, latitude: Floats) -> Bools:
    east = (longitude - _BEND[0]) * np.cos(np.radians(_BEND[1]))
    near_bend = np.hypot(east, latitude - _BEND[1]) * _MILES_A_DEGREE <= _MILES_AROUND_BEND
    west_of_river = longitude <= _RIVER[0][0]
    stays = (latitude > _TURNS_BACK) & (near_bend | west_of_river)
    return np.asarray(~stays)


def _east_of_the_river(longitude: Floats, latitude: Floats) -> Bools:
    (west, south), (east, north) = _RIVER
    return np.asarray(longitude > west + (latitude - south) / (north - south) * (east - west))


def _east_in_klamath(longitude: Floats, _: Floats) -> Bools:
    return np.asarray(longitude > _EAST_IN_KLAMATH)


RULES: dict[str, Rule] = {
    DESCHUTES: _round_bend,
    JEFFERSON: _east_of_the_river,
    KLAMATH: _east_in_klamath,
    WASCO: _east_of_the_river,
}


def to_idaho(refinement: Refinement) -> list[str]:
    """Return the identifiers of the pieces of a county that are painted to Idaho."""
    outlines: Geometries = np.array([piece.outline for piece in refinement.pieces], dtype=object)
    middles = shapely.point_on_surface(outlines)
    goes = RULES[refinement.unit](shapely.get_x(middles), shapely.get_y(middles))
    return [piece.id for piece, goes_there in zip(refinement.pieces, goes, strict=True) if goes_there]
