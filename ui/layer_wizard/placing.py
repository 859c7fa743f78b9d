"""Where a layer lies: what its file says, what its numbers look like, and what a person answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderkit.errors import LayerError
from borderkit.own_layer.coordinates import describe, normalised, read_crs, to_geographic
from borderkit.own_layer.crs_proposals import CrsProposal, proposals
from borderkit.own_layer.found import Box
from borderkit.own_layer.recipe import HomeKind
from borderkit.states import states_in_code_order
from ui.layer_wizard.outlines import are_degrees
from ui.layer_wizard.sample import Sample

#: Positions along each edge of a box that are asked where they lie.
_ALONG = 9
_HINTS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of a coordinate system that a person named.

    Attributes:
        crs: its authority code, or WKT; "" where it will not do.
        said: what it is and where the layer lies by it, or why it will not do.

    """

    crs: str
    said: str


def said_by_file(sample: Sample) -> str:
    """Return the coordinate system that a file says, "" where it says none or one that its numbers cannot be in."""
    crs = sample.layer.crs
    if crs is None:
        return ""
    try:
        is_geographic = read_crs(crs).is_geographic
    except LayerError:
        return ""
    in_doubt = is_geographic and sample.bounds is not None and not are_degrees(sample.rows.geometries)
    return "" if in_doubt else crs


def why_asked(sample: Sample) -> str:
    """Return why a person is asked, in a sentence."""
    if sample.layer.crs is None:
        return "The file does not say its coordinate system, so its numbers could lie anywhere."
    try:
        read_crs(sample.layer.crs)
    except LayerError as error:
        return str(error)
    if sample.found.driver.startswith("GeoJSON"):
        return "GeoJSON means WGS 84 where it says nothing, but these numbers are no longitudes and latitudes."
    return f"The file says {sample.layer.crs_name or 'degrees'}, but these numbers are no longitudes and latitudes."


def likely(sample: Sample) -> tuple[CrsProposal, ...]:
    """Return what the numbers of a layer look like, the likeliest first."""
    return proposals(sample.bounds, _hint(sample)) if sample.bounds else ()


def in_words(crs: str) -> str:
    """Return what people call a coordinate system."""
    try:
        return describe(crs)
    except LayerError:
        return crs


def placed(text: str, bounds: Box | None) -> Placed:
    """Return what comes of a coordinate system that a person typed.

    Args:
        text: an authority code, its number alone, or a name.
        bounds: of the layer, in its own coordinates; None where they are not known.

    """
    try:
        crs = normalised(text)
        where = "" if bounds is None else _where(bounds, crs)
    except LayerError as error:
        return Placed("", str(error))
    return Placed(crs, f"{describe(crs)}. {where}".strip())


def _where(bounds: Box, crs: str) -> str:
    """Say where the numbers of a layer lie in a coordinate system.

    Raises:
        LayerError: if they lie nowhere.

    """
    import shapely

    left, bottom, right, top = bounds
    if left >= right or bottom >= top:
        return ""
    step = max(right - left, top - bottom) / _ALONG
    edge = shapely.segmentize(np.array([shapely.box(*bounds)], dtype=object), step)
    west, south, east, north = shapely.total_bounds(to_geographic(edge, crs).geometries).tolist()
    across = f"{_longitude(west)} to {_longitude(east)}"
    return f"The layer lies from {_latitude(south)} to {_latitude(north)}, and from {across}."


def _latitude(degrees: float) -> str:
    return f"{abs(degrees):.1f}° {'N' if degrees >= 0 else 'S'}"


def _longitude(degrees: float) -> str:
    return f"{abs(degrees):.1f}° {'E' if degrees >= 0 else 'W'}"


def _hint(sample: Sample) -> str:
    """Return the states that the columns seem to say the layer lies in, where these are few."""
    from borderkit.own_layer.units import units_of

    roles = sample.guess.roles
    if roles.home_kind is HomeKind.ONE_FOR_ALL:
        return roles.home_for_all
    try:
        homes = units_of(sample.rows, roles).jurisdictions
    except LayerError:
        return ""
    known = {state.code for state in states_in_code_order()}
    names = [home.name for home in homes if home.code in known]
    return ", ".join(names) if len(names) <= _HINTS_AT_MOST else ""
