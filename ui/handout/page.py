"""A page: marks on paper, and what they cover."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.handout.marks import Block, Placed, Text


@dataclass(slots=True)
class Page:
    """One page, in points from its upper left corner.

    Attributes:
        width, height: of the paper.
        placed: what stands on it, in the order in which it is read.

    """

    width: float
    height: float
    placed: list[Placed] = field(default_factory=list)

    def put(self, block: Block, x: float, y: float) -> float:
        """Place a block and return where it ends, downwards."""
        self.placed += block.moved(x, y)
        return y + block.height

    @property
    def texts(self) -> list[tuple[str, QRectF]]:
        """Each text and the rectangle that it covers."""
        return [
            (placed.mark.words, placed.mark.covers.translated(placed.x, placed.y))
            for placed in self.placed
            if isinstance(placed.mark, Text)
        ]

    def paint(self, painter: QPainter, pen: float, *, draft: bool = False) -> None:
        """Paint the page from the painter's origin; a point is ``pen`` units of the painter."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for placed in self.placed:
            placed.mark.paint(painter, QPointF(placed.x * pen, placed.y * pen), pen, draft=draft)
        painter.restore()
