"""The legend on the screen: a strip under the map, as many rows as it needs, so that it never hides a place."""

from __future__ import annotations

import html
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderkit.legend import Legend, LegendEntry
from ui.map_legend import SWATCH_HEIGHT, SWATCH_WIDTH, old_lines, paint_old_line, paint_swatch, plain_legend
from ui.map_style import MapStyle, light

_PAD, _LINE, _AFTER_SWATCH, _AFTER_ENTRY, _TEXT_PIXELS = 10.0, 18.0, 5.0, 14.0, 11
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class _Item:
    """The title, or an entry with its sample, and where it lies."""

    x: float
    y: float
    text: str
    width: float
    entry: LegendEntry | None = None
    dashed: bool = False

    @property
    def indent(self) -> float:
        return SWATCH_WIDTH + _AFTER_SWATCH if self.entry or self.dashed else 0.0


class LegendFlow(QWidget):
    """Title and entries one after another, broken into rows; note and source are told where the pointer rests."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("mapLegend")
        self.setAccessibleName("Legend")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._style = light()
        self._legend = Legend("", (), "")
        self._hatched = self._moved = False

    @property
    def shown(self) -> Legend:
        """The legend."""
        return self._legend

    def set_legend(self, legend: Legend, *, hatched: bool, moved: bool) -> None:
        """Show a legend, with the patterns if the map is ``hatched``, and the old lines if some counties ``moved``."""
        if (legend, hatched, moved) != (self._legend, self._hatched, self._moved):
            self._legend, self._hatched, self._moved = legend, hatched, moved
            text = plain_legend(legend, moved=moved)
            self.setAccessibleDescription(text)
            # As rich text, so that a name from a file is never taken for markup.
            self.setToolTip("<qt>" + html.escape(text, quote=False).replace("\n", "<br>") + "</qt>")
            self._fit_rows()
            self.update()

    def set_style(self, style: MapStyle) -> None:
        """Draw the samples in other colours."""
        self._style = style
        self.update()

    def rows(self, width: float) -> list[_Item]:
        """Return where title and entries lie in a strip of a width."""
        title, text = QFontMetricsF(_font(bold=True)), QFontMetricsF(_font())
        found = [_Item(_PAD, 0.0, self._legend.title, title.horizontalAdvance(self._legend.title))]
        wanted: list[tuple[str, LegendEntry | None]] = [(entry.label, entry) for entry in self._legend.entries]
        wanted += [(old_lines(self._legend), None)] if self._moved else []
        for label, entry in wanted:
            last = found[-1]
            x, y = last.x + last.indent + last.width + _AFTER_ENTRY, last.y
            advance = text.horizontalAdvance(label)
            if x + SWATCH_WIDTH + _AFTER_SWATCH + advance > width - _PAD:
                x, y = _PAD, y + _LINE
            room = width - _PAD - x - SWATCH_WIDTH - _AFTER_SWATCH
            found.append(_Item(x, y, label, min(advance, max(room, 1.0)), entry, dashed=entry is None))
        return found

    def _fit_rows(self) -> None:
        """Take the height of as many rows as the width asks for."""
        self.setFixedHeight(round(self.rows(float(self.width()))[-1].y + _LINE + 4))

    # Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break into other rows."""
        super().resizeEvent(event)
        self._fit_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the samples and what they mean."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        letters = self.palette().windowText().color()
        for item in self.rows(float(self.width())):
            painter.setFont(_font(bold=item.indent == 0))
            metrics = QFontMetricsF(painter.font())
            sample = QRectF(item.x, item.y + (_LINE - SWATCH_HEIGHT) / 2, SWATCH_WIDTH, SWATCH_HEIGHT)
            if item.entry:
                paint_swatch(painter, sample, item.entry, self._style, hatched=self._hatched)
            elif item.dashed:
                paint_old_line(painter, sample, self._style)
            painter.setPen(letters)
            baseline = item.y + (_LINE + metrics.capHeight()) / 2
            room = self.width() - _PAD - item.x - item.indent
            text = metrics.elidedText(item.text, _ELIDE, room) if item.width >= room else item.text
            painter.drawText(QPointF(item.x + item.indent, baseline), text)
        painter.end()
        event.accept()


def _font(*, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(_TEXT_PIXELS)
    font.setBold(bold)
    return font
