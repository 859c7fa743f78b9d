"""Portrayals without colour, for black-and-white print: greys that a photocopier keeps apart, and patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from typing import TypeVar

import numpy as np

from borderkit.legend import Legend, LegendEntry, Pattern, entry
from borderkit.portrayal_base import Portrayal
from borderkit.portrayal_borders import ByState
from borderkit.portrayal_scales import Colors, rgb
from borderkit.proposal import Proposal

AnyPortrayal = TypeVar("AnyPortrayal", bound=Portrayal)

#: Fills of states that counties leave, of those that counties join, of counties that moved, and of all others.
LEFT, JOINED, MOVED, OTHERS = 0xFFFFFF, 0xF7F7F7, 0xB9B9B9, 0xE4E4E4

#: Patterns for jurisdictions that counties join, in turn; for those that counties leave, the other way round.
_PATTERNS = (
    Pattern.RISING,
    Pattern.HORIZONTAL,
    Pattern.DIAGONAL_CROSSED,
    Pattern.VERTICAL,
    Pattern.FALLING,
    Pattern.CROSSED,
    Pattern.DOTTED,
)

#: A legend names no more jurisdictions than this.
_NAMED_AT_MOST = 12

#: CIELAB lightness of the darkest grey: black patterns and names stay legible on it.
_DARKEST = 58.0


#: The patterns of jurisdictions by their names.
NamedPatterns = tuple[tuple[str, Pattern], ...]


def shared_patterns(proposals: Sequence[Proposal]) -> NamedPatterns:
    """Return the patterns of maps that share a legend: none means two jurisdictions, of whichever proposal."""
    joined: dict[str, None] = {}
    left: dict[str, None] = {}
    for proposal in proposals:
        names = [jurisdiction.name for jurisdiction in proposal.jurisdictions]
        moved = proposal.moved_units
        joined |= dict.fromkeys(names[position] for position in np.unique(proposal.assignment[moved]).tolist())
        left |= dict.fromkeys(names[position] for position in np.unique(proposal.layer.home[moved]).tolist())
    only_left = [name for name in left if name not in joined]
    of_joined = zip(joined, islice(cycle(_PATTERNS), len(joined)), strict=True)
    return (*of_joined, *_patterns_of_left(only_left, len(joined)).items())


def by_state_monochrome(proposal: Proposal, shared: NamedPatterns = ()) -> ByState:
    """Show where units belong: who joins by a pattern, who moved by a darker grey, whom they leave in white.

    The patterns are the proposal's own unless they are ``shared`` with others.
    """
    jurisdictions = proposal.jurisdictions
    n_jurisdictions = len(jurisdictions)
    moved = proposal.moved_units
    joined = np.unique(proposal.assignment[moved]).tolist()
    left = [position for position in np.unique(proposal.layer.home[moved]).tolist() if position not in joined]
    colors = np.full(2 * n_jurisdictions, OTHERS, dtype=np.uint32)
    colors[left], colors[joined], colors[n_jurisdictions:] = LEFT, JOINED, MOVED
    found = dict(shared or shared_patterns([proposal]))
    patterns = tuple(found.get(jurisdiction.name, Pattern.NONE) for jurisdiction in jurisdictions) * 2
    wording = proposal.layer.wording
    entries = tuple(_entries(proposal, colors, patterns, left, joined))
    legend = Legend(wording.fill("{States}"), entries, "", state=wording.state)
    return ByState(colors, patterns, legend, n_jurisdictions)


def _patterns_of_left(left: list[str], n_joined: int) -> dict[str, Pattern]:
    """Return patterns of the states that counties leave: the first has none, the others each their own if there are."""
    free = _PATTERNS[n_joined:][::-1]
    return dict(zip(left[1:], free, strict=False)) if len(left) - 1 <= len(free) else {}


def _entries(
    proposal: Proposal, colors: Colors, patterns: tuple[Pattern, ...], left: list[int], joined: list[int]
) -> Iterator[LegendEntry]:
    names = [jurisdiction.name for jurisdiction in proposal.jurisdictions]
    n_home, fill = len(proposal.layer.jurisdictions), proposal.layer.wording.fill
    for position in joined[:_NAMED_AT_MOST]:
        moved = len(names) + position
        if position < n_home:
            yield entry(colors[position], patterns[position], names[position])
        yield entry(
            colors[moved], patterns[moved], f"Moved to {names[position]}" if position < n_home else names[position]
        )
    if len(joined) > _NAMED_AT_MOST:
        more = len(names) + joined[_NAMED_AT_MOST]
        yield entry(colors[more], patterns[more], f"Moved to {len(joined) - _NAMED_AT_MOST} others")
    if len({patterns[position] for position in left}) < len(left):
        yield entry(LEFT, Pattern.NONE, fill("{States} that {units} leave"))
    else:
        for position in left:
            yield entry(LEFT, patterns[position], names[position])
    yield entry(OTHERS, Pattern.NONE, fill("Other {states}" if joined else "{States}"))


def in_greys(portrayal: AnyPortrayal) -> AnyPortrayal:
    """Return a portrayal with each colour as the grey of its lightness; its patterns tell apart what that does not."""
    legend = portrayal.legend
    entries = tuple(
        replace(item, color=f"#{int(greys(np.array([int(item.color[1:], 16)], dtype=np.uint32))[0]):06x}")
        for item in legend.entries
    )
    return replace(portrayal, colors=greys(portrayal.colors), legend=replace(legend, entries=entries))


def greys(colors: Colors) -> Colors:
    """Return fills 0xRRGGBB as greys, from one on which black is legible up to white, in the order of lightness."""
    found = [_grey(_DARKEST + (100 - _DARKEST) * _lightness(int(color)) / 100) for color in colors]
    return np.array(found, dtype=np.uint32)


def _lightness(color: int) -> float:
    """Return CIELAB lightness, 0 to 100; see https://www.w3.org/TR/css-color-4/#color-conversion-code."""
    shares = [channel / 255 for channel in rgb(color)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def _grey(lightness: float) -> int:
    """Return the grey, 0xRRGGBB, of a CIELAB lightness of 8 or more."""
    linear = ((lightness + 16) / 116) ** 3
    share = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(share * 255) * 0x010101
