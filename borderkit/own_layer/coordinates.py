"""Where a layer lies: reading its coordinate system, and bringing its outlines to longitudes and latitudes.

Longitude comes first everywhere, whatever a coordinate system says of the order of its axes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import AreaOfInterest, TransformerGroup

from borderkit.errors import LayerError

Geometries = NDArray[np.object_]
Positions = NDArray[np.float64]

NAD83, WGS84 = "EPSG:4269", "EPSG:4326"

#: Datums whose longitudes and latitudes are taken as they are: NAD83 and its readjustments, WGS 84, and the European
#: and Australian frames of the 1980s and 1990s. They lie within two metres of each other, less than what borders at
#: the scale of a map are known to (EPSG registry, transformations 1188, 1149, 1150, 1580, 1842: no shift).
_SAME_NUMBERS = frozenset({
    "EPSG:4269", "EPSG:4326", "OGC:CRS84", "OGC:CRS83", "EPSG:4152", "EPSG:4759", "EPSG:6318", "EPSG:4617",
    "EPSG:4258", "EPSG:4283",
})  # fmt: skip

#: Left, bottom, right, top of the parts of the United States and its territories.
_UNITED_STATES = np.array([
    (-125.0, 24.3, -66.8, 49.5),
    (-180.0, 51.0, -129.9, 71.6), (172.0, 51.0, 180.0, 53.5),
    (-178.5, 18.8, -154.6, 28.6),
    (-68.0, 17.5, -64.4, 18.7),
    (144.4, 13.0, 146.2, 20.7), (-171.3, -14.7, -168.0, -10.9),
])  # fmt: skip

#: Longitudes are taken once around the earth and half again; what lies further out is no longitude.
_FURTHEST = 540.0

#: A whole layer is wider or higher than this, in degrees: a metre.
_LEAST_EXTENT = 1e-5
#: A shift that may be further off than this, in metres, is told.
_TOLD_ABOVE = 5.0
_NAMED_ROWS = 3
#: How sure the database must be that a coordinate system without a code is the one that it knows, in percent.
_CONFIDENCE = 70


@dataclass(frozen=True, eq=False, slots=True)
class Geographic:
    """Outlines in longitude and latitude.

    Attributes:
        geometries: (n,) shapely geometries or None, x being the longitude in degrees; heights are kept.
        crs: "EPSG:4269" (NAD83) in the United States, "EPSG:4326" (WGS 84) elsewhere.
        remarks: what a person should know of the way here, a sentence each.

    """

    geometries: Geometries
    crs: str
    remarks: tuple[str, ...] = ()


@lru_cache(maxsize=64)  # an opening reads the same text several times, some of them for half a second
def read_crs(text: str) -> CRS:
    """Return the coordinate system that a text means: an authority code, its number alone, a name, WKT, PROJ.

    Raises:
        LayerError: if it means none, or one that is not of the earth's surface.

    """
    wanted = text.strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old ways to write one, which are as good here
            crs = CRS.from_user_input(f"EPSG:{wanted}" if wanted.isdecimal() else wanted)
            flat = crs.to_2d()
    except (CRSError, ProjError, TypeError, ValueError) as error:
        raise LayerError(
            f"“{_shortened(wanted)}” is no coordinate system that can be read. Give an authority code such as "
            "EPSG:4269, or choose one of those proposed."
        ) from error
    if not (flat.is_geographic or flat.is_projected) or flat.geodetic_crs is None:
        raise LayerError(
            f"The coordinate system “{_shortened(crs.name)}” does not say where on the earth a position lies. Give "
            "the one that the outlines are in, such as EPSG:4269."
        )
    return crs


def describe(crs: str) -> str:
    """Return what people call a coordinate system, with its code and its unit of length.

    Raises:
        LayerError: if there is no such coordinate system.

    """
    known = read_crs(crs)
    code = _code_of(known)
    unit = _UNITS.get(known.axis_info[0].unit_name, known.axis_info[0].unit_name) if known.axis_info else ""
    return f"{known.name}{f' ({code})' if code else ''}{f', in {unit}' if unit else ''}"


def normalised(crs_text: str) -> str:
    """Return a coordinate system's authority code if it has one, else its WKT.

    Raises:
        LayerError: if there is no such coordinate system.

    """
    crs = read_crs(crs_text)
    return _code_of(crs) or crs.to_wkt()


def to_geographic(geometries: Geometries, crs: str) -> Geographic:
    """Bring outlines to longitude and latitude, in NAD83 if all lie in the United States, else in WGS 84.

    Outlines that are in one of these already are returned as they are, bit for bit.

    Args:
        geometries: (n,) as the file has them, None where a row has none.
        crs: the coordinate system that they are in.

    Raises:
        LayerError: if the coordinate system cannot be read or calculated with, or coordinates do not lie on the earth.

    """
    system = read_crs(crs).to_2d()
    try:
        return _placed(geometries, system)
    except (CRSError, ProjError) as error:
        raise LayerError(
            f"There is no way from the coordinate system “{_shortened(system.name)}” to longitudes and latitudes: it "
            "is damaged, or not known here. Give the one that the outlines are in, such as EPSG:4269."
        ) from error


def _placed(geometries: Geometries, system: CRS) -> Geographic:
    _check(geometries, geometries, _finite, "is no number or infinite", system)
    moved, base = _to_degrees(geometries, system)
    remarks: tuple[str, ...] = ()
    if base is not None:
        _check(geometries, moved, _on_earth, "lies off the earth", system)
        moved, remarks = _to_wgs84(moved, base)
    _check(geometries, moved, _on_earth, "lies off the earth", system)
    _require_extent(moved, system)
    return Geographic(moved, NAD83 if _in_united_states(moved) else WGS84, remarks)


def _to_degrees(geometries: Geometries, system: CRS) -> tuple[Geometries, CRS | None]:
    """Return outlines in longitude and latitude, and the system that these still have to be shifted from, if any."""
    bare = system.source_crs if system.is_bound and system.source_crs is not None else system
    base = bare.geodetic_crs
    assert base is not None  # noqa: S101 - as read_crs has checked
    base = base.to_2d()
    if _code_of(base) in _SAME_NUMBERS:
        if bare.is_geographic:
            return geometries, None
        return _transformed(geometries, Transformer.from_crs(bare, base, always_xy=True)), None
    if system.is_bound:
        # The file says itself how it lies to WGS 84.
        return _transformed(geometries, Transformer.from_crs(system, WGS84, always_xy=True)), None
    return _transformed(geometries, Transformer.from_crs(bare, base, always_xy=True)), base


_UNITS = {"degree": "degrees", "metre": "metres", "US survey foot": "US survey feet", "foot": "feet", "grad": "grads"}


@lru_cache(maxsize=64)  # finding the code of a system that does not say it takes up to half a second
def _code_of(crs: CRS) -> str:
    known = crs.source_crs if crs.is_bound and crs.source_crs is not None else crs
    authority = known.to_authority(min_confidence=_CONFIDENCE)
    return ":".join(authority) if authority else ""


def _to_wgs84(geometries: Geometries, base: CRS) -> tuple[Geometries, tuple[str, ...]]:
    """Shift outlines from another datum by the best way that is at hand for where they lie."""
    left, bottom, right, top = shapely.total_bounds(geometries).tolist()
    if not np.isfinite([left, bottom, right, top]).all():
        return geometries, ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a better way needs a grid which is not installed: told below
        group = TransformerGroup(
            base, WGS84, always_xy=True,
            area_of_interest=AreaOfInterest(max(left, -180.0), bottom, min(right, 180.0), top),
        )  # fmt: skip
    if not group.transformers:
        return geometries, (f"{base.name} is taken for WGS 84: no way from one to the other is known.",)
    best = group.transformers[0]
    return _transformed(geometries, best), _remarks_on(base, best.accuracy, bool(group.best_available))


def _remarks_on(base: CRS, accuracy: float, is_best: bool) -> tuple[str, ...]:
    """Say how far off a shift may be, in metres; an accuracy below 0 is not known."""
    if accuracy < 0:
        return (f"{base.name} is taken for WGS 84, as no way between them is known: up to some hundred metres off.",)
    if accuracy <= _TOLD_ABOVE:
        return ()
    why = "" if is_best else " The exact shift needs a grid that is not installed."
    return (f"The outlines were shifted from {base.name} to WGS 84 and may be off by some {accuracy:.0f} metres.{why}",)


def _transformed(geometries: Geometries, transformer: Transformer) -> Geometries:
    def moved(positions: Positions) -> Positions:
        x, y = transformer.transform(positions[:, 0], positions[:, 1])
        return np.column_stack([x, y, *positions.T[2:]])

    with_heights = bool(shapely.has_z(geometries).any())
    result: Geometries = shapely.transform(geometries, moved, include_z=with_heights)
    return result


def _finite(positions: Positions) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(positions).all(axis=1), dtype=np.bool_)


def _on_earth(positions: Positions) -> NDArray[np.bool_]:
    return np.asarray((np.abs(positions[:, :2]) <= (_FURTHEST, 90)).all(axis=1), dtype=np.bool_)


def _check(
    given: Geometries, moved: Geometries, good: Callable[[Positions], NDArray[np.bool_]], wrong: str, crs: CRS
) -> None:
    """Refuse positions that are not good where they were moved to, naming the rows that have them, counted from 1."""
    positions, row = shapely.get_coordinates(moved, return_index=True)
    are_bad = ~good(positions)
    bad = np.unique(row[are_bad])
    if not len(bad):
        return
    of_row = shapely.get_coordinates(given)[are_bad][0]
    named = ", ".join(str(number + 1) for number in bad[:_NAMED_ROWS].tolist())
    more = f" and {len(bad) - _NAMED_ROWS:,} more" if len(bad) > _NAMED_ROWS else ""
    raise LayerError(
        f"In {f'the rows {named}{more}' if len(bad) > 1 else f'the row {named}'} a position {wrong}: "
        f"{of_row[0]:g}, {of_row[1]:g} in {crs.name}. Check the coordinate system, or correct these outlines."
    )


def _require_extent(moved: Geometries, crs: CRS) -> None:
    """Refuse a layer that is a single point: its scale is wrong, and nothing can be measured or repaired in it."""
    left, bottom, right, top = shapely.total_bounds(moved).tolist()
    if right - left < _LEAST_EXTENT and top - bottom < _LEAST_EXTENT:  # false for NaN, where there are no outlines
        raise LayerError(
            f"All outlines lie at one and the same place in {crs.name}, at {left:.6g}, {bottom:.6g}. Check the "
            "coordinate system, or export the layer again with its shapes."
        )


def _in_united_states(geometries: Geometries) -> bool:
    bounds = shapely.bounds(geometries[~(shapely.is_missing(geometries) | shapely.is_empty(geometries))])
    left, bottom, right, top = bounds.T
    inside = np.zeros(len(bounds), dtype=bool)
    for west, south, east, north in _UNITED_STATES:
        inside |= (west <= left) & (right <= east) & (south <= bottom) & (top <= north)
    # The Aleutians west of 180° as some files have them: one outline from -180 to 180.
    inside |= (left < -172) & (right > 172) & (bottom >= 51) & (top <= 71.6)
    return bool(len(inside) and inside.all())


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
