"""Make a layer of invented precincts for the four Oregon counties that Greater Idaho divides.

Run as ``python -m tools.make_precincts FOLDER``. It writes made_up_precincts.zip (a shapefile), made_up_precincts.gpkg
and README.txt, the same each time, for demonstrations and trials of dividing counties.

Nothing in it is real: borders, people and votes come from a random generator with a fixed seed. They are made so that
they look like a county clerk's file and are as awkward as one: columns named as the Voting and Election Science Team
names them, outlines drawn a little differently from the counties', sums that miss the counties' by about one per cent.
"""

from __future__ import annotations

import argparse
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from borderkit.full_detail import full_detail
from borderkit.largest_remainder import shared_out
from borderkit.layer import UnitLayer
from borderkit.opening import load_layer
from borderkit.projection import GEOGRAPHIC_CRS, Geometries

NAME = "made_up_precincts"
SEED = 2024
NOTE = "Made up. Not a real precinct."
#: The day of the files' own records, so that the bytes stay the same.
FILE_DATE = (2024, 1, 1, 0, 0, 0)

Floats = NDArray[np.float64]

#: Positions in a county from which precincts are made, and how many of these cells make a precinct.
_SAMPLE, _CELLS_EACH = 12_000, 40
_ROUNDS = 15
#: How wide a town is, in degrees, and which share of a county's precincts lies in and around it.
_TOWN, _IN_TOWN = 0.06, 0.6
#: What the outlines lose, in degrees: some 300 m here and there. So they do not fit the counties'.
_GENERALISED = 0.006
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A county to divide: how many precincts, and where its largest town lies (longitude and latitude, about)."""

    geoid: str
    precincts: int
    town: tuple[float, float]


COUNTIES = (
    Made("41017", 80, (-121.31, 44.06)),  # Bend
    Made("41031", 22, (-121.13, 44.63)),  # Madras
    Made("41035", 62, (-121.78, 42.22)),  # Klamath Falls
    Made("41065", 36, (-121.18, 45.59)),  # The Dalles
)

README = f"""Invented precincts for Deschutes, Jefferson, Klamath and Wasco County, Oregon
============================================================================

Nothing here is real. Borders, people and votes were drawn by a random generator (seed {SEED}) with
tools/make_precincts.py of BorderKit, to show and to try how a county is divided. Do not use them for anything else.

{NAME}.zip   shapefile, longitude and latitude (NAD83)
{NAME}.gpkg  the same as a GeoPackage

STATE, COUNTYFP  the state's postal code, the county's FIPS code within it
PRECINCT         the precinct's number within the county
NAME             its name
POP20            people
G24PREDHAR, G24PRERTRU, G24PREOTH  votes for president in 2024 (Democratic, Republican, others), named as the Voting
                 and Election Science Team names such columns
NOTE             "{NOTE}" in every row

The sums miss the counties' true figures by about one per cent, and the outlines are generalised by up to some 300 m, as
with files from another office: so it shows how figures are scaled and outlines are made to fit.
"""


def make(layer: UnitLayer, outlines: Geometries, counties: Sequence[Made] = COUNTIES) -> geopandas.GeoDataFrame:
    """Return the precincts of counties as one table.

    Args:
        layer: the bundled counties.
        outlines: (n_units,) theirs.
        counties: those that are divided.

    """
    frames = [_county(layer, layer.index_of[made.geoid], outlines, made) for made in counties]
    table = {key: np.concatenate([frame[key] for frame in frames]) for key in frames[0]}
    drawn = shapely.coverage_simplify(table.pop("geometry"), _GENERALISED)
    drawn = shapely.transform(drawn, lambda positions: np.round(positions, _DECIMALS))
    return geopandas.GeoDataFrame(table, geometry=shapely.make_valid(drawn), crs=GEOGRAPHIC_CRS)


def _county(layer: UnitLayer, unit: int, outlines: Geometries, made: Made) -> dict[str, NDArray[np.generic]]:
    random = np.random.default_rng([SEED, int(made.geoid)])
    outline = outlines[unit]
    sample = _sample(outline, made.town, random)
    pieces, seeds = _precincts(outline, sample, made.precincts, random)
    near_town = np.exp(-np.hypot(*(seeds - made.town).T) / (3 * _TOWN))
    numbers = [f"{number:03d}" for number in range(1, made.precincts + 1)]
    figures = _figures(layer, unit, near_town, random)
    return {
        "STATE": np.full(made.precincts, layer.home_of(unit).code, dtype=object),
        "COUNTYFP": np.full(made.precincts, made.geoid[2:], dtype=object),
        "PRECINCT": np.array(numbers, dtype=object),
        "NAME": np.array([f"Precinct {int(number)}" for number in numbers], dtype=object),
        **figures,
        "NOTE": np.full(made.precincts, NOTE, dtype=object),
        "geometry": pieces,
    }


def _sample(outline: shapely.Geometry, town: tuple[float, float], random: np.random.Generator) -> Floats:
    """Return positions in a county, (n, 2), dense where its largest town lies."""
    low, high = shapely.bounds(outline).reshape(2, 2)
    everywhere = random.uniform(low, high, (_SAMPLE, 2))
    in_town = random.normal(town, _TOWN, (_SAMPLE, 2))
    positions = np.where(random.uniform(size=(_SAMPLE, 1)) < _IN_TOWN, in_town, everywhere)
    return np.asarray(positions[shapely.contains_xy(outline, positions)])


def _precincts(
    outline: shapely.Geometry, sample: Floats, number: int, random: np.random.Generator
) -> tuple[Geometries, Floats]:
    """Return (number,) outlines that fill a county and the middle of each, those in the north west first.

    Small cells are put together, so that borders wind as those along streets and creeks do.
    """
    seeds = _centred(sample, number, random)
    seeds = seeds[np.lexsort((seeds[:, 0], -np.round(seeds[:, 1], 1)))]
    step = _centred(sample, number * _CELLS_EACH, random, rounds=2)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(step), extend_to=outline))
    cells = shapely.intersection(cells, outline)
    parts = shapely.get_parts(cells[~shapely.is_empty(cells)])
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    whose = _nearest(shapely.get_coordinates(shapely.centroid(parts)), seeds)
    pieces = np.array([shapely.union_all(parts[whose == piece]) for piece in range(number)], dtype=object)
    return pieces, seeds


def _centred(sample: Floats, number: int, random: np.random.Generator, rounds: int = _ROUNDS) -> Floats:
    """Return positions each of which is the middle of the sample's positions that are nearest to it (Lloyd)."""
    centres = sample[random.choice(len(sample), number, replace=False)]
    for _ in range(rounds):
        whose = _nearest(sample, centres)
        count = np.maximum(np.bincount(whose, minlength=number), 1)
        moved = np.column_stack([np.bincount(whose, sample[:, axis], number) / count for axis in (0, 1)])
        centres = np.where((np.bincount(whose, minlength=number) > 0)[:, None], moved, centres)
    return centres


