"""For a layer that does not say its coordinate system: which ones its numbers look like.

Numbers alone never prove a system: state planes are made alike, and every UTM zone has the same numbers. So each
system that comes into question is asked where its numbers would lie, and is proposed only if that is within the area
that it is made for (EPSG's areas of use); the more of that area they fill, the likelier it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from pyproj import CRS, Transformer
from pyproj.database import query_crs_info
from pyproj.enums import PJType

from borderkit.own_layer.coordinates import NAD83, WGS84
from borderkit.own_layer.found import Box
from borderkit.states import states_in_code_order

_MOST = 6
#: Longitudes up to here are read as such: some files count them from 0 to 360.
_FURTHEST_EAST = 361.0
#: How far outside of the area of use a layer may reach, in degrees and as a share of that area: outlines of the coast
#: reach out to sea, neighbouring zones are often drawn in one, and the corners of a box lie further out than the land.
_SLACK, _SLACK_SHARE = 0.1, 1.0
_UNITED_STATES = (-180.0, 13.0, -64.4, 71.6)
_WEB = "3857"

_GERMANY = (5.8, 47.2, 15.1, 55.1)
#: National systems whose numbers are hardly those of others, and the country that they are used for: British National
#: Grid, Lambert-93, the Gauss-Krüger zones with the zone before the eastings, UTM in Germany.
_NATIONAL = {
    "27700": (-8.7, 49.8, 1.8, 60.9),
    "2154": (-5.2, 41.3, 9.6, 51.1),
    "31466": _GERMANY, "31467": _GERMANY, "31468": _GERMANY, "31469": _GERMANY, "25832": _GERMANY, "25833": _GERMANY,
}  # fmt: skip
_LONGEST_AREA = 60
#: Positions on each edge of a box that are asked where they lie.
_ALONG = 21
#: A box across the antimeridian ends beyond 180°; others are compared with it there, too.
_TURNS = (0.0, 360.0, -360.0)
#: Numbered like others, but rare: offshore maps, low distortion around a town, the westernmost zones of Alaska.
_LEFT_OUT = re.compile(r"/ (BLM|NCRS|TWDB|USFS|UTM zone (59|60|[1-6])N)")
#: Where one is this likely, others that are a quarter as likely or less are not proposed.
_LIKELY, _UNLIKELY = 0.5, 0.25


@dataclass(frozen=True, slots=True)
class CrsProposal:
    """A coordinate system that a layer may be in.

    Attributes:
        code: its authority code ("EPSG:4269").
        name: what it is called.
        why: why it comes into question, one sentence for a person.

    """

    code: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _System:
    """A projected system of the EPSG registry; the box is that of the area where it is used, in degrees."""

    code: str
    name: str
    area: str
    box: Box


def proposals(bounds: Box, homes_hint: str = "") -> tuple[CrsProposal, ...]:
    """Return what a layer's numbers look like, the likeliest first, six at most; empty where they look like nothing.

    Args:
        bounds: left, bottom, right, top as the file has them.
        homes_hint: where the layer lies, if that is known: names or postal codes of states, or names of countries,
            separated by commas.

    """
    left, bottom, right, top = bounds
    if not np.isfinite(bounds).all() or left > right or bottom > top:
        return ()
    if left >= -181 and right <= _FURTHEST_EAST and bottom >= -90 and top <= 90:
        return _degrees(bounds)
    names = _names_in(homes_hint)
    hinted = tuple(info for info in _systems() if _is_meant(info, names)) if names else ()
    found = _fitting(bounds, hinted, _around(hinted)) or _fitting(bounds, _usual(), None)
    return tuple(proposal for _, proposal in found[:_MOST])


def _degrees(bounds: Box) -> tuple[CrsProposal, ...]:
    why = "The numbers are longitudes and latitudes"
    american = CrsProposal(NAD83, "NAD83", f"{why}, and those of official files of the United States are in NAD83.")
    worldwide = CrsProposal(WGS84, "WGS 84", f"{why}, and those of GPS and of web maps are in WGS 84.")
    return (american, worldwide) if _inside(bounds, _UNITED_STATES, 0) else (worldwide, american)


def _fitting(bounds: Box, systems: Iterable[_System], place: Box | None) -> list[tuple[float, CrsProposal]]:
    """Return the systems in which bounds lie within a place, or if none is given within the area of use."""
    found = []
    meant = frozenset(info.code for info in systems)
    general = () if place is None else _usual()
    for code, info in {info.code: info for info in (*systems, *general)}.items():
        lies, own = _lies(bounds, info), _NATIONAL.get(code, info.box)
        # A zone of the place that is meant may be stretched over all of the place.
        area = place if place is not None and code in meant else own
        if lies is None or not _inside(lies, area) or not _inside(_middle(lies), place or area, 0):
            continue
        # A system of the whole earth takes any numbers: it comes last.
        score = 0.0 if code == _WEB else _likeness(lies, own)
        name = f"EPSG:{code}"
        found.append((score, lies, CrsProposal(name, info.name, _reason(info, lies, score))))
    found.sort(key=lambda entry: (-entry[0], entry[2].code))
    least = found[0][0] * _UNLIKELY if found and found[0][0] > _LIKELY else 0.0
    return [
        (score, proposal)
        for score, lies, proposal in found
        if score > least or (not score and (len(found) == 1 or _inside(lies, _UNITED_STATES, 0)))
    ]


def _reason(info: _System, lies: Box, likeness: float) -> str:
    if info.code == _WEB:
        west, south, east, north = lies
        return (
            f"It is what web maps use; the numbers would lie between {south:.1f}° and {north:.1f}° of latitude, "
            f"{west:.1f}° and {east:.1f}° of longitude."
        )
    area = re.split(r" - count(?:y|ies) |[:;]| onshore| - onshore| - offshore|\.", info.area)[0]
    area = area.removeprefix("United States (USA) - ").removesuffix(" - SPCS")
    area = area if len(area) <= _LONGEST_AREA else f"{area[:_LONGEST_AREA].rpartition(' ')[0]} ..."
    share = "less than 1 %" if likeness < 0.01 else f"{likeness:.0%}".replace("%", " %")
    return f"The numbers would lie in its area ({area}); the two boxes agree to {share}."


def _lies(bounds: Box, info: _System) -> Box | None:
    """Return where bounds would lie in longitude and latitude, None if nowhere."""
    left, bottom, right, top = bounds
    x, y = np.linspace(left, right, _ALONG), np.linspace(bottom, top, _ALONG)
    around = np.concatenate([x, x, np.full(_ALONG, left), np.full(_ALONG, right)])
    aside = np.concatenate([np.full(_ALONG, bottom), np.full(_ALONG, top), y, y])
    longitudes, latitudes = _to_degrees(info.code).transform(around, aside)
    if not (np.isfinite(longitudes).all() and np.isfinite(latitudes).all()):
        return None
    if np.ptp(longitudes) > 180 and info.code != _WEB:
        longitudes = np.where(longitudes < 0, longitudes + 360, longitudes)
    return float(longitudes.min()), float(latitudes.min()), float(longitudes.max()), float(latitudes.max())


@cache
def _to_degrees(code: str) -> Transformer:
    # A datum's own degrees are near enough to tell where something lies.
    crs = CRS.from_authority("EPSG", code)
    return Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)


@cache
def _systems() -> tuple[_System, ...]:
    """Return the projected systems of the EPSG registry that are in force and say where they are used.

    The readjustments of NAD83 are left out: their numbers are those of NAD83 but for a metre or two.
    """
    found = []
    for info in query_crs_info(auth_name="EPSG", pj_types=[PJType.PROJECTED_CRS]):
        use = info.area_of_use
        if use is not None and not info.deprecated and not info.name.startswith("NAD83("):
            west, south, east, north = use.bounds
            box = (west, south, east + (360 if east < west else 0), north)
            found.append(_System(info.code, info.name, use.name or "", box))
    return tuple(found)


@cache
def _usual() -> tuple[_System, ...]:
    """Return the systems that come into question anywhere: the United States', some national ones, the web's."""
    return tuple(_usual_of(_systems()))


def _usual_of(systems: Iterable[_System]) -> Iterator[_System]:
    for info in systems:
        american = info.name.startswith("NAD83 / ") and (
            info.area.startswith("United States") or re.search(r"UTM zone 1\dN", info.name)
        )
        if (american and not _LEFT_OUT.search(info.name)) or info.code in _NATIONAL or info.code == _WEB:
            yield info


def _names_in(hint: str) -> tuple[str, ...]:
    """Return the names of places in a hint, postal codes of states spelled out."""
    by_code = {state.code: state.name for state in states_in_code_order()}
    words = (word.strip() for word in re.split("[,;]", hint))
    return tuple(by_code.get(word.upper(), word) for word in words if word)


def _is_meant(info: _System, names: Sequence[str]) -> bool:
    """Tell whether a system's area of use is called by one of the names, or belongs to it."""
    states = {state.name for state in states_in_code_order()}
    area = info.area
    for name in names:
        before = r"United States \(USA\) - " if name in states else r"(?:^|[-;:,(] ?)"
        if re.search(rf"{before}{re.escape(name)}\b", area, re.IGNORECASE):
            return True
    return False


