"""The tallies of joined columns, following the moves of an assignment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borderkit.joining.joined import Figure, JoinedColumns
from borderkit.layer import UnitIndices
from borderkit.tally import Assignment, Tally


class JoinedTally:
    """Figures of joined columns for every jurisdiction, kept up to date by the units that move.

    It takes the same moves as ``borderkit.tally.Tally`` and keeps its sums the same way: exact integers, added and
    taken away.
    """

    def __init__(self, columns: JoinedColumns, assignment: Assignment, n_jurisdictions: int) -> None:
        """Count once from all units."""
        self._columns = columns
        self._tally = Tally(columns.matrix, assignment, n_jurisdictions)

    def move(self, units: UnitIndices, before: Assignment, after: Assignment) -> None:
        """Take ``units`` from the jurisdictions ``before`` to those ``after``, each (n,)."""
        self._tally.move(units, before, after)

    def add_jurisdiction(self) -> None:
        """Make room for one more jurisdiction, without units."""
        self._tally.add_jurisdiction()

    def drop_last_jurisdiction(self) -> None:
        """Forget the jurisdiction that was added last; it has no units any more."""
        self._tally.drop_last_jurisdiction()

    def leave_out(self, jurisdictions: Iterable[int]) -> None:
        """Count one unit less in each of some jurisdictions: one without figures that stands there with its pieces."""
        for jurisdiction in jurisdictions:
            self._tally.totals[jurisdiction, -1] -= 1

    def figure(self, key: str, jurisdiction: int) -> Figure:
        """Return a column's figure for the jurisdiction at a position."""
        return self._columns.figure(key, self._tally.totals[jurisdiction])

    def figure_of(self, key: str, jurisdictions: Sequence[int]) -> Figure:
        """Return a column's figure for the jurisdictions at several positions taken together."""
        return self._columns.figure(key, self._tally.totals[list(jurisdictions)].sum(axis=0))
