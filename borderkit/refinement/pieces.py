"""The pieces that a layer of precincts, tracts or block groups has of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from borderkit.projection import Geometries
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.fitting import LEAST_INSIDE, shares_inside

#: Identifiers of the Census Bureau have two digits for the state, then those of the county within it.
_STATE_DIGITS = 2

#: A piece belongs to the unit that has more than this share of its area, where nothing else says whose it is.
_HALF = 0.5


@dataclass(frozen=True)
class Source:
    """A layer whose units are pieces of another layer's.

    Attributes:
        file: the name of its file.
        called: what one of its units and several are called ("precinct", "precincts").
        ids: (n,) their identifiers.
        names: (n,) their names.
        outlines: (n,) polygons in the coordinates of the layer that is divided.
        figures: their figures, (n,) by the key of the column, nan where one is missing; see ``sharing``.
        units: (n,) what a field says of the unit that each belongs to: its identifier, or a county's code within
            its state; empty where there is no such field.

    """

    file: str
    called: tuple[str, str]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    outlines: Geometries
    figures: Mapping[str, ArrayLike] = field(default_factory=dict)
    units: tuple[str, ...] = ()


class Known(StrEnum):
    """How it is known which pieces belong to a unit."""

    FIELD = "a field names it"
    IDENTIFIER = "their identifiers begin with its own"
    AREA = "more than half of each lies in it"


class Belonging(NamedTuple):
    """The pieces of a unit: ``pieces`` are their positions in the source, ascending."""

    pieces: NDArray[np.intp]
    known: Known


def pieces_of(source: Source, geoid: str, outline: shapely.Geometry) -> Belonging:
    """Return the pieces of a unit: by a field, by their identifiers, or else by where they lie.

    Args:
        source: the layer of pieces.
        geoid: the unit's identifier.
        outline: the unit's, in the same coordinates.

    Raises:
        RefinementError: if there are none.

    """
    shares, near = _shares(source.outlines, outline), _near(source.outlines, outline)
    by_id = [identifier.startswith(geoid) and len(identifier) > len(geoid) for identifier in source.ids]
    # Every state has a county with the same code.
    by_field = [_names(value, geoid) and bool(here) for value, here in zip(source.units, near, strict=False)]
    for known, mask in ((Known.FIELD, by_field), (Known.IDENTIFIER, by_id)):
        found = np.flatnonzero(np.array(mask, dtype=np.bool_))
        # A precinct's number can begin like a county's by chance: where it lies must agree.
        if 2 * int((shares[found] >= LEAST_INSIDE).sum()) > len(found):
            return Belonging(found, known)
    inside = np.flatnonzero(shares > _HALF)
    if not len(inside):
        raise RefinementError(
            f"{source.file} has no {source.called[0]} in the unit {geoid}. Choose a layer that covers it, and check "
            "its coordinate system."
        )
    return Belonging(inside, Known.AREA)


def _shares(outlines: Geometries, unit: shapely.Geometry) -> NDArray[np.float64]:
    """Return which share of each outline lies in a unit; only those near it are looked at."""
    shares = np.zeros(len(outlines))
    near = np.flatnonzero(_near(outlines, unit))
    valid = shapely.make_valid(shapely.force_2d(outlines[near]), method="structure", keep_collapsed=False)
    shares[near] = shares_inside(unit, valid)
    return shares


def _near(outlines: Geometries, unit: shapely.Geometry) -> NDArray[np.bool_]:
    """Tell which outlines have a box that meets that of a unit."""
    left, bottom, right, top = shapely.bounds(unit)
    boxes = shapely.bounds(outlines)
    near: NDArray[np.bool_] = (
        (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < top) & (boxes[:, 3] > bottom)
    )
    return near


def _names(value: str, geoid: str) -> bool:
    """Tell whether a field's value means a unit: its identifier, or the digits after those of its state."""
    digits = value.strip()
    within = geoid[_STATE_DIGITS:]
    return digits == geoid or (digits.isdecimal() and bool(within) and digits.zfill(len(within)) == within)


def piece_ids(geoid: str, ids: Sequence[str], taken: Mapping[str, int]) -> tuple[str, ...]:
    """Return identifiers for pieces that no other unit has, and that begin with the divided unit's.

    Args:
        geoid: the divided unit's.
        ids: (n,) the pieces' own; those that begin with it stay as they are.
        taken: the identifiers that other units have.

    """
    found: dict[str, None] = {}
    for number, identifier in enumerate(ids, 1):
        own = identifier.strip() or str(number)
        base = own if own.startswith(geoid) and len(own) > len(geoid) else f"{geoid}:{own}"
        candidate, again = base, 1
        while candidate in found or candidate in taken:
            again += 1
            candidate = f"{base}-{again}"
        found[candidate] = None
    return tuple(found)
