"""The figures of one jurisdiction or of the Union, read from a tally for a choice of settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit import columns
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.settings import Settings
from borderkit.standing import Standing


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact sums; shares and margins are worked out when asked for and None where nobody voted.

    Attributes:
        units: how many units there are.
        people: residents of the chosen census.
        land_m2: land area in square metres.
        votes_dem, votes_rep, votes_other, votes_total: votes for president in the chosen election.
        estimated_units: in how many units those votes are an estimate.
        standing: seats, senators and electors; None for sums that are no jurisdiction.

    """

    units: int
    people: int
    land_m2: int
    votes_dem: int
    votes_rep: int
    votes_other: int
    votes_total: int
    estimated_units: int
    standing: Standing | None = None

    @property
    def share_dem(self) -> float | None:
        """Democratic share of all votes, 0 to 1."""
        return self._share(self.votes_dem)

    @property
    def share_rep(self) -> float | None:
        """Republican share of all votes, 0 to 1."""
        return self._share(self.votes_rep)

    @property
    def share_other(self) -> float | None:
        """Share of all votes that went to neither of the two parties, 0 to 1."""
        return self._share(self.votes_other)

    @property
    def margin(self) -> float | None:
        """Republican share less Democratic share: above 0 where the Republican candidate was ahead."""
        return self._share(self.votes_rep - self.votes_dem)

    @property
    def density(self) -> float | None:
        """People per square kilometre of land."""
        return self.people / (self.land_m2 / 1e6) if self.land_m2 else None

    def _share(self, votes: int) -> float | None:
        return votes / self.votes_total if self.votes_total else None


def figures(row: NDArray[np.int64], settings: Settings, position: Mapping[str, int]) -> Figures:
    """Read the figures from one row of a tally, or from a sum of rows; ``position`` is that of each column by key."""
    election = settings.election
    dem, rep, total = (int(row[position[columns.votes(party, election)]]) for party in ("dem", "rep", "total"))
    return Figures(
        units=int(row[-1]),
        people=int(row[position[columns.people(settings.people)]]),
        land_m2=int(row[position["land_m2"]]),
        votes_dem=dem,
        votes_rep=rep,
        votes_other=total - dem - rep,
        votes_total=total,
        estimated_units=int(row[position[columns.estimated(election)]]),
    )


def figures_of_units(layer: UnitLayer, units: UnitIndices, settings: Settings) -> Figures:
    """Read the figures of some units taken together."""
    return figures(np.append(layer.figures[units].sum(axis=0), len(units)), settings, layer.position)
