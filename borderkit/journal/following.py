"""The journal of the proposal in work: it follows what happens, and never disturbs it."""

from __future__ import annotations

import time
import weakref
from pathlib import Path

from borderkit import locations
from borderkit.journal.journal_file import JournalFile
from borderkit.journal.records import framed, whole
from borderkit.journal.state import (
    ProposalFile,
    Start,
    State,
    document_at_start,
    layer_mark,
    records_between,
    records_from_start,
    state_of,
)
from borderkit.proposal import Proposal

#: After a failure, so many seconds pass before the disk is tried again.
RETRY_AFTER = 5.0

_open_here: weakref.WeakSet[ProposalJournal] = weakref.WeakSet()


class ProposalJournal:
    """Keeps one proposal in work on disk, whatever it is replaced by; call ``follow`` after everything done to it.

    There is a file only while there is something to lose. A disk that refuses is told in ``problem`` and tried again
    later; by then everything that was missed is written, too.

    Attributes:
        problem: why work is not being kept at present, for a person to read; None while it is.
        path: the file; None while there is none.

    """

    def __init__(self, folder: Path | None = None, retry_after: float = RETRY_AFTER) -> None:
        """Keep files in ``folder``, by default the program's own; retry so many seconds after a failure."""
        self.problem: str | None = None
        self._folder = folder or locations.journals()
        self._retry_after = retry_after
        self._failed_at = 0.0
        self._proposal: Proposal | None = None
        self._proposal_file = ProposalFile()
        self._start: Start | None = None
        self._file: JournalFile | None = None
        self._on_disk: State | None = None
        #: Journals of earlier proposals, whose work may live on in this one: they go once this one is on disk.
        self._superseded: list[JournalFile] = []
        _open_here.add(self)

    @property
    def path(self) -> Path | None:
        """The file of the journal."""
        return self._file.path if self._file else None

    def begin(self, proposal: Proposal, file: ProposalFile) -> None:
        """Follow this proposal from now on; what was kept of another one is removed once this one is safe."""
        if self._file is not None:
            self._superseded.append(self._file)
        self._file = self._on_disk = self.problem = None
        self._proposal, self._proposal_file = proposal, file
        self._start = Start(layer_mark(proposal.layer), document_at_start(proposal))
        self.follow()

    def follow(self) -> None:
        """Write down what happened since the last time; it costs next to nothing if that is nothing."""
        if self._proposal is None:
            return
        state = state_of(self._proposal, self._proposal_file)
        if self._on_disk is None:
            self._write_anew(state)
            return
        content = b"".join(framed(record) for record in records_between(self._on_disk, state))
        if not content or self._file is None:
            return
        try:
            self._file.append(content)
            self._on_disk = state
        except OSError as error:
            self._fail(error)

    def saved(self, file: ProposalFile) -> None:
        """Take note that the proposal is in this file as it now is; the journal begins anew, without what was dropped.

        Steps and undone steps stay in it: they can be undone after a crash, too.
        """
        self._proposal_file = file
        if self._proposal is not None:
            self._on_disk = None
            self._write_anew(state_of(self._proposal, file))

    def sync(self) -> None:
        """Wait until all of it is safe from a power cut."""
        if self._file is not None:
            self._file.sync()

    def end(self) -> None:
        """Stop following and remove the journal: everything is saved, or a person let it go."""
        file = self._stop()
        if file is not None:
            file.remove()

    def leave(self) -> None:
        """Stop following and leave the journal on disk, to be found by ``left_behind``."""
        file = self._stop()
        if file is not None:
            file.let_go()

    def _stop(self) -> JournalFile | None:
        file, self._file = self._file, None
        self._proposal = self._start = self._on_disk = self.problem = None
        self._drop_superseded()
        return file

    def _drop_superseded(self) -> None:
        for file in self._superseded:
            file.remove()
        self._superseded.clear()

    def _write_anew(self, state: State) -> None:
        if self._start is None:
            return
        if self._file is None and not state.holds_work:
            self._drop_superseded()
            return
        if self.problem is not None and time.monotonic() - self._failed_at < self._retry_after:
            return
        content = whole(records_from_start(self._start, state))
        file = self._file or JournalFile(self._folder)
        try:
            file.begin(content)
        except OSError as error:
            self._fail(error)
            return
        self._file, self._on_disk, self.problem = file, state, None
        self._drop_superseded()

    def _fail(self, error: OSError) -> None:
        """Take note that the disk refused: all is written anew when it does not any more."""
        self._on_disk = None
        self._failed_at = time.monotonic()
        self.problem = (
            f"Your work is not being kept for a crash at present: {self._folder} cannot be written "
            f"({error.strerror or error}). Go on as you like and save often; this is tried again by itself."
        )


def keep_all_now() -> None:
    """Write down and sync everything in all journals of this process, before something that may end it."""
    for journal in list(_open_here):
        journal.follow()
        journal.sync()
