"""Preparing a layer for drawing: project it, simplify it as a coverage at each level, trace its arcs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from borderkit.document import Json
from borderkit.errors import LayerError
from borderkit.layer import UnitLayer
from borderkit.level import Level
from borderkit.neighbours import Neighbours, coastal, shared_borders, water_links
from borderkit.own_layer.coloring import with_colors
from borderkit.own_layer.opened import OpenedLayer
from borderkit.own_layer.recipe import Recipe
from borderkit.placing import place
from borderkit.prepared import MapFrame, write_prepared
from borderkit.progress import Progress, Within
from borderkit.projection import Geometries
from borderkit.read_layer import read_layer
from borderkit.topology import trace

#: What simplification may lose at each level, in metres of the map, coarsest first. The first fits the
#: country into a window, the last is the full detail of the 1:500,000 lines.
TOLERANCES = (2500.0, 600.0, 150.0, 0.0)

#: The same for layers of simple outlines. Positions where three units meet always stay, so there is little to
#: leave out: of 1.6 million positions of 100,000 pieces of counties, 714,000 are left with 600 m and 625,000
#: with 2,500 m. Further levels would take seconds to prepare and not be drawn any faster.
_TOLERANCES_OF_SIMPLE = (600.0, 0.0)

#: Outlines are simple if they have fewer positions a unit than this; the bundled counties have 325.
_FEW_POSITIONS = 40

#: How wide the map of the country is, in metres; see ``TOLERANCES``.
_WIDTH_OF_COUNTRY = 4_600_000.0

#: Reading, projecting and writing, besides a step for each level.
_OTHER_STEPS = 3

#: The libraries let go of Python's lock while they simplify, so levels can be made side by side.
_AT_ONCE = 2

#: Where units without outline are held to lie: no click, brush or lasso gets there.
_NOWHERE = -(2**30)


def prepare(
    source: Path, target: Path, progress: Progress, recipe: Recipe | None = None, refinements: Json = None
) -> None:
    """Read the layer at ``source``, as its ``recipe`` says, and write its prepared file.

    Args:
        source: its file.
        target: the prepared file.
        progress: is told how far it is.
        recipe: how the file is read; None for the columns of the bundled layer.
        refinements: units to be divided, as a proposal's file keeps them.

    Raises:
        LayerError: if the layer cannot be used.
        SaveError: if the file cannot be written.
        OperationCancelled: if a person asked to stop. Simplifying a level is not interrupted, so that a window
            should use ``preparing_process.prepare_in_process``.

    """
    progress.report(0, len(TOLERANCES) + _OTHER_STEPS, "Reading the layer")
    reading = Within(progress, 0, len(TOLERANCES) + _OTHER_STEPS)
    loaded = _divided(read_layer(source, recipe, reading), refinements)
    progress.report(1, len(TOLERANCES) + _OTHER_STEPS, "Projecting")
    try:
        drawn, frame = place(loaded.layer, loaded.geometries)
        tolerances = _tolerances_for(drawn, frame)
        steps = len(tolerances) + _OTHER_STEPS
        levels = _levels(drawn, tolerances, progress, 2, steps)
        _require_outlines(source, levels[-1])
        anchors = _anchors(drawn)
    except GEOSException as error:
        raise LayerError(
            f"The outlines in {source} cannot be simplified: {str(error).rstrip('.')}. Repair them with the “fix "
            "geometries” command of a GIS program."
        ) from error
    progress.report(steps - 1, steps, "Writing")
    graph = _graph(loaded.layer, levels[-1], frame)
    layer = with_colors(replace(loaded.layer, neighbours=graph))
    write_prepared(target, source, layer, anchors, frame, levels, graph, loaded.told)
    progress.report(steps, steps, "Done")


def _divided(opened: OpenedLayer, refinements: Json) -> OpenedLayer:
    if not refinements:
        return opened
    from borderkit.refinement.coding import from_json
    from borderkit.refinement.layers import layer_with
    from borderkit.refinement.outlines import refined_outlines

    outlines = refined_outlines(opened.layer, opened.geometries, from_json(refinements, "The proposal"))
    return OpenedLayer(layer_with(opened.layer, refinements), outlines, opened.told)


def with_neighbours(loaded: OpenedLayer) -> UnitLayer:
    """Return a layer with the graph of its units, found from its full geometry."""
    drawn, frame = place(loaded.layer, loaded.geometries)
    full = trace(drawn, 0)
    _require_outlines(loaded.layer.source or Path(loaded.layer.name), full)
    return with_colors(replace(loaded.layer, neighbours=_graph(loaded.layer, full, frame)))


def _require_outlines(source: Path, full: Level) -> None:
    if not len(full.ring_unit):
        raise LayerError(
            f"None of the outlines in {source} encloses as much as a square metre. Check the layer's coordinate "
            "system, or export it again with its shapes."
        )


def _tolerances_for(drawn: Geometries, frame: MapFrame) -> tuple[float, ...]:
    """Return what each level may lose: as much less than on the map of the country as the layer is smaller than it."""
    positions = shapely.get_num_coordinates(drawn).sum()
    usual = _TOLERANCES_OF_SIMPLE if positions < _FEW_POSITIONS * len(drawn) else TOLERANCES
    left, _, right, _ = frame.ground[0].box
    smaller = min(1.0, (right - left) / _WIDTH_OF_COUNTRY)
    return tuple(round(tolerance * smaller, 1) for tolerance in usual)


def _levels(
    drawn: Geometries, tolerances: Sequence[float], progress: Progress, first_step: int, steps: int
) -> list[Level]:
    """Return a level for each tolerance, each simplified from the full geometry."""
    levels = []
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        coming: list[Future[Level]] = [pool.submit(_level, drawn, tolerance) for tolerance in tolerances]
        for number, level in enumerate(coming):
            progress.report(first_step + number, steps, f"Simplifying, level {number + 1} of {len(coming)}")
            levels.append(level.result())
    finally:
        pool.shutdown(cancel_futures=True)
    return levels


def _level(drawn: Geometries, tolerance: float) -> Level:
    return trace(shapely.coverage_simplify(drawn, tolerance) if tolerance else drawn, tolerance)


def _graph(layer: UnitLayer, full: Level, frame: MapFrame) -> Neighbours:
    scale_of = np.array([frame.inset_scales.get(jurisdiction.code, 1.0) for jurisdiction in layer.jurisdictions])
    return Neighbours(shared_borders(full, scale_of[layer.home]), water_links(layer.geoids), coastal(full))


def _anchors(geometries: Geometries) -> NDArray[np.int32]:
    """Return a position well inside the largest part of each unit, (n_units, 2)."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    there = ~shapely.is_empty(parts)
    parts, owner = parts[there], owner[there]
    largest_last = np.lexsort((shapely.area(parts), owner))
    last = np.append(owner[largest_last][1:] != owner[largest_last][:-1], True)
    inside = shapely.point_on_surface(parts[largest_last[last]])
    anchors = np.full((len(geometries), 2), _NOWHERE, dtype=np.int32)
    anchors[owner[largest_last[last]]] = np.rint(shapely.get_coordinates(inside))
    return anchors
