"""Reading and writing .borderkit files: UTF-8 JSON with keys in a fixed order, one move a line."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from borderkit.document import Details, Document, Json, MoveGroup
from borderkit.errors import ProposalFileError
from borderkit.jurisdiction import NEW_COLORS, Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import require_zeros, restored
from borderkit.savefile import write_whole

FORMAT = "borderkit-proposal"
VERSION = 1
SUFFIX = ".borderkit"

#: The order of the keys in a file; keys that this version does not know follow in the order they came.
KEY_ORDER = (
    "format",
    "version",
    "id",
    "title",
    "author",
    "date",
    "summary",
    "group",
    "sources",
    "certainty",
    "layer",
    "jurisdictions",
    "moves",
    "partial",
    "claims",
    "joined",
    "settings",
    "handout",
    "refinements",
)
#: Keys whose content the proposal carries along without a form of its own.
_CARRIED_KEYS = {"group", "sources", "certainty", "layer", "partial", "claims", "joined", "handout", "refinements"}
_OWN_KEYS = set(KEY_ORDER) - _CARRIED_KEYS
_DEFAULTS: dict[str, Json] = {"sources": [], "partial": [], "claims": [], "handout": {}, "refinements": []}
_LARGEST_FILE = 64 * 2**20
#: More are no proposal for borders; positions of jurisdictions are held in 16 bits.
_MOST_JURISDICTIONS = 1_000


def read_document(path: Path, layer: UnitLayer | None = None, *, restore_zeros: bool = False) -> Document:
    """Read a proposal file.

    With a layer, GEOIDs that lost their leading zeros are found: refused, or mended with ``restore_zeros``.

    Raises:
        ProposalFileError: if it cannot be read or is not a proposal as this version knows it.

    """
    document = _parse(path, _content(path))
    if layer is None:
        return document
    if restore_zeros:
        return _with_zeros(path.name, document, layer)
    places = [(geoid, f"move to {group.to}") for group in document.moves for geoid in group.units]
    require_zeros(places, layer, path.name)
    return document


def write_document(path: Path, document: Document, layer: UnitLayer) -> None:
    """Write a proposal file, whole or not at all.

    Raises:
        SaveError: if it cannot be written.

    """
    # Half a character, which a clipboard can hold, is written as the mark of one that is missing.
    text = to_text(document, layer).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    write_whole(path, lambda file: file.write(text.encode("utf-8")))


def to_text(document: Document, layer: UnitLayer) -> str:
    """Return the text of a proposal file."""
    content = _DEFAULTS | dict(document.kept)
    # What is divided of the layer stands under a key of its own.
    n_units = len(layer.base or layer)
    content |= {
        "format": FORMAT,
        "version": VERSION,
        "id": document.id,
        "title": document.details.title,
        "author": document.details.author,
        "date": document.details.date,
        "summary": document.details.summary,
        "layer": _kept_layer(document) | {"name": layer.name, "vintage": layer.vintage, "units": n_units},
        "jurisdictions": [_stored_jurisdiction(document, j) for j in document.jurisdictions],
        "moves": [_stored_move(group) for group in document.moves],
        "settings": dict(document.settings),
    }
    order = [key for key in KEY_ORDER if key in content]
    order += [key for key in content if key not in KEY_ORDER]
    return "{\n" + ",\n".join(f"  {_line(key)}: {_block(content[key])}" for key in order) + "\n}\n"


def _kept_layer(document: Document) -> dict[str, Json]:
    kept = document.kept.get("layer")
    return dict(kept) if isinstance(kept, dict) else {}


def _stored_jurisdiction(document: Document, jurisdiction: Jurisdiction) -> dict[str, Json]:
    return {
        "code": jurisdiction.code,
        "name": jurisdiction.name,
        "status": jurisdiction.status.value,
        "color": jurisdiction.color,
        **document.jurisdiction_extra.get(jurisdiction.code, {}),
    }


def _stored_move(group: MoveGroup) -> dict[str, Json]:
    note = {"note": group.note} if group.note else {}
    return {"to": group.to, "units": list(group.units), **note, **group.extra}


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(value: Json) -> str:
    """Return a value in JSON; a list of objects has one of them a line."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return "[\n" + ",\n".join(f"    {_entry(item)}" for item in value) + "\n  ]"
    return _line(value)


def _entry(item: dict[str, Json]) -> str:
    """Return an object in JSON on one line; of a unit that is divided, each piece has its own."""
    pieces = item.get("pieces")
    if not isinstance(pieces, list) or not pieces:
        return _line(item)
    rest = {key: value for key, value in item.items() if key != "pieces"}
    head = _line(rest)[:-1] + (", " if rest else "")
    return head + '"pieces": [\n' + ",\n".join(f"      {_line(piece)}" for piece in pieces) + "\n    ]}"


