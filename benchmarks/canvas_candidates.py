"""Compares ways to build the map's canvas on the real map; what was found is in docs/canvas.md.

Three candidates show the same outlines, fills and state borders at 1920 x 1080:

- items: a QGraphicsView with one item a unit;
- numbers: a picture of unit numbers, coloured through a table by NumPy, borders found from the numbers;
- pictures: what the program has, a picture at hand that is mended where something changed.

Run ``python -m benchmarks.canvas_candidates [units]`` with nothing else running.
"""

from __future__ import annotations

import random
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QGraphicsPathItem, QGraphicsScene, QGraphicsView

from benchmarks.large_layer import large_layer
from benchmarks.samples import milliseconds, summary
from borderkit.bundled import open_bundled
from borderkit.level import NOTHING
from borderkit.portrayal import Choice, portray
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from ui.map_picture import MapPicture
from ui.map_renderer import MapContent, MapRenderer, line_pen, lines_path, polygon, transform
from ui.map_style import light
from ui.map_view import MapView, fitting

_WIDTH, _HEIGHT = 1920, 1080
_REPEATS = 60


class Candidate(ABC):
    """A way to build the canvas, and what is measured of it."""

    name: str

    @abstractmethod
    def __init__(self, prepared: PreparedLayer, proposal: Proposal) -> None:
        """Make what is made once for a layer."""

    @abstractmethod
    def draw(self, view: MapView) -> None:
        """Show a view that was not shown before, sharp."""

    @abstractmethod
    def pan(self, dx: int) -> None:
        """Move the view sideways by pixels, and show what is at hand."""

    @abstractmethod
    def zoom(self, factor: float) -> None:
        """Magnify, and show what is at hand."""

    @abstractmethod
    def recolor(self, units: NDArray[np.int32], target: int) -> None:
        """Move units to another jurisdiction and show that."""


class Items(Candidate):
    """A QGraphicsView with an item for each unit and one for the borders."""

    name = "items"

    def __init__(self, prepared: PreparedLayer, proposal: Proposal) -> None:
        self._level = prepared.level(0)
        self._proposal = proposal
        self._table = portray(proposal, Choice()).colors
        self._scene = QGraphicsScene()
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self._items = [self._item(unit) for unit in range(self._level.n_units)]
        self._borders = self._scene.addPath(self._border_path(), line_pen(light().border, 1.8))
        self._borders.setZValue(1)
        self._view = QGraphicsView(self._scene)
        self._view.setFrameShape(QGraphicsView.Shape.NoFrame)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.resize(_WIDTH, _HEIGHT)
        self._view.show()
        QApplication.processEvents()  # nothing is painted before the view has come up

    def _item(self, unit: int) -> QGraphicsPathItem:
        path = QPainterPath()
        for ring in range(self._level.rings_of[unit], self._level.rings_of[unit + 1]):
            path.addPolygon(polygon(self._level.ring(ring)))
        item = self._scene.addPath(path, line_pen(light().unit_line, 1))
        item.setBrush(self._brush(unit))
        return item

    def _brush(self, unit: int) -> QBrush:
        return QBrush(QColor.fromRgb(int(self._table[self._proposal.assignment[unit]])))

    def _border_path(self) -> QPainterPath:
        level, assignment = self._level, self._proposal.assignment
        other = level.arc_other
        parted = (other == NOTHING) | (assignment[level.arc_unit] != assignment[other])
        return lines_path(level, np.flatnonzero(parted).astype(np.int32))

    def draw(self, view: MapView) -> None:
        """Show a view that was not shown before, sharp."""
        self._view.setTransform(transform(replace(view, x=0, y=0)))
        self._view.centerOn(view.x, view.y)
        self._view.viewport().repaint()

    def pan(self, dx: int) -> None:
        """Move the view sideways by pixels, and show what is at hand."""
        bar = self._view.horizontalScrollBar()
        bar.setValue(bar.value() + dx)
        self._view.viewport().repaint()

    def zoom(self, factor: float) -> None:
        """Magnify, and show what is at hand."""
        self._view.scale(factor, factor)
        self._view.viewport().repaint()

    def recolor(self, units: NDArray[np.int32], target: int) -> None:
        """Move units to another jurisdiction and show that."""
        self._proposal.move_units(units, target)
        for unit in units.tolist():
            self._items[unit].setBrush(self._brush(unit))
        self._borders.setPath(self._border_path())
        QApplication.processEvents()


