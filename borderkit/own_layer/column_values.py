"""Bringing the columns that the libraries give into the few kinds that ``Rows`` promises."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from borderkit.own_layer.found import FieldKind

Column = NDArray[Any]
Objects = NDArray[np.object_]


def as_promised(column: Column, kind: FieldKind) -> Column:
    """Return a column as text (str or None, as objects), int64, or float64 with nan for none, (n,).

    Args:
        column: as a library gave it.
        kind: of its field; what is neither text nor number comes as text.

    """
    if kind is FieldKind.OTHER and column.dtype.kind in "bif":
        return _yes_or_no(column)
    if column.dtype.kind in "biu":
        return column.astype(np.int64)
    if column.dtype.kind == "f":
        return column.astype(np.float64)
    if column.dtype.kind != "O":
        return np.array([None if text == "NaT" else text for text in column.astype(str)], dtype=object)
    if all(value is None or type(value) is str for value in column):
        return column
    texts = np.empty(len(column), dtype=object)
    texts[:] = [None if value is None else _as_text(value) for value in column]
    return texts


def _yes_or_no(column: Column) -> Objects:
    """Return a column of truths, which comes as numbers where some are missing."""
    texts = np.where(column != 0, "true", "false").astype(object)
    if column.dtype.kind == "f":
        texts[np.isnan(column)] = None
    return cast("Objects", texts)


def _as_text(value: object) -> str:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    return str(value)
