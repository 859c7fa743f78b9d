"""A layer of 100,000 units for the benchmarks: the bundled counties, split; run it to write the file.

Borders of counties and states stay. Figures are shared out by land, to the unit, so that every sum is the bundled
layer's; what they say of a single piece is made up. ``python -m benchmarks.large_layer OUT.gpkg --units 100000``
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from benchmarks.splitting import Geometries, Integers, grids_for, split
from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.columns import COLUMNS, ELECTIONS
from borderkit.largest_remainder import shared_out
from borderkit.layer_cache import prepared_layer
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent

UNITS = 100_000

#: A piece has three digits of its own behind those of its county.
_MOST_PIECES = 999

#: Stays whole: a piece of Hawaii's far islets alone would have nothing on the map.
_WHOLE = ("15003",)

Shares = NDArray[np.float64]


def large_layer(units: int = UNITS) -> PreparedLayer:
    """Return the layer, prepared; its file and its prepared file are made once and kept in the cache folder."""
    return prepared_layer(layer_file(units), Silent())


def layer_file(units: int = UNITS) -> Path:
    """Return the layer's file in the cache folder, after making it if it is not there."""
    path = locations.cache() / f"counties-in-{units}-pieces.gpkg"
    if not path.exists():
        write(path, units)
    return path


def write(path: Path, units: int) -> None:
    """Write a layer of about so many units."""
    path.parent.mkdir(parents=True, exist_ok=True)
    counties = geopandas.read_file(locations.shapefiles() / BUNDLED_LAYER, engine="pyogrio")
    draft = path.with_name(f"draft-{path.name}")
    draft.unlink(missing_ok=True)
    pyogrio.write_dataframe(split_counties(counties, units), draft)
    draft.replace(path)


def split_counties(counties: geopandas.GeoDataFrame, units: int) -> geopandas.GeoDataFrame:
    """Return a table with the same columns and about so many rows, as many from each county as from any other.

    Raises:
        ValueError: if that needs more than 999 pieces of a county.

    """
    counties = counties.sort_values("GEOID").reset_index(drop=True)
    geometries = np.asarray(counties.geometry.values, dtype=object)
    n_each = np.where(counties["GEOID"].isin(_WHOLE), 1.0, units / len(counties))
    pieces, county = split(geometries, grids_for(geometries, n_each))
    number = np.arange(len(county)) - np.searchsorted(county, county) + 1
    if number.max() > _MOST_PIECES:
        raise ValueError(
            f"{counties['GEOID'][county[number.argmax()]]} would have {number.max()} pieces. Ask for fewer."
        )
    table = counties.iloc[county].reset_index(drop=True).set_geometry(pieces, crs=counties.crs)
    table["GEOID"] = [f"{geoid}{n:03d}" for geoid, n in zip(table["GEOID"], number.tolist(), strict=True)]
    table["FULLNAME"] = [f"{name}, piece {n}" for name, n in zip(table["FULLNAME"], number.tolist(), strict=True)]
    _share_figures(counties, table, county, _land(pieces))
    return table


def _land(pieces: Geometries) -> Shares:
    """Return areas in proportion; within a county, degrees shrink towards the north by little else."""
    return shapely.area(pieces) * np.cos(np.radians(shapely.get_y(shapely.centroid(pieces))))


def _share_figures(
    counties: geopandas.GeoDataFrame, table: geopandas.GeoDataFrame, county: Integers, land: Shares
) -> None:
    """Share out every column; the votes for others on their own, so that no piece has fewer votes than its parts."""
    for field in (column.field for column in COLUMNS):
        table[field] = shared_out_by_county(counties[field].to_numpy(np.int64), county, land)
    for year in (election % 100 for election in ELECTIONS):
        dem, rep, total = f"DEM{year}", f"REP{year}", f"TOTAL{year}"
        others = (counties[total] - counties[dem] - counties[rep]).to_numpy(np.int64)
        table[total] = table[dem] + table[rep] + shared_out_by_county(others, county, land)


def shared_out_by_county(totals: Integers, county: Integers, shares: Shares) -> Integers:
    """Share out each county's total among its pieces in proportion, in whole numbers, by largest remainder.

    Args:
        totals: (n_counties,) what to share out.
        county: (n_pieces,) ascending, whose piece each is.
        shares: (n_pieces,) in proportion to what.

    """
    starts = np.searchsorted(county, np.arange(len(totals) + 1))
    pairs = zip(totals.tolist(), itertools.pairwise(starts.tolist()), strict=True)
    return np.concatenate([shared_out(total, shares[start:stop]) for total, (start, stop) in pairs])


def main() -> int:
    """Write the file; return the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks.large_layer", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="a .gpkg or .shp file")
    parser.add_argument("--units", type=int, default=UNITS)
    options = parser.parse_args()
    write(options.out, options.units)
    print(f"{options.out}: {pyogrio.read_info(options.out)['features']:,} units")
    return 0


if __name__ == "__main__":
    sys.exit(main())
