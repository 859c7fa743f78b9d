"""All damaged files that the program is tried with."""

from __future__ import annotations

from functools import cache

from tests.hostile import (
    flatgeobufs,
    geojson_contents,
    geojsons,
    geopackage_contents,
    geopackages,
    journal_records,
    journals,
    kml_contents,
    kmls,
    plans,
    proposal_contents,
    proposals,
    recipes,
    shapefile_heads,
    shapefile_shapes,
    shapefile_tables,
    shapefiles,
    tables,
    workbooks,
    zips,
)
from tests.hostile.case import Case

#: Modules with cases; those of a family stand side by side.
_MODULES = (
    shapefiles, shapefile_heads, shapefile_tables, shapefile_shapes, zips, geopackages, geopackage_contents, geojsons,
    geojson_contents, kmls, kml_contents, flatgeobufs, proposals, proposal_contents, journals, journal_records, tables,
    workbooks, plans, recipes,
)  # fmt: skip


@cache
def corpus() -> dict[str, Case]:
    """Return all cases by their ids, those of a family together."""
    found: dict[str, Case] = {}
    for module in _MODULES:
        for case in module.cases():
            assert case.id not in found, case.id
            found[case.id] = case
    return found


def case_of(case: str) -> Case:
    """Return the case with an id."""
    return corpus()[case]
