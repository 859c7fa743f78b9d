"""What a repair gives back: the outlines, what was changed, and what was left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.recipe import Repair

#: A longitude and a latitude to look at; None where there is nothing to see.
Place = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class RepairChange:
    """Something that was repaired.

    Attributes:
        kind: what kind of repair it was.
        units: the identifiers of the units that it concerns.
        said: what was done, a sentence for people.
        area_m2: how many square metres changed hands, or were added or removed; 0 where none did.
        at: where to look at it.

    """

    kind: Repair
    units: tuple[str, ...]
    said: str
    area_m2: float = 0.0
    at: Place = None


@dataclass(frozen=True, slots=True)
class Untouched:
    """Something that was seen and not repaired.

    Attributes:
        kind: the kind of repair that would have mended it; None where there is nothing to mend.
        units: the identifiers of the units that it concerns.
        said: what it is, a sentence for people.
        area_m2: how many square metres it is about; 0 where none.
        at: where to look at it.

    """

    kind: Repair | None
    units: tuple[str, ...]
    said: str
    area_m2: float = 0.0
    at: Place = None


@dataclass(frozen=True, eq=False, slots=True)
class Repaired:
    """Repaired outlines. Each row that came in is in ``kept``, ``merged`` or ``duplicates``, and in one of them only.

    Attributes:
        geometries: (m,) polygons and multipolygons in longitude and latitude, empty where a unit has no outline.
        kept: (m,) the row that each comes from, ascending; the first one where rows were joined.
        merged: the other rows that were joined to a row, by that row.
        duplicates: the rows that were left out because they are the same as a row, by that row.
        changes: what was repaired.
        untouched: what was seen and not repaired.
        gap_tolerance_m: gaps narrower than this were filled, in metres.

    """

    geometries: Geometries
    kept: NDArray[np.int64]
    merged: Mapping[int, tuple[int, ...]]
    duplicates: Mapping[int, tuple[int, ...]]
    changes: tuple[RepairChange, ...]
    untouched: tuple[Untouched, ...]
    gap_tolerance_m: float
