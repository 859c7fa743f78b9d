"""What is wrong with a layer of polygons, as far as it can be told from the file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import pyogrio.errors
import pyproj.exceptions
import shapely
import shapely.errors

from borderkit.check import Finding, Severity, split_remedy
from borderkit.errors import LayerError
from borderkit.leading_zeros import short_of_a_zero
from borderkit.read_layer import BUNDLED_FIELDS, read_layer

_ID_NAMES = ("GEOID", "GEOID20", "GEOID10", "GEO_ID", "FIPS", "ID", "CODE", "UNIT_ID", "PRECINCT")
_POLYGON_TYPES = (3, 6)
_NAMED_AT_MOST = 5
#: What the libraries raise for files that are damaged or none of theirs.
_UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    pyogrio.errors.GeometryError,
    pyproj.exceptions.CRSError,
    shapely.errors.GEOSException,
    UnicodeError,
    ValueError,
    OSError,
)


def check_layer(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the polygon file at ``path``."""
    parts: list[Finding] = []
    if path.suffix.lower() == ".shp":
        parts = list(_check_set(path))
        yield from parts
        if any(finding.level is Severity.ERROR for finding in parts):
            return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL warns of is found and named below
            announced = int(pyogrio.read_info(path)["features"])
            frame = geopandas.read_file(path, engine="pyogrio")
    except _UNREADABLE as error:
        yield _unreadable(path, error)
        return
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.empty:
        yield Finding.error("no-polygons", path.name, "It has no shapes.", "Choose a layer of polygons.")
        return
    if len(frame) < announced:
        yield Finding.error(
            "truncated",
            path.name,
            f"Only {len(frame)} of {announced} units can be read.",
            "Copy the file again.",
        )
    if frame.crs is None and not any(finding.kind == "no-crs" for finding in parts):
        yield _no_crs(path)
    found = [*_check_geometries(path, frame), *_check_identifiers(path, frame)]
    yield from found
    if all(name in frame.columns for name in BUNDLED_FIELDS) and not any(finding.level is Severity.ERROR for finding in found):
        yield from _check_figures(path)


def _unreadable(path: Path, error: Exception) -> Finding:
    remedy = "Copy the whole set of files again." if path.suffix.lower() == ".shp" else "Copy the file again."
    return Finding.error("unreadable", path.name, f"It cannot be read: {str(error).rstrip('.')}.", remedy)


def _no_crs(path: Path) -> Finding:
    shapefile = path.suffix.lower() == ".shp"
    remedy = "Put its .prj file beside it." if shapefile else "Save it again with its coordinate system."
    return Finding.warning("no-crs", path.name, "It does not say its coordinate system.", remedy)


def _check_figures(path: Path) -> Iterator[Finding]:
    """Check what only a layer with the bundled one's columns can have wrong."""
    try:
        read_layer(path)
    except LayerError as error:
        message, remedy = split_remedy(str(error))
        yield Finding.error("unusable-figure", path.name, message, remedy)


def _check_set(path: Path) -> Iterator[Finding]:
    """Check the files that make up a shapefile; ``path`` exists."""
    beside = {file.suffix.lower(): file for file in path.parent.iterdir() if file.stem == path.stem}
    for suffix, holds in ((".dbf", "the identifiers and figures"), (".shx", "the index of the shapes")):
        if suffix not in beside:
            yield Finding.error(
                f"missing-{suffix[1:]}",
                path.name,
                f"There is no {path.stem}{suffix} beside it, which holds {holds}.",
                "Copy the whole set of files.",
            )
    if ".prj" not in beside:
        yield _no_crs(path)
    if ".cpg" not in beside:
        yield Finding.warning(
            "no-cpg",
            path.name,
            f"There is no {path.stem}.cpg beside it, which says how its text is encoded.",
            "If names come out garbled, put a .cpg file with the word UTF-8 beside it.",
        )
    size, announced = path.stat().st_size, _announced_size(path)
    if announced is None or size < announced:
        yield Finding.error(
            "truncated",
            path.name,
            f"It is {size:,} bytes long but should be {announced:,}."
            if announced
            else "It cannot be read as a shapefile.",
            "Copy the file again.",
        )


