"""Handing a layer to GDAL, which writes the formats of GIS programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.errors import SaveError
from borderkit.export.map_layer import MapLayer
from borderkit.export.tables import Kind, TableColumn

_DTYPES = {Kind.COUNT: np.int64, Kind.SHARE: np.float64, Kind.FLAG: np.bool_}


def write_layer(
    target: Path,
    layer: MapLayer,
    driver: str,
    *,
    name: str,
    short_names: bool = False,
    append: bool = False,
    metadata: Mapping[str, str] | None = None,
    file_options: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
) -> None:
    """Write one layer, in longitude and latitude, with a driver of GDAL.

    Args:
        target: the file.
        layer: what to write.
        driver: its name in GDAL.
        name: the layer's name in the file.
        short_names: use the names of columns that shapefiles can have, and numbers for true and false.
        append: add the layer to the file.
        metadata: statements about the whole file, where the format has a place for them.
        file_options: the driver's options for a new file.
        options: the driver's options for a layer.

    Raises:
        OSError: if GDAL could not write all of it.
        SaveError: if the driver refuses the content.

    """
    import pyogrio.errors
    import pyogrio.raw

    values, masks = zip(*(_array(column, flags=not short_names) for column in layer.columns), strict=True)
    try:
        pyogrio.raw.write(
            target,
            shapely.to_wkb(layer.geometries),
            list(values),
            [column.short if short_names else column.name for column in layer.columns],
            field_mask=list(masks),
            layer=name,
            driver=driver,
            geometry_type="MultiPolygon",
            crs=layer.crs,
            encoding="UTF-8",
            append=append,
            dataset_metadata=dict(metadata or {}) or None,
            dataset_options=dict(file_options or {}),
            layer_options=dict(options or {}),
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
        # What it says is for programmers. The file is a new one in a new folder: most likely the disk is full.
        raise OSError(f"the {driver} library could not write all of it") from error
    except pyogrio.errors.FieldError as error:
        raise SaveError(f"The layer {name} cannot be written as {driver}: {error}. Choose another format.") from error


def _array(column: TableColumn, *, flags: bool) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return a column's values and where there are none."""
    missing = np.fromiter((value is None for value in column.values), np.bool_, len(column.values))
    if column.kind is Kind.TEXT:
        return np.array([*column.values, None], dtype=object)[:-1], missing
    dtype = np.int32 if column.kind is Kind.FLAG and not flags else _DTYPES[column.kind]
    return np.array([0 if value is None else value for value in column.values], dtype=dtype), missing
