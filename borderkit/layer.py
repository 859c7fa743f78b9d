"""The unit layer: the table of all units as it was loaded. Editing never changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import UnknownUnitError
from borderkit.jurisdiction import Jurisdiction
from borderkit.neighbours import Neighbours

UnitIndices = NDArray[np.int32]
Matrix = NDArray[np.int64]


@dataclass(frozen=True)
class UnitLayer:
    """All units, in the order of their GEOIDs.

    Attributes:
        name: what proposals call the layer, such as "us-counties".
        vintage: the year of its boundaries.
        geoids: each unit's identifier, always text.
        names: each unit's full name ("Fairfax city"), unique within its home.
        home: (n_units,) position in ``jurisdictions`` of the one that each unit has at home.
        jurisdictions: the jurisdictions of today, in code order.
        figures: (n_units, n_columns) int64, the columns in the order of ``columns.COLUMNS``.
        neighbours: which units are neighbours; None where that is not known.
        source: the file that the layer was read from, where its full outlines are; None where there is none.

    """

    name: str
    vintage: str
    geoids: tuple[str, ...]
    names: tuple[str, ...]
    home: NDArray[np.int16]
    jurisdictions: tuple[Jurisdiction, ...]
    figures: Matrix
    neighbours: Neighbours | None = None
    source: Path | None = field(default=None, compare=False)

    def __len__(self) -> int:
        return len(self.geoids)

    @cached_property
    def index_of(self) -> dict[str, int]:
        """The position of each unit by its GEOID."""
        return {geoid: position for position, geoid in enumerate(self.geoids)}

    @cached_property
    def longest_geoid(self) -> int:
        """How many characters the longest GEOID has."""
        return max((len(geoid) for geoid in self.geoids), default=0)

    def indices(self, geoids: Iterable[str]) -> UnitIndices:
        """Return the positions of units, in the order given.

        Raises:
            UnknownUnitError: naming every GEOID that the layer does not have.

        """
        wanted = list(geoids)
        missing = [geoid for geoid in wanted if geoid not in self.index_of]
        if missing:
            vintage = f" ({self.vintage})" if self.vintage else ""
            raise UnknownUnitError(
                f"The layer {self.name}{vintage} has no unit {', '.join(missing[:8])}"
                f"{' and others' if len(missing) > 8 else ''}. Check the GEOIDs: five digits for a county."
            )
        return np.fromiter((self.index_of[geoid] for geoid in wanted), np.int32, len(wanted))

    def home_of(self, unit: int | np.integer) -> Jurisdiction:
        """Return the jurisdiction that a unit has in the layer."""
        return self.jurisdictions[int(self.home[unit])]
