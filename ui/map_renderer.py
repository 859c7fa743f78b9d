"""Draws the map with any painter: the one renderer of everything that shows it."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from borderkit.ground import INSET_MARGIN
from borderkit.layer import UnitIndices
from borderkit.level import NOTHING, Integers, Level
from borderkit.prepared import PreparedLayer
from borderkit.tally import Assignment
from ui.hatching import ink, pattern_brush
from ui.map_fills import PATTERNS
from ui.map_scale import paint_inset_scales
from ui.map_style import MapStyle
from ui.map_view import Box, MapView

#: A level is fine enough if what it lost is no longer than this many pixels.
_LOSS_IN_PIXELS = 0.75

#: Units or arcs that are drawn between two moments at which drawing may pause.
_CHUNK = 250
#: Lines between units are drawn where a typical unit is at least so many pixels wide; among smaller ones they would
#: hide the fills.
_LINES_FROM = 4.0
#: Measured on 100,000 units of 7 positions: 160 ms together, 365 ms one by one and 400 MB for their paths. On the
#: counties, of 55 positions at the coarsest level, it is the other way round: 26 and 17 ms.
_FEW_POSITIONS = 30
_MANY_UNITS = 20_000
_SIMPLE_CHUNK = 1000
#: How many times more thin lines are drawn in the same time.
_THIN_IN_A_CHUNK = 8

_CAPTION_PIXELS = 11


@dataclass
class MapContent:
    """What is drawn, kept up to date by who owns it.

    Attributes:
        colors: (n_units,) uint32 0xRRGGBB, each unit's fill.
        assignment: (n_units,) the jurisdictions between which borders are drawn.
        home: (n_units,) the jurisdictions between which the old borders ran.
        selected: (n_units,) which units are selected.
        outlined: (n_units,) which units lie within the outline that marks a jurisdiction.
        hatches: (n_units,) each unit's hatching as a position in ``map_fills.PATTERNS``; None for fills alone.

    """

    colors: NDArray[np.uint32]
    assignment: Assignment
    home: Assignment
    selected: NDArray[np.bool_]
    outlined: NDArray[np.bool_]
    hatches: NDArray[np.uint8] | None = None


class _LevelPaths:
    """Painter paths of one level, made when first needed."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self._fills: list[QPainterPath | None] = [None] * level.n_units
        self._arcs: list[QPolygonF | None] = [None] * len(level.arc_start)

    @property
    def is_simple(self) -> bool:
        """Whether outlines are so many, and of so few positions each, that they are filled together and not kept."""
        n_units = self.level.n_units
        return n_units > _MANY_UNITS and len(self.level.positions) < _FEW_POSITIONS * n_units

    @cached_property
    def typical_size(self) -> float:
        """The width in metres that half of the units do not reach."""
        boxes = self.level.boxes
        return float(np.nanmedian((boxes[:, 2:] - boxes[:, :2]).min(axis=1)))

    def fill(self, unit: int) -> QPainterPath:
        path = self._fills[unit]
        if path is None:
            path = QPainterPath()
            for ring in range(self.level.rings_of[unit], self.level.rings_of[unit + 1]):
                path.addPolygon(polygon(self.level.ring(ring)))
            self._fills[unit] = path
        return path

    def arc(self, arc: int) -> QPolygonF:
        line = self._arcs[arc]
        if line is None:
            line = self._arcs[arc] = polygon(self.level.arc(arc))
        return line


