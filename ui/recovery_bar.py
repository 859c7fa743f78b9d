"""Offers what a program that ended unexpectedly left behind, above the map and without a question in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from borderkit.bundled import BUNDLED_NAME
from borderkit.errors import JournalError
from borderkit.journal import Contents, Journal, left_behind
from borderkit.journal.recovery import recovered
from ui import messages
from ui.notice_bar import Choice, NoticeBar

if TYPE_CHECKING:
    from ui.file_commands import FileCommands
    from ui.session import Session

RESTORE, OPEN_MAP, DISCARD, LATER = "Restore", "Open its map", "Discard", "Later"


class RecoveryOffers(QObject):
    """Offers the journals that nobody owns, one after the other; those put off are offered at the next start."""

    def __init__(
        self, session: Session, files: FileCommands, bar: NoticeBar, is_kept: Callable[[], bool], parent: QObject
    ) -> None:
        """Restore into ``session``; a journal goes once ``is_kept`` says that what it held is kept anew."""
        super().__init__(parent)
        self._session = session
        self._files = files
        self._bar = bar
        self._is_kept = is_kept
        self._held: list[Journal] = []

    def offer(self) -> None:
        """Look for journals and offer them."""
        for journal in left_behind():
            self._held.append(journal)
            self._offer(journal)

    def let_go(self) -> None:
        """Leave what was not decided for the next start."""
        for journal in self._held:
            journal.let_go()
        self._held.clear()

    def _offer(self, journal: Journal) -> None:
        contents = journal.contents
        discard, later = Choice(DISCARD, lambda: self._discard(journal)), Choice(LATER)
        if contents is None:
            self._bar.tell(journal.problem, [discard, later])
        elif contents.start.layer.fits(self._session.layer):
            restore = Choice(RESTORE, lambda: self._restore(journal, contents))
            self._bar.tell(sentence(contents), [restore, discard, later])
        elif contents.start.layer.name == BUNDLED_NAME:
            # A window on the bundled map will offer it; here it could only be in the way.
            self._drop(journal)
        else:
            self._offer_map(journal, contents, [discard, later])

    def _offer_map(self, journal: Journal, contents: Contents, others: list[Choice]) -> None:
        source = Path(contents.start.layer.source)
        told = f"{sentence(contents)} It lies on the map {source.name or contents.start.layer.name}"
        if contents.start.layer.source and source.is_file():
            open_map = Choice(OPEN_MAP, lambda: self._open_map(journal, source))
            self._bar.tell(f"{told}.", [open_map, *others])
        else:
            self._bar.tell(f"{told}, which is not where it was: {source}. Put it back there to restore it.", others)

    def _restore(self, journal: Journal, contents: Contents) -> None:
        try:
            found = recovered(contents, self._session.layer)
        except JournalError as error:
            messages.show_error(self._files.window, error)
            return
        if not self._files.restore(found):
            self._offer(journal)
            return
        if self._is_kept():
            self._discard(journal)
        if found.damaged:
            self._bar.tell(
                "The end of what was kept is damaged: the last steps may be missing. Everything before them is here.",
                [Choice("OK")],
            )

    def _open_map(self, journal: Journal, source: Path) -> None:
        # The window of that map looks for journals itself and offers this one.
        self._drop(journal)
        self._files.layer_wanted.emit(source)

    def _discard(self, journal: Journal) -> None:
        self._held.remove(journal)
        journal.discard()

    def _drop(self, journal: Journal) -> None:
        self._held.remove(journal)
        journal.let_go()


def sentence(contents: Contents) -> str:
    """Say what was left behind: of which proposal, how much of it is in no file, and from when."""
    unsaved, in_file = contents.n_unsaved, contents.state.file.path is not None
    steps = f"{unsaved:,} step{'' if unsaved == 1 else 's'}"
    if contents.is_saved and in_file:
        what = "it was saved"
    elif not unsaved:
        what = "it is in no file yet"
    elif in_file:
        what = f"{steps} since it was last saved"
    else:
        what = f"{steps} that {'is' if unsaved == 1 else 'are'} in no file yet"
    return f"BorderKit ended unexpectedly while you worked on “{contents.title}”: {what}, {_time(contents.when)}."


def _time(when: int) -> str:
    then, now = datetime.fromtimestamp(when).astimezone(), datetime.now().astimezone()
    day = (
        "" if then.date() == now.date() else f"{then.day} {then:%B}{f' {then.year}' if then.year != now.year else ''}, "
    )
    return f"{day}{then:%H:%M}"
