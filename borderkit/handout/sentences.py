"""What a handout says in sentences: who proposes it, what follows, what changes elsewhere, on what figures."""

from __future__ import annotations

from borderkit.contiguity import checks
from borderkit.dates import written_text
from borderkit.effects import effects_on_union, ripple_sentence
from borderkit.handout.subjects import elections
from borderkit.naming import listed
from borderkit.notes import without_seats
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal
from borderkit.settings import Settings, unlike_today

_NOTHING = "No state's House seats or electoral votes change."
_NOTHING_ELSE = "No other state's House seats or electoral votes change."

#: What is said of the list of counties, by the word for it in a proposal's file.
_CERTAINTY = {
    "whole list published": "The list of {units} is published in full.",
    "inferred": "The list of {units} is inferred, not taken from a published list.",
    "partly known": "The list of {units} is known only in part.",
}

_MINUS = "\N{MINUS SIGN}"


def byline(proposal: Proposal) -> str:
    """Say who proposes it, and of when it is."""
    return " · ".join(filter(None, (proposal.details.author.strip(), written_text(proposal.details.date))))


def status(proposal: Proposal) -> str:
    """Say how sure the list of counties is; "" where the file does not."""
    certainty = proposal.document.kept.get("certainty")
    if not isinstance(certainty, str) or not certainty.strip():
        return ""
    wording = proposal.layer.wording
    told = _CERTAINTY.get(certainty)
    return wording.fill(told) if told else f"The list of {wording.units}: {certainty.strip()}."


def group(proposal: Proposal) -> str:
    """Return the heading that it stands under on the shelf."""
    named = proposal.document.kept.get("group")
    return named if isinstance(named, str) else ""


def consequences(proposal: Proposal, numbers: NumberFormat) -> tuple[str, ...]:
    """Say what follows for the Union, and which states fall apart or lose their capital or largest city."""
    told = effects_on_union(proposal, numbers.count, numbers.share) + _union_unchanged(proposal, numbers)
    failed = [check for check in checks(proposal) if not check.ok]
    in_pieces = {check.code for check in failed if check.rule == "contiguous"}
    for check in failed:
        # Who is left without counties is told already, and so are enclosed pieces where all pieces are named.
        if check.rule != "has-units" and not (check.rule == "enclosed" and check.code in in_pieces):
            told.append(check.detail)
    return tuple(told)


def _union_unchanged(proposal: Proposal, numbers: NumberFormat) -> list[str]:
    if not proposal.layer.is_union:
        return []
    before, after = (
        (found.states, found.union.senators, found.union.electors)
        for found in (proposal.outcome_before, proposal.outcome_after)
    )
    if before != after:
        return []
    return [f"The numbers of states, senators and electors do not change: {listed([numbers.count(n) for n in after])}."]


def others(proposal: Proposal, numbers: NumberFormat) -> tuple[str, ...]:
    """Say what changes in states that no county left or joined; nothing where nobody's seats are worked out."""
    if not proposal.layer.is_union:
        return ()
    found = sorted(proposal.ripples(), key=lambda ripple: proposal.jurisdiction(ripple.code).name)
    told = tuple(ripple_sentence(proposal, ripple, numbers.count) for ripple in found)
    return told or (_NOTHING_ELSE if len(proposal.moved_units) else _NOTHING,)


def others_line(proposal: Proposal) -> str:
    """Say the same in one line, those that gain most first; "" if nothing changes."""
    seats: list[tuple[int, str]] = []
    electors: list[tuple[int, str]] = []
    for ripple in proposal.ripples():
        name = proposal.jurisdiction(ripple.code).name
        if ripple.house_seats:
            seats.append((ripple.house_seats, name))
        else:
            electors.append((ripple.electors, name))
    parts = [
        f"{what}: {', '.join(_changes(of_them))}"
        for what, of_them in (("House seats", seats), ("Electoral votes alone", electors))
        if of_them
    ]
    return ". ".join(parts) + ("." if parts else "")


def _changes(found: list[tuple[int, str]]) -> list[str]:
    return [f"{name} {_signed(change)}" for change, name in sorted(found, key=lambda one: (-one[0], one[1]))]


def _signed(change: int) -> str:
    return f"{'+' if change > 0 else _MINUS}{abs(change)}"


def settings_sentence(proposal: Proposal, numbers: NumberFormat) -> str:
    """Say on which census, elections and rules the figures rest."""
    settings = proposal.settings
    years = " and ".join(str(year) for year in elections(proposal))
    if not proposal.layer.is_union:
        told = [f"people are those of {settings.people}"] if proposal.layer.censuses else []
        told += [f"votes those of {years}"] if proposal.layer.elections else []
        of_years = f"{', '.join(told)}." if told else ""
        return " ".join(filter(None, (of_years[:1].upper() + of_years[1:], *without_seats(proposal))))
    return (
        f"People are those of the {settings.people} census, votes those for president in {years}. "
        f"Electoral votes are counted on the votes of {settings.election}. {_rules(proposal, settings, numbers)}"
    )


def _rules(proposal: Proposal, settings: Settings, numbers: NumberFormat) -> str:
    unlike = unlike_today(settings)
    before, after = (
        numbers.count(o.apportionment.house_size) for o in (proposal.outcome_before, proposal.outcome_after)
    )
    size = before if before == after else f"{before} today and {after} as proposed"
    if not unlike:
        return f"The House has {size} seats, shared out by the method of the law (Huntington-Hill)."
    return f"The House has {size} seats. Seats and electors are not by the law of today: {unlike}."
