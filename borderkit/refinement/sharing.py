"""Figures of a unit shared out among its pieces, so that they add up to the unit's in every column.

A column that the pieces have themselves is scaled to the unit's figure: two sources count the same county a little
differently (another day, ballots that belong to no precinct), and the proposal's sums must not change because one unit
was looked at more closely. A column that they have not is shared out by one that they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from borderkit.columns import Column, estimated, people, votes, years_of
from borderkit.largest_remainder import shared_out
from borderkit.layer import Matrix
from borderkit.refinement.given import AREA, Given

Integers = NDArray[np.int64]

LAND, WATER, OVERSEAS, OTHER = "land_m2", "water_m2", "overseas", "other"


class How(StrEnum):
    """How a column of the pieces came about."""

    #: The pieces' own figures, which add up to the unit's.
    JOINED = "joined"
    #: The pieces' own figures, scaled.
    SCALED = "scaled"
    #: In proportion to another column.
    SHARED_OUT = "shared out"


@dataclass(frozen=True, slots=True)
class Treatment:
    """What was done with a column.

    Attributes:
        key: the column; for votes that of all votes, which stands for the votes of its election.
        how: what was done.
        own: what the pieces' own figures add up to, rounded; 0 where they have none.
        whole: the unit's figure.
        by: the key of the column that it was shared out by, or ``given.AREA``; "" where it was not.

    """

    key: str
    how: How
    own: int
    whole: int
    by: str = ""


@dataclass(frozen=True)
class Shares:
    """The figures of pieces.

    Attributes:
        figures: (n_pieces, n_columns) int64; the sums are the unit's figures, but for marks of estimates.
        treatments: what was done, column by column; those of which the unit has nothing are left out.
        unknown: the columns in which pieces lack a figure, and how many do; they count as 0.

    """

    figures: Matrix
    treatments: tuple[Treatment, ...]
    unknown: tuple[tuple[str, int], ...]


def share_figures(
    unit: NDArray[np.int64], pieces: Mapping[str, ArrayLike], areas: ArrayLike, columns: Sequence[Column]
) -> Shares:
    """Share out the figures of a unit among its pieces.

    Args:
        unit: (n_columns,) the unit's figures.
        pieces: the pieces' own figures, (n_pieces,) by the key of the column; nan where one is missing. "other_2024"
            is the votes of 2024 for neither party; other keys that no column has can be what others are shared by.
        areas: (n_pieces,) how large the pieces are, in any unit.
        columns: what the figures are, (n_columns,).

    Raises:
        RefinementError: if a figure of a piece is negative or infinite.

    """
    sharing = _Sharing({column.key: int(figure) for column, figure in zip(columns, unit, strict=True)}, pieces, areas)
    sharing.share_all()
    figures = np.column_stack([sharing.shares[column.key] for column in columns]).astype(np.int64)
    return Shares(figures, tuple(sharing.treatments), sharing.given.unknown)


class _Sharing:
    """Shares out one unit's figures; ``shares`` and ``treatments`` fill up as columns are done."""

    def __init__(self, unit: Mapping[str, int], pieces: Mapping[str, ArrayLike], areas: ArrayLike) -> None:
        self._unit = unit
        self.given = Given(pieces, areas)
        self.shares: dict[str, Integers] = {}
        self.treatments: list[Treatment] = []

    def share_all(self) -> None:
        for key in (LAND, WATER):
            self._share_if_there(key, ())
        for year in years_of("people", self._unit):
            self._share_if_there(people(year), (*self.given.nearest("people", year), *self._all_votes(year)))
        for year in years_of(OVERSEAS, self._unit):
            # The unit's own figure is shared out among the counties of its state by people, too.
            self._share_if_there(f"{OVERSEAS}_{year}", self.given.nearest("people", year))
        for year in years_of("total", self._unit):
            self._share_election(year)
        by_people = self.given.nearest("people", max(years_of("people", self._unit), default=0))
        for key in self._unit:
            if key not in self.shares:
                self._share_if_there(key, by_people)

    def _all_votes(self, year: int) -> tuple[str, ...]:
        return self.given.nearest("total", year)

    def _share_if_there(self, key: str, bases: Iterable[str]) -> None:
        if key in self._unit:
            self.shares[key], treatment = self._shared(key, self._unit[key], bases)
            self._tell(treatment)

    def _tell(self, treatment: Treatment) -> None:
        if treatment.whole:
            self.treatments.append(treatment)

    def _shared(self, key: str, whole: int, bases: Iterable[str]) -> tuple[Integers, Treatment]:
        """Share out a figure by the pieces' own, or else by the first of other columns that has any."""
        own = self.given.column(key)
        if own is not None:
            total = float(own.sum())
            how = How.JOINED if total == whole and not (own % 1).any() else How.SCALED
            return shared_out(whole, own), Treatment(key, how, round(total), whole)
        by = next((basis for basis in bases if self.given.column(basis) is not None), AREA)
        return shared_out(whole, self.given.weights(by)), Treatment(key, How.SHARED_OUT, 0, whole, by)

    def _share_election(self, year: int) -> None:
        """Share out the votes of an election party by party, and add them up again: no piece gets too few votes."""
        keys = dem, rep, total = votes("dem", year), votes("rep", year), votes("total", year)
        parts = {dem: self._unit.get(dem, 0), rep: self._unit.get(rep, 0)}
        others = self._unit[total] - sum(parts.values())
        if others < 0 or dem not in self._unit or rep not in self._unit:
            done = [self._share_votes(key, year) for key in keys if key in self._unit]
        else:
            done = [self._share_votes(dem, year), self._share_votes(rep, year)]
            self.shares[total], treatment = self._shared(f"{OTHER}_{year}", others, self._bases_of_votes(OTHER, year))
            self.shares[total] = self.shares[total] + self.shares[dem] + self.shares[rep]
            done.append(treatment)
        self._tell_election(year, [treatment for treatment in done if treatment.whole])

    def _share_votes(self, key: str, year: int) -> Treatment:
        party = key.rpartition("_")[0]
        self.shares[key], treatment = self._shared(key, self._unit[key], self._bases_of_votes(party, year))
        return treatment

    def _bases_of_votes(self, party: str, year: int) -> tuple[str, ...]:
        """Return what to share votes by: all votes of that day, the party's on another, all then, else people."""
        total = votes("total", year)
        own_day = (total,) if self.given.column(total) is not None else ()
        return (*own_day, *self.given.nearest(party, year), *self._all_votes(year), *self.given.nearest("people", year))

    def _tell_election(self, year: int, done: Sequence[Treatment]) -> None:
        shared = next((treatment for treatment in done if treatment.how is How.SHARED_OUT), None)
        mark, total = estimated(year), votes("total", year)
        if mark in self._unit:
            own = self.given.column(mark)
            known = np.zeros(self.given.n_pieces, dtype=np.bool_) if own is None else own > 0
            certain = not self._unit[mark] and shared is None
            self.shares[mark] = (known if certain else np.ones_like(known)).astype(np.int64)
        if done:
            how = How.SHARED_OUT if shared else How.SCALED if any(t.how is How.SCALED for t in done) else How.JOINED
            own_total = 0 if shared else sum(treatment.own for treatment in done)
            self._tell(Treatment(total, how, own_total, self._unit[total], shared.by if shared else ""))
