"""The invented precincts of four counties of Oregon, as a source of pieces, and squares to divide."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import shapely

from borderkit.layer import UnitLayer
from borderkit.projection import Geometries
from borderkit.refinement.pieces import Source
from tools.make_precincts import NAME

DESCHUTES, JEFFERSON, KLAMATH, WASCO = "41017", "41031", "41035", "41065"
DIVIDED = (DESCHUTES, JEFFERSON, KLAMATH, WASCO)
FIELDS = {"POP20": "people_2020", "G24PREDHAR": "dem_2024", "G24PRERTRU": "rep_2024", "G24PREOTH": "other_2024"}


def source_of(precincts: geopandas.GeoDataFrame, by_field: bool = True) -> Source:
    """Return the precincts as pieces."""
    return Source(
        file=f"{NAME}.zip",
        called=("precinct", "precincts"),
        ids=tuple(precincts["PRECINCT"]),
        names=tuple(precincts["NAME"]),
        outlines=np.asarray(precincts.geometry.values, dtype=object),
        figures={key: precincts[field].to_numpy() for field, key in FIELDS.items()},
        units=tuple(precincts["COUNTYFP"]) if by_field else (),
    )


def read(path: Path) -> geopandas.GeoDataFrame:
    return geopandas.read_file(path, engine="pyogrio")


def boxes(*bounds: tuple[float, float, float, float]) -> Geometries:
    return np.array([shapely.box(*each) for each in bounds], dtype=object)


def is_division(unit: shapely.Geometry, pieces: Geometries) -> bool:
    """Tell whether pieces are the unit together, with every position of its outline, and meet vertex on vertex."""
    whole = shapely.union_all(pieces)
    own = {tuple(position) for position in shapely.get_coordinates(unit).tolist()}
    theirs = {tuple(position) for position in shapely.get_coordinates(pieces).tolist()}
    return all(
        (
            shapely.is_valid(pieces).all(),
            shapely.coverage_is_valid(pieces),
            abs(shapely.area(whole) / shapely.area(unit) - 1) < 1e-9,
            shapely.area(shapely.symmetric_difference(whole, unit)) < 1e-9 * shapely.area(unit),
            own <= theirs,
        )
    )


def figure(layer: UnitLayer, geoid: str, key: str) -> int:
    return int(layer.column(key)[layer.index_of[geoid]])
