"""Tells when a window was closed for good, after everyone who may refuse has agreed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget


class WhenClosed(QObject):
    """Watches a window.

    Signals:
        closed: it was closed; a window that is only minimised, or whose closing was refused, is not.
    """

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        """Belong to the window."""
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look out for the window's hiding, which follows its close event once that was accepted."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.closed.emit()
        return super().eventFilter(watched, event)
