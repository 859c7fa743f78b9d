"""What is wrong with a layer of polygons: what opening it would refuse, repair or take for granted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import shapely

from borderkit.check import Finding, Severity, split_remedy
from borderkit.check_shapefile import check_set, no_crs
from borderkit.errors import LayerError, NoPolygonsError
from borderkit.leading_zeros import short_of_a_zero
from borderkit.own_layer.coordinates import read_crs, to_geographic
from borderkit.own_layer.crs_proposals import proposals
from borderkit.own_layer.finding_recipe import SAMPLED
from borderkit.own_layer.found import FoundFile, FoundLayer
from borderkit.own_layer.guessing import guess
from borderkit.own_layer.opening import bounds_of, layer_to_open
from borderkit.own_layer.probing import probe
from borderkit.own_layer.recipe import Repair, Roles
from borderkit.own_layer.repair import repair
from borderkit.own_layer.rows import Rows, read_rows
from borderkit.own_layer.units import units_of
from borderkit.projection import Geometries
from borderkit.read_layer import BUNDLED_FIELDS, GEOID_FIELD, read_layer
from borderkit.shown import shown

_POLYGON_TYPES = (3, 6, 7)
_NAMED_AT_MOST = 5

#: What each kind of repair is called among the findings.
_KINDS = {
    Repair.RINGS: "invalid-ring",
    Repair.HEIGHTS: "heights",
    Repair.DUPLICATES: "duplicate",
    Repair.SAME_IDENTIFIER: "several-rows",
    Repair.ANTIMERIDIAN: "antimeridian",
    Repair.OVERLAPS: "overlap",
    Repair.GAPS: "gap",
}


def check_layer(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the polygon file at ``path``."""
    parts = list(check_set(path)) if path.suffix.lower() == ".shp" else []
    yield from parts
    if any(finding.level is Severity.ERROR for finding in parts):
        return
    try:
        found = probe(path)
        layer = layer_to_open(found)
        rows = read_rows(found, layer.name)
    except LayerError as error:
        yield _refusal("no-polygons" if isinstance(error, NoPolygonsError) else "unreadable", path, error)
        return
    if rows.crs is None:
        yield from _without_crs(path, rows, parts)
    yield from _several_layers(found, layer)
    roles = _roles(layer, rows)
    identifiers = list(_check_identifiers(path, layer, rows, roles))
    yield from identifiers
    yield from _check_outlines(path, rows, roles)
    if not any(finding.level is Severity.ERROR for finding in identifiers):
        yield from _check_figures(path, found, layer, roles)


def _without_crs(path: Path, rows: Rows, parts: list[Finding]) -> Iterator[Finding]:
    """Say that there is no coordinate system, unless it is among what was found of the parts, and if one is needed."""
    if not any(finding.kind == "no-crs" for finding in parts):
        yield no_crs(path)
    crs = _crs(rows)
    if crs is None or not read_crs(crs).is_geographic:
        yield Finding.error(
            "unknown-crs",
            path.name,
            "Its numbers are no longitudes and latitudes, so it cannot be told where it lies.",
            "Open it in the window and choose its coordinate system, or save it with that.",
        )


def _refusal(kind: str, path: Path, error: LayerError) -> Finding:
    message, remedy = split_remedy(str(error))
    return Finding.error(kind, path.name, message, remedy)


def _several_layers(found: FoundFile, layer: FoundLayer) -> Iterator[Finding]:
    others = [other.name for other in found.layers if other.may_have_polygons and other is not layer]
    if others:
        yield Finding.warning(
            "several-layers",
            found.path.name,
            f"Only its layer {layer.name} was checked; it also has {', '.join(others[:_NAMED_AT_MOST])}.",
            "Open it in the window to choose another one.",
        )


def _roles(layer: FoundLayer, rows: Rows) -> Roles:
    if _is_bundled(layer):
        return Roles(identifier=GEOID_FIELD)
    return guess(layer, _first(rows, SAMPLED)).roles


def _is_bundled(layer: FoundLayer) -> bool:
    return all(layer.field(name) is not None for name in BUNDLED_FIELDS)


def _first(rows: Rows, limit: int) -> Rows:
    columns = {name: values[:limit] for name, values in rows.columns.items()}
    return Rows(rows.crs, rows.geometries[:limit], columns)


