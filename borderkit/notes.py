"""What must be said wherever figures are shown: estimates, gaps in the sources, units that were not found."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from borderkit.columns import POSITION, estimated
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


def notes(proposal: Proposal) -> list[str]:
    """Return the notes that hold for the proposal with its settings."""
    election = proposal.settings.election
    states = {j.code for j in proposal.layer.jurisdictions}
    found = [RESIDENTS_2010] if proposal.settings.people == 2010 else []
    rules = unlike_today(proposal.settings)
    if rules:
        found.append(f"Seats and electors are not by the law of today: {rules}.")
    found += [text for applies, text in _ESTIMATES if applies(proposal)]
    if election == 2024:
        found += [text for state, text in (("NY", NEW_YORK), ("MA", MASSACHUSETTS)) if state in states]
    for state, (dem, rep) in _NO_COUNTY.get(election, {}).items():
        if state in states:
            name = proposal.jurisdiction(state).name
            found.append(
                f"{name} {election}: {dem:,} Democratic and {rep:,} Republican ballots belong to no county "
                "and are missing from the sums."
            )
    return found + _unknown_units(proposal)


def _unknown_units(proposal: Proposal) -> list[str]:
    named = proposal.document.kept.get("layer")
    made_on = named.get("name") if isinstance(named, dict) else None
    layer = proposal.layer.name
    other = made_on is not None and made_on != layer
    return [f"The proposal was made on the layer {made_on}, and is shown on {layer}."] * other + [
        f"The layer has no unit {', '.join(group.units)}, which the proposal moves to {group.to}: kept in the "
        "file, counted nowhere."
        for group in proposal.unknown
    ]


def _has_estimates(proposal: Proposal, state: str) -> bool:
    layer = proposal.layer
    column = layer.figures[:, POSITION[estimated(proposal.settings.election)]]
    units = np.flatnonzero(column)
    return any(layer.home_of(unit).code == state for unit in units)


def _alaska(proposal: Proposal) -> bool:
    return _has_estimates(proposal, "AK") and proposal.settings.election != 2024


def _alaska_2024(proposal: Proposal) -> bool:
    return _has_estimates(proposal, "AK") and proposal.settings.election == 2024


def _kalawao(proposal: Proposal) -> bool:
    return _has_estimates(proposal, "HI")


_ESTIMATES: tuple[tuple[Callable[[Proposal], bool], str], ...] = (
    (_alaska, ALASKA),
    (_alaska_2024, ALASKA_2024),
    (_kalawao, KALAWAO),
)
