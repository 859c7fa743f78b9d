"""The proposal that a journal holds, as it was when the program ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from borderkit.change import Change, JurisdictionAdded, JurisdictionDropped, JurisdictionEdited, Move, Step
from borderkit.errors import BorderkitError, JournalError, SettingsError
from borderkit.file_watch import file_state
from borderkit.history import History
from borderkit.journal.reading import Contents, read_journal
from borderkit.journal.state import ProposalFile
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.proposal_file import SUFFIX, to_text
from borderkit.settings import settings_on


@dataclass(frozen=True, slots=True)
class Recovered:
    """A proposal as it was, undo history included.

    Attributes:
        proposal: it; its history says whether it is saved.
        file: the file it was saved in, in the state that was known then: saving notices what happened to it since.
        when: when its last step was made, in seconds since 1970.
        damaged: whether later steps were lost since the journal is damaged.

    """

    proposal: Proposal
    file: ProposalFile
    when: int
    damaged: bool

    @property
    def path(self) -> Path | None:
        """The path of its file."""
        return self.file.path


def recover(path: Path, layer: UnitLayer) -> Recovered:
    """Return the proposal that a journal holds; the journal stays as it is.

    Raises:
        JournalError: if it cannot be read, holds nothing, or is for another layer.

    """
    contents = read_journal(path)
    if contents is None:
        raise JournalError(f"The journal {path} holds no work. Discard it.")
    return recovered(contents, layer)


def recovered(contents: Contents, layer: UnitLayer) -> Recovered:
    """Return the proposal that the contents of a journal tell.

    Raises:
        JournalError: if they are for another layer, or do not fit together.

    """
    mark, state = contents.start.layer, contents.state
    if not mark.fits(layer):
        source = f" ({mark.source})" if mark.source else ""
        raise JournalError(
            f"“{contents.title}” was drawn over the map {mark.name}{source} with {mark.units:,} units, which is not "
            "the one that is open. Open that map to restore it."
        )
    try:
        proposal = Proposal(layer, contents.start.document)
    except BorderkitError as error:
        raise JournalError(f"What was kept of “{contents.title}” does not fit together: {error}") from error
    n_made = _make_all(proposal, state.steps)
    saved = state.saved if state.saved is None or state.saved <= n_made else None
    proposal.history = History.restored(state.steps[:n_made], n_made, saved)
    proposal.go_to(min(state.position, n_made))
    damaged = contents.damaged or n_made < len(state.steps)
    try:
        proposal.settings = settings_on(layer, state.settings.as_stored())
    except SettingsError:
        damaged = True
    file = _notice_saving(proposal, state.file)
    return Recovered(proposal, file, contents.when, damaged)


def _make_all(proposal: Proposal, steps: Sequence[Step]) -> int:
    """Make all steps, those that were undone too, up to the first that cannot be made; return how many were."""
    for n_made, step in enumerate(steps):
        if not _make(proposal, step):
            return n_made
    return len(steps)


def _make(proposal: Proposal, step: Step) -> bool:
    """Make a step, or none of it where it does not fit; return whether it was made."""
    made: list[Change] = []
    for change in step.changes:
        try:
            fits = _fits(proposal, change)
            if fits:
                proposal.apply_unrecorded(change)
        except (KeyError, IndexError, BorderkitError):
            fits = False
        if not fits:
            for before in reversed(made):
                proposal.apply_unrecorded(before.inverse())
            return False
        made.append(change)
    return True


def _fits(proposal: Proposal, change: Change) -> bool:
    """Tell whether a change can be made to a proposal as it is."""
    codes = {jurisdiction.code for jurisdiction in proposal.jurisdictions}
    match change:
        case Move():
            return _move_fits(proposal, change)
        case JurisdictionAdded(jurisdiction):
            return jurisdiction.code not in codes
        case JurisdictionDropped(jurisdiction):
            last = len(proposal.jurisdictions) - 1
            is_last = list(proposal.own_jurisdictions[-1:]) == [jurisdiction]
            return is_last and not bool((proposal.assignment == last).any())
        case JurisdictionEdited(before, after):
            return before in proposal.own_jurisdictions and after.code not in codes - {before.code}
        case _:
            return True


def _move_fits(proposal: Proposal, move: Move) -> bool:
    """Tell whether the units of a move exist and are where it takes them from."""
    units, after = move.units, move.after
    if not len(units):
        return True
    if units.min() < 0 or units.max() >= len(proposal.layer) or (np.diff(units) <= 0).any():
        return False
    known = after.min() >= 0 and after.max() < len(proposal.jurisdictions)
    return bool(known and np.array_equal(proposal.assignment[units], move.before))


def _notice_saving(proposal: Proposal, file: ProposalFile) -> ProposalFile:
    """Take note if the program ended between writing the file and saying so in the journal."""
    path, history = file.path, proposal.history
    if history.is_saved or path is None or path.suffix.lower() != SUFFIX:
        return file
    try:
        is_there = path.read_bytes() == to_text(proposal.to_document(), proposal.layer).encode("utf-8")
    except (OSError, ValueError):  # a path that no file can have, or half a character
        return file
    if not is_there:
        return file
    history.mark_saved()
    return ProposalFile(path, file_state(path))
