"""Small layers for tests: some states of the bundled one, in files of their own."""

from pathlib import Path
from typing import Any

import geopandas
import pyogrio

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER


def counties_of(*states: str) -> geopandas.GeoDataFrame:
    """Return the counties of states, given by postal code, with all columns of the bundled layer."""
    where = f"STUSPS IN ({', '.join(repr(state) for state in states)})"
    return geopandas.read_file(locations.shapefiles() / BUNDLED_LAYER, engine="pyogrio", where=where)


def write_layer(path: Path, frame: geopandas.GeoDataFrame) -> Path:
    """Write a layer in the format that its ending names, and return its path."""
    options: dict[str, Any] = {"encoding": "UTF-8"} if path.suffix == ".shp" else {}
    pyogrio.write_dataframe(frame, path, **options)
    return path


def write_states(path: Path, *states: str) -> Path:
    """Write the counties of states to a file, and return its path."""
    return write_layer(path, counties_of(*states))
