"""Reading the pieces of units from a file of precincts, tracts or block groups.

Other than a layer that is opened, nothing is repaired here: the pieces are cut to the units that they divide anyway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from borderkit.errors import LayerError
from borderkit.own_layer.cells import counted, texts
from borderkit.own_layer.column_names import identifiers, is_row_number
from borderkit.own_layer.coordinates import describe, read_crs, to_geographic
from borderkit.own_layer.crs_proposals import proposals
from borderkit.own_layer.finding_recipe import SAMPLED
from borderkit.own_layer.found import FoundFile, FoundLayer
from borderkit.own_layer.guessing import guess
from borderkit.own_layer.opening import bounds_of, layer_to_open
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import remembered
from borderkit.own_layer.recipe import HomeKind, Recipe, Roles
from borderkit.own_layer.rows import Rows, read_rows
from borderkit.own_layer.units import units_of
from borderkit.progress import Progress
from borderkit.projection import Geometries
from borderkit.refinement.pieces import Source

#: Names of columns that hold the code of a piece's county (Census Bureau, NHGIS, VEST, states' own files).
_COUNTY = re.compile(r"(?:COUNTY|CNTY|CTY|CO)_?(?:FP|FIPS|A|CODE|NO|NUM)?(?:00|10|20)?|FIPS_?(?:CNTY|COUNTY|CO)", re.I)
_CODE = re.compile(r"\d{1,3}|\d{5}")
#: A column of codes has this share of them at least.
_CODES_AT_LEAST = 0.9
_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7


@dataclass(frozen=True, eq=False)
class ReadPieces:
    """The pieces that a file has.

    Attributes:
        source: the pieces.
        recipe: how they were read.
        numbered_by: the field that tells the pieces of a unit apart; "" where they are numbered.
        county_by: the field that names each piece's county; "" where none does.
        remarks: what was noticed and assumed, a sentence each.

    """

    source: Source
    recipe: Recipe
    numbered_by: str
    county_by: str
    remarks: tuple[str, ...]


def recipe_of_pieces(path: Path) -> Recipe:
    """Return how a file of pieces is read: as a person said before, or as its columns are guessed.

    Raises:
        LayerError: if the file cannot be read.

    """
    found = probe(path)
    layer = layer_to_open(found)
    known = remembered(path, layer)
    if known is not None:
        return known
    guessed = guess(layer, read_rows(found, layer.name, limit=SAMPLED))
    return Recipe(layer=layer.name, roles=guessed.roles, units_called=guessed.units_called)


def read_source(path: Path, recipe: Recipe, progress: Progress) -> Source:
    """Read the pieces that a file has, see ``read_pieces``."""
    return read_pieces(path, recipe, progress).source


def read_pieces(path: Path, recipe: Recipe, progress: Progress) -> ReadPieces:
    """Read the pieces that a file has as a recipe says, in longitude and latitude.

    Raises:
        LayerError: if the file cannot be read, or does not have what the recipe names.
        OperationCancelled: if a person stopped the reading.

    """
    found = probe(path)
    layer = layer_to_open(found, recipe.layer)
    numbered_by, county_by = recipe.roles.identifier or _number_field(layer), _county_fields(layer)
    rows = _rows(found, layer, recipe, (numbered_by, *county_by), progress)
    numbered_by = numbered_by if numbered_by and all(texts(rows.columns[numbered_by])) else ""
    named_by, codes = _counties(rows, county_by)
    roles = Roles(numbered_by, "", "", HomeKind.ONE_FOR_ALL, "", recipe.roles.figures)
    units = units_of(rows, roles, file=path.name)
    outlines, remarks = _outlines(path, rows, recipe)
    there = np.flatnonzero(~shapely.is_empty(outlines))
    if not len(there):
        raise LayerError(f"{path.name} has no polygons. Choose a layer of precincts, tracts or block groups.")
    if len(there) < len(outlines):
        remarks.append(f"{counted(len(outlines) - len(there), 'row')} without a polygon left out.")
    names = texts(rows.columns[recipe.roles.name]) if recipe.roles.name else list(units.ids)
    figures = {
        key: np.where(figure.known, figure.values.astype(np.float64), np.nan)[there]
        for key, figure in units.figures.items()
    }
    source = Source(
        file=path.name,
        called=recipe.units_called,
        ids=tuple(units.ids[row] for row in there),
        names=tuple(names[row] or units.ids[row] for row in there),
        outlines=outlines[there],
        figures=figures,
        units=tuple(codes[row] for row in there) if codes else (),
    )
    told = (*found.remarks, *rows.remarks, *remarks, *units.remarks, *map(str, units.problems), *_repeated(source))
    return ReadPieces(source, replace(recipe, layer=layer.name), numbered_by, named_by, tuple(dict.fromkeys(told)))


def _number_field(layer: FoundLayer) -> str:
    """Return the field that likely tells the pieces of one county apart: precincts are numbered within it."""
    names = [field.name for field in layer.fields if not _COUNTY.fullmatch(field.name.strip())]
    return next((name for name in identifiers(names) if not is_row_number(name)), "")


def _county_fields(layer: FoundLayer) -> list[str]:
    return [field.name for field in layer.fields if _COUNTY.fullmatch(field.name.strip())]


def _rows(found: FoundFile, layer: FoundLayer, recipe: Recipe, more: Sequence[str], progress: Progress) -> Rows:
    lost = [name for name in recipe.roles.fields if layer.field(name) is None]
    if lost:
        raise LayerError(f"{found.path.name} has no column {', '.join(lost[:5])}. Say anew what its columns mean.")
    wanted = [name for name in dict.fromkeys((*recipe.roles.fields, *more)) if name and layer.field(name) is not None]
    return read_rows(found, layer.name, recipe.encoding, fields=wanted, progress=progress)


def _counties(rows: Rows, fields: Sequence[str]) -> tuple[str, list[str]]:
    """Return the first field whose values are codes of counties, and these; nothing where there is none."""
    for name in fields:
        codes = [text.removesuffix(".0") for text in texts(rows.columns[name])]
        if sum(bool(_CODE.fullmatch(code)) for code in codes) >= _CODES_AT_LEAST * len(codes):
            return name, codes
    return "", []


def _outlines(path: Path, rows: Rows, recipe: Recipe) -> tuple[Geometries, list[str]]:
    """Return (n,) polygons in longitude and latitude, empty where a row has none, and what is to be said of them."""
    crs, remarks = recipe.crs or rows.crs, list[str]()
    if crs is None:
        likely = proposals(bounds_of(rows.geometries))
        if not likely or not read_crs(likely[0].code).is_geographic:
            raise LayerError(
                f"{path.name} does not say its coordinate system, and its numbers are no longitudes and latitudes. "
                "Choose it under “What its columns mean…”, or save the file with its coordinate system."
            )
        crs = likely[0].code
        remarks.append(f"The file does not say its coordinate system; its numbers were taken for {describe(crs)}.")
    placed = to_geographic(rows.geometries, crs)
    outlines = np.full(len(rows), shapely.Polygon(), dtype=object)
    kinds = shapely.get_type_id(placed.geometries)
    polygons = np.isin(kinds, (_POLYGON, _MULTIPOLYGON))
    outlines[polygons] = shapely.force_2d(placed.geometries[polygons])
    for row in np.flatnonzero(kinds == _COLLECTION):
        parts = shapely.get_parts(shapely.get_parts(placed.geometries[row]))
        outlines[row] = shapely.multipolygons([p for p in parts if shapely.get_type_id(p) == _POLYGON])
    return outlines, [*remarks, *placed.remarks]


def _repeated(source: Source) -> list[str]:
    """Tell of rows that have the identifier of another one in their county: they may be parts of one piece."""
    of_unit = source.units or ("",) * len(source.ids)
    times = len(source.ids) - len(set(zip(of_unit, source.ids, strict=True)))
    if not times or not (source.units or all(len(identifier) > 5 for identifier in source.ids)):
        return []
    one, many = source.called
    those = f"{times:,} {one} has" if times == 1 else f"{times:,} {many} have"
    return [f"{those} the identifier of another one in the county: each counts as one of its own."]
