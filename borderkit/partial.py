"""Counties of which only parts move, nobody says which: the people who move without any of them, and with all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderkit.columns import people
from borderkit.proposal import Proposal


@dataclass(frozen=True, slots=True)
class PartialSums:
    """The two bounds between which the proposal's own figure must lie.

    Attributes:
        units: the divided units that the layer has.
        people_without: people who move if every divided unit stays whole at home.
        people_with: people who move if every divided unit moves whole.

    """

    units: tuple[str, ...]
    people_without: int
    people_with: int


def partial_sums(proposal: Proposal) -> PartialSums:
    """Return the bounds for the units that the proposal names as divided.

    A unit that stands there with its pieces is open no more: it is known which of them move.
    """
    layer = proposal.layer
    listed = proposal.document.kept.get("partial", [])
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    named = dict.fromkeys(u for e in entries if isinstance(u := e.get("unit"), str) and u in layer.index_of)
    units = tuple(unit for unit in named if layer.index_of[unit] not in layer.divided)
    divided = layer.indices(units)
    whole = np.setdiff1d(proposal.moved_units, divided)
    column = layer.column(people(proposal.settings.people))
    without = int(column[whole].sum())
    return PartialSums(units, without, without + int(column[np.unique(divided)].sum()))
