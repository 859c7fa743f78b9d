"""A fitting equal-area projection for a layer, wherever on the earth it lies.

Several projections are tried on the layer's own positions, and the simplest of those that bend shapes least is taken.
All of them keep areas true; what differs is how much angles, and with them shapes, are bent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Proj, Transformer

from borderkit.own_layer.coordinates import NAD83, WGS84, Geometries, Positions
from borderkit.own_layer.equal_area import Window, candidates, wrapped
from borderkit.own_layer.found import Box
from borderkit.own_layer.meridian import split_at, with_steps

Values = NDArray[np.float64]

#: How many positions of a layer a projection is tried on.
_TRIED = 1_000
#: Of the positions, so many percent must be bent less than what a projection is judged by: the poles of a world map
#: are always bent out of all shape.
_PERCENT = 95
#: Angles bent by so many degrees more are not seen: the simpler projection, or the one that people know, is taken.
_HARDLY_SEEN = 0.5
#: Positions on the cut are drawn so many degrees (a tenth of a millimetre) beside it, each on its own side.
_BESIDE = 1e-9
_TURN = np.array([360.0, 0.0])
#: Edges along the cut follow its curve in steps of so many degrees.
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Fitting:
    """An equal-area projection that fits a layer.

    Attributes:
        crs: the projection, metres; x to the east and y to the north.
        name: what it is called.
        why: why it was taken, one sentence for a person.
        geographic: the longitudes and latitudes that it starts from ("EPSG:4269" or "EPSG:4326").
        cut: the meridian where its map is cut open, in degrees from -180 to 180; no unit lies across it unless the
            layer goes all around the earth.
        bent: by how many degrees it bends angles, at 95 of 100 positions at most.

    """

    crs: str
    name: str
    why: str
    geographic: str
    cut: float
    bent: float


def fitting_projection(where: Geometries | Box, crs: str = WGS84) -> Fitting:
    """Return the equal-area projection that fits a layer best.

    Args:
        where: outlines in longitude and latitude, repaired where they cross the antimeridian; or left, bottom, right,
            top, left being more than right across the antimeridian.
        crs: "EPSG:4269" or "EPSG:4326".

    """
    parts, positions = _sampled(where)
    window = _window(parts)
    tried = [(candidate, _bending(candidate.definition, positions)) for candidate in candidates(window, _datum(crs))]
    least = min(bent for _, bent in tried)
    best, bent = next((candidate, bent) for candidate, bent in tried if bent <= least + _HARDLY_SEEN)
    why = (
        f"{best.fits} It keeps areas true and bends angles by at most {max(bent, 0.1):.1f}° at {_PERCENT} of 100 "
        f"positions; of {len(tried)} that were tried, the least is {max(least, 0.1):.1f}°."
    )
    return Fitting(best.definition, best.name, why, crs, wrapped(best.centre + 180), bent)


def project(geometries: Geometries, fitting: Fitting) -> Geometries:
    """Project outlines in longitude and latitude, in one piece where the antimeridian had cut them.

    Outlines that lie across the cut of a map of the whole earth are cut there.
    """
    transformer = _transformer(fitting.geographic, fitting.crs)
    low, high = fitting.cut + _BESIDE, fitting.cut + 360 - _BESIDE

    def drawn(positions: Positions) -> Positions:
        x, y = transformer.transform(np.clip(positions[:, 0], low, high), positions[:, 1])
        return np.column_stack([x, y])

    projected: Geometries = shapely.transform(_from_cut(geometries, fitting.cut), drawn)
    return projected


@lru_cache(maxsize=8)
def _transformer(geographic: str, projected: str) -> Transformer:
    # Making one takes some ten milliseconds, more than to project a unit.
    return Transformer.from_crs(geographic, projected, always_xy=True)


def _from_cut(geometries: Geometries, cut: float) -> Geometries:
    """Return outlines with longitudes from a meridian eastwards, cut there and joined at the antimeridian."""
    bounds = shapely.bounds(geometries)
    with np.errstate(invalid="ignore"):
        west, inside = bounds[:, 2] <= cut, (bounds[:, 0] >= cut) & (bounds[:, 2] <= cut + 360)
    placed = geometries.copy()
    placed[west] = shapely.transform(geometries[west], _turned)
    for number in np.flatnonzero(~(west | inside | np.isnan(bounds[:, 0]))):
        placed[number] = _placed(geometries[number], cut)
    return placed


def _placed(geometry: shapely.Geometry, cut: float) -> shapely.Geometry:
    parts: list[shapely.Geometry] = []
    for part in shapely.get_parts(geometry):
        left, _, right, _ = part.bounds
        if left < cut < right:
            west, east = ([with_steps(piece, cut, _STEP) for piece in pieces] for pieces in split_at(part, cut))
            parts += [*(shapely.transform(piece, _turned) for piece in west), *east]
        else:
            parts.append(shapely.transform(part, _turned) if right <= cut else part)
    return shapely.union_all(parts)


def _turned(positions: Positions) -> Positions:
    turned: Positions = positions + _TURN
    return turned


def _sampled(where: Geometries | Box) -> tuple[Values, Positions]:
    """Return the boxes of the parts, (n, 4), and positions of the outlines, (m, 2)."""
    if isinstance(where, tuple):
        left, bottom, right, top = where
        box = np.array([[left, bottom, right + (360 if right < left else 0), top]])
        # Rows closer together towards the equator, so that each stands for as much land.
        rows = np.degrees(np.arcsin(np.linspace(np.sin(np.radians(bottom)), np.sin(np.radians(top)), 31)))
        nodes = np.meshgrid(np.linspace(box[0, 0], box[0, 2], 33), rows)
        return box, np.column_stack([axis.ravel() for axis in nodes])
    parts = shapely.get_parts(where)
    parts = parts[~shapely.is_empty(parts)]
    if not len(parts):
        return _sampled((-1.0, -1.0, 1.0, 1.0))
    positions = shapely.get_coordinates(parts)
    return shapely.bounds(parts), positions[:: max(len(positions) // _TRIED, 1)]


def _window(boxes: Values) -> Window:
    """Return the narrowest window around boxes: all but the widest empty gap of longitudes."""
    south, north = float(boxes[:, 1].min()), float(boxes[:, 3].max())
    turns = np.floor((boxes[:, 0] + 180) / 360) * 360
    left, right = boxes[:, 0] - turns, boxes[:, 2] - turns
    order = np.argsort(left)
    left, right = left[order], right[order]
    # What reaches across the antimeridian covers the beginning, too.
    reached = np.maximum.accumulate(np.append(right.max() - 360, right))
    gaps = np.append(left, left[0] + 360) - reached
    gaps[0] = -np.inf
    widest = int(gaps.argmax())
    if gaps[widest] <= 0:
        return Window(-180.0, south, 180.0, north)
    east = float(reached[widest])
    west = float(left[widest] if widest < len(left) else left[0] + 360)
    west -= 360 if west > east else 0
    return Window(west, south, east, north)


def _bending(definition: str, positions: Positions) -> float:
    """Return by how many degrees a projection bends angles at most, but for the worst positions."""
    latitudes = np.clip(positions[:, 1], -89.9, 89.9)
    factors = Proj(definition).get_factors(positions[:, 0], latitudes)
    bent = np.asarray(factors.angular_distortion)
    bent = np.where(np.isfinite(bent), bent, 180.0)
    return float(np.percentile(bent, _PERCENT))


def _datum(crs: str) -> str:
    return "NAD83" if crs == NAD83 else "WGS84"
