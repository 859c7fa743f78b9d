"""Says in a dialog why what was entered cannot be accepted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from ui.tints import tints


class RefusalLabel(QLabel):
    """Plain text over several lines in the colour of refusals, which follows the scheme."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(wordWrap=True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._color_letters()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color_letters()

    def _color_letters(self) -> None:
        palette, color = self.palette(), tints().refusal
        # Setting a palette sends the very event that calls this.
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)
