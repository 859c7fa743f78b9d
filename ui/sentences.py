"""Sentences of the status bar and of the hint above the map."""

from __future__ import annotations

import numpy as np

from borderkit.figures import figures_of_units
from borderkit.measures import BY_KEY
from borderkit.naming import counties
from ui.number_format import ESTIMATE, NumberFormat
from ui.session import Session

WELCOME = (
    "Choose a target, the state that counties should go to, then click or paint counties on the map. "
    "Or open a proposal from the shelf."
)


def unit_sentence(session: Session, unit: int, numbers: NumberFormat) -> str:
    """Name a county, its state, and its figures."""
    proposal = session.proposal
    layer = proposal.layer
    home, now = layer.home_of(unit), proposal.jurisdictions[int(proposal.assignment[unit])]
    where = home.name if home == now else f"{now.name} (home: {home.name})"
    found = figures_of_units(layer, np.array([unit], dtype=np.int32), proposal.settings)
    mark = ESTIMATE if found.estimated_units else ""
    votes = "no votes counted here"
    if found.share_dem is not None and found.share_rep is not None:
        votes = (
            f"{mark}R {numbers.share(found.share_rep)}, D {numbers.share(found.share_dem)} "
            f"of {numbers.count(found.votes_total)} votes"
        )
    return (
        f"{layer.names[unit]}, {where}: {numbers.count(found.people)} people, "
        f"{numbers.value(BY_KEY['land_m2'], found.land_m2)}, {proposal.settings.election}: {votes}"
    )


def hint(session: Session, tool_name: str, tool_hint: str) -> str:
    """Say what to do next."""
    selected = len(session.selection)
    if tool_name == "select" and selected:
        what = f"{counties(selected)} selected."
        if session.target_name is None:
            return f"{what} Choose a target, then press Enter to move {'it' if selected == 1 else 'them'} there."
        return f"{what} Press Enter to move {'it' if selected == 1 else 'them'} to {session.target_name}."
    if session.target_name is None:
        return WELCOME if tool_name != "pan" else tool_hint
    if tool_name == "paint":
        return (
            f"Click or paint counties to move them to {session.target_name}; start on one moved there to put it back. "
            "Esc drops the stroke."
        )
    return tool_hint


def moved_sentence(session: Session) -> str:
    """Say how many counties are moved."""
    moved = len(session.proposal.moved_units)
    return f"{counties(moved)} moved" if moved else "Borders of today"
