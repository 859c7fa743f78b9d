"""A county clerk's precincts as they come: in feet of the state plane, which the file does not say, and with faults.

Nothing in it is real; see ``tools.make_precincts``.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import shapely

from tools.make_precincts import COUNTIES, FILE_DATE

NAME = "deschutes_precincts"
#: NAD83 / Oregon South in feet. The file without its .prj does not say so.
CRS = 2270
DESCHUTES = COUNTIES[0].geoid

#: Rows of the file: whose outline crosses itself, who reaches over the neighbours, who is drawn too small, who is
#: there twice.
_CROSSED, _TOO_LARGE, _TOO_SMALL, _TWICE = 11, 40, 63, 16
_OVER_FEET, _SHORT_FEET = 160, 120


def write_clerks_file(folder: Path, precincts: geopandas.GeoDataFrame) -> Path:
    """Write the precincts of Deschutes County among others to a zipped shapefile, as awkward as a real one.

    Args:
        folder: for the file.
        precincts: as ``tools.make_precincts.make`` makes them.

    """
    own = precincts[precincts["COUNTYFP"] == DESCHUTES[2:]].to_crs(CRS).reset_index(drop=True)
    outlines = np.array(own.geometry.values, dtype=object)
    outlines[_CROSSED] = _crossing_itself(outlines[_CROSSED])
    outlines[_TOO_LARGE] = shapely.buffer(outlines[_TOO_LARGE], _OVER_FEET, join_style="mitre")
    outlines[_TOO_SMALL] = shapely.buffer(outlines[_TOO_SMALL], -_SHORT_FEET, join_style="mitre")
    faulty = geopandas.GeoDataFrame(own.drop(columns="geometry"), geometry=outlines, crs=CRS)
    return _write(folder / f"{NAME}.zip", pd.concat([faulty, faulty.iloc[[_TWICE]]], ignore_index=True))


def _crossing_itself(outline: shapely.Polygon) -> shapely.Polygon:
    """Return an outline with the first two corners swapped whose swapping makes it cross itself."""
    corners = shapely.get_coordinates(outline.exterior)
    for at in range(1, len(corners) - 2):
        swapped = corners.copy()
        swapped[[at, at + 1]] = swapped[[at + 1, at]]
        crossed = shapely.Polygon(swapped)
        if not crossed.is_valid:
            return crossed
    raise ValueError("Every swapping of two corners leaves this outline valid. Choose another precinct.")


def _write(path: Path, rows: geopandas.GeoDataFrame) -> Path:
    """Write a shapefile into a .zip without its .prj, the same bytes each time."""
    with tempfile.TemporaryDirectory() as scratch:
        shapefile = Path(scratch) / f"{NAME}.shp"
        pyogrio.write_dataframe(rows, shapefile, encoding="UTF-8", DBF_DATE_LAST_UPDATE="2024-01-01")
        parts = {part.name: part.read_bytes() for part in sorted(Path(scratch).iterdir()) if part.suffix != ".prj"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, FILE_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return path
