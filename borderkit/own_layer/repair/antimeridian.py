"""Outlines across the antimeridian are cut there; longitudes beyond 180° either way are brought back.

Files have such outlines in two ways: with longitudes that go on beyond 180, or with edges that jump from 180 to -180
as if they went around the whole earth. An edge of more than 180° is taken for such a jump.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from borderkit.own_layer.coordinates import Geometries, Positions
from borderkit.own_layer.meridian import split_at
from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.rings import valid
from borderkit.own_layer.repair.work import Work, counted, listed, place_of

_HALF, _TURN = 180.0, 360.0
#: Along a pole an edge may go all around the earth.
_AT_POLE = 89.999


def cut_at_antimeridian(work: Work) -> None:
    """Cut outlines at the antimeridian, and bring longitudes back to -180 to 180."""
    bounds = shapely.bounds(work.geometries)
    with np.errstate(invalid="ignore"):
        beyond = (bounds[:, 0] < -_HALF) | (bounds[:, 2] > _HALF)
        wide = np.flatnonzero(~beyond & (bounds[:, 2] - bounds[:, 0] > _HALF))
    jumping = np.array([unit for unit in wide.tolist() if _jumps(work.geometries[unit])], dtype=np.int64)
    far = np.flatnonzero(beyond)
    if Repair.ANTIMERIDIAN not in work.kinds:
        for units, what in ((jumping, "jump from 180° to -180°"), (far, "go beyond 180°")):
            if len(units):
                work.leave(Repair.ANTIMERIDIAN, units, f"The outlines of {listed(work.names(units))} {what}.")
        return
    for unit in jumping.tolist():
        work.geometries[unit] = _cut(work.geometries[unit])
        said = f"The outline of {work.ids[unit]} jumped from 180° to -180°: it was cut at the antimeridian."
        work.tell(Repair.ANTIMERIDIAN, [unit], said, at=_on_cut(work.geometries[unit]))
    if len(far):
        for unit in far.tolist():
            work.geometries[unit] = _cut(work.geometries[unit])
        said = (
            f"The longitudes of {counted(len(far), 'unit')} ({listed(work.names(far))}) go beyond 180°: brought back."
        )
        work.tell(Repair.ANTIMERIDIAN, far, said, at=_on_cut(work.geometries[far[0]]))


def _jumps(geometry: BaseGeometry) -> bool:
    return any(_unwrapped(shapely.get_coordinates(part.exterior)) is not None for part in shapely.get_parts(geometry))


def _cut(geometry: BaseGeometry) -> BaseGeometry:
    pieces: list[shapely.Polygon] = []
    for part in shapely.get_parts(geometry):
        pieces += _cut_part(part)
    return pieces[0] if len(pieces) == 1 else shapely.multipolygons(pieces)


def _cut_part(part: shapely.Polygon) -> list[shapely.Polygon]:
    """Return the pieces of a part between -180 and 180."""
    shell = shapely.get_coordinates(part.exterior)
    unwrapped = _unwrapped(shell)
    if unwrapped is None and part.bounds[0] >= -_HALF and part.bounds[2] <= _HALF:
        return [part]
    unwrapped = shell if unwrapped is None else unwrapped
    # All outlines begin between -180 and 180, so that what they share is cut at the same meridian.
    unwrapped = _moved(unwrapped, -float(np.floor((unwrapped[:, 0].min() + _HALF) / _TURN)))
    if unwrapped[:, 0].max() <= _HALF:
        return [
            shapely.Polygon(unwrapped, [_beside(shapely.get_coordinates(ring), unwrapped) for ring in part.interiors])
        ]
    given = [shell, *(shapely.get_coordinates(ring) for ring in part.interiors)]
    rings = [unwrapped, *(_beside(ring, unwrapped) for ring in given[1:])]
    whole = shapely.Polygon(rings[0], rings[1:])
    pieces: list[shapely.Polygon] = []
    for polygon in shapely.get_parts(whole if whole.is_valid else valid(whole)):
        west, east = split_at(polygon, _HALF)
        pieces += [*_restored(west, 0.0, given, rings), *_restored(east, -1.0, given, rings)]
    return pieces


def _unwrapped(ring: Positions) -> Positions | None:
    """Return a ring with longitudes that go on where it jumped; None if it does not jump."""
    steps = np.diff(ring[:, 0])
    at_pole = (np.abs(ring[:-1, 1]) > _AT_POLE) & (np.abs(ring[1:, 1]) > _AT_POLE)
    jumping = (np.abs(steps) > _HALF) & ~at_pole
    if not jumping.any():
        return None
    turned = np.append(0.0, np.cumsum(np.where(jumping, -np.sign(steps), 0.0))) * _TURN
    unwrapped = np.column_stack([ring[:, 0] + turned, ring[:, 1]])
    if turned[-1]:
        if (np.abs(steps[jumping]) >= _TURN).all():
            return None  # its edge goes all around the earth indeed
        # It goes around a pole: what lies within is what lies towards that pole.
        pole = 90.0 if ring[:, 1].mean() > 0 else -90.0
        cap = np.array([(unwrapped[-1, 0], pole), (unwrapped[0, 0], pole), unwrapped[0]])
        return np.concatenate([unwrapped, cap])
    # A band around the earth has such edges, too, and nothing is left of it.
    return unwrapped if np.ptp(unwrapped[:, 0]) > 0 else None


def _moved(positions: Positions, turns: float) -> Positions:
    moved = positions.copy()
    moved[:, 0] += turns * _TURN
    return moved


def _beside(ring: Positions, shell: Positions) -> Positions:
    """Return a hole with longitudes that lie within its shell's."""
    unwrapped = _unwrapped(ring)
    hole = ring if unwrapped is None else unwrapped
    nearest = round(float(np.ptp(shell[:, 0]) / 2 + shell[:, 0].min() - hole[:, 0].mean()) / _TURN)
    for turns in (nearest, nearest - 1, nearest + 1):
        moved = _moved(hole, turns)
        if moved[:, 0].min() >= shell[:, 0].min() and moved[:, 0].max() <= shell[:, 0].max():
            return moved
    return hole


def _restored(
    pieces: Geometries, turns: float, given: list[Positions], rings: list[Positions]
) -> list[shapely.Polygon]:
    """Bring pieces back between -180 and 180, with the very numbers of the file: adding 360 loses digits."""
    original = {
        (moved[0], moved[1]): x
        for ring, before in zip(rings, given, strict=True)
        for moved, x in zip(ring.tolist(), before[:, 0].tolist(), strict=False)
    }

    def back(positions: Positions) -> Positions:
        moved = _moved(positions, turns)
        for number, (x, y) in enumerate(positions.tolist()):
            before = original.get((x, y))
            # Not on the cut itself, which is 180° for one piece and -180° for the other.
            if before is not None and abs(before) < _HALF:
                moved[number, 0] = before
        return moved

    return list(shapely.transform(pieces, back))


def _on_cut(geometry: BaseGeometry) -> tuple[float, float] | None:
    positions = shapely.get_coordinates(geometry)
    on = positions[np.abs(positions[:, 0]) == _HALF]
    return (float(on[0, 0]), float(on[:, 1].mean())) if len(on) else place_of(geometry)
