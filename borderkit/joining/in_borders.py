"""Figures of joined columns with today's borders and with a proposal's, which follow its moves."""

from __future__ import annotations

import numpy as np

from borderkit.joining.in_document import Json, KeptColumn, columns_from_json
from borderkit.joining.joined import JoinedColumn, JoinedColumns, Kind
from borderkit.joining.joined_tally import JoinedTally
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.tally import Assignment


class JoinedFigures:
    """What a proposal has joined, tallied on both sides.

    Attributes:
        kept: the columns with where they came from, in the order in which they were joined.
        columns: the columns side by side, those first that the layer's own file has beside people, votes and areas.
        before: their figures with today's borders.
        after: their figures in the proposal.

    """

    def __init__(self, content: Json, layer: UnitLayer, assignment: Assignment, n_jurisdictions: int) -> None:
        """Count what a file keeps.

        Raises:
            JoinError: if an entry is damaged; it names the entry.

        """
        self.kept: tuple[KeptColumn, ...] = columns_from_json(content, layer)
        self.columns = JoinedColumns(len(layer), [*_of_layer(layer), *(kept.column for kept in self.kept)])
        self.before = JoinedTally(self.columns, layer.home, len(layer.jurisdictions))
        self.after = JoinedTally(self.columns, assignment, n_jurisdictions)
        homes = layer.home[list(layer.divided)].tolist()  # where such units stay, while their pieces move
        for tally in (self.before, self.after):
            tally.leave_out(homes)

    def move(self, units: UnitIndices, before: Assignment, after: Assignment) -> None:
        """Take ``units`` from the jurisdictions ``before`` to those ``after``, each (n,)."""
        self.after.move(units, before, after)

    def add_jurisdiction(self) -> None:
        """Make room for one more jurisdiction, without units."""
        self.after.add_jurisdiction()

    def drop_last_jurisdiction(self) -> None:
        """Forget the jurisdiction that was added last; it has no units any more."""
        self.after.drop_last_jurisdiction()


def _of_layer(layer: UnitLayer) -> list[JoinedColumn]:
    """Return the sums of the layer's own file, which are tallied and shown as what is joined to it."""
    every = np.ones(len(layer), dtype=np.bool_)
    return [
        JoinedColumn(own.key, own.label, own.unit, own.source or layer.name, Kind.SUM, layer.column(own.key), every)
        for own in layer.own_columns
    ]
