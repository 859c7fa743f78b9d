"""The line at the foot of the window: the county under the pointer, what was just done, how many counties moved."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from borderkit.number_format import NumberFormat
from ui.elided_label import ElidedLabel
from ui.sentences import moved_sentence, unit_sentence
from ui.session import Session

_TOLD_FOR_MS = 6000


class StatusLine(QObject):
    """Fills a status bar; what is told stays for some seconds, or until the pointer comes to another county."""

    def __init__(self, session: Session, numbers: NumberFormat, bar: QStatusBar) -> None:
        """Show what moved, and no county yet."""
        super().__init__(bar)
        self._session = session
        self._numbers = numbers
        self._hovered = -1
        self._text = ElidedLabel()
        self._text.setObjectName("pointedAt")
        self._moved = QLabel()
        self._told = QTimer(self, singleShot=True, interval=_TOLD_FOR_MS)
        bar.addWidget(self._text, 1)
        bar.addPermanentWidget(self._moved)
        self._told.timeout.connect(self.show_pointed_at)
        session.units_moved.connect(self.show_moved)
        session.history_changed.connect(self.show_moved)
        session.settings_changed.connect(self.show_pointed_at)
        session.told.connect(self.tell)
        self.show_moved()

    @property
    def text(self) -> str:
        """What is read in it."""
        return self._text.text()

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers another way."""
        self._numbers = numbers
        self.show_pointed_at()

    def tell(self, text: str) -> None:
        """Show a sentence for a while."""
        self._text.setText(text)
        self._told.start()

    def point_at(self, unit: int) -> None:
        """Name a unit, by its position, or none: -1."""
        self._hovered = unit
        self._told.stop()
        self.show_pointed_at()

    def show_moved(self) -> None:
        """Say how many counties are moved; while a stroke goes on, too."""
        self._moved.setText(moved_sentence(self._session) + "  ")
        self.show_pointed_at()

    def show_pointed_at(self) -> None:
        """Name the county under the pointer, unless something is being told."""
        if not self._told.isActive():
            hovered = self._hovered
            self._text.setText(self._sentence(hovered) if hovered >= 0 else "")

    def _sentence(self, unit: int) -> str:
        """Return what is told of a county: its figures, then those that a person joined."""
        told = unit_sentence(self._session, unit, self._numbers)
        if not self._session.proposal.joined:
            return told
        from ui.joined_sentence import joined_sentence

        return f"{told}; {joined_sentence(self._session.proposal, unit)}"