def _content(path: Path) -> dict[str, Json]:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            # A pipe could keep the program waiting for ever, and a device could fill its memory.
            raise ProposalFileError(f"{path} is no file. Choose a {SUFFIX} file.")
        if found.st_size > _LARGEST_FILE:
            raise ProposalFileError(f"{path.name} is too large to be a proposal. Choose another file.")
        text = path.read_bytes().decode("utf-8-sig")
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except FileNotFoundError:
        raise ProposalFileError(f"{path} does not exist. Check the name, or choose the file again.") from None
    except OSError as error:
        reason = error.strerror or error
        raise ProposalFileError(f"{path} cannot be read ({reason}). Check that you may open it.") from error
    except UnicodeEncodeError as error:
        raise ProposalFileError(
            f"{path.name} holds half a character (\\u{ord(error.object[error.start]):04x}) that no text can have. "
            "Correct it, or open an earlier copy."
        ) from error
    except UnicodeDecodeError as error:
        raise ProposalFileError(
            f"{path.name} is not text in UTF-8 (byte {error.start}): it is no proposal, or damaged. "
            "Choose another file, or open an earlier copy."
        ) from error
    except json.JSONDecodeError as error:
        raise ProposalFileError(
            f"{path.name} is damaged or incomplete: line {error.lineno}, column {error.colno} is wrong. "
            "Open an earlier copy of it."
        ) from error
    except (RecursionError, ValueError) as error:
        raise ProposalFileError(f"{path.name} cannot be a proposal: {error}. Choose another file.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ProposalFileError(f"{path.name} is not a BorderKit proposal. Choose a {SUFFIX} file.")
    return content


def _parse(path: Path, content: dict[str, Json]) -> Document:
    reader = _Reader(path.name)
    _check_version(path, content.get("version"))
    details = Details(*(reader.text(content, key, key) for key in ("title", "author", "date", "summary")))
    jurisdictions, extra = reader.jurisdictions(content.get("jurisdictions", []))
    moves = reader.moves(content.get("moves", []))
    settings = content.get("settings", {})
    if not isinstance(settings, dict):
        raise reader.refuse("settings", "is no object")
    return Document(
        id=reader.text(content, "id", "id"),
        details=replace(details, title=details.title or path.stem),
        jurisdictions=jurisdictions,
        moves=moves,
        jurisdiction_extra=extra,
        settings=settings,
        kept={key: value for key, value in content.items() if key not in _OWN_KEYS},
    )


def _check_version(path: Path, version: Json) -> None:
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ProposalFileError(
            f"{path.name} does not say which version of the format it has: it is damaged. Open an earlier copy."
        )
    if version > VERSION:
        raise ProposalFileError(
            f"{path.name} was made by a newer BorderKit (format {version}; this one reads up to {VERSION}). "
            "Update BorderKit to open it.",
            "newer-version",
        )


class _Reader:
    """Takes the parts of a file's content, refusing what has the wrong form."""

    def __init__(self, name: str) -> None:
        self._name = name

    def refuse(self, place: str, what: str, kind: str = "") -> ProposalFileError:
        return ProposalFileError(f"{self._name}: “{place}” {what}. Correct it, or open an earlier copy.", kind)

    def text(self, content: Mapping[str, Json], key: str, place: str) -> str:
        value = content.get(key, "")
        if not isinstance(value, str):
            raise self.refuse(place, "is not text")
        return value

    def objects(self, items: Json, place: str) -> list[dict[str, Any]]:
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self.refuse(place, "is no list of objects")
        return items

    def jurisdictions(self, items: Json) -> tuple[tuple[Jurisdiction, ...], dict[str, dict[str, Json]]]:
        found: dict[str, Jurisdiction] = {}
        extra: dict[str, dict[str, Json]] = {}
        declared = self.objects(items, "jurisdictions")
        if len(declared) > _MOST_JURISDICTIONS:
            raise self.refuse("jurisdictions", f"declares {len(declared):,}, and {_MOST_JURISDICTIONS:,} can be drawn")
        for number, item in enumerate(declared, 1):
            place = f"jurisdictions, entry {number}"
            code, name = self.text(item, "code", place), self.text(item, "name", place)
            color = self.text(item, "color", place)
            if not code or not name:
                raise self.refuse(place, "lacks a code or a name")
            if code in found:
                raise self.refuse(place, f"declares the code {code} a second time")
            if self.text(item, "status", place) not in {status.value for status in Status}:
                raise self.refuse(place, f"has the unknown status {item.get('status')!r}")
            if not (len(color) == 7 and color[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in color[1:])):
                color = NEW_COLORS[(number - 1) % len(NEW_COLORS)]
            found[code] = Jurisdiction(code, name, Status(item["status"]), color)
            unknown = {key: value for key, value in item.items() if key not in {"code", "name", "status", "color"}}
            if unknown:
                extra[code] = unknown
        return tuple(found.values()), extra

    def moves(self, items: Json) -> tuple[MoveGroup, ...]:
        groups = []
        seen: dict[str, str] = {}
        for number, item in enumerate(self.objects(items, "moves"), 1):
            place = f"moves, entry {number}"
            to, units = self.text(item, "to", place), item.get("units")
            if not to or not isinstance(units, list):
                raise self.refuse(place, "lacks its target or its units")
            geoids = tuple(self.geoid(unit, place) for unit in units)
            self.no_unit_twice(geoids, to, seen, place)
            extra = {key: value for key, value in item.items() if key not in {"to", "units", "note"}}
            groups.append(MoveGroup(to, geoids, self.text(item, "note", place), extra))
        return tuple(groups)

    def geoid(self, unit: Json, place: str) -> str:
        if isinstance(unit, int) and not isinstance(unit, bool):
            return str(unit)
        if not isinstance(unit, str) or not unit:
            raise self.refuse(place, f"names the unit {unit!r}, which is no GEOID")
        return unit

    def no_unit_twice(self, geoids: Iterable[str], to: str, seen: dict[str, str], place: str) -> None:
        for geoid in geoids:
            if geoid in seen:
                raise self.refuse(place, f"moves {geoid} to {to}; it was moved to {seen[geoid]} before", "unit-twice")
            seen[geoid] = to


def _with_zeros(name: str, document: Document, layer: UnitLayer) -> Document:
    groups = tuple(
        replace(group, units=tuple(restored(geoid, layer) or geoid for geoid in group.units))
        for group in document.moves
    )
    seen: dict[str, str] = {}
    for number, group in enumerate(groups, 1):
        _Reader(name).no_unit_twice(group.units, group.to, seen, f"moves, entry {number}")
    return replace(document, moves=groups)