class MapRenderer:
    """Draws one prepared layer."""

    def __init__(self, prepared: PreparedLayer, style: MapStyle) -> None:
        self.prepared = prepared
        self.style = style
        self._paths: dict[int, _LevelPaths] = {}
        self._brushes: dict[int, QBrush] = {}

    @property
    def extent(self) -> Box:
        """Left, bottom, right, top of the whole map."""
        return self.prepared.level(0).extent

    def level_position(self, scale: float) -> int:
        """Return the position of the coarsest level that is fine enough at a scale."""
        tolerances = self.prepared.tolerances
        fine = [i for i, tolerance in enumerate(tolerances) if tolerance <= scale * _LOSS_IN_PIXELS]
        return fine[0] if fine else len(tolerances) - 1

    def level(self, scale: float) -> Level:
        """Return the level that is drawn at a scale."""
        return self.prepared.level(self.level_position(scale))

    def n_units_in(self, view: MapView, part: QRectF) -> int:
        """Return how many units would be drawn for a part of a view, in pixels."""
        return len(self.level(view.scale).unit_grid.touching(*_box(view, part)))

    def unit_path(self, unit: int, scale: float) -> QPainterPath:
        """Return a unit's outline in metres of the map, as it is drawn at a scale."""
        return self._paths_at(scale).fill(unit)

    def draw(
        self, painter: QPainter, view: MapView, content: MapContent, clip: QRectF | None = None, pen: float = 1
    ) -> None:
        """Draw a view of the map, or the part of it within ``clip`` (in pixels).

        Args:
            painter: draws in pixels of the view.
            view: what is shown.
            content: the fills and borders.
            clip: the part to draw; all of it if None.
            pen: by what factor lines are wider than on a common screen.

        """
        for _ in self.steps(painter, view, content, clip, pen):
            pass

    def steps(
        self, painter: QPainter, view: MapView, content: MapContent, clip: QRectF | None = None, pen: float = 1
    ) -> Iterator[None]:
        """Draw like ``draw``, pausing after each chunk of work."""
        whole = QRectF(0, 0, view.width, view.height)
        clip = (clip or whole).intersected(whole)
        paths = self._paths_at(view.scale)
        units = paths.level.unit_grid.touching(*_box(view, clip))
        arcs = paths.level.arc_grid.touching(*_box(view, clip.adjusted(-4, -4, 4, 4)))
        painter.save()
        try:
            painter.setClipRect(clip)
            painter.fillRect(clip, self.style.water)
            painter.setTransform(transform(view), True)
            yield from self._fills(painter, paths, content, units)
            yield from self._hatches(painter, paths, content, units, pen)
            yield from self._lines(painter, paths, content, arcs, pen, view.scale * pen)
            self._insets(painter, view, clip, pen)
        finally:
            painter.restore()

    def _fills(self, painter: QPainter, paths: _LevelPaths, content: MapContent, units: UnitIndices) -> Iterator[None]:
        # Without antialiasing neighbours meet without a seam; the lines above cover the steps.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if paths.is_simple:
            yield from self._fills_by_color(painter, paths, content, units)
            return
        colors = content.colors[units].tolist()
        for start in range(0, len(units), _CHUNK):
            for unit, color in zip(units[start : start + _CHUNK].tolist(), colors[start : start + _CHUNK], strict=True):
                painter.fillPath(paths.fill(unit), self._brush(color))
            yield

    def _fills_by_color(
        self, painter: QPainter, paths: _LevelPaths, content: MapContent, units: UnitIndices
    ) -> Iterator[None]:
        """Fill units of one colour together: neighbours share their edges, so the even-odd rule fills them all."""
        for start in range(0, len(units), _SIMPLE_CHUNK):
            some = units[start : start + _SIMPLE_CHUNK]
            some = some[np.argsort(content.colors[some], kind="stable")]
            colors = content.colors[some]
            cuts = [*np.flatnonzero(np.append(True, colors[1:] != colors[:-1])).tolist(), len(some)]
            for begin, end in itertools.pairwise(cuts):
                painter.fillPath(rings_path(paths.level, some[begin:end]), self._brush(int(colors[begin])))
            yield

    def _hatches(
        self, painter: QPainter, paths: _LevelPaths, content: MapContent, units: UnitIndices, pen: float
    ) -> Iterator[None]:
        if content.hatches is None:
            return
        hatched = units[content.hatches[units] > 0]
        color, at = ink(self.style), painter.worldTransform()
        brushes = [pattern_brush(pattern, color, pen, at) for pattern in PATTERNS]
        for start in range(0, len(hatched), _CHUNK):
            for unit in hatched[start : start + _CHUNK].tolist():
                painter.fillPath(paths.fill(unit), brushes[content.hatches[unit]])
            yield

    def _lines(
        self,
        painter: QPainter,
        paths: _LevelPaths,
        content: MapContent,
        arcs: Integers,
        pen: float,
        metres: float,
    ) -> Iterator[None]:
        """Draw coasts, borders and, where units are large enough, lines between them; a pixel is ``metres`` wide."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        level, style = paths.level, self.style
        unit, other = level.arc_unit[arcs], level.arc_other[arcs]
        coast = other == NOTHING
        parted = (content.assignment[unit] != content.assignment[other]) & ~coast
        was_parted = (content.home[unit] != content.home[other]) & ~coast & ~parted
        if paths.typical_size >= _LINES_FROM * metres:
            plain = arcs[~coast & ~parted & ~was_parted]
            yield from self._stroke(painter, paths, plain, line_pen(style.unit_line, pen))
        old = line_pen(style.old_border, pen)
        old.setDashPattern([3.0, 3.0])
        yield from self._stroke(painter, paths, arcs[was_parted], old)
        yield from self._stroke(painter, paths, arcs[coast], line_pen(style.coast, style.coast_width * pen))
        yield from self._stroke(painter, paths, arcs[parted], line_pen(style.border, style.border_width * pen))
        yield from self._marks(painter, paths, content, arcs, pen)

    def _marks(
        self, painter: QPainter, paths: _LevelPaths, content: MapContent, arcs: Integers, pen: float
    ) -> Iterator[None]:
        """Draw the borders of the selection and of the outlined jurisdiction."""
        unit, other = paths.level.arc_unit[arcs], paths.level.arc_other[arcs]
        style = self.style
        for members, strokes in (
            (content.selected, ((style.selection, style.selection_width),)),
            (content.outlined, ((style.halo, style.halo_width), (style.outline, style.outline_width))),
        ):
            edge = arcs[members[unit] != (members[other] & (other != NOTHING))]
            for color, width in strokes:
                yield from self._stroke(painter, paths, edge, line_pen(color, width * pen))

    def _insets(self, painter: QPainter, view: MapView, clip: QRectF, pen: float) -> None:
        """Frame the insets that are drawn anew, and say their scale."""
        frame = self.prepared.frame
        painter.resetTransform()
        names = {j.code: j.name for j in self.prepared.layer.jurisdictions}
        font = painter.font()
        font.setPixelSize(round(_CAPTION_PIXELS * pen))
        painter.setFont(font)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        below = (_CAPTION_PIXELS + 3) * pen
        for code, (left, bottom, right, top) in frame.insets.items():
            x0, y0 = view.to_pixel(left - INSET_MARGIN, top + INSET_MARGIN)
            x1, y1 = view.to_pixel(right + INSET_MARGIN, bottom - INSET_MARGIN)
            rect = QRectF(x0, y0, x1 - x0, y1 - y0)
            if not rect.adjusted(-pen, -pen, pen, below + pen).intersects(clip):
                continue
            painter.setPen(line_pen(self.style.frame, pen))
            painter.drawRect(rect)
            scale = frame.inset_scales[code]
            caption = names[code] if scale == 1 else f"{names[code]}, at {scale:.0%} of the scale"
            if painter.fontMetrics().horizontalAdvance(caption) < rect.width():
                painter.setPen(self.style.caption)
                painter.drawText(QPointF(x0, y1 + below), caption)
            parts = [part for part in frame.ground if part.code == code]
            paint_inset_scales(painter, view, parts, frame.insets, self.style, pen)

    def _stroke(self, painter: QPainter, paths: _LevelPaths, arcs: Integers, pen: QPen) -> Iterator[None]:
        painter.setPen(pen)
        # Measured: Qt strokes thin solid lines fastest as one path, all others one by one.
        as_one = pen.widthF() <= 1 and pen.style() == Qt.PenStyle.SolidLine
        chunk = _CHUNK * _THIN_IN_A_CHUNK if as_one else _CHUNK
        for start in range(0, len(arcs), chunk):
            some = arcs[start : start + chunk]
            if as_one:
                painter.drawPath(lines_path(paths.level, some))
            else:
                for arc in some.tolist():
                    painter.drawPolyline(paths.arc(arc))
            yield

    def _paths_at(self, scale: float) -> _LevelPaths:
        position = self.level_position(scale)
        if position not in self._paths:
            # The coarsest level is needed again and again, of the others one at a time.
            self._paths = {kept: paths for kept, paths in self._paths.items() if kept == 0}
            self._paths[position] = _LevelPaths(self.prepared.level(position))
        return self._paths[position]

    def _brush(self, color: int) -> QBrush:
        brush = self._brushes.get(color)
        if brush is None:
            brush = self._brushes[color] = QBrush(QColor.fromRgb(color))
        return brush


def polygon(positions: Integers) -> QPolygonF:
    """Return positions, (n, 2), as Qt's polygon; they are copied into its buffer at one go."""
    line = QPolygonF()
    line.resize(len(positions))
    n_bytes = len(positions) * 16  # two doubles a point
    # The stubs know neither what data() returns nor that a VoidPtr is a buffer.
    buffer: Any = shiboken6.VoidPtr(line.data(), n_bytes, True)  # type: ignore[call-arg,arg-type]
    np.frombuffer(buffer, dtype=np.float64)[:] = positions.ravel()
    return line


