"""Looking through GeoJSON and KML before GDAL holds the whole of them in memory, and the head of a FlatGeobuf file."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from borderkit.errors import LayerError
from borderkit.own_layer.limits import (
    MAX_JSON_FEATURE,
    MAX_KML_BYTES,
    MAX_KML_DEPTH,
    MAX_KML_ELEMENTS,
    MAX_KML_FOLDERS,
    require_bytes,
    require_fields,
    require_rows,
)

_PIECE = 1 << 22
_OVERLAP = 256
_FEATURE = re.compile(rb'"type"\s{0,9}:\s{0,9}"Feature"')
_OUTLINE = re.compile(rb'"geometry"\s{0,9}:\s{0,9}(null)?')
#: The value of a property that is true or false; its name ends before it, and is no longer than a few words.
_TRUTH = re.compile(rb":\s{0,9}(?:true|false)\b")
_NAME_WITHIN = 130
_KINDS = (
    b'"Feature', b'"Topology"', b'"Polygon"', b'"MultiPolygon"', b'"GeometryCollection"', b'"esriGeometry', b'"rings"',
)  # fmt: skip
#: What numbers of KML's types look like; GDAL makes 0, or the number at its beginning, of anything else.
_WHOLE, _DECIMAL = re.compile(r"[+-]?[0-9]{1,10}"), re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_KML_NUMBERS = {
    **dict.fromkeys(("int", "uint", "short", "ushort"), _WHOLE),
    **dict.fromkeys(("float", "double"), _DECIMAL),
}
_LONGEST_NUMBER, _SHOWN, _NAMED_AT_MOST = 400, 40, 3
_FGB_MAGIC_BYTES = 8
#: The place of the number of rows in the table of a FlatGeobuf header (header.fbs of its description).
_FGB_ROWS = 8


@dataclass(frozen=True, slots=True)
class JsonFacts:
    """What a look through a GeoJSON file counts.

    Attributes:
        features: how often it says that something is a feature.
        without_outline: how many of them say that they have no outline, or leave it out; None where that cannot be
            told, since other things are called so too.

    """

    features: int
    without_outline: int | None


@dataclass(frozen=True, slots=True)
class KmlFacts:
    """How many placemarks and folders a KML file has.

    Attributes:
        placemarks: in all folders.
        folders: documents are folders, too.
        odd: by the name of the field, the first values that are no such number as the field has, with their placemark.

    """

    placemarks: int
    folders: int
    odd: Mapping[str, Sequence[str]]


def look_through_json(path: Path, where: str) -> JsonFacts:
    """Count the features of a GeoJSON file without parsing it.

    Raises:
        LayerError: if it says nothing that has to do with maps, or has too many rows.

    """
    features = outlines = missing = 0
    at = since = 0
    kinds = False
    before, left = b"", path.stat().st_size
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            left -= len(piece)
            # A match that ends where the piece ends may go on; it is counted with the next.
            window, last = before + piece, left <= 0
            end = len(window) if last else len(window) - _OVERLAP
            kinds = kinds or any(kind in window for kind in _KINDS)
            for match in _FEATURE.finditer(window):
                if match.start() < end:
                    features += 1
                    _require_small(where, at + match.start() - since)
                    since = at + match.start()
            for match in _OUTLINE.finditer(window):
                if match.start() < end:
                    outlines += 1
                    missing += match[1] is not None
            at += end
            _require_small(where, at - since)
            before = window[end:]
    if not kinds:
        raise LayerError(f"{where} is JSON, but no GeoJSON: it has no features. Choose another file.")
    require_rows(where, features)
    return JsonFacts(features, missing + features - outlines if 0 < features >= outlines else None)


def names_of_truths(path: Path) -> frozenset[str]:
    """Return the names of what a GeoJSON file says is true or false."""
    found: set[bytes] = set()
    before = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            window = before + piece
            found.update(_name_before(window, match.start()) for match in _TRUTH.finditer(window))
            before = window[-_OVERLAP:]
    return frozenset(filter(None, map(_unquoted, found)))


def _name_before(window: bytes, at: int) -> bytes:
    end = window.rfind(b'"', max(0, at - _NAME_WITHIN), at)
    begin = window.rfind(b'"', max(0, at - _NAME_WITHIN), max(0, end))
    return window[begin : end + 1] if begin >= 0 else b""


def _unquoted(name: bytes) -> str:
    try:
        return str(json.loads(name))
    except ValueError:  # no UTF-8, or no name after all
        return ""


def _require_small(where: str, size: int) -> None:
    if size > MAX_JSON_FEATURE:
        raise LayerError(
            f"{where} has a feature of more than {MAX_JSON_FEATURE / 1e6:,.0f} million bytes, which is more than can "
            "be read safely as JSON. Save it as a GeoPackage (.gpkg)."
        )


def look_through_kml(path: Path, where: str) -> KmlFacts:
    """Read through a KML file and count what it has.

    Raises:
        LayerError: if it is no KML, not well formed, declares entities or is too large.

    """
    require_bytes(where, path.stat().st_size, MAX_KML_BYTES)
    counter = _Counter(where)
    try:
        with path.open("rb") as file:
            counter.parser.ParseFile(file)
    except expat.ExpatError as error:
        raise LayerError(
            f"{where} is damaged or cut short: it is no well-formed XML from line {error.lineno:,} on "
            f"({expat.errors.messages[error.code]}). Copy the file again."
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that Python does not have
        raise LayerError(f"{where} cannot be read as XML ({error}). Save it again in UTF-8.") from error
    return KmlFacts(counter.placemarks, counter.folders, counter.odd)


class _Counter:
    """Counts elements while expat reads them; every one costs GDAL half a kilobyte."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._elements = self._depth = self.placemarks = self.folders = 0
        self._fields: set[str] = set()
        self._numbers: dict[str, re.Pattern[str]] = {}
        self._field, self._text = "", ""
        self.odd: dict[str, list[str]] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if self._elements == 0 and local != "kml":
            raise LayerError(f"{self._where} is XML, but no KML: it begins with <{local[:40]}>. Choose another file.")
        self._elements += 1
        self._depth += 1
        if self._elements > MAX_KML_ELEMENTS:
            raise LayerError(
                f"{self._where} has more than {MAX_KML_ELEMENTS:,} elements, which is more than can be read safely "
                "as KML. Save it as a GeoPackage (.gpkg)."
            )
        if self._depth > MAX_KML_DEPTH:
            raise LayerError(
                f"{self._where} nests its elements more than {MAX_KML_DEPTH} deep, as no map does. Save it again."
            )
        if local in ("Data", "SimpleData", "SimpleField"):
            self._fields.add(attributes.get("name", ""))
            require_fields(self._where, len(self._fields))
        if local == "SimpleField" and attributes.get("type") in _KML_NUMBERS:
            self._numbers[attributes.get("name", "")] = _KML_NUMBERS[attributes["type"]]
        if local == "SimpleData" and attributes.get("name") in self._numbers:
            self._field, self._text = attributes["name"], ""
            self.parser.CharacterDataHandler = self._take
        self.placemarks += local == "Placemark"
        self.folders += local in ("Folder", "Document")
        if self.folders > MAX_KML_FOLDERS:
            raise LayerError(
                f"{self._where} has more than {MAX_KML_FOLDERS} folders, each of which would be a layer. "
                "Keep the folder that you need, and save it again."
            )

    def _take(self, text: str) -> None:
        if len(self._text) < _LONGEST_NUMBER:
            self._text += text

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._field:
            return
        text = self._text.strip()
        odd = self.odd.get(self._field, [])
        if not self._numbers[self._field].fullmatch(text) and len(odd) < _NAMED_AT_MOST:
            self.odd[self._field] = [*odd, f"placemark {self.placemarks:,}, “{text[:_SHOWN]}”"]
        self._field, self.parser.CharacterDataHandler = "", None

    def _doctype(self, *_declared: object) -> None:
        raise LayerError(
            f"{self._where} declares a document type, as no KML needs; it could unpack to gigabytes. "
            "Save it again, or choose another file."
        )


