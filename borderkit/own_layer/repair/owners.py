"""Whose a place is that several units claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.repair.faces import shared_borders
from borderkit.own_layer.repair.work import Integers

#: Belongs to no unit.
NOBODY = -1
#: A unit that others claim more than this share of keeps all of it.
_HALF = 0.5


class Claims:
    """The faces of a group of units, and who claims them.

    Attributes:
        faces: (n,) polygons that meet vertex on vertex.
        areas: (n,) in square metres.
        units: (n,) for each face the units that cover it, by their position in the group.
        names: the identifiers of the group.

    """

    def __init__(
        self, faces: Geometries, areas: NDArray[np.float64], units: Sequence[frozenset[int]], names: Sequence[str]
    ) -> None:
        """Take faces with what is known of them."""
        self.faces, self.areas, self.units, self.names = faces, areas, units, names

    @cached_property
    def disputed(self) -> list[int]:
        """The faces that several units claim."""
        return [face for face, claim in enumerate(self.units) if len(claim) > 1]

    @cached_property
    def sizes(self) -> dict[int, float]:
        """The area of all that a unit claims."""
        sizes: dict[int, float] = defaultdict(float)
        for claim, area in zip(self.units, self.areas.tolist(), strict=True):
            for unit in claim:
                sizes[unit] += area
        return sizes

    @cached_property
    def kept_whole(self) -> frozenset[int]:
        """The units that would lose more than half of their land."""
        shared: dict[int, float] = defaultdict(float)
        for face in self.disputed:
            for unit in self.units[face]:
                shared[unit] += float(self.areas[face])
        return frozenset(unit for unit, area in shared.items() if area > self.sizes[unit] * _HALF)


def owners_of(claims: Claims) -> Integers:
    """Return the unit that each face is given to, ``NOBODY`` where none claims it."""
    owners = np.array([next(iter(claim)) if len(claim) == 1 else NOBODY for claim in claims.units], dtype=np.int64)
    pending: set[int] = set()
    for face in claims.disputed:
        whole = claims.units[face] & claims.kept_whole
        if whole:
            owners[face] = min(whole, key=lambda unit: (claims.sizes[unit], claims.names[unit]))
        else:
            pending.add(face)
    pairs, lengths = shared_borders(claims.faces) if pending else (np.empty((0, 2), dtype=np.int64), np.empty(0))
    relevant = np.isin(pairs, list(pending)).any(axis=1)
    borders = list(zip(*pairs[relevant].T.tolist(), lengths[relevant].tolist(), strict=True)) if relevant.any() else []
    while pending:
        found = _by_border(claims, owners, pending, borders) or {
            face: min(claims.units[face], key=lambda unit: claims.names[unit]) for face in pending
        }
        for face, unit in found.items():
            owners[face] = unit
        pending -= set(found)
    return owners


def _by_border(
    claims: Claims, owners: Integers, pending: set[int], borders: Sequence[tuple[int, int, float]]
) -> dict[int, int]:
    """Return the owners of those faces that border on land of one of their claimants."""
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one, other, length in borders:
        for face, beside in ((one, other), (other, one)):
            owner = int(owners[beside])
            if face in pending and beside not in pending and owner in claims.units[face]:
                shared[face][owner] += length
    return {
        face: min(by_owner, key=lambda unit: (-by_owner[unit], claims.names[unit]))
        for face, by_owner in shared.items()
    }  # fmt: skip
