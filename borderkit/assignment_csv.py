"""The table that redistricting tools exchange: a CSV with the columns GEOID and STATE."""

from __future__ import annotations

import csv
import io
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from borderkit.assignment_faults import AssignmentRow, Fault, code_faults, missing, unit_faults
from borderkit.document import Details, Document, MoveGroup
from borderkit.errors import ProposalFileError
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import require_zeros, restored
from borderkit.proposal import Proposal
from borderkit.savefile import write_whole

GEOID, STATE = "GEOID", "STATE"

#: Some 800,000 rows; more take longer than a person waits.
_LARGEST = 12 * 10**6


class UndeclaredCodeError(ProposalFileError):
    """The table names codes that are no states; declared as new jurisdictions, it can be used.

    Attributes:
        codes: all of them, in the order of their first rows.

    """

    kind = "unknown-code"

    def __init__(self, message: str, codes: tuple[str, ...]) -> None:
        super().__init__(message)
        self.codes = codes


def read_assignment(
    path: Path, layer: UnitLayer, declared: Iterable[Jurisdiction] = (), *, restore_zeros: bool = False
) -> Document:
    """Read an assignment table. Units that it does not list stay home; a row that equals home is no move.

    Raises:
        LostZerosError: if GEOIDs lack their leading zeros and ``restore_zeros`` is not set.
        UndeclaredCodeError: if a code is neither a jurisdiction of the layer nor ``declared``.
        ProposalFileError: if the file cannot be read, or a row cannot be used.

    """
    declared = tuple(declared)
    rows = list(assignment_rows(path))
    _refuse_first(path, missing(rows))
    if restore_zeros:
        rows = [(line, restored(geoid, layer) or geoid, code) for line, geoid, code in rows]
    else:
        require_zeros([(geoid, f"line {line}") for line, geoid, _ in rows], layer, path.name)
    _refuse_first(path, unit_faults(rows, layer))
    _check_codes(path, rows, layer, declared)
    moves: dict[str, list[str]] = {}
    for _, geoid, code in rows:
        if layer.home_of(layer.index_of[geoid]).code != code:
            moves.setdefault(code, []).append(geoid)
    groups = tuple(MoveGroup(code, tuple(sorted(moves[code]))) for code in sorted(moves))
    return Document(details=Details(title=path.stem), jurisdictions=declared, moves=groups)


def write_assignment(path: Path, proposal: Proposal) -> None:
    """Write every unit with the code of its jurisdiction, whole or not at all; of divided units the pieces.

    Raises:
        SaveError: if the file cannot be written.

    """
    codes = [jurisdiction.code for jurisdiction in proposal.jurisdictions]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([GEOID, STATE])
    layer, divided = proposal.layer, set(proposal.layer.divided)
    pairs = zip(layer.geoids, proposal.assignment.tolist(), strict=True)
    writer.writerows((geoid, codes[at]) for unit, (geoid, at) in enumerate(pairs) if unit not in divided)
    write_whole(path, lambda file: file.write(text.getvalue().encode("utf-8")))


def assignment_rows(path: Path) -> Iterator[AssignmentRow]:
    """Yield line number, GEOID and code of each row that is not empty; "" for what a row does not have.

    Raises:
        ProposalFileError: if the file cannot be read, or has no such columns.

    """
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        header = [cell.strip().upper() for cell in next(reader, [])]
        if GEOID not in header or STATE not in header:
            raise ProposalFileError(
                f"{path.name} has no columns {GEOID} and {STATE} in its first line. "
                "Name the columns so, separated by commas."
            )
        if header.count(GEOID) > 1 or header.count(STATE) > 1:
            raise ProposalFileError(f"{path.name} has two columns of one name. Leave one {GEOID} and one {STATE}.")
        geoid, state = header.index(GEOID), header.index(STATE)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            cells = [*row, *[""] * (max(geoid, state) + 1 - len(row))]
            yield reader.line_num, cells[geoid].strip(), cells[state].strip().upper()
    except csv.Error as error:
        raise ProposalFileError(
            f"{path.name}, line {reader.line_num}: the table cannot be read ({error}). Save it as CSV again."
        ) from error


def _text(path: Path) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ProposalFileError(f"{path} is no file but a folder, a pipe or a device. Choose a file.")
        if status.st_size > _LARGEST:
            raise ProposalFileError(
                f"{path.name} is {status.st_size / 1e6:,.0f} MB large; tables {GEOID},{STATE} of up to "
                f"{_LARGEST / 1e6:,.0f} MB are read. Leave out the rows of units that stay home."
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise ProposalFileError(f"{path} does not exist. Check the name, or choose the file again.") from None
    except OSError as error:
        reason = error.strerror or error
        raise ProposalFileError(f"{path} cannot be read ({reason}). Check that you may open it.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProposalFileError(
            f"{path.name} is not text in UTF-8 (byte {error.start}). Save it as “CSV UTF-8” and open it again."
        ) from error


def _refuse_first(path: Path, faults: Iterable[Fault]) -> None:
    for fault in faults:
        raise ProposalFileError(fault.said(path.name), fault.kind)


def _check_codes(path: Path, rows: list[AssignmentRow], layer: UnitLayer, declared: tuple[Jurisdiction, ...]) -> None:
    faults = code_faults(rows, layer, declared)
    _refuse_first(path, (found.fault for found in faults if not found.can_be_declared))
    if faults:
        raise UndeclaredCodeError(faults[0].fault.said(path.name), tuple(found.code for found in faults))
