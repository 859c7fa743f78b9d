"""How steps are named: as a person would say what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from borderkit.change import Move
from borderkit.document import Details
from borderkit.handout.choices import Words
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from borderkit.tally import Assignment

if TYPE_CHECKING:
    from borderkit.layer import UnitLayer
    from borderkit.proposal import Proposal

_NAMED_AT_MOST = 2


def listed(names: Sequence[str]) -> str:
    """Return names in a row ("Colorado, Utah and Wyoming")."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def ordinal(number: int) -> str:
    """Return a rank ("1st", "22nd", "113th")."""
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{suffix}"


def with_article(rank: int) -> str:
    """Return a rank with "a" or "an" before it ("a 7th", "an 8th", "an 11th")."""
    written = ordinal(rank)
    vowel = written.startswith(("8", "11,", "18,")) or rank in (11, 18)
    return f"{'an' if vowel else 'a'} {written}"


def moved(proposal: Proposal, move: Move) -> str:
    """Name a move: "Moved 3 counties from Oregon to Idaho", "Put Baker County back home to Oregon"."""
    units = move.units
    what = proposal.layer.names[units[0]] if move.n_units == 1 else proposal.layer.wording.count(move.n_units)
    if np.array_equal(move.after, proposal.layer.home[units]):
        return f"Put {what} back home to {_listed(proposal, move.after)}"
    whither = [proposal.jurisdictions[position] for position in np.unique(move.after)]
    where = f"to {_listed(proposal, move.after)}"
    if [jurisdiction.code for jurisdiction in whither] == [OUTSIDE.code]:
        where = out_of(proposal.layer)
    return f"Moved {what} from {_listed(proposal, move.before)} {where}"


def out_of(layer: UnitLayer) -> str:
    """Say where units go that leave a layer's jurisdictions for none of them."""
    return "out of the Union" if layer.wording.has_states else "outside"


def added(proposal: Proposal, jurisdiction: Jurisdiction) -> str:
    """Name the declaration of a jurisdiction."""
    kind = "country" if jurisdiction.status is Status.INDEPENDENT else proposal.layer.wording.fill("new {state}")
    return f"Added the {kind} {jurisdiction.name} ({jurisdiction.code})"


def changed(proposal: Proposal, before: Jurisdiction, after: Jurisdiction) -> str:
    """Name a change of a jurisdiction."""
    if before.name != after.name:
        return f"Renamed {before.name} to {after.name}"
    if before.status != after.status:
        return f"Made {after.name} {_article(proposal.layer.wording.status(after.status))}"
    what = "code" if before.code != after.code else "colour"
    return f"Changed the {what} of {after.name}"


def separated(proposal: Proposal, move: Move, jurisdiction: Jurisdiction) -> str:
    """Name the making of a jurisdiction from units."""
    what = proposal.layer.names[move.units[0]] if move.n_units == 1 else proposal.layer.wording.count(move.n_units)
    whose = _listed(proposal, move.before)
    return f"Made {what} of {whose} {_article(proposal.layer.wording.status(jurisdiction.status))}, {jurisdiction.name}"


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def edited(before: Details, after: Details) -> str:
    """Name a change of title, author, date or summary."""
    if before.title != after.title:
        return f"Titled it “{after.title}”"
    return "Changed the proposal's description"


def handout_edited(before: Words, after: Words) -> str:
    """Name a change of what is typed and chosen for handouts."""
    if before == after:
        return "Changed the handout's format"
    if replace(before, logo="") != replace(after, logo=""):
        return "Edited the handout's texts"
    return "Removed the handout's logo" if not after.logo else "Chose a logo for the handout"


def _listed(proposal: Proposal, positions: Assignment) -> str:
    distinct = np.unique(positions)
    names = [proposal.jurisdictions[position].name for position in distinct]
    if len(names) > _NAMED_AT_MOST:
        return f"{len(names)} {proposal.layer.wording.states}"
    return listed(names)
