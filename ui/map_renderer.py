"""Draws the map with any painter: the one renderer of everything that shows it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from borderkit.layer import UnitIndices
from borderkit.level import NOTHING, Integers, Level
from borderkit.prepared import PreparedLayer
from borderkit.tally import Assignment
from ui.drawing_parts import is_vector, part, parted, saved
from ui.hatching import ink, paint_hatch, pattern_brush
from ui.level_paths import LevelPaths, lines_path, polygon, rings_of, rings_path
from ui.map_fills import PATTERNS
from ui.map_insets import paint_insets
from ui.map_style import MapStyle, mixed
from ui.map_view import Box, MapView

#: A level is fine enough if what it lost is no longer than this many pixels.
_LOSS_IN_PIXELS = 0.75

#: Units or arcs that are drawn between two moments at which drawing may pause.
_CHUNK = 250
#: Lines between units are drawn where a typical unit is at least so many pixels wide; among smaller ones they would
#: hide the fills.
_LINES_FROM = 4.0
_SIMPLE_CHUNK = 1000
#: How many times more thin lines are drawn in the same time.
_THIN_IN_A_CHUNK = 8

#: Where shapes are kept as such, pixels by which each reaches over its neighbours, so that no seam is seen.
_OVERLAP = 0.5
#: Print shows no more detail than at this many pixels of the page for one of a common screen: 300 dpi.
_FINEST = 300 / 96

__all__ = ["MapContent", "MapRenderer", "line_pen", "lines_path", "polygon", "transform"]


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
        focus: (n_units,) the units that the map is about: among the others only faint borders are drawn; None if it
            is about all.

    """

    colors: NDArray[np.uint32]
    assignment: Assignment
    home: Assignment
    selected: NDArray[np.bool_]
    outlined: NDArray[np.bool_]
    hatches: NDArray[np.uint8] | None = None
    focus: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class _Strokes:
    """How wide lines are on a device.

    Attributes:
        pixel: metres of the map for a pixel of a common screen.
        detail: metres of the map for a pixel of the device, or for the smallest detail that print shows.
        device_pen: pixels of the device for one of a common screen.
        vector: whether shapes are kept as such.

    """

    pixel: float
    detail: float
    device_pen: float
    vector: bool

    @classmethod
    def on(cls, painter: QPainter, view: MapView, pen: float) -> _Strokes:
        """Return the widths for a painter that draws in pixels of a view."""
        factor = math.sqrt(abs(painter.combinedTransform().determinant()))
        vector, pixel = is_vector(painter), view.scale * pen
        finest = pixel / _FINEST
        return cls(pixel, finest if vector else max(finest, view.scale / factor), pen * factor, vector)

    def pen(self, color: QColor, width: float) -> QPen:
        """Return a pen of some pixels of a common screen, for a painter that draws in metres of the map."""
        if not self.vector:
            return line_pen(color, width * self.device_pen)
        # A width in pixels of the device means something else to each kind of it.
        line = line_pen(color, width * self.pixel)
        line.setCosmetic(False)
        return line


