"""The positions of outlines as plain lists, for formats that are text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from borderkit.export.map_layer import MapLayer
from borderkit.export.wgs84 import to_wgs84
from borderkit.progress import Progress
from borderkit.projection import Geometries

#: A ring as [longitude, latitude] pairs, a polygon as its outer ring and its holes.
Ring = list[list[float]]
Polygon = list[Ring]

#: A centimetre. Most numbers of the bundled outlines have six decimals and are written with six.
_DECIMALS = 7

#: So many rows are taken apart at a time, between two looks at the progress.
_AT_ONCE = 50


def rows_with_polygons(layer: MapLayer, rows: list[int], progress: Progress) -> Iterator[tuple[int, list[Polygon]]]:
    """Yield rows of a layer, in the order given, with their polygons in WGS 84, outer rings counterclockwise.

    Raises:
        OperationCancelled: if a person asked to stop.

    """
    for begin in range(0, len(rows), _AT_ONCE):
        progress.report(begin, len(rows), "Writing the outlines")
        batch = rows[begin : begin + _AT_ONCE]
        yield from zip(batch, _polygons(to_wgs84(layer.geometries[batch])), strict=True)


def _polygons(geometries: Geometries) -> list[list[Polygon]]:
    """Return the polygons of each geometry."""
    parts, geometry_of_part = shapely.get_parts(geometries, return_index=True)
    rings, part_of_ring = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    positions = np.round(shapely.get_coordinates(rings), _DECIMALS).tolist()
    ends = np.cumsum(shapely.get_num_coordinates(rings)).tolist()
    polygons: list[Polygon] = [[] for _ in parts]
    for begin, end, part in zip([0, *ends], ends, part_of_ring.tolist(), strict=False):
        polygons[part].append(positions[begin:end])
    found: list[list[Polygon]] = [[] for _ in geometries]
    for polygon, at in zip(polygons, geometry_of_part.tolist(), strict=True):
        found[at].append(polygon)
    return found
