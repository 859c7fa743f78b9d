"""What is wrong with a table of assignments, or with another tool's plan, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from borderkit.assignment_csv import assignment_rows, read_assignment
from borderkit.assignment_faults import Fault, code_faults, missing, unit_faults
from borderkit.check import Finding, no_moves, refused
from borderkit.errors import ProposalFileError
from borderkit.layer import UnitLayer
from borderkit.naming import listed
from borderkit.takeover.as_proposal import meant_by_name, read_plan
from borderkit.takeover.taken import NotTaken, Taken

#: Rows that cannot be used are listed one by one up to this number, and counted beyond it.
LISTED_AT_MOST = 200

#: What the program can live with and says; all else that is not taken is an error.
_HARMLESS = frozenset(("territory", "other-vintage"))
_REMEDIES = {
    "unknown": "Correct the identifiers, or remove the rows. Until then they count nowhere.",
    "other-vintage": "Use a plan made on the units of this layer. Its rows count nowhere.",
    "territory": "Nothing needs to be done: territories have no place in the layer.",
    "cut-off": "Export the plan anew, and do not save it with a spreadsheet program.",
    "no-identifier": "Complete the rows or remove them.",
    "twice": "Leave each of them once.",
    "several-districts": "Leave one district for each of them.",
    "others": "Mend those that are listed, and check again.",
}
_DISTRICTS_NAMED = 12


def check_table(path: Path, layer: UnitLayer) -> Iterator[Finding]:
    """Check a table GEOID,STATE against a layer: every row that cannot be used."""
    try:
        rows = list(assignment_rows(path))
    except ProposalFileError as error:
        yield refused(path, error)
        return
    faults = [*missing(rows), *unit_faults(rows, layer)]
    faults += [found.fault_of_all for found in code_faults(rows, layer)]
    faults.sort(key=lambda fault: fault.line)
    for fault in faults[:LISTED_AT_MOST]:
        yield _row(path, fault)
    if len(faults) > LISTED_AT_MOST:
        yield _further(path, len(faults) - LISTED_AT_MOST, "rows or codes cannot be used")
    if faults:
        return
    try:
        document = read_assignment(path, layer)
    except ProposalFileError as error:
        yield refused(path, error)
        return
    if not document.moves:
        yield no_moves(path)


def check_plan(path: Path, layer: UnitLayer) -> Iterator[Finding]:
    """Check another tool's plan against a layer: what could not be taken over, and what is to be said about it."""
    try:
        taken = read_plan(path, layer)
    except ProposalFileError as error:
        yield refused(path, error)
        return
    for entry in islice(taken.not_taken, LISTED_AT_MOST):
        yield _not_taken(path, entry)
    left = taken.not_taken[LISTED_AT_MOST:]
    if left:
        yield _further(path, sum(entry.rows for entry in left), "rows could not be taken over")
    for note, rows in taken.notes.items():
        yield Finding.warning(
            "mended", path.name, f"{rows:,} rows were mended in reading: {note}.", "Nothing needs to be done."
        )
    if taken.unassigned:
        yield Finding.warning(
            "unassigned",
            path.name,
            f"{taken.unassigned:,} of its {taken.rows:,} rows have no district.",
            "They leave no unit's home. Assign them if they should.",
        )
    yield from _districts(path, taken)
    yield from _divided(path, taken)


def _row(path: Path, fault: Fault) -> Finding:
    message = fault.message[:1].upper() + fault.message[1:]
    return Finding.error(fault.kind, f"{path.name}, line {fault.line}", message, fault.remedy)


def _further(path: Path, number: int, what: str) -> Finding:
    return Finding.error(
        "further-rows", path.name, f"{number:,} further {what}.", "Mend those that are listed, and check again."
    )


def _not_taken(path: Path, entry: NotTaken) -> Finding:
    where = f"{path.name}, line {entry.first_row:,}"
    reason = entry.reason[:1].upper() + entry.reason[1:]
    what = f"“{entry.text}”: {reason}" if entry.text else reason
    rows = f" ({entry.rows:,} rows)" if entry.rows > 1 else ""
    make = Finding.warning if entry.kind in _HARMLESS else Finding.error
    return make(entry.kind, where, f"{what}{rows}.", _REMEDIES[entry.kind])


def _districts(path: Path, taken: Taken) -> Iterator[Finding]:
    unnamed = [district.label for district in taken.districts if meant_by_name(district) is None]
    if not unnamed:
        return
    more = len(unnamed) - _DISTRICTS_NAMED
    labels = listed([*unnamed[:_DISTRICTS_NAMED], f"{more:,} more"] if more > 0 else unnamed)
    one = len(unnamed) == 1
    yield Finding.warning(
        "undecided-districts",
        path.name,
        f"Its district {labels} is no jurisdiction." if one else f"Its districts {labels} are no jurisdictions.",
        f"Choose in the window what each of them is, or say so (--district {unnamed[0]}=CODE).",
    )


def _divided(path: Path, taken: Taken) -> Iterator[Finding]:
    """Yield the units that the plan divides if its districts are what their names or their people propose."""
    divided = taken.divided(taken.proposed())
    for entry in divided[:LISTED_AT_MOST]:
        yield Finding.warning(
            "divided",
            f"{path.name}, {taken.layer.geoids[entry.unit]}",
            f"{entry.label} is divided: {entry.said}.",
            "It stays home and is noted as divided, unless you choose that most pieces decide.",
        )
    if len(divided) > LISTED_AT_MOST:
        yield Finding.warning(
            "divided",
            path.name,
            f"{len(divided) - LISTED_AT_MOST:,} further units are divided.",
            "They stay home and are noted as divided.",
        )
