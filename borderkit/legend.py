"""What a legend of the map says: colours and patterns with their meaning, where the figures are from, what to mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from borderkit.layer import UnitLayer
from borderkit.naming import listed

#: Stands before an estimated figure.
ESTIMATE = "≈\N{NARROW NO-BREAK SPACE}"

#: More jurisdictions than this are counted, not named.
NAMED_AT_MOST = 3


class Pattern(StrEnum):
    """Hatching that can lie over a colour, so that nothing rests on the colour alone."""

    NONE = "none"
    RISING = "rising"
    FALLING = "falling"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    CROSSED = "crossed"
    DIAGONAL_CROSSED = "diagonal-crossed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: what a colour ("#rrggbb") and its pattern mean."""

    color: str
    pattern: Pattern
    label: str


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend.

    Attributes:
        title: what is shown, with its unit.
        entries: the meaning of each colour, in the order to be read.
        source: who counted or measured it.
        note: how it is worked out, and what is estimated or missing; "" where there is nothing to say.
        state: what the lines on the map are the lines of ("state").

    """

    title: str
    entries: tuple[LegendEntry, ...]
    source: str
    note: str = ""
    state: str = "state"


def entry(color: int | np.integer, pattern: Pattern, label: str) -> LegendEntry:
    """Return a line of a legend for a colour 0xRRGGBB."""
    return LegendEntry(f"#{int(color):06x}", pattern, label)


def sources(layer: UnitLayer, *keys: str) -> str:
    """Say who counted or measured some columns of a layer."""
    told = "; ".join(dict.fromkeys(layer.source_of(key) for key in keys))
    return told[:1].upper() + told[1:]


def number(value: float) -> str:
    """Write a number with thousands separators and no more decimals than it has."""
    return f"{value:,.15g}"


def range_labels(breaks: Sequence[float]) -> list[str]:
    """Name the classes between breaks ("under 2", "2 to 10", "10 and more"); a break belongs to the upper class."""
    inner = [f"{number(low)} to {number(high)}" for low, high in pairwise(breaks)]
    return [f"under {number(breaks[0])}", *inner, f"{number(breaks[-1])} and more"]


def area_labels(breaks: Sequence[float], most: float) -> list[str]:
    """Name the classes between breaks of areas; a single class is named by its greatest one."""
    return range_labels(breaks) if breaks else [f"about {number(round(most))}"]


def count_labels(breaks: Sequence[float], least: float, most: float) -> list[str]:
    """Name the classes between whole breaks of whole numbers, by the least and the most that each can have."""
    lows, highs = [least, *breaks], [*(b - 1 for b in breaks), most]
    pairs = zip(lows, highs, strict=True)
    return [number(low) if low == high else f"{number(low)} to {number(high)}" for low, high in pairs]


def homes(layer: UnitLayer, units: NDArray[np.bool_]) -> str:
    """Name the jurisdictions that some units, (n_units,), have at home: "Alaska and Hawaii", or "5 states"."""
    names = [layer.jurisdictions[position].name for position in np.unique(layer.home[units])]
    return listed(names) if len(names) <= NAMED_AT_MOST else f"{len(names)} {layer.wording.states}"


def estimates_note(layer: UnitLayer, units: NDArray[np.bool_]) -> str:
    """Say which units' votes are estimates, (n_units,); "" where there are none."""
    n_units = int(np.count_nonzero(units))
    if not n_units:
        return ""
    return f"{ESTIMATE}Votes of {layer.wording.count(n_units)} of {homes(layer, units)} are estimates."
