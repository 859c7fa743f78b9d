"""The undamaged files: nine real counties in every format, made once in a process and kept as bytes."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import shapely

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from tests.hostile.case import Content

#: Three counties of Delaware, five of Rhode Island, and one whose name takes more than ASCII.
STATES, WITH_TILDE = ("DE", "RI"), "35013"
_COLUMNS = ("GEOID", "STUSPS", "FULLNAME", "ALAND", "POP2020", "DEM24", "REP24", "TOTAL24")
#: The field of the file by the key that a layer has for it.
FIELDS = {
    "home": "STUSPS", "name": "FULLNAME", "land_m2": "ALAND", "people_2020": "POP2020", "dem_2024": "DEM24",
    "rep_2024": "REP24", "total_2024": "TOTAL24",
}  # fmt: skip
IDS = ("10001", "10003", "10005", "35013", "44001", "44003", "44005", "44007", "44009")


@cache
def frame(all_columns: bool = False) -> geopandas.GeoDataFrame:
    """Return the counties, with a few columns, or with all that the bundled layer has."""
    where = f"STUSPS IN ({', '.join(map(repr, STATES))}) OR GEOID = '{WITH_TILDE}'"
    found = geopandas.read_file(locations.shapefiles() / BUNDLED_LAYER, engine="pyogrio", where=where)
    found = found.sort_values("GEOID").reset_index(drop=True)
    assert tuple(found["GEOID"]) == IDS
    return found if all_columns else found[[*_COLUMNS, "geometry"]]


@cache
def truth() -> Content:
    """Return what the counties are once they are opened as a layer: figures by key, the outline by its area."""
    return content_of(frame())


def content_of(table: geopandas.GeoDataFrame) -> Content:
    """Return what a table of counties is once it is opened."""
    areas = shapely.area(table.geometry.to_numpy())
    return {
        str(table["GEOID"].iloc[row]): {
            **{key: _plain(table[field].iloc[row]) for key, field in FIELDS.items()},
            "area": float(areas[row]),
        }
        for row in range(len(table))
    }


def _plain(value: Any) -> object:  # noqa: ANN401 - what a table holds
    return value if isinstance(value, str) else int(value)


def written(table: geopandas.GeoDataFrame, ending: str, **options: Any) -> dict[str, bytes]:  # noqa: ANN401 - pyogrio's
    """Return the files that a table becomes in the format of an ending: their bytes by ending."""
    drivers = {".kml": "LIBKML"}
    if ending == ".shp":
        options.setdefault("encoding", "UTF-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"layer{ending}"
        pyogrio.write_dataframe(table, path, driver=drivers.get(ending), **options)
        return {file.suffix: file.read_bytes() for file in sorted(Path(folder).iterdir())}


@cache
def shapefile(all_columns: bool = False) -> dict[str, bytes]:
    """Return the files of the shapefile."""
    return written(frame(all_columns), ".shp")


@cache
def single(ending: str) -> bytes:
    """Return the one file of another format."""
    return written(frame(), ending)[ending]


def proposal(name: str) -> bytes:
    """Return a bundled proposal."""
    return (locations.resources() / "proposals" / f"{name}.borderkit").read_bytes()
