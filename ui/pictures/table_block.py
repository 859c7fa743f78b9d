"""The table of the states concerned beside a picture's map."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from borderkit.handout.content import Table
from ui.drawing_parts import part
from ui.figure_font import figure_font
from ui.map_style import MapStyle

_PIXELS, _SMALL_PIXELS = 11, 10
_ROW, _HEAD, _PAD, _GROUP_PAD = 17.0, 16.0, 8.0, 8.0
_BASELINE = 0.72
#: More rows than these are counted, not listed: a picture is no report.
_MOST_ROWS = 16
#: The most that a name may take of a row.
_LABEL_MOST = 170.0


@dataclass(frozen=True)
class TableBlock:
    """A table, made smaller as a whole where it is wider than its room."""

    table: Table
    style: MapStyle
    family: str
    name: str = "table"

    def height(self, width: float) -> float:
        """Return its height in some room."""
        n_rows = min(len(self.table.rows), _MOST_ROWS) + (len(self.table.rows) > _MOST_ROWS)
        return (2 * _HEAD + n_rows * _ROW + 4) * self._shrunk(width)

    def natural_width(self) -> float:
        """Return its width if nothing bounds it."""
        widths = self._widths()
        return sum(widths) + _GROUP_PAD * (len(self.table.groups) + 1)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw heads, rows and the lines between them."""
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(self._shrunk(rect.width()), self._shrunk(rect.width()))
        widths, edges = self._widths(), self._right_edges()
        text, bold = figure_font(_PIXELS, self.family), figure_font(_PIXELS, self.family, QFont.Weight.Bold)
        small = figure_font(_SMALL_PIXELS, self.family)
        at = 0
        y = _HEAD * _BASELINE
        painter.setFont(bold)
        painter.setPen(self.style.panel_text)
        with part(painter, "heads", anchor="end"):
            for group in self.table.groups:
                at += group.columns
                _right(painter, edges[at - 1], y, group.text)
            painter.setFont(small)
            painter.setPen(self.style.caption)
            for head, edge in zip(self.table.heads, edges, strict=True):
                _right(painter, edge, y + _HEAD, head)
        shown = self.table.rows[:_MOST_ROWS]
        line = QPen(self.style.frame, 0.7)
        top = 2 * _HEAD
        for number, row in enumerate(shown):
            painter.setPen(line)
            painter.drawLine(QPointF(0, top + number * _ROW), QPointF(edges[-1], top + number * _ROW))
            y = top + (number + _BASELINE) * _ROW
            painter.setPen(self.style.panel_text)
            painter.setFont(bold)
            label = QFontMetricsF(bold).elidedText(row.label, Qt.TextElideMode.ElideRight, widths[0])
            painter.drawText(QPointF(0, y), label)
            painter.setFont(text)
            with part(painter, row.label, anchor="end"):
                for cell, edge in zip(row.cells, edges, strict=True):
                    _right(painter, edge, y, cell.text)
        if len(self.table.rows) > len(shown):
            painter.setPen(self.style.caption)
            painter.setFont(small)
            told = f"and {len(self.table.rows) - len(shown)} more"
            painter.drawText(QPointF(0, top + (len(shown) + _BASELINE) * _ROW), told)
        painter.restore()

    def _shrunk(self, width: float) -> float:
        return min(1.0, width / self.natural_width())

    def _widths(self) -> list[float]:
        """Return the widths of the columns, that of the labels first."""
        text = QFontMetricsF(figure_font(_PIXELS, self.family))
        bold = QFontMetricsF(figure_font(_PIXELS, self.family, QFont.Weight.Bold))
        small = QFontMetricsF(figure_font(_SMALL_PIXELS, self.family))
        rows = self.table.rows[:_MOST_ROWS]
        labels = max((min(bold.horizontalAdvance(row.label), _LABEL_MOST) for row in rows), default=0.0)
        widths = [
            max(small.horizontalAdvance(head), *(text.horizontalAdvance(row.cells[at].text) for row in rows)) + _PAD
            for at, head in enumerate(self.table.heads)
        ]
        first = 0
        for group in self.table.groups:
            lacking = bold.horizontalAdvance(group.text) + _PAD - sum(widths[first : first + group.columns])
            for at in range(first, first + group.columns):
                widths[at] += max(0.0, lacking) / group.columns
            first += group.columns
        return [labels + _PAD, *widths]

    def _right_edges(self) -> list[float]:
        """Return where each column of figures ends."""
        widths = self._widths()
        x, edges = widths[0], []
        starts = {sum(group.columns for group in self.table.groups[:n]) for n in range(len(self.table.groups))}
        for at, width in enumerate(widths[1:]):
            x += width + (_GROUP_PAD if at in starts else 0.0)
            edges.append(x)
        return edges


def _right(painter: QPainter, edge: float, y: float, text: str) -> None:
    """Write a text that ends at an edge."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    painter.drawText(QPointF(edge - width, y), text)
