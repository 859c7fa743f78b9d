"""What lies over the picture of the map: the unit under the pointer, the keyboard's unit, the gesture in hand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.map_renderer import MapRenderer, line_pen, transform
from ui.map_style import MapStyle
from ui.map_view import MapView

_POINTED_WIDTH, _FOCUS_WIDTH, _GESTURE_WIDTH = 1.6, 3.2, 1.4
#: A unit with a side smaller than this many pixels is ringed, since its outline would be a dot.
_RINGED_BELOW = 7.0
_RING = 7.0


def paint_unit(painter: QPainter, renderer: MapRenderer, view: MapView, unit: int, *, focused: bool) -> None:
    """Outline a unit, and ring it if it is tiny; the keyboard's with a wider line."""
    style = renderer.style
    path = renderer.unit_path(unit, view.scale)
    box = path.boundingRect()
    width = _FOCUS_WIDTH if focused else _POINTED_WIDTH
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(transform(view), True)
    if focused:
        painter.strokePath(path, line_pen(style.halo, width + 2.4))
    painter.strokePath(path, line_pen(style.pointer, width))
    painter.restore()
    if min(box.width(), box.height()) < _RINGED_BELOW * view.scale:
        centre = QPointF(*view.to_pixel(box.center().x(), box.center().y()))
        _paint_ring(painter, style, centre, _RING)


def paint_brush(painter: QPainter, style: MapStyle, at: QPointF, radius: float) -> None:
    """Draw the circle that a brush covers."""
    if radius:
        _paint_ring(painter, style, at, radius)


def paint_gesture(painter: QPainter, style: MapStyle, view: MapView, outline: list[tuple[float, float]]) -> None:
    """Draw the line of a gesture, closed, with what it encloses lightly shaded."""
    if len(outline) < 2:
        return
    polygon = QPolygonF([QPointF(*view.to_pixel(x, y)) for x, y in outline])
    path = QPainterPath()
    path.addPolygon(polygon)
    path.closeSubpath()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QColor(style.selection)
    shade.setAlpha(26)
    painter.fillPath(path, shade)
    painter.strokePath(path, QPen(style.halo, _GESTURE_WIDTH + 1.6))
    painter.strokePath(path, QPen(style.pointer, _GESTURE_WIDTH, Qt.PenStyle.DashLine))
    painter.restore()


def _paint_ring(painter: QPainter, style: MapStyle, centre: QPointF, radius: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((style.halo, 2.6), (style.pointer, 1.2)):
        painter.setPen(QPen(color, width))
        painter.drawEllipse(centre, radius, radius)
    painter.restore()
