"""The lines of a handout's tables: what each measures, and how its figures are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from borderkit.figures import Figures
from borderkit.handout.content import Cell, Row
from borderkit.handout.subjects import ByElection
from borderkit.legend import ESTIMATE
from borderkit.measures import BY_KEY, Kind
from borderkit.number_format import NONE, NumberFormat
from borderkit.proposal import Proposal

#: Stands below a table with estimates in it.
ESTIMATE_NOTE = ESTIMATE + "An estimate: some of the votes in it were not counted by {unit}."


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of one election, or of none, with what writes it.

    Attributes:
        label: what it measures, with its year and unit.
        election: the year of the votes it is read from; the chosen one where it is not read from votes.
        write: writes it for the figures of that election.

    """

    label: str
    election: int
    write: Callable[[Figures], str]

    def cell(self, found: ByElection | None) -> Cell:
        """Return the figure; a dash where there are none."""
        return Cell(NONE if found is None else self.write(found[self.election]))


def measure_line(key: str, election: int, numbers: NumberFormat, label: str = "") -> Line:
    """Return the line of a measure; an area is written without its unit, which stands in the label."""
    measure = BY_KEY[key]
    if measure.kind is Kind.AREA:
        label = f"{label or measure.label} ({numbers.area_unit})"

    def write(found: Figures) -> str:
        value = measure.value(found)
        if measure.kind is Kind.AREA and value is not None:
            return area_figure(value, numbers)
        return numbers.value(measure, value, estimated=bool(found.estimated_units))

    return Line(label or measure.label, election, write)


def area_figure(square_metres: float, numbers: NumberFormat) -> str:
    """Write an area to the whole unit, without naming the unit; what is less than one is said to be."""
    units = square_metres / numbers.area_unit.square_metres
    return numbers.count(round(units)) if units >= 1 or not units else "under 1"


def density_line(election: int, numbers: NumberFormat) -> Line:
    """Return the line of people per unit of land area."""

    def write(found: Figures) -> str:
        if not found.land_m2:
            return NONE
        return numbers.density(found.people, found.land_m2)

    return Line(f"People per {numbers.area_unit.one}", election, write)


def notes_below(proposal: Proposal, rows: Iterable[Row]) -> tuple[str, ...]:
    """Return what must stand below a table: what the mark of an estimate means, if one is there."""
    marked = any(ESTIMATE in cell.text for row in rows for cell in row.cells)
    return (proposal.layer.wording.fill(ESTIMATE_NOTE),) if marked else ()
