"""Comparing what an independent reader finds in a file with the proposal's own figures."""

from collections.abc import Iterable, Mapping
from typing import Any

import geopandas
import numpy as np
import shapely

from borderkit.export.formats import What
from borderkit.export.tables import Kind, Value, table
from borderkit.proposal import Proposal

#: An equal-area projection of the 48 states.
EQUAL_AREA = "EPSG:5070"


def assert_same_values(
    rows: Iterable[Mapping[str, Any]], proposal: Proposal, what: What, *, short: bool = False
) -> None:
    """Compare rows, in any order, with the table that they must hold; a missing value may be left out."""
    columns = table(proposal, what)
    key = columns[0].short if short else columns[0].name
    found = {row[key]: row for row in rows}
    assert len(found) == len(columns[0].values)
    for number, name in enumerate(columns[0].values):
        for column in columns:
            value = found[name].get(column.short if short else column.name)
            assert _plain(value) == _plain(column.values[number]), (name, column.name)
            assert value is None or isinstance(value, str | np.str_) == (column.kind is Kind.TEXT)


def _plain(value: Value) -> str | float | None:
    """Return a value as all readers tell it; some tell a missing number as one that is not itself."""
    if value is None or value != value:
        return None
    if isinstance(value, str):
        return value
    return round(float(value), 12)


def assert_good_outlines(frame: geopandas.GeoDataFrame, units: geopandas.GeoDataFrame) -> None:
    """Check that outlines are valid, meet in the same lines, and have the area of all units together."""
    outlines = frame.geometry.to_numpy()
    outlines = outlines[[geometry is not None for geometry in outlines]]
    assert shapely.is_valid(outlines).all()
    assert shapely.coverage_is_valid(outlines)
    of_units = units.to_crs(EQUAL_AREA).area.sum()
    np.testing.assert_allclose(frame.to_crs(EQUAL_AREA).area.sum(), of_units, rtol=1e-9)
