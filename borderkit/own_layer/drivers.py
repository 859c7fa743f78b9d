"""Asking Fiona and pyogrio what a file is, without a word of GDAL's reaching the screen.

Fiona says layers, driver, fields and coordinate system. Its wheels have no KML, and its fields are a dictionary,
in which two of the same name become one; there pyogrio is asked. Both bring a GDAL of their own.
"""

from __future__ import annotations

import logging
import math
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

from borderkit.errors import LayerError
from borderkit.own_layer.column_names import WEAK_IDENTIFIERS, identifiers
from borderkit.own_layer.formats import Format
from borderkit.own_layer.found import Box, FieldKind, FoundField
from borderkit.own_layer.sources import Source
from borderkit.own_layer.text_encoding import recode

Answer = TypeVar("Answer")

#: The encoding in which every byte is a character, so that text can be read now and decoded later.
BYTE_FOR_BYTE = "ISO-8859-1"

#: What Fiona may take a .geojson or .json file for. All are read by pyogrio under the driver's name, so that no other
#: driver of GDAL sees the file: GDALG would run what it says as a command.
_JSON_DRIVERS = ("GeoJSON", "TopoJSON", "ESRIJSON", "GeoJSONSeq")
_DRIVERS = {
    Format.SHAPEFILE: ("ESRI Shapefile",),
    Format.GEOPACKAGE: ("GPKG",),
    Format.FLATGEOBUF: ("FlatGeobuf",),
    Format.GEOJSON: _JSON_DRIVERS,
}
#: How GDAL's driver LIBKML shows how a placemark is drawn; none of it belongs to a unit.
_KML_DISPLAY = frozenset(
    ("timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet")
)
#: The name that the driver gives to the ids of placemarks, which it makes up where they have none.
_KML_ID = "id"
_ADVICE = "; It might help"
#: What Fiona says, with words for programmers, of a file that the driver took and could make nothing of.
_NO_LAYER = "Null layer"
#: GDAL's encoding for a call is set for the thread, and the warnings of Python for the process.
_ONE_AT_A_TIME = threading.RLock()

for _name in ("fiona", "pyogrio"):
    # Without a handler Python prints what they log to stderr.
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Description:
    """A layer in the words of GDAL.

    Attributes:
        driver: its name ("ESRI Shapefile").
        geometry: as ``FoundLayer`` has it.
        rows: None where it does not say.
        fields: with their names as bytes read one for one, if ``byte_for_byte`` was asked for.
        wkt: the coordinate system, "" where there is none.
        bounds: None where there are none.

    """

    driver: str
    geometry: str
    rows: int | None
    fields: tuple[FoundField, ...]
    wkt: str
    bounds: Box | None


@contextmanager
def quietly() -> Iterator[None]:
    """Keep what the libraries warn of, or stumble over, from being printed; what matters is found out here.

    GDAL's messages can quote the bytes of a damaged file. Fiona then fails to decode them where nobody can catch it,
    and Python hands that to both of its hooks, as if the program had a bug.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        uncaught, unraisable = sys.excepthook, sys.unraisablehook

        def unless_a_message(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if not issubclass(kind, UnicodeError):
                uncaught(kind, error, trace)

        sys.excepthook = unless_a_message
        sys.unraisablehook = lambda said: None if issubclass(said.exc_type, UnicodeError) else unraisable(said)
        try:
            yield
        finally:
            sys.excepthook, sys.unraisablehook = uncaught, unraisable


def names_of_layers(source: Source) -> list[str | int]:
    """Return what GDAL calls the layers of a file; their number where each file has one.

    Raises:
        LayerError: if it cannot be read.

    """
    if source.format is not Format.KML:
        return [0]
    import pyogrio

    with quietly():
        try:
            return [str(name) for name, _ in pyogrio.list_layers(source.path)]
        except Exception as error:
            raise unreadable(source, error) from error


def described(source: Source, layer: str | int, encoding: str = "") -> Description:
    """Return what GDAL says of a layer.

    Args:
        source: the file.
        layer: its name or number within it.
        encoding: of the names of fields; "" as GDAL has it.

    Raises:
        LayerError: if it cannot be read.

    """
    if source.format not in _DRIVERS:
        return _described_by_pyogrio(source, layer, encoding, "LIBKML")
    description = _described_by_fiona(source, layer, encoding)
    if source.format is not Format.SHAPEFILE:
        return description
    again = _described_by_pyogrio(source, layer, encoding, description.driver)
    return description if len(again.fields) == len(description.fields) else again


def driver_of(source: Source, found: str) -> str:
    """Return GDAL's name of the driver for a file; ``found`` is that of the file that was chosen, perhaps a zip."""
    if source.format is not Format.GEOJSON:
        return _DRIVERS.get(source.format, ("LIBKML",))[0]
    return found if found in _JSON_DRIVERS else described(source, 0).driver


def path_for_pyogrio(source: Source, driver: str) -> str:
    """Return the path under which pyogrio reads a file with a certain driver and no other."""
    return f"{driver}:{source.path}" if driver in _JSON_DRIVERS else str(source.path)


