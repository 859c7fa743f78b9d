"""The outlines of a layer's units as its file has them, for data files: nothing simplified, nothing projected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from borderkit.errors import BorderkitError, LayerError
from borderkit.layer import UnitLayer

if TYPE_CHECKING:
    from borderkit.projection import Geometries

#: What was read and is still in use somewhere, by file, its time and size, and the units that it was read for.
_in_use: WeakValueDictionary[tuple[object, ...], Geometries] = WeakValueDictionary()


def full_detail(layer: UnitLayer) -> Geometries:
    """Return the outlines of a layer's units, (n_units,) valid polygons in longitudes and latitudes.

    They are read once and kept as long as someone holds on to them: who writes several files does. An outline that
    crosses itself is repaired; all others are exactly those of the file.

    Raises:
        BorderkitError: if the layer was read from no file, or its file is gone, cannot be read, or is another one now.

    """
    if layer.base is not None:
        from borderkit.refinement.coding import from_json
        from borderkit.refinement.outlines import refined_outlines

        return refined_outlines(layer.base, full_detail(layer.base), from_json(layer.refinements, "The proposal"))
    source = layer.source
    if source is None:
        raise BorderkitError(
            f"The layer {layer.name} was not read from a file, so that its outlines are not at hand. Open it from "
            "its file."
        )
    key = (source, _stamp(source), layer.geoids, layer.recipe)
    geometries = _in_use.get(key)
    if geometries is None:
        geometries = _in_use[key] = _read(layer, source)
    return geometries


def _stamp(source: Path) -> tuple[int, int]:
    try:
        status = source.stat()
    except OSError as error:
        reason = "is gone" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise LayerError(
            f"{source} {reason}: the layer's outlines are needed from it. Put the file back where it was, or open "
            "the layer from where it is now."
        ) from error
    return status.st_mtime_ns, status.st_size


def _read(layer: UnitLayer, source: Path) -> Geometries:
    import shapely

    from borderkit.read_layer import read_layer

    found = read_layer(source, layer.recipe)
    if found.layer.geoids != layer.geoids or not np.array_equal(found.layer.figures, layer.figures):
        raise LayerError(f"{source} has changed since the layer was opened from it. Open the layer again.")
    geometries = shapely.force_2d(found.geometries)
    crossed = ~shapely.is_valid(geometries)
    if crossed.any():
        geometries[crossed] = _polygons_of(shapely.make_valid(geometries[crossed]))
    geometries.setflags(write=False)
    return np.asarray(geometries)


def _polygons_of(repaired: Geometries) -> Geometries:
    """Return what has an area of repaired outlines; the lines and points that repairing left over have none."""
    import shapely

    parts, owner = shapely.get_parts(repaired, return_index=True)
    # A collection can hold multipolygons.
    parts, within = shapely.get_parts(parts, return_index=True)
    owner = owner[within]
    areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    found = np.full(len(repaired), shapely.MultiPolygon(), dtype=object)
    kept, place = np.unique(owner[areal], return_inverse=True)
    found[kept] = shapely.multipolygons(parts[areal], indices=place)
    return found
