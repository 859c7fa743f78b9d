"""Maps beside each other with their captions: today, as proposed, and closer where what moves is small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from borderkit.legend import LegendEntry
from borderkit.portrayal_monochrome import shared_patterns
from borderkit.proposal import Proposal
from ui.handout.maps import MapMark, Maps
from ui.handout.marks import Block, Placed, beside, stacked
from ui.handout.typeset import line, paragraph
from ui.handout.typography import Typography
from ui.map_figure import Look, country, states_concerned
from ui.map_legend import old_lines, paint_old_line, paint_swatch
from ui.map_scene import box_of
from ui.map_style import MapStyle
from ui.map_view import Box, around

TODAY, PROPOSED, CLOSER = "Today", "As proposed", "Closer"

#: A pixel of a common screen on paper, in points: names of counties on the map are then 7 points high.
LETTERS = 0.56

#: Between maps and below captions.
_GAP, _BELOW_CAPTION = 12.0, 2.5

#: Moved counties narrower than this share of the map are shown closer, too, with this many of their widths around.
_TINY, _AROUND = 0.12, 1.6
#: The least metres across that a closer map shows.
_LEAST_CLOSER = 16_000.0
#: A map that magnifies less than so many times shows nothing that the one beside it does not.
_MUCH_CLOSER = 1.8

#: The room below the country for the captions of insets, in its height.
_CAPTIONS = 0.05

#: Heights of a map in its widths.
_FLATTEST, _STEEPEST = 0.5, 1.35
#: The least height, in that which suits the maps best.
_LOWEST = 0.6
_SAMPLE, _SAMPLE_HIGH = 16.0, 9.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A map with its caption.

    Attributes:
        box: what must be seen, in metres of the map.
        marked: a part of it that is framed.

    """

    caption: str
    proposal: Proposal
    look: Look
    box: Box
    marked: Box | None = None


class MapRow:
    """Maps of one proposal or of two beside each other, as high as there is room.

    Attributes:
        least, most: heights between which the maps look well, in points.

    """

    def __init__(
        self,
        maps: Maps,
        panels: Sequence[Panel],
        typography: Typography,
        width: float,
        *,
        keyed: bool = True,
        letters: float = 1.0,
        flattest: float = _LOWEST,
    ) -> None:
        """Divide the width among the maps.

        Args:
            maps: the figures.
            panels: the maps.
            typography: of captions and key.
            width: of the row.
            keyed: whether colours and lines are told below the maps.
            letters: by what factor names on the maps are larger than on a small map.
            flattest: the least height, in that which suits the maps best.

        """
        self._maps, self._panels, self._type = maps, _with_shared_patterns(panels), typography
        self._is_keyed, self._letters = keyed, letters
        self.width = width
        self._each = (width - _GAP * (len(panels) - 1)) / len(panels)
        ideal = self._each * _ideal(panels[0].box)
        self.least, self.most = min(max(110.0 * typography.scale, flattest * ideal), ideal), ideal

    @property
    def extra(self) -> float:
        """What captions and key add to the height of the maps."""
        block = self.block(50.0)
        return block.height - 50.0

    def block(self, height: float) -> Block:
        """Return the row with maps of a height."""
        shown = [self._panel(panel, height) for panel in self._panels]
        return stacked([beside(shown, _GAP), self._key()], 3.0)

    def _panel(self, panel: Panel, height: float) -> Block:
        caption = paragraph(panel.caption, self._type.caption, self._each)
        key, figure = self._maps.figure(panel.proposal, panel.look)
        letters = LETTERS * max(1.0, self._type.scale) * self._letters
        mark = MapMark(self._maps, key, panel.look, figure, panel.box, self._each, height, letters, panel.marked)
        return stacked([caption, Block(self._each, height, (Placed(0, 0, mark),))], _BELOW_CAPTION)

    def _key(self) -> Block:
        """Return what colours, patterns and lines on the maps mean, in as many lines as that takes."""
        samples: dict[str, Sample] = {}
        old = ""
        for panel in self._panels if self._is_keyed else ():
            if panel.look.before or not len(panel.proposal.moved_units):
                continue
            _, figure = self._maps.figure(panel.proposal, panel.look)
            for entry in figure.legend.entries:
                samples[entry.label] = Sample(figure.style, entry, hatched=panel.look.black_and_white)
            if figure.has_old_lines:
                old = old_lines(figure.legend)
                samples[old] = Sample(figure.style, is_old=True)
        if old:
            samples[old] = samples.pop(old)
        return in_lines(
            [
                beside([Block(_SAMPLE, _SAMPLE_HIGH, (Placed(0, 2.2, sample),)), line(text, self._type.note)], 4.0)
                for text, sample in samples.items()
            ],
            self.width,
        )


