"""The small word behind what was guessed; why, is told by its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from ui.layer_wizard.texts import tip
from ui.tints import tints

GUESSED = "guessed"


class GuessMark(QLabel):
    """Says “guessed” in the colour of what matters less, or nothing; it keeps its room."""

    def __init__(self) -> None:
        """Start without a guess."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(GUESSED) + 2)
        self._color_letters()

    def say(self, reason: str | None) -> None:
        """Say that something was guessed, and why; None that it was not."""
        self.setText("" if reason is None else GUESSED)
        self.setToolTip(tip(reason or ""))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color_letters()

    def _color_letters(self) -> None:
        palette, color = self.palette(), tints().muted
        # Setting a palette sends the very event that calls this.
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)
