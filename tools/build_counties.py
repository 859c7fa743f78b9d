"""Build the bundled county layer: shapefiles/us_counties.* and its prepared file.

Run as ``python -m tools.build_counties`` with the extra ``data`` installed. It reads the boundaries from the
PyPI package geostates and the facts from resources/county_facts.csv, verifies what it joins, and stops with a
message where anything fails. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import shapely

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER, BUNDLED_PREPARED
from borderkit.columns import COLUMNS, ELECTIONS
from borderkit.prepare import prepare
from borderkit.states import states_by_fips

UNITS = 3142
KNOWN_SUMS = {"POP2020": 331_449_281, "POP2010": 308_745_538, "OVERSEAS20": 348_698}

#: Written into the .dbf instead of the day of building, so that the bytes stay the same.
FILE_DATE = "2018-01-01"


class BuildError(Exception):
    """The input does not fit together; the message says where."""


def require(condition: bool, message: str) -> None:
    """Stop the build unless a condition holds."""
    if not condition:
        raise BuildError(message)


def read_boundaries() -> geopandas.GeoDataFrame:
    """Return the counties of the 50 states and DC as the Census Bureau draws them, by GEOID."""
    spec = importlib.util.find_spec("geostates")
    if spec is None or spec.origin is None:
        raise BuildError("Install the extra “data” first: pip install .[data]")
    path = Path(spec.origin).parent / "shapefiles/cb_2018_us_county_500k/cb_2018_us_county_500k.shp"
    # The package leaves out .prj and .cpg: the Census Bureau's files are NAD83 and this one UTF-8.
    frame = geopandas.read_file(path, engine="pyogrio", encoding="utf-8").set_crs("EPSG:4269")
    frame = frame[frame["STATEFP"].isin(states_by_fips())]
    return frame.sort_values("GEOID").reset_index(drop=True)


def read_facts() -> dict[str, dict[str, str]]:
    """Return the rows of the county facts by GEOID."""
    path = locations.resources() / "county_facts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    facts = {row["geoid"]: row for row in rows}
    require(len(facts) == len(rows), f"{path.name} names a county twice.")
    return facts


def join(boundaries: geopandas.GeoDataFrame, facts: dict[str, dict[str, str]]) -> geopandas.GeoDataFrame:
    """Return boundaries and facts as one table with the columns that shapefiles/README.md lists."""
    geoids = list(boundaries["GEOID"])
    lone = sorted(set(geoids) ^ set(facts))
    require(not lone, f"Only in the boundaries or only in the facts: {', '.join(lone)}")
    require(len(geoids) == UNITS, f"{len(geoids)} counties instead of {UNITS}")
    rows = [facts[geoid] for geoid in geoids]
    states = states_by_fips()
    for geoid, fips, name, row in zip(geoids, boundaries["STATEFP"], boundaries["NAME"], rows, strict=True):
        require(
            row["state"] == states[fips].code,
            f"{geoid}: the facts say {row['state']}, not {states[fips].code}",
        )
        require(row["name"] == name, f"{geoid}: the facts say {row['name']!r}, the boundaries {name!r}")
    table: dict[str, Any] = {
        "GEOID": geoids,
        "STATEFP": list(boundaries["STATEFP"]),
        "STUSPS": [row["state"] for row in rows],
        "NAME": list(boundaries["NAME"]),
        "FULLNAME": [row["full_name"] for row in rows],
        "LSAD": list(boundaries["LSAD"]),
    }
    for column in COLUMNS:
        if column.field in boundaries.columns:
            values = boundaries[column.field].to_numpy(dtype=np.int64)
        elif column.key.startswith("estimated_"):
            values = np.array([column.key.removeprefix("estimated_") in row["estimated"].split() for row in rows])
        else:
            values = np.array([int(row[column.key]) for row in rows])
        table[column.field] = values.astype(np.int64)
    return geopandas.GeoDataFrame(table, geometry=boundaries.geometry.values, crs=boundaries.crs)


def verify(table: geopandas.GeoDataFrame) -> None:
    """Check sums, votes, names and geometry."""
    for field, known in KNOWN_SUMS.items():
        require(int(table[field].sum()) == known, f"{field} adds up to {table[field].sum():,}, not {known:,}")
    for year in (election % 100 for election in ELECTIONS):
        over = table[table[f"DEM{year}"] + table[f"REP{year}"] > table[f"TOTAL{year}"]]
        require(over.empty, f"More votes for two parties than in all, 20{year}: {', '.join(over['GEOID'])}")
    twins = table[table.duplicated(["STUSPS", "FULLNAME"])]
    require(twins.empty, f"Two counties of one state bear one full name: {', '.join(twins['GEOID'])}")
    geometries = np.asarray(table.geometry.values, dtype=object)
    invalid = table["GEOID"][~shapely.is_valid(geometries)]
    require(invalid.empty, f"Invalid geometry: {', '.join(invalid)}")
    require(
        bool(shapely.coverage_is_valid(geometries)),
        "The counties overlap, or neighbours do not meet vertex on vertex.",
    )


def write_shapefile(table: geopandas.GeoDataFrame, folder: Path) -> None:
    """Write the set of files, all of them before any takes its place in ``folder``."""
    with tempfile.TemporaryDirectory(dir=folder) as draft:
        path = Path(draft) / BUNDLED_LAYER
        pyogrio.write_dataframe(
            table,
            path,
            driver="ESRI Shapefile",
            encoding="UTF-8",
            layer_options={"DBF_DATE_LAST_UPDATE": FILE_DATE, "RESIZE": "YES"},
        )
        for file in sorted(Path(draft).iterdir()):
            file.replace(folder / file.name)


class Printed:
    """A progress that prints a line a step."""

    def report(self, done: int, total: int, what: str) -> None:
        """Print the step."""
        print(f"{done}/{total} {what}", flush=True)


def main() -> int:
    """Build everything; return the exit status."""
    folder = locations.shapefiles()
    try:
        table = join(read_boundaries(), read_facts())
        verify(table)
        write_shapefile(table, folder)
        prepare(folder / BUNDLED_LAYER, folder / BUNDLED_PREPARED, Printed())
    except BuildError as error:
        print(f"build_counties: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
