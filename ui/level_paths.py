"""The outlines and lines of one level as Qt's paths, copied into Qt's buffers by numpy."""

from __future__ import annotations

import struct
from functools import cached_property
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath, QPolygonF

from borderkit.layer import UnitIndices
from borderkit.level import Integers, Level

#: Measured on 100,000 units of 7 positions: 160 ms together, 365 ms one by one and 400 MB for their paths. On the
#: counties, of 55 positions at the coarsest level, it is the other way round: 26 and 17 ms.
_FEW_POSITIONS = 30
_MANY_UNITS = 20_000


class LevelPaths:
    """Painter paths of one level, made when first needed."""

    def __init__(self, level: Level) -> None:
        """Make nothing yet."""
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
        """Return a unit's outline in metres of the map."""
        path = self._fills[unit]
        if path is None:
            path = QPainterPath()
            for ring in range(self.level.rings_of[unit], self.level.rings_of[unit + 1]):
                path.addPolygon(polygon(self.level.ring(ring)))
            self._fills[unit] = path
        return path

    def arc(self, arc: int) -> QPolygonF:
        """Return a line between two units, or of the coast, in metres of the map."""
        line = self._arcs[arc]
        if line is None:
            line = self._arcs[arc] = polygon(self.level.arc(arc))
        return line


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


def rings_of(level: Level, units: UnitIndices) -> tuple[Integers, NDArray[np.int64]]:
    """Return the positions of units' rings one after another, (n, 2), and where each begins, (n_rings + 1,)."""
    rings = _ranges(level.rings_of[units], level.rings_of[units + 1])
    start, stop = level.ring_start[rings], level.ring_start[rings + 1]
    begins = np.append(np.int64(0), np.cumsum(stop - start, dtype=np.int64))
    return level.positions[_ranges(start, stop)], begins


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
