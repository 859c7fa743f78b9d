"""Each county that moves, with its figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderkit.handout.content import Cell, Row, Table
from borderkit.handout.counties import short_names, way_title, ways
from borderkit.handout.lines import Line, measure_line, notes_below
from borderkit.handout.notes import two_parties_note
from borderkit.handout.subjects import of_units
from borderkit.handout.tables import people_lines, vote_line
from borderkit.layer import UnitIndices
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal


def county_table(proposal: Proposal, numbers: NumberFormat) -> Table:
    """Return a row for each county that moves, and a row of sums for each way they go and for all."""
    chosen = proposal.settings.election
    votes = ("votes_dem", "votes_rep", "margin") if proposal.layer.elections else ()
    lines = [
        *people_lines(proposal, numbers),
        measure_line("land_m2", chosen, numbers),
        *(vote_line(key, chosen, numbers) for key in votes),
    ]
    found = ways(proposal)
    # A column that says the same in every row says nothing.
    whence = {"From": [home for home, _, _ in found], "To": [target for _, target, _ in found]}
    told = {head: positions for head, positions in whence.items() if len(set(positions)) > 1}
    rows: list[Row] = []
    for number, (home, target, units) in enumerate(found):
        before = tuple(Cell(proposal.jurisdictions[positions[number]].name) for positions in told.values())
        for unit, name in zip(units.tolist(), short_names(proposal.layer, units), strict=True):
            one = of_units(proposal, np.array([unit], dtype=np.int32))
            rows.append(Row(name, (*before, *(line.cell(one) for line in lines))))
        if told:
            rows.append(_sum(proposal, way_title(proposal, home, target), units, lines, len(told)))
    if found:
        rows.append(_sum(proposal, "All that move", proposal.moved_units, lines, len(told)))
    heads = (*told, *(line.label for line in lines))
    homes = [proposal.jurisdictions[home] for home, _, _ in found]
    notes = (*notes_below(proposal, rows), *two_parties_note(proposal, homes, [chosen]))
    fill = proposal.layer.wording.fill
    return Table(fill("The {units} that move"), fill("{Unit}"), (), heads, tuple(rows), notes)


def _sum(proposal: Proposal, label: str, units: UnitIndices, lines: Sequence[Line], n_empty: int) -> Row:
    together = of_units(proposal, units)
    cells = (*(Cell("") for _ in range(n_empty)), *(line.cell(together) for line in lines))
    return Row(label, cells, is_sum=True)
