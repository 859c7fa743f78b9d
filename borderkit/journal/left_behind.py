"""Journals whose program ended without closing them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from borderkit import locations
from borderkit.errors import JournalError
from borderkit.journal.journal_file import SUFFIX, draft_path, lock_path
from borderkit.journal.reading import Contents, read_journal
from borderkit.ownership import Claim, drop_ownerless


class Journal:
    """A journal that was left behind. Nobody else is offered it while this process holds it.

    Attributes:
        path: the file.
        contents: what it holds; None where that cannot be read.
        problem: why it cannot be read; "" where it can.

    """

    def __init__(self, path: Path, claim: Claim, contents: Contents | None, problem: str = "") -> None:
        """Hold it by a claim on its lock file."""
        self.path = path
        self.contents = contents
        self.problem = problem
        self._claim = claim

    def discard(self) -> None:
        """Remove it for good."""
        _remove(self.path)
        self._claim.release()

    def let_go(self) -> None:
        """Leave it for others, or for the next start."""
        self._claim.release()


def left_behind(folder: Path | None = None) -> list[Journal]:
    """Return the journals without an owner, the latest first, and hold them.

    Those that hold no work are removed on the way, and so is what else a dead process left.
    """
    folder = folder or locations.journals()
    found = [journal for path in folder.glob(f"*{SUFFIX}") if (journal := _claimed(path)) is not None]
    for draft in folder.glob(draft_path(Path("*")).name):
        _remove_ownerless(draft)
    drop_ownerless(folder)
    drop_ownerless(folder / "open")
    return sorted(found, key=lambda journal: journal.contents.when if journal.contents else 0, reverse=True)


def _claimed(path: Path) -> Journal | None:
    """Return a journal if nobody owns it and it holds work."""
    try:
        claim = Claim.take(lock_path(path))
    except OSError:
        # Whose it is cannot be found out: leave it alone.
        return None
    if claim is None:
        return None
    try:
        contents = read_journal(path)
    except JournalError as error:
        if path.exists():
            return Journal(path, claim, None, str(error))
        contents = None
    if contents is None or not contents.state.holds_work:
        _remove(path)
        claim.release()
        return None
    return Journal(path, claim, contents)


def _remove(path: Path) -> None:
    for each in (path, draft_path(path)):
        with contextlib.suppress(OSError):
            each.unlink()


def _remove_ownerless(draft: Path) -> None:
    with contextlib.suppress(OSError):
        claim = Claim.take(lock_path(draft))
        if claim is not None:
            draft.unlink()
            claim.release()
