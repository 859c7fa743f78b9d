"""A small square of a jurisdiction's fill, to stand beside its name."""

from __future__ import annotations

from functools import cache

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter

from ui import map_style
from ui.icons import PaintedIcon
from ui.tints import is_dark, tints

#: How much of the icon's side is left clear at each end.
_MARGIN = 0.14


@cache
def swatch(color: str) -> QIcon:
    """Return the square for a fill "#RRGGBB", as the map shows it in the present scheme."""
    return QIcon(_Swatch(color))


class _Swatch(PaintedIcon):
    """Draws the square anew at each painting."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, _mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the fill with an edge around it."""
        side = min(rect.width(), rect.height()) * (1 - 2 * _MARGIN)
        square = QRectF(0, 0, round(side), round(side))
        square.moveTopLeft((QRectF(rect).center() - square.center()).toPoint())
        painter.fillRect(square, tints().edge)
        painter.fillRect(square.adjusted(1, 1, -1, -1), _on_map(self._color, dark=is_dark()))

    def clone(self) -> QIconEngine:
        """Return another of the same fill."""
        return _Swatch(self._color)


@cache
def _on_map(color: str, *, dark: bool) -> QColor:
    style = map_style.dark() if dark else map_style.light()
    fill = np.array([QColor(color).rgb() & 0xFFFFFF], dtype=np.uint32)
    return QColor(int(style.shaded(fill)[0]))