def unreadable(source: Source, error: BaseException) -> LayerError:
    """Return the refusal for what a library raised."""
    reason = str(error).partition(_ADVICE)[0].replace(str(source.path), source.where).strip().rstrip(".")
    reason = " ".join(reason.split())[:300] or type(error).__name__
    if _NO_LAYER in reason:
        reason = "its heading is damaged, so that no rows can be found"
    remedy = "Copy the whole set of files again." if source.format is Format.SHAPEFILE else "Copy the file again."
    return LayerError(f"{source.where} cannot be read as a {source.format}: {reason}. {remedy}")


def unique_names(names: Sequence[str]) -> list[str]:
    """Return names with a number behind those that occur again."""
    taken: set[str] = set()
    unique = []
    for number, name in enumerate(names, 1):
        first = name or f"Field {number}"
        own, count = first, 1
        while own in taken:
            count += 1
            own = f"{first} ({count})"
        taken.add(own)
        unique.append(own)
    return unique


def shown_fields(driver: str, names: Sequence[str]) -> list[bool]:
    """Tell for each field whether it is one of the file's own, and no setting of GDAL's.

    The ids of KML's placemarks only number them in most files: where another field is there to identify the units,
    they must not be taken in its place.
    """
    if driver != "LIBKML":
        return [True] * len(names)
    others = [name for name in names if name != _KML_ID]
    identified = any(rank < WEAK_IDENTIFIERS for rank in identifiers(others).values())
    hidden = _KML_DISPLAY | {_KML_ID} if identified else _KML_DISPLAY
    return [name not in hidden for name in names]


def _described_by_fiona(source: Source, layer: str | int, encoding: str) -> Description:
    import fiona

    drivers = _DRIVERS[source.format]
    options: dict[str, object] = {"encoding": BYTE_FOR_BYTE} if encoding else {}
    if isinstance(layer, str):
        options["layer"] = layer  # by number Fiona would look for one with the file's name
    with quietly():
        try:
            with fiona.open(source.path, enabled_drivers=list(drivers), **options) as collection:
                schema, driver = collection.schema, str(collection.driver)
                names = unique_names([_decoded(name, encoding) for name in schema["properties"]])
                kinds = [_kind_by_fiona(str(kind)) for kind in schema["properties"].values()]
                return Description(
                    driver=driver,
                    geometry="" if schema["geometry"] == "None" else str(schema["geometry"]),
                    rows=_or_none(lambda: _count(len(collection))),
                    fields=tuple(FoundField(name, kind) for name, kind in zip(names, kinds, strict=True)),
                    wkt=str(collection.crs_wkt or ""),
                    bounds=_or_none(lambda: _box(collection.bounds)),
                )
        except Exception as error:  # the libraries raise almost anything for a damaged file
            raise unreadable(source, error) from error


def _described_by_pyogrio(source: Source, layer: str | int, encoding: str, driver: str) -> Description:
    import pyogrio

    with quietly():
        try:
            info = pyogrio.read_info(
                path_for_pyogrio(source, driver),
                layer=layer,
                encoding=BYTE_FOR_BYTE if encoding else None,
            )
        except Exception as error:  # as above
            raise unreadable(source, error) from error
    driver = str(info["driver"])
    names = unique_names([_decoded(str(name), encoding) for name in info["fields"]])
    kinds = [_kind_by_dtype(str(dtype)) for dtype in info["dtypes"]]
    shown = shown_fields(driver, [str(name) for name in info["fields"]])
    return Description(
        driver=driver,
        geometry=str(info["geometry_type"] or ""),
        rows=_count(int(info["features"])),
        fields=tuple(FoundField(name, kind) for name, kind, show in zip(names, kinds, shown, strict=True) if show),
        wkt=str(info["crs"] or ""),
        bounds=_box(info["total_bounds"]) if info["total_bounds"] is not None else None,
    )


def _decoded(name: str, encoding: str) -> str:
    return recode(name, encoding) if encoding else name


def _or_none(ask: Callable[[], Answer | None]) -> Answer | None:
    """Return what Fiona answers, None where it finds that the layer does not say: it then raises errors of its own."""
    from fiona.errors import FionaError

    try:
        return ask()
    except (FionaError, TypeError):
        return None


def _count(rows: int) -> int | None:
    return rows if rows >= 0 else None


def _box(bounds: Sequence[float]) -> Box | None:
    left, bottom, right, top = (float(bound) for bound in bounds)
    return (left, bottom, right, top) if all(map(math.isfinite, (left, bottom, right, top))) else None


def _kind_by_fiona(kind: str) -> FieldKind:
    """Return what the values of a field of Fiona's are ("int32:9", "float:24.15", "str:80", "date", "List[str]")."""
    base, _, size = kind.partition(":")
    if base in ("str", "json"):  # a field of texts and numbers comes as JSON
        return FieldKind.TEXT
    if base.startswith("int"):
        return FieldKind.WHOLE
    if base.startswith("float"):
        return FieldKind.WHOLE if size and "." not in size else FieldKind.DECIMAL
    return FieldKind.OTHER


def _kind_by_dtype(dtype: str) -> FieldKind:
    if dtype.startswith("int"):
        return FieldKind.WHOLE
    if dtype.startswith("float"):
        return FieldKind.DECIMAL
    return FieldKind.TEXT if dtype == "object" else FieldKind.OTHER