#: An element of a path as Qt's data stream holds it: move (0) or line (1), and where to.
_PATH_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


def lines_path(level: Level, arcs: Integers) -> QPainterPath:
    """Return arcs as one path of open lines."""
    return _path(level.positions, level.arc_start[arcs], level.arc_stop[arcs])


def rings_path(level: Level, units: UnitIndices) -> QPainterPath:
    """Return the outlines of units as one path; what lies in a ring within a ring is outside (even-odd rule)."""
    first, last = level.rings_of[units], level.rings_of[units + 1]
    rings = _ranges(first, last)
    return _path(level.positions, level.ring_start[rings], level.ring_start[rings + 1])


def _path(positions: Integers, start: Integers, stop: Integers) -> QPainterPath:
    """Return slices of positions as one path, each moved to and drawn on from there.

    The path is read from a data stream made by numpy, which takes a tenth of the time that adding line by line
    does. The stream's form: https://doc.qt.io/qt-6/datastreamformat.html, QPainterPath.
    """
    path = QPainterPath()
    if not len(start):
        return path
    vertex = _ranges(start, stop)
    length = stop - start
    elements = np.empty(len(vertex), _PATH_ELEMENT)
    elements["kind"] = 1
    elements["kind"][np.cumsum(length) - length] = 0
    elements["x"], elements["y"] = positions[vertex, 0], positions[vertex, 1]
    begin, rule = 0, 0
    content = struct.pack(">i", len(vertex)) + elements.tobytes() + struct.pack(">ii", begin, rule)
    QDataStream(QByteArray(content)) >> path
    return path


def _ranges(start: Integers, stop: Integers) -> NDArray[np.int64]:
    """Return the numbers from each start to before its stop, one range after another."""
    length = (stop - start).astype(np.int64)
    before = np.cumsum(length) - length
    found: NDArray[np.int64] = np.arange(int(length.sum())) + np.repeat(start - before, length)
    return found


def line_pen(color: QColor, width: float) -> QPen:
    """Return a pen whose width is in pixels whatever the scale."""
    pen = QPen(color, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def transform(view: MapView) -> QTransform:
    """Return the transformation from metres of the map to pixels of a view."""
    factor = 1 / view.scale
    dx, dy = view.to_pixel(0, 0)
    return QTransform(factor, 0, 0, -factor, dx, dy)


def _box(view: MapView, clip: QRectF) -> Box:
    left, top = view.to_map(clip.left(), clip.top())
    right, bottom = view.to_map(clip.right(), clip.bottom())
    return left, bottom, right, top
