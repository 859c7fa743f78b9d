"""Makes a page fit: smaller letters first, then parts left out by a stated order, which the page says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ui.handout.typography import Typography

#: The scale below which letters are not made smaller on any paper, and by what factor it goes down to it.
_LEAST, _STEP = 0.8, 0.96

_Plan = TypeVar("_Plan")


def settle(
    scale: float,
    order: Sequence[str],
    plan: Callable[[Typography, frozenset[str]], _Plan],
    spare: Callable[[_Plan], float],
    least: float = _LEAST,
) -> tuple[_Plan, frozenset[str]]:
    """Return the plan of a page that fits, with the largest letters, and the parts that it leaves out.

    Args:
        scale: of the text where there is room enough.
        order: the parts that may go, that which matters least first.
        plan: makes a page's plan with a typography, without some parts.
        spare: how much room a plan leaves, in points; negative where it does not fit.
        least: the scale below which parts go rather than letters shrink.

    """
    scales = _scales(scale, least)
    smallest = Typography(scales[0])
    omitted: frozenset[str] = frozenset()
    gone = list(order)
    found = plan(smallest, omitted)
    while spare(found) < 0 and gone:
        omitted |= {gone.pop(0)}
        found = plan(smallest, omitted)
    # What went first may have stood where there was room enough.
    for part in [part for part in reversed(order) if part in omitted]:
        fuller = plan(smallest, omitted - {part})
        if spare(fuller) >= 0:
            found, omitted = fuller, omitted - {part}
    fits, fails = 0, len(scales)
    while fails - fits > 1:
        middle = (fits + fails) // 2 if fails < len(scales) else len(scales) - 1
        larger = plan(Typography(scales[middle]), omitted)
        if spare(larger) >= 0:
            found, fits = larger, middle
        else:
            fails = middle
    return found, omitted


def _scales(largest: float, least: float) -> list[float]:
    """Return the scales that are tried, the smallest first."""
    found = [largest]
    while found[-1] * _STEP >= least:
        found.append(found[-1] * _STEP)
    return found[::-1]