def _around(systems: Sequence[_System]) -> Box | None:
    """Return the box around areas of use, the place that they have in common; None where there are none."""
    boxes = np.array([info.box for info in systems if info.code != _WEB])
    if not len(boxes):
        return None
    if (boxes[:, 2] > 180).any():
        boxes[boxes[:, 2] < 0] += (360, 0, 360, 0)
    west, south, east, north = boxes.T
    return float(west.min()), float(south.min()), float(east.max()), float(north.max())


def _middle(box: Box) -> Box:
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    return x, y, x, y


def _likeness(box: Box, other: Box) -> float:
    """Return the share of what two boxes cover together that both cover."""

    def size(left: float, bottom: float, right: float, top: float) -> float:
        return max(right - left, 0.0) * max(top - bottom, 0.0)

    both = max(
        size(max(box[0] + turn, other[0]), max(box[1], other[1]), min(box[2] + turn, other[2]), min(box[3], other[3]))
        for turn in _TURNS
    )
    return both / max(size(*box) + size(*other) - both, 1e-12)


def _inside(box: Box, area: Box, share: float = _SLACK_SHARE) -> bool:
    left, bottom, right, top = box
    west, south, east, north = area
    wide, high = _SLACK + share * (east - west), _SLACK + share * (north - south)
    return any(
        west - wide <= left + turn and right + turn <= east + wide and south - high <= bottom and top <= north + high
        for turn in _TURNS
    )
