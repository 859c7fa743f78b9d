"""Which places of a view labels take, so that none stands on another one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Literal

from PySide6.QtCore import QLineF, QRectF

from ui.label_text import Kind, Label, ems
from ui.map_view import MapView

#: Where texts have room, each at its most central spot and at its roomiest: [metres of the map for an em, x, y].
Spots = dict[str, list[list[float]]]
#: A text and the size of its letters in pixels.
Choice = tuple[str, int]

_MOST_LABELS = 250
#: Pixels of the side of a cell of the grid that tells which places are taken.
_CELL = 4


class Placing:
    """Labels placed so far, and which places they take.

    The view is parted into cells; those taken in a row of cells are the bits of one number, so that a label's place
    is looked at in a microsecond.
    """

    def __init__(self, view: MapView, family: str = "") -> None:
        """Take nothing yet; ``family`` is the typeface of the labels."""
        self.view = view
        self.family = family
        self.labels: list[Label] = []
        self._lines: list[QLineF] = []
        self._taken = [0] * (view.height // _CELL + 1)

    def reserve(self, rect: QRectF) -> None:
        """Take what a rectangle covers of the view."""
        inside = rect.intersected(QRectF(0, 0, self.view.width, self.view.height))
        if not inside.isEmpty():
            columns = _bits(int(inside.left()) // _CELL, int(inside.right()) // _CELL)
            for row in range(int(inside.top()) // _CELL, int(inside.bottom()) // _CELL + 1):
                self._taken[row] |= columns

    def place(
        self, kind: Kind, choices: Iterable[Choice], spots: Spots, unit: int = -1, *, faint: bool = False
    ) -> Literal["placed", "cut", "no room"]:
        """Place the first text and size that has room; stop if only the edge of the view is in its way."""
        if len(self.labels) >= _MOST_LABELS:
            return "no room"
        view = self.view
        for text, pixels in choices:
            needed, is_cut = pixels * view.scale, False
            for room, x, y in spots[text]:
                if room < needed:
                    continue
                outcome = self.put(Label(text, x, y, pixels, kind == "jurisdiction", kind, unit, self.family, faint))
                if outcome == "placed":
                    return "placed"
                is_cut = is_cut or outcome == "cut"
            if is_cut:
                return "cut"
        return "no room"

    def put(self, label: Label) -> Literal["placed", "cut", "taken"]:
        """Put a label where it says it stands, if that is free and in view."""
        cells = self._cells(label.text, label.kind, label.pixels, *self.view.to_pixel(label.x, label.y))
        if cells is None:
            return "cut"
        if not self._take(*cells):
            return "taken"
        self.labels.append(label)
        line = self.line_to(label)
        if line is not None:
            self._lines.append(line)
            for row, column in _cells_along(line):
                if 0 <= row < len(self._taken) and column >= 0:
                    self._taken[row] |= 1 << column
        return "placed"

    def is_free(self, px: float, py: float) -> bool:
        """Tell whether no label stands at a pixel."""
        row, column = int(py) // _CELL, int(px) // _CELL
        return 0 <= row < len(self._taken) and column >= 0 and not self._taken[row] >> column & 1

    def line_to(self, label: Label) -> QLineF | None:
        """Return the line, in pixels, from where a label beside its unit belongs to the edge of the text; else None."""
        if label.lead is None:
            return None
        (px, py), (x, y) = self.view.to_pixel(*label.lead), self.view.to_pixel(label.x, label.y)
        width, height = (size * label.pixels / 2 for size in ems(label.text, label.kind, self.family))
        across, down = abs(px - x), abs(py - y)
        if across <= width and down <= height:
            return None
        inside = min(width / max(across, 1e-6), height / max(down, 1e-6))
        return QLineF(px, py, x + (px - x) * inside, y + (py - y) * inside)

    def is_free_along(self, line: QLineF) -> bool:
        """Tell whether a line crosses neither a label nor the line of one."""
        if any(line.intersects(other)[0] == QLineF.IntersectionType.BoundedIntersection for other in self._lines):
            return False
        return all(
            0 <= row < len(self._taken) and column >= 0 and not self._taken[row] >> column & 1
            for row, column in _cells_along(line)
        )

    def _cells(self, text: str, kind: Kind, pixels: int, px: float, py: float) -> tuple[int, int, int] | None:
        """Return the first and last row that a text would take, and the bits of its columns; None if it is cut."""
        width, height = ems(text, kind, self.family)
        across, down = width * pixels / 2 + 1, height * pixels / 2 + 1
        if px < across or py < down or px + across > self.view.width or py + down > self.view.height:
            return None
        first, last = int(px - across) // _CELL, int(px + across) // _CELL
        return int(py - down) // _CELL, int(py + down) // _CELL, _bits(first, last)

    def _take(self, first: int, last: int, columns: int) -> bool:
        """Take a place; return whether it was free."""
        taken = self._taken
        rows = range(first, last + 1)
        for row in rows:
            if taken[row] & columns:
                return False
        for row in rows:
            taken[row] |= columns
        return True


def _cells_along(line: QLineF) -> Iterator[tuple[int, int]]:
    """Yield row and column of the cells that a line goes through, some twice."""
    steps = max(1, math.ceil(2 * line.length() / _CELL))
    for step in range(steps + 1):
        at = line.pointAt(step / steps)
        yield int(at.y()) // _CELL, int(at.x()) // _CELL


def _bits(first: int, last: int) -> int:
    """Return a number whose bits from the first to the last one are set."""
    return ((1 << (last - first + 1)) - 1) << first
