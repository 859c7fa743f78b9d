"""Opening a file of polygons as a unit layer: what is in it, as a recipe says, laid out, repaired and told."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from borderkit.columns import COLUMNS, OWN, Column, column_of_year
from borderkit.errors import LayerError
from borderkit.layer import Matrix, UnitLayer
from borderkit.own_layer.coordinates import describe, read_crs, to_geographic
from borderkit.own_layer.crs_proposals import proposals
from borderkit.own_layer.figure_sums import UnitFigure
from borderkit.own_layer.found import FoundFile, FoundLayer
from borderkit.own_layer.in_file import in_file
from borderkit.own_layer.land import Measuring
from borderkit.own_layer.opened import OpenedLayer
from borderkit.own_layer.probing import probe
from borderkit.own_layer.recipe import Recipe, Repair
from borderkit.own_layer.repair import Repaired, repair
from borderkit.own_layer.rows import Rows, read_rows
from borderkit.own_layer.stored import Told
from borderkit.own_layer.uncounted import uncounted
from borderkit.own_layer.units import Units, units_of
from borderkit.progress import Progress, Silent
from borderkit.projection import Geometries
from borderkit.shown import shown

#: More homes than this are no jurisdictions: the column is another one.
_MOST_JURISDICTIONS = 1000

Figures = dict[str, NDArray[np.int64]]


def open_with_recipe(path: Path, recipe: Recipe, progress: Progress | None = None) -> OpenedLayer:
    """Open a layer as a recipe says.

    Raises:
        LayerError: if the file cannot be read, or does not have what the recipe names.
        OperationCancelled: if a person stopped the repairing.

    """
    found = probe(path, progress)
    layer = layer_to_open(found, recipe.layer)
    _require_fields(path, layer, recipe)
    watcher = progress or Silent()
    rows = read_rows(found, layer.name, recipe.encoding, fields=recipe.roles.fields, progress=watcher)
    units = units_of(rows, recipe.roles, file=path.name)
    _require_few_homes(path, units)
    crs, assumed = _crs(path, rows, recipe, units)
    lacks_land = "land_m2" not in units.figures or not units.figures["land_m2"].values.any()
    with in_file(path), ThreadPoolExecutor(1) as beside:
        placed = to_geographic(rows.geometries, crs)
        measuring = Measuring(placed.geometries, placed.crs, beside) if lacks_land else None
        repaired = repair(placed.geometries, units.ids, placed.crs, recipe.repairs, watcher, _row_numbers(units))
    figures, merged_remarks = _figures_of_kept(units, repaired)
    land = measuring.land_of(repaired) if measuring is not None else None
    if land is not None:
        figures["land_m2"] = land.square_metres
    remarks = [*found.remarks, *rows.remarks, *assumed, *placed.remarks, *units.remarks, *map(str, units.problems)]
    remarks += uncounted(layer, recipe.roles)
    remarks += [*(seen.said for seen in repaired.untouched), *merged_remarks, *([land.said] if land else [])]
    layer_read, outlines = _put_together(
        path, recipe, units, repaired, figures, land.projection if land else "", placed.crs
    )
    return OpenedLayer(layer_read, outlines, Told(tuple(dict.fromkeys(remarks)), repaired.changes))


def _row_numbers(units: Units) -> NDArray[np.int64]:
    """Return numbers that are equal for rows with the same figures: only such are there twice."""
    figures = [figure.values for figure in units.figures.values()]
    if not figures:
        return np.zeros(len(units), dtype=np.int64)
    return np.unique(np.column_stack(figures), axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def layer_to_open(found: FoundFile, name: str = "") -> FoundLayer:
    """Return the layer of a file with a name, or the first that may have polygons.

    Raises:
        LayerError: if there is none.

    """
    fitting = [layer for layer in found.layers if layer.may_have_polygons]
    chosen = [layer for layer in fitting if name in ("", layer.name)]
    if not fitting:
        raise LayerError(f"{found.path.name} has no polygons. Choose a file with outlines of counties or precincts.")
    if not chosen:
        there = ", ".join(shown(layer.name) for layer in fitting[:5])
        raise LayerError(
            f"{found.path.name} has no layer {shown(name)} with polygons any more; it has {there}. Open it anew."
        )
    return chosen[0]


def _require_fields(path: Path, layer: FoundLayer, recipe: Recipe) -> None:
    lost = [name for name in recipe.roles.fields if layer.field(name) is None]
    if lost:
        raise LayerError(
            f"{path.name} has no column {', '.join(map(shown, lost[:5]))} any more. Open it anew and choose what its "
            "columns mean."
        )


def _require_few_homes(path: Path, units: Units) -> None:
    if len(units.jurisdictions) > _MOST_JURISDICTIONS:
        raise LayerError(
            f"{path.name} names {len(units.jurisdictions):,} different home jurisdictions; up to "
            f"{_MOST_JURISDICTIONS:,} can be shown. Choose another column for the home."
        )


def _crs(path: Path, rows: Rows, recipe: Recipe, units: Units) -> tuple[str, tuple[str, ...]]:
    """Return the coordinate system, and what was assumed of it."""
    crs = recipe.crs or rows.crs
    if crs is not None:
        return crs, ()
    likely = proposals(bounds_of(rows.geometries), ", ".join(j.name for j in units.jurisdictions[:5]))
    if not likely or not read_crs(likely[0].code).is_geographic:
        raise LayerError(
            f"{path.name} does not say its coordinate system, and its numbers are no longitudes and latitudes. Open "
            "it in the window and choose one, or save it with its coordinate system (a shapefile with its .prj)."
        )
    return likely[0].code, (
        f"The file does not say its coordinate system; its numbers were taken for {describe(likely[0].code)}.",
    )


def bounds_of(geometries: Geometries) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of geometries in their own coordinates; NaN where there are none."""
    import shapely

    left, bottom, right, top = shapely.total_bounds(geometries).tolist()
    return left, bottom, right, top


