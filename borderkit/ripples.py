"""Ripples: what changes in jurisdictions that no unit left or joined, and the margin that decided it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from borderkit.apportionment import last_and_next, people_needed
from borderkit.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Ripple:
    """One jurisdiction that gains or loses without any change of its own.

    Attributes:
        code: the jurisdiction.
        house_seats, electors: how many more it has, negative if fewer.
        seats_after: how many seats it has then.
        margin_people: where it lost, how many more people would have kept its seat from the winner of the last
            one; where it gained, how many people it has more than it needed. None where no margin can be told:
            by Hamilton's method, or where only electors change.

    """

    code: str
    house_seats: int
    electors: int
    seats_after: int
    margin_people: int | None


def ripples(before: Outcome, after: Outcome, untouched: Iterable[str]) -> list[Ripple]:
    """Return the ripples among the ``untouched`` jurisdictions, those that no unit left or joined."""
    found = []
    for code in untouched:
        old, new = before.standings.get(code), after.standings.get(code)
        if old is None or new is None:
            continue
        seats, electors = new.house_seats - old.house_seats, new.electors - old.electors
        if seats or electors:
            margin = _margin(code, seats, after) if seats else None
            found.append(Ripple(code, seats, electors, new.house_seats, margin))
    return found


def _margin(code: str, gained: int, after: Outcome) -> int | None:
    shared = after.apportionment
    if shared.method == "hamilton":
        return None
    people = {claimant.code: claimant.people for claimant in after.claimants}
    try:
        last, following = last_and_next(after.claimants, shared.seats, shared.method)
    except ValueError:
        return None
    if gained < 0:
        rival_seats = shared.seats[last.code] - 1
        return people_needed(code, shared.seats[code], last, rival_seats, shared.method) - people[code]
    rival_seats = shared.seats[following.code]
    return people[code] - people_needed(code, shared.seats[code] - 1, following, rival_seats, shared.method)
