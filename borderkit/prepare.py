"""Preparing a layer for drawing: project it, simplify it as a coverage at each level, trace its arcs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit import locations
from borderkit.errors import LayerError, PreparedFileError, SaveError
from borderkit.prepared import MapFrame, PreparedLayer, write_prepared
from borderkit.progress import Progress
from borderkit.projection import INSETS, Geometries, composite
from borderkit.read_layer import read_layer
from borderkit.topology import trace

#: What simplification may lose at each level, in metres of the map, coarsest first. The first fits the
#: country into a window, the last is the full detail of the 1:500,000 lines.
TOLERANCES = (2500.0, 600.0, 150.0, 0.0)

BUNDLED_LAYER = "us_counties.shp"
BUNDLED_PREPARED = "us_counties.prepared.npz"


def open_bundled(progress: Progress) -> PreparedLayer:
    """Open the bundled layer, building its prepared file anew where that is missing, stale or damaged.

    Raises:
        LayerError: if the bundled layer itself is unusable, too.
        OperationCancelled: if a person stopped the building.

    """
    return find_prepared_bundled() or rebuild_bundled(progress)


def find_prepared_bundled() -> PreparedLayer | None:
    """Return the bundled layer from a prepared file that fits it, delivered or built before, if there is one."""
    source = locations.shapefiles() / BUNDLED_LAYER
    for path in (locations.shapefiles() / BUNDLED_PREPARED, locations.cache() / BUNDLED_PREPARED):
        try:
            prepared = PreparedLayer(path)
            if not source.exists() or prepared.is_made_from(source):
                prepared.level(0)
                return prepared
        except PreparedFileError:
            continue
    return None


def rebuild_bundled(progress: Progress) -> PreparedLayer:
    """Build the bundled layer's prepared file in the cache folder and open it.

    Raises:
        LayerError: if the bundled layer is missing or damaged, or the cache folder cannot be written.
        OperationCancelled: if a person stopped the building; nothing is left behind then.

    """
    path = locations.cache() / BUNDLED_PREPARED
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        prepare(locations.shapefiles() / BUNDLED_LAYER, path, progress)
    except (OSError, SaveError) as error:
        raise LayerError(
            f"The map could not be prepared: {path} cannot be written. Free some space or set "
            "BORDERKIT_HOME to a folder that you can write to, then start again."
        ) from error
    return PreparedLayer(path)


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
    states = np.array([j.code for j in layer.jurisdictions])[layer.home]
    drawn, insets = composite(loaded.geometries, states)
    levels = []
    for step, tolerance in enumerate(TOLERANCES):
        progress.report(2 + step, steps, f"Simplifying, level {step + 1} of {len(TOLERANCES)}")
        levels.append(trace(shapely.coverage_simplify(drawn, tolerance) if tolerance else drawn, tolerance))
    progress.report(steps - 1, steps, "Writing")
    frame = MapFrame(insets, {inset.code: inset.scale for inset in INSETS if inset.code in insets})
    write_prepared(target, source, layer, _anchors(drawn), frame, levels)
    progress.report(steps, steps, "Done")


def _anchors(geometries: Geometries) -> NDArray[np.int32]:
    """Return a position well inside the largest part of each unit, (n_units, 2)."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    largest_last = np.lexsort((shapely.area(parts), owner))
    last = np.append(owner[largest_last][1:] != owner[largest_last][:-1], True)
    inside = shapely.point_on_surface(parts[largest_last[last]])
    return np.rint(shapely.get_coordinates(inside)).astype(np.int32)
