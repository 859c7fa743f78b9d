"""The legend of the map: its drawing on any device, in rows from top to bottom."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from borderkit.legend import Legend, LegendEntry
from ui.figure_font import figure_font, wrapped
from ui.hatching import ink, paint_hatch
from ui.map_style import MapStyle

#: What the dashed line on the map means.
OLD_LINES = "State lines of today"
#: What the solid line means beside it.
_NEW_LINES = "State lines of the proposal"
_SOURCE = "Source: "

#: Pixels of a common screen.
_TEXT_PIXELS, _SMALL_PIXELS = 11, 10
_LINE, _SMALL_LINE = 14.0, 13.0
SWATCH_WIDTH, SWATCH_HEIGHT, _GAP = 22.0, 12.0, 8.0
_AFTER_TITLE, _BETWEEN, _BEFORE_SMALL = 5.0, 3.0, 5.0


def old_lines(legend: Legend) -> str:
    """Return what the dashed line means on a map with a legend."""
    return _lines_of(legend, OLD_LINES)


def _lines_of(legend: Legend, text: str) -> str:
    return text.replace("State", legend.state.capitalize())


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of text with what stands before them: the colour of an entry, or a line of the map."""

    lines: tuple[str, ...]
    above: float
    font: QFont
    is_small: bool = False
    entry: LegendEntry | None = None
    dashed: bool = False
    solid: bool = False

    @property
    def indent(self) -> float:
        return SWATCH_WIDTH + _GAP if self.entry or self.dashed or self.solid else 0.0

    @property
    def line(self) -> float:
        return _SMALL_LINE if self.is_small else _LINE

    @property
    def height(self) -> float:
        return self.above + self.line * len(self.lines)


def legend_size(
    legend: Legend,
    width: float,
    pen: float = 1.0,
    *,
    moved: bool = False,
    proposed: bool = False,
    family: str = "",
) -> QSizeF:
    """Return the room that a legend takes if it may be ``width`` wide, in pixels; it is no wider than it needs to be.

    Args:
        legend: what it says.
        width: the most that it may be wide.
        pen: by what factor it is larger than on a common screen.
        moved: whether the map shows state lines of today that are none in the proposal.
        proposed: whether the state lines of the proposal are told, too.
        family: the typeface; the application's if empty.

    """
    paragraphs = _paragraphs(legend, width / pen, _Lines(moved, proposed), family)
    if not paragraphs:
        return QSizeF()
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
    proposed: bool = False,
    family: str = "",
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
        proposed: whether the state lines of the proposal are told, too.
        family: the typeface; the application's if empty.

    """
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(pen, pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    y = 0.0
    # What is as wide as the room is not to be broken once more by a rounding.
    for paragraph in _paragraphs(legend, rect.width() / pen + 0.01, _Lines(moved, proposed), family):
        y += paragraph.above
        sample = QRectF(0.5, y + (paragraph.line - SWATCH_HEIGHT) / 2, SWATCH_WIDTH - 1, SWATCH_HEIGHT)
        if paragraph.entry:
            paint_swatch(painter, sample, paragraph.entry, style, hatched=hatched)
        elif paragraph.dashed:
            paint_old_line(painter, sample, style)
        elif paragraph.solid:
            paint_new_line(painter, sample, style)
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


def paint_new_line(painter: QPainter, rect: QRectF, style: MapStyle) -> None:
    """Draw a sample of the line of the proposal's borders across the middle of a rectangle."""
    painter.setPen(QPen(style.border, style.border_width))
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


@dataclass(frozen=True, slots=True)
class _Lines:
    """Which lines of the map a legend tells of: today's state lines, the proposal's."""

    moved: bool
    proposed: bool


def _paragraphs(legend: Legend, width: float, lines: _Lines, family: str) -> list[_Paragraph]:
    """Return what a legend says within a width in pixels of a common screen, from top to bottom."""
    text, small = figure_font(_TEXT_PIXELS, family), figure_font(_SMALL_PIXELS, family)
    beside = width - SWATCH_WIDTH - _GAP
    found: list[_Paragraph] = []
    if legend.title:
        bold = figure_font(_TEXT_PIXELS, family, QFont.Weight.Bold)
        found.append(_Paragraph(wrapped(legend.title, bold, width), 0.0, bold))
    for position, entry in enumerate(legend.entries):
        above = (_BETWEEN if position else _AFTER_TITLE) if found else 0.0
        found.append(_Paragraph(wrapped(entry.label, text, beside), above, text, entry=entry))
    if lines.moved:
        found.append(_Paragraph(wrapped(old_lines(legend), text, beside), _BETWEEN, text, dashed=True))
    if lines.proposed:
        found.append(_Paragraph(wrapped(_lines_of(legend, _NEW_LINES), text, beside), _BETWEEN, text, solid=True))
    sentences = filter(None, (legend.note, f"{_SOURCE}{legend.source}" if legend.source else ""))
    found += [_Paragraph(wrapped(told, small, width), _BEFORE_SMALL, small, is_small=True) for told in sentences]
    return found


def plain_legend(legend: Legend, *, moved: bool) -> str:
    """Return a legend in words."""
    said = [legend.title, *(entry.label for entry in legend.entries), old_lines(legend) if moved else "", legend.note]
    return "\n".join(filter(None, [*said, f"{_SOURCE}{legend.source}" if legend.source else ""]))
