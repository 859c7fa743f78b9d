"""What stands around the map of a picture: title, legend, table, sources. Sizes are in pixels of a common screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from borderkit.legend import Legend
from ui.figure_font import figure_font, wrapped
from ui.map_figure import MapFigure
from ui.map_legend import legend_size, paint_legend

#: The least width of a column of the legend, the gap between two, and how high one is before it is parted.
_LEGEND_COLUMN, _LEGEND_GAP, _LEGEND_HIGH, _MOST_COLUMNS = 200.0, 24.0, 120.0, 3
_LEGEND_TITLE = 19.0
_LINE_HEIGHT = 1.25
_SHARE_OF_CAPITALS = 0.95


class Block(Protocol):
    """Something in a rectangle of its own."""

    @property
    def name(self) -> str:
        """What it is."""

    def height(self, width: float) -> float:
        """Return how high it is if it may be so wide."""

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it, in pixels of a common screen, in a rectangle of the width and height that were told."""


@dataclass(frozen=True)
class Style:
    """The look of a paragraph."""

    pixels: int
    color: QColor
    weight: QFont.Weight = QFont.Weight.Normal
    above: float = 0.0
    most_lines: int = 20


@dataclass(frozen=True)
class TextBlock:
    """Paragraphs, one below the other, their lines broken where the room ends."""

    name: str
    paragraphs: tuple[tuple[str, Style], ...]
    family: str

    def height(self, width: float) -> float:
        """Return how high the lines are together."""
        return sum(style.above + len(lines) * style.pixels * _LINE_HEIGHT for _, style, _, lines in self._broken(width))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the lines."""
        y = rect.top()
        for _, style, font, lines in self._broken(rect.width()):
            y += style.above
            painter.setFont(font)
            painter.setPen(style.color)
            for line in lines:
                painter.drawText(QPointF(rect.left(), y + style.pixels * _SHARE_OF_CAPITALS), line)
                y += style.pixels * _LINE_HEIGHT

    def _broken(self, width: float) -> list[tuple[str, Style, QFont, tuple[str, ...]]]:
        found = []
        for text, style in self.paragraphs:
            font = figure_font(style.pixels, self.family, style.weight)
            lines = wrapped(text, font, width)
            if len(lines) > style.most_lines:
                rest = QFontMetricsF(font).elidedText(
                    " ".join(lines[style.most_lines - 1 :]), Qt.TextElideMode.ElideRight, width
                )
                lines = (*lines[: style.most_lines - 1], rest)
            found.append((text, style, font, lines))
        return found


class LegendBlock:
    """The legend of a figure, in as many columns as it needs and there is room for."""

    name = "legend"

    def __init__(self, figure: MapFigure, family: str) -> None:
        """Show the legend without its source, which the picture tells elsewhere."""
        self._figure, self._family = figure, family
        self._legend = replace(figure.legend, source="")

    def height(self, width: float) -> float:
        """Return the height of the highest column."""
        return max((rect.bottom() for _, rect, _ in self._columns(width)), default=0.0)

    def width(self, width: float) -> float:
        """Return how wide it is of what it may be."""
        return max((rect.right() for _, rect, _ in self._columns(width)), default=0.0)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the columns."""
        figure = self._figure
        for legend, place, is_last in self._columns(rect.width()):
            paint_legend(
                painter,
                place.translated(rect.topLeft()),
                legend,
                figure.style,
                hatched=figure.is_hatched,
                moved=is_last and figure.has_old_lines,
                proposed=is_last and figure.has_new_lines,
                family=self._family,
            )

    def _columns(self, width: float) -> list[tuple[Legend, QRectF, bool]]:
        """Return each column's part of the legend, where it stands, and whether it is the last."""
        whole = self._size(self._legend, width, is_last=True)
        fit = int((width + _LEGEND_GAP) // (_LEGEND_COLUMN + _LEGEND_GAP))
        n_columns = max(1, min(_MOST_COLUMNS, fit, round(whole.height() / _LEGEND_HIGH)))
        if n_columns == 1:
            return [(self._legend, QRectF(QPointF(), whole), True)]
        room = (width - (n_columns - 1) * _LEGEND_GAP) / n_columns
        entries, note = self._legend.entries, self._legend.note
        per = -(-(len(entries) + 2 * self._figure.has_old_lines) // n_columns)
        found: list[tuple[Legend, QRectF, bool]] = []
        x = 0.0
        for column in range(n_columns):
            is_first, is_last = column == 0, column == n_columns - 1
            some = entries[column * per : None if is_last else (column + 1) * per]
            part = Legend(self._legend.title if is_first else "", some, "", note if is_last else "")
            top = 0.0 if is_first or not self._legend.title else _LEGEND_TITLE
            size = self._size(part, room, is_last=is_last)
            found.append((part, QRectF(QPointF(x, top), size), is_last))
            x += min(room, size.width()) + _LEGEND_GAP
        return found

    def _size(self, legend: Legend, width: float, *, is_last: bool) -> QSizeF:
        figure = self._figure
        return legend_size(
            legend,
            width,
            moved=is_last and figure.has_old_lines,
            proposed=is_last and figure.has_new_lines,
            family=self._family,
        )


def joined(texts: Sequence[str]) -> str:
    """Return sentences one after another; those that are empty are left out."""
    return " ".join(text.strip() for text in texts if text.strip())
