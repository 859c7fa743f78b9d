"""Keeps everything that is done in a window on disk as it is done, and offers what a crash left behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout

from borderkit.journal import ProposalJournal
from borderkit.journal.state import ProposalFile
from ui import bug_report
from ui.closing import WhenClosed
from ui.disk_watch import DiskWatch
from ui.notice_bar import Choice, NoticeBar
from ui.recovery_bar import RecoveryOffers
from ui.session import Session

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_RETRY_MS = 6000
_NOT_KEPT, _SHARED = "the journal", "another window"


class JournalKeeper(QObject):
    """Follows a session with a journal.

    Attributes:
        bar: where it tells and offers.
        offers: what was left behind.
        journal: the journal of the proposal in work.

    """

    def __init__(self, window: MainWindow, bar: NoticeBar) -> None:
        """Follow the session of a window from now on."""
        super().__init__(window)
        self.bar = bar
        self.journal = ProposalJournal()
        self._session: Session = window.session
        self._file = ProposalFile()
        self._was_kept = True
        self.offers = RecoveryOffers(window.session, window.files, bar, lambda: self.is_keeping, self)
        self._retry = QTimer(self, singleShot=True, interval=_RETRY_MS)
        self._retry.timeout.connect(self.follow)
        self._session.proposal_replaced.connect(self._begin)
        self._session.history_changed.connect(self.follow)
        self._session.settings_changed.connect(self.follow)
        self._begin()

    @property
    def is_keeping(self) -> bool:
        """Whether what is done now is kept on disk."""
        return self.journal.problem is None

    def follow(self) -> None:
        """Write down what happened since the last time."""
        file = self._present_file()
        if file != self._file:
            self._file = file
            self.journal.saved(file)
        else:
            self.journal.follow()
        self._tell_trouble()

    def end(self) -> None:
        """Remove the journal: the window was closed, and everything in it is saved or was let go by the person."""
        self._retry.stop()
        self.journal.end()
        self.offers.let_go()

    def _begin(self) -> None:
        self._file = self._present_file()
        self.journal.begin(self._session.proposal, self._file)
        self._tell_trouble()

    def _present_file(self) -> ProposalFile:
        return ProposalFile(self._session.path, self._session.on_disk)

    def _tell_trouble(self) -> None:
        """Say once that work is not kept, and take it back when it is again."""
        problem = self.journal.problem
        if problem is not None:
            self._retry.start()
        if self._was_kept and problem is not None:
            self.bar.tell(problem, [Choice("OK")], _NOT_KEPT)
        elif not self._was_kept and problem is None:
            self.bar.take_back(_NOT_KEPT)
        self._was_kept = problem is None


def keep_journal(window: MainWindow) -> JournalKeeper:
    """Keep a journal of everything done in a window, and offer in it what was left behind; the first call does it."""
    keeper = window.findChild(JournalKeeper)
    if keeper is not None:
        return keeper
    bar = NoticeBar()
    column = window.map.layout()
    if isinstance(column, QBoxLayout):
        column.insertWidget(0, bar)
    keeper = JournalKeeper(window, bar)
    window.files.open_elsewhere.connect(partial(_tell, bar))
    DiskWatch(window.session, window.files, bar, window)
    WhenClosed(window).closed.connect(keeper.end)
    for name, action in window.actions_by_name.items():
        action.triggered.connect(partial(bug_report.note, name))
    # After the window is up: nothing of this may delay the map.
    soon = QTimer(keeper, singleShot=True, interval=0)
    soon.timeout.connect(keeper.offers.offer)
    soon.start()
    return keeper


def _tell(bar: NoticeBar, text: str) -> None:
    bar.take_back(_SHARED)
    bar.tell(text, [Choice("OK")], _SHARED)
