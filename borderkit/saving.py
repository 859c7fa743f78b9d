"""Saving a proposal by the ending of the file's name."""

from __future__ import annotations

from pathlib import Path

from borderkit.assignment_csv import write_assignment
from borderkit.errors import SaveError
from borderkit.file_watch import FileState, require_unchanged
from borderkit.proposal import Proposal
from borderkit.proposal_file import SUFFIX, write_document


def save_proposal(proposal: Proposal, path: str | Path, known: FileState | None = None) -> None:
    """Write a proposal as a .borderkit file, or the assignment of every unit as a CSV; whole or not at all.

    Args:
        proposal: what is written.
        path: the file; what stands there is replaced.
        known: the state in which it was opened or last saved; what somebody else wrote since is not replaced.

    Raises:
        ChangedOnDiskError: if the file is another than the one that is known.
        SaveError: if the file cannot be written, or its ending is neither.

    """
    path = Path(path)
    if known is not None:
        require_unchanged(path, known)
    if path.suffix.lower() == ".csv":
        write_assignment(path, proposal)
    elif path.suffix.lower() == SUFFIX:
        write_document(path, proposal.to_document(), proposal.layer)
    else:
        raise SaveError(f"{path.name} does not say what to write. End the name with {SUFFIX} or .csv.")
