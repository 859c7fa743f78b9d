"""Sentences of the status bar and of the hint above the map."""

from __future__ import annotations

import numpy as np

from borderkit.bundled import BUNDLED_NAME
from borderkit.figures import figures_of_units
from borderkit.forecast import Expected
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.legend import ESTIMATE
from borderkit.measures import BY_KEY
from borderkit.number_format import NumberFormat
from ui.session import Session
from ui.tools import Tool

_WELCOME = "Choose a target, the {state} that {units} should go to, then click or paint {units} on the map."
_SHELF = " Or open a proposal from the shelf."


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
    told = [f"{numbers.count(found.people)} people"] if layer.censuses else []
    told.append(numbers.value(BY_KEY["land_m2"], found.land_m2))
    told += [f"{proposal.settings.election}: {votes}"] if layer.elections else []
    return f"{layer.names[unit]}, {where}: {', '.join(told)}"


def welcome(session: Session) -> str:
    """Say what to do first."""
    text = session.layer.wording.fill(_WELCOME)
    return text + _SHELF if session.layer.name == BUNDLED_NAME else text


def hint(session: Session, tool: Tool) -> str:
    """Say what to do next."""
    selected, wording = len(session.selection), session.layer.wording
    if tool.name == "select" and selected:
        what = f"{wording.count(selected)} selected."
        if session.target_name is None:
            return f"{what} Choose a target, then press Enter to move {'it' if selected == 1 else 'them'} there."
        return f"{what} Press Enter to move {'it' if selected == 1 else 'them'} to {session.target_name}."
    if session.target_name is None:
        return welcome(session) if tool.name == "select" or tool.needs_target else wording.fill(tool.hint)
    return wording.fill(tool.hint).replace("the target", session.target_name)


def moved_sentence(session: Session) -> str:
    """Say how many counties are moved."""
    moved = len(session.proposal.moved_units)
    return f"{session.layer.wording.count(moved)} moved" if moved else "Borders of today"


def move_sentence(session: Session, units: UnitIndices, target_name: str | None) -> str:
    """Say what would move, to begin a list of what that would change; without a target, it goes back home."""
    what = session.layer.names[units[0]] if len(units) == 1 else session.layer.wording.count(len(units))
    return f"{what} to {target_name} would change" if target_name else f"{what} back home would change"


def expected_sentence(expected: Expected, layer: UnitLayer, numbers: NumberFormat) -> str:
    """Say what a move would change in one jurisdiction: people, House seats, electors."""
    now, then = expected.now, expected.then
    people = [figures.people if figures else 0 for figures in (now, then)]
    if not layer.censuses:
        pair = [figures.units if figures else 0 for figures in (now, then)]
        return f"{expected.jurisdiction.name}: {_pair(pair, numbers)} {layer.called[1]}"
    if then is None:
        return f"{expected.jurisdiction.name}: {numbers.count(people[0])} people now, no {layer.called[0]} left"
    change = numbers.change(BY_KEY["people"], people[1] - people[0])
    words = [f"{_pair(people, numbers)} people ({change})"]
    standings = [figures.standing if figures else None for figures in (now, then)]
    for name, key in (("House", "house_seats"), ("electors", "electors")):
        pair = [getattr(standing, key) if standing else 0 for standing in standings]
        if any(pair):
            words.append(f"{name} {_pair(pair, numbers)}")
    return f"{expected.jurisdiction.name}: {', '.join(words)}"


def _pair(pair: list[int], numbers: NumberFormat) -> str:
    """Write a number that stays once, and one that changes as "before → after"."""
    before, after = (numbers.count(number) for number in pair)
    return before if before == after else f"{before} → {after}"
