"""What a move would change in the jurisdictions concerned, before anyone makes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from borderkit.figures import Figures, figures
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices
from borderkit.outcome import outcome
from borderkit.proposal import Proposal
from borderkit.tally import Assignment, shift


@dataclass(frozen=True, slots=True)
class Expected:
    """One jurisdiction that a move would change.

    Attributes:
        jurisdiction: which.
        now: its figures in the proposal; None where it has no units yet.
        then: those after the move; None where no unit would be left.

    """

    jurisdiction: Jurisdiction
    now: Figures | None
    then: Figures | None


def forecast(proposal: Proposal, units: UnitIndices, target: Jurisdiction | Assignment) -> list[Expected]:
    """Return what would change if units moved, who receives most first.

    Args:
        proposal: as it is; it stays so.
        units: each once; those that are in their target already change nothing.
        target: where all of them go, a jurisdiction that the proposal may not have yet, or the position of each
            unit's own, (n,).

    """
    layer, jurisdictions = proposal.layer, list(proposal.jurisdictions)
    if isinstance(target, Jurisdiction):
        if target.code not in {jurisdiction.code for jurisdiction in jurisdictions}:
            jurisdictions.append(target)
        position = [jurisdiction.code for jurisdiction in jurisdictions].index(target.code)
        after = np.full(len(units), position, dtype=np.int16)
    else:
        after = target
    before = proposal.assignment[units]
    moving = before != after
    units, before, after = units[moving], before[moving], after[moving]
    if not len(units):
        return []
    totals = np.zeros((len(jurisdictions), proposal.totals_after.shape[1]), dtype=np.int64)
    totals[: len(proposal.totals_after)] = proposal.totals_after
    shift(totals, layer.figures, units, before, after)
    touched = np.union1d(before, after)
    assignment = proposal.assignment.copy()
    assignment[units] = after
    found = outcome(jurisdictions, totals, proposal.settings, proposal.with_old_borders(assignment), layer)
    gained = {position: np.count_nonzero(after == position) for position in touched.tolist()}
    expected = []
    for position in sorted(gained, key=lambda position: (-gained[position], position)):
        jurisdiction, row = jurisdictions[position], totals[position]
        then = replace(figures(row, proposal.settings, layer.position), standing=found.standings.get(jurisdiction.code))
        now = proposal.after(jurisdiction.code) if position < len(proposal.jurisdictions) else None
        expected.append(Expected(jurisdiction, now, then if row[-1] else None))
    return expected
