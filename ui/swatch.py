"""A small square of a jurisdiction's fill, to stand beside its name."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_SIZE = 14


@cache
def swatch(color: str) -> QIcon:
    """Return the square for a fill "#RRGGBB"."""
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setBrush(QColor(color))
    painter.setPen(QColor("#5b6670"))
    painter.drawRect(1, 1, _SIZE - 3, _SIZE - 3)
    painter.end()
    return QIcon(pixmap)
