"""A picture laid out: title, map, legend, table and sources, none over another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from borderkit.drawing import PictureOptions
from borderkit.handout.sentences import byline, others_line
from borderkit.handout.sources import figure_sources
from borderkit.handout.tables import states_table
from borderkit.naming import listed
from borderkit.number_format import NumberFormat
from borderkit.portrayal import Choice, Way, portray
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from ui.drawing_parts import part
from ui.handout import typefaces
from ui.map_figure import Look, MapFigure, country, states_concerned
from ui.map_style import MapStyle
from ui.map_view import Box
from ui.pictures.blocks import Block, LegendBlock, Style, TextBlock, joined
from ui.pictures.table_block import TableBlock

#: Pixels of a common screen: around everything, and between one thing and the next.
_MARGIN, _GAP = 18.0, 12.0
#: A picture is laid out between so many pixels of a common screen; narrower ones get smaller letters, wider larger.
_LEAST_WIDTH, _MOST_WIDTH = 480.0, 2_000.0
#: Height of the map over its width: what is shown decides, within these.
_LEAST_HIGH, _MOST_HIGH = 0.45, 1.25
#: A map that is higher than this over its width has a legend of some height beside it, if there is so much room.
_BESIDE_FROM, _BESIDE_ROOM, _BESIDE_SHARE, _BESIDE_HIGH = 0.95, 620.0, 0.3, 150.0
#: Names of moved counties that have no room on the map are told below it, so many at most.
_MOST_UNNAMED = 12
#: The least room of a legend with a table beside it.
_LEAST_LEGEND = 190.0
_TITLE, _BYLINE, _SMALL = 22, 13, 10
_CREDIT = "Drawn with BorderKit."


@dataclass(frozen=True)
class Sheet:
    """What is drawn, and where.

    Attributes:
        width, height: in pixels of a common screen.
        pen: pixels of the picture for one of them.
        title, description: what it shows, in words.

    """

    width: float
    height: float
    pen: float
    title: str
    description: str
    figure: MapFigure
    box: Box
    map_rect: QRectF
    blocks: tuple[tuple[Block, QRectF], ...]
    transparent: bool

    def paint(self, painter: QPainter, pen: float, pause: Callable[[], None] | None = None) -> None:
        """Draw everything with so many units of the painter for a pixel of a common screen."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.transparent:
            with part(painter, "background"):
                painter.fillRect(QRectF(0, 0, self.width * pen, self.height * pen), Qt.GlobalColor.white)
        rect = self.map_rect
        scaled = QRectF(rect.x() * pen, rect.y() * pen, rect.width() * pen, rect.height() * pen)
        self.figure.paint(painter, scaled, self.box, pen, pause=pause)
        painter.save()
        painter.scale(pen, pen)
        if self.blocks and not self.transparent:
            with part(painter, "frame"):
                painter.setPen(QPen(self.figure.style.frame, 0.8))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect)
        for block, place in self.blocks:
            with part(painter, block.name):
                block.paint(painter, place)
        painter.restore()


def lay_out(
    prepared: PreparedLayer,
    proposal: Proposal,
    options: PictureOptions,
    choice: Choice | None = None,
    box: Box | None = None,
) -> Sheet:
    """Return the picture of a proposal.

    Args:
        prepared: the outlines of the proposal's layer.
        proposal: what is drawn.
        options: how it is to look.
        choice: what the fills show; states if None.
        box: what is shown, in metres of the map, in place of ``options.region``.

    """
    typefaces.load()
    family = typefaces.SANS
    choice = choice or Choice()
    width = min(max(options.width_px * 96 / options.dpi, _LEAST_WIDTH), _MOST_WIDTH)
    focus = box is None and options.region == "states"
    look = Look(
        choice=choice,
        black_and_white=options.black_and_white,
        transparent=options.transparent,
        focus=focus,
    )
    figure = MapFigure(prepared, proposal, look, family)
    if box is None:
        box = states_concerned(prepared, proposal) if focus else country(prepared)
    placed = _Placed(width, figure.style, family)
    if options.title:
        placed.add(_title(proposal, placed.style, family))
    legend = LegendBlock(figure, family) if options.legend else None
    # The table is of the states concerned: without moves there are none.
    table = states_table(proposal, NumberFormat()) if options.table and len(proposal.moved_units) else None
    placed.add_map(box, legend, TableBlock(table, placed.style, family) if table else None)
    notes = (*table.notes, others_line(proposal)) if table else ()
    if focus and (table or legend):
        notes = (*notes, _told_unnamed(proposal, figure.unnamed_in(placed.map_rect, box)))
    placed.add(_small("notes", notes, placed.style, family))
    if options.title or options.legend or table:
        placed.add(_sources(proposal, choice, placed.style, family, with_table=table is not None))
    return placed.sheet(figure, proposal, box, options)


