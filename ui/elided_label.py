"""A line of text that never asks for more room than there is: what does not fit is shown as a tooltip."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class ElidedLabel(QLabel):
    """Plain text on one line, its end replaced by an ellipsis where it does not fit."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line; the width is whatever there is."""
        return QSize(0, super().minimumSizeHint().height())

    def letters(self) -> QColor:
        """Return the colour of the text."""
        return self.palette().windowText().color()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        # Names from files are text, which a tooltip could take for markup.
        whole = f"<qt>{html.escape(self.text(), quote=False)}</qt>"
        self.setToolTip(whole if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.letters())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
        event.accept()
