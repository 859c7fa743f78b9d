"""A layer with units divided: each stays at its place, with nothing in it, and its pieces follow after all units."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit.layer import Matrix, UnitIndices, UnitLayer
from borderkit.refinement.coding import Refinement
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.sharing import How, share_figures
from borderkit.tally import Assignment


@dataclass(frozen=True)
class Refined:
    """A layer with units divided.

    The units of the layer that was divided keep their positions, so that steps made before stay what they are.

    Attributes:
        layer: the units, then the pieces; a divided unit has no figures, and its outline is empty.
        base: the layer that was divided.
        divided: (n_refinements,) the positions of the divided units, in the order in which they were divided.
        ranges: (n_refinements,) the positions of the pieces of each.
        told: what had to be changed since the figures that the refinements keep do not add up to the layer's.

    """

    layer: UnitLayer
    base: UnitLayer
    divided: tuple[int, ...]
    ranges: tuple[range, ...]
    told: tuple[str, ...] = ()

    @property
    def pieces(self) -> range:
        """The positions of all pieces."""
        return range(len(self.base), len(self.layer))

    @cached_property
    def unit_of(self) -> NDArray[np.int32]:
        """(n_units,) for a piece the unit that it is a piece of; every other unit is its own."""
        own = np.arange(len(self.layer), dtype=np.int32)
        for unit, pieces in zip(self.divided, self.ranges, strict=True):
            own[pieces.start : pieces.stop] = unit
        return own

    def positions_of_pieces(self, unit: int) -> UnitIndices:
        """Return the positions of the pieces of a unit; of one that is not divided its own."""
        if unit not in self.divided:
            return np.array([unit], dtype=np.int32)
        pieces = self.ranges[self.divided.index(unit)]
        return np.arange(pieces.start, pieces.stop, dtype=np.int32)

    def assignment(self, before: Assignment) -> Assignment:
        """Return where units and pieces are right after the dividing: pieces where their unit was, the unit at home.

        Args:
            before: (n_base,) or (n_units,) where the units of the layer are; what is there of pieces is not looked at.

        """
        after = np.asarray(before, dtype=np.int16)[self.unit_of]
        divided = list(self.divided)
        after[divided] = self.layer.home[divided]
        return after


def refine(base: UnitLayer, refinements: Sequence[Refinement]) -> Refined:
    """Divide units of a layer.

    Where the layer's figures are others by now than when a unit was divided, the pieces' are scaled to them anew.

    Raises:
        RefinementError: if the layer has not got a unit, or has one with a piece's identifier.

    """
    _check(base, refinements)
    units = [base.index_of[refinement.unit] for refinement in refinements]
    figures = [base.figures.copy()]
    told: list[str] = []
    for unit, refinement in zip(units, refinements, strict=True):
        shares, changed = _figures(base, unit, refinement)
        figures[0][unit] = 0
        figures.append(shares)
        if changed:
            told.append(
                f"{base.names[unit]}: the figures of its {refinement.called[1]} were scaled anew, since those of the "
                f"layer {base.name} have changed."
            )
    counts = [len(refinement.pieces) for refinement in refinements]
    stops = [len(base), *(len(base) + total for total in itertools.accumulate(counts))]
    layer = replace(
        base,
        geoids=base.geoids + tuple(piece.id for refinement in refinements for piece in refinement.pieces),
        names=base.names + tuple(name for u, r in zip(units, refinements, strict=True) for name in _names(base, u, r)),
        home=np.concatenate([base.home, np.repeat(base.home[units], counts)]),
        figures=np.concatenate(figures),
        neighbours=None,
    )
    ranges = tuple(range(start, stop) for start, stop in itertools.pairwise(stops))
    return Refined(layer, base, tuple(units), ranges, tuple(told))


def _check(base: UnitLayer, refinements: Sequence[Refinement]) -> None:
    for refinement in refinements:
        if refinement.unit not in base.index_of:
            raise RefinementError(
                f"The proposal divides the unit {refinement.unit}, which the layer {base.name} does not have. Open it "
                "over the layer that it was made with."
            )
        taken = next((piece.id for piece in refinement.pieces if piece.id in base.index_of), None)
        if taken is not None:
            raise RefinementError(
                f"A piece of the unit {refinement.unit} has the identifier {taken}, which another unit of the layer "
                f"{base.name} has. Divide the unit anew from the file of its pieces."
            )


def _figures(base: UnitLayer, unit: int, refinement: Refinement) -> tuple[Matrix, bool]:
    """Return the figures of a unit's pieces, and whether they had to be changed to add up to the unit's."""
    keys = dict.fromkeys(key for piece in refinement.pieces for key in piece.figures)
    kept = {key: np.array([piece.figures.get(key, 0) for piece in refinement.pieces]) for key in keys}
    land = kept.get("land_m2", np.zeros(len(refinement.pieces)))
    shares = share_figures(base.figures[unit], kept, land if land.any() else np.ones(len(land)), base.columns)
    return shares.figures, any(treatment.how is not How.JOINED for treatment in shares.treatments)


def _names(base: UnitLayer, unit: int, refinement: Refinement) -> list[str]:
    """Return names that no other unit has: with the divided unit's, and the identifier where pieces share a name."""
    often = Counter(piece.name for piece in refinement.pieces)
    return [
        f"{piece.name}{f' ({piece.id})' if often[piece.name] > 1 else ''}, {base.names[unit]}"
        for piece in refinement.pieces
    ]
