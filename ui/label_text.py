"""Labels: what they say, how large they are, and how they are drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from ui.drawing_parts import parted
from ui.figure_font import figure_font
from ui.map_style import MapStyle
from ui.map_view import MapView

Kind = Literal["jurisdiction", "unit"]

#: In ems: the height of capitals, what hangs below a line, from line to line.
_CAPITALS, _BELOW, _LINE = 0.73, 0.22, 1.15
_LETTER_SPACING = 107.0
_HALO_WIDTH = 3.0
_MEASURED_PIXELS = 100
#: Pixels of the line that leads to a place, between it and the text, and of the ring around the place.
_LEAD_WIDTH, _LEAD_GAP, _RING = 0.8, 1.5, 3.0

#: Kinds of units that a map of them need not repeat; "city" stays, it alone tells Fairfax city from its county.
_KIND_OF_UNIT = re.compile(r" (County|Parish|City and Borough|Borough|Census Area|Municipality)$")


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where it stands.

    Attributes:
        text: the name; a line break between its lines.
        x, y: the middle of the text in metres of the map.
        pixels: the size of its font on a common screen.
        bold: whether it is bold.
        kind: "jurisdiction", drawn in capitals, or "unit".
        unit: the position of the unit that it names; -1 for a jurisdiction.
        family: the typeface; the application's if empty.
        faint: whether it stands back, as beside what the map is about.
        lead: where in metres of the map a line leads from a name that stands beside its unit.

    """

    text: str
    x: float
    y: float
    pixels: int
    bold: bool
    kind: Kind
    unit: int = -1
    family: str = ""
    faint: bool = False
    lead: tuple[float, float] | None = None


def label_box(label: Label, view: MapView) -> QRectF:
    """Return what a label's text covers without its halo, in pixels of a view on a common screen."""
    width, height = (size * label.pixels for size in ems(label.text, label.kind, label.family))
    px, py = view.to_pixel(label.x, label.y)
    return QRectF(px - width / 2, py - height / 2, width, height)


def short_name(name: str) -> str:
    """Return a unit's name without its kind: "Fairfax" for the county, but "Fairfax city"."""
    return _KIND_OF_UNIT.sub("", name)


@lru_cache(maxsize=20_000)
def broken(name: str, most_lines: int) -> tuple[str, ...]:
    """Return a name on one line, on two, ..., broken between words so that the longest line is short."""
    words = name.split()
    found = [" ".join(words)] if words else []
    for lines in range(2, min(most_lines, len(words)) + 1):
        breaks = ((0, *inner, len(words)) for inner in combinations(range(1, len(words)), lines - 1))
        parted = ([" ".join(words[a:b]) for a, b in pairwise(ends)] for ends in breaks)
        found.append("\n".join(min(parted, key=lambda lines: max(map(len, lines)))))
    return tuple(found)


@lru_cache(maxsize=128)
def label_font(kind: Kind, pixels: int, family: str = "") -> QFont:
    """Return the font of labels; unhinted, so that letters are as wide at any size as they were measured at one."""
    font = figure_font(pixels, family)
    if kind == "jurisdiction":
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _LETTER_SPACING)
    return font


def _lines(text: str, kind: Kind) -> list[str]:
    return (text.upper() if kind == "jurisdiction" else text).split("\n")


@lru_cache
def _measure(kind: Kind, family: str) -> QFontMetricsF:
    return QFontMetricsF(label_font(kind, _MEASURED_PIXELS, family))


@lru_cache(maxsize=200_000)
def ems(text: str, kind: Kind, family: str = "") -> tuple[float, float]:
    """Return the width and height of a text for letters of one pixel."""
    metrics = _measure(kind, family)
    lines = _lines(text, kind)
    below = 0.0 if kind == "jurisdiction" else _BELOW
    width = max(metrics.horizontalAdvance(line) for line in lines) / _MEASURED_PIXELS
    return width, _CAPITALS + below + (len(lines) - 1) * _LINE


def paint_labels(painter: QPainter, view: MapView, labels: Iterable[Label], style: MapStyle, pen: float = 1.0) -> None:
    """Draw labels as text with a halo beneath.

    Args:
        painter: draws in pixels of the view.
        view: what is shown; as many times more pixels than where the labels were placed as ``pen`` says.
        labels: the labels.
        style: their colours.
        pen: by what factor letters are larger than on a common screen.

    """
    for label in labels:
        painter.save()
        painter.translate(*view.to_pixel(label.x, label.y))
        painter.scale(pen, pen)
        if label.lead:
            x, y = view.to_pixel(*label.lead)
            px, py = view.to_pixel(label.x, label.y)
            _paint_lead(painter, QPointF(x - px, y - py) / pen, label, style)
        font = label_font(label.kind, label.pixels, label.family)
        for at, line in _places(label):
            paint_text(painter, at, line, font, style, style.caption if label.faint else None)
        painter.restore()


