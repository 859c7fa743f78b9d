"""What a figure of the map shows: fills, patterns and the legend that goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borderkit.concerned import units_concerned
from borderkit.legend import Legend, LegendEntry, Pattern, entry
from borderkit.portrayal import Choice, Way, portray
from borderkit.portrayal_base import Classes, Portrayal
from borderkit.portrayal_monochrome import OTHERS, NamedPatterns, by_state_monochrome, in_greys
from borderkit.proposal import Proposal
from ui.map_fills import PATTERNS, Fills
from ui.map_renderer import MapContent
from ui.map_style import MapStyle

#: Fill of the states that a focused map is not about.
PALE = 0xE6E8E8
#: A legend names no more jurisdictions that stayed, and no more that counties moved to.
_NAMED_AT_MOST = 12
_CALM_CHOICE = Choice()


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure shows the map.

    Attributes:
        choice: what the fills show.
        before: today's borders instead of the proposal's.
        hatched: whether patterns lie over the fills.
        black_and_white: no colours: greys and patterns that tell the states concerned apart.
        names: whether places are named.
        counties: whether counties are among them, not only states.
        scale: whether scale bar and north arrow are drawn.
        transparent: whether the ground is left out.
        focus: whether only the states concerned are in their colours and have their counties drawn and named; all
            moved counties are named then if there is any room. Of all states if nothing moved.
        patterns: of jurisdictions in black and white, where maps of several proposals share a legend.

    """

    choice: Choice = _CALM_CHOICE
    before: bool = False
    hatched: bool = False
    black_and_white: bool = False
    names: bool = True
    counties: bool = True
    scale: bool = True
    transparent: bool = False
    focus: bool = False
    patterns: NamedPatterns = ()


def figure_content(proposal: Proposal, look: Look, style: MapStyle) -> tuple[MapContent, Legend]:
    """Return what the renderer draws of a proposal in a look, and what it means."""
    layer = proposal.layer
    portrayal = _portrayal(proposal, look)
    assignment = layer.home if look.before else proposal.assignment
    everything = np.arange(len(layer), dtype=np.int32)
    classes = portrayal.classes(proposal, everything, assignment)
    fills = Fills(portrayal, style, proposal.jurisdictions, frozenset())
    nothing = np.zeros(len(layer), dtype=bool)
    content = MapContent(
        colors=fills.colors(classes, assignment, nothing),
        assignment=assignment,
        home=layer.home,
        selected=nothing,
        outlined=nothing,
        hatches=fills.hatches[classes] if look.hatched or look.black_and_white else None,
    )
    concerned = units_concerned(proposal)
    if not look.focus or not len(concerned):
        return content, portrayal.legend
    focus = content.focus = nothing.copy()
    focus[concerned] = True
    content.colors[~focus] = OTHERS if look.black_and_white else PALE
    if content.hatches is not None:
        content.hatches[~focus] = PATTERNS.index(Pattern.NONE)
    if look.choice.way is not Way.STATE:
        return content, replace(portrayal.legend, source="")
    entries = tuple(_concerned_entries(proposal, portrayal, classes, focus))
    return content, Legend("", entries, "", state=layer.wording.state)


def _portrayal(proposal: Proposal, look: Look) -> Portrayal:
    if not look.black_and_white:
        return portray(proposal, look.choice)
    if look.choice.way is Way.STATE:
        return by_state_monochrome(proposal, look.patterns)
    return in_greys(portray(proposal, look.choice))


def _concerned_entries(
    proposal: Proposal,
    portrayal: Portrayal,
    classes: Classes,
    focus: NDArray[np.bool_],
) -> Iterator[LegendEntry]:
    """Yield each state concerned that is seen, and each class of moved counties."""
    names = [jurisdiction.name for jurisdiction in proposal.jurisdictions]
    n_home = len(proposal.layer.jurisdictions)
    moved = proposal.layer.wording.fill("{Units} moved to")
    seen = np.unique(classes[focus]).tolist()
    stayed = [position for position in seen if position < len(names)]
    joined = [position - len(names) for position in seen if position >= len(names)]
    for position in stayed[:_NAMED_AT_MOST]:
        yield entry(portrayal.colors[position], portrayal.patterns[position], names[position])
    for position in joined[:_NAMED_AT_MOST]:
        number = len(names) + position
        is_new = position >= n_home
        told = names[position] if is_new else f"{moved} {names[position]}"
        yield entry(portrayal.colors[number], portrayal.patterns[number], told)
    if len(joined) > _NAMED_AT_MOST:
        more = len(names) + joined[_NAMED_AT_MOST]
        told = f"{moved} {len(joined) - _NAMED_AT_MOST} others"
        yield entry(portrayal.colors[more], portrayal.patterns[more], told)
