"""Saving a proposal by the ending of the file's name."""

from __future__ import annotations

from pathlib import Path

from borderkit.assignment_csv import write_assignment
from borderkit.errors import SaveError
from borderkit.proposal import Proposal
from borderkit.proposal_file import SUFFIX, write_document


def save_proposal(proposal: Proposal, path: str | Path) -> None:
    """Write a proposal as a .borderkit file, or the assignment of every unit as a CSV; whole or not at all.

    Raises:
        SaveError: if the file cannot be written, or its ending is neither.

    """
    path = Path(path)
    if path.suffix.lower() == ".csv":
        write_assignment(path, proposal)
    elif path.suffix.lower() == SUFFIX:
        write_document(path, proposal.to_document(), proposal.layer)
    else:
        raise SaveError(f"{path.name} does not say what to write. End the name with {SUFFIX} or .csv.")
