"""Repairing a layer's outlines, kind after kind, so that they are a valid coverage as far as that is possible."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.recipe import ALL_REPAIRS, Repair
from borderkit.own_layer.repair.antimeridian import cut_at_antimeridian
from borderkit.own_layer.repair.coverage import concerned_by, wrong_edges
from borderkit.own_layer.repair.duplicates import leave_out_duplicates
from borderkit.own_layer.repair.gaps import fill_gaps, lands_of
from borderkit.own_layer.repair.heights import drop_heights
from borderkit.own_layer.repair.nodes import add_positions
from borderkit.own_layer.repair.outlines import take_polygons, tell_parts
from borderkit.own_layer.repair.overlaps import Settled, restore, settle_overlaps
from borderkit.own_layer.repair.result import Repaired
from borderkit.own_layer.repair.rings import mend_rings
from borderkit.own_layer.repair.same_identifier import join_parts
from borderkit.own_layer.repair.tolerance import METRES, Tolerances, tolerances_for
from borderkit.own_layer.repair.work import NO_OUTLINE, Integers, Work, counted, listed, place_of
from borderkit.progress import Progress, Silent

_STEPS = 7


def repair(
    geometries: Geometries,
    ids: Sequence[str],
    crs: str,
    kinds: frozenset[Repair] = ALL_REPAIRS,
    progress: Progress | None = None,
    row_hashes: NDArray[np.int64] | None = None,
) -> Repaired:
    """Repair the outlines of a layer and tell what was done.

    Outlines that need no repair are the very objects that came in.

    Args:
        geometries: (n,) in longitude and latitude, None where a row has none.
        ids: (n,) the identifiers.
        crs: "EPSG:4269" or "EPSG:4326".
        kinds: what is repaired; the rest is only told.
        progress: is told of each step, and may stop the work between two of them.
        row_hashes: (n,) equal for rows with the same figures: only those are duplicates. None to look at identifiers
            and outlines alone.

    Raises:
        LayerError: if rows have points or lines instead of polygons, naming them.
        OperationCancelled: if a person asked to stop.

    """
    watcher = progress or Silent()
    work = Work(geometries, ids, crs, kinds)
    watcher.report(0, _STEPS, "Looking at the outlines")
    take_polygons(work)
    drop_heights(work)
    watcher.report(1, _STEPS, "Looking for rows that are there twice")
    leave_out_duplicates(work, row_hashes)
    watcher.report(2, _STEPS, "Looking for outlines across the antimeridian")
    cut_at_antimeridian(work)
    watcher.report(3, _STEPS, "Looking for invalid rings")
    mend_rings(work, watcher, 3, _STEPS)
    join_parts(work)
    tolerances = tolerances_for(work.geometries)
    _mend_coverage(work, tolerances, watcher)
    tell_parts(work)
    watcher.report(_STEPS, _STEPS, "Done")
    return Repaired(
        work.geometries, work.rows, work.merged, work.duplicates, tuple(work.changes), tuple(work.untouched),
        tolerances.gap_m,
    )  # fmt: skip


def _mend_coverage(work: Work, tolerances: Tolerances, progress: Progress) -> None:
    """Mend what lies between units: borders that do not meet, overlaps, gaps."""
    progress.report(4, _STEPS, "Comparing the borders of neighbours")
    invalid = np.flatnonzero(~shapely.is_valid(work.geometries))
    given, work.geometries = work.geometries, work.geometries.copy()
    work.geometries[invalid] = NO_OUTLINE  # left as they are; with them, nothing could be compared
    with ThreadPoolExecutor(1) as beside:
        # Most layers are sound: their land is put together while their borders are compared.
        before = work.geometries.copy()
        sound = beside.submit(lands_of, before)
        suspects = _suspects(work, tolerances)
    progress.report(5, _STEPS, "Settling overlaps")
    settled = Settled()
    if Repair.OVERLAPS in work.kinds:
        settled = settle_overlaps(work, suspects, progress, 5, _STEPS)
    progress.report(6, _STEPS, "Looking for gaps")
    seen = settled.seen(work.geometries)
    lands = sound.result if all(map(operator.is_, seen, before)) else partial(lands_of, seen)
    filled = fill_gaps(work, seen, lands, tolerances.gap_m)
    _tell_rest(work, settled, np.unique(np.concatenate([suspects, filled, sorted(settled.changed)]).astype(np.int64)))
    restore(work, settled)
    work.geometries[invalid] = given[invalid]


def _suspects(work: Work, tolerances: Tolerances) -> Integers:
    """Return the units that may overlap and their neighbours, after adding the positions that neighbours lack."""
    bounds = shapely.bounds(work.geometries)
    furthest = float(np.nanmax(np.abs(bounds[:, [1, 3]]), initial=0.0))
    width = tolerances.snap_m / METRES / max(float(np.cos(np.radians(furthest))), 0.1)
    edges = wrong_edges(work.geometries, width)
    wrong = np.flatnonzero(~shapely.is_empty(edges))
    if not len(wrong):
        return wrong
    suspects = concerned_by(work.geometries, wrong, edges[wrong])
    if Repair.GAPS in work.kinds:
        add_positions(work, wrong, edges[wrong], tolerances.snap_m)
    return suspects


def _tell_rest(work: Work, settled: Settled, units: Integers) -> None:
    """Say which neighbours still do not meet."""
    edges = wrong_edges(settled.seen(work.geometries)[units])
    wrong = units[~shapely.is_empty(edges)]
    if len(wrong):
        kind = Repair.OVERLAPS if Repair.OVERLAPS not in work.kinds else Repair.GAPS
        meet = "overlaps a neighbour or does" if len(wrong) == 1 else "overlap neighbours or do"
        said = f"{counted(len(wrong), 'unit')} ({listed(work.names(wrong))}) {meet} not meet position on position."
        work.leave(kind, wrong, said, at=place_of(edges[~shapely.is_empty(edges)][0]))