class Numbers(Candidate):
    """A picture of unit numbers; fills come from a table, borders from where neighbouring pixels differ."""

    name = "numbers"

    def __init__(self, prepared: PreparedLayer, proposal: Proposal) -> None:
        self._renderer = MapRenderer(prepared, light())
        self._proposal = proposal
        self._table = portray(proposal, Choice()).colors.astype(np.uint32) | np.uint32(0xFF000000)
        self._screen = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
        n_units = len(proposal.layer)
        self._content = MapContent(
            colors=np.arange(1, n_units + 1, dtype=np.uint32),
            assignment=np.zeros(n_units, dtype=np.int16),
            home=np.zeros(n_units, dtype=np.int16),
            selected=np.zeros(n_units, dtype=bool),
            outlined=np.zeros(n_units, dtype=bool),
        )
        self._numbers: NDArray[np.uint32] = np.zeros((_HEIGHT, _WIDTH), dtype=np.uint32)
        self._picture = QImage()

    def draw(self, view: MapView) -> None:
        """Show a view that was not shown before, sharp."""
        image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.setTransform(transform(view))
        level = self._renderer.level(view.scale)
        for unit in level.unit_grid.touching(*view.box).tolist():
            painter.fillPath(self._renderer.unit_path(unit, view.scale), QColor.fromRgb(unit + 1))
        painter.end()
        numbers = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(view.height, view.width)
        self._numbers = (numbers & 0xFFFFFF).astype(np.uint32)
        self._color()

    def _color(self) -> None:
        assignment = np.append(np.int16(-1), self._proposal.assignment)
        fills = np.append(np.uint32(0xFFEEF2F4), self._table[self._proposal.assignment])
        pixels = fills[self._numbers]
        state = assignment[self._numbers]
        parted = np.zeros(state.shape, dtype=bool)
        parted[:, 1:] = state[:, 1:] != state[:, :-1]
        parted[1:] |= state[1:] != state[:-1]
        pixels[parted] = 0xFF3D4650
        height, width = pixels.shape
        self._picture = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32)
        self._show(QRectF(0, 0, width, height))

    def _show(self, where: QRectF) -> None:
        painter = QPainter(self._screen)
        painter.fillRect(self._screen.rect(), light().water)
        painter.drawImage(where, self._picture)
        painter.end()

    def pan(self, dx: int) -> None:
        """Move the view sideways by pixels, and show what is at hand."""
        self._show(QRectF(-dx, 0, self._picture.width(), self._picture.height()))

    def zoom(self, factor: float) -> None:
        """Magnify, and show what is at hand."""
        width, height = self._picture.width() * factor, self._picture.height() * factor
        self._show(QRectF((_WIDTH - width) / 2, (_HEIGHT - height) / 2, width, height))

    def recolor(self, units: NDArray[np.int32], target: int) -> None:
        """Move units to another jurisdiction and show that."""
        self._proposal.move_units(units, target)
        self._color()


class Pictures(Candidate):
    """The program's own pictures: drawn as vectors, mended where something changed."""

    name = "pictures"

    def __init__(self, prepared: PreparedLayer, proposal: Proposal) -> None:
        self._prepared = prepared
        self._proposal = proposal
        self._renderer = MapRenderer(prepared, light())
        self._table = portray(proposal, Choice()).colors
        n_units = len(proposal.layer)
        self._content = MapContent(
            colors=self._table[proposal.assignment],
            assignment=proposal.assignment,
            home=proposal.layer.home,
            selected=np.zeros(n_units, dtype=bool),
            outlined=np.zeros(n_units, dtype=bool),
        )
        self._picture = MapPicture(self._renderer, self._content)
        self._screen = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
        self._view = fitting(self._renderer.extent, _WIDTH, _HEIGHT)

    def draw(self, view: MapView) -> None:
        """Show a view that was not shown before, sharp."""
        self._view = view
        self._picture.draw_now(view, 1.0)
        self._show(view)

    def _show(self, view: MapView) -> None:
        painter = QPainter(self._screen)
        painter.fillRect(self._screen.rect(), light().water)
        self._picture.paint(painter, view)
        painter.end()

    def pan(self, dx: int) -> None:
        """Move the view sideways by pixels, and show what is at hand."""
        self._show(self._view.panned(-dx, 0))

    def zoom(self, factor: float) -> None:
        """Magnify, and show what is at hand."""
        self._show(self._view.zoomed(factor, _WIDTH / 2, _HEIGHT / 2, 1, 1e9))

    def recolor(self, units: NDArray[np.int32], target: int) -> None:
        """Move units to another jurisdiction and show that."""
        self._proposal.move_units(units, target)
        self._content.colors[units] = self._table[self._proposal.assignment[units]]
        boxes = self._prepared.level(0).boxes[units]
        low, high = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
        self._picture.mend((float(low[0]), float(low[1]), float(high[0]), float(high[1])))
        self._show(self._view)


def main() -> None:
    """Measure every candidate on a layer of so many units, the counties by default."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    prepared = large_layer(int(sys.argv[1])) if len(sys.argv) > 1 else open_bundled(Silent())
    print(f"{len(prepared.layer):,} units, {_WIDTH} x {_HEIGHT}, milliseconds: p50 / p95")
    kinds: tuple[type[Candidate], ...] = (Items, Numbers, Pictures)
    for kind in kinds:
        begun = time.perf_counter()
        candidate = kind(prepared, Proposal(prepared.layer))
        made = time.perf_counter() - begun
        print(f"{kind.name}: made in {made:.2f} s")
        _measure(candidate, prepared)
        del candidate
    application.processEvents()


def _measure(candidate: Candidate, prepared: PreparedLayer) -> None:
    chance = random.Random(2020)  # noqa: S311 - the same places each time, nothing secret
    whole = fitting(prepared.level(0).extent, _WIDTH, _HEIGHT)
    candidate.draw(whole)  # the first drawing makes what later ones find made
    places = prepared.anchors.astype(np.float64)
    n_units = len(places)

    def recolored(n: int) -> float:
        distance = np.hypot(*(places - places[chance.randrange(n_units)]).T)
        units = np.argsort(distance)[:n].astype(np.int32)
        target = chance.randrange(50)
        return milliseconds(lambda: candidate.recolor(units, target))

    series: dict[str, Callable[[], float]] = {
        "whole map drawn anew": lambda: milliseconds(lambda: candidate.draw(whole)),
        "pan, a frame": lambda: milliseconds(lambda: candidate.pan(chance.choice([-8, 8]))),
        "zoom, a frame": lambda: milliseconds(lambda: candidate.zoom(chance.choice([1.25, 0.8]))),
        "one unit": lambda: recolored(1),
        "1,000 units": lambda: recolored(1000),
    }
    for name, measured in series.items():
        candidate.draw(whole)
        repeats = _REPEATS if n_units < 10_000 else _REPEATS // 4
        found = summary(name, [measured() for _ in range(repeats)], 0, "ms")
        print(f"  {name}: {found.p50} / {found.p95}")


if __name__ == "__main__":
    main()
