"""What is wrong with a layer of polygons, as far as it can be told from the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fiona
import geopandas
import numpy as np
import pyogrio
import shapely

from borderkit.check import Finding, Severity

_ID_NAMES = ("GEOID", "GEOID20", "GEOID10", "GEO_ID", "FIPS", "ID", "CODE", "UNIT_ID", "PRECINCT")
_POLYGON_TYPES = (3, 6)
_NAMED_AT_MOST = 5


def check_layer(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the polygon file at ``path``."""
    if path.suffix.lower() == ".shp":
        missing_parts = list(_check_set(path))
        yield from missing_parts
        if any(finding.level is Severity.ERROR for finding in missing_parts):
            return
    try:
        with fiona.open(path) as source:
            announced = len(source)
        frame = geopandas.read_file(path, engine="pyogrio")
    except (
        fiona.errors.FionaError,
        pyogrio.errors.DataSourceError,
        UnicodeError,
        ValueError,
        OSError,
    ) as error:
        yield _error(
            "unreadable", path.name, f"It cannot be read: {error}.", "Copy the whole set of files again."
        )
        return
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.empty:
        yield _error("no-polygons", path.name, "It has no shapes.", "Choose a layer of polygons.")
        return
    if len(frame) < announced:
        yield _error(
            "truncated",
            path.name,
            f"Only {len(frame)} of {announced} units can be read.",
            "Copy the file again.",
        )
    if frame.crs is None and path.suffix.lower() != ".shp":
        yield _no_crs(path)
    yield from _check_geometries(path, frame)
    yield from _check_identifiers(path, frame)


def _error(kind: str, where: str, message: str, remedy: str) -> Finding:
    return Finding(Severity.ERROR, kind, where, message, remedy)


def _warning(kind: str, where: str, message: str, remedy: str) -> Finding:
    return Finding(Severity.WARNING, kind, where, message, remedy)


def _no_crs(path: Path) -> Finding:
    return _warning("no-crs", path.name, "It does not say its coordinate system.", "Put its .prj file beside it.")


def _check_set(path: Path) -> Iterator[Finding]:
    """Check the files that make up a shapefile; ``path`` exists."""
    beside = {file.suffix.lower(): file for file in path.parent.iterdir() if file.stem == path.stem}
    for suffix, holds in ((".dbf", "the identifiers and figures"), (".shx", "the index of the shapes")):
        if suffix not in beside:
            yield _error(
                f"missing-{suffix[1:]}",
                path.name,
                f"There is no {path.stem}{suffix} beside it, which holds {holds}.",
                "Copy the whole set of files.",
            )
    if ".prj" not in beside:
        yield _no_crs(path)
    if ".cpg" not in beside:
        yield _warning(
            "no-cpg",
            path.name,
            f"There is no {path.stem}.cpg beside it, which says how its text is encoded.",
            "If names come out garbled, put a .cpg file with the word UTF-8 beside it.",
        )
    size, announced = path.stat().st_size, _announced_size(path)
    if announced is None or size < announced:
        yield _error(
            "truncated",
            path.name,
            f"It is {size:,} bytes long but should be {announced:,}." if announced else "It is no shapefile.",
            "Copy the file again.",
        )


def _announced_size(path: Path) -> int | None:
    """Return the length in bytes that a .shp states in its header (ESRI's description of 1998), if it is one."""
    with path.open("rb") as file:
        header = file.read(28)
    if len(header) < 28 or header[:4] != b"\x00\x00\x27\x0a":
        return None
    return int.from_bytes(header[24:28], "big") * 2


def _check_geometries(path: Path, frame: geopandas.GeoDataFrame) -> Iterator[Finding]:
    geometries = np.asarray(frame.geometry.values, dtype=object)
    empty = shapely.is_missing(geometries) | shapely.is_empty(geometries)
    polygons = np.isin(shapely.get_type_id(geometries), _POLYGON_TYPES)
    if not polygons.any():
        yield _error("no-polygons", path.name, "None of its shapes is a polygon.", "Choose a layer of polygons.")
        return
    if empty.any():
        yield _warning(
            "empty-geometry",
            _rows(path, np.flatnonzero(empty)),
            f"{empty.sum()} of its units have no outline.",
            "They are counted but cannot be seen on the map.",
        )
    other = ~polygons & ~empty
    if other.any():
        yield _error(
            "not-polygon",
            _rows(path, np.flatnonzero(other)),
            f"{other.sum()} of its shapes are no polygons.",
            "Remove them or convert them to polygons.",
        )
    invalid = polygons & ~shapely.is_valid(geometries)
    if invalid.any():
        reason = shapely.is_valid_reason(geometries[np.flatnonzero(invalid)[0]])
        yield _warning(
            "invalid-ring",
            _rows(path, np.flatnonzero(invalid)),
            f"{invalid.sum()} of its outlines are invalid (the first: {reason}).",
            "They can be repaired with the “fix geometries” command of a GIS program.",
        )


def _check_identifiers(path: Path, frame: geopandas.GeoDataFrame) -> Iterator[Finding]:
    by_name = {str(name).upper(): name for name in frame.columns if name != frame.geometry.name}
    field = next((by_name[name] for name in _ID_NAMES if name in by_name), None)
    if field is None:
        yield _error(
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
        yield _error(
            "no-identifier",
            _rows(path, rows),
            f"{len(rows)} units have no {field}.",
            "Give each unit its own.",
        )
    numbers = column.dtype.kind in "iuf"
    texts = column.dropna().map(lambda value: str(int(value)) if numbers else str(value))
    repeated = texts[texts.duplicated()]
    if not repeated.empty:
        yield _error(
            "identifier-twice",
            where,
            f"{repeated.nunique()} identifiers occur more than once, such as {repeated.iloc[0]}.",
            "Give each unit its own.",
        )
    if str(field).upper().startswith(("GEOID", "FIPS")) and texts.str.isdecimal().all():
        lengths = texts.str.len()
        if lengths.nunique() > 1 and (lengths == lengths.max() - 1).any():
            first = texts[lengths == lengths.max() - 1].iloc[0]
            yield _error(
                "lost-leading-zeros",
                where,
                f"“{first}” and others have lost their leading zero.",
                "Keep the column as text and restore the zeros.",
            )


def _rows(path: Path, positions: np.ndarray[tuple[int], np.dtype[np.intp]]) -> str:
    named = ", ".join(str(position + 1) for position in positions[:_NAMED_AT_MOST])
    return f"{path.name}, row {named}{' and others' if len(positions) > _NAMED_AT_MOST else ''}"
