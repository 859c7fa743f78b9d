"""Reading the rows of a layer as they stand in the file: nothing repaired, projected, or left out unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borderkit.errors import LayerError, NoPolygonsError
from borderkit.own_layer import parquet_file
from borderkit.own_layer.column_values import Column, Objects
from borderkit.own_layer.formats import Format
from borderkit.own_layer.found import FoundFile, FoundLayer
from borderkit.own_layer.reading import Reader, Wanted
from borderkit.own_layer.sources import Source, sources_of
from borderkit.own_layer.text_encoding import require_codec
from borderkit.progress import Progress, Silent

_NAMED_AT_MOST = 5
#: Shapely's numbers for polygons, several of them, and collections, which may hold some.
_MAY_BE_UNITS = (3, 6, 7)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a layer, n of them.

    Attributes:
        crs: of the coordinates, as an authority code or WKT; None where the file does not say.
        geometries: (n,) shapely geometries as the file has them, of any kind; None where a row has none.
        columns: by name, each (n,): texts (str or None) as objects, numbers as int64, or float64 with nan for none.
            Dates, lists and the like come as text.
        remarks: what was noticed while reading, a sentence each.

    """

    crs: str | None
    geometries: Objects
    columns: Mapping[str, Column]
    remarks: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.geometries)


def read_rows(
    found: FoundFile,
    layer: str,
    encoding: str = "",
    *,
    limit: int | None = None,
    fields: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Rows:
    """Read the rows of a layer.

    Args:
        found: the file, as ``probe`` found it.
        layer: the name of one of its layers.
        encoding: of its text; "" as the file says.
        limit: read only so many rows from the beginning; None for all.
        fields: the fields to read; None for all.
        progress: what the reading reports to; between two batches of rows it can be stopped.

    Raises:
        LayerError: if the file has changed since, is damaged or cut short, or has no such layer or field; or, if all
            rows were to be read, none of them has a polygon.
        OperationCancelled: if a person asked to stop.

    """
    known = _layer(found, layer)
    for name in fields or ():
        if known.field(name) is None:
            raise LayerError(f"{found.path.name} has no field “{name}” in its layer “{layer}”. Choose another field.")
    wanted = Wanted(known, require_codec(found.path.name, encoding) if encoding else "", limit, fields)
    progress = progress or Silent()
    with sources_of(found.path, progress, only=layer) as sources:
        for source in sources:
            inner = source.inner(layer)
            if inner is not None:
                return _read(source, inner, found.driver, wanted, progress)
    raise LayerError(f"{found.path.name} has no layer “{layer}” any more. Open the file again.")


def _layer(found: FoundFile, name: str) -> FoundLayer:
    known = next((layer for layer in found.layers if layer.name == name), None)
    if known is None:
        names = ", ".join(f"“{layer.name}”" for layer in found.layers[:_NAMED_AT_MOST])
        raise LayerError(f"{found.path.name} has no layer “{name}”. It has {names}: choose one of them.")
    if not known.geometry:
        raise LayerError(f"{found.path.name}: “{name}” is a table without outlines. Choose another layer.")
    return known


def _read(source: Source, inner: str | int, driver: str, wanted: Wanted, progress: Progress) -> Rows:
    if source.format is Format.PARQUET:
        geometries, columns, remarks = parquet_file.read(source, wanted, progress)
    else:
        geometries, columns, remarks = Reader(source, inner, driver, wanted, progress).read()
    if wanted.limit is None:
        _require_polygons(source, geometries)
    return Rows(wanted.layer.crs, geometries, columns, tuple(remarks))


def _require_polygons(source: Source, geometries: Objects) -> None:
    import shapely

    if not len(geometries):
        raise NoPolygonsError(f"{source.where} has no rows. Choose a layer of polygons.")
    if not np.isin(shapely.get_type_id(geometries), _MAY_BE_UNITS).any():
        raise NoPolygonsError(f"{source.where} has no polygons, only other shapes or none. Choose a layer of polygons.")
