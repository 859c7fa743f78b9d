"""The list of what was repaired, as a table and as places on a map."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from borderkit.own_layer.repair.result import RepairChange, Repaired, Untouched
from borderkit.savefile import write_whole

_HEADINGS = ("done", "kind", "units", "said", "area_m2", "longitude", "latitude")
_SEPARATOR = "; "
#: Six digits are a tenth of a metre.
_DIGITS = 6


def write_changes(path: Path, repaired: Repaired) -> None:
    """Write what was repaired and what was left: places as GeoJSON for .geojson and .json, else a table as CSV.

    Raises:
        SaveError: if that is impossible; what stood there before is untouched.

    """
    as_places = path.suffix.lower() in (".geojson", ".json")
    content = _places(repaired) if as_places else _table(repaired)

    def write(file: BinaryIO) -> None:
        file.write(content.encode("utf-8"))

    write_whole(path, write)


def _entries(repaired: Repaired) -> Iterator[tuple[str, RepairChange | Untouched]]:
    for change in repaired.changes:
        yield "repaired", change
    for remark in repaired.untouched:
        yield "left as it is" if remark.kind is not None else "nothing to repair", remark


def _cells(done: str, entry: RepairChange | Untouched) -> list[Any]:
    place = ("", "") if entry.at is None else tuple(round(degrees, _DIGITS) for degrees in entry.at)
    kind = "" if entry.kind is None else entry.kind.value
    return [done, kind, _SEPARATOR.join(entry.units), entry.said, round(entry.area_m2, 2), *place]


def _table(repaired: Repaired) -> str:
    # With a byte order mark, as spreadsheets otherwise garble what is not ASCII.
    table = io.StringIO("\ufeff", newline="")
    table.seek(0, io.SEEK_END)
    writer = csv.writer(table)
    writer.writerow(_HEADINGS)
    writer.writerows(_cells(done, entry) for done, entry in _entries(repaired))
    return table.getvalue()


def _places(repaired: Repaired) -> str:
    features = []
    for done, entry in _entries(repaired):
        *properties, longitude, latitude = _cells(done, entry)
        place = None if entry.at is None else {"type": "Point", "coordinates": [longitude, latitude]}
        named = dict(zip(_HEADINGS, properties, strict=False))
        features.append({"type": "Feature", "properties": named, "geometry": place})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
