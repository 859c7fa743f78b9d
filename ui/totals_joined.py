"""The columns of the totals that show what a person joined; loaded when something is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from borderkit.joining.explain import explain_joined, header_text
from borderkit.joining.joined import JoinedColumn
from borderkit.joining.written import JoinedWriter, change_of
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal
from ui.number_format import system_digits
from ui.totals_columns import SIDES, FigureColumn, TotalsRow

#: The head of a column has no more letters of a name; the whole of it is in the tool tip.
_LONGEST = 22


@dataclass(frozen=True)
class JoinedTotalsColumn:
    """A joined column on one side."""

    column: JoinedColumn
    side: str
    writer: JoinedWriter = field(default_factory=lambda: JoinedWriter(system_digits()))

    @property
    def key(self) -> str:
        """The joined column's."""
        return self.column.key

    @property
    def short(self) -> str:
        """Its name, as much of it as the head has room for."""
        label = " ".join(self.column.label.split())
        return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"

    def value(self, row: TotalsRow) -> float | None:
        """Return the figure, to sort by."""
        before, after = row.joined[self.key]
        if self.side == "change":
            return change_of(self.column, before, after)
        shown = before if self.side == "before" else after
        return None if shown is None else shown.value

    def text(self, row: TotalsRow, _: NumberFormat) -> str:
        """Write the figure, marked where units have no value."""
        before, after = row.joined[self.key]
        if self.side == "change":
            return self.writer.change(self.column, before, after)
        return self.writer.value(self.column, before if self.side == "before" else after)

    def explain(self, proposal: Proposal, code: str | None, _: NumberFormat) -> str:
        """Say how the figure comes about, and how many units have no value."""
        return explain_joined(proposal, code, self.key, self.side, self.writer)

    def tip(self, proposal: Proposal) -> str:
        """Return name, unit of measure, how it adds up, and source."""
        return header_text(proposal, self.key)


def joined_totals_columns(columns: Sequence[JoinedColumn]) -> Iterator[FigureColumn]:
    """Yield each side of each joined column."""
    return (JoinedTotalsColumn(column, side) for column in columns for side in SIDES)
