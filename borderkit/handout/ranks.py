"""Which place a state has among the states, today and as proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from borderkit.figures import Figures
from borderkit.handout.subjects import concerned
from borderkit.naming import ordinal
from borderkit.proposal import Proposal

#: A rank is told in words if it is one of the first, or much higher than today's; tables have them all.
_AMONG_THE_FIRST = 15
_MUCH_HIGHER = 5


@dataclass(frozen=True, slots=True)
class Rank:
    """A place, 1 for the largest, among so many states; equal ones share a place."""

    place: int
    among: int


def ranks(proposal: Proposal, value: Callable[[Figures], float], *, after: bool) -> dict[str, Rank]:
    """Return the rank of each state that has counties, by its code."""
    read = proposal.after if after else proposal.before
    found = {
        jurisdiction.code: value(figures)
        for jurisdiction in proposal.jurisdictions
        if jurisdiction.status.is_state and (figures := read(jurisdiction.code)) is not None and figures.units
    }
    ordered = sorted(found.values(), reverse=True)
    return {code: Rank(ordered.index(of_it) + 1, len(found)) for code, of_it in found.items()}


def new_rank(proposal: Proposal, key: str, by: str) -> str:
    """Say which state that counties join is higher than today, or is new, by a figure; "" if that tells nothing.

    Args:
        proposal: the proposal.
        key: the name of the figure in ``Figures``.
        by: what the sentence calls it, such as "by land".

    """

    def value(found: Figures) -> float:
        return float(getattr(found, key))

    today, proposed = ranks(proposal, value, after=False), ranks(proposal, value, after=True)
    telling = [j for j in concerned(proposal) if j.code in proposed and _tells(today.get(j.code), proposed[j.code])]
    if not telling or len(proposed) == 1:
        return ""
    first = min(telling, key=lambda j: proposed[j.code].place)
    rank = proposed[first.code]
    size = "the largest" if rank.place == 1 else f"the {ordinal(rank.place)} largest"
    before = f", today the {ordinal(today[first.code].place)}" if first.code in today else ""
    return f"{first.name} would be {size} of the {rank.among} {proposal.layer.wording.states} {by}{before}"


def _tells(today: Rank | None, proposed: Rank) -> bool:
    if today is None:
        return proposed.place <= _AMONG_THE_FIRST
    return proposed.place < today.place and (
        proposed.place <= _AMONG_THE_FIRST or today.place - proposed.place >= _MUCH_HIGHER
    )
