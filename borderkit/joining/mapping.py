"""How a table's rows are matched to units, to be kept: the way, and what a person has accepted or set aside.

It is kept by what the cells say and not by the numbers of rows, so that next year's table with the same odd spellings
is matched without asking again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from borderkit.joining.errors import MappingError
from borderkit.joining.table import Table
from borderkit.joining.way import Way, WayKind
from borderkit.layer import UnitLayer
from borderkit.savefile import write_whole

Json = Any
Key = tuple[str, ...]

FORMAT, VERSION = "borderkit-join", 1
_LARGEST = 50_000_000


@dataclass(frozen=True)
class Mapping:
    """What is kept of a match.

    Attributes:
        kind: what the columns that tell the unit hold.
        columns: their headings.
        state: the code of the state that all rows lie in; "" for none.
        accepted: the GEOID of the unit that a person has chosen for the cells that name it.
        set_aside: cells that a person has said name no unit of the layer.

    """

    kind: WayKind
    columns: tuple[str, ...]
    state: str = ""
    accepted: Dictionary[Key, str] = field(default_factory=dict)
    set_aside: frozenset[Key] = frozenset()

    @classmethod
    def of(cls, way: Way, table: Table) -> Mapping:
        """Return the mapping of a way without anything accepted."""
        return cls(way.kind, tuple(table.columns[column].name for column in way.columns), way.state)

    def way(self, table: Table) -> Way:
        """Return the way through the columns of a table.

        Raises:
            TableError: if the table has not got them.

        """
        return Way(self.kind, tuple(table.position(name) for name in self.columns), self.state)

    def accept(self, key: Key, geoid: str) -> Mapping:
        """Return the mapping with a unit chosen for the cells that name it."""
        return replace(self, accepted={**self.accepted, key: geoid}, set_aside=self.set_aside - {key})

    def put_aside(self, key: Key) -> Mapping:
        """Return the mapping with cells marked as naming no unit."""
        return replace(self, accepted=_without(self.accepted, key), set_aside=self.set_aside | {key})

    def forget(self, key: Key) -> Mapping:
        """Return the mapping as if nothing had been decided for these cells."""
        return replace(self, accepted=_without(self.accepted, key), set_aside=self.set_aside - {key})

    def as_json(self) -> dict[str, Json]:
        """Return what JSON can hold, in a fixed order."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind.value,
            "columns": list(self.columns),
            "state": self.state,
            "accepted": [{"cells": list(key), "unit": self.accepted[key]} for key in sorted(self.accepted)],
            "set_aside": [list(key) for key in sorted(self.set_aside)],
        }


def _without(accepted: Dictionary[Key, str], key: Key) -> dict[Key, str]:
    return {own: geoid for own, geoid in accepted.items() if own != key}


def mapping_from_json(content: Json, layer: UnitLayer, where: str = "The mapping") -> Mapping:
    """Return the mapping that JSON holds.

    Raises:
        MappingError: if it is none, is from a newer version, or names units that the layer does not have.

    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise MappingError(f"{where} is no mapping of a table. Choose a file that was saved when joining one.")
    version = content.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise MappingError(f"{where} is from a newer version ({version}). Update BorderKit, or match the table anew.")
    try:
        accepted = {_key(entry["cells"]): _text(entry["unit"]) for entry in content.get("accepted", [])}
        mapping = Mapping(
            WayKind(content["kind"]),
            tuple(_text(name) for name in content["columns"]),
            _text(content.get("state", "")),
            accepted,
            frozenset(_key(cells) for cells in content.get("set_aside", [])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MappingError(f"{where} is damaged ({error}). Match the table anew.") from error
    unknown = sorted({geoid for geoid in accepted.values() if geoid not in layer.index_of})
    if unknown:
        raise MappingError(
            f"{where} was made for another layer: {layer.name} has no unit {', '.join(unknown[:5])}. Match it anew."
        )
    return mapping


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"“{value}” is no text")
    return value


def _key(cells: Json) -> Key:
    if not isinstance(cells, list) or not cells:
        raise TypeError("cells are missing")
    return tuple(_text(cell) for cell in cells)


def write_mapping(path: Path, mapping: Mapping) -> None:
    """Write a mapping, whole or not at all.

    Raises:
        SaveError: if the file cannot be written.

    """
    text = json.dumps(mapping.as_json(), ensure_ascii=False, indent=1) + "\n"
    write_whole(path, lambda file: file.write(text.encode("utf-8")))


def read_mapping(path: Path, layer: UnitLayer) -> Mapping:
    """Read a mapping.

    Raises:
        MappingError: if it cannot be read, or does not fit the layer.

    """
    try:
        if path.stat().st_size > _LARGEST:
            raise MappingError(f"{path.name} is too large for a mapping. Choose another file.")
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise MappingError(f"{path} cannot be read ({error.strerror or error}). Choose another file.") from error
    except (ValueError, RecursionError) as error:
        raise MappingError(f"{path.name} is damaged: it is no JSON. Match the table anew.") from error
    return mapping_from_json(content, layer, path.name)
