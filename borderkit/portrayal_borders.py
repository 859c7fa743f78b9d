"""Portrayals of where units belong: in the colour of their state, or only whether they moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from borderkit import portrayal_scales as scales
from borderkit.layer import UnitIndices
from borderkit.legend import Legend, LegendEntry, Pattern, entry, sources
from borderkit.portrayal_base import Classes, Portrayal
from borderkit.proposal import Proposal
from borderkit.tally import Assignment

#: A legend names no more jurisdictions that units moved to.
_NAMED_AT_MOST = 12


@dataclass(frozen=True, eq=False)
class ByState(Portrayal):
    """Each unit in its jurisdiction's colour.

    Attributes:
        n_jurisdictions: the class of a unit that moved is this much more than its jurisdiction's position.

    """

    n_jurisdictions: int

    def classes(self, proposal: Proposal, units: UnitIndices, assignment: Assignment | None = None) -> Classes:
        """Return the position of each unit's jurisdiction, or that in the second block where the unit moved there."""
        there = (proposal.assignment if assignment is None else assignment)[units]
        moved = there != proposal.layer.home[units]
        found: Classes = (there + np.int16(self.n_jurisdictions) * moved).astype(np.int16)
        return found


@dataclass(frozen=True, eq=False)
class ByMove(Portrayal):
    """Units that moved, class 1, and those that did not, class 0."""

    def classes(self, proposal: Proposal, units: UnitIndices, assignment: Assignment | None = None) -> Classes:
        """Return 1 for each unit that is not at home, 0 for the others."""
        there = (proposal.assignment if assignment is None else assignment)[units]
        found: Classes = (there != proposal.layer.home[units]).astype(np.int16)
        return found


def by_state(proposal: Proposal) -> ByState:
    """Show each unit in its jurisdiction's colour, stronger where it joined one that has other units at home."""
    jurisdictions = proposal.jurisdictions
    n_home = len(proposal.layer.jurisdictions)
    n_own = len(jurisdictions) - n_home
    calm = [int(jurisdiction.color[1:], 16) for jurisdiction in jurisdictions]
    # All of a new jurisdiction's units moved there: none of them needs to stand out from the others.
    moved = [*map(scales.stronger, calm[:n_home]), *calm[n_home:]]
    colors = np.array(calm + moved, dtype=np.uint32)
    own = scales.own_patterns(n_own)
    patterns = (*[Pattern.NONE] * n_home, *own, *[Pattern.RISING] * n_home, *own)
    wording, fill = proposal.layer.wording, proposal.layer.wording.fill
    legend = Legend(
        title=fill("{States} and new jurisdictions" if n_own and wording.has_states else "{States}"),
        entries=tuple(_state_entries(proposal, colors, patterns)),
        source=f"Today's borders: {sources(proposal.layer, 'land_m2')}",
    )
    return ByState(colors, patterns, legend, len(jurisdictions))


def _state_entries(proposal: Proposal, colors: scales.Colors, patterns: tuple[Pattern, ...]) -> Iterator[LegendEntry]:
    """Yield the meaning of calm and strong colours, shown by a state that units moved to, and names."""
    names = [jurisdiction.name for jurisdiction in proposal.jurisdictions]
    n_home = len(proposal.layer.jurisdictions)
    moved_to = np.unique(proposal.assignment[proposal.moved_units])
    joined = moved_to[moved_to < n_home].tolist()
    shown = joined[0] if joined else 0
    fill = proposal.layer.wording.fill
    yield entry(colors[shown], Pattern.NONE, fill("{Units} in the colour of their {state}"))
    if len(joined) > 1:
        yield entry(colors[len(names) + shown], Pattern.RISING, fill("Moved {units}: stronger"))
    for position in (*range(n_home, len(names)), *joined[:_NAMED_AT_MOST]):
        moved = len(names) + position
        name = names[position] if position >= n_home else f"Moved to {names[position]}"
        yield entry(colors[moved], patterns[moved], name)
    if len(joined) > _NAMED_AT_MOST:
        more = len(names) + joined[_NAMED_AT_MOST]
        told = f"Moved to {len(joined) - _NAMED_AT_MOST} other {proposal.layer.wording.states}"
        yield entry(colors[more], Pattern.RISING, told)


def by_move(proposal: Proposal) -> ByMove:
    """Show only which units moved."""
    own = " or to a new jurisdiction" if proposal.own_jurisdictions else ""
    colors = (scales.STAYED, scales.MOVED)
    patterns = (Pattern.NONE, Pattern.RISING)
    fill = proposal.layer.wording.fill
    labels = (fill("{Units} where they are today"), fill("{Units} moved to another {state}") + own)
    entries = [entry(*parts) for parts in zip(colors, patterns, labels, strict=True)]
    source = f"Today's borders: {sources(proposal.layer, 'land_m2')}"
    legend = Legend(fill("Moved {units}"), tuple(reversed(entries)), source)
    return ByMove(np.array(colors, dtype=np.uint32), patterns, legend)
