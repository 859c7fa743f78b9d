"""Joined columns as a proposal keeps them: JSON both ways, under one key of its file.

An entry holds all that a column is, its values by GEOID included, so that the proposal opens on another computer
without the table. Values count the last decimal place (12.50 with two decimals is 1250), as in ``JoinedColumn``, so
that they come back exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderkit.joining.column_of_layer import bundled_basis, joined_basis
from borderkit.joining.errors import JoinError
from borderkit.joining.joined import Basis, Integers, JoinedColumn, Kind, Mask
from borderkit.layer import UnitLayer

Json = Any

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MOST_DECIMALS = 15
_REMEDY = "Correct it, or open an earlier copy."


@dataclass(frozen=True, eq=False, slots=True)
class KeptColumn:
    """A joined column with what its figures do not need: where it came from.

    Attributes:
        column: the column.
        basis: the key of the column that it is weighted by or a share of; "" for a sum.
        file: the name of the table's file.
        heading: the heading of its column in the table.
        unknown: GEOIDs that the file has a value of and the layer has not; they are counted nowhere.

    """

    column: JoinedColumn
    basis: str = ""
    file: str = ""
    heading: str = ""
    unknown: tuple[str, ...] = ()


def entry_of(kept: KeptColumn, layer: UnitLayer) -> dict[str, Json]:
    """Return the entry of a column of this layer in a file, its keys in a fixed order."""
    column, basis = kept.column, kept.column.basis
    units = np.flatnonzero(column.known).tolist()
    return {
        "key": column.key,
        "label": column.label,
        "unit": column.unit,
        "source": column.source,
        "kind": column.kind.value,
        "decimals": column.decimals,
        "basis": None if basis is None else {"key": kept.basis, "label": basis.label},
        "from": {"file": kept.file, "column": kept.heading},
        "values": {layer.geoids[unit]: value for unit, value in zip(units, column.values[units].tolist(), strict=True)},
    }


def columns_from_json(content: Json, layer: UnitLayer) -> tuple[KeptColumn, ...]:
    """Return the columns that a file keeps, laid over a layer, in the file's order.

    Raises:
        JoinError: if an entry is damaged, or rests on a column that is not there; it names the entry.

    """
    if not isinstance(content, list):
        raise JoinError(f"“joined” is no list of columns. {_REMEDY}")
    entries = [_Entry(item, number) for number, item in enumerate(content, 1)]
    keys = [entry.key for entry in entries]
    for position, entry in enumerate(entries):
        if entry.key in keys[:position]:
            raise entry.refused(f"has the key {entry.key} that another column has")
    # Sums first: the others may rest on them.
    sums = {entry.key: entry.column(layer, None) for entry in entries if entry.kind is Kind.SUM}
    return tuple(_kept(entry, layer, sums) for entry in entries)


def _kept(entry: _Entry, layer: UnitLayer, sums: Mapping[str, JoinedColumn]) -> KeptColumn:
    column, key = sums.get(entry.key), ""
    if column is None:
        key, _ = entry.basis()
        column = entry.column(layer, _basis(entry, key, layer, sums))
    unknown = tuple(geoid for geoid in entry.values if geoid not in layer.index_of)
    origin = entry.item.get("from")
    file, heading = (
        str(origin.get(name, "")) if isinstance(origin, dict) else "" for name in ("file", "column")
    )  # fmt: skip
    return KeptColumn(column, key, file, heading, unknown)


def _basis(entry: _Entry, key: str, layer: UnitLayer, sums: Mapping[str, JoinedColumn]) -> Basis:
    # The map may have a column of that key, too: then the name tells which was meant.
    if key in sums and (key not in layer.position or sums[key].label == entry.basis()[1]):
        with entry:
            return joined_basis(sums[key])
    if key not in layer.position:
        raise JoinError(
            f"{entry.place} rests on the column “{key}”, which neither the map {layer.name} nor the proposal has. "
            "Open it over the map that it was made for, or take the entry out of the file."
        )
    return bundled_basis(layer, key)


class _Entry:
    """Reads one entry; as a context it names the entry in an error that is raised within."""

    def __init__(self, item: Json, number: int) -> None:
        self.place = f"“joined”, entry {number},"
        if not isinstance(item, dict):
            raise self.refused("is no object")
        self.item: dict[str, Json] = item
        if isinstance(item.get("label"), str):
            self.place = f"“joined”, entry {number} (“{item['label']}”),"
        self.key = self._text("key")
        if not _KEY.fullmatch(self.key):
            raise self.refused(f"has the key “{self.key}”, which is none: small letters, digits and _")
        kind = item.get("kind")
        if kind not in {known.value for known in Kind}:
            raise self.refused(f"has the unknown kind {kind!r}")
        self.kind = Kind(kind)
        self.values = self._values()

    def refused(self, what: str) -> JoinError:
        return JoinError(f"{self.place} {what}. {_REMEDY}")

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, JoinError):
            raise JoinError(f"{self.place} cannot be used: {error}") from error

    def _text(self, name: str) -> str:
        value = self.item.get(name, "")
        if not isinstance(value, str):
            raise self.refused(f"has a {name} that is not text")
        return value

    def _values(self) -> dict[str, int]:
        values = self.item.get("values")
        if not isinstance(values, dict):
            raise self.refused("lacks its values")
        for geoid, value in values.items():
            if type(value) is not int:
                raise self.refused(f"has the value {str(value)[:40]!r} for {geoid[:40]}, which is no whole number")
            if abs(value) >= 2**62:
                raise self.refused(f"has a value for {geoid[:40]} that is too large")
        return values

    def basis(self) -> tuple[str, str]:
        """Return the key and the name of the column that it is weighted by or a share of."""
        basis = self.item.get("basis")
        key = basis.get("key") if isinstance(basis, dict) else None
        if not isinstance(basis, dict) or not isinstance(key, str):
            raise self.refused("does not say which column it is weighted by or a share of")
        return key, str(basis.get("label", ""))

    def column(self, layer: UnitLayer, basis: Basis | None) -> JoinedColumn:
        decimals = self.item.get("decimals", 0)
        if type(decimals) is not int or not 0 <= decimals <= _MOST_DECIMALS:
            raise self.refused(f"has {str(decimals)[:40]!r} decimals")
        texts = self._text("label"), self._text("unit"), self._text("source")
        values, known = _by_unit(self.values, layer)
        with self:
            return JoinedColumn(self.key, *texts, self.kind, values, known, decimals, basis)


def _by_unit(values: Mapping[str, int], layer: UnitLayer) -> tuple[Integers, Mask]:
    """Return values by unit, and where they are known.

    That of a unit which stands with its pieces is not: nobody knows which piece has how much of it.
    """
    index_of = layer.index_of
    found = [(index_of[geoid], value) for geoid, value in values.items() if geoid in index_of]
    by_unit, known = np.zeros(len(layer), dtype=np.int64), np.zeros(len(layer), dtype=np.bool_)
    if found:
        units, own = zip(*found, strict=True)
        by_unit[list(units)], known[list(units)] = own, True
        by_unit[list(layer.divided)], known[list(layer.divided)] = 0, False
    return by_unit, known


def new_key(label: str, taken: Sequence[str]) -> str:
    """Return a key for a column of this name that none of the others has: "property_tax"."""
    words = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:40].strip("_")
    own = words if words[:1].isalpha() else f"column_{words}".rstrip("_")
    key, count = own, 1
    while key in taken:
        count += 1
        key = f"{own}_{count}"
    return key
