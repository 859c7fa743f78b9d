"""The totals before and after, a table for the Union and one for each jurisdiction that units left or joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from borderkit.electoral_votes import ELECTORAL_VOTES
from borderkit.figures import Figures
from borderkit.layer import UnitLayer
from borderkit.measures import BY_KEY, Kind, Measure, has_figures
from borderkit.notes import NEW_YORK, notes
from borderkit.number_format import NONE, NumberFormat
from borderkit.proposal import Proposal

#: What is asked for first comes first.
_MEASURES = tuple(
    BY_KEY[key]
    for key in (
        "people",
        "land_m2",
        "units",
        "house_seats",
        "senators",
        "electors",
        "votes_dem",
        "votes_rep",
        "votes_other",
        "share_dem",
        "share_rep",
        "margin",
    )
)
_SHARES = ("share", "margin")


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A measure before, after, and how much it changes; "" where it does not."""

    label: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """The figures of a jurisdiction, or of the Union.

    Attributes:
        name: whose they are.
        kind: what it is ("new state"), and whether it is new or has nothing left.
        color: its fill on the map, "#rrggbb"; "" for the Union.
        rows: one a measure.

    """

    name: str
    kind: str
    color: str
    rows: tuple[TotalsRow, ...]


def totals_tables(proposal: Proposal, numbers: NumberFormat) -> tuple[TotalsTable, ...]:
    """Return the tables, the Union's first, then by how many people came or went."""
    layer, moved = proposal.layer, proposal.moved_units
    before, after = proposal.union_before(), proposal.union_after()
    electors = _electoral_votes(before, after, numbers) if layer.is_union else ()
    rows = (*_rows(layer, before, after, numbers), *electors)
    found = [TotalsTable(layer.whole_name, "all states and the federal district" if layer.is_union else "", "", rows)]
    pairs = []
    for position in np.union1d(layer.home[moved], proposal.assignment[moved]).tolist():
        code = proposal.jurisdictions[position].code
        pairs.append((position, proposal.before(code), proposal.after(code)))
    pairs.sort(key=lambda pair: -abs(_people(pair[2]) - _people(pair[1])))
    for position, old, new in pairs:
        jurisdiction = proposal.jurisdictions[position]
        left = f", no {layer.called[1]} left" if new is None else ""
        kind = f"{layer.wording.status(jurisdiction.status)}{left}"
        rows = _rows(layer, old, new, numbers, _others_lacking(proposal, position))
        found.append(TotalsTable(jurisdiction.name, kind, jurisdiction.color, rows))
    return tuple(found)


def _electoral_votes(before: Figures, after: Figures, numbers: NumberFormat) -> Iterator[TotalsRow]:
    """Yield for whom the electors are; for neither only where there are any."""
    for measure in ELECTORAL_VOTES:
        if measure.key != "electors_other" or measure.value(before) or measure.value(after):
            yield _row(measure, before, after, numbers)


def _others_lacking(proposal: Proposal, position: int) -> tuple[bool, bool]:
    """Tell for before and after whether all of a jurisdiction's counties are some whose votes for others nobody has."""
    if NEW_YORK not in notes(proposal):
        return False, False
    layer, state = proposal.layer, proposal.position("NY")
    sides = (layer.home[where == position] for where in (layer.home, proposal.assignment))
    before, after = (bool(len(homes) and (homes == state).all()) for homes in sides)
    return before, after


def _people(figures: Figures | None) -> int:
    return figures.people if figures else 0


def _rows(
    layer: UnitLayer,
    before: Figures | None,
    after: Figures | None,
    numbers: NumberFormat,
    lacking: tuple[bool, bool] = (False, False),
) -> tuple[TotalsRow, ...]:
    """Return the rows; ``lacking`` tells for each side whether its votes for others are not at hand."""
    named = (replace(measure, label=measure.label_on(layer.wording)) for measure in _MEASURES)
    return tuple(
        _row(measure, before, after, numbers, lacking if measure.key == "votes_other" else (False, False))
        for measure in named
        if has_figures(layer, measure)
    )


def _row(
    measure: Measure,
    before: Figures | None,
    after: Figures | None,
    numbers: NumberFormat,
    lacking: tuple[bool, bool] = (False, False),
) -> TotalsRow:
    sides = zip((before, after), lacking, strict=True)
    old, new = (measure.value(figures) if figures and not lacks else None for figures, lacks in sides)
    estimated = [bool(figures and figures.estimated_units) for figures in (before, after)]
    if measure.key.startswith(_SHARES) or any(lacking):
        change = None if old is None or new is None else new - old
    else:
        change = (new or 0) - (old or 0)
    changed = before != after and any(estimated)
    if measure.kind is Kind.AREA:
        return _area_row(measure, (old, new, change), numbers)
    return TotalsRow(
        measure.label,
        numbers.value(measure, old, estimated=estimated[0]),
        numbers.value(measure, new, estimated=estimated[1]),
        numbers.change(measure, change, estimated=changed) or NONE,
    )


def _area_row(measure: Measure, areas: Sequence[float | None], numbers: NumberFormat) -> TotalsRow:
    """Write areas with their unit in the label, where it takes no room from the figures."""
    unit = numbers.area_unit
    old, new, change = (None if area is None else round(area / unit.square_metres) for area in areas)
    sign = "+" if change and change > 0 else ""
    return TotalsRow(
        f"{measure.label}, {unit}",
        NONE if old is None else numbers.count(old),
        NONE if new is None else numbers.count(new),
        f"{sign}{numbers.count(change)}" if change else NONE,
    )
