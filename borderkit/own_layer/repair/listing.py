"""The list of what was repaired, as a table and as places on a map."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from borderkit.own_layer.repair.result import RepairChange, Repaired, Untouched
from borderkit.savefile import write_whole

#: What was done, and with what.
Entry = tuple[str, RepairChange | Untouched]

_HEADINGS = ("done", "kind", "units", "said", "area_m2", "longitude", "latitude")
_SEPARATOR = "; "
#: Six digits are a tenth of a metre.
_DIGITS = 6


def write_changes(path: Path, repaired: Repaired) -> None:
    """Write what was repaired and what was left: places as GeoJSON for .geojson and .json, else a table as CSV.

    Raises:
        SaveError: if that is impossible; what stood there before is untouched.

    """
    write_list(path, repaired.changes, repaired.untouched)


def write_list(path: Path, changes: Sequence[RepairChange], untouched: Sequence[Untouched] = ()) -> None:
    """Write the same where nothing but the list is at hand.

    Raises:
        SaveError: if that is impossible; what stood there before is untouched.

    """
    entries = list(_entries(changes, untouched))
    as_places = path.suffix.lower() in (".geojson", ".json")
    content = _places(entries) if as_places else _table(entries)

    def write(file: BinaryIO) -> None:
        file.write(content.encode("utf-8"))

    write_whole(path, write)


def _entries(changes: Sequence[RepairChange], untouched: Sequence[Untouched]) -> Iterator[Entry]:
    for change in changes:
        yield "repaired", change
    for remark in untouched:
        yield "left as it is" if remark.kind is not None else "nothing to repair", remark


def _cells(done: str, entry: RepairChange | Untouched) -> list[Any]:
    place = ("", "") if entry.at is None else tuple(round(degrees, _DIGITS) for degrees in entry.at)
    kind = "" if entry.kind is None else entry.kind.value
    return [done, kind, _SEPARATOR.join(entry.units), entry.said, round(entry.area_m2, 2), *place]


def _table(entries: Sequence[Entry]) -> str:
    # With a byte order mark, as spreadsheets otherwise garble what is not ASCII.
    table = io.StringIO("\ufeff", newline="")
    table.seek(0, io.SEEK_END)
    writer = csv.writer(table)
    writer.writerow(_HEADINGS)
    writer.writerows(_cells(done, entry) for done, entry in entries)
    return table.getvalue()


def _places(entries: Sequence[Entry]) -> str:
    features = []
    for done, entry in entries:
        *properties, longitude, latitude = _cells(done, entry)
        place = None if entry.at is None else {"type": "Point", "coordinates": [longitude, latitude]}
        named = dict(zip(_HEADINGS, properties, strict=False))
        features.append({"type": "Feature", "properties": named, "geometry": place})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
