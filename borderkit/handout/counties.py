"""The counties that move: grouped by the way they go, with names short enough for a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from borderkit.handout.content import CountyGroup
from borderkit.jurisdiction import OUTSIDE
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.naming import listed, out_of
from borderkit.proposal import Proposal

#: What the Census Bureau's types of units are called when there are several; the first that fits counts.
_KINDS = (
    (" County", "counties"),
    (" Parish", "parishes"),
    (" City and Borough", "boroughs"),
    (" Borough", "boroughs"),
    (" Municipality", "boroughs"),
    (" Census Area", "census areas"),
    (" city", "independent cities"),
)
_CITY = " city"
_TOO_MANY_KINDS = 3


def short_names(layer: UnitLayer, units: UnitIndices) -> tuple[str, ...]:
    """Return names without their type ("Baker"), but where another unit of the same home would be alike.

    Independent cities stay what they are: "Baltimore city" is no county.
    """
    alike = _alike(layer, np.unique(layer.home[units]).tolist())
    return tuple(
        name if (layer.home[unit], _base(name)) in alike or name.endswith(_CITY) else _base(name)
        for unit in units.tolist()
        for name in (layer.names[unit],)
    )


def _alike(layer: UnitLayer, homes: Sequence[int]) -> set[tuple[int, str]]:
    """Return the names without types that several units of one home share."""
    counted = Counter(
        (home, _base(layer.names[unit])) for home in homes for unit in np.flatnonzero(layer.home == home).tolist()
    )
    return {key for key, number in counted.items() if number > 1}


def _base(name: str) -> str:
    for ending, _ in _KINDS:
        if name.endswith(ending) and name != ending.strip():
            return name.removesuffix(ending)
    return name


def kind_of(layer: UnitLayer, units: UnitIndices) -> str:
    """Return what people call these units together: "counties", "parishes", "counties and independent cities".

    Units of a layer of other ones are called what they are there.
    """
    if not layer.wording.of_counties:
        return layer.called[1]
    found = {kind for unit in units.tolist() for ending, kind in _KINDS if layer.names[unit].endswith(ending)}
    named = list(dict.fromkeys(kind for _, kind in _KINDS if kind in found))
    if not named:
        return "counties"
    return listed(named) if len(named) < _TOO_MANY_KINDS else "counties and county equivalents"


def one_of(layer: UnitLayer, unit: UnitIndices) -> str:
    """Return what people call one unit, which stands alone in ``unit``: the singular of what ``kind_of`` returns."""
    if not layer.wording.of_counties:
        return layer.called[0]
    kinds = kind_of(layer, unit)
    return (
        f"{kinds.removesuffix('ies')}y"
        if kinds.endswith("ies")
        else kinds.removesuffix("es" if kinds == "parishes" else "s")
    )


def ways(proposal: Proposal) -> list[tuple[int, int, UnitIndices]]:
    """Return the ways that units go: home, target, and the units by name; those with most units first."""
    moved = proposal.moved_units
    layer, jurisdictions = proposal.layer, proposal.jurisdictions
    pairs = sorted(set(zip(layer.home[moved].tolist(), proposal.assignment[moved].tolist(), strict=True)))
    found = []
    for home, target in pairs:
        units = moved[(layer.home[moved] == home) & (proposal.assignment[moved] == target)]
        named = sorted(units.tolist(), key=lambda unit: layer.names[unit].casefold())
        found.append((home, target, np.array(named, dtype=np.int32)))
    return sorted(found, key=lambda way: (-len(way[2]), jurisdictions[way[0]].name, jurisdictions[way[1]].name))


def way_title(proposal: Proposal, home: int, target: int) -> str:
    """Name a way ("From Oregon to Idaho", "From Texas out of the Union")."""
    to = proposal.jurisdictions[target]
    whither = out_of(proposal.layer) if to.code == OUTSIDE.code else f"to {to.name}"
    return f"From {proposal.jurisdictions[home].name} {whither}"


def county_groups(proposal: Proposal) -> tuple[CountyGroup, ...]:
    """Return the counties that move, a group for each way they go."""
    layer = proposal.layer
    groups = []
    for home, target, units in ways(proposal):
        all_of_it = len(units) == int(np.count_nonzero(layer.home == home))
        whole = ""
        if all_of_it and len(units) > 1:
            whole = f"All {len(units):,} {kind_of(layer, units)} of {proposal.jurisdictions[home].name}"
        title = f"{way_title(proposal, home, target)} ({len(units):,})"
        groups.append(CountyGroup(title, units, short_names(layer, units), whole))
    return tuple(groups)