def look_through_flatgeobuf(path: Path, where: str) -> int | None:
    """Return how many rows the head of a FlatGeobuf file announces, None if it does not say.

    Raises:
        LayerError: if the head is damaged, or announces more than the file can hold.

    """
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            file.seek(_FGB_MAGIC_BYTES)
            (length,) = struct.unpack("<I", file.read(4))
            if length > size:
                raise LayerError(f"{where} is cut short within its heading. Copy the file again.")
            rows = _rows_of_head(file.read(length))
    except (struct.error, IndexError) as error:
        raise LayerError(f"{where} is damaged or cut short within its heading. Copy the file again.") from error
    require_rows(where, rows)
    # A row has at least its length, four bytes, and a table of as many.
    if size < 8 * rows:
        raise LayerError(f"{where} is cut short: it announces {rows:,} rows. Copy the file again.")
    return rows or None


def _rows_of_head(head: bytes) -> int:
    """Follow the offsets of a FlatBuffers table to the number of rows; 0 where it is left out."""
    (table,) = struct.unpack_from("<I", head, 0)
    (back,) = struct.unpack_from("<i", head, table)
    offsets = table - back
    if offsets < 0:
        raise IndexError(offsets)
    (length,) = struct.unpack_from("<H", head, offsets)
    place = 4 + 2 * _FGB_ROWS
    if place + 2 > length:
        return 0
    (field,) = struct.unpack_from("<H", head, offsets + place)
    return int(struct.unpack_from("<Q", head, table + field)[0]) if field else 0