def _figures_of_kept(units: Units, repaired: Repaired) -> tuple[Figures, tuple[str, ...]]:
    """Return the figures of the units that are left, and how those of joined parts were put together."""
    figures = {key: figure.values[repaired.kept].copy() for key, figure in units.figures.items()}
    told: list[str] = []
    place = {row: position for position, row in enumerate(repaired.kept.tolist())}
    for row, others in repaired.merged.items():
        together = [row, *others]
        for key, figure in units.figures.items():
            parts = figure.values[together]
            if (parts == parts[0]).all():
                continue  # each part has the figure of the whole unit
            figures[key][place[row]] = parts.sum()
        told.append(units.ids[row])
    if not told:
        return figures, ()
    named = f"{', '.join(map(shown, told[:5]))}{' and others' if len(told) > 5 else ''}"
    text = f"Parts with one identifier ({named}): figures that are the same for all are taken once, others added up."
    return figures, (text,)


def _put_together(
    path: Path, recipe: Recipe, units: Units, repaired: Repaired, figures: Figures, measured: str, crs: str
) -> tuple[UnitLayer, Geometries]:
    rows = repaired.kept
    ids = [units.ids[row] for row in rows.tolist()]
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.intp)
    _require_unique(path, [ids[position] for position in order.tolist()], recipe)
    position = {jurisdiction.code: at for at, jurisdiction in enumerate(units.jurisdictions)}
    kept = rows[order].tolist()
    columns = _columns(path, units, figures, measured)
    layer = UnitLayer(
        name=path.stem,
        vintage="",
        geoids=tuple(units.ids[row] for row in kept),
        names=tuple(units.names[row] for row in kept),
        home=np.array([position[units.homes[row]] for row in kept], dtype=np.int16),
        jurisdictions=units.jurisdictions,
        figures=_matrix(columns, figures, order),
        source=path.absolute(),
        recipe=recipe,
        columns=columns,
        called=recipe.units_called,
        crs=crs,
    )
    return layer, repaired.geometries[order]


def _require_unique(path: Path, ids: list[str], recipe: Recipe) -> None:
    repeated = sorted({a for a, b in itertools.pairwise(ids) if a == b})
    if repeated:
        remedy = "Choose another column for the identifier"
        if Repair.SAME_IDENTIFIER not in recipe.repairs:
            remedy += ", or let parts with one identifier be joined"
        raise LayerError(
            f"{path.name} has the identifier {shown(repeated[0])} more than once"
            f"{f' (and {len(repeated) - 1} others)' if len(repeated) > 1 else ''}. {remedy}."
        )


def _columns(path: Path, units: Units, figures: Figures, measured: str) -> tuple[Column, ...]:
    """Return the columns: those that every layer has, then others of people and votes, then sums of its own."""
    sources = {key: _source(path, figure) for key, figure in units.figures.items()}
    if measured:
        sources["land_m2"] = f"measured from the outlines of {path.name} in {measured}"
    known = {column.key for column in COLUMNS}
    others = sorted(key for key in figures if key not in known)
    years = [column_of_year(key, sources[key]) for key in others if not key.startswith(OWN)]
    return (
        *(Column(c.key, c.field, c.label, sources.get(c.key, "")) for c in COLUMNS),
        *_with_estimates(years, known),
        *(_own_column(key, units.figures[key], sources[key]) for key in others if key.startswith(OWN)),
    )


def _with_estimates(years: list[Column], known: set[str]) -> tuple[Column, ...]:
    """Add, for every election of votes, the columns that go with them, which are all zero."""
    elections = {column.key.rpartition("_")[2] for column in years if not column.key.startswith("people")}
    wanted = [f"{what}_{year}" for year in sorted(elections) for what in ("dem", "rep", "total", "estimated")]
    there = known | {column.key for column in years}
    return (*years, *(column_of_year(key, "") for key in wanted if key not in there))


def _own_column(key: str, figure: UnitFigure, source: str) -> Column:
    return Column(key, "", figure.label or ", ".join(figure.fields), source, figure.unit)


def _source(path: Path, figure: UnitFigure) -> str:
    """Say where a column's figures come from: as the person said, else the file and its fields."""
    return figure.source or f"{path.name}, {', '.join(figure.fields)}"


def _matrix(columns: tuple[Column, ...], figures: Figures, order: NDArray[np.intp]) -> Matrix:
    matrix = np.zeros((len(order), len(columns)), dtype=np.int64)
    for position, column in enumerate(columns):
        if column.key in figures:
            matrix[:, position] = figures[column.key][order]
    return matrix
