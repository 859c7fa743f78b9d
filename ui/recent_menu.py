"""The menu of the files that were open last."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.preferences import Preferences


class RecentMenu(QMenu):
    """Names the recent files.

    Signals:
        chosen: the path of one.
    """

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        """Show what the preferences remember."""
        super().__init__(parent)
        self._preferences = preferences
        self.fill()

    def fill(self) -> None:
        """Name the files anew."""
        self.clear()
        for path in self._preferences.recent_files:
            action = self.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._choose, path))
        if self.isEmpty():
            self.addAction("No recent files").setEnabled(False)
        else:
            self.addSeparator()
            self.addAction("Empty this list").triggered.connect(self._forget)

    def _choose(self, path: Path, *_: object) -> None:
        self.chosen.emit(path)

    def _forget(self) -> None:
        self._preferences.forget_files()
        self.fill()