def _check_identifiers(path: Path, layer: FoundLayer, rows: Rows, roles: Roles) -> Iterator[Finding]:
    usual = (name for name in ("GEOID", "GEOID20", "ID") if layer.field(name) and name in rows.columns)
    field = roles.identifier or next(usual, "")
    if not field:
        yield Finding.error(
            "no-identifier",
            path.name,
            "It has no column that identifies its units.",
            "Add a column GEOID with a text of its own for each unit.",
        )
        return
    texts = [_text(value) for value in rows.columns[field].tolist()]
    empty = [row for row, text in enumerate(texts) if not text]
    if empty:
        yield Finding.error(
            "no-identifier", _rows(path, empty), f"{len(empty)} units have no {field}.", "Give each unit its own."
        )
    where, given = f"{path.name}, column {field}", [text for text in texts if text]
    repeated = sorted(text for text, times in Counter(given).items() if times > 1)
    if repeated:
        yield Finding.error(
            "identifier-twice",
            where,
            f"{len(repeated)} identifiers occur more than once, such as {shown(repeated[0])}.",
            "Give each unit its own.",
        )
    short = short_of_a_zero(given) if field.upper().startswith(("GEOID", "FIPS")) else None
    if short is not None:
        yield Finding.error(
            "lost-leading-zeros",
            where,
            f"“{shown(short)}” and others have lost their leading zero.",
            "Keep the column as text and restore the zeros.",
        )
    if not (roles.identifier or empty or repeated or short):
        yield Finding.error(
            "no-identifier",
            where,
            "No column is sure to identify its units.",
            "Give each unit a text of its own there, or open it in the window and choose what its columns mean.",
        )


def _text(value: object) -> str:
    """Return an identifier as text; "" for none."""
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _check_outlines(path: Path, rows: Rows, roles: Roles) -> Iterator[Finding]:
    geometries = rows.geometries
    empty = np.flatnonzero(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    if len(empty):
        yield Finding.warning(
            "empty-geometry",
            _rows(path, empty.tolist()),
            f"{len(empty)} of its units have no outline.",
            "They are counted but cannot be seen on the map.",
        )
    kinds = shapely.get_type_id(geometries)
    other = np.setdiff1d(np.flatnonzero(~np.isin(kinds, _POLYGON_TYPES)), empty)
    if len(other):
        yield Finding.error(
            "not-polygon",
            _rows(path, other.tolist()),
            f"{len(other)} of its shapes are no polygons.",
            "Remove them or convert them to polygons.",
        )
        return
    yield from _repairs(path, geometries, _crs(rows), _ids(rows, roles))


def _crs(rows: Rows) -> str | None:
    if rows.crs is not None:
        return rows.crs
    likely = proposals(bounds_of(rows.geometries))
    return likely[0].code if likely else None


def _ids(rows: Rows, roles: Roles) -> list[str]:
    if not roles.identifier:
        return [str(row + 1) for row in range(len(rows))]
    texts = [_text(value) for value in rows.columns[roles.identifier].tolist()]
    return [text or f"row {row + 1}" for row, text in enumerate(texts)]


def _repairs(path: Path, geometries: Geometries, crs: str | None, ids: list[str]) -> Iterator[Finding]:
    """Say what opening the layer repairs."""
    if crs is None:
        return
    try:
        placed = to_geographic(geometries, crs)
        repaired = repair(placed.geometries, ids, placed.crs)
    except LayerError as error:
        yield _refusal("unusable-outline", path, error)
        return
    if shapely.is_empty(repaired.geometries).all():
        yield Finding.error(
            "no-outline", path.name, "None of its outlines encloses an area.", "Export the layer again with its shapes."
        )
    for kind in Repair:
        changes = [change for change in repaired.changes if change.kind is kind]
        if changes:
            units = list(dict.fromkeys(unit for change in changes for unit in change.units))
            more = f" ({len(changes) - 1} more of the kind)" if len(changes) > 1 else ""
            where = f"{path.name}, {_listed(units)}"
            yield Finding.warning(_KINDS[kind], where, f"{changes[0].said}{more}", "It is repaired when it is opened.")
    for seen in repaired.untouched:
        if seen.kind is not None:
            where = f"{path.name}, {_listed(seen.units)}"
            yield Finding.warning(_KINDS[seen.kind], where, seen.said, "Repair it with a GIS program.")


def _check_figures(path: Path, found: FoundFile, layer: FoundLayer, roles: Roles) -> Iterator[Finding]:
    try:
        if _is_bundled(layer):
            read_layer(path)
        else:
            # Cells that cannot be counted are refused only in columns that are asked for.
            units_of(read_rows(found, layer.name, fields=roles.fields), roles, file=path.name)
    except LayerError as error:
        yield _refusal("unusable-figure", path, error)


def _rows(path: Path, positions: list[int]) -> str:
    return f"{path.name}, row {_listed([str(position + 1) for position in positions])}"


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return f"{', '.join(every[:_NAMED_AT_MOST])}{' and others' if len(every) > _NAMED_AT_MOST else ''}"
