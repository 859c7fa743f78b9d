"""A plan as another tool exports it: a block assignment file of a few counties of Oregon, with rows that fit nowhere.

The blocks are numbered by this program; they are not the Census Bureau's, whose blocks of a county run into thousands.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

NAME = "other_tools_plan.csv"
#: By county, how many of its blocks are in district 1 and how many in district 2.
COUNTIES = {
    "41001": (12, 0),  # Baker
    "41025": (9, 0),  # Harney
    "41045": (14, 0),  # Malheur
    "41017": (6, 18),  # Deschutes
    "41051": (0, 30),  # Multnomah
}
#: Identifiers that cannot be taken over: of Puerto Rico, of a county that there is none, and one that was cut short.
_STRANGE = ("720019501001000", "720019501001001", "419999501001000", "4100")
#: Blocks that are in no district.
_UNASSIGNED = 3


def write_block_plan(folder: Path) -> Path:
    """Write the file with the headings of the Census Bureau."""
    path = folder / NAME
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["BLOCKID", "DISTRICT"])
        for county, numbers in COUNTIES.items():
            districts = [str(label) for label, number in enumerate(numbers, start=1) for _ in range(number)]
            writer.writerows(zip(_blocks(county, len(districts)), districts, strict=True))
        writer.writerows((block, "1") for block in _STRANGE)
        writer.writerows((block, "") for block in _blocks("41013", _UNASSIGNED))
    return path


def _blocks(county: str, number: int) -> Iterator[str]:
    return (f"{county}950100{1000 + block}" for block in range(number))
