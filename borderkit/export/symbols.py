"""How data files are coloured: as the map is on screen, by state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderkit.export.formats import What
from borderkit.export.texts import printable
from borderkit.portrayal import Choice, Portrayal, portray
from borderkit.proposal import Proposal

#: The lines of the map on light ground, between units and around jurisdictions.
UNIT_LINE, BORDER = "#ffffff", "#3d4650"


@dataclass(frozen=True, slots=True)
class Symbol:
    """What one kind of row looks like: ``color`` is "#rrggbb", ``label`` is what a legend calls it."""

    value: str
    label: str
    color: str


def color_of_units(proposal: Proposal) -> list[str]:
    """Return the fill of every unit, "#rrggbb"."""
    portrayal = _by_state(proposal)
    units = np.arange(len(proposal.layer), dtype=np.int32)
    fills = [_written(color) for color in portrayal.colors.tolist()]
    return [fills[position] for position in portrayal.classes(proposal, units).tolist()]


def symbols(proposal: Proposal, what: What) -> list[Symbol]:
    """Return how the rows of a file look, in the order of a legend.

    A jurisdiction's ``value`` is its code; a unit's is the code of the jurisdiction that it has in the proposal, with
    ``MOVED_MARK`` behind it where that is not its home.
    """
    jurisdictions = proposal.jurisdictions
    if what is What.JURISDICTIONS:
        listed = sorted(jurisdictions, key=lambda jurisdiction: jurisdiction.code)
        return [Symbol(j.code, printable(j.name), j.color) for j in listed]
    fills = [_written(color) for color in _by_state(proposal).colors.tolist()]
    moved_to = np.unique(proposal.assignment[proposal.moved_units]).tolist()
    moved = [
        Symbol(
            jurisdictions[at].code + MOVED_MARK,
            f"Moved to {printable(jurisdictions[at].name)}",
            fills[len(jurisdictions) + at],
        )
        for at in moved_to
    ]
    if what is What.MOVED:
        return moved
    at_home = np.unique(proposal.assignment[proposal.assignment == proposal.layer.home]).tolist()
    stayed = [Symbol(jurisdictions[at].code, printable(jurisdictions[at].name), fills[at]) for at in at_home]
    return moved + sorted(stayed, key=lambda symbol: symbol.value)


#: Stands behind the code of a unit's jurisdiction in the ``value`` of its symbol, if the unit moved there.
MOVED_MARK = "+"


def symbol_value(code: str, *, moved: bool) -> str:
    """Return the ``value`` of the symbol of a unit."""
    return code + MOVED_MARK if moved else code


def _by_state(proposal: Proposal) -> Portrayal:
    return portray(proposal, Choice())


def _written(color: int) -> str:
    return f"#{color:06x}"
