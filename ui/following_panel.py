"""A panel that follows the proposal at its leisure: a moment after it changed, and only while it can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

_MARGIN = 6


class FollowingPanel(QWidget):
    """The base of panels whose content is worked out anew when the proposal has changed; they override ``fill``."""

    def __init__(self, after_ms: int, parent: QWidget | None = None) -> None:
        """Wait ``after_ms`` milliseconds without a change before the content is worked out."""
        super().__init__(parent)
        self._is_seen = True
        self._soon = QTimer(self, singleShot=True, interval=after_ms)
        self._soon.timeout.connect(self.fill)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)

    def follow(self, signals: Iterable[SignalInstance]) -> None:
        """Work out the content soon after any of the signals."""
        for signal in signals:
            signal.connect(self.fill_soon)

    def set_seen(self, seen: bool) -> None:
        """Follow only while the panel is the one of its tabs that is seen; catch up when it comes into sight."""
        self._is_seen = seen
        if seen:
            self.fill_soon()

    def fill(self) -> None:
        """Work out the content; each panel has its own."""

    def fill_soon(self) -> None:
        """Work out the content once the window has had its turn, if the panel is seen."""
        if self._is_seen:
            self._soon.start()
