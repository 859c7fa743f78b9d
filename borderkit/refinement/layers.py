"""Layers with units divided, each made once: who goes back and forth in the history gets the same ones again."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from borderkit.document import Json
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.refinement.coding import from_json
from borderkit.refinement.refined import refine

#: So many are kept; a sitting has a handful.
_KEPT = 8

_known: OrderedDict[tuple[int, str], UnitLayer] = OrderedDict()


def layer_with(base: UnitLayer, stored: Json) -> UnitLayer:
    """Return a layer with the units divided that a file keeps as such; the layer itself where it divides none.

    Raises:
        RefinementError: if what is kept is damaged or does not fit the layer.

    """
    if not stored:
        return base
    key = id(base), digest(stored)
    found = _known.get(key)
    if found is None or found.base is not base:
        refined = refine(base, from_json(stored, "The proposal"))
        found = replace(
            refined.layer,
            base=base,
            divided=refined.divided,
            unit_of=refined.unit_of,
            refinements=stored,
            called=("unit", "units"),
        )
        _keep(key, found)
    _known.move_to_end(key)
    return found


def know_neighbours(layer: UnitLayer) -> None:
    """Take a layer whose neighbours have been found in place of the same one without them."""
    if layer.base is not None:
        _keep((id(layer.base), digest(layer.refinements)), layer)


def _keep(key: tuple[int, str], layer: UnitLayer) -> None:
    _known[key] = layer
    while len(_known) > _KEPT:
        _known.popitem(last=False)


def digest(stored: Json) -> str:
    """Return a checksum of what a file keeps."""
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()


def pieces_of_unit(layer: UnitLayer, unit: int) -> UnitIndices:
    """Return the positions of a unit's pieces; of one that is not divided its own."""
    if layer.unit_of is None or unit not in layer.divided:
        return np.array([unit], dtype=np.int32)
    pieces: UnitIndices = np.flatnonzero(layer.unit_of == unit).astype(np.int32)
    of_unit: UnitIndices = pieces[pieces != unit]
    return of_unit


def with_pieces(layer: UnitLayer, units: Iterable[int]) -> UnitIndices:
    """Return units with the pieces of those that are divided in their place."""
    parts = [pieces_of_unit(layer, int(unit)) for unit in units]
    return np.concatenate([np.empty(0, dtype=np.int32), *parts])
