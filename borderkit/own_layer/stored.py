"""What the prepared file of a person's own layer holds beside what every prepared file does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from borderkit.columns import Column
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.own_layer.recipe import Recipe, Repair

if TYPE_CHECKING:
    from borderkit.own_layer.repair.result import RepairChange

Json = Any


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told of a layer that was opened.

    Attributes:
        remarks: what was noticed and assumed, a sentence each.
        changes: what was repaired.

    """

    remarks: tuple[str, ...] = ()
    changes: tuple[RepairChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """What is a layer's own, and not the bundled layer's.

    Attributes:
        jurisdictions: those of its homes, in code order.
        columns: its columns, in the order of its figures.
        called: what one unit and several are called.
        crs: the geographic coordinate system of its outlines.
        recipe: how its file is read.
        told: what a person is told of it.

    """

    jurisdictions: tuple[Jurisdiction, ...]
    columns: tuple[Column, ...]
    called: tuple[str, str]
    crs: str
    recipe: Recipe
    told: Told


def own_to_json(layer: UnitLayer, recipe: Recipe, told: Told) -> Json:
    """Return what is a layer's own as plain data."""
    return {
        "jurisdictions": [[j.code, j.name, j.status.value, j.color] for j in layer.jurisdictions],
        "columns": [[c.key, c.field, c.label, c.source, c.unit] for c in layer.columns],
        "called": list(layer.called),
        "crs": layer.crs,
        "recipe": recipe.to_json(),
        "remarks": list(told.remarks),
        "changes": [
            [change.kind.value, list(change.units), change.said, change.area_m2, change.at] for change in told.changes
        ],
    }


def own_from_json(content: Mapping[str, Json]) -> Own:
    """Return what ``own_to_json`` gave."""
    one, many = content["called"]
    return Own(
        tuple(
            Jurisdiction(code, name, Status(stands), color) for code, name, stands, color in content["jurisdictions"]
        ),
        tuple(Column(*texts) for texts in content["columns"]),
        (one, many),
        content["crs"],
        Recipe.from_json(content["recipe"]),
        Told(tuple(content["remarks"]), tuple(_change(*parts) for parts in content["changes"])),
    )


def _change(kind: str, units: list[str], said: str, area_m2: float, at: list[float] | None) -> RepairChange:
    # Most layers need no repair; the start-up does without what repairs.
    from borderkit.own_layer.repair.result import RepairChange

    place = None if at is None else (at[0], at[1])
    return RepairChange(Repair(kind), tuple(units), said, area_m2, place)
