"""GeoJSON as RFC 7946 has it: WGS 84, outer rings counterclockwise, no member for the coordinate system."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from borderkit.export.credits import summary
from borderkit.export.formats import What
from borderkit.export.map_layer import MapLayer
from borderkit.export.rings import Polygon, rows_with_polygons
from borderkit.export.text_layer import write_text_layer
from borderkit.export.texts import printable
from borderkit.progress import Progress
from borderkit.proposal import Proposal


def write_geojson(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    """Write one layer, a feature a line; see ``write_text_layer`` for what can go wrong."""
    write_text_layer(proposal, path, what, progress, _collection)


def _collection(proposal: Proposal, layer: MapLayer, progress: Progress) -> Iterator[str]:
    about = {
        "type": "FeatureCollection",
        "name": layer.what.value,
        "title": printable(proposal.details.title),
        "description": summary(proposal),
    }
    yield _written(about)[:-1] + ',"features":[\n'
    rows = list(range(len(layer)))
    for row, polygons in rows_with_polygons(layer, rows, progress):
        yield _written(_feature(layer, row, polygons)) + (",\n" if row + 1 < len(layer) else "\n")
    yield "]}\n"


def _feature(layer: MapLayer, row: int, polygons: list[Polygon]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": layer.columns[0].values[row],
        "properties": {column.name: column.values[row] for column in layer.columns},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