def in_lines(blocks: list[Block], width: float, gap: float = 12.0) -> Block:
    """Return blocks beside each other, in a new line where one is full."""
    lines: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        if lines[-1] and used + block.width > width:
            lines.append([])
            used = 0.0
        lines[-1].append(block)
        used += block.width + gap
    return stacked([beside(each, gap) for each in lines], 0.5)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of a fill or of a line on the map; the line of the proposal if neither is given."""

    style: MapStyle
    entry: LegendEntry | None = None
    is_old: bool = False
    hatched: bool = False

    def paint(self, painter: QPainter, at: QPointF, pen: float, *, draft: bool) -> None:  # noqa: ARG002
        """Draw it as it looks on the map."""
        painter.save()
        painter.translate(at)
        painter.scale(pen * LETTERS, pen * LETTERS)
        rect = QRectF(0, 0, _SAMPLE / LETTERS, (_SAMPLE_HIGH - 3.0) / LETTERS)
        if self.entry is not None:
            paint_swatch(painter, rect, self.entry, self.style, hatched=self.hatched)
        else:
            paint_old_line(painter, rect, self.style)
        painter.restore()


def panels_of(maps: Maps, proposal: Proposal, *, black_and_white: bool, smaller: float = 1.0) -> list[Panel]:
    """Return today's map and the proposal's, and what moves closer where it is small on them.

    The closer map is drawn in ``smaller`` times the width of the proposal's.
    """
    box = shown_box(maps, [proposal])
    today = Panel(TODAY, proposal, look(before=True, black_and_white=black_and_white), box)
    after = look(before=False, black_and_white=black_and_white)
    if not len(proposal.moved_units):
        return [today]
    closer = closer_box(maps, proposal, box)
    if closer and _magnified(box, closer) * smaller < _MUCH_CLOSER:
        closer = None
    panels = [today, Panel(PROPOSED, proposal, after, box, closer)]
    return [*panels, Panel(CLOSER, proposal, after, closer)] if closer else panels


def _with_shared_patterns(panels: Sequence[Panel]) -> Sequence[Panel]:
    """Return maps on which, in black and white, a pattern means one thing: their key is the same."""
    proposals = list({id(panel.proposal): panel.proposal for panel in panels}.values())
    if len(proposals) < 2 or not any(panel.look.black_and_white for panel in panels):
        return panels
    patterns = shared_patterns(proposals)
    return [replace(panel, look=replace(panel.look, patterns=patterns)) for panel in panels]


def only(panels: Sequence[Panel], caption: str) -> list[Panel]:
    """Return the panel with a caption, if there is one."""
    return [panel for panel in panels if panel.caption == caption]


def shown_box(maps: Maps, proposals: Sequence[Proposal]) -> Box:
    """Return the box of the states that any of the proposals concerns; of the country if none does."""
    moving = [proposal for proposal in proposals if len(proposal.moved_units)]
    whole = country(maps.prepared)
    box = around([states_concerned(maps.prepared, proposal) for proposal in moving]) if moving else whole
    left, bottom, right, top = box
    # Insets have their captions below them.
    below = _CAPTIONS * (top - bottom) if maps.prepared.frame.insets and bottom <= whole[1] else 0.0
    return left, bottom - below, right, top


def look(*, before: bool, black_and_white: bool) -> Look:
    """Return how the maps of handouts look."""
    # Counties are named where they move to: named twice, they would crowd today's map.
    return Look(before=before, black_and_white=black_and_white, focus=True, counties=not before)


def closer_box(maps: Maps, proposal: Proposal, box: Box) -> Box | None:
    """Return a box about the counties that move where they are tiny in a box, and within it."""
    moved = proposal.moved_units
    if not len(moved):
        return None
    left, bottom, right, top = box_of(maps.prepared, moved)
    across = max(right - left, top - bottom)
    if across > _TINY * max(box[2] - box[0], box[3] - box[1]):
        return None
    side = max(across * (1 + 2 * _AROUND), _LEAST_CLOSER)
    left, right = _shifted((left + right) / 2, side, box[0], box[2])
    bottom, top = _shifted((bottom + top) / 2, side, box[1], box[3])
    return left, bottom, right, top


def _shifted(middle: float, length: float, least: float, most: float) -> tuple[float, float]:
    """Return the ends of a length about a middle, moved and at last cut so that both lie within two bounds."""
    half = min(length, most - least) / 2
    middle = min(max(middle, least + half), most - half)
    return middle - half, middle + half


def _magnified(box: Box, closer: Box) -> float:
    """Return how many times closer a map of one box is than one of another in the same room, at the least."""
    (wide, high), (near, up) = ((right - left, top - bottom) for left, bottom, right, top in (box, closer))
    ideal = _ideal(box)
    return min(max(wide, high / tall) / max(near, up / tall) for tall in (ideal, ideal * _LOWEST))


def _ideal(box: Box) -> float:
    """Return the height, in its widths, that suits a map of a box."""
    left, bottom, right, top = box
    return min(max((top - bottom) / max(right - left, 1.0), _FLATTEST), _STEEPEST)
