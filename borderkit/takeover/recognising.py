"""Which files are plans of other tools, told by their first rows, before anything else is read of them."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import Path

from borderkit.assignment_csv import GEOID, STATE
from borderkit.layer import UnitLayer
from borderkit.takeover.pieces import Owners, bare_identifier

_HEAD_BYTES = 65_536
_ROWS_LOOKED_AT = 50


def is_plan(path: Path, layer: UnitLayer) -> bool:
    """Tell whether a table is to be taken over as a plan, rather than read as a table GEOID,STATE.

    A CSV whose first line names the columns GEOID and STATE is such a table, unless its rows are pieces of units
    (blocks, tracts). What does not exist, is empty, or cannot be opened is no plan: reading it says why.

    Args:
        path: the file.
        layer: the layer that it would be laid over.

    """
    if not path.is_file():
        return False  # a pipe would be waited for
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    if not head.strip():
        return False
    if path.suffix.lower() != ".csv":
        return True
    rows = csv.reader(io.StringIO(head.decode("utf-8-sig", errors="replace"), newline=""))
    try:
        names = [cell.strip().upper() for cell in next(rows, [])]
        if GEOID not in names or STATE not in names:
            return True
        place, owners = names.index(GEOID), Owners(layer)
        sample = [row[place].strip() for row in islice(rows, _ROWS_LOOKED_AT) if len(row) > place]
    except csv.Error:
        return False
    return any(owners.of(bare_identifier(geoid)).is_piece for geoid in sample if geoid)
