"""The line that says what to do next, on a ground of its own."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent

from ui.elided_label import ElidedLabel
from ui.tints import tints

_SIDES, _ENDS = 10, 5


class HintLine(ElidedLabel):
    """One line of text on the ground of a notice, in the colours of the present scheme."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("hintLine")
        self.setContentsMargins(_SIDES, _ENDS, _SIDES, _ENDS)

    def letters(self) -> QColor:
        """Return the colour of letters on the notice's ground."""
        return tints().notice_text

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then the text."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tints().notice_ground)
        painter.end()
        super().paintEvent(event)