def _paint_lead(painter: QPainter, end: QPointF, label: Label, style: MapStyle) -> None:
    """Draw a line from a label, whose middle is the origin, to where it belongs, with a ring there."""
    width, height = (size * label.pixels for size in ems(label.text, label.kind, label.family))
    # From the edge of the text, or a little beside it.
    reach = min(
        (width / 2 + _LEAD_GAP) / max(abs(end.x()), 1e-6), (height / 2 + _LEAD_GAP) / max(abs(end.y()), 1e-6), 1.0
    )
    line = QPainterPath(end * reach)
    far = math.hypot(end.x(), end.y())
    line.lineTo(end * max(reach, 1 - _RING / max(far, _RING)))
    # A ring leaves a tiny unit to be seen.
    line.addEllipse(end, _RING, _RING)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(line, QPen(style.label_halo, _LEAD_WIDTH + 2))
    painter.strokePath(line, QPen(style.label, _LEAD_WIDTH))


def _places(label: Label) -> Iterator[tuple[QPointF, str]]:
    """Yield the lines of a label and where their baselines begin about the origin, in pixels of a common screen."""
    _, height = ems(label.text, label.kind, label.family)
    baseline = (_CAPITALS - height / 2) * label.pixels
    for line in _lines(label.text, label.kind):
        # Measured large: metrics of small letters are rounded.
        width = _measure(label.kind, label.family).horizontalAdvance(line) * label.pixels / _MEASURED_PIXELS
        yield QPointF(-width / 2, baseline), line
        baseline += _LINE * label.pixels


def paint_text(
    painter: QPainter, at: QPointF, text: str, font: QFont, style: MapStyle, color: QColor | None = None
) -> None:
    """Draw a line of text from ``at`` on its baseline, on a halo that parts it from the map."""
    device = parted(painter)
    if device:
        device.put_halo(style.label_halo, _HALO_WIDTH)
    else:
        path = QPainterPath()
        path.addText(at, font, text)
        halo = QPen(style.label_halo, _HALO_WIDTH)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, halo)
    painter.setFont(font)
    painter.setPen(color or style.label)
    painter.drawText(at, text)


class LabelSprites:
    """Labels drawn once and kept as small pictures: what a screen that follows a hand has time for."""

    _MOST_KEPT = 3000

    def __init__(self, style: MapStyle) -> None:
        self._style = style
        self._sprites: dict[tuple[str, int, Kind, float], QPixmap] = {}

    def set_style(self, style: MapStyle) -> None:
        """Draw in other colours from now on."""
        if style is not self._style:
            self._style = style
            self._sprites.clear()

    def paint(self, painter: QPainter, view: MapView, labels: Iterable[Label], ratio: float) -> None:
        """Draw labels where they belong in a view.

        Args:
            painter: draws in pixels of the view.
            view: what is shown, possibly another one than the labels were placed for.
            labels: the labels.
            ratio: pixels of the screen for one of the view.

        """
        painter.save()
        # In pixels of the screen: Qt copies whole pixels in half the time, and letters stay sharp.
        painter.scale(1 / ratio, 1 / ratio)
        for label in labels:
            sprite = self._sprites.get((label.text, label.pixels, label.kind, ratio))
            if sprite is None:
                sprite = self._draw(label, ratio)
            px, py = view.to_pixel(label.x, label.y)
            painter.drawPixmap(round(px * ratio - sprite.width() / 2), round(py * ratio - sprite.height() / 2), sprite)
        painter.restore()

    def _draw(self, label: Label, ratio: float) -> QPixmap:
        if len(self._sprites) >= self._MOST_KEPT:
            self._sprites.clear()
        margin = 2 * (_HALO_WIDTH + 1)
        width, height = (
            round((size * label.pixels + margin) * ratio) for size in ems(label.text, label.kind, label.family)
        )
        letters, sprite = QPixmap(width, height), QPixmap(width, height)
        letters.fill(Qt.GlobalColor.transparent)
        sprite.fill(Qt.GlobalColor.transparent)
        painter = QPainter(letters)
        painter.setFont(label_font(label.kind, label.pixels, label.family))
        painter.setPen(self._style.label)
        painter.translate(width / 2, height / 2)
        painter.scale(ratio, ratio)
        for at, line in _places(label):
            painter.drawText(at, line)
        painter.end()
        painter = QPainter(sprite)
        self._draw_halo(painter, letters, ratio)
        painter.drawPixmap(0, 0, letters)
        painter.end()
        self._sprites[label.text, label.pixels, label.kind, ratio] = sprite
        return sprite

    def _draw_halo(self, painter: QPainter, letters: QPixmap, ratio: float) -> None:
        """Draw the letters a little to every side: measured, a tenth of the time of stroking their outlines."""
        shade = QColor(self._style.label_halo)
        mask = QPixmap(letters)
        recolor = QPainter(mask)
        recolor.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        recolor.fillRect(mask.rect(), QColor(shade.rgb()))
        recolor.end()
        for dx, dy in _around(_HALO_WIDTH / 2 * ratio):
            painter.drawPixmap(dx, dy, mask)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(mask.rect(), shade)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


@lru_cache
def _around(radius: float) -> tuple[tuple[int, int], ...]:
    """Return the steps in whole pixels that lead no further than a radius."""
    reach = range(-math.ceil(radius), math.ceil(radius) + 1)
    return tuple((dx, dy) for dx in reach for dy in reach if math.hypot(dx, dy) <= radius + 0.1)
