"""What the parts of a handout are made from, and what is said of them as they are made."""

from __future__ import annotations

from dataclasses import dataclass, field

from borderkit.handout.choices import Format
from borderkit.handout.comparison import Comparison
from borderkit.handout.content import Content
from borderkit.proposal import Proposal
from ui.handout.maps import Maps

_POINTS_A_MILLIMETRE = 72 / 25.4

#: The margin on all sides: no printer in use needs more.
MARGIN = 38.0

#: What a full Letter page has room for is set at this scale; larger sheets are read from further away.
_LETTER_AREA = 612.0 * 792.0
_LARGEST_SCALE = 1.45
_LEAST_SCALE, _LEAST_OF_LARGE = 0.8, 0.7


@dataclass(slots=True)
class Desk:
    """One handout in the making.

    Attributes:
        content, proposal: what it is about.
        second, compared: the proposal it is compared with, and what that shows; for a comparison.
        format: paper and the like.
        maps: the figures of the maps.
        warnings: what a person should know before printing it.

    """

    content: Content
    proposal: Proposal
    format: Format
    maps: Maps
    second: Proposal | None = None
    compared: Comparison | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        width, height = (side * _POINTS_A_MILLIMETRE for side in self.format.paper.millimetres)
        return (height, width) if self.format.landscape else (width, height)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height within the margins."""
        width, height = self.page_size
        return width - 2 * MARGIN, height - 2 * MARGIN

    @property
    def scale(self) -> float:
        """By what factor text is larger than on a full Letter page, before it is made to fit."""
        width, height = self.page_size
        return float(min(max((width * height / _LETTER_AREA) ** 0.5, 1.0), _LARGEST_SCALE))

    @property
    def least_scale(self) -> float:
        """The least scale of the text: on a large sheet, which is read from further away, not that of a small one."""
        return max(_LEAST_SCALE, _LEAST_OF_LARGE * self.scale)

    def warn(self, warning: str) -> None:
        """Note a warning, once."""
        if warning and warning not in self.warnings:
            self.warnings.append(warning)
