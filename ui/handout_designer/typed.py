"""What is typed and chosen for a handout, between the fields and the proposal that keeps it."""

from __future__ import annotations

from dataclasses import fields, replace

from PySide6.QtCore import QObject, QTimer, Signal

from borderkit.handout.choices import Format, Words
from borderkit.handout.stored import stored_format, stored_words
from ui.session import Session

#: After so many milliseconds without a key, what was typed becomes a step that can be undone.
_PAUSE_MS = 1000


class Typed(QObject):
    """Follows the fields at once, and makes a step of what they say when a field is left or the hand rests.

    Attributes:
        words: what the fields say now, kept or not.
        layout: what is chosen now.

    Signals:
        changed: words or format differ; the pages are to be made anew.
        refreshed: they were changed elsewhere, by undo or by another proposal; the fields are to show them.
        pause_over: the hand rested; what was typed is a step now, unless a stroke goes on.

    """

    changed = Signal()
    refreshed = Signal()
    pause_over = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Begin with what the proposal in work keeps."""
        super().__init__(parent)
        self._session = session
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._keep_after_pause)
        self._stored_words, self._stored_layout = self._stored()
        self.words: Words = self._stored_words
        self.layout: Format = self._stored_layout
        session.details_changed.connect(self._follow)
        session.proposal_replaced.connect(self._start_anew)

    @property
    def is_kept(self) -> bool:
        """Whether the proposal keeps all that the fields say."""
        return (self.words, self.layout) == (self._stored_words, self._stored_layout)

    def type_words(self, words: Words) -> None:
        """Take what the fields say while they are typed in."""
        if words != self.words:
            self.words = words
            self._pause.start()
            self.changed.emit()

    def choose_logo(self, logo: str) -> None:
        """Take another logo, or none: "". A choice is a step at once."""
        self.keep()
        self.type_words(replace(self.words, logo=logo))
        self.keep()

    def choose_layout(self, layout: Format) -> None:
        """Take another format. A choice is a step at once."""
        if layout != self.layout:
            self.keep()
            self.layout = layout
            self.changed.emit()
            self.keep()

    def keep(self) -> None:
        """Make a step of what is not kept yet."""
        self._pause.stop()
        if not self.is_kept:
            # Told of before the session tells, so that it does not look like a change from elsewhere.
            self._stored_words, self._stored_layout = self.words, self.layout
            self._session.edit_handout(self.words, self.layout)

    def _keep_after_pause(self) -> None:
        if self._session.stroke_in_progress:  # a step of ours would end it under the hand
            self._pause.start()
        else:
            self.keep()
        self.pause_over.emit()

    def _stored(self) -> tuple[Words, Format]:
        document = self._session.proposal.document
        return stored_words(document), stored_format(document)

    def _follow(self) -> None:
        """Take over what differs in the proposal; what is being typed in other fields stays."""
        words, layout = self._stored()
        if (words, layout) == (self._stored_words, self._stored_layout):
            return
        before, self._stored_words = self._stored_words, words
        differing = {
            field.name: getattr(words, field.name)
            for field in fields(Words)
            if getattr(words, field.name) != getattr(before, field.name)
        }
        self.words = replace(self.words, **differing)
        self.layout = self._stored_layout = layout
        self.refreshed.emit()
        self.changed.emit()

    def _start_anew(self) -> None:
        self._pause.stop()
        self._stored_words, self._stored_layout = self.words, self.layout = self._stored()
        self.refreshed.emit()
        self.changed.emit()