def _announced_size(path: Path) -> int | None:
    """Return the length in bytes that a .shp states in its header (ESRI's description of 1998), if it is one."""
    try:
        with path.open("rb") as file:
            header = file.read(28)
    except OSError:
        return None
    if len(header) < 28 or header[:4] != b"\x00\x00\x27\x0a":
        return None
    return int.from_bytes(header[24:28], "big") * 2


def _check_geometries(path: Path, frame: geopandas.GeoDataFrame) -> Iterator[Finding]:
    geometries = np.asarray(frame.geometry.values, dtype=object)
    empty = shapely.is_missing(geometries) | shapely.is_empty(geometries)
    polygons = np.isin(shapely.get_type_id(geometries), _POLYGON_TYPES)
    if not polygons.any():
        yield Finding.error("no-polygons", path.name, "None of its shapes is a polygon.", "Choose a layer of polygons.")
        return
    if empty.any():
        yield Finding.warning(
            "empty-geometry",
            _rows(path, np.flatnonzero(empty)),
            f"{empty.sum()} of its units have no outline.",
            "They are counted but cannot be seen on the map.",
        )
    other = ~polygons & ~empty
    if other.any():
        yield Finding.error(
            "not-polygon",
            _rows(path, np.flatnonzero(other)),
            f"{other.sum()} of its shapes are no polygons.",
            "Remove them or convert them to polygons.",
        )
    invalid = polygons & ~shapely.is_valid(geometries)
    if invalid.any():
        reason = shapely.is_valid_reason(geometries[np.flatnonzero(invalid)[0]])
        yield Finding.warning(
            "invalid-ring",
            _rows(path, np.flatnonzero(invalid)),
            f"{invalid.sum()} of its outlines are invalid (the first: {reason}).",
            "They can be repaired with the “fix geometries” command of a GIS program.",
        )


def _check_identifiers(path: Path, frame: geopandas.GeoDataFrame) -> Iterator[Finding]:
    by_name = {str(name).upper(): name for name in frame.columns if name != frame.geometry.name}
    field = next((by_name[name] for name in _ID_NAMES if name in by_name), None)
    if field is None:
        yield Finding.error(
            "no-identifier",
            path.name,
            "It has no column that identifies its units.",
            "Add a column GEOID with a text of its own for each unit.",
        )
        return
    column = frame[field]
    where = f"{path.name}, column {field}"
    if column.isna().any():
        rows = np.flatnonzero(column.isna())
        yield Finding.error(
            "no-identifier",
            _rows(path, rows),
            f"{len(rows)} units have no {field}.",
            "Give each unit its own.",
        )
    numbers = column.dtype.kind in "iuf"
    texts = column.dropna().map(lambda value: str(int(value)) if numbers else str(value))
    repeated = texts[texts.duplicated()]
    if not repeated.empty:
        yield Finding.error(
            "identifier-twice",
            where,
            f"{repeated.nunique()} identifiers occur more than once, such as {repeated.iloc[0]}.",
            "Give each unit its own.",
        )
    if str(field).upper().startswith(("GEOID", "FIPS")):
        first = short_of_a_zero(texts)
        if first is not None:
            yield Finding.error(
                "lost-leading-zeros",
                where,
                f"“{first}” and others have lost their leading zero.",
                "Keep the column as text and restore the zeros.",
            )


def _rows(path: Path, positions: np.ndarray[tuple[int], np.dtype[np.intp]]) -> str:
    named = ", ".join(str(position + 1) for position in positions[:_NAMED_AT_MOST])
    return f"{path.name}, row {named}{' and others' if len(positions) > _NAMED_AT_MOST else ''}"
