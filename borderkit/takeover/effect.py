"""What a plan would move, for the choices made so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from borderkit.columns import people
from borderkit.takeover.taken import Divided, DividedRule, Taken


@dataclass(frozen=True, slots=True)
class Flow:
    """Units that go from one jurisdiction to another.

    Attributes:
        home, to: the codes of the two.
        units: how many.
        people: their people at the latest census that the layer has; 0 where it has none.

    """

    home: str
    to: str
    units: int
    people: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a plan would move.

    Attributes:
        flows: what goes where, most people first.
        divided: the units whose pieces go different ways, in the layer's order.
        staying: how many of them stay home for that.

    """

    flows: tuple[Flow, ...]
    divided: tuple[Divided, ...]
    staying: int


def effect_of(taken: Taken, choices: Mapping[str, str], rule: DividedRule) -> Effect:
    """Return what a plan would move if it were accepted as it stands.

    Args:
        taken: the plan.
        choices: by district, the code of its jurisdiction; ``STAYS_HOME`` for units that do not move.
        rule: what becomes of divided units.

    """
    layer = taken.layer
    residents = layer.column(people(layer.censuses[-1])) if layer.censuses else None
    divided = {entry.unit: entry for entry in taken.divided(choices)}
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    staying = 0
    for unit in taken.pieces:
        home, entry = layer.home_of(unit).code, divided.get(unit)
        if entry is None:
            code = taken.target(unit, choices)
        elif rule is DividedRule.STAYS_HOME:
            staying += 1
            continue
        else:
            code = entry.most
        if code != home:
            units, everyone = sums.get((home, code), (0, 0))
            sums[home, code] = units + 1, everyone + (0 if residents is None else int(residents[unit]))
    flows = [Flow(home, to, units, everyone) for (home, to), (units, everyone) in sums.items()]
    flows.sort(key=lambda flow: (-flow.people, -flow.units, flow.home, flow.to))
    return Effect(tuple(flows), tuple(divided.values()), staying)
