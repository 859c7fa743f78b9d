"""Finding out what a file is and which layers it holds, before any of its rows is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from borderkit.errors import LayerError, NoPolygonsError
from borderkit.own_layer import geopackage_file, parquet_file, shapefile_set, text_files
from borderkit.own_layer.drivers import Description, described, names_of_layers
from borderkit.own_layer.formats import Format, require_beginning
from borderkit.own_layer.found import FoundFile, FoundLayer
from borderkit.own_layer.limits import MAX_KML_READ, MAX_SIDE_FILE, require_fields, require_rows
from borderkit.own_layer.sources import Source, sources_of
from borderkit.own_layer.text_encoding import encoding_of
from borderkit.progress import Progress

#: How GDAL calls the coordinate system of a GeoPackage that has none.
_NO_CRS = ("Undefined", "Unknown", "unnamed", "unknown")
_NAMED_AT_MOST = 5


@dataclass(slots=True)
class _Gathered:
    """What the files of a zip, or the one that was chosen, come to."""

    drivers: list[str] = field(default_factory=list)
    encodings: list[str] = field(default_factory=list)
    layers: list[FoundLayer] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def probe(path: Path, progress: Progress | None = None) -> FoundFile:
    """Return what a file says of itself.

    Args:
        path: a shapefile (.shp, or a .zip of one or more), GeoPackage, GeoJSON, FlatGeobuf, KML, KMZ or GeoParquet.
        progress: what the unpacking of a zip reports to.

    Raises:
        LayerError: if it cannot be opened, is damaged or too large, or has no layer that could hold polygons.
        OperationCancelled: if a person asked to stop.

    """
    path = Path(path)
    gathered, refused = _Gathered(), []
    with sources_of(path, progress) as sources:
        for source in sources:
            try:
                _gather(source, gathered)
            except OSError as error:
                raise LayerError(
                    f"{source.where} cannot be read ({error.strerror or error}). Check that you may open it."
                ) from error
            except LayerError as error:
                # One file of a zip may be something else; the others can be opened all the same.
                if source.alone:
                    raise
                refused.append(error)
    if not gathered.layers and refused:
        raise refused[0]
    gathered.remarks.extend(f"Left out: {error}" for error in refused[:_NAMED_AT_MOST])
    _require_polygons(path, gathered.layers)
    encodings, drivers = set(gathered.encodings), set(gathered.drivers)
    return FoundFile(
        path=path,
        driver=", ".join(dict.fromkeys(gathered.drivers)) if len(drivers) > 1 else gathered.drivers[0],
        encoding=encodings.pop() if len(encodings) == 1 else "",
        layers=tuple(gathered.layers),
        remarks=(*_several(path, gathered.layers), *dict.fromkeys(gathered.remarks)),
    )


def _gather(source: Source, gathered: _Gathered) -> None:
    require_beginning(source.path, source.format, source.where)
    look = {
        Format.SHAPEFILE: _shapefile,
        Format.GEOPACKAGE: _geopackage,
        Format.GEOJSON: _geojson,
        Format.FLATGEOBUF: _flatgeobuf,
        Format.KML: _kml,
        Format.PARQUET: _parquet,
    }[source.format]
    found = _Gathered()
    look(source, found)
    for layer in found.layers:
        require_fields(source.where, len(layer.fields))
        if layer.rows is not None:
            require_rows(source.where, layer.rows)
        if layer.geometry and layer.crs is None:
            found.remarks.append(_without_crs(source, layer))
    gathered.drivers.extend(found.drivers)
    gathered.encodings.extend(found.encodings)
    gathered.layers.extend(found.layers)
    gathered.remarks.extend(found.remarks)


def _shapefile(source: Source, found: _Gathered) -> None:
    facts = shapefile_set.look_through(source.path, source.where)
    encoding, remarks = encoding_of(facts, source.where)
    found.encodings.append(encoding)
    found.remarks.extend(remarks)
    projection = facts.parts.get(".prj")
    if projection is not None and projection.stat().st_size > MAX_SIDE_FILE:
        raise LayerError(f"{source.where} has a .prj of more than {MAX_SIDE_FILE:,} bytes beside it. Remove that file.")
    if facts.deleted:
        found.remarks.append(f"{facts.deleted:,} rows of {source.where} are marked as deleted and left out.")
    missing = int((~facts.outlined).sum())
    if missing:
        found.remarks.append(f"{missing:,} rows of {source.where} have no outline.")
    _add(source, 0, described(source, 0, encoding), found, rows=facts.rows)


def _geopackage(source: Source, found: _Gathered) -> None:
    facts = geopackage_file.look_through(source.path, source.where)
    if facts.left_out:
        names = ", ".join(f"“{name}”" for name in facts.left_out[:_NAMED_AT_MOST])
        found.remarks.append(
            f"Left out of {source.where}, since they are views or missing: {names}. Save them as tables to open them."
        )
    for table in facts.tables:
        if table.announced is not None and table.announced != table.rows:
            found.remarks.append(
                f"{source.where} says that “{table.name}” has {table.announced:,} rows, but it has {table.rows:,}."
            )
        _add(source, table.name, described(source, table.name), found, rows=table.rows)


def _geojson(source: Source, found: _Gathered) -> None:
    text_files.look_through_json(source.path, source.where)
    _add(source, 0, described(source, 0), found)


def _flatgeobuf(source: Source, found: _Gathered) -> None:
    text_files.look_through_flatgeobuf(source.path, source.where)
    _add(source, 0, described(source, 0), found)


def _kml(source: Source, found: _Gathered) -> None:
    facts = text_files.look_through_kml(source.path, source.where)
    if facts.placemarks == 0:
        if not source.alone:
            return  # the table of contents of a KMZ, which links to the others
        raise LayerError(f"{source.where} has no placemarks, perhaps only a link to them. Choose the KML with the map.")
    names = names_of_layers(source)
    if len(names) > 1 and len(names) * source.path.stat().st_size > MAX_KML_READ:
        raise LayerError(
            f"{source.where} has {len(names)} folders, each of which is a layer, and is too large to look into all of "
            "them. Keep the folder that you need, and save it again."
        )
    for name in names:
        _add(source, name, described(source, name), found)


def _parquet(source: Source, found: _Gathered) -> None:
    _add(source, 0, parquet_file.describe(source), found)


def _add(source: Source, inner: str | int, description: Description, found: _Gathered, rows: int | None = None) -> None:
    crs, name = _crs_of(description.wkt)
    if description.wkt and crs is None and not name:
        found.remarks.append(f"The coordinate system that {source.where} names cannot be understood.")
    found.drivers.append(description.driver)
    found.layers.append(
        FoundLayer(
            name=source.shown(str(inner)),
            geometry=description.geometry,
            rows=description.rows if rows is None else rows,
            fields=description.fields,
            crs=crs,
            crs_name=name if crs else "",
            bounds=description.bounds,
        )
    )


@lru_cache(maxsize=64)  # asking for the authority takes half a second, and an opening asks several times
def _crs_of(said: str) -> tuple[str | None, str]:
    """Return a coordinate system as an authority code or WKT, and its name.

    None without a name is one that cannot be understood, with a name one that only says there is none.
    """
    import pyproj
    from pyproj.exceptions import CRSError

    if not said:
        return None, ""
    try:
        crs = pyproj.CRS.from_user_input(said)
        if crs.name.startswith(_NO_CRS) and not crs.is_projected:
            return None, crs.name
        authority = crs.to_authority(min_confidence=100)
        return (":".join(authority) if authority else crs.to_wkt()), crs.name
    except (CRSError, UnicodeError, ValueError):
        return None, ""


def _without_crs(source: Source, layer: FoundLayer) -> str:
    if source.format is Format.SHAPEFILE:
        beside = shapefile_set.set_of(source.path)
        file = f"{Path(source.where.rpartition(', ')[2]).stem}.prj"
        if ".prj" not in beside:
            there = "beside it" if source.where == source.path.name else "in it"
            return f"There is no {file} {there}, which says its coordinate system."
        return f"{file} does not say a coordinate system."
    return f"The layer “{layer.name}” does not say its coordinate system."


def _require_polygons(path: Path, layers: list[FoundLayer]) -> None:
    possible = [layer for layer in layers if layer.may_have_polygons]
    if not possible:
        kinds = ", ".join(dict.fromkeys(layer.geometry or "a bare table" for layer in layers)) or "nothing"
        raise NoPolygonsError(f"{path.name} has no polygons, only {kinds}. Choose a layer of polygons.")
    if all(layer.rows == 0 for layer in possible):
        raise NoPolygonsError(f"{path.name} has no rows in its layer “{possible[0].name}”. Choose a layer with rows.")


def _several(path: Path, layers: list[FoundLayer]) -> Iterator[str]:
    if len(layers) > 1:
        names = ", ".join(f"“{layer.name}”" for layer in layers[:_NAMED_AT_MOST])
        more = " and others" if len(layers) > _NAMED_AT_MOST else ""
        yield f"{path.name} has {len(layers):,} layers: {names}{more}."
