"""What a file announces of a layer, looked up without GDAL, so that what GDAL gives can be held against it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.own_layer import geopackage_file, shapefile_set, text_files
from borderkit.own_layer.formats import Format, require_beginning
from borderkit.own_layer.shapefile_set import ShapefileFacts
from borderkit.own_layer.sources import Source
from borderkit.own_layer.text_encoding import encoding_of


@dataclass(frozen=True, slots=True)
class Announced:
    """What a layer should come to.

    Attributes:
        rows: how many it has; None where only reading tells.
        outlined: (rows,) whether the file has an outline for a row; None where it does not say for each.
        without_outline: how many rows say that they have none; None where it is not counted.
        misstated: whether the file itself says another number of rows, so that GDAL has to count.
        shapefile: its files; None for other formats.
        codec: how the text is encoded, where the format leaves that open; "" where it is UTF-8 by rule.

    """

    rows: int | None = None
    outlined: NDArray[np.bool_] | None = None
    without_outline: int | None = None
    misstated: bool = False
    shapefile: ShapefileFacts | None = None
    codec: str = ""


def announced(source: Source, inner: str | int) -> Announced:
    """Look through a file for one of its layers.

    Args:
        source: the file; it may have changed since it was probed.
        inner: the layer's name or number within it.

    Raises:
        LayerError: if the file is damaged, cut short, too large, or has no such layer any more.

    """
    require_beginning(source.path, source.format, source.where)
    if source.format is Format.SHAPEFILE:
        facts = shapefile_set.look_through(source.path, source.where)
        return Announced(facts.rows, facts.outlined, shapefile=facts, codec=encoding_of(facts, source.where)[0])
    if source.format is Format.GEOPACKAGE:
        table = geopackage_file.look_through(source.path, source.where).table(str(inner))
        if table is None:
            raise LayerError(f"{source.where} has no layer “{inner}” any more. Open it again.")
        return Announced(table.rows, misstated=table.announced != table.rows)
    if source.format is Format.GEOJSON:
        return Announced(without_outline=text_files.look_through_json(source.path, source.where).without_outline)
    if source.format is Format.FLATGEOBUF:
        return Announced(text_files.look_through_flatgeobuf(source.path, source.where))
    if source.format is Format.KML:
        text_files.look_through_kml(source.path, source.where)
    return Announced()
