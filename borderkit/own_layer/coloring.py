"""Fills for the home jurisdictions of a person's own layer: neighbours differ."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from borderkit.jurisdiction import NEW_COLORS
from borderkit.layer import UnitLayer
from borderkit.states import states_in_code_order


def with_colors(layer: UnitLayer) -> UnitLayer:
    """Return a layer whose jurisdictions have fills that differ between neighbours; today's states keep theirs.

    Each jurisdiction takes, the one with most neighbours first, the first fill that no neighbour has; where all are
    taken, the one that the fewest neighbours have.
    """
    if layer.recipe is None or layer.neighbours is None:
        return layer
    of_union = {state.code: state.color for state in states_in_code_order()}
    around = _around(layer)
    colors: dict[int, str] = {
        position: of_union[j.code] for position, j in enumerate(layer.jurisdictions) if of_union.get(j.code) == j.color
    }
    free = [position for position in range(len(layer.jurisdictions)) if position not in colors]
    for position in sorted(free, key=lambda position: (-len(around[position]), position)):
        taken = [colors[other] for other in around[position] if other in colors]
        # Without neighbours, too, colours take turns.
        turn = NEW_COLORS[position % len(NEW_COLORS) :] + NEW_COLORS[: position % len(NEW_COLORS)]
        colors[position] = min(turn, key=taken.count)
    jurisdictions = tuple(replace(j, color=colors[position]) for position, j in enumerate(layer.jurisdictions))
    return replace(layer, jurisdictions=jurisdictions)


def _around(layer: UnitLayer) -> list[set[int]]:
    """Return for each jurisdiction the positions of those that one of its units borders on."""
    around: list[set[int]] = [set() for _ in layer.jurisdictions]
    if layer.neighbours is None or not len(layer.neighbours.borders):
        return around
    one, other = layer.home[layer.neighbours.borders].T
    apart = one != other
    for a, b in np.unique(np.column_stack([one[apart], other[apart]]), axis=0).tolist():
        around[a].add(b)
        around[b].add(a)
    return around
