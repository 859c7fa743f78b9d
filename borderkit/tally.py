"""Tallies: the sums of the columns over each jurisdiction's units, kept up to date by the units that move.

All figures are exact integers in int64, so that adding and taking away is exact in any order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderkit.layer import Matrix, UnitIndices

Assignment = NDArray[np.int16]


def count(figures: Matrix, assignment: Assignment, n_jurisdictions: int) -> Matrix:
    """Return the tallies counted from all units, (n_jurisdictions, n_columns + 1).

    The last column is the number of units.
    """
    totals = np.zeros((n_jurisdictions, figures.shape[1] + 1), dtype=np.int64)
    np.add.at(totals[:, :-1], assignment, figures)
    totals[:, -1] = np.bincount(assignment, minlength=n_jurisdictions)
    return totals


def shift(totals: Matrix, figures: Matrix, units: UnitIndices, before: Assignment, after: Assignment) -> None:
    """Take ``units`` out of the jurisdictions ``before`` and into those ``after``, each (n,), within ``totals``."""
    moved = figures[units]
    for positions, sign in ((before, -1), (after, 1)):
        for jurisdiction in np.unique(positions):
            there = positions == jurisdiction
            totals[jurisdiction, :-1] += sign * moved[there].sum(axis=0)
            totals[jurisdiction, -1] += sign * np.count_nonzero(there)


class Tally:
    """The tallies of an assignment, following its moves.

    Attributes:
        totals: (n_jurisdictions, n_columns + 1) int64, the last column being the number of units.

    """

    def __init__(self, figures: Matrix, assignment: Assignment, n_jurisdictions: int) -> None:
        self._figures = figures
        self.totals = count(figures, assignment, n_jurisdictions)

    def move(self, units: UnitIndices, before: Assignment, after: Assignment) -> None:
        """Take ``units`` from the jurisdictions ``before`` to those ``after``, each (n,)."""
        shift(self.totals, self._figures, units, before, after)

    def add_jurisdiction(self) -> None:
        """Make room for one more jurisdiction, without units."""
        self.totals = np.vstack([self.totals, np.zeros_like(self.totals[:1])])

    def drop_last_jurisdiction(self) -> None:
        """Forget the jurisdiction that was added last; it has no units any more."""
        self.totals = self.totals[:-1].copy()