class MapRenderer:
    """Draws one prepared layer."""

    def __init__(self, prepared: PreparedLayer, style: MapStyle, family: str = "", *, ground: bool = True) -> None:
        """Draw nothing yet.

        Args:
            prepared: the layer.
            style: its colours.
            family: the typeface of captions, the application's if empty.
            ground: whether water is drawn, or left out.

        """
        self.prepared = prepared
        self.style = style
        self.family = family
        self.ground = ground
        self._paths: dict[int, LevelPaths] = {}
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
        strokes = _Strokes.on(painter, view, pen)
        paths = self._paths_at(strokes.detail)
        units = paths.level.unit_grid.touching(*_box(view, clip))
        arcs = paths.level.arc_grid.touching(*_box(view, clip.adjusted(-4, -4, 4, 4)))
        with saved(painter):
            painter.setClipRect(clip)
            if self.ground:
                with part(painter, "water"):
                    painter.fillRect(clip, self.style.water)
            with saved(painter):
                painter.setTransform(transform(view), True)
                with part(painter, self.prepared.layer.called[1]):
                    if strokes.vector:
                        yield from self._shapes(painter, paths, content, units, strokes)
                    else:
                        yield from self._fills(painter, paths, content, units)
                if content.hatches is not None and not strokes.vector:
                    yield from self._hatches(painter, paths, content.hatches, units, strokes)
                elif content.hatches is not None:
                    yield from self._hatch_lines(painter, paths.level, content.hatches, units, view, pen)
                yield from self._lines(painter, paths, content, arcs, strokes)
            with part(painter, "insets"):
                paint_insets(painter, view, self.prepared, self.style, pen, clip, self.family)

    def _fills(self, painter: QPainter, paths: LevelPaths, content: MapContent, units: UnitIndices) -> Iterator[None]:
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
        self, painter: QPainter, paths: LevelPaths, content: MapContent, units: UnitIndices
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

    def _shapes(
        self, painter: QPainter, paths: LevelPaths, content: MapContent, units: UnitIndices, strokes: _Strokes
    ) -> Iterator[None]:
        """Fill units where they stay shapes: smoothed one by one, they would leave seams if they did not overlap."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        layer, device = self.prepared.layer, parted(painter)
        called = layer.called[0].replace(" ", "-")
        colors = content.colors[units]
        # One colour after another, so that pens and brushes seldom change.
        order = np.argsort(colors, kind="stable")
        last = -1
        for start in range(0, len(units), _CHUNK):
            some = order[start : start + _CHUNK]
            for unit, color in zip(units[some].tolist(), colors[some].tolist(), strict=True):
                if color != last:
                    painter.setBrush(self._brush(color))
                    painter.setPen(strokes.pen(QColor.fromRgb(color), _OVERLAP))
                    last = color
                if device:
                    home = layer.jurisdictions[layer.home[unit]]
                    device.name_next(f"{called}-{layer.geoids[unit]}", f"{layer.names[unit]}, {home.name}")
                painter.drawPath(paths.fill(unit))
            yield

    def _hatches(
        self, painter: QPainter, paths: LevelPaths, hatches: NDArray[np.uint8], units: UnitIndices, strokes: _Strokes
    ) -> Iterator[None]:
        hatched = units[hatches[units] > 0]
        color, at = ink(self.style), painter.combinedTransform()
        brushes = [pattern_brush(pattern, color, strokes.device_pen, at) for pattern in PATTERNS]
        for start in range(0, len(hatched), _CHUNK):
            for unit in hatched[start : start + _CHUNK].tolist():
                painter.fillPath(paths.fill(unit), brushes[hatches[unit]])
            yield

    def _hatch_lines(
        self,
        painter: QPainter,
        level: Level,
        hatches: NDArray[np.uint8],
        units: UnitIndices,
        view: MapView,
        pen: float,
    ) -> Iterator[None]:
        """Hatch with true lines, in pixels of the view; those of one pattern together, across their edges."""
        with saved(painter), part(painter, "patterns"):
            painter.setTransform(transform(view).inverted()[0], True)
            for number in np.unique(hatches[units]).tolist():
                if number:
                    positions, ring_start = rings_of(level, units[hatches[units] == number])
                    origin = np.array(view.to_pixel(0, 0))
                    pixels = positions * np.array([1, -1]) / view.scale + origin
                    paint_hatch(painter, pixels, ring_start, PATTERNS[number], ink(self.style), pen)
                    yield

    def _lines(
        self,
        painter: QPainter,
        paths: LevelPaths,
        content: MapContent,
        arcs: Integers,
        strokes: _Strokes,
    ) -> Iterator[None]:
        """Draw coasts, borders and, where units are large enough, lines between them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        level, style = paths.level, self.style
        unit, other = level.arc_unit[arcs], level.arc_other[arcs]
        coast = other == NOTHING
        parted = (content.assignment[unit] != content.assignment[other]) & ~coast
        was_parted = (content.home[unit] != content.home[other]) & ~coast & ~parted
        plain = ~coast & ~parted & ~was_parted
        faint = np.zeros(len(arcs), dtype=bool)
        if content.focus is not None:
            beside = ~content.focus[unit] & ~(content.focus[other] & ~coast)
            faint, plain = parted & beside, plain & ~beside
        if paths.typical_size >= _LINES_FROM * strokes.pixel:
            with part(painter, f"{self.prepared.layer.called[0]} lines"):
                if strokes.vector:
                    yield from self._opaque_lines(painter, paths, content, arcs[plain], strokes)
                else:
                    yield from self._stroke(painter, paths, arcs[plain], strokes.pen(style.unit_line, 1.0))
        state = self.prepared.layer.wording.state
        old = strokes.pen(style.old_border, style.old_border_width)
        old.setDashPattern([3.0, 3.0])
        for name, which, line in (
            (f"{state} borders of today", was_parted, old),
            ("coast", coast, strokes.pen(style.coast, style.coast_width)),
            (f"{state} borders of others", faint, strokes.pen(style.frame, 1.0)),
            (f"{state} borders", parted & ~faint, strokes.pen(style.border, style.border_width)),
        ):
            with part(painter, name):
                yield from self._stroke(painter, paths, arcs[which], line)
        yield from self._marks(painter, paths, content, arcs, strokes)

    def _opaque_lines(
        self, painter: QPainter, paths: LevelPaths, content: MapContent, arcs: Integers, strokes: _Strokes
    ) -> Iterator[None]:
        """Draw lines between units in the colour that they would have if one saw through them.

        A line that one sees through is written to a PDF as the outline of its stroke, four times as long.
        """
        line = self.style.unit_line
        fills = content.colors[paths.level.arc_unit[arcs]]
        for fill in np.unique(fills).tolist():
            color = mixed(np.array([fill], dtype=np.uint32), line, line.alphaF())
            pen = strokes.pen(QColor.fromRgb(int(color[0])), 1.0)
            yield from self._stroke(painter, paths, arcs[fills == fill], pen)

    def _marks(
        self, painter: QPainter, paths: LevelPaths, content: MapContent, arcs: Integers, strokes: _Strokes
    ) -> Iterator[None]:
        """Draw the borders of the selection and of the outlined jurisdiction."""
        unit, other = paths.level.arc_unit[arcs], paths.level.arc_other[arcs]
        style = self.style
        for members, widths in (
            (content.selected, ((style.selection, style.selection_width),)),
            (content.outlined, ((style.halo, style.halo_width), (style.outline, style.outline_width))),
        ):
            edge = arcs[members[unit] != (members[other] & (other != NOTHING))]
            for color, width in widths:
                yield from self._stroke(painter, paths, edge, strokes.pen(color, width))

    def _stroke(self, painter: QPainter, paths: LevelPaths, arcs: Integers, pen: QPen) -> Iterator[None]:
        painter.setPen(pen)
        # Measured: Qt strokes thin solid lines fastest as one path, all others one by one. As shapes, one is shorter.
        as_one = not pen.isCosmetic() or (pen.widthF() <= 1 and pen.style() == Qt.PenStyle.SolidLine)
        chunk = _CHUNK * _THIN_IN_A_CHUNK if as_one else _CHUNK
        for start in range(0, len(arcs), chunk):
            some = arcs[start : start + chunk]
            if as_one:
                painter.drawPath(lines_path(paths.level, some))
            else:
                for arc in some.tolist():
                    painter.drawPolyline(paths.arc(arc))
            yield

    def _paths_at(self, scale: float) -> LevelPaths:
        position = self.level_position(scale)
        if position not in self._paths:
            # The coarsest level is needed again and again, of the others one at a time.
            self._paths = {kept: paths for kept, paths in self._paths.items() if kept == 0}
            self._paths[position] = LevelPaths(self.prepared.level(position))
        return self._paths[position]

    def _brush(self, color: int) -> QBrush:
        brush = self._brushes.get(color)
        if brush is None:
            brush = self._brushes[color] = QBrush(QColor.fromRgb(color))
        return brush


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