def _nearest(positions: Floats, centres: Floats) -> NDArray[np.intp]:
    tree = shapely.STRtree(np.asarray(shapely.points(centres), dtype=object))
    return np.asarray(tree.query_nearest(shapely.points(positions), all_matches=False)[1])


def _figures(
    layer: UnitLayer, unit: int, near_town: Floats, random: np.random.Generator
) -> dict[str, NDArray[np.generic]]:
    """Return people and votes: of the size of the county's, with a pattern that nobody counted."""
    n_pieces = len(near_town)
    people = shared_out(_off(layer, unit, "people_2020", random), random.lognormal(0, 0.35, n_pieces) + near_town)
    turnout = people * random.uniform(0.85, 1.15, n_pieces)
    lean = np.exp(0.8 * (near_town - near_town.mean()) + random.normal(0, 0.15, n_pieces))
    total = _off(layer, unit, "total_2024", random)
    dem, rep = _off(layer, unit, "dem_2024", random), _off(layer, unit, "rep_2024", random)
    return {
        "POP20": people,
        "G24PREDHAR": shared_out(dem, turnout * lean),
        "G24PRERTRU": shared_out(rep, turnout / lean),
        "G24PREOTH": shared_out(max(total - dem - rep, n_pieces), turnout),
    }


def _off(layer: UnitLayer, unit: int, key: str, random: np.random.Generator) -> int:
    """Return a figure of a county, off by half a per cent to one and a half."""
    figure = int(layer.column(key)[unit])
    off = float(random.choice([-1, 1]) * random.uniform(0.005, 0.015))
    return round(figure * (1 + off))


def write(folder: Path, precincts: geopandas.GeoDataFrame) -> None:
    """Write the precincts as a zipped shapefile and a GeoPackage, and what they are."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.txt").write_text(README, encoding="utf-8")
    # Written into a file that is there already, it would not be the same.
    (folder / f"{NAME}.gpkg").unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2024-01-01T00:00:00Z"})
    try:
        pyogrio.write_dataframe(precincts, folder / f"{NAME}.gpkg", layer=NAME)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{NAME}.shp"
        pyogrio.write_dataframe(precincts, path, encoding="UTF-8", DBF_DATE_LAST_UPDATE="2024-01-01")
        parts = {part.name: part.read_bytes() for part in sorted(Path(scratch).iterdir())}
    with zipfile.ZipFile(folder / f"{NAME}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*parts.items(), ("README.txt", README.encode())]:
            member = zipfile.ZipInfo(name, FILE_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)


def main() -> None:
    """Write the layer to the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Make a layer of invented precincts for four counties of Oregon.")
    parser.add_argument("folder", type=Path, help="where to write it")
    folder = parser.parse_args().folder
    layer = load_layer()
    precincts = make(layer, full_detail(layer))
    write(folder, precincts)
    print(f"{len(precincts)} invented precincts written to {folder}")


if __name__ == "__main__":
    main()
