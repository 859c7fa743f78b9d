"""Hatches: lines across a fill that tell fills apart without colour.

On screens a fill takes a brush, ``pattern_brush``. Where shapes are kept as such, in PDF and SVG, a brush would be a
picture: there ``paint_hatch`` draws the same hatch as lines.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from ui.map_style import MapStyle

Values = NDArray[np.float64]
Whole = NDArray[np.int64]

_STYLES = {
    "none": Qt.BrushStyle.NoBrush,
    "rising": Qt.BrushStyle.BDiagPattern,
    "falling": Qt.BrushStyle.FDiagPattern,
    "horizontal": Qt.BrushStyle.HorPattern,
    "vertical": Qt.BrushStyle.VerPattern,
    "crossed": Qt.BrushStyle.CrossPattern,
    "diagonal-crossed": Qt.BrushStyle.DiagCrossPattern,
    "dotted": Qt.BrushStyle.Dense6Pattern,
}

#: A pattern's families of lines: the angle from the horizontal in degrees, counterclockwise.
_ANGLES: dict[str, tuple[int, ...]] = {
    "none": (),
    "rising": (45,),
    "falling": (-45,),
    "horizontal": (0,),
    "vertical": (90,),
    "crossed": (0, 90),
    "diagonal-crossed": (45, -45),
    "dotted": (45,),
}

#: Pixels of a common screen after which slanted and upright hatches repeat themselves, and widths in pixels.
_SLANTED_TILE, _UPRIGHT_TILE = 8.0, 6.0
_LINE_WIDTH, _DOT_WIDTH = 1.1, 2.2
#: Stretches of a line this near to each other, in spacings, are one.
_TOGETHER = 0.02


def brush_style(pattern: str) -> Qt.BrushStyle:
    """Return Qt's own hatch that comes nearest to a pattern.

    Raises:
        KeyError: if there is no such pattern.

    """
    return _STYLES[str(pattern)]


def ink(style: MapStyle) -> QColor:
    """Return the colour of hatches on a ground: the labels' own, thinned so that labels stand out from it."""
    color = QColor(style.label)
    color.setAlpha(style.hatch_alpha)
    return color


def pattern_brush(pattern: str, color: QColor, scale: float = 1.0, transform: QTransform | None = None) -> QBrush:
    """Return a brush whose hatch is of one size on every device.

    Qt's own hatches repeat themselves after 8 pixels of the device, whatever it is: a grey mist in print.

    Args:
        pattern: the pattern's value.
        color: of its lines.
        scale: pixels of the device for one of a common screen: the screen's ratio, or the printer's ``pen``.
        transform: the painter's, if it has one: under it, too, the hatch keeps to pixels.

    Raises:
        KeyError: if there is no such pattern.

    """
    angles = _ANGLES[str(pattern)]
    if not angles:
        return QBrush(Qt.BrushStyle.NoBrush)
    size = _tile(angles[0])
    side = max(1, round(size * scale))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / size, side / size)
    low, high = -size, 2 * size
    square = np.array([(low, low), (high, low), (high, high), (low, high), (low, low)])
    paint_hatch(painter, square, np.array([0, 5]), pattern, color)
    painter.end()
    brush = QBrush(image)
    if transform is not None:
        brush.setTransform(transform.inverted()[0])
    return brush


