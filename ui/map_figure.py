"""The map with the names, the scale and the north arrow that belong to it, in a rectangle of any device."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from borderkit.layer import UnitIndices
from borderkit.legend import Legend
from borderkit.portrayal import Choice, portray
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from ui.map_fills import Fills
from ui.map_labels import LabelPlacer, paint_labels
from ui.map_renderer import MapContent, MapRenderer
from ui.map_scale import paint_north, paint_scale_bar, place_of_scale, scale_bar
from ui.map_scene import box_of
from ui.map_style import light
from ui.map_view import Box, MapView, fitting

#: Pixels of a common screen between the edge of the figure and the scale bar, and for the arrow beside it.
_MARGIN, _ARROW_ROOM, _SCALE_HEIGHT = 10.0, 34.0, 44.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure shows the map.

    Attributes:
        choice: what the fills show.
        before: today's borders instead of the proposal's.
        hatched: whether patterns lie over the fills.
        black_and_white: no colours: greys and patterns that tell the states concerned apart.
        names: whether places are named.
        scale: whether scale bar and north arrow are drawn.
        transparent: whether the ground is left out.

    """

    choice: Choice = Choice()
    before: bool = False
    hatched: bool = False
    black_and_white: bool = False
    names: bool = True
    scale: bool = True
    transparent: bool = False


class MapFigure:
    """One proposal's map in one look; it can be painted again and again, in rectangles of any size.

    Attributes:
        legend: what the colours and patterns mean.

    """

    def __init__(self, prepared: PreparedLayer, proposal: Proposal, look: Look) -> None:
        """Work out the fills."""
        self._prepared, self._proposal, self._look = prepared, proposal, look
        self._style = light()
        self._renderer = MapRenderer(prepared, self._style)
        self._placer = LabelPlacer(prepared)
        portrayal = portray(proposal, look.choice)
        self.legend: Legend = portrayal.legend
        layer = proposal.layer
        assignment = layer.home if look.before else proposal.assignment
        everything = np.arange(len(layer), dtype=np.int32)
        classes = portrayal.classes(proposal, everything, assignment)
        fills = Fills(portrayal, self._style, proposal.jurisdictions, frozenset())
        nothing = np.zeros(len(layer), dtype=bool)
        self._content = MapContent(
            colors=fills.colors(classes, assignment, nothing),
            assignment=assignment,
            home=layer.home,
            selected=nothing,
            outlined=nothing,
            hatches=fills.hatches[classes] if look.hatched or look.black_and_white else None,
        )

    def paint(
        self, painter: QPainter, rect: QRectF, box: Box, pen: float = 1.0, reserved: Sequence[QRectF] = ()
    ) -> None:
        """Draw what lies in ``box``, in metres of the map, and around it as far as the rectangle reaches.

        Args:
            painter: draws in units of the rectangle.
            rect: where the map goes; filled to its edges.
            box: what must be seen.
            pen: units of the painter for a pixel of a common screen (1/96 inch): the size of letters and lines.
            reserved: parts of ``rect`` on which no name may stand.

        """
        common = self.view(rect, box, pen)
        view = common.magnified(pen)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        self._renderer.draw(painter, view, self._content, pen=pen)
        taken = [
            QRectF((r.x() - rect.x()) / pen, (r.y() - rect.y()) / pen, r.width() / pen, r.height() / pen)
            for r in reserved
        ]
        if self._look.scale:
            taken.append(self._paint_scale(painter, common, pen))
        if self._look.names:
            self._paint_names(painter, common, pen, taken)
        painter.restore()

    def view(self, rect: QRectF, box: Box, pen: float = 1.0) -> MapView:
        """Return the view that shows a box in a rectangle, in pixels of a common screen."""
        return fitting(box, math.ceil(rect.width() / pen), math.ceil(rect.height() / pen))

    def _paint_names(self, painter: QPainter, common: MapView, pen: float, taken: list[QRectF]) -> None:
        labels = self._placer.place(
            common,
            self._renderer.level(common.scale),
            self._content.assignment,
            list(self._proposal.jurisdictions),
            changed=self._content.assignment != self._proposal.layer.home,
            reserved=taken,
        )
        paint_labels(painter, common.magnified(pen), labels, self._style, pen)

    def _paint_scale(self, painter: QPainter, common: MapView, pen: float) -> QRectF:
        """Draw scale bar and arrow in the lower right corner, and return what they cover of the common view."""
        parts = self._prepared.frame.ground
        if not parts:
            return QRectF()
        part, x, y = place_of_scale(common, parts)
        metres = common.scale * part.length_at(x, y)
        width = scale_bar(metres).pixels + _ARROW_ROOM
        left = common.width - _MARGIN - width
        middle = common.height - _MARGIN - _SCALE_HEIGHT / 2
        paint_scale_bar(painter, QPointF(left, middle) * pen, metres / pen, self._style, pen)
        arrow = QPointF(common.width - _MARGIN - _ARROW_ROOM / 3, middle + 3) * pen
        paint_north(painter, arrow, part.north_at(x, y), self._style, pen)
        return QRectF(left, common.height - _MARGIN - _SCALE_HEIGHT, width, _SCALE_HEIGHT)


def country(prepared: PreparedLayer) -> Box:
    """Return the box of the whole map."""
    return prepared.level(0).extent


def states_concerned(prepared: PreparedLayer, proposal: Proposal) -> Box:
    """Return the box of every jurisdiction that units leave or join, today's and the proposal's; of all if none is."""
    units = units_concerned(proposal)
    return box_of(prepared, units) if len(units) else country(prepared)


def units_concerned(proposal: Proposal) -> UnitIndices:
    """Return the units that are or come to be in a jurisdiction that units leave or join."""
    moved = proposal.moved_units
    touched = np.union1d(proposal.assignment[moved], proposal.layer.home[moved])
    found = np.isin(proposal.assignment, touched) | np.isin(proposal.layer.home, touched)
    return np.flatnonzero(found).astype(np.int32)
