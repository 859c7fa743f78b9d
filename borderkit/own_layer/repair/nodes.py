"""Where a neighbour has a position more on a common border, it is added: neighbours meet vertex on vertex."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from borderkit.own_layer.coordinates import Geometries, Positions
from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.tolerance import METRES
from borderkit.own_layer.repair.work import Integers, Work, area_said, counted, place_of

Position = tuple[float, float]
#: By the ends of an edge: how far along it and where positions are to be added.
Added = dict[tuple[Position, Position], list[tuple[float, Position]]]


def add_positions(work: Work, units: Integers, edges: Geometries, snap_m: float) -> Integers:
    """Add positions of neighbours to outlines where they lie on their edges; return the units that got some.

    Args:
        work: the units.
        units: (n,) those with wrong edges.
        edges: (n,) their wrong edges.
        snap_m: how near to an edge a position lies on it, in metres.

    """
    before = work.geometries.copy()
    n_added, changed = 0, []
    for unit, added in _lacking(units, edges, snap_m).items():
        noded, number = _with_positions(work.geometries[unit], added)
        if number and noded.is_valid:
            work.geometries[unit] = noded
            changed.append(unit)
            n_added += number
    found: Integers = np.array(sorted(changed), dtype=np.int64)
    if len(found):
        area = float(np.abs(work.changed(before[found], work.geometries[found])).sum())
        work.tell(
            Repair.GAPS, found,
            f"{counted(n_added, 'position')} of neighbours {'was' if n_added == 1 else 'were'} added to "
            f"{counted(len(found), 'outline')}, so that borders meet position on position. No border moved by more "
            f"than {snap_m:.2f} m ({area_said(area)} in all).",
            area, place_of(work.geometries[found[0]]),
        )  # fmt: skip
    return found


def _lacking(units: Integers, edges: Geometries, snap_m: float) -> dict[int, Added]:
    """Return what is to be added, by unit."""
    starts, ends, owner = _segments(edges)
    lines = np.asarray(shapely.linestrings(np.stack([starts, ends], axis=1)), dtype=object)
    positions, at = np.unique(np.concatenate([starts, ends]), axis=0, return_inverse=True)
    at = at.ravel()
    own = set(zip(np.concatenate([owner, owner]).tolist(), at.tolist(), strict=True))
    furthest = float(np.abs(positions[:, 1]).max(initial=0))
    reach = snap_m / METRES / max(np.cos(np.radians(min(furthest, 89.0))), 0.02)
    position, segment = shapely.STRtree(lines).query(shapely.points(positions), predicate="dwithin", distance=reach)
    along, distance = _along(positions[position], starts[segment], ends[segment])
    on_it = (along > 0) & (along < 1) & (distance <= snap_m)
    nearest: dict[tuple[int, int], tuple[float, int, float]] = {}
    for p, s, t, d in zip(*(values[on_it].tolist() for values in (position, segment, along, distance)), strict=True):
        key = int(owner[s]), p
        # A position near two edges of one outline belongs to the nearer of them.
        if key not in own and (key not in nearest or d < nearest[key][0]):
            nearest[key] = (d, s, t)
    found: dict[int, Added] = defaultdict(lambda: defaultdict(list))
    for (unit, p), (_, s, t) in nearest.items():
        edge = (_pair(starts[s]), _pair(ends[s]))
        found[int(units[unit])][edge].append((t, _pair(positions[p])))
    return found


def _segments(edges: Geometries) -> tuple[Positions, Positions, Integers]:
    """Return where the single edges start and end, and whose they are."""
    lines, line_owner = shapely.get_parts(edges, return_index=True)
    positions, line = shapely.get_coordinates(lines, return_index=True)
    start = np.flatnonzero(line[1:] == line[:-1])
    return positions[start], positions[start + 1], line_owner[line[start]]


def _along(positions: Positions, starts: Positions, ends: Positions) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far along edges positions lie, from 0 to 1, and how far beside them, in metres."""
    scale = np.column_stack([np.cos(np.radians(positions[:, 1])), np.ones(len(positions))]) * METRES
    edge, towards = (ends - starts) * scale, (positions - starts) * scale
    along = (edge * towards).sum(axis=1) / np.maximum((edge**2).sum(axis=1), 1e-30)
    beside = towards - edge * along[:, None]
    return along, np.hypot(beside[:, 0], beside[:, 1])


def _with_positions(geometry: BaseGeometry, added: Added) -> tuple[BaseGeometry, int]:
    """Return an outline with positions added to its edges, and how many."""
    number = 0

    def noded(ring: shapely.LinearRing) -> list[Position]:
        nonlocal number
        positions = [_pair(position) for position in shapely.get_coordinates(ring)]
        there = set(positions)
        found = positions[:1]
        for start, end in pairwise(positions):
            forward = sorted(added.get((start, end), ()))
            backward = sorted(added.get((end, start), ()), reverse=True)
            new = [position for _, position in (*forward, *backward) if position not in there]
            number += len(new)
            found += [*new, end]
        return found

    parts = [
        shapely.Polygon(noded(part.exterior), [noded(ring) for ring in part.interiors])
        for part in shapely.get_parts(geometry)
    ]
    return (parts[0] if geometry.geom_type == "Polygon" else shapely.multipolygons(parts)), number


def _pair(position: Positions) -> Position:
    return float(position[0]), float(position[1])
