"""The unit layer: the table of all units as it was loaded. Editing never changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from borderkit.columns import COLUMNS, OWN, Column, people, votes, years_of
from borderkit.document import Json
from borderkit.errors import UnknownUnitError
from borderkit.jurisdiction import OUTSIDE, OUTSIDE_ANYWHERE, Jurisdiction
from borderkit.neighbours import Neighbours
from borderkit.states import states_in_code_order
from borderkit.wording import Wording

if TYPE_CHECKING:
    from borderkit.own_layer.recipe import Recipe

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
        figures: (n_units, n_columns) int64, the columns in the order of ``columns``.
        neighbours: which units are neighbours; None where that is not known.
        source: the file that the layer was read from, where its full outlines are; None where there is none.
        recipe: how that file is read; None for the columns of the bundled layer.
        columns: what the figures are: those of ``columns.COLUMNS``, then the layer's own.
        called: what one unit and several are called ("precinct", "precincts").
        base: the layer whose units are refined here; None where nothing is. Its units keep their positions.
        divided: the positions of units of the base that stand here with their pieces: nothing is left of themselves.
        unit_of: (n_units,) for a piece the position of its unit, for others their own; None where nothing is divided.
        refinements: what is divided, as a proposal's file keeps it.
        crs: the geographic coordinate system of its full outlines.

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
    recipe: Recipe | None = field(default=None, compare=False)
    columns: tuple[Column, ...] = COLUMNS
    called: tuple[str, str] = ("county", "counties")
    base: UnitLayer | None = field(default=None, compare=False)
    divided: tuple[int, ...] = ()
    unit_of: NDArray[np.int32] | None = field(default=None, compare=False)
    refinements: Json = field(default=(), compare=False)
    crs: str = "EPSG:4269"

    def __len__(self) -> int:
        return len(self.geoids)

    @cached_property
    def index_of(self) -> dict[str, int]:
        """The position of each unit by its GEOID."""
        return {geoid: position for position, geoid in enumerate(self.geoids)}

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each column in ``figures`` by its key."""
        return {column.key: position for position, column in enumerate(self.columns)}

    def column(self, key: str) -> NDArray[np.int64]:
        """Return the figures of a column, (n_units,)."""
        return self.figures[:, self.position[key]]

    def source_of(self, key: str) -> str:
        """Return who counted or measured a column."""
        return self.columns[self.position[key]].source

    @cached_property
    def elections(self) -> tuple[int, ...]:
        """The years of the elections that the layer has votes of, ascending."""
        years = years_of("total", self.position)
        return tuple(year for year in years if bool(self.column(votes("total", year)).any()))

    @cached_property
    def censuses(self) -> tuple[int, ...]:
        """The years that the layer has people of, ascending."""
        years = years_of("people", self.position)
        return tuple(year for year in years if bool(self.column(people(year)).any()))

    @cached_property
    def is_union(self) -> bool:
        """Whether it has all states of the Union with their people: seats and electors can be worked out."""
        codes = {jurisdiction.code for jurisdiction in self.jurisdictions}
        return bool(self.censuses) and all(s.code in codes for s in states_in_code_order() if s.status.is_state)

    @property
    def whole_name(self) -> str:
        """What all units together are called."""
        return "United States" if self.is_union else "All together"

    @property
    def whole_in_sentence(self) -> str:
        """What all units together are called within a sentence."""
        return "the Union" if self.is_union else "the whole layer"

    @cached_property
    def wording(self) -> Wording:
        """What texts call its units and its jurisdictions."""
        of_today = {(state.code, state.name) for state in states_in_code_order()}
        has_states = any((jurisdiction.code, jurisdiction.name) in of_today for jurisdiction in self.jurisdictions)
        return Wording(*self.called, has_states)

    @cached_property
    def outside(self) -> Jurisdiction:
        """Where units go that leave, while nobody has given the new country a name."""
        return OUTSIDE if self.wording.has_states else replace(OUTSIDE, name=OUTSIDE_ANYWHERE)

    @cached_property
    def own_columns(self) -> tuple[Column, ...]:
        """The layer's own columns that are neither people, votes nor areas: sums of its own."""
        return tuple(column for column in self.columns if column.key.startswith(OWN))

    @cached_property
    def longest_geoid(self) -> int:
        """How many characters the longest GEOID has; pieces of divided units have longer ones."""
        if self.base is not None:
            return self.base.longest_geoid
        return max((len(geoid) for geoid in self.geoids), default=0)

    def whole_or_pieces(self, units: UnitIndices) -> UnitIndices:
        """Return units, with the pieces of those that are divided in their place."""
        if not self.divided or not np.isin(units, self.divided).any():
            return units
        from borderkit.refinement.layers import with_pieces

        return with_pieces(self, units.tolist())

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
                f"{' and others' if len(missing) > 8 else ''}. {self._remedy}"
            )
        return np.fromiter((self.index_of[geoid] for geoid in wanted), np.int32, len(wanted))

    @property
    def _remedy(self) -> str:
        if self.called == (Wording().unit, Wording().units):
            return "Check the GEOIDs: five digits for a county."
        return f"Check the identifiers of the {self.called[1]}."

    def home_of(self, unit: int | np.integer) -> Jurisdiction:
        """Return the jurisdiction that a unit has in the layer."""
        return self.jurisdictions[int(self.home[unit])]
