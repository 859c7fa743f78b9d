"""The legend of the map: its drawing on any device, in rows from top to bottom."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from borderkit.legend import Legend, LegendEntry
from ui.hatching import ink, paint_hatch
from ui.map_style import MapStyle

#: What the dashed line on the map means.
OLD_LINES = "State lines of today"
_SOURCE = "Source: "

#: Pixels of a common screen.
_TEXT_PIXELS, _SMALL_PIXELS = 11, 10
_LINE, _SMALL_LINE = 14.0, 13.0
SWATCH_WIDTH, SWATCH_HEIGHT, _GAP = 22.0, 12.0, 8.0
_AFTER_TITLE, _BETWEEN, _BEFORE_SMALL = 5.0, 3.0, 5.0


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of text with what stands before them: the colour of an entry, or the dashes of old lines."""

    lines: tuple[str, ...]
    above: float
    font: QFont
    is_small: bool = False
    entry: LegendEntry | None = None
    dashed: bool = False

    @property
    def indent(self) -> float:
        return SWATCH_WIDTH + _GAP if self.entry or self.dashed else 0.0

    @property
    def line(self) -> float:
        return _SMALL_LINE if self.is_small else _LINE

    @property
    def height(self) -> float:
        return self.above + self.line * len(self.lines)


def legend_size(legend: Legend, width: float, pen: float = 1.0, *, moved: bool = False) -> QSizeF:
    """Return the room that a legend takes if it may be ``width`` wide, in pixels; it is no wider than it needs to be.

    Args:
        legend: what it says.
        width: the most that it may be wide.
        pen: by what factor it is larger than on a common screen.
        moved: whether the map shows state lines of today that are none in the proposal.

    """
    paragraphs = _paragraphs(legend, width / pen, moved)
    widest = max(p.indent + max(QFontMetricsF(p.font).horizontalAdvance(line) for line in p.lines) for p in paragraphs)
    return QSizeF(math.ceil(widest) * pen, math.ceil(sum(p.height for p in paragraphs)) * pen)


def paint_legend(
    painter: QPainter,
    rect: QRectF,
    legend: Legend,
    style: MapStyle,
    pen: float = 1.0,
    *,
    hatched: bool = False,
    moved: bool = False,
) -> None:
    """Draw a legend as text and lines, without a ground of its own.

    Args:
        painter: draws in pixels.
        rect: where; as wide as ``legend_size`` says or wider, its text is never cut off.
        legend: what it says.
        style: the colours of the map.
        pen: by what factor it is larger than on a common screen.
        hatched: whether the map shows the patterns, too.
        moved: whether the map shows state lines of today that are none in the proposal.

    """
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(pen, pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    y = 0.0
    # What is as wide as the room is not to be broken once more by a rounding.
    for paragraph in _paragraphs(legend, rect.width() / pen + 0.01, moved):
        y += paragraph.above
        sample = QRectF(0.5, y + (paragraph.line - SWATCH_HEIGHT) / 2, SWATCH_WIDTH - 1, SWATCH_HEIGHT)
        if paragraph.entry:
            paint_swatch(painter, sample, paragraph.entry, style, hatched=hatched)
        elif paragraph.dashed:
            paint_old_line(painter, sample, style)
        metrics = QFontMetricsF(paragraph.font)
        painter.setFont(paragraph.font)
        painter.setPen(style.caption if paragraph.is_small else style.panel_text)
        for line in paragraph.lines:
            painter.drawText(QPointF(paragraph.indent, y + (paragraph.line + metrics.capHeight()) / 2), line)
            y += paragraph.line
    painter.restore()


def paint_old_line(painter: QPainter, rect: QRectF, style: MapStyle) -> None:
    """Draw a sample of the dashed line of today's borders across the middle of a rectangle."""
    dashes = QPen(style.old_border, 1.4)
    dashes.setDashPattern([3.0, 2.0])
    painter.setPen(dashes)
    painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))


def paint_swatch(painter: QPainter, rect: QRectF, entry: LegendEntry, style: MapStyle, *, hatched: bool) -> None:
    """Draw a sample of an entry's fill, and of its hatching if the map is ``hatched``."""
    fill = style.shaded(np.array([int(entry.color.removeprefix("#"), 16)], dtype=np.uint32))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgb(int(fill[0])))
    painter.drawRect(rect)
    if hatched:
        corners = (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft(), rect.topLeft())
        ring = np.array([(corner.x(), corner.y()) for corner in corners])
        paint_hatch(painter, ring, np.array([0, len(ring)]), entry.pattern, ink(style))
    painter.setPen(QPen(style.coast, 0.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)


def _paragraphs(legend: Legend, width: float, moved: bool) -> list[_Paragraph]:
    """Return what a legend says within a width in pixels of a common screen, from top to bottom."""
    text, bold, small = _font(_TEXT_PIXELS), _font(_TEXT_PIXELS, bold=True), _font(_SMALL_PIXELS)
    beside = width - SWATCH_WIDTH - _GAP
    found = [_Paragraph(_wrapped(legend.title, bold, width), 0.0, bold)]
    for entry in legend.entries:
        above = _BETWEEN if len(found) > 1 else _AFTER_TITLE
        found.append(_Paragraph(_wrapped(entry.label, text, beside), above, text, entry=entry))
    if moved:
        found.append(_Paragraph(_wrapped(OLD_LINES, text, beside), _BETWEEN, text, dashed=True))
    sentences = filter(None, (legend.note, f"{_SOURCE}{legend.source}" if legend.source else ""))
    found += [_Paragraph(_wrapped(told, small, width), _BEFORE_SMALL, small, is_small=True) for told in sentences]
    return found


def _wrapped(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """Return the lines of a text that are not wider than a width; a word that is wider is broken."""
    metrics = QFontMetricsF(font)
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if metrics.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while len(line) > 1 and metrics.horizontalAdvance(line) > width:
            fits = next(
                n for n in range(len(line) - 1, 0, -1) if n == 1 or metrics.horizontalAdvance(line[:n]) <= width
            )
            lines.append(line[:fits])
            line = line[fits:]
    return (*lines, line)


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def plain_legend(legend: Legend, *, moved: bool) -> str:
    """Return a legend in words."""
    said = [legend.title, *(entry.label for entry in legend.entries), OLD_LINES if moved else "", legend.note]
    return "\n".join(filter(None, [*said, f"{_SOURCE}{legend.source}" if legend.source else ""]))
