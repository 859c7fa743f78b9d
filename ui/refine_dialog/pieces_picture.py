"""A small picture of a unit with its pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.level_paths import polygon
from ui.map_style import MapStyle, dark, light
from ui.tints import is_dark

if TYPE_CHECKING:
    from borderkit.projection import Geometries

_MARGIN = 8
_LEAST, _WANTED = QSize(180, 150), QSize(260, 220)
#: What belongs to nobody yet has the same colour everywhere.
_FILL = 0xB9C2CA
_LINE, _OUTER_LINE = 1.0, 2.0


class PiecesPicture(QWidget):
    """Draws outlines in degrees, as wide as they are at their latitude."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("piecesPicture")
        self.setAccessibleName("The unit with its pieces")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST)
        self._paths: list[QPainterPath] = []
        self._outer = QPainterPath()

    @property
    def n_pieces(self) -> int:
        """How many pieces are drawn."""
        return len(self._paths)

    def show_pieces(self, outlines: Geometries | None) -> None:
        """Draw these outlines, (n_pieces,), or nothing."""
        self._paths, self._outer = [], QPainterPath()
        if outlines is not None and len(outlines):
            self._make_paths(outlines)
        self.update()

    def _make_paths(self, outlines: Geometries) -> None:
        import shapely

        left, bottom, right, top = shapely.total_bounds(outlines).tolist()
        stretch = float(np.cos(np.radians((bottom + top) / 2)))
        origin = np.array(((left + right) / 2, (bottom + top) / 2))
        # A metre or so: the picture needs whole numbers no more than degrees.
        size = np.array((stretch, -1.0)) * 1e5

        def path(outline: shapely.Geometry) -> QPainterPath:
            made = QPainterPath()
            for ring in shapely.get_rings(shapely.get_parts(outline)):
                made.addPolygon(polygon((shapely.get_coordinates(ring) - origin) * size))
            return made

        self._paths = [path(outline) for outline in outlines]
        self._outer = path(shapely.coverage_union_all(outlines))

    def sizeHint(self) -> QSize:
        """Return a size in which pieces can be told apart."""
        return _WANTED

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all pieces as large as fits."""
        style: MapStyle = dark() if is_dark() else light()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), style.water)
        painter.setPen(style.frame)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        box = self._outer.boundingRect()
        if not box.isEmpty():
            room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            scale = min(room.width() / box.width(), room.height() / box.height())
            painter.translate(self.rect().center())
            painter.scale(scale, scale)
            painter.translate(-box.center())
            painter.setBrush(QColor(int(style.shaded(np.array([_FILL], dtype=np.uint32))[0])))
            painter.setPen(_pen(style.frame if is_dark() else style.halo, _LINE))
            for path in self._paths:
                painter.drawPath(path)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_pen(style.border, _OUTER_LINE))
            painter.drawPath(self._outer)
        painter.end()
        event.accept()


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
