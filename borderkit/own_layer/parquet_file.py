"""Reading GeoParquet, where pyarrow is installed; it is no part of BorderKit, since few layers come so.

Where what lies in the file's metadata: the GeoParquet specification, version 1.1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from borderkit.errors import LayerError
from borderkit.own_layer.column_values import Column, Objects, as_promised
from borderkit.own_layer.drivers import Description, unique_names
from borderkit.own_layer.found import FieldKind, FoundField
from borderkit.own_layer.limits import require_fields, require_rows
from borderkit.progress import Progress

if TYPE_CHECKING:
    from borderkit.own_layer.reading import Wanted
    from borderkit.own_layer.sources import Source

#: What pyarrow gives; it ships no types.
Arrow = Any

DRIVER = "Parquet"
_BATCH = 25_000
#: What coordinates are where the metadata leave it out: longitude and latitude of WGS 84, in this order.
_UNSAID = "OGC:CRS84"
_MAX_UNPACKED = 1_000_000_000


def describe(source: Source) -> Description:
    """Return what a GeoParquet file says of itself.

    Raises:
        LayerError: if pyarrow is missing, or the file is damaged or has no outlines.

    """
    file = _opened(source)
    rows = int(file.metadata.num_rows)
    require_rows(source.where, rows)
    geometry, column = _geometry(source, file)
    names = [str(name) for name in file.schema_arrow.names]
    require_fields(source.where, len(names))
    kinds = [_kind(field.type) for field in file.schema_arrow]
    shown = zip(unique_names(names), kinds, strict=True)
    types = [str(kind) for kind in column.get("geometry_types") or ()]
    bounds = column.get("bbox")
    return Description(
        driver=DRIVER,
        geometry=types[0] if len(types) == 1 else "Unknown",
        rows=rows,
        fields=tuple(FoundField(name, kind) for name, kind in shown if name not in (geometry, "bbox")),
        wkt=_crs(column),
        bounds=_box(bounds) if isinstance(bounds, list) else None,
    )


def read(source: Source, wanted: Wanted, progress: Progress) -> tuple[Objects, dict[str, Column], list[str]]:
    """Return outlines, columns and remarks.

    Raises:
        LayerError: if the file is damaged.
        OperationCancelled: if a person asked to stop.

    """
    import shapely

    file = _opened(source)
    geometry, _ = _geometry(source, file)
    fields = [field.name for field in wanted.layer.fields] if wanted.fields is None else list(wanted.fields)
    rows = int(file.metadata.num_rows) if wanted.limit is None else min(wanted.limit, int(file.metadata.num_rows))
    parts: dict[str, list[Column]] = {name: [] for name in (geometry, *fields)}
    done = 0
    try:
        for batch in file.iter_batches(batch_size=min(_BATCH, max(rows, 1)), columns=[geometry, *fields]):
            if done >= rows:
                break
            progress.report(done, max(rows, 1), f"Reading {source.where}")
            few = batch.slice(0, rows - done)
            for name, values in parts.items():
                values.append(_values(few.column(few.schema.get_field_index(name))))
            done += int(few.num_rows)
        outlines = np.concatenate(parts.pop(geometry)) if done else np.empty(0, dtype=object)
        geometries: Objects = shapely.from_wkb(outlines)
    except Exception as error:  # pyarrow and GEOS raise almost anything for a damaged file
        raise _damaged(source, error) from error
    if done != rows:
        raise LayerError(f"{source.where} is damaged: only {done:,} of {rows:,} rows can be read. Copy it again.")
    kinds = {field.name: field.kind for field in wanted.layer.fields}
    columns = {name: as_promised(_joined(batches), kinds[name]) for name, batches in parts.items()}
    return geometries, columns, []


def _opened(source: Source) -> Arrow:
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise LayerError(
            f"{source.where} is GeoParquet, and to read it the package pyarrow is needed, which is not installed. "
            "Install it (pip install pyarrow), or save the layer as a GeoPackage (.gpkg)."
        ) from error
    try:
        file = parquet.ParquetFile(source.path)
        groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
        unpacked = sum(int(group.total_byte_size) for group in groups)
    except Exception as error:  # as above
        raise _damaged(source, error) from error
    if unpacked > _MAX_UNPACKED:
        raise LayerError(
            f"{source.where} would unpack to {unpacked / 1e6:,.0f} million bytes, and {_MAX_UNPACKED / 1e6:,.0f} "
            "million can be read safely. Keep only the area that you need."
        )
    return file


def _damaged(source: Source, error: BaseException) -> LayerError:
    reason = " ".join(str(error).replace(str(source.path), source.where).split())[:200].rstrip(".")
    return LayerError(f"{source.where} cannot be read as GeoParquet: {reason}. Copy the file again.")


def _geometry(source: Source, file: Arrow) -> tuple[str, Mapping[str, Any]]:
    """Return the name of the main column of outlines and what is said of it."""
    try:
        said = json.loads((file.schema_arrow.metadata or {})[b"geo"])
        name = str(said["primary_column"])
        column = said["columns"][name]
        encoding = column["encoding"]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise LayerError(
            f"{source.where} is Parquet, but no GeoParquet: it has no outlines. Choose another."
        ) from error
    if encoding != "WKB" or name not in file.schema_arrow.names:
        raise LayerError(f"{source.where} keeps its outlines in a way that is not known. Save it as a GeoPackage.")
    return name, column


def _crs(column: Mapping[str, Any]) -> str:
    if "crs" not in column:
        return _UNSAID
    return json.dumps(column["crs"]) if column["crs"] else ""


def _box(bounds: Sequence[float]) -> tuple[float, float, float, float] | None:
    if len(bounds) not in (4, 6) or not np.isfinite(bounds).all():
        return None
    half = len(bounds) // 2
    return float(bounds[0]), float(bounds[1]), float(bounds[half]), float(bounds[half + 1])


def _kind(kind: Arrow) -> FieldKind:
    types = import_module("pyarrow.types")
    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_string(kind) or types.is_large_string(kind):
        return FieldKind.TEXT
    if types.is_integer(kind):
        return FieldKind.WHOLE
    return FieldKind.DECIMAL if types.is_floating(kind) or types.is_decimal(kind) else FieldKind.OTHER


def _values(column: Arrow) -> Column:
    if import_module("pyarrow.types").is_decimal(column.type):
        column = column.cast(import_module("pyarrow").float64())
    values: Column = column.to_numpy(zero_copy_only=False)
    return values


def _joined(batches: list[Column]) -> Column:
    return np.concatenate(batches) if batches else np.empty(0, dtype=object)
