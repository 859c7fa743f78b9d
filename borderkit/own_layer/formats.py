"""The formats that can be opened: told by a file's ending, and checked against how the file begins.

The check comes before GDAL sees the file. GDAL asks all its drivers in turn, and some of them follow what a file
says to other files or run commands (VRT, GDALG): such a file under the ending of another must not get so far.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from borderkit.errors import LayerError
from borderkit.own_layer.limits import MAX_BYTES, MAX_JSON_BYTES, MAX_KML_BYTES, MAX_UNPACKED, require_bytes

_HEAD = 64


class Format(StrEnum):
    """What kind of file it is, in words for people."""

    SHAPEFILE = "shapefile"
    GEOPACKAGE = "GeoPackage"
    GEOJSON = "GeoJSON"
    FLATGEOBUF = "FlatGeobuf"
    KML = "KML"
    PARQUET = "GeoParquet"
    KMZ = "KMZ"
    ZIP = "zip"

    @property
    def is_archive(self) -> bool:
        """Whether it is unpacked before it is read."""
        return self in (Format.ZIP, Format.KMZ)


ENDINGS = {
    ".shp": Format.SHAPEFILE,
    ".gpkg": Format.GEOPACKAGE,
    ".geojson": Format.GEOJSON,
    ".json": Format.GEOJSON,
    ".fgb": Format.FLATGEOBUF,
    ".kml": Format.KML,
    ".parquet": Format.PARQUET,
    ".geoparquet": Format.PARQUET,
    ".kmz": Format.KMZ,
    ".zip": Format.ZIP,
}

#: Files that belong to a shapefile but are not the one to choose.
_PARTS_OF_SHAPEFILES = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj")

#: How files of the binary formats begin (the descriptions of ESRI 1998, SQLite 3, FlatGeobuf 3, Parquet, zip).
_BEGINNINGS: dict[Format, tuple[bytes, ...]] = {
    Format.SHAPEFILE: (b"\x00\x00\x27\x0a",),
    Format.GEOPACKAGE: (b"SQLite format 3\x00",),
    Format.FLATGEOBUF: (b"fgb\x03fgb",),
    Format.PARQUET: (b"PAR1",),
    Format.KMZ: (b"PK\x03\x04",),
    Format.ZIP: (b"PK\x03\x04", b"PK\x05\x06"),
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: How text begins, in UTF-8; XML may come as UTF-16, and then expat judges it.
_TEXT_BEGINNINGS: dict[Format, tuple[bytes, ...]] = {
    Format.GEOJSON: (b"{", b"\x1e{"),
    Format.KML: (b"<",),
}
_OTHER_UNICODE = (b"\xff\xfe", b"\xfe\xff")

_MAX_BYTES = {Format.GEOJSON: MAX_JSON_BYTES, Format.KML: MAX_KML_BYTES, Format.ZIP: MAX_UNPACKED}

_CAN_BE_OPENED = (
    "Choose a shapefile (.shp, or a .zip of it), a GeoPackage (.gpkg), GeoJSON, FlatGeobuf (.fgb), KML or GeoParquet."
)


def format_of(path: Path) -> Format:
    """Return a file's format, after a look at how it begins.

    Raises:
        LayerError: if it is missing, no file, locked, empty, too large, of another format or not what its ending says.

    """
    if not path.exists():
        raise LayerError(f"{path} does not exist. Check the name, or choose the file again.")
    if path.is_dir():
        if path.suffix.lower() == ".gdb":
            raise LayerError(f"{path} is a file geodatabase, which cannot be read. Save its layer as a GeoPackage.")
        raise LayerError(f"{path} is a folder. Choose a file in it.")
    if not path.is_file():
        raise LayerError(f"{path} is no file. Choose a file of polygons.")
    found = format_by_ending(path)
    require_beginning(path, found, path.name)
    return found


def require_beginning(path: Path, expected: Format, where: str) -> None:
    """Refuse a file that is empty, too large for its format, or does not begin like it.

    Args:
        path: the file.
        expected: its format by its ending.
        where: what messages call it.

    Raises:
        LayerError: if it is so, or cannot be read at all.

    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            # Text may begin with blank lines; more than a page of them is no layer.
            head = file.read(_HEAD * 64)
    except OSError as error:
        raise LayerError(f"{path} cannot be read ({error.strerror or error}). Check that you may open it.") from error
    if size == 0:
        raise LayerError(f"{where} is empty. Copy it again, or choose another file.")
    require_bytes(where, size, _MAX_BYTES.get(expected, MAX_BYTES))
    if not _begins_like(expected, head):
        raise LayerError(
            f"{where} is no {expected} file, whatever its ending says: it begins differently. "
            "Copy it again, or choose another file."
        )


def format_by_ending(path: Path) -> Format:
    """Return the format that a file's ending names, in large or small letters.

    Raises:
        LayerError: if it names none that can be opened.

    """
    ending = path.suffix.lower()
    if ending in ENDINGS:
        return ENDINGS[ending]
    if ending in _PARTS_OF_SHAPEFILES:
        raise LayerError(f"{path.name} is a part of a shapefile. Choose the file that ends in .shp beside it.")
    raise LayerError(f"{path.name} has an ending that is not known. {_CAN_BE_OPENED}")


def _begins_like(expected: Format, head: bytes) -> bool:
    if expected in _BEGINNINGS:
        return head.startswith(_BEGINNINGS[expected])
    if expected is Format.KML and head.startswith(_OTHER_UNICODE):
        return True
    return head.removeprefix(_BYTE_ORDER_MARK).lstrip(b" \t\r\n").startswith(_TEXT_BEGINNINGS[expected])
