"""How fine a layer's outlines are drawn, and what follows for gaps that are too narrow to be meant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from borderkit.own_layer.coordinates import Geometries, Positions

#: Metres of a degree of latitude, near enough for tolerances.
METRES = 111_195.0

#: A gap is too narrow to be meant if it is narrower than a tenth of the usual length of an edge, in metres at least
#: and at most: streets and rivers between units are wider than mistakes of drawing.
_SHARE_OF_EDGE, _NARROWEST, _WIDEST = 0.1, 1.0, 50.0
#: Or narrower than three steps of the numbers, where these are rounded coarsely. Numbers with fewer than four decimals
#: (eleven metres) were drawn so, like the cells of a grid.
_STEPS, _FEWEST_DECIMALS, _MOST_DECIMALS = 3, 4, 9
#: Positions so near to a neighbour's line lie on it: a fiftieth of a gap, in metres at least and at most.
_SHARE_OF_GAP, _NEAREST, _FURTHEST = 0.02, 0.02, 0.5
#: Rounding moves a position by no more than this many steps.
_OFF = 0.75

#: Units that are looked at.
_UNITS = 2_000


@dataclass(frozen=True, slots=True)
class Tolerances:
    """In metres: what lies nearer to a line than ``snap_m`` lies on it; a gap narrower than ``gap_m`` is a mistake."""

    snap_m: float
    gap_m: float


def tolerances_for(geometries: Geometries) -> Tolerances:
    """Return the tolerances that suit how finely outlines are drawn."""
    sample = geometries[:: max(len(geometries) // _UNITS, 1)]
    positions, unit = shapely.get_coordinates(sample, return_index=True)
    if len(positions) < 2:
        return Tolerances(_NEAREST, _NARROWEST)
    edges = np.diff(positions, axis=0)[unit[1:] == unit[:-1]]
    wide = np.cos(np.radians(np.clip(positions[1:, 1][unit[1:] == unit[:-1]], -89, 89)))
    lengths = np.hypot(edges[:, 0] * wide, edges[:, 1]) * METRES
    usual = float(np.median(lengths[lengths > 0])) if (lengths > 0).any() else 0.0
    step = _step(positions) * METRES
    gap = max(min(max(usual * _SHARE_OF_EDGE, _NARROWEST), _WIDEST), _STEPS * step)
    return Tolerances(max(min(max(gap * _SHARE_OF_GAP, _NEAREST), _FURTHEST), _OFF * step), gap)


def _step(positions: Positions) -> float:
    """Return the step that the numbers were rounded to, in degrees; 0 where they are not rounded."""
    for decimals in range(_MOST_DECIMALS + 1):
        scaled = positions * 10.0**decimals
        if (np.abs(scaled - np.rint(scaled)) < 1e-4).mean() > 0.99:
            return float(10.0**-decimals) if decimals >= _FEWEST_DECIMALS else 0.0
    return 0.0
