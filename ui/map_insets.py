"""The frames of the insets, with their names and scales."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from borderkit.ground import INSET_MARGIN
from borderkit.prepared import PreparedLayer
from ui.figure_font import figure_font
from ui.map_scale import paint_inset_scales
from ui.map_style import MapStyle
from ui.map_view import MapView

_CAPTION_PIXELS, _CAPTION_GAP = 11, 3


def paint_insets(
    painter: QPainter,
    view: MapView,
    prepared: PreparedLayer,
    style: MapStyle,
    pen: float = 1.0,
    clip: QRectF | None = None,
    family: str = "",
) -> None:
    """Frame the insets that are drawn anew, and say their scale.

    Args:
        painter: draws in pixels of the view.
        view: what is shown.
        prepared: whose insets.
        style: the colours.
        pen: by what factor lines and letters are larger than on a common screen.
        clip: the part that is drawn anew; all of the view if None.
        family: the typeface; the application's if empty.

    """
    frame = prepared.frame
    clip = QRectF(0, 0, view.width, view.height) if clip is None else clip
    names = {jurisdiction.code: jurisdiction.name for jurisdiction in prepared.layer.jurisdictions}
    font = figure_font(_CAPTION_PIXELS, family)
    below = _CAPTION_PIXELS + _CAPTION_GAP
    for code, (left, bottom, right, top) in frame.insets.items():
        x0, y0 = view.to_pixel(left - INSET_MARGIN, top + INSET_MARGIN)
        x1, y1 = view.to_pixel(right + INSET_MARGIN, bottom - INSET_MARGIN)
        rect = QRectF(x0, y0, x1 - x0, y1 - y0)
        if not rect.adjusted(-pen, -pen, pen, (below + 1) * pen).intersects(clip):
            continue
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(style.frame, pen))
        painter.drawRect(rect)
        scale = frame.inset_scales[code]
        caption = names[code] if scale == 1 else f"{names[code]}, at {scale:.0%} of the scale"
        if QFontMetricsF(font).horizontalAdvance(caption) * pen < rect.width():
            painter.save()
            painter.translate(x0, y1)
            painter.scale(pen, pen)
            painter.setFont(font)
            painter.setPen(style.caption)
            painter.drawText(QPointF(0, below), caption)
            painter.restore()
        parts = [ground for ground in frame.ground if ground.code == code]
        paint_inset_scales(painter, view, parts, frame.insets, style, pen, family)
