"""The styles of text on a handout, all scaled together, none below what can be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from PySide6.QtGui import QColor, QFont

from ui.handout import typefaces
from ui.handout.marks import PARTS

#: Points below which no text is set: what is read through, and sources and notes.
BODY_FLOOR, FINE_FLOOR = 7.0, 6.0

#: Pure greys: they are the same on a black-and-white page.
INK, SOFT, PALE, HAIR = QColor("#161616"), QColor("#565656"), QColor("#8a8a8a"), QColor("#c4c4c4")


class Side(Enum):
    """To which side lines are set; the start is the right in a script that runs from right to left."""

    START = auto()
    MIDDLE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set.

    Attributes:
        family: of the typeface.
        size: in points.
        leading: from one line to the next, in sizes.
        weight: of the typeface.
        color: of the letters.
        side: to which its lines are set.

    """

    family: str = typefaces.SANS
    size: float = 9.0
    leading: float = 1.28
    weight: QFont.Weight = QFont.Weight.Normal
    color: QColor = field(default_factory=lambda: INK)
    side: Side = Side.START

    @property
    def parts(self) -> int:
        """Its size in parts of a point."""
        return max(1, round(self.size * PARTS))

    @property
    def font(self) -> QFont:
        """The font in parts of a point; it is shared: copy it to change it."""
        return typefaces.font(self.family, self.parts, self.weight)

    def sized(self, size: float) -> Style:
        """Return it in another size."""
        return replace(self, size=size)

    def set_to(self, side: Side) -> Style:
        """Return it with its lines set to another side."""
        return replace(self, side=side)

    def bold(self) -> Style:
        """Return it in a stronger weight."""
        return replace(self, weight=QFont.Weight.DemiBold)


class Typography:
    """The styles of a page.

    Attributes:
        scale: by what factor they are larger than on a full Letter page.

    """

    def __init__(self, scale: float) -> None:
        """Scale all styles."""
        self.scale = scale
        demi, strong = QFont.Weight.DemiBold, QFont.Weight.Bold
        serif = typefaces.SERIF

        def size(points: float, floor: float = BODY_FLOOR) -> float:
            return max(points * scale, floor)

        self.title = Style(serif, size(25, 14), 1.1, strong)
        self.title_floor = size(13, 11)
        self.byline = Style(size=size(8.8), color=SOFT)
        self.summary = Style(serif, size(9.6), 1.34)
        self.figure = Style(serif, size(20, 12), 1.1, demi)
        self.figure_label = Style(size=size(8), leading=1.22, color=SOFT)
        self.heading = Style(size=size(9.2), leading=1.25, weight=strong)
        self.caption = Style(size=size(8.6), leading=1.25, weight=demi)
        self.body = Style(size=size(8.6))
        self.cell = Style(size=size(8.4), leading=1.2)
        self.head = Style(size=size(7.8), leading=1.15, color=SOFT)
        self.note = Style(size=size(7.2, FINE_FLOOR), leading=1.24, color=SOFT)
        self.fine = Style(size=size(6.7, FINE_FLOOR), leading=1.24, color=SOFT)

    def gap(self, points: float) -> float:
        """Return a distance that is scaled as the text is."""
        return points * self.scale
