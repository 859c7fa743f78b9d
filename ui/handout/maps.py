"""The maps of a handout: figures that are kept, and pictures of them for previews."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from ui.handout import typefaces
from ui.handout.typography import HAIR, INK
from ui.map_figure import Look, MapFigure
from ui.map_view import Box

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

#: Figures and pictures that are kept: those of two proposals in a handful of sizes.
_FIGURES, _PICTURES = 6, 12

#: The side of a frame about what is shown closer, in points, at the least.
_LEAST_FRAME = 7.0


class Maps:
    """Map figures of handouts; one is kept by whoever makes handout after handout of the same proposals."""

    def __init__(self, prepared: PreparedLayer) -> None:
        """Keep nothing yet."""
        self.prepared = prepared
        self._figures: OrderedDict[tuple[bytes, Look], MapFigure] = OrderedDict()
        self._pictures: OrderedDict[tuple[object, ...], QImage] = OrderedDict()

    def figure(self, proposal: Proposal, look: Look) -> tuple[bytes, MapFigure]:
        """Return the figure of a proposal as it stands now, with a key that is another when it changes."""
        key = _key(proposal)
        figure = self._figures.get((key, look))
        if figure is None:
            figure = self._figures[key, look] = MapFigure(self.prepared, proposal, look, typefaces.SANS)
            _forget(self._figures, _FIGURES)
        self._figures.move_to_end((key, look))
        return key, figure

    def picture(self, key: tuple[object, ...], width: int, height: int, draw: Callable[[QPainter], None]) -> QImage:
        """Return a picture of a figure, drawn where it is not kept from earlier."""
        found = self._pictures.get((*key, width, height))
        if found is None:
            found = QImage(width, height, QImage.Format.Format_RGB32)
            found.fill(Qt.GlobalColor.white)
            painter = QPainter(found)
            draw(painter)
            painter.end()
            self._pictures[*key, width, height] = found
            _forget(self._pictures, _PICTURES)
        return found


def _forget(kept: OrderedDict[_Key, _Value], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def _key(proposal: Proposal) -> bytes:
    """Return what the map of a proposal depends on, in short."""
    digest = hashlib.blake2b(proposal.assignment.tobytes(), digest_size=16)
    digest.update(repr((tuple(proposal.jurisdictions), proposal.settings)).encode())
    return digest.digest()


@dataclass(frozen=True, slots=True)
class MapMark:
    """A map in a rectangle.

    Attributes:
        key: what the figure depends on.
        box: what must be seen, in metres of the map.
        width, height: in points.
        letters: points for a pixel of a common screen: the size of names and lines.
        marked: a part of the map that is framed, since it is shown closer elsewhere.

    """

    maps: Maps
    key: bytes
    look: Look
    figure: MapFigure
    box: Box
    width: float
    height: float
    letters: float
    marked: Box | None = None

    def paint(self, painter: QPainter, at: QPointF, pen: float, *, draft: bool) -> None:
        """Draw it with a fine line around it."""
        rect = QRectF(at.x(), at.y(), self.width * pen, self.height * pen)
        pixel = self.letters * pen
        if draft:
            painter.drawImage(rect, self._picture(rect, pixel, painter.device().devicePixelRatioF()))
        else:
            painter.save()
            self.figure.paint(painter, rect, self.box, pixel)
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(HAIR, 0.5 * pen))
        painter.drawRect(rect)
        if self.marked:
            painter.setPen(QPen(INK, 0.9 * pen))
            painter.drawRect(self._frame(self.marked, rect, pen))

    def _picture(self, rect: QRectF, pixel: float, ratio: float) -> QImage:
        """Return the map as it was painted before, with as many pixels as the screen has."""
        width, height = (max(1, round(side * ratio)) for side in (rect.width(), rect.height()))
        whole = QRectF(0, 0, width, height)
        key = (self.key, self.look, self.box, pixel * ratio)
        return self.maps.picture(
            key, width, height, lambda painter: self.figure.paint(painter, whole, self.box, pixel * ratio)
        )

    def _frame(self, marked: Box, rect: QRectF, pen: float) -> QRectF:
        """Return where a part of the map lies, large enough to be seen, as far as the map reaches."""
        view = self.figure.view(rect, self.box, self.letters * pen)
        left, bottom, right, top = marked
        x, y = view.to_pixel((left + right) / 2, (bottom + top) / 2)
        across, up = (
            max(side / view.scale / 2 * self.letters, _LEAST_FRAME / 2) * pen for side in (right - left, top - bottom)
        )
        middle = rect.topLeft() + QPointF(x, y) * self.letters * pen
        return QRectF(middle.x() - across, middle.y() - up, 2 * across, 2 * up).intersected(rect)

    def metres_a_point(self, pen: float) -> float:
        """Return how long a point of the page is on the map, as it is painted with a pen."""
        rect = QRectF(0, 0, self.width * pen, self.height * pen)
        return self.figure.view(rect, self.box, self.letters * pen).scale / self.letters
