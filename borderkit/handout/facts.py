"""The few figures of a handout that are to be read first, from afar."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from borderkit.figures import figures_of_units
from borderkit.handout.content import Fact
from borderkit.handout.counties import kind_of, one_of
from borderkit.handout.ranks import new_rank
from borderkit.handout.subjects import concerned, leaves
from borderkit.handout.text import share_text
from borderkit.jurisdiction import Jurisdiction
from borderkit.measures import BY_KEY
from borderkit.naming import listed
from borderkit.number_format import NumberFormat
from borderkit.outcome import Outcome
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal

#: More states than this are counted, not named.
_NAMED_AT_MOST = 3


def facts(proposal: Proposal, numbers: NumberFormat) -> tuple[Fact, ...]:
    """Return up to five figures: counties, people, land, House seats, electoral votes."""
    if not len(proposal.moved_units):
        return (Fact("0", f"{proposal.layer.called[1]} move: the borders are those of today"),)
    found = [_counties(proposal, numbers)]
    if proposal.layer.censuses:
        found.append(_people(proposal, numbers))
    found.append(_land(proposal, numbers))
    if not proposal.layer.is_union:
        return tuple(found)
    return (*found, _seats(proposal, numbers), *_electors(proposal, numbers))


def homes(proposal: Proposal) -> list[Jurisdiction]:
    """Return the states that units leave, by name."""
    positions = np.unique(proposal.layer.home[proposal.moved_units]).tolist()
    return sorted((proposal.jurisdictions[at] for at in positions), key=lambda j: j.name)


def _counties(proposal: Proposal, numbers: NumberFormat) -> Fact:
    layer, moved, left = proposal.layer, proposal.moved_units, homes(proposal)
    names = listed([j.name for j in left])
    if len(moved) == 1:
        target = proposal.jurisdictions[int(proposal.assignment[moved[0]])]
        kind = one_of(layer, moved)
        return Fact("1", f"{kind} moves: {layer.names[moved[0]]}, from {names} to {target.name}")
    what = f"{kind_of(layer, moved)} move"
    if len(left) == 1:
        there = int(np.count_nonzero(layer.home == proposal.position(left[0].code)))
        whole = f"all of {names}" if there == len(moved) else f"of {numbers.count(there)} in {names}"
        return Fact(numbers.count(len(moved)), f"{what}, {whole}")
    kind = layer.wording.states if all(j.status.is_state for j in left) else "jurisdictions"
    whence = names if len(left) <= _NAMED_AT_MOST else f"{len(left)} {kind}"
    return Fact(numbers.count(len(moved)), f"{what}, from {whence}")


def _people(proposal: Proposal, numbers: NumberFormat) -> Fact:
    sums = partial_sums(proposal)
    growth = [
        f"{j.name} grows by {share_text((after.people - before.people) / before.people, numbers)}"
        for j in concerned(proposal)
        if (before := proposal.before(j.code)) and (after := proposal.after(j.code))
        if 0 < before.people < after.people
    ]
    rank = new_rank(proposal, "people", "by people")
    more = [listed(growth)] if 0 < len(growth) <= _NAMED_AT_MOST else []
    more += [rank] if rank else []
    if sums.units:
        both = f"{numbers.count(sums.people_without)} to {numbers.count(sums.people_with)}"
        return Fact(both, f"people move: without the divided {proposal.layer.called[1]}, and with all of them")
    moved = figures_of_units(proposal.layer, proposal.moved_units, proposal.settings)
    return Fact(numbers.count(moved.people), "; ".join([f"people move{_parts(proposal, 'people', numbers)}", *more]))


def _land(proposal: Proposal, numbers: NumberFormat) -> Fact:
    moved = figures_of_units(proposal.layer, proposal.moved_units, proposal.settings)
    parts = _parts(proposal, "land_m2", numbers)
    what = "of land move"
    if partial_sums(proposal).units:
        what = f"of land move with the whole {proposal.layer.called[1]}"
    rank = new_rank(proposal, "land_m2", "by land")
    label = f"{what}{parts}" + (f"; {rank}" if rank else "")
    return Fact(numbers.value(BY_KEY["land_m2"], moved.land_m2), label)


def _parts(proposal: Proposal, key: str, numbers: NumberFormat) -> str:
    """Say which part of each state moves away ("24.9 % of Oregon"); "" where those are too many."""
    left = homes(proposal)
    if len(left) > _NAMED_AT_MOST:
        return ""
    layer, moved = proposal.layer, proposal.moved_units
    told = []
    for jurisdiction in left:
        before = proposal.before(jurisdiction.code)
        units = moved[layer.home[moved] == proposal.position(jurisdiction.code)]
        going = getattr(figures_of_units(layer, units, proposal.settings), key)
        if before is not None and getattr(before, key):
            told.append(f"{share_text(going / getattr(before, key), numbers)} of {jurisdiction.name}")
    return f", {listed(told)}" if told else ""


def _seats(proposal: Proposal, numbers: NumberFormat) -> Fact:
    """Give the House seats of the state that gains most, and say those of the others concerned."""
    before, after = proposal.outcome_before, proposal.outcome_after
    if after.lapsed:
        left = numbers.count(after.union.house_seats)
        return Fact(numbers.count(after.lapsed), f"House seats lapse; {left} are left")
    changed = [j for j in concerned(proposal) if j.status.is_state and _seats_of(before, j) != _seats_of(after, j)]
    gained = {j.code: _seats_of(after, j) - _seats_of(before, j) for j in changed}
    if not changed:
        others = sum(1 for ripple in proposal.ripples() if ripple.house_seats)
        if not others:
            return Fact("0", "House seats change hands")
        whose = "state's" if others == 1 else "states'"
        return Fact(numbers.count(others), f"other {whose} House seats change")
    if leaves(proposal) and max(gained.values()) <= 0:
        return Fact(numbers.count(-sum(gained.values())), "House seats go to other states")
    first = max(changed, key=lambda j: gained[j.code])
    rest = [
        f"{j.name} has {numbers.count(_seats_of(after, j)) if _seats_of(after, j) else 'none'}"
        f"{_today(proposal, j, numbers)}"
        for j in changed
        if j is not first
    ]
    tail = f"; {'; '.join(rest)}" if 0 < len(rest) < _NAMED_AT_MOST else ""
    seats = _seats_of(after, first)
    what = f"House seat{'' if seats == 1 else 's'} for {first.name}"
    return Fact(numbers.count(seats), f"{what}{_today(proposal, first, numbers)}{tail}")


def _today(proposal: Proposal, jurisdiction: Jurisdiction, numbers: NumberFormat) -> str:
    if proposal.before(jurisdiction.code) is None:
        return ""
    before, after = (_seats_of(found, jurisdiction) for found in (proposal.outcome_before, proposal.outcome_after))
    return f", {'up' if before < after else 'down'} from {numbers.count(before)}"


def _seats_of(found: Outcome, jurisdiction: Jurisdiction) -> int:
    standing = found.standings.get(jurisdiction.code)
    return standing.house_seats if standing else 0


def _electors(proposal: Proposal, numbers: NumberFormat) -> Iterator[Fact]:
    """Give the electoral votes of both parties, the larger number first, and those of today."""
    if not proposal.union_after().votes_total:
        return
    today, proposed = (_written_electors(found, numbers) for found in (proposal.outcome_before, proposal.outcome_after))
    before = "as today" if today == proposed else f"today {today}"
    yield Fact(proposed, f"electoral votes on the votes of {proposal.settings.election}; {before}")


def _written_electors(found: Outcome, numbers: NumberFormat) -> str:
    sides = sorted((("R", found.union.electors_rep), ("D", found.union.electors_dem)), key=lambda side: -side[1])
    return ", ".join(f"{party} {numbers.count(number)}" for party, number in sides)
