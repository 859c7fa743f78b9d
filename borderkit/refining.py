"""How a proposal goes over to other units: some of its layer's units divided into pieces, or whole again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from borderkit.change import Change, KeptChanged, Move, Step
from borderkit.document import Document, Json
from borderkit.layer import UnitLayer
from borderkit.tally import Assignment

if TYPE_CHECKING:
    from borderkit.proposal import Proposal

#: Under this key a file keeps the pieces of the units that it divides.
REFINEMENTS = "refinements"


def refined(layer: UnitLayer, kept: Mapping[str, Json]) -> UnitLayer:
    """Return a layer with the units that a file divides into pieces; most files divide none.

    Raises:
        RefinementError: if what the file keeps of them is damaged or does not fit the layer.

    """
    stored = kept.get(REFINEMENTS)
    if not stored and layer.base is None:
        return layer
    # Few proposals need what divides units.
    from borderkit.refinement.layers import layer_with

    return layer_with(layer.base or layer, stored or [])


def layer_at(proposal: Proposal, position: int) -> UnitLayer:
    """Return the layer that a proposal has with so many of its steps in force: steps may divide units."""
    steps, now = proposal.history.steps, proposal.history.position
    undone = [change.before for step in reversed(steps[max(0, position) : now]) for change in _dividing(step)]
    redone = [change.after for step in steps[now : max(0, position)] for change in _dividing(step)]
    found = undone + redone
    return refined(proposal.layer, {REFINEMENTS: found[-1]}) if found else proposal.layer


def divided_like(layer: UnitLayer, document: Document | None = None) -> Document:
    """Return a document that divides what a layer has divided, and nothing else: it can be drawn on the layer's map."""
    document = document or Document()
    if layer.base is None:
        return document
    return replace(document, kept={**document.kept, REFINEMENTS: layer.refinements})


def same_units(layer: UnitLayer, other: UnitLayer) -> bool:
    """Tell whether two layers have the same units of the same file, the same of them divided alike."""
    if layer is other:
        return True
    kept = (layer.geoids, layer.source, layer.recipe) == (other.geoids, other.source, other.recipe)
    return kept and layer.refinements == other.refinements


def divides_between(proposal: Proposal, position: int) -> bool:
    """Tell whether a proposal divides units, or makes them whole, on the way to so many steps in force."""
    first, last = sorted((max(0, position), proposal.history.position))
    return any(True for step in proposal.history.steps[first:last] for _ in _dividing(step))


def _dividing(step: Step) -> Iterator[KeptChanged]:
    return (change for change in step.changes if isinstance(change, KeptChanged) and change.key == REFINEMENTS)


def step_to_refine(proposal: Proposal, refinements: Json, text: str) -> Step:
    """Return the step with which a proposal divides other units than now.

    A unit that was moved as a whole goes home first, and its pieces go where it was. A unit that is to be whole again
    goes where all of its pieces were, else it is at home.

    Args:
        proposal: as it is; it stays so.
        refinements: all of them, as a file keeps them, those of now first and in their order.
        text: names the step.

    Raises:
        RefinementError: if they are damaged or do not fit the layer.

    """
    before, after = proposal.layer, refined(proposal.layer, {REFINEMENTS: refinements})
    divided = np.array(sorted(set(after.divided) - set(before.divided)), dtype=np.int32)
    gone = [unit for unit, geoid in enumerate(before.geoids) if geoid not in after.index_of]
    leaving = np.concatenate([divided, np.array(gone, dtype=np.int32)])
    away = leaving[proposal.assignment[leaving] != before.home[leaving]]
    changes: list[Change] = []
    if len(away):
        changes.append(Move.of(away, proposal.assignment[away], before.home[away]))
    changes.append(KeptChanged(REFINEMENTS, proposal.document.kept.get(REFINEMENTS), refinements or None))
    moved = divided[proposal.assignment[divided] != before.home[divided]]
    if len(moved):
        changes.append(_inherited(after, moved, proposal.assignment[moved]))
    made_whole = _made_whole(proposal, before, after)
    return Step(text, (*changes, made_whole) if made_whole else tuple(changes))


def _made_whole(proposal: Proposal, before: UnitLayer, after: UnitLayer) -> Move | None:
    """Return the move of the units that are whole again to where all of their pieces were."""
    from borderkit.refinement.layers import pieces_of_unit

    targets: dict[int, int] = {}
    for unit in sorted(set(before.divided) - set(after.divided)):
        where = np.unique(proposal.assignment[pieces_of_unit(before, unit)])
        if len(where) == 1 and where[0] != before.home[unit]:
            targets[unit] = int(where[0])
    if not targets:
        return None
    units = np.array(list(targets), dtype=np.int32)
    return Move.of(units, after.home[units], np.array(list(targets.values()), dtype=np.int16))


def _inherited(layer: UnitLayer, units: np.ndarray[tuple[int], np.dtype[np.int32]], targets: Assignment) -> Move:
    """Return the move of the units' pieces to where their units were."""
    from borderkit.refinement.layers import pieces_of_unit

    pieces = [pieces_of_unit(layer, unit) for unit in units.tolist()]
    together = np.concatenate(pieces)
    after = np.repeat(targets, [len(of_one) for of_one in pieces])
    return Move.of(together, layer.home[together], after)


def laid_over(layer: UnitLayer, before: UnitLayer, assignment: Assignment) -> Assignment:
    """Return where units belong on a layer with the same base as the one before; new pieces are at home.

    Args:
        layer: the layer of now.
        before: the layer until now.
        assignment: (n units of ``before``,) where they belonged.

    """
    result = layer.home.copy()
    n_base = len(layer.base or before.base or layer)
    result[:n_base] = assignment[:n_base]
    for old in range(n_base, len(before)):
        new = layer.index_of.get(before.geoids[old])
        if new is not None:
            result[new] = assignment[old]
    return result
