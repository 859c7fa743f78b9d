"""The map with the names, the scale and the north arrow that belong to it, in a rectangle of any device."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from borderkit.concerned import units_concerned
from borderkit.ground import INSET_MARGIN
from borderkit.legend import Legend
from borderkit.level import NOTHING
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from ui.drawing_parts import part, saved
from ui.figure_fills import PALE, Look, figure_content
from ui.insisting import MOST_INSISTED
from ui.label_text import Label
from ui.map_labels import LabelPlacer, paint_labels
from ui.map_legend import legend_size, paint_legend
from ui.map_renderer import MapRenderer
from ui.map_scale import bar_width, paint_north, paint_scale_bar, place_of_scale, scale_bar
from ui.map_scene import box_of
from ui.map_style import MapStyle, light, monochrome
from ui.map_view import Box, MapView, fitting

__all__ = ["PALE", "Look", "MapFigure", "country", "states_concerned"]

#: Pixels of a common screen between the edge of the figure and the scale bar, and for the arrow beside it.
_MARGIN, _ARROW_ROOM, _SCALE_HEIGHT = 10.0, 34.0, 44.0
#: Pixels of a common screen that the caption of an inset takes below it.
_BELOW_INSET = 14.0
#: Share of the map's height that captions of insets take below it.
_BELOW_INSETS = 0.035


class MapFigure:
    """One proposal's map in one look; it can be painted again and again, in rectangles of any size.

    Attributes:
        legend: what the colours and patterns mean.
        style: the colours of lines and letters, for what stands beside the map.
        unnamed: the moved units that the last painting found no room to name, by their full names.

    """

    def __init__(self, prepared: PreparedLayer, proposal: Proposal, look: Look, family: str = "") -> None:
        """Work out the fills; ``family`` is the typeface, the application's if empty."""
        self._prepared, self._proposal, self._look, self._family = prepared, proposal, look, family
        self.style: MapStyle = monochrome() if look.black_and_white else light()
        self._renderer = MapRenderer(prepared, self.style, family, ground=not look.transparent)
        self._placer = LabelPlacer(prepared, family)
        self.unnamed: tuple[str, ...] = ()
        self.legend: Legend
        self._content, self.legend = figure_content(proposal, look, self.style)

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        box: Box,
        pen: float = 1.0,
        reserved: Sequence[QRectF] = (),
        pause: Callable[[], None] | None = None,
    ) -> None:
        """Draw what lies in ``box``, in metres of the map, and around it as far as the rectangle reaches.

        Args:
            painter: draws in units of the rectangle.
            rect: where the map goes; filled to its edges.
            box: what must be seen.
            pen: units of the painter for a pixel of a common screen (1/96 inch): the size of letters and lines.
            reserved: parts of ``rect`` on which no name may stand.
            pause: called every few milliseconds; what it raises ends the drawing.

        """
        with part(painter, "map", rect):
            self._paint(painter, rect, box, pen, reserved, pause)

    def _paint(
        self,
        painter: QPainter,
        rect: QRectF,
        box: Box,
        pen: float,
        reserved: Sequence[QRectF],
        pause: Callable[[], None] | None,
    ) -> None:
        common = self.view(rect, box, pen)
        view = common.magnified(pen)
        with saved(painter):
            painter.setClipRect(rect)
            painter.translate(rect.topLeft())
            for _ in self._renderer.steps(painter, view, self._content, pen=pen):
                if pause:
                    pause()
            taken = _in_common_pixels(reserved, rect, pen)
            if self._look.names:
                labels = self._labels(common, [*taken, self._scale_room(common)])
                self.unnamed = self._names_without(labels)
                with part(painter, "names", anchor="middle"):
                    paint_labels(painter, view, labels, self.style, pen)
            if self._look.scale:
                with part(painter, "scale"):
                    self._paint_scale(painter, common, pen)

    def view(self, rect: QRectF, box: Box, pen: float = 1.0) -> MapView:
        """Return the view that shows a box in a rectangle, in pixels of a common screen."""
        return fitting(box, math.ceil(rect.width() / pen), math.ceil(rect.height() / pen))

    def unnamed_in(self, rect: QRectF, box: Box, pen: float = 1.0, reserved: Sequence[QRectF] = ()) -> tuple[str, ...]:
        """Return the full names of the moved units that ``paint`` would find no room to name, without painting."""
        common = self.view(rect, box, pen)
        return self._names_without(
            self._labels(common, [*_in_common_pixels(reserved, rect, pen), self._scale_room(common)])
        )

    def legend_size(self, width: float, pen: float = 1.0) -> QSizeF:
        """Return the room that the legend takes if it may be ``width`` wide."""
        return legend_size(
            self.legend,
            width,
            pen,
            moved=self.has_old_lines,
            proposed=self.has_new_lines,
            family=self._family,
        )

    def paint_legend(self, painter: QPainter, rect: QRectF, pen: float = 1.0) -> None:
        """Draw the legend from the top left of a rectangle, whose width ``legend_size`` was asked about."""
        paint_legend(
            painter,
            rect,
            self.legend,
            self.style,
            pen,
            hatched=self.is_hatched,
            moved=self.has_old_lines,
            proposed=self.has_new_lines,
            family=self._family,
        )

    @property
    def is_hatched(self) -> bool:
        """Whether patterns lie over the fills."""
        return self._content.hatches is not None

    @property
    def has_old_lines(self) -> bool:
        """Whether state lines of today are drawn that are none in the proposal."""
        level, content = self._prepared.level(0), self._content
        inner = level.arc_other != NOTHING
        unit, other = level.arc_unit[inner], level.arc_other[inner]
        gone = content.assignment[unit] == content.assignment[other]
        return bool((gone & (content.home[unit] != content.home[other])).any())

    @property
    def has_new_lines(self) -> bool:
        """Whether the legend tells what the lines of the proposal are."""
        return self._content.focus is not None and not self._look.before

    def _labels(self, common: MapView, taken: list[QRectF]) -> list[Label]:
        proposal = self._proposal
        insisted = self._look.counties and self._content.focus is not None
        labels = self._placer.place(
            common,
            self._renderer.level(common.scale),
            self._content.assignment,
            list(proposal.jurisdictions),
            changed=proposal.assignment != proposal.layer.home,
            reserved=taken,
            focus=self._content.focus,
            insisted=insisted,
        )
        if not self._look.counties:
            return [label for label in labels if label.unit < 0]
        units = [label for label in labels if label.unit >= 0]
        n_moved = len(proposal.moved_units)
        if (self._content.focus is None or n_moved > MOST_INSISTED) and 2 * len(units) < n_moved:
            # A few names of many moved counties, and of no others, would single them out.
            return [label for label in labels if label.unit < 0]
        return labels

    def _names_without(self, labels: Sequence[Label]) -> tuple[str, ...]:
        if not self._look.counties:
            return ()
        named = {label.unit for label in labels}
        texts = {label.text.replace("\n", " ") for label in labels}
        names = self._proposal.layer.names
        moved = self._proposal.moved_units.tolist()
        return tuple(names[unit] for unit in moved if unit not in named and names[unit] not in texts)

    def _scale_room(self, common: MapView) -> QRectF:
        """Return what scale bar and arrow cover of the common view, in the lower corner that the map needs less.

        Insets have bars of their own: the bar lies on none of them, in an upper corner at last, or is left out.
        """
        parts = self._prepared.frame.ground
        if not parts or not self._look.scale:
            return QRectF()
        ground, x, y = place_of_scale(common, parts)
        width = bar_width(scale_bar(common.scale * ground.length_at(x, y)), self._family) + _ARROW_ROOM
        low = common.height - _MARGIN - _SCALE_HEIGHT
        corners = [
            [QRectF(x, top, width, _SCALE_HEIGHT) for x in (common.width - _MARGIN - width, _MARGIN)]
            for top in (low, _MARGIN)
        ]
        # A bar in an inset that fills the view speaks of the inset.
        insets = [] if ground.code else self._insets(common)
        for both in corners:
            free = [room for room in both if not any(room.intersects(inset) for inset in insets)]
            if free:
                return min(free, key=lambda room: self._n_focused(common, room))
        return QRectF()

    def _insets(self, common: MapView) -> list[QRectF]:
        """Return what the insets cover of the common view, each with its caption."""
        found = []
        for left, bottom, right, top in self._prepared.frame.insets.values():
            x0, y0 = common.to_pixel(left - INSET_MARGIN, top + INSET_MARGIN)
            x1, y1 = common.to_pixel(right + INSET_MARGIN, bottom - INSET_MARGIN)
            found.append(QRectF(x0, y0, x1 - x0, y1 - y0 + _BELOW_INSET))
        return found

    def _n_focused(self, common: MapView, room: QRectF) -> int:
        """Return about how many units that the map is about lie in a part of the common view."""
        if self._content.focus is None:
            return 0
        level = self._renderer.level(common.scale)
        west, north = common.to_map(room.left(), room.top())
        east, south = common.to_map(room.right(), room.bottom())
        return int(np.count_nonzero(self._content.focus[level.unit_grid.touching(west, south, east, north)]))

    def _paint_scale(self, painter: QPainter, common: MapView, pen: float) -> None:
        room = self._scale_room(common)
        if room.isEmpty():
            return
        ground, x, y = place_of_scale(common, self._prepared.frame.ground)
        metres = common.scale * ground.length_at(x, y)
        at = QPointF(room.left(), room.center().y()) * pen
        paint_scale_bar(painter, at, metres / pen, self.style, pen, family=self._family)
        arrow = QPointF(room.right() - _ARROW_ROOM / 3, room.center().y() + 3) * pen
        paint_north(painter, arrow, ground.north_at(x, y), self.style, pen, self._family)


def country(prepared: PreparedLayer) -> Box:
    """Return the box of the whole map, with room below it for the names of the insets."""
    left, bottom, right, top = prepared.level(0).extent
    below = _BELOW_INSETS * (top - bottom) if prepared.frame.insets else 0.0
    return left, bottom - below, right, top


def states_concerned(prepared: PreparedLayer, proposal: Proposal) -> Box:
    """Return the box of every jurisdiction that units leave or join, today's and the proposal's; of all if none is."""
    units = units_concerned(proposal)
    return box_of(prepared, units) if len(units) else country(prepared)


def _in_common_pixels(rects: Sequence[QRectF], origin: QRectF, pen: float) -> list[QRectF]:
    return [
        QRectF((r.x() - origin.x()) / pen, (r.y() - origin.y()) / pen, r.width() / pen, r.height() / pen) for r in rects
    ]
