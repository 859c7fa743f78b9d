"""Portrayals of votes, on a scale with two equal sides: who is ahead by how much, and which way that moved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from borderkit import columns
from borderkit import portrayal_scales as scales
from borderkit.classing import Values
from borderkit.layer import UnitLayer
from borderkit.legend import (
    NAMED_AT_MOST,
    Legend,
    LegendEntry,
    Pattern,
    entry,
    estimates_note,
    homes,
    range_labels,
    sources,
)
from borderkit.portrayal_base import ByFigure, Classes
from borderkit.proposal import Proposal

#: Where the steps of either side part, in percentage points.
MARGIN_BREAKS = (5, 20, 40, 60)
SWING_BREAKS = (1, 3, 6, 10)

N_STEPS = len(scales.DEMOCRATIC)
#: The classes: Democratic from the strongest step to the weakest, even, Republican the other way round, and two more.
EVEN, OTHER, NO_DATA = N_STEPS, 2 * N_STEPS + 1, 2 * N_STEPS + 2
_COLORS = (*reversed(scales.DEMOCRATIC), scales.EVEN, *scales.REPUBLICAN, scales.OTHER, scales.NO_DATA)
_PATTERNS = (
    *reversed(scales.DEMOCRATIC_PATTERNS),
    Pattern.NONE,
    *scales.REPUBLICAN_PATTERNS,
    scales.OTHER_PATTERN,
    scales.NO_DATA_PATTERN,
)

_Votes = NDArray[np.int64]


def by_margin(proposal: Proposal) -> ByFigure:
    """Show the margin between the two parties, over all votes, in the chosen election."""
    layer, election = proposal.layer, proposal.settings.election
    dem, rep, total = (_votes(layer, party, election) for party in ("dem", "rep", "total"))
    others = total - dem - rep
    classes = _two_sided(_points(dem - rep, total), MARGIN_BREAKS)
    classes[others > np.maximum(dem, rep)] = OTHER
    notes = (
        "The difference of the two parties' votes over all votes.",
        estimates_note(layer, _is_estimated(layer, election) & (total > 0)),
        _no_others_note(layer, others, total),
    )
    legend = Legend(
        title=f"Margin {election} in percentage points",
        entries=tuple(_entries(classes, MARGIN_BREAKS, ("Democratic", "Even", "Republican"))),
        source=sources(layer, columns.votes("total", election)),
        note=" ".join(note for note in notes if note),
    )
    return _portrayal(classes, legend)


def by_swing(proposal: Proposal) -> ByFigure:
    """Show how the margin changed from the election before to the chosen one, or to the second where that is the first.

    It is the margin over the votes of the two parties alone: where others' votes are missing in one of the elections
    (New York in 2024), margins over all votes cannot be compared.
    """
    layer, chosen = proposal.layer, proposal.settings.election
    years = layer.elections
    position = max(1, years.index(chosen))
    before, after = years[position - 1], years[position]
    then, now = _two_party_points(layer, before), _two_party_points(layer, after)
    classes = _two_sided(now - then, SWING_BREAKS)
    estimated = (_is_estimated(layer, before) | _is_estimated(layer, after)) & (classes != NO_DATA)
    notes = (
        f"There are no figures before {chosen}: the change after it is shown." if chosen != after else "",
        "The margin is here the difference of the two parties' votes over their sum.",
        estimates_note(layer, estimated),
    )
    sides = ("Towards Democratic", "No change", "Towards Republican")
    legend = Legend(
        title=f"Change of the margin from {before} to {after} in percentage points",
        entries=tuple(_entries(classes, SWING_BREAKS, sides)),
        source=sources(layer, *(columns.votes("total", election) for election in (before, after))),
        note=" ".join(note for note in notes if note),
    )
    return _portrayal(classes, legend)


def _votes(layer: UnitLayer, party: str, election: int) -> _Votes:
    return layer.column(columns.votes(party, election))


def _is_estimated(layer: UnitLayer, election: int) -> NDArray[np.bool_]:
    flags: NDArray[np.bool_] = layer.column(columns.estimated(election)) != 0
    return flags


def _points(part: _Votes, whole: _Votes) -> Values:
    """Return percentage points, NaN where the whole is nothing."""
    points = np.full(len(part), np.nan)
    # One rounding only, so that a margin of exactly 5 points is not taken for a little less.
    np.divide(100 * part, whole, out=points, where=whole > 0)
    return points


def _two_party_points(layer: UnitLayer, election: int) -> Values:
    dem, rep = _votes(layer, "dem", election), _votes(layer, "rep", election)
    return _points(dem - rep, dem + rep)


def _two_sided(points: Values, breaks: tuple[int, ...]) -> Classes:
    """Return the class of each value, Democratic where it is above 0; a break belongs to the stronger step."""
    step = np.searchsorted(breaks, np.abs(points), side="right")
    classes = (EVEN - np.sign(np.nan_to_num(points)) * (step + 1)).astype(np.int16)
    classes[np.isnan(points)] = NO_DATA
    return classes


def _entries(classes: Classes, breaks: tuple[int, ...], sides: tuple[str, str, str]) -> Iterator[LegendEntry]:
    """Yield both sides in full, and what lies between and beside them where a unit has it."""
    dem, even, rep = sides
    steps = range_labels(breaks)
    labels = [f"{dem}, {step}" for step in reversed(steps)] + [even] + [f"{rep}, {step}" for step in steps]
    labels += ["More votes for others than for either", "No votes counted"]
    present = np.bincount(classes, minlength=len(labels)) > 0
    for position, label in enumerate(labels):
        if present[position] or position not in (EVEN, OTHER, NO_DATA):
            yield entry(_COLORS[position], _PATTERNS[position], label)


def _no_others_note(layer: UnitLayer, others: _Votes, total: _Votes) -> str:
    """Say where all votes are those of the two parties, if that is so in few states: their margins look wider."""
    n_homes = len(layer.jurisdictions)
    in_home = np.bincount(layer.home, others, n_homes)
    lacking = (np.bincount(layer.home, total, n_homes) > 0) & (in_home == 0)
    if not lacking.any() or lacking.sum() > NAMED_AT_MOST or not in_home.any():
        return ""
    where = homes(layer, lacking[layer.home])
    return f"All votes of {where} are those of the two parties; others are not in the figures."


def _portrayal(classes: Classes, legend: Legend) -> ByFigure:
    return ByFigure(np.array(_COLORS, dtype=np.uint32), _PATTERNS, legend, classes)
