"""What must be said wherever figures are shown: estimates, gaps in the sources, units that were not found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderkit.columns import estimated, source_of, votes
from borderkit.proposal import Proposal
from borderkit.settings import unlike_today

ALASKA_2024 = (
    "Alaska's votes by borough are estimates: the state counts by House district. For 2024 the state's result "
    "is laid over the pattern of 2020."
)
ALASKA = "Alaska's votes by borough are estimates: the state counts by House district."
KALAWAO = "Kalawao, Hawaii: its votes of 2024 are counted with Maui."
NEW_YORK = "New York 2024: all votes are those of the two parties; votes for others are not at hand."
MASSACHUSETTS = (
    "Massachusetts 2024: the counties add up to 27 Democratic and 5 Republican votes more than the official result."
)
#: Said wherever seats or electors would stand.
NO_UNION = "The layer has not all states of the Union: House seats and electoral votes are not worked out."

RESIDENTS_2010 = (
    "People of 2010: only residents are at hand, without federal staff overseas. The House seats are the official "
    "ones, but the margins that decide them differ."
)
TERRITORIES = "Puerto Rico and the other territories are not in the layer: they choose no electors."

#: Ballots that were counted by no county and are missing from a state's sum, by election and state.
_NO_COUNTY = {
    2016: {"AK": (271, 40), "ME": (3017, 648), "RI": (637, 53)},
    2020: {"AK": (373, 58), "ME": (4599, 838), "RI": (1276, 85)},
}


@dataclass(frozen=True, slots=True)
class Note:
    """What must be said of the figures of one state in one election."""

    state: str
    election: int
    text: str


def notes(proposal: Proposal) -> list[str]:
    """Return the notes that hold for the proposal with its settings."""
    found = on_apportionment(proposal)
    rules = unlike_today(proposal.settings)
    if rules and proposal.layer.is_union:
        found.append(f"Seats and electors are not by the law of today: {rules}.")
    found += [note.text for note in notes_on_votes(proposal, proposal.settings.election)]
    return found + unknown_units(proposal)


def on_apportionment(proposal: Proposal) -> list[str]:
    """Say why nobody has seats, or whose seats rest on residents alone."""
    if not proposal.layer.is_union:
        return without_seats(proposal)
    return [RESIDENTS_2010] if proposal.settings.people == 2010 else []


def without_seats(proposal: Proposal) -> list[str]:
    """Say that seats and electors are not worked out, on a layer of states of the US: of others nobody expects it."""
    return [NO_UNION] if proposal.layer.wording.has_states else []


def notes_on_votes(proposal: Proposal, election: int) -> list[Note]:
    """Return what must be said of the votes of an election, for the states that the layer has."""
    if proposal.layer.source_of(votes("total", election)) != source_of(votes("total", election)):
        return []
    states = {jurisdiction.code for jurisdiction in proposal.layer.jurisdictions}
    found = []
    if _has_estimates(proposal, "AK", election):
        found.append(Note("AK", election, ALASKA_2024 if election == 2024 else ALASKA))
    if _has_estimates(proposal, "HI", election):
        found.append(Note("HI", election, KALAWAO))
    if election == 2024:
        found += [Note(*about) for about in (("NY", 2024, NEW_YORK), ("MA", 2024, MASSACHUSETTS)) if about[0] in states]
    for state, (dem, rep) in _NO_COUNTY.get(election, {}).items():
        if state in states:
            text = (
                f"{proposal.jurisdiction(state).name} {election}: {dem:,} Democratic and {rep:,} Republican ballots "
                "belong to no county and are missing from the sums."
            )
            found.append(Note(state, election, text))
    return found


def unknown_units(proposal: Proposal) -> list[str]:
    """Say which units the proposal moves that the layer does not have, and on which other layer it was made."""
    named = proposal.document.kept.get("layer")
    made_on = named.get("name") if isinstance(named, dict) else None
    layer = proposal.layer.name
    other = made_on is not None and made_on != layer
    return [f"The proposal was made on the layer {made_on}, and is shown on {layer}."] * other + [
        f"The layer has no unit {', '.join(group.units)}, which the proposal moves to {group.to}: kept in the "
        "file, counted nowhere."
        for group in proposal.unknown
    ]


def _has_estimates(proposal: Proposal, state: str, election: int) -> bool:
    layer = proposal.layer
    units = np.flatnonzero(layer.column(estimated(election)))
    return any(layer.home_of(unit).code == state for unit in units)
