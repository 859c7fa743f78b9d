"""Preparing a layer for drawing: project it, simplify it as a coverage at each level, trace its arcs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.layer import UnitLayer
from borderkit.level import Level
from borderkit.neighbours import Neighbours, coastal, shared_borders, water_links
from borderkit.prepared import MapFrame, write_prepared
from borderkit.progress import Progress
from borderkit.projection import INSETS, Geometries, composite
from borderkit.read_layer import LoadedLayer, read_layer
from borderkit.topology import trace

#: What simplification may lose at each level, in metres of the map, coarsest first. The first fits the
#: country into a window, the last is the full detail of the 1:500,000 lines.
TOLERANCES = (2500.0, 600.0, 150.0, 0.0)


def prepare(source: Path, target: Path, progress: Progress) -> None:
    """Read the layer at ``source`` and write its prepared file.

    Raises:
        LayerError: if the layer cannot be used.
        SaveError: if the file cannot be written.
        OperationCancelled: if a person asked to stop.

    """
    steps = len(TOLERANCES) + 3
    progress.report(0, steps, "Reading the layer")
    loaded = read_layer(source)
    layer = loaded.layer
    progress.report(1, steps, "Projecting")
    drawn, frame = _project(loaded)
    levels = []
    for step, tolerance in enumerate(TOLERANCES):
        progress.report(2 + step, steps, f"Simplifying, level {step + 1} of {len(TOLERANCES)}")
        levels.append(trace(shapely.coverage_simplify(drawn, tolerance) if tolerance else drawn, tolerance))
    progress.report(steps - 1, steps, "Writing")
    write_prepared(target, source, layer, _anchors(drawn), frame, levels, _graph(layer, levels[-1], frame))
    progress.report(steps, steps, "Done")


def with_neighbours(loaded: LoadedLayer) -> UnitLayer:
    """Return a layer with the graph of its units, found from its full geometry."""
    drawn, frame = _project(loaded)
    return replace(loaded.layer, neighbours=_graph(loaded.layer, trace(drawn, 0), frame))


def _project(loaded: LoadedLayer) -> tuple[Geometries, MapFrame]:
    drawn, insets = composite(loaded.geometries, _home_codes(loaded.layer))
    return drawn, MapFrame(insets, {inset.code: inset.scale for inset in INSETS if inset.code in insets})


def _home_codes(layer: UnitLayer) -> NDArray[np.str_]:
    return np.array([jurisdiction.code for jurisdiction in layer.jurisdictions])[layer.home]


def _graph(layer: UnitLayer, full: Level, frame: MapFrame) -> Neighbours:
    scale = np.array([frame.inset_scales.get(code, 1.0) for code in _home_codes(layer).tolist()])
    return Neighbours(shared_borders(full, scale), water_links(layer.geoids), coastal(full))


def _anchors(geometries: Geometries) -> NDArray[np.int32]:
    """Return a position well inside the largest part of each unit, (n_units, 2)."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    largest_last = np.lexsort((shapely.area(parts), owner))
    last = np.append(owner[largest_last][1:] != owner[largest_last][:-1], True)
    inside = shapely.point_on_surface(parts[largest_last[last]])
    return np.rint(shapely.get_coordinates(inside)).astype(np.int32)
