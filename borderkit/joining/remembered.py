"""What was decided when a table was joined is kept beside the settings, for the next table that names units alike.

There is a file for each way: for the headings of the columns that name the units, and the layer. So next year's table
with the same odd spellings is matched without asking again, whatever its file is called.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from borderkit import locations
from borderkit.errors import SaveError
from borderkit.joining.errors import MappingError
from borderkit.joining.mapping import Mapping, read_mapping, write_mapping
from borderkit.layer import UnitLayer


def recall(mapping: Mapping, layer: UnitLayer) -> Mapping | None:
    """Return what was decided for this way before; None if nothing was, or it cannot be read any more."""
    path = _path(mapping, layer)
    if not path.exists():
        return None
    try:
        found = read_mapping(path, layer)
    except MappingError:
        return None  # it only spares asking again
    fits = (found.kind, found.columns, found.state) == (mapping.kind, mapping.columns, mapping.state)
    return found if fits else None


def remember(mapping: Mapping, layer: UnitLayer) -> None:
    """Keep what was decided, in place of what was kept for this way.

    Raises:
        SaveError: if it cannot be written.

    """
    path = _path(mapping, layer)
    if not mapping.accepted and not mapping.set_aside and not path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(f"{path.parent} cannot be made ({error.strerror or error}). Check the folder.") from error
    write_mapping(path, mapping)


def _path(mapping: Mapping, layer: UnitLayer) -> Path:
    way = json.dumps([layer.name, layer.vintage, mapping.kind.value, mapping.columns, mapping.state])
    name = hashlib.sha256(way.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return locations.settings() / "joins" / f"{name}.json"
