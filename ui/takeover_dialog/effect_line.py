"""Says in a sentence or two what a plan would move, as the choices stand."""

from __future__ import annotations

from collections.abc import Callable

from borderkit.layer import UnitLayer
from borderkit.naming import listed
from borderkit.number_format import NumberFormat
from borderkit.takeover.effect import Effect, Flow

#: Moves between two jurisdictions that are told one by one; the others are summed up.
_TOLD = 3


def effect_line(effect: Effect, layer: UnitLayer, numbers: NumberFormat, name_of: Callable[[str], str]) -> str:
    """Return what moves ("22 counties move from Oregon to Idaho; 386,000 people"), and what stays because divided.

    Args:
        effect: what would move.
        layer: the layer of the units.
        numbers: how numbers are written.
        name_of: returns what a jurisdiction is called, by its code.

    """
    return " ".join([_moved(effect, layer, numbers, name_of), *_staying(effect, layer, numbers)])


def _moved(effect: Effect, layer: UnitLayer, numbers: NumberFormat, name_of: Callable[[str], str]) -> str:
    flows = effect.flows
    if not flows:
        return f"Nothing moves: every {layer.called[0]} stays home."
    told = [_units(flow.units, layer, numbers, f"from {name_of(flow.home)} to {name_of(flow.to)}") for flow in flows]
    more = len(flows) - _TOLD
    if more > 0:
        rest = sum(flow.units for flow in flows[_TOLD:])
        pairs = f"{numbers.count(more)} other pairs of {layer.wording.states}"
        told[_TOLD:] = [f"{_units(rest, layer, numbers)} between {pairs}"]
    verb = "move" if len(told) > 1 or flows[0].units != 1 else "moves"
    first, _, where = told[0].partition(" from ")
    return f"{listed([f'{first} {verb} from {where}', *told[1:]])}{_people(flows, layer, numbers)}."


def _people(flows: tuple[Flow, ...], layer: UnitLayer, numbers: NumberFormat) -> str:
    return f"; {numbers.count(sum(flow.people for flow in flows))} people" if layer.censuses else ""


def _units(number: int, layer: UnitLayer, numbers: NumberFormat, where: str = "") -> str:
    return f"{numbers.count(number)} {layer.called[number != 1]} {where}".rstrip()


def _staying(effect: Effect, layer: UnitLayer, numbers: NumberFormat) -> list[str]:
    if not effect.staying:
        return []
    one = effect.staying == 1
    what = _units(effect.staying, layer, numbers)
    return [f"{what} {'is' if one else 'are'} divided, and {'stays' if one else 'stay'} home."]
