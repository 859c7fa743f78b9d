"""The list of what could not be taken over: as a file, and in a line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from borderkit.naming import listed
from borderkit.savefile import write_whole
from borderkit.takeover.taken import NotTaken, Taken

#: What each kind is called, for people.
KINDS: Mapping[str, str] = {
    "unknown": "not in the layer",
    "other-vintage": "of another year",
    "territory": "in a territory",
    "cut-off": "identifier cut off",
    "no-identifier": "without identifier",
    "twice": "there twice",
    "several-districts": "in several districts",
    "others": "further rows",
}
HEADINGS = ("KIND", "IDENTIFIER", "ROWS", "FIRST_ROW", "REASON")
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_not_taken(path: Path, taken: Taken) -> None:
    """Write the list as CSV, whole or not at all; identifiers are the beginnings that many rows have in common.

    Raises:
        SaveError: if the file cannot be written.

    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(_row(entry) for entry in taken.not_taken)
    write_whole(path, lambda file: file.write(text.getvalue().encode("utf-8-sig")))


def _row(entry: NotTaken) -> tuple[str, str, int, int, str]:
    return _plain(entry.kind), _plain(entry.text), entry.rows, entry.first_row, _plain(entry.reason)


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: it comes from somebody else's file."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def summary(taken: Taken, n_divided: int) -> str:
    """Return what of a plan does not move as it says, in a line; "" if there is nothing.

    Args:
        taken: the plan.
        n_divided: how many units stay home because they are divided.

    """
    parts: list[str] = []
    lost = taken.rows_not_taken
    if lost:
        counts: Counter[str] = Counter()
        for entry in taken.not_taken:
            counts[KINDS[entry.kind]] += entry.rows
        kinds = ", ".join(f"{kind}: {count:,}" for kind, count in counts.most_common())
        verb = "row could" if lost == 1 else "rows could"
        parts.append(f"{lost:,} {verb} not be taken over ({kinds})")
    if taken.unassigned:
        parts.append(f"{taken.unassigned:,} {'has' if taken.unassigned == 1 else 'have'} no district")
    if n_divided:
        unit, are = taken.layer.called[n_divided != 1], "is" if n_divided == 1 else "are"
        parts.append(f"{n_divided:,} {unit} {are} divided and {'stays' if n_divided == 1 else 'stay'} home")
    parts += [f"{note}: {rows:,}" for note, rows in taken.notes.items()]
    return f"{taken.origin.file}, {taken.rows:,} rows: {listed(parts)}." if parts else ""
