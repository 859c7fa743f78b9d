"""The few figures that are read first, large, beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from borderkit.handout.content import Content, Fact
from ui.handout.marks import Block, beside, columns, empty, stacked
from ui.handout.typeset import paragraph, width_of
from ui.handout.typography import HAIR, Style, Typography

_GAP = 18.0
_LEAST_FIGURE = 9.0


def key_figures(content: Content, typography: Typography, width: float, most: int = 5) -> Block:
    """Return the figures in one row, each over what it says; at most so many."""
    facts = content.facts[:most]
    if not facts:
        return empty(width)
    each = (width - _GAP * (len(facts) - 1)) / len(facts)
    style = typography.figure
    size = _size(facts, style, each)
    blocks = [
        stacked([
            paragraph(fact.value, style.sized(size), each),
            paragraph(fact.label, typography.figure_label, each),
        ], 1.0)
        for fact in facts
    ]  # fmt: skip
    return beside(blocks, _GAP, ruled=HAIR)


def key_figures_in_columns(content: Content, typography: Typography, width: float, count: int = 2) -> Block:
    """Return the figures in columns, for a narrow place."""
    each = (width - _GAP * (count - 1)) / count
    if not content.facts:
        return empty(width)
    style = typography.figure.sized(_size(content.facts, typography.figure.sized(typography.figure.size * 0.85), each))
    blocks = [
        stacked([paragraph(fact.value, style, each), paragraph(fact.label, typography.figure_label, each)], 1.0)
        for fact in content.facts
    ]
    return columns(blocks, count, _GAP, 6.0)


def _size(facts: Sequence[Fact], style: Style, width: float) -> float:
    """Return one size for all: the largest in which each keeps to one line."""
    widest = max(width_of(fact.value, style) for fact in facts)
    return max(_LEAST_FIGURE, style.size * min(1.0, (width - 1.0) / widest))
