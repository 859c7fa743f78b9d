"""Layers with columns under other names: some states' counties in files, and small tables made in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import geopandas
import numpy as np

from borderkit.own_layer.found import FieldKind, FoundField, FoundLayer
from borderkit.own_layer.probing import probe
from borderkit.own_layer.rows import Rows, read_rows
from tests.layers import counties_of, write_layer

Table = tuple[FoundLayer, Rows]

_KINDS = {"i": FieldKind.WHOLE, "f": FieldKind.DECIMAL, "O": FieldKind.TEXT}


@cache
def two_states() -> geopandas.GeoDataFrame:
    """Return the 58 counties of California and the 36 of Oregon; California's identifiers begin with a zero."""
    return counties_of("CA", "OR")


def renamed(columns: Mapping[str, str], **more: Any) -> geopandas.GeoDataFrame:  # noqa: ANN401 - whatever a column may be
    """Return those counties with some of their columns under other names, and columns of one's own."""
    frame = two_states()
    kept = frame[[*columns, "geometry"]].rename(columns=dict(columns))
    return kept.assign(**more)


def opened(path: Path) -> Table:
    """Return the only layer of a file, and all its rows."""
    found = probe(path)
    (layer,) = found.layers
    return layer, read_rows(found, layer.name)


def written(path: Path, frame: geopandas.GeoDataFrame) -> Table:
    """Write a layer, and read it back as a person's file is read."""
    return opened(write_layer(path, frame))


def table(layer: str = "units", /, **columns: Sequence[object]) -> Table:
    """Return a layer without outlines from columns of numbers, or of texts and None."""
    arrays = {}
    for field, values in columns.items():
        is_text = any(isinstance(value, str) or value is None for value in values)
        arrays[field] = np.array(values, dtype=object) if is_text else np.array(values)
    n_rows = len(next(iter(arrays.values())))
    fields = tuple(FoundField(field, _KINDS[array.dtype.kind]) for field, array in arrays.items())
    rows = Rows(None, np.full(n_rows, None, dtype=object), arrays)
    return FoundLayer(layer, "Polygon", n_rows, fields, None, "", None), rows
