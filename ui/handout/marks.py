"""What stands on a page: marks that paint themselves, and blocks of them. All lengths are points (1/72 inch)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTextLayout

#: Text is laid out in these parts of a point: Qt's font sizes are whole numbers.
PARTS = 20.0


class Mark(Protocol):
    """Something that can be painted."""

    def paint(self, painter: QPainter, at: QPointF, pen: float, *, draft: bool) -> None:
        """Paint it.

        Args:
            painter: draws in units of the device.
            at: where it stands, in units of the device.
            pen: units of the device for a point.
            draft: whether it may be painted from a picture of an earlier time, for a preview.

        """


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark and where it stands in a block or on a page."""

    x: float
    y: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class Block:
    """Marks that belong together, placed from the block's upper left corner."""

    width: float
    height: float
    placed: tuple[Placed, ...] = ()

    def moved(self, dx: float, dy: float) -> Iterator[Placed]:
        """Return its marks from another corner."""
        return (Placed(p.x + dx, p.y + dy, p.mark) for p in self.placed)


def empty(width: float = 0.0, height: float = 0.0) -> Block:
    """Return room without anything in it."""
    return Block(width, height)


def stacked(blocks: Sequence[Block], gap: float = 0.0) -> Block:
    """Return blocks below each other; those without height leave no gap."""
    placed: list[Placed] = []
    y = 0.0
    for block in blocks:
        if not block.height:
            continue
        y += gap if y else 0.0
        placed += block.moved(0, y)
        y += block.height
    return Block(max((b.width for b in blocks), default=0.0), y, tuple(placed))


def beside(blocks: Sequence[Block], gap: float, *, ruled: QColor | None = None) -> Block:
    """Return blocks beside each other, their tops in line, with fine rules between them if a colour is given."""
    placed: list[Placed] = []
    height = max((b.height for b in blocks), default=0.0)
    x = 0.0
    for position, block in enumerate(blocks):
        if position and ruled is not None:
            placed.append(Placed(x - gap / 2, 0, Rule(0, height, 0.4, ruled)))
        placed += block.moved(x, 0)
        x += block.width + gap
    return Block(max(0.0, x - gap), height, tuple(placed))


def columns(blocks: Sequence[Block], count: int, gap: float, within: float = 0.0) -> Block:
    """Return blocks in columns of as even a height as their order allows.

    Args:
        blocks: all of one width.
        count: how many columns.
        gap: between the columns.
        within: between the blocks of a column.

    """
    sized = [b for b in blocks if b.height]
    if not sized:
        return empty()
    heights = sorted(
        {sum(b.height + within for b in sized[i:j]) for i in range(len(sized)) for j in range(i, len(sized) + 1)}
    )
    height = next(h for h in heights if len(_dealt(sized, h, within)) <= count)
    return beside([stacked(column, within) for column in _dealt(sized, height, within)], gap)


def _dealt(blocks: Sequence[Block], height: float, within: float) -> list[list[Block]]:
    """Return blocks dealt into columns that are no higher than ``height`` unless one block is."""
    found: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        if found[-1] and used + block.height + within > height + 1e-6:
            found.append([])
            used = 0.0
        found[-1].append(block)
        used += block.height + within
    return found


@dataclass(frozen=True, slots=True)
class Text:
    """A text, laid out.

    Attributes:
        words: what it says.
        layout: in parts of a point.
        covers: the room of its lines from where it stands.
        color: of the letters.

    """

    words: str
    layout: QTextLayout
    covers: QRectF
    color: QColor

    def paint(self, painter: QPainter, at: QPointF, pen: float, *, draft: bool) -> None:  # noqa: ARG002
        """Write it."""
        painter.save()
        painter.translate(at)
        painter.scale(pen / PARTS, pen / PARTS)
        painter.setPen(self.color)
        self.layout.draw(painter, QPointF(0, 0))
        painter.restore()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line, across (``dy`` 0) or down (``dx`` 0)."""

    dx: float
    dy: float
    width: float
    color: QColor

    def paint(self, painter: QPainter, at: QPointF, pen: float, *, draft: bool) -> None:  # noqa: ARG002
        """Draw it."""
        line = QPen(self.color, self.width * pen)
        line.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(line)
        painter.drawLine(at, at + QPointF(self.dx, self.dy) * pen)


@dataclass(frozen=True, slots=True)
class Squares:
    """Black squares, as paths: a QR code that is sharp at any size.

    Attributes:
        rows: for each row which squares are black.
        side: of a square.

    """

    rows: tuple[tuple[bool, ...], ...]
    side: float

    def paint(self, painter: QPainter, at: QPointF, pen: float, *, draft: bool) -> None:  # noqa: ARG002
        """Fill them; those beside each other as one, so that no seam shows."""
        side = self.side * pen
        path = QPainterPath()
        for y, row in enumerate(self.rows):
            for start, stop in _runs(row):
                path.addRect(QRectF(at.x() + start * side, at.y() + y * side, (stop - start) * side, side))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillPath(path, QColor(0, 0, 0))
        painter.restore()


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for x, black in enumerate((*row, False)):
        if black and start is None:
            start = x
        elif not black and start is not None:
            yield start, x
            start = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image, scaled into a rectangle."""

    image: QImage
    width: float
    height: float

    def paint(self, painter: QPainter, at: QPointF, pen: float, *, draft: bool) -> None:  # noqa: ARG002
        """Draw it."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(at.x(), at.y(), self.width * pen, self.height * pen), self.image)
