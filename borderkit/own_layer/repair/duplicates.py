"""Rows that are there twice: the same identifier and the same outline, and the same figures where these are known."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.work import Integers, Work, place_of


def repeated_identifiers(work: Work) -> list[Integers]:
    """Return the units with one identifier, group after group, in the order of their rows."""
    _, inverse, counts = np.unique(work.ids.astype(str), return_inverse=True, return_counts=True)
    units = np.flatnonzero(counts[inverse] > 1)
    if not len(units):
        return []
    order = units[np.argsort(inverse[units], kind="stable")]
    starts = np.flatnonzero(np.diff(inverse[order])) + 1
    return sorted(np.split(order, starts), key=lambda group: int(group[0]))


def leave_out_duplicates(work: Work, row_hashes: NDArray[np.int64] | None) -> None:
    """Keep one of the rows that are the same.

    Args:
        work: the units.
        row_hashes: (n,) equal for rows with the same figures; None where they need not be compared.

    """
    dropped: list[int] = []
    for group in repeated_identifiers(work):
        first_with: dict[Hashable, int] = {}
        for unit in group.tolist():
            figures = None if row_hashes is None else int(row_hashes[work.rows[unit]])
            first = first_with.setdefault((shape_key(work.geometries[unit]), figures), unit)
            if first != unit:
                _note(work, first, unit, dropped, row_hashes is not None)
    work.drop(np.array(dropped, dtype=np.int64))


def shape_key(geometry: BaseGeometry) -> bytes:
    """Return the same for outlines that are the same, wherever their rings begin and whichever way they turn."""
    return shapely.to_wkb(shapely.normalize(geometry), output_dimension=2)


def _note(work: Work, first: int, unit: int, dropped: list[int], with_figures: bool) -> None:
    row, kept = int(work.rows[unit]), int(work.rows[first])
    same = f"identifier ({work.ids[unit]}), outline{' and figures' if with_figures else ''}"
    said = f"The row {row + 1} has the same {same} as the row {kept + 1}"
    at = place_of(work.geometries[unit])
    if Repair.DUPLICATES in work.kinds:
        dropped.append(unit)
        work.duplicates[kept] = (*work.duplicates.get(kept, ()), row)
        work.tell(Repair.DUPLICATES, [unit], f"{said}: one of them is kept.", at=at)
    else:
        work.leave(Repair.DUPLICATES, [unit], f"{said}.", at=at)
