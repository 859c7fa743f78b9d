"""The colours of portrayals.

The scales were drawn up in CIELAB. In the two-sided one, the steps of both sides are of one lightness, and the sides
are told apart by those who do not see red or green as others do. In the sequential ones lightness falls evenly; their
hues, from green to dark teal and from rose to purple, are those of no party. Tests hold them to that.
"""

from __future__ import annotations

import colorsys
from itertools import cycle, islice

import numpy as np
from numpy.typing import NDArray

from borderkit.legend import Pattern

Colors = NDArray[np.uint32]

#: Fills for one side of a two-sided scale, from the weakest step to the strongest.
DEMOCRATIC = (0xD8E7F7, 0xAECDEC, 0x81AFDF, 0x538FCE, 0x2B6CB4)
REPUBLICAN = (0xFCE0D2, 0xF6BDA3, 0xEB9677, 0xD56E52, 0xB54734)
#: Fill between the sides.
EVEN = 0xF6F5F1

#: The pattern tells the side, and the stronger half of its steps; lightness tells the step.
DEMOCRATIC_PATTERNS = (*[Pattern.RISING] * 3, *[Pattern.HORIZONTAL] * 2)
REPUBLICAN_PATTERNS = (*[Pattern.FALLING] * 3, *[Pattern.VERTICAL] * 2)

#: Fill and pattern where there is no figure, the same in all portrayals.
NO_DATA, NO_DATA_PATTERN = 0xC6CACD, Pattern.DOTTED
#: Fill and pattern of units that neither party carried.
OTHER, OTHER_PATTERN = 0x8C8C7A, Pattern.CROSSED

#: Fills for units that moved and for those that did not, where only that is shown.
MOVED, STAYED = 0x00807A, 0xE1E4E3

#: Sequential scales, from little to much.
GREEN = (0xFAF1C7, 0xDBDEA0, 0xADCB86, 0x7BB77B, 0x4AA07B, 0x11887C, 0x006E77, 0x01546A, 0x003859)
PURPLE = (0xFAEFDF, 0xF8D5D3, 0xF1BAD2, 0xE19FCC, 0xCA83C3, 0xAD67B7, 0x894FA1, 0x633784, 0x392061)

#: Patterns for sequential scales, from little ink to much; where there are more classes they begin again.
_SEQUENTIAL_PATTERNS = (
    Pattern.NONE,
    Pattern.HORIZONTAL,
    Pattern.VERTICAL,
    Pattern.RISING,
    Pattern.FALLING,
    Pattern.CROSSED,
    Pattern.DIAGONAL_CROSSED,
)
#: Patterns for the proposal's own jurisdictions, in turn; rising lines stand for moved units of others.
_OWN_PATTERNS = (Pattern.FALLING, Pattern.HORIZONTAL, Pattern.VERTICAL, Pattern.CROSSED, Pattern.DIAGONAL_CROSSED)

#: How much of a step of its scale the darkest of a sequential portrayal is lighter for each class that it has less.
_LIGHTER = 0.25

#: How much stronger a moved unit's fill is than that of its new neighbours at home.
_MOVED_SATURATION, _MOVED_VALUE = 1.5, 0.86


def sequential(scale: tuple[int, ...], n_classes: int) -> Colors:
    """Return fills for some classes, (n_classes,), evenly spread over a scale of at least as many colours.

    Few classes do without its darkest end, on which borders are hard to see.
    """
    channels = np.array([rgb(color) for color in scale])
    at = np.linspace(0, len(scale) - 1 - (len(scale) - n_classes) * _LIGHTER, n_classes)
    mixed = [np.rint(np.interp(at, np.arange(len(scale)), channel)).astype(np.uint32) for channel in channels.T]
    fills: Colors = (mixed[0] << 16) | (mixed[1] << 8) | mixed[2]
    return fills


def sequential_patterns(n_classes: int) -> tuple[Pattern, ...]:
    """Return patterns for the classes of a sequential scale; neighbours have different ones."""
    if n_classes > len(_SEQUENTIAL_PATTERNS):
        return tuple(islice(cycle(_SEQUENTIAL_PATTERNS), n_classes))
    at = np.rint(np.linspace(0, len(_SEQUENTIAL_PATTERNS) - 1, n_classes)).astype(int)
    return tuple(_SEQUENTIAL_PATTERNS[position] for position in at)


def own_patterns(n_own: int) -> tuple[Pattern, ...]:
    """Return patterns for the jurisdictions that a proposal declares."""
    return tuple(islice(cycle(_OWN_PATTERNS), n_own))


def stronger(color: int) -> int:
    """Return the fill, 0xRRGGBB, of units that moved into a jurisdiction whose fill is ``color``."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in rgb(color)))
    mixed = colorsys.hsv_to_rgb(hue, min(1.0, saturation * _MOVED_SATURATION), value * _MOVED_VALUE)
    red, green, blue = (round(channel * 255) for channel in mixed)
    return red << 16 | green << 8 | blue


def rgb(color: int) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of a colour 0xRRGGBB."""
    return color >> 16 & 0xFF, color >> 8 & 0xFF, color & 0xFF
