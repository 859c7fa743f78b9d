"""The outlines of a layer with units divided."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from borderkit.layer import UnitLayer
from borderkit.projection import Geometries
from borderkit.refinement.chains import chains_of, insert_positions, merged_chains
from borderkit.refinement.coding import Refinement
from borderkit.refinement.errors import RefinementError


def refined_outlines(base: UnitLayer, outlines: Geometries, refinements: Sequence[Refinement]) -> Geometries:
    """Return the outlines of all units and pieces, in the order of ``refined.refine``.

    A divided unit's is empty. Its neighbours, divided ones included, get the positions in which its pieces meet their
    common border, so that neighbours have all positions there in common.

    Args:
        base: the layer that is divided.
        outlines: (n_base,) its full outlines.
        refinements: what is divided, as ``refine`` was given it.

    Raises:
        RefinementError: if the pieces of a unit do not fill its outline.

    """
    found = np.concatenate([outlines, *(_pieces(refinement) for refinement in refinements)])
    units = [base.index_of[refinement.unit] for refinement in refinements]
    chains = []
    for unit, refinement in zip(units, refinements, strict=True):
        try:
            chains.append(chains_of(outlines[unit], _pieces(refinement)))
        except RefinementError as error:
            raise RefinementError(f"The pieces of {base.names[unit]} do not fit it. {error}") from error
    found[units] = shapely.MultiPolygon()
    near = np.flatnonzero(_touching(found, outlines[units]))
    found[near] = insert_positions(found[near], merged_chains(chains))
    return found


def _pieces(refinement: Refinement) -> Geometries:
    pieces = np.empty(len(refinement.pieces), dtype=object)
    pieces[:] = [piece.outline for piece in refinement.pieces]
    return pieces


def _touching(outlines: Geometries, units: Geometries) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which outlines have a box that touches that of a unit."""
    boxes = shapely.bounds(outlines)
    touching = np.zeros(len(outlines), dtype=np.bool_)
    for left, bottom, right, top in shapely.bounds(units):
        touching |= (boxes[:, 0] <= right) & (boxes[:, 2] >= left) & (boxes[:, 1] <= top) & (boxes[:, 3] >= bottom)
    return touching