def paint_hatch(
    painter: QPainter, positions: Values, ring_start: Whole, pattern: str, color: QColor, pen: float = 1.0
) -> None:
    """Draw a hatch as lines that end where the outline does.

    Args:
        painter: draws in the coordinates of the positions, such as pixels of a view.
        positions: (n, 2) the rings of the outline one after another, each closed; a ring inside another is a hole.
        ring_start: (n_rings + 1,) where each ring begins.
        pattern: the pattern's value.
        color: of its lines.
        pen: by what factor the hatch is coarser than on a common screen.

    Raises:
        KeyError: if there is no such pattern.

    """
    has_edge = np.ones(len(positions), dtype=bool)
    has_edge[ring_start[1:] - 1] = False
    tail = np.flatnonzero(has_edge)
    dotted = str(pattern) == "dotted"
    line = QPen(color, (_DOT_WIDTH if dotted else _LINE_WIDTH) * pen)
    line.setCapStyle(Qt.PenCapStyle.RoundCap if dotted else Qt.PenCapStyle.FlatCap)
    painter.setPen(line)
    for angle in _ANGLES[str(pattern)]:
        spacing = _spacing(angle) * pen
        # In coordinates along the lines and across them, counted in lines.
        along = np.array([math.cos(math.radians(angle)), -math.sin(math.radians(angle))])
        across = np.array([-along[1], along[0]])
        turned = np.column_stack([positions @ along / spacing, (positions @ across - pen / 2) / spacing])
        _, row, x = row_crossings(turned[tail], turned[tail + 1])
        row, start, stop = _connected(*chords(row, x))
        if dotted:
            row, start = _whole_steps(row, start, stop)
            stop = start
        y = row * spacing + pen / 2
        begin = np.outer(start * spacing, along) + np.outer(y, across)
        end = np.outer(stop * spacing, along) + np.outer(y, across)
        if dotted:
            painter.drawPoints([QPointF(px, py) for px, py in begin.tolist()])
        else:
            painter.drawLines([QLineF(*four) for four in np.hstack([begin, end]).tolist()])


def row_crossings(start: Values, end: Values) -> tuple[Whole, Whole, Values]:
    """Return where edges cross the rows y = 0, 1, 2, ...

    Args:
        start: (n_edges, 2) where each edge begins.
        end: (n_edges, 2) where it ends.

    Returns:
        For each crossing the edge, the row, and x.

    """
    (x0, y0), (x1, y1) = start.T, end.T
    first = np.ceil(np.minimum(y0, y1)).astype(np.int64)
    count = np.ceil(np.maximum(y0, y1)).astype(np.int64) - first
    edge = np.repeat(np.arange(len(start)), count)
    row = first[edge] + np.arange(len(edge)) - (np.cumsum(count) - count)[edge]
    x = x0[edge] + (row - y0[edge]) * (x1 - x0)[edge] / (y1 - y0)[edge]
    return edge, row, x


def chords(row: Whole, x: Values) -> tuple[Whole, Values, Values]:
    """Return the stretches of rows that lie inside an outline: from each odd crossing of a row to its next even one."""
    order = np.lexsort((x, row))
    row, x = row[order], x[order]
    begins = np.append(True, row[1:] != row[:-1]) if len(row) else np.empty(0, dtype=bool)
    place = np.arange(len(row))
    rank = place - np.maximum.accumulate(np.where(begins, place, 0))
    enters = np.flatnonzero(rank[:-1] % 2 == 0)
    enters = enters[row[enters] == row[enters + 1]]
    return row[enters], x[enters], x[enters + 1]


def _connected(row: Whole, start: Values, stop: Values) -> tuple[Whole, Values, Values]:
    """Return stretches of which none ends where the next begins, as they do where two outlines meet."""
    goes_on = (row[1:] == row[:-1]) & (start[1:] - stop[:-1] < _TOGETHER)
    begins, ends = np.append(True, ~goes_on), np.append(~goes_on, True)
    return (row[begins], start[begins], stop[ends]) if len(row) else (row, start, stop)


def _tile(angle: int) -> float:
    return _UPRIGHT_TILE if angle % 90 == 0 else _SLANTED_TILE


def _spacing(angle: int) -> float:
    """Return the pixels between two lines; whole ones for upright lines, so that these are crisp."""
    return _UPRIGHT_TILE if angle % 90 == 0 else _SLANTED_TILE / math.sqrt(2)


def _whole_steps(row: Whole, start: Values, stop: Values) -> tuple[Whole, Values]:
    """Return the whole numbers within stretches of rows."""
    first = np.ceil(start).astype(np.int64)
    count = np.maximum(np.floor(stop).astype(np.int64) - first + 1, 0)
    which = np.repeat(np.arange(len(row)), count)
    step = first[which] + np.arange(len(which)) - (np.cumsum(count) - count)[which]
    return row[which], step.astype(np.float64)
