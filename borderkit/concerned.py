"""Whom a proposal concerns: the jurisdictions that units leave or join."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from borderkit.layer import UnitIndices
from borderkit.proposal import Proposal


def positions_concerned(proposal: Proposal) -> list[int]:
    """Return the positions of the jurisdictions that units leave or join, ascending."""
    moved = proposal.moved_units
    found: list[int] = np.union1d(proposal.assignment[moved], proposal.layer.home[moved]).tolist()
    return found


def units_of(proposal: Proposal, positions: Iterable[int]) -> UnitIndices:
    """Return the units that are in some jurisdictions at home or in the proposal."""
    wanted = list(positions)
    inside = np.isin(proposal.assignment, wanted) | np.isin(proposal.layer.home, wanted)
    return np.flatnonzero(inside).astype(np.int32)


def units_concerned(proposal: Proposal) -> UnitIndices:
    """Return the units that are, today or in the proposal, in a jurisdiction that units leave or join."""
    return units_of(proposal, positions_concerned(proposal))
