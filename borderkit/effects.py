"""What follows from a proposal, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from borderkit.apportionment import Claim, priority_list
from borderkit.columns import people
from borderkit.naming import ordinal, with_article
from borderkit.notes import on_apportionment
from borderkit.number_format import NumberFormat
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal
from borderkit.ripples import Ripple
from borderkit.settings import unlike_today

_NAMED_AT_MOST = 4

#: A smaller part is not told in figures.
_LEAST_PART = 0.001

Number = Callable[[int], str]
Percent = Callable[[float], str]

_PERCENT: Percent = NumberFormat().share


def line_of_effect(proposal: Proposal, number: Number = "{:,}".format) -> str:
    """Say how many move and whose seats change ("22 counties, 1,056,792 people: Idaho 2 to 4 seats, ...")."""
    head = proposal.layer.wording.count(len(proposal.moved_units))
    if proposal.layer.censuses:
        head = f"{head}, {_people_moved(proposal, number)} people"
    if not proposal.layer.is_union:
        return head
    changes = _seat_changes(proposal)
    if not changes:
        return f"{head}: no state's House seats change"
    others = len(changes) - _NAMED_AT_MOST
    more = f" and {others} other{'s' if others > 1 else ''}" if others > 0 else ""
    return f"{head}: {', '.join(changes[:_NAMED_AT_MOST])}{more}"


def _people_moved(proposal: Proposal, number: Number) -> str:
    """Return how many people move; the two bounds where counties are divided."""
    sums = partial_sums(proposal)
    if sums.units:
        return f"{number(sums.people_without)} to {number(sums.people_with)}"
    column = proposal.layer.column(people(proposal.settings.people))
    return number(int(column[proposal.moved_units].sum()))


def _seat_changes(proposal: Proposal) -> list[str]:
    """Say whose seats change, those that units left or joined first."""
    untouched = set(proposal.untouched())
    before, after = proposal.outcome_before.standings, proposal.outcome_after.standings
    found: list[str] = []
    for jurisdiction in sorted(proposal.jurisdictions, key=lambda j: (j.code in untouched, j.name)):
        code = jurisdiction.code
        old = before[code].house_seats if code in before else 0
        new = after[code].house_seats if code in after else 0
        if old != new:
            unit = "" if found else (" seat" if new == 1 else " seats")
            found.append(f"{jurisdiction.name} {old} to {new}{unit}")
    return found


def consequences(proposal: Proposal, number: Number = "{:,}".format, percent: Percent = _PERCENT) -> list[str]:
    """Say in plain words what follows for the Union, and by which rules where they are not those of today."""
    told = _on_union(proposal, number, percent)
    rules = unlike_today(proposal.settings) if proposal.layer.is_union else ""
    told += [f"Not by the law of today: {rules}."] if rules else []
    told += on_apportionment(proposal)
    return told + _of_no_majority(proposal)


def effects_on_union(proposal: Proposal, number: Number = "{:,}".format, percent: Percent = _PERCENT) -> list[str]:
    """Say what follows for the Union: states, senators, the majority, who leaves, who is left, who elects."""
    return _on_union(proposal, number, percent) + _of_no_majority(proposal)


def _on_union(proposal: Proposal, number: Number, percent: Percent) -> list[str]:
    before, after = proposal.outcome_before, proposal.outcome_after
    told = [*_of_new_states(proposal), *_of_leaving(proposal, percent), *_of_empty_states(proposal)]
    if before.union.senators != after.union.senators:
        told.append(
            f"The Senate has {number(after.union.senators)} members instead of {number(before.union.senators)}."
        )
    if before.union.electors != after.union.electors:
        told.append(
            f"{number(after.electors_needed)} of {number(after.union.electors)} electors are a majority, "
            f"instead of {number(before.electors_needed)} of {number(before.union.electors)}."
        )
    if after.lapsed:
        told.append(f"{number(after.lapsed)} House seats lapse; {number(after.union.house_seats)} are left.")
    return told + _of_changed_splits(proposal)


def _of_changed_splits(proposal: Proposal) -> list[str]:
    before, after = proposal.outcome_before.standings, proposal.outcome_after.standings
    return [
        f"{proposal.jurisdiction(code).name} has changed: all its electors now go to who is ahead there."
        for code, standing in before.items()
        if standing.by_district and code in after and not after[code].by_district
    ]


def _of_new_states(proposal: Proposal) -> list[str]:
    after = proposal.outcome_after.standings
    return [
        f"{j.name} becomes a state with 2 senators and {after[j.code].house_seats} House "
        f"seat{'s' if after[j.code].house_seats > 1 else ''}."
        for j in proposal.own_jurisdictions
        if j.status.is_state and j.code in after
    ]


def _of_leaving(proposal: Proposal, percent: Percent) -> list[str]:
    union = proposal.union_before()
    told = []
    for jurisdiction in proposal.own_jurisdictions:
        found = proposal.after(jurisdiction.code)
        if found and not jurisdiction.status.in_union:
            people = _part_told(found.people, union.people, percent)
            land = _part_told(found.land_m2, union.land_m2, percent)
            told.append(
                f"{jurisdiction.name} leaves the Union with {people} of the Union's people and {land} of the Union's "
                "land. It has no seats, senators or electors."
                if proposal.layer.is_union
                else _of_standing_outside(proposal, jurisdiction.name, people, land)
            )
    return told


def _of_standing_outside(proposal: Proposal, name: str, people: str, land: str) -> str:
    """Say who stands outside on a layer that is not the whole Union: its seats are not known."""
    of_people = f"{people} of the people and " if proposal.layer.censuses else ""
    leaves = "leaves the Union" if proposal.layer.wording.has_states else "stands apart"
    return f"{name} {leaves}, with {of_people}{land} of the land of {proposal.layer.whole_in_sentence}."


def _part_told(of_it: int, whole: int, percent: Percent) -> str:
    part = of_it / whole if whole else 0.0
    return f"less than {percent(_LEAST_PART)}" if 0 < part < _LEAST_PART else percent(part)


def _of_empty_states(proposal: Proposal) -> list[str]:
    empty = [
        jurisdiction.name
        for jurisdiction, before, after in zip(
            proposal.layer.jurisdictions, proposal.totals_before, proposal.totals_after, strict=False
        )
        if before[-1] and not after[-1]
    ]
    wording = proposal.layer.wording
    lost = ": no seats, senators or electors" if proposal.layer.is_union else ""
    without = f"left without {wording.units}{lost}."
    if len(empty) > _NAMED_AT_MOST:
        return [f"{len(empty)} of today's {wording.states} are {without}"]
    return [f"{name} is {without}" for name in empty]


def _of_no_majority(proposal: Proposal) -> list[str]:
    """Say who elects, and how the states would vote, where no candidate reaches the majority."""
    after = proposal.outcome_after
    if not proposal.layer.is_union or max(after.union.electors_dem, after.union.electors_rep) >= after.electors_needed:
        return []
    ahead = {"Democratic": 0, "Republican": 0, "neither": 0}
    for code, standing in after.standings.items():
        found = proposal.after(code)
        if standing.senators and found:
            margin = found.votes_rep - found.votes_dem
            ahead["Republican" if margin > 0 else "Democratic" if margin < 0 else "neither"] += 1
    needed = after.states // 2 + 1
    return [
        f"Nobody has the {after.electors_needed} electors needed: the House elects the President, each state "
        f"with one vote, and {needed} states are needed (Twelfth Amendment). If each voted for who is ahead in it: "
        f"{ahead['Republican']} Republican, {ahead['Democratic']} Democratic"
        + (f", {ahead['neither']} tied." if ahead["neither"] else ".")
    ]


def ripple_sentence(proposal: Proposal, ripple: Ripple, number: Number = "{:,}".format) -> str:
    """Say what a jurisdiction gains or loses, and by how few people it was decided."""
    name = proposal.jurisdiction(ripple.code).name
    size = proposal.outcome_after.apportionment.house_size
    seats = abs(ripple.house_seats)
    if not seats:
        verb = "gains" if ripple.electors > 0 else "loses"
        return f"{name} {verb} {abs(ripple.electors)} of the electors."
    if ripple.house_seats < 0:
        what = f"its {ordinal(ripple.seats_after + 1)} seat" if seats == 1 else f"{seats} seats"
        told = f"{name} loses {what} and has {ripple.seats_after}"
        if ripple.margin_people is None:
            return f"{told}."
        return f"{told}; it missed the {ordinal(size)} seat of the House by {number(ripple.margin_people)} people."
    what = f"{with_article(ripple.seats_after)} seat" if seats == 1 else f"{seats} seats"
    told = f"{name} gains {what}" + ("" if seats == 1 else f" and has {ripple.seats_after}")
    if ripple.margin_people is None:
        return f"{told}."
    return f"{told}, with {number(ripple.margin_people)} people more than it needs."


def claim_sentence(proposal: Proposal, claim: Claim) -> str:
    """Say which seat of the House goes to whom, or would go if there were one more."""
    size = proposal.outcome_after.apportionment.house_size
    name = proposal.jurisdiction(claim.code).name
    if claim.rank <= size:
        return f"Seat {claim.rank}: {name}, its {ordinal(claim.seat)}"
    return f"Next in line {claim.rank - size}: {name}, for its {ordinal(claim.seat)}"


def last_claims(proposal: Proposal) -> list[Claim]:
    """Return the last seats given in the proposal, and the next in line."""
    after = proposal.outcome_after
    shared = after.apportionment
    return priority_list(after.claimants, shared.house_size, shared.method)
