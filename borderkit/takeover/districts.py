"""The districts of another tool's plan, and which jurisdiction each of them may mean here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borderkit.columns import people
from borderkit.jurisdiction import suggest_code
from borderkit.layer import UnitLayer
from borderkit.place_names import StateNames

#: By unit, the number of its pieces in each district.
Pieces = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class District:
    """A district of the plan.

    Attributes:
        label: what the file calls it.
        units: how many units lie wholly in it.
        units_divided: how many others have a piece in it.
        people: the people of those units at the latest census of the layer, those of divided units by their share of
            the pieces.
        is_estimate: whether any unit was divided for that.
        proposed: the code of the jurisdiction that is proposed for it.
        is_new: whether that is a jurisdiction still to be declared, with the label as its name.
        reason: why that one, in words.
        is_named: whether the district is called like that jurisdiction, so that nobody needs to be asked.

    """

    label: str
    units: int
    units_divided: int
    people: int
    is_estimate: bool
    proposed: str
    is_new: bool
    reason: str
    is_named: bool = False


def districts_of(pieces: Pieces, layer: UnitLayer) -> tuple[District, ...]:
    """Return the districts in the order of their labels, numbers by their size."""
    weights = layer.column(people(layer.censuses[-1])) if layer.censuses else np.ones(len(layer), dtype=np.int64)
    by_home: dict[str, dict[int, float]] = {}
    whole: dict[str, int] = {}
    parts: dict[str, int] = {}
    for unit, counts in pieces.items():
        total = sum(counts.values())
        for label, count in counts.items():
            homes = by_home.setdefault(label, {})
            home = int(layer.home[unit])
            homes[home] = homes.get(home, 0.0) + float(weights[unit]) * count / total
            tally = whole if len(counts) == 1 else parts
            tally[label] = tally.get(label, 0) + 1
    states, taken = StateNames(layer.jurisdictions), [jurisdiction.code for jurisdiction in layer.jurisdictions]
    found: list[District] = []
    for label in sorted(by_home, key=_order):
        code, is_new, reason = _proposal(label, by_home[label], layer, states, taken)
        if is_new:
            taken.append(code)
        counted = round(sum(by_home[label].values())) if layer.censuses else 0
        divided = parts.get(label, 0)
        named = states.position(label) is not None
        found.append(District(label, whole.get(label, 0), divided, counted, divided > 0, code, is_new, reason, named))
    return tuple(found)


def _proposal(
    label: str, homes: Mapping[int, float], layer: UnitLayer, states: StateNames, taken: Sequence[str]
) -> tuple[str, bool, str]:
    """Return the code that is proposed for a district, whether it is new, and why."""
    named = states.position(label)
    if named is not None:
        return layer.jurisdictions[named].code, False, "it is called so"
    if any(character.isalpha() for character in label) and not any(character.isdigit() for character in label):
        is_short = label.isupper() and 2 <= len(label) <= 8 and label.isalnum() and label.isascii()
        return (label if is_short and label not in taken else suggest_code(label, taken)), True, "no state is called so"
    home = max(homes, key=lambda position: (homes[position], -position))
    everyone = sum(homes.values())
    share = f"{homes[home] / everyone:.0%}" if everyone else "most"
    state = layer.jurisdictions[home]
    return state.code, False, f"{share} of its people live in {state.name}"


def _order(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdecimal() and len(label) < 10 else (10**10, label)
