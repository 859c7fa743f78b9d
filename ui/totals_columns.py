"""What the table of totals shows: its rows, and the columns of figures, each a measure on one side."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from borderkit.explain import explain
from borderkit.figures import Figures
from borderkit.layer import UnitLayer
from borderkit.measures import MEASURES, Measure, has_figures
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal

if TYPE_CHECKING:
    from borderkit.joining.joined import Figure

SIDES = ("before", "after", "change")


@dataclass(slots=True)
class TotalsRow:
    """What a row shows.

    Attributes:
        code: the jurisdiction's; None for the Union.
        before, after: its figures.
        changed: whether any of them differs.
        joined: its figures of joined columns before and after, by key.

    """

    code: str | None
    before: Figures | None
    after: Figures | None
    changed: bool
    joined: dict[str, tuple[Figure | None, Figure | None]] = field(default_factory=dict)

    @property
    def units_changed(self) -> bool:
        """Whether units left or joined, and not only seats or electors differ."""
        return (self.before and self.before.land_m2) != (self.after and self.after.land_m2)

    def estimated(self, side: str) -> bool:
        """Whether votes on a side are estimates."""
        shown = (self.before,) if side == "before" else (self.after,)
        return any(figures.estimated_units for figures in shown if figures)


class FigureColumn(Protocol):
    """A column of figures: one side of a measure, or of a joined column.

    Attributes:
        key: of the measure or the joined column.
        short: its name in the head.
        side: "before", "after" or "change".

    """

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def short(self) -> str: ...  # noqa: D102
    @property
    def side(self) -> str: ...  # noqa: D102
    def value(self, row: TotalsRow) -> float | None:
        """Return the figure, to sort by."""

    def text(self, row: TotalsRow, numbers: NumberFormat) -> str:
        """Write the figure."""

    def explain(self, proposal: Proposal, code: str | None, numbers: NumberFormat) -> str:
        """Say how the figure of a jurisdiction comes about."""

    def tip(self, proposal: Proposal) -> str:
        """Say what the column is, for its head; "" where the head says it all."""


@dataclass(frozen=True, slots=True)
class TotalsColumn:
    """A measure on one side."""

    measure: Measure
    side: str

    @property
    def key(self) -> str:
        """The measure's."""
        return self.measure.key

    @property
    def short(self) -> str:
        """The measure's name in a narrow head."""
        return self.measure.short

    def value(self, row: TotalsRow) -> float | None:
        """Return the figure; a share that one side does not have has no change."""
        read = self.measure.value
        before = read(row.before) if row.before else None
        after = read(row.after) if row.after else None
        match self.side:
            case "before":
                return before
            case "after":
                return after
        if self.measure.key.startswith(("share", "margin")):
            return None if before is None or after is None else after - before
        return (after or 0) - (before or 0)

    def text(self, row: TotalsRow, numbers: NumberFormat) -> str:
        """Write the figure, marked where it is an estimate."""
        value = self.value(row)
        if self.side == "change":
            estimated = row.changed and any(row.estimated(side) for side in ("before", "after"))
            return numbers.change(self.measure, value, estimated=estimated)
        return numbers.value(self.measure, value, estimated=row.estimated(self.side))

    def explain(self, proposal: Proposal, code: str | None, numbers: NumberFormat) -> str:
        """Say how the figure comes about."""

        def write(measure: Measure, value: float) -> str:
            return numbers.value(measure, value)

        return explain(proposal, code, self.measure, self.side, write)

    def tip(self, _: Proposal) -> str:
        """Return nothing: figures are explained when they are clicked."""
        return ""


#: Those of all measures on all sides.
COLUMNS = tuple(TotalsColumn(measure, side) for measure in MEASURES for side in SIDES)


def columns_on(layer: UnitLayer) -> tuple[TotalsColumn, ...]:
    """Return the columns of the measures that a layer has figures for, in its words."""
    wording = layer.wording
    there = [measure for measure in MEASURES if has_figures(layer, measure)]
    named = [replace(m, label=m.label_on(wording), short=m.short_on(wording)) for m in there]
    return tuple(TotalsColumn(measure, side) for measure in named for side in SIDES)
