"""Notices when somebody else writes to the file of the proposal in work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from borderkit.file_watch import FileState, changed_on_disk, file_state, looks_untouched
from ui.notice_bar import Choice, NoticeBar

if TYPE_CHECKING:
    from ui.file_commands import FileCommands
    from ui.session import Session

OPEN_ANEW, KEEP = "Open it anew", "Keep what is here"
_ABOUT = "the file on disk"


class DiskWatch(QObject):
    """Looks at the file whenever the person comes back to the window, and tells once of each change."""

    def __init__(self, session: Session, files: FileCommands, bar: NoticeBar, window: QWidget) -> None:
        """Belong to the window."""
        super().__init__(window)
        self._session = session
        self._files = files
        self._bar = bar
        self._told: FileState | None = None
        session.proposal_replaced.connect(self._forget)
        session.history_changed.connect(self._forget_if_saved)
        window.installEventFilter(self)

    def look(self) -> None:
        """Tell if the file is another than the one that was opened or saved here."""
        path, known = self._session.path, self._session.on_disk
        if path is None or known is None or looks_untouched(path, known) or not changed_on_disk(path, known):
            return
        now = file_state(path)
        if now == self._told:
            return
        self._told = now
        self._bar.take_back(_ABOUT)
        self._bar.tell(
            f"{path.name} was changed outside of this window since you opened it. Nothing is replaced unasked.",
            [Choice(OPEN_ANEW, lambda: self._files.open(path)), Choice(KEEP)],
            _ABOUT,
        )

    def _forget(self) -> None:
        self._told = None
        self._bar.take_back(_ABOUT)

    def _forget_if_saved(self) -> None:
        if self._told is not None and self._session.is_saved:
            self._forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window becomes the active one."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)