class _Placed:
    """What has found its place so far, from the top down."""

    def __init__(self, width: float, style: MapStyle, family: str) -> None:
        self.width, self.style, self._family = width, style, family
        self._blocks: list[tuple[Block, QRectF]] = []
        self._bottom = 0.0
        self.map_rect = QRectF()

    @property
    def _room(self) -> float:
        return self.width - 2 * _MARGIN

    def add(self, block: Block | None) -> None:
        """Put a block below what is there."""
        if block is None:
            return
        top = self._bottom + (_GAP if self._bottom else _MARGIN)
        height = block.height(self._room)
        self._blocks.append((block, QRectF(_MARGIN, top, self._room, height)))
        self._bottom = top + height

    def add_map(self, box: Box, legend: LegendBlock | None, table: TableBlock | None) -> None:
        """Put the map below what is there, its legend below or beside it, and the table beside that or below."""
        high = min(max((box[3] - box[1]) / max(box[2] - box[0], 1e-9), _LEAST_HIGH), _MOST_HIGH)
        top = self._bottom + (_GAP if self._bottom else _MARGIN)
        is_beside = high > _BESIDE_FROM and self.width >= _BESIDE_ROOM
        if legend and is_beside and legend.height(self._room) > _BESIDE_HIGH:
            aside = legend.width(self._room * _BESIDE_SHARE)
            across = self._room - aside - _GAP
            self.map_rect = QRectF(_MARGIN, top, across, across * high)
            height = legend.height(aside + 1)
            self._blocks.append((legend, QRectF(self.map_rect.right() + _GAP, top, aside + 1, height)))
            self._bottom = max(self.map_rect.bottom(), top + height)
            self.add(table)
            return
        self.map_rect = QRectF(_MARGIN, top, self._room, self._room * high)
        self._bottom = self.map_rect.bottom()
        if legend and table:
            self._add_both(legend, table)
        else:
            self.add(legend or table)

    def _add_both(self, legend: LegendBlock, table: TableBlock) -> None:
        """Put the legend at the left and the table at the right, or one below the other where they are too wide."""
        left = self._room - table.natural_width() - 2 * _GAP
        if left < _LEAST_LEGEND:
            self.add(legend)
            self.add(table)
            return
        top = self._bottom + _GAP
        heights = legend.height(left), table.height(self._room - left)
        self._blocks.append((legend, QRectF(_MARGIN, top, left, heights[0])))
        beside = QRectF(self.width - _MARGIN - table.natural_width(), top, table.natural_width(), heights[1])
        self._blocks.append((table, beside))
        self._bottom = top + max(heights)

    def sheet(self, figure: MapFigure, proposal: Proposal, box: Box, options: PictureOptions) -> Sheet:
        height = self._bottom + _MARGIN
        if not self._blocks:
            # The map alone fills the picture.
            self.map_rect.translate(-_MARGIN, -_MARGIN)
            self.map_rect.setSize(self.map_rect.size() * (self.width / self._room))
            height = self.map_rect.height()
        return Sheet(
            width=self.width,
            height=height,
            pen=options.width_px / self.width,
            title=proposal.details.title,
            description=joined((byline(proposal), proposal.details.summary)),
            figure=figure,
            box=box,
            map_rect=self.map_rect,
            blocks=tuple(self._blocks),
            transparent=options.transparent,
        )


def _title(proposal: Proposal, style: MapStyle, family: str) -> TextBlock:
    told = [(proposal.details.title, Style(_TITLE, style.panel_text, QFont.Weight.Bold, most_lines=4))]
    if byline(proposal):
        told.append((byline(proposal), Style(_BYLINE, style.caption, above=2.0, most_lines=3)))
    return TextBlock("title", tuple(told), family)


def _small(name: str, texts: tuple[str, ...], style: MapStyle, family: str) -> TextBlock | None:
    told = tuple((text, Style(_SMALL, style.caption)) for text in texts if text)
    return TextBlock(name, told, family) if told else None


def _told_unnamed(proposal: Proposal, names: tuple[str, ...]) -> str:
    """Say which counties move that the map has no room to name."""
    if not names:
        return ""
    if len(names) > _MOST_UNNAMED:
        return f"The map has no room for the names of {proposal.layer.wording.count(len(names))} that move."
    return f"Moved, but not named on the map for want of room: {listed(names)}."


def _sources(proposal: Proposal, choice: Choice, style: MapStyle, family: str, *, with_table: bool) -> TextBlock | None:
    """Say where what is shown comes from: the borders, the fills and, with a table, all figures."""
    shown = portray(proposal, choice).legend.source.rstrip(".")
    source = f"Source: {shown}." if shown else ""
    if with_table:
        drawn = f"Map: {shown}." if shown and choice.way is not Way.STATE else ""
        source = joined(("Sources:", drawn, *figure_sources(proposal)))
    return _small("sources", (joined((source, _CREDIT)),), style, family)
