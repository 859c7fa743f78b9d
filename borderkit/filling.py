"""All units of a jurisdiction that fit a rule: carried by a party, or denser or sparser than a bound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from borderkit import columns
from borderkit.layer import UnitIndices
from borderkit.proposal import Proposal


class FillKind(StrEnum):
    """What a unit must be to be filled."""

    ALL = "all"
    CARRIED_DEM = "carried-dem"
    CARRIED_REP = "carried-rep"
    CARRIED_OTHER = "carried-other"
    DENSER = "denser"
    SPARSER = "sparser"


@dataclass(frozen=True, slots=True)
class FillRule:
    """A rule that picks units of a jurisdiction.

    Attributes:
        kind: what the rule looks at. A unit is carried by who has the most votes there; in a tie by nobody.
        density: for ``DENSER`` and ``SPARSER``, people per square kilometre of land.

    """

    kind: FillKind = FillKind.ALL
    density: float = 0.0

    def picks(self, proposal: Proposal, units: UnitIndices) -> UnitIndices:
        """Return those of the units that fit, by the election and the census of the proposal's settings."""
        if self.kind is FillKind.ALL:
            return units
        if self.kind in {FillKind.DENSER, FillKind.SPARSER}:
            return units[self._fits_density(proposal, units)]
        return units[self._is_carried(proposal, units)]

    def _fits_density(self, proposal: Proposal, units: UnitIndices) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        layer = proposal.layer
        people = layer.column(columns.people(proposal.settings.people))[units]
        bound = self.density * layer.column("land_m2")[units] / 1e6
        return people > bound if self.kind is FillKind.DENSER else people < bound

    def _is_carried(self, proposal: Proposal, units: UnitIndices) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        layer, election = proposal.layer, proposal.settings.election
        dem, rep, total = (layer.column(columns.votes(of, election))[units] for of in ("dem", "rep", "total"))
        other = total - dem - rep
        wanted, rivals = {
            FillKind.CARRIED_DEM: (dem, (rep, other)),
            FillKind.CARRIED_REP: (rep, (dem, other)),
            FillKind.CARRIED_OTHER: (other, (dem, rep)),
        }[self.kind]
        return (wanted > rivals[0]) & (wanted > rivals[1])


def units_to_fill(proposal: Proposal, position: int, rule: FillRule, within: UnitIndices | None = None) -> UnitIndices:
    """Return the units of the jurisdiction at ``position`` that fit a rule, of those ``within`` alone if told."""
    units = np.flatnonzero(proposal.assignment == position).astype(np.int32)
    if within is not None:
        units = np.intersect1d(units, within)
    return rule.picks(proposal, units)
