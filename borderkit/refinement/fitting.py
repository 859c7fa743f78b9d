"""Pieces from another source, made to fill a unit's outline exactly.

A county's office and the Census Bureau draw the same county with different lines. Each piece is cut off at the unit's
outline, what two pieces claim goes to one of them, and what none covers goes to those beside it. The unit's own outline
stays as it is, position by position: its neighbours go by it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.errors import GEOSException

from borderkit.projection import Geometries
from borderkit.refinement.chains import chains_of
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.faces import NOBODY, covering, cut, filled, merged, without_crumbs
from borderkit.refinement.fitted import Fitted
from borderkit.refinement.meeting import meeting

#: A piece with less than this share of its own area inside does not belong to the unit: its edge only brushes it.
LEAST_INSIDE = 0.01

#: A larger share of a piece outside the unit is told.
_TOLD_OUTSIDE = 0.01

#: Positions this near each other, in degrees, are one: 2 m. Drawing rounds to whole metres, and must not fold a border
#: over itself. Where lines run so close that this does not do, others are tried.
_TOLERANCES = (2e-5, 1e-6, 1e-4)

#: Positions are cut in cells of a degree over a power of two, which a double holds exactly: 0.01 mm for a county, finer
#: for a smaller unit, so that no area changes by a billionth. Beyond the last a double has no digits to compute with.
_CELLS, _MOST_CELLS = 33, 41

#: How far the area of all pieces together may be off: only by rounding.
_EXACT = 1e-7


def fit_pieces(unit: shapely.Geometry, pieces: Geometries) -> Fitted:
    """Make pieces fill a unit.

    Args:
        unit: its outline, a valid polygon or multipolygon in degrees.
        pieces: (n,) polygons in the same coordinates; those that cross themselves are repaired.

    Raises:
        RefinementError: if no piece lies in the unit, or the outlines are too tangled to be cut.

    """
    pieces = _repaired(pieces)
    shares = shares_inside(unit, pieces)
    inside = np.flatnonzero(shares >= LEAST_INSIDE)
    if not len(inside):
        raise RefinementError("None of the pieces lies in it. Choose the layer of the pieces that belong to it.")
    for tolerance, cells in _attempts(unit):
        try:
            outlines, uncovered, twice = _fitted(unit, pieces[inside], tolerance, cells)
        except GEOSException:
            continue
        if _is_division(unit, outlines):
            break
    else:
        raise RefinementError(
            "The outlines of the pieces are too tangled to be cut at its border. Repair them in a GIS program."
        )
    there = ~shapely.is_empty(outlines)
    kept = inside[there]
    gone = np.setdiff1d(np.arange(len(pieces)), kept)
    outside = [(int(piece), 1 - float(shares[piece])) for piece in kept if 1 - shares[piece] >= _TOLD_OUTSIDE]
    return Fitted(
        outlines=outlines[there],
        kept=tuple(kept.tolist()),
        left_out=tuple((int(piece), float(shares[piece])) for piece in gone),
        cut_off=tuple(outside),
        uncovered=uncovered,
        covered_twice=twice,
    )


def shares_inside(unit: shapely.Geometry, pieces: Geometries) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return which share of each valid piece's area lies in a unit, (n,) from 0 to 1."""
    shares = np.zeros(len(pieces))
    near = shapely.STRtree(pieces).query(unit, predicate="intersects")
    areas = shapely.area(pieces[near])
    common = shapely.area(shapely.intersection(pieces[near], unit))
    shares[near] = np.divide(common, areas, out=np.zeros(len(near)), where=areas > 0)
    return np.minimum(shares, 1.0)


def _repaired(pieces: Geometries) -> Geometries:
    flat = shapely.force_2d(np.asarray(pieces, dtype=object))
    flat[shapely.is_missing(flat)] = shapely.Polygon()
    crossed = ~shapely.is_valid(flat)
    flat[crossed] = shapely.make_valid(flat[crossed], method="structure", keep_collapsed=False)
    return np.asarray(flat)


def _attempts(unit: shapely.Geometry) -> Iterator[tuple[float, float]]:
    """Yield tolerances, and how many cells make a degree: so many that each of the unit's positions has its own."""
    own = np.unique(shapely.get_coordinates(unit), axis=0)
    least = int(np.clip(_CELLS - np.log2(shapely.area(unit)) / 2, _CELLS, _MOST_CELLS))
    powers = (2.0**power for power in range(least, _MOST_CELLS + 1))
    cells = next((cells for cells in powers if len(np.unique(np.rint(own * cells), axis=0)) == len(own)), None)
    if cells is None:
        raise RefinementError("Its outline has positions on top of each other. Repair it in a GIS program.")
    for tolerance in _TOLERANCES:
        yield tolerance, cells


def _fitted(
    unit: shapely.Geometry, pieces: Geometries, tolerance: float, cells: float
) -> tuple[Geometries, float, float]:
    """Return (n,) fitted pieces, and the shares of the unit that none and several of them covered."""
    met = meeting(unit, pieces, tolerance, cells)
    outline, lines = _in_cells(np.array([met.outline], dtype=object), cells)[0], _in_cells(met.pieces, cells)
    # A piece that was moved may cross itself: which face is whose is asked of it as it was.
    source = np.asarray(shapely.transform(pieces, lambda positions: positions * cells), dtype=object)
    bottom, top = shapely.bounds(unit)[[1, 3]]
    stretch = float(np.cos(np.radians((bottom + top) / 2)))
    faces = cut(shapely.boundary(np.append(lines, outline)), outline)
    labels, times = covering(faces, source)
    if (labels == NOBODY).all():
        raise RefinementError("None of the pieces lies in it. Choose the layer of the pieces that belong to it.")
    areas = shapely.area(faces)
    uncovered = float(areas[labels == NOBODY].sum() / areas.sum())
    twice = float(areas[times > 1].sum() / areas.sum())
    elements, labels = filled(faces, labels, stretch)
    found = without_crumbs(merged(elements, labels, len(pieces)), source, stretch)
    return _out_of_cells(found, unit, cells), uncovered, twice


def _in_cells(outlines: Geometries, cells: float) -> Geometries:
    return np.asarray(shapely.transform(outlines, lambda positions: np.rint(positions * cells)), dtype=object)


def _out_of_cells(outlines: Geometries, unit: shapely.Geometry, cells: float) -> Geometries:
    """Return outlines in degrees, the unit's own positions exactly as it has them."""
    own = shapely.get_coordinates(unit)
    exact = {(x, y): tuple(at) for (x, y), at in zip(np.rint(own * cells).tolist(), own.tolist(), strict=True)}

    def degrees(
        positions: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        found = [exact.get((x, y), (x / cells, y / cells)) for x, y in positions.tolist()]
        return np.array(found).reshape(-1, 2)

    return np.asarray(shapely.normalize(shapely.transform(outlines, degrees)), dtype=object)


def _is_division(unit: shapely.Geometry, outlines: Geometries) -> bool:
    """Tell whether outlines are valid, meet vertex on vertex, and are the unit together."""
    there = outlines[~shapely.is_empty(outlines)]
    if not shapely.is_valid(there).all() or not shapely.coverage_is_valid(there):
        return False
    if abs(float(shapely.area(there).sum()) / float(shapely.area(unit)) - 1) > _EXACT:
        return False
    try:
        chains_of(unit, there)
    except RefinementError:
        return False
    return True
