"""What the columns and rows of a handout's tables are about: jurisdictions and the Union, today and as proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from borderkit.figures import Figures, figures
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import Matrix, UnitIndices
from borderkit.proposal import Proposal

#: Figures by the year of the election that their votes are of.
ByElection = Mapping[int, Figures]


@dataclass(frozen=True, slots=True)
class Subject:
    """A jurisdiction, or the Union.

    Attributes:
        name: its name.
        today: its figures with today's borders; None where it does not exist today.
        proposed: its figures in the proposal; None where no county is left.
        jurisdiction: itself; None for the Union.

    """

    name: str
    today: ByElection | None
    proposed: ByElection | None
    jurisdiction: Jurisdiction | None = None


def elections(proposal: Proposal) -> tuple[int, ...]:
    """Return the chosen election and, where the layer has one more, the one before it, or else the one after it."""
    chosen, years = proposal.settings.election, proposal.layer.elections
    earlier, later = [year for year in years if year < chosen], [year for year in years if year > chosen]
    return (chosen, *(earlier[-1:] or later[:1]))


def concerned(proposal: Proposal) -> list[Jurisdiction]:
    """Return the jurisdictions that units leave or join: first those left, then those joined, each by name."""
    moved = proposal.moved_units
    left = np.unique(proposal.layer.home[moved]).tolist()
    joined = np.setdiff1d(proposal.assignment[moved], left).tolist()
    jurisdictions = proposal.jurisdictions
    ordered = sorted(left, key=lambda at: jurisdictions[at].name) + sorted(
        joined, key=lambda at: (jurisdictions[at] in proposal.own_jurisdictions, jurisdictions[at].name)
    )
    return [jurisdictions[at] for at in ordered]


def subject(proposal: Proposal, jurisdiction: Jurisdiction) -> Subject:
    """Return a jurisdiction with its figures."""
    code, at = jurisdiction.code, proposal.position(jurisdiction.code)
    today, proposed = proposal.before(code), proposal.after(code)
    return Subject(
        jurisdiction.name,
        _by_election(proposal, proposal.totals_before[[at]], today) if today and today.units else None,
        _by_election(proposal, proposal.totals_after[[at]], proposed) if proposed else None,
        jurisdiction,
    )


def union(proposal: Proposal) -> Subject:
    """Return the Union with its figures."""
    inside = np.array([jurisdiction.status.in_union for jurisdiction in proposal.jurisdictions])
    before, after = proposal.totals_before, proposal.totals_after
    return Subject(
        "The Union" if proposal.layer.is_union else proposal.layer.whole_name,
        _by_election(proposal, before[inside[: len(before)]], proposal.union_before()),
        _by_election(proposal, after[inside], proposal.union_after()),
    )


def leaves(proposal: Proposal) -> list[Jurisdiction]:
    """Return the jurisdictions with units that are outside the Union."""
    return [j for j in proposal.jurisdictions if not j.status.in_union and proposal.after(j.code)]


def of_units(proposal: Proposal, units: UnitIndices) -> ByElection:
    """Return the figures of some units taken together."""
    row = np.append(proposal.layer.figures[units].sum(axis=0), len(units))
    return {
        election: figures(row, replace(proposal.settings, election=election), proposal.layer.position)
        for election in elections(proposal)
    }


def _by_election(proposal: Proposal, rows: Matrix, chosen: Figures) -> ByElection:
    """Return the figures for both elections; seats and electors are those that follow from the chosen one."""
    first, *others = elections(proposal)
    position, sums = proposal.layer.position, rows.sum(axis=0)
    found = {other: figures(sums, replace(proposal.settings, election=other), position) for other in others}
    return {first: chosen} | {other: replace(one, standing=chosen.standing) for other, one in found.items()}
