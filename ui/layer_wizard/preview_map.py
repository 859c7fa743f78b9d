"""A small map of the rows that were read, coloured by the homes of the units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.layer_wizard.outlines import Outlines
from ui.level_paths import polygon
from ui.map_style import MapStyle, dark, light
from ui.tints import is_dark

_MARGIN = 8
_LEAST = QSize(200, 120)
_WANTED = QSize(420, 240)
#: Of a unit whose home is not known.
_NO_HOME = "#b9c2ca"
#: Where there are so many units, lines between them would cover them.
_MANY = 1_500
_LINE, _THIN_LINE, _MARK_LINE = 0.8, 0.4, 2.2


class PreviewMap(QWidget):
    """Draws outlines once for each size and colouring; one unit can be marked."""

    def __init__(self) -> None:
        """Start without outlines."""
        super().__init__()
        self.setObjectName("wizardMap")
        self.setAccessibleName("Preview of the map")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST)
        self._outlines: Outlines | None = None
        self._paths: list[QPainterPath] = []
        self._colors: list[str] = []
        self._marked = -1
        self._picture: QPixmap | None = None

    def show_outlines(self, outlines: Outlines) -> None:
        """Draw other outlines."""
        self._outlines, self._marked = outlines, -1
        self._paths = [_path(outlines, row) for row in range(len(outlines.rings_of) - 1)]
        self._redraw()

    def show_homes(self, homes: Sequence[str], colors: Mapping[str, str]) -> None:
        """Colour units.

        Args:
            homes: (n,) the code of each row's home; empty where homes cannot be told.
            colors: of the homes, "#rrggbb" by code.

        """
        wanted = [colors.get(code, _NO_HOME) for code in homes]
        if wanted != self._colors:
            self._colors = wanted
            self._redraw()

    def mark(self, row: int) -> None:
        """Mark one unit by a thick line; -1 for none."""
        self._marked = row
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in which a layer can be recognised."""
        return _WANTED

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew in another size."""
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the mark on it."""
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if 0 <= self._marked < len(self._paths):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setTransform(self._transform())
            painter.setPen(_pen(_style().outline, _MARK_LINE))
            painter.drawPath(self._paths[self._marked])
        painter.end()
        event.accept()

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def _drawn(self) -> QPixmap:
        style, ratio = _style(), self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(style.water)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(style.frame)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setTransform(self._transform())
        painter.setPen(_pen(style.unit_line, _LINE if len(self._paths) < _MANY else _THIN_LINE))
        fills = _shades(self._colors, style)
        for row, path in enumerate(self._paths):
            if not path.isEmpty():
                painter.setBrush(fills[self._colors[row] if row < len(self._colors) else _NO_HOME])
                painter.drawPath(path)
        painter.end()
        return picture

    def _transform(self) -> QTransform:
        """Return how outlines lie in the window: as large as fits, in the middle, north upwards."""
        bounds = self._outlines.bounds if self._outlines else None
        if bounds is None:
            return QTransform()
        left, bottom, right, top = bounds
        wide, high = max(right - left, 1e-9), max(top - bottom, 1e-9)
        scale = min((self.width() - 2 * _MARGIN) / wide, (self.height() - 2 * _MARGIN) / high)
        made = QTransform.fromTranslate(self.width() / 2, self.height() / 2)
        made.scale(scale, -scale)
        return made.translate(-wide / 2, -high / 2)


def _path(outlines: Outlines, row: int) -> QPainterPath:
    """Return a row's rings, measured from the left bottom corner of all."""
    path = QPainterPath()
    corner = np.array(outlines.bounds[:2]) if outlines.bounds else np.zeros(2)
    for ring in outlines.rings(row):
        positions: NDArray[Any] = ring - corner
        path.addPolygon(polygon(positions))
    return path


def _style() -> MapStyle:
    return dark() if is_dark() else light()


def _shades(colors: Sequence[str], style: MapStyle) -> dict[str, QColor]:
    """Return fills by the colours that they are asked for with, as they look on this ground."""
    distinct = list(dict.fromkeys((*colors, _NO_HOME)))
    shaded = style.shaded(np.array([QColor(color).rgb() & 0xFFFFFF for color in distinct], dtype=np.uint32))
    return {color: QColor(int(value)) for color, value in zip(distinct, shaded, strict=True)}


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
