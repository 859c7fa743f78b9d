"""Where units overlap, each place is given to one of them.

To the one with which it shares the longer border; but a unit that would lose more than half of its land keeps all of
it, so that a city within a county stays a city. Where that cannot be decided, to the first identifier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.coverage import around, concerned_by, groups, wrong_edges
from borderkit.own_layer.repair.duplicates import shape_key
from borderkit.own_layer.repair.faces import claimed, faces_of, joined
from borderkit.own_layer.repair.owners import Claims, owners_of
from borderkit.own_layer.repair.work import NO_OUTLINE, Integers, Work, area_said, counted, listed, place_of
from borderkit.progress import Progress

#: Positions that were added on one side may be lacking on the next: it is looked at again so many times.
_ROUNDS = 3


@dataclass(eq=False, slots=True)
class Settled:
    """Which units were changed, and which cannot have land of their own.

    Attributes:
        changed: units with other outlines than before.
        under: units with the very outline of another one, by that other one: they lie under it.
        covered: units that others cover wholly, who together have all of its land.

    """

    changed: set[int] = field(default_factory=set)
    under: dict[int, int] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)

    def seen(self, geometries: Geometries) -> Geometries:
        """Return outlines without those that have no land of their own."""
        seen = geometries.copy()
        seen[[*self.under, *self.covered]] = NO_OUTLINE
        return seen


def settle_overlaps(work: Work, suspects: Integers, progress: Progress, step: int, steps: int) -> Settled:
    """Give each place where units overlap to one of them.

    Args:
        work: the units, valid all.
        suspects: those that may overlap, and their neighbours.
        progress: is told of each group of units.
        step: the present step,
        steps: of so many.

    """
    settled = Settled()
    for _ in range(_ROUNDS):
        edges = wrong_edges(settled.seen(work.geometries)[suspects])
        wrong = ~shapely.is_empty(edges)
        if not wrong.any():
            break
        _lay_under(work, suspects[wrong], settled)
        seen = settled.seen(work.geometries)
        concerned = concerned_by(seen, suspects[wrong], edges[wrong])
        concerned = concerned[~shapely.is_empty(seen[concerned])]
        for group in groups(seen, concerned):
            progress.report(step, steps, "Settling overlaps")
            _settle(work, group, settled)
        suspects = around(seen, concerned)
    return settled


def _lay_under(work: Work, units: Integers, settled: Settled) -> None:
    """Put units with the same outline under the first of them."""
    first: dict[bytes, int] = {}
    for unit in sorted(units.tolist(), key=lambda unit: str(work.ids[unit])):
        if unit in settled.under or unit in settled.covered:
            continue
        top = first.setdefault(shape_key(work.geometries[unit]), unit)
        if top != unit:
            settled.under[unit] = top


def _settle(work: Work, group: Integers, settled: Settled) -> None:
    """Part the land of a group of units that touch each other."""
    outlines = work.geometries[group]
    try:
        faces = faces_of(outlines)
        claims = Claims(faces, work.areas(faces), claimed(faces, outlines), [str(name) for name in work.ids[group]])
        owners = owners_of(claims)
        made = {unit: joined(faces[owners == unit]) for unit in range(len(group)) if (owners == unit).any()}
    except GEOSException:
        return  # too tangled: what is left wrong is told in the end
    covered = {unit for claim in claims.units for unit in claim} - set(made)
    noded = []
    parties = {unit for claim in claims.units if len(claim) > 1 for unit in claim}
    for unit, outline in made.items():
        if outline.is_valid and shape_key(outline) != shape_key(outlines[unit]):
            work.geometries[group[unit]] = outline
            settled.changed.add(int(group[unit]))
            noded += [int(group[unit])] if unit not in parties else []
    settled.covered |= {int(group[unit]) for unit in covered}
    _tell(work, group, claims, owners, covered)
    if noded:
        said = f"{counted(len(noded), 'outline')} ({listed(work.names(noded))}) got positions where neighbours end."
        work.tell(Repair.OVERLAPS, noded, said, at=place_of(work.geometries[noded[0]]))


def _tell(work: Work, group: Integers, claims: Claims, owners: NDArray[np.int64], covered: set[int]) -> None:
    """Say for each two units what one got of the other."""
    given: dict[tuple[int, int], list[int]] = defaultdict(list)
    for face in claims.disputed:
        owner = int(owners[face])
        for loser in claims.units[face] - {owner} - covered:
            given[owner, loser].append(face)
    for (owner, loser), faces in sorted(given.items()):
        area = float(claims.areas[faces].sum())
        largest = max(faces, key=lambda face: float(claims.areas[face]))
        names = work.names([group[owner], group[loser]])
        places = f" in {len(faces):,} places" if len(faces) > 1 else ""
        reason = _reason(owner in claims.kept_whole, loser in claims.kept_whole)
        said = f"{listed(sorted(names))} overlapped on {area_said(area)}{places}: given to {names[0]}, {reason}."
        work.tell(Repair.OVERLAPS, [group[owner], group[loser]], said, area, place_of(claims.faces[largest]))


def _reason(owner_is_kept: bool, loser_is_kept: bool) -> str:
    if not owner_is_kept:
        return "with which it shares the longer border"
    return "the smaller one" if loser_is_kept else "as it is more than half of its land"


def restore(work: Work, settled: Settled) -> None:
    """Let units without land of their own keep an outline, and say so."""
    tops: dict[int, list[int]] = defaultdict(list)
    for unit, top in settled.under.items():
        work.geometries[unit] = work.geometries[top]
        tops[top].append(unit)
    areas = work.areas(work.geometries[_as_index([*tops, *settled.covered])])
    for (top, units), area in zip(tops.items(), areas, strict=False):
        names = work.names([top, *units])
        said = f"{listed(names, 5)} have the same outline: all are kept, and {names[0]} lies on top."
        work.leave(Repair.OVERLAPS, [top, *units], said, float(area), place_of(work.geometries[top]))
    for unit, area in zip(settled.covered, areas[len(tops) :], strict=True):
        said = f"{work.ids[unit]} is wholly covered by others, who have all of its land: it is kept, and overlaps them."
        work.leave(Repair.OVERLAPS, [unit], said, float(area), place_of(work.geometries[unit]))


def _as_index(units: Sequence[int]) -> Integers:
    return np.array(units, dtype=np.int64)
