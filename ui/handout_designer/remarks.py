"""What a person should know before printing a handout, below its pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPlainTextEdit

from ui.tints import tints

_LINES = 3
_NOTHING = "Everything fits; nothing is left out."


class Remarks(QPlainTextEdit):
    """Sentences, one a line, to be read and copied. Its height stays the same, so that the page does not jump."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__(readOnly=True)
        self.setObjectName("handoutWarnings")
        self.setAccessibleName("What to know before printing")
        self.setTabChangesFocus(True)
        margins = 2 * (int(self.document().documentMargin()) + self.frameWidth())
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + margins)
        self._warnings: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is said."""
        return self._warnings

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Say what there is to say, or that there is nothing."""
        self._warnings = tuple(warnings)
        text = "\n".join(warnings) or _NOTHING
        if text != self.toPlainText():
            self.setPlainText(text)
        self._color()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color()

    def _color(self) -> None:
        palette = self.palette()
        role = QPalette.ColorRole
        ground = tints().notice_ground if self._warnings else palette.color(role.AlternateBase)
        letters = tints().notice_text if self._warnings else tints().muted
        # Setting a palette sends the very event that calls this.
        if (palette.color(role.Base), palette.color(role.Text)) != (ground, letters):
            palette.setColor(role.Base, ground)
            palette.setColor(role.Text, letters)
            self.setPalette(palette)
