"""Ways of seeing: what the fills of the map show, chosen by a person, with a legend that says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from borderkit.areas import AreaUnit
from borderkit.classing import Method
from borderkit.errors import SettingsError
from borderkit.layer import UnitLayer
from borderkit.legend import Legend, LegendEntry, Pattern
from borderkit.portrayal_base import Portrayal
from borderkit.portrayal_borders import by_move, by_state
from borderkit.portrayal_figures import by_column, by_density, column_choices, column_labels
from borderkit.portrayal_votes import by_margin, by_swing
from borderkit.proposal import Proposal
from borderkit.wording import Wording

__all__ = [
    "CLASS_NUMBERS",
    "Choice",
    "Legend",
    "LegendEntry",
    "Method",
    "Pattern",
    "Portrayal",
    "Way",
    "column_choices",
    "portray",
    "ways_on",
]

#: How many classes a column can be parted into.
CLASS_NUMBERS = range(3, 10)


class Way(StrEnum):
    """What the fills show."""

    STATE = "state"
    MARGIN = "margin"
    DENSITY = "density"
    SWING = "swing"
    MOVED = "moved"
    COLUMN = "column"

    def label_on(self, wording: Wording) -> str:
        """Return what people call it on a layer."""
        label = {
            Way.STATE: "By {state}",
            Way.MARGIN: "By party margin",
            Way.DENSITY: "People per area",
            Way.SWING: "Change of the margin",
            Way.MOVED: "Moved {units}",
            Way.COLUMN: "Any figure",
        }[self]
        return wording.fill(label)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to see.

    Attributes:
        way: what the fills show.
        column: the key of the column shown by ``Way.COLUMN``, one of those in ``column_choices``.
        method: how that column is classed.
        n_classes: into how many classes, one of ``CLASS_NUMBERS``.
        area_unit: the unit of areas.

    """

    way: Way = Way.STATE
    column: str = "people_2020"
    method: Method = Method.QUANTILES
    n_classes: int = 5
    area_unit: AreaUnit = AreaUnit.SQUARE_MILES

    def __post_init__(self) -> None:
        """Refuse what is not on offer.

        Raises:
            SettingsError: if the number of classes is none of those to choose from.

        """
        _require("number of classes", self.n_classes, CLASS_NUMBERS)


def ways_on(layer: UnitLayer) -> list[Way]:
    """Return the ways of seeing that a layer has the figures for."""
    needed = {
        Way.MARGIN: bool(layer.elections),
        Way.SWING: len(layer.elections) > 1,
        Way.DENSITY: bool(layer.censuses),
        Way.COLUMN: bool(column_choices(layer)),
    }
    return [way for way in Way if needed.get(way, True)]


def portray(proposal: Proposal, choice: Choice) -> Portrayal:
    """Return a way of seeing a proposal's map, for its settings and jurisdictions of now.

    Raises:
        SettingsError: if the layer has no such column.

    """
    if choice.way is Way.COLUMN:
        _require("column", choice.column, column_labels(proposal.layer))
    found = _portray(proposal, choice)
    if proposal.layer.wording.has_states:
        return found
    return replace(found, legend=replace(found.legend, state=proposal.layer.wording.state))


def _portray(proposal: Proposal, choice: Choice) -> Portrayal:
    match choice.way:
        case Way.STATE:
            return by_state(proposal)
        case Way.MARGIN:
            return by_margin(proposal)
        case Way.DENSITY:
            return by_density(proposal, choice.area_unit)
        case Way.SWING:
            return by_swing(proposal)
        case Way.MOVED:
            return by_move(proposal)
        case Way.COLUMN:
            return by_column(proposal, choice.column, choice.method, choice.n_classes, choice.area_unit)


def _require(name: str, value: object, offered: Collection[object]) -> None:
    if value not in offered:
        choices = ", ".join(map(str, offered))
        raise SettingsError(f"The {name} of the map cannot be {value!r}. It can be: {choices}.")
