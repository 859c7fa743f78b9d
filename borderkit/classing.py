"""How values are parted into classes for a map: by quantiles, equal steps or natural breaks.

Classes are told by their inner breaks, ascending: a value belongs to the class whose number is how many breaks are
not above it, so that a break is the least value that its upper class can have. Values that are not finite, such as
NaN for "no data", have no part in finding breaks.
"""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

#: Of more distinct values than this, neighbouring ones are taken together before natural breaks are looked for.
MOST_DISTINCT = 20_000

#: Steps that readable numbers are multiples of, the roundest first, within a power of ten.
_ROUND_STEPS = (10.0, 5.0)

#: Rounding moves a break by at most this part of its distance from the next one.
_MOST_MOVED = 0.2


class Method(StrEnum):
    """How breaks are found."""

    QUANTILES = "quantiles"
    EQUAL_STEPS = "equal-steps"
    NATURAL_BREAKS = "natural-breaks"


def inner_breaks(values: Values, n_classes: int, method: Method) -> Values:
    """Return the breaks between the classes of some values.

    Args:
        values: (n,) in any order.
        n_classes: how many classes are wanted.
        method: quantiles give classes of about as many values, equal steps classes of the same width, natural breaks
            the classes whose values differ least from their mean.

    Returns:
        Ascending breaks, all different and above the least value: ``n_classes - 1``, or fewer where values repeat.
        There are none where all values are the same. Only equal steps can leave a class without values.

    Raises:
        ValueError: if no class at all is wanted.

    """
    if n_classes < 1:
        raise ValueError(f"{n_classes} classes cannot be made.")
    distinct, counts = np.unique(values[np.isfinite(values)], return_counts=True)
    if len(distinct) < 2 or n_classes == 1:
        return np.empty(0)
    match method:
        case Method.QUANTILES:
            return _quantiles(distinct, counts, n_classes)
        case Method.EQUAL_STEPS:
            return _equal_steps(distinct[0], distinct[-1], n_classes)
        case Method.NATURAL_BREAKS:
            return _natural_breaks(distinct, counts, n_classes)


def class_of(values: Values, breaks: Values) -> NDArray[np.intp]:
    """Return the class of each value, 0 to ``len(breaks)``; of NaN it is the last."""
    return np.searchsorted(breaks, values, side="right")


def rounded_breaks(values: Values, breaks: Values) -> Values:
    """Return breaks that are as round as they can be while every value stays in its class.

    Each break moves by at most a fifth of its distance from the next one, or from the end of the values.
    """
    if not len(breaks):
        return breaks
    ordered = np.sort(values[np.isfinite(values)])
    position = np.searchsorted(ordered, breaks, side="left")
    # A break may lie anywhere above the greatest value below it, up to the least value not below it ...
    edged = np.concatenate(([-np.inf], ordered, [np.inf]))
    # ... but where values are far apart it stays near where it was.
    room = np.diff(breaks, prepend=ordered[0], append=ordered[-1]) * _MOST_MOVED
    below = np.maximum(edged[position], breaks - room[:-1])
    above = np.minimum(edged[position + 1], breaks + room[1:])
    limits = zip(below.tolist(), above.tolist(), breaks.tolist(), strict=True)
    return np.array([_roundest(*limit) for limit in limits], dtype=np.float64)


def _quantiles(distinct: Values, counts: NDArray[np.intp], n_classes: int) -> Values:
    reached = np.cumsum(counts)
    shares = np.arange(1, n_classes) * reached[-1] / n_classes
    # The first value of each next class: those below it are the ones nearest in number to the share.
    below = np.concatenate(([0], reached[:-1]))
    upper = np.searchsorted(below, shares, side="left").clip(1, len(distinct) - 1)
    lower = (upper - 1).clip(1)
    nearest = np.where(shares - below[lower] < below[upper] - shares, lower, upper)
    found: Values = distinct[np.unique(nearest)]
    return found


def _equal_steps(least: float, most: float, n_classes: int) -> Values:
    part = np.arange(1, n_classes) / n_classes
    # Not least + part * (most - least): the difference of the greatest and least numbers that there are is infinite.
    breaks = np.unique(least * (1 - part) + most * part)
    found: Values = breaks[(breaks > least) & (breaks <= most)]
    return found


def _natural_breaks(distinct: Values, counts: NDArray[np.intp], n_classes: int) -> Values:
    """Return the breaks that make the sum of squared deviations from the classes' means the least.

    W. D. Fisher, "On grouping for maximum homogeneity", 1958, found such classes by dynamic programming; G. F. Jenks,
    "Optimal data classification for choropleth maps", 1977, brought them to maps. The best last break moves up with
    the number of values, so that it is searched for by halving, all of one halving at once: A. Grønlund et al.,
    "Fast exact k-means, k-medians and Bregman divergence clustering in 1D", 2017, section 2.2.

    The classes are the very best ones for up to ``MOST_DISTINCT`` distinct values. Of more, neighbours are first put
    into that many bins, and the classes are the best ones that divide no bin.
    """
    if len(distinct) <= n_classes:
        return distinct[1:]
    first = _bins(distinct, counts)
    sums = _Sums(distinct, counts, first)
    n = len(first)
    best = sums.deviation(np.zeros(n + 1, dtype=np.intp), np.arange(n + 1))
    last_breaks = []
    for n_before in range(1, n_classes):
        best, last_break = _one_class_more(best, sums, n_before)
        last_breaks.append(last_break)
    breaks, end = [], n
    for last_break in reversed(last_breaks):
        end = int(last_break[end])
        breaks.append(end)
    found: Values = distinct[first[breaks[::-1]]]
    return found


def _bins(distinct: Values, counts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where the bins begin: one for each value, or ``MOST_DISTINCT`` where there are more.

    Bins are shared out half by the number of values and half by the range that they span: neither the crowd in the
    middle nor the few far out, where natural breaks often fall, are lumped together.
    """
    if len(distinct) <= MOST_DISTINCT:
        return np.arange(len(distinct))
    crowd = np.cumsum(counts) / counts.sum()
    span = (distinct - distinct[0]) / (distinct[-1] - distinct[0])
    bins = ((crowd + span) / 2 * MOST_DISTINCT).astype(np.intp)
    return np.concatenate(([0], np.flatnonzero(np.diff(bins)) + 1))


class _Sums:
    """Running sums over bins of sorted values, from which the deviation within any run of bins is read."""

    def __init__(self, distinct: Values, counts: NDArray[np.intp], first: NDArray[np.intp]) -> None:
        # Differences of large squares lose digits; around the middle and scaled to 1 they lose the least.
        centred = distinct - np.average(distinct, weights=counts)
        centred = centred / np.abs(centred).max()
        parts = (counts, counts * centred, counts * centred**2)
        self._weight, self._sum, self._square = (
            np.concatenate(([0.0], np.cumsum(np.add.reduceat(part, first)))) for part in parts
        )

    def deviation(self, start: NDArray[np.intp], stop: NDArray[np.intp]) -> Values:
        """Return the sum of squared deviations from their mean of the values in the bins from start up to stop."""
        weight = self._weight[stop] - self._weight[start]
        total = self._sum[stop] - self._sum[start]
        square = self._square[stop] - self._square[start]
        found: Values = np.maximum(square - total * total / np.maximum(weight, 1), 0)
        return found


def _one_class_more(best: Values, sums: _Sums, n_before: int) -> tuple[Values, NDArray[np.intp]]:
    """Put one more class after ``n_before`` classes.

    Args:
        best: (n + 1,) the least deviation of the first 0, 1, ... n bins in ``n_before`` classes.
        sums: of the bins.
        n_before: how many classes there are so far.

    Returns:
        The same with one class more, and where that class begins, (n + 1,).

    """
    n = len(best) - 1
    more, begins = np.full(n + 1, np.inf), np.full(n + 1, n_before, dtype=np.intp)
    # A class more needs a bin more. Every place is looked at once, between the finds at twice the stride.
    stride = 1 << (n - n_before).bit_length()
    found = np.zeros(n + 1, dtype=bool)
    while stride:
        stops = np.arange(n_before + stride, n + 1, 2 * stride)
        low = begins[stops - stride]
        after = np.minimum(stops + stride, n)
        high = np.minimum(np.where(found[after], begins[after], n), stops - 1)
        if len(stops):
            more[stops], begins[stops] = _least(best, sums, stops, low, high)
            found[stops] = True
        stride //= 2
    return more, begins


def _least(
    best: Values, sums: _Sums, stops: NDArray[np.intp], low: NDArray[np.intp], high: NDArray[np.intp]
) -> tuple[Values, NDArray[np.intp]]:
    """Return, for each stop, the least deviation with a last class that begins from low to high, and where."""
    length = high - low + 1
    ends = np.cumsum(length)
    offset = ends - length
    begin = np.arange(ends[-1]) + np.repeat(low - offset, length)
    total = best[begin] + sums.deviation(begin, np.repeat(stops, length))
    least = np.minimum.reduceat(total, offset)
    hits = np.flatnonzero(total == np.repeat(least, length))
    return least, begin[hits[np.searchsorted(hits, offset)]]


def _roundest(below: float, above: float, wanted: float) -> float:
    """Return the roundest number above ``below`` and not above ``above``; of equally round ones that next to wanted."""
    if below < 0 <= above:
        return 0.0
    largest = max(abs(below) if math.isfinite(below) else 0.0, abs(wanted))
    power = math.floor(math.log10(largest)) + 1 if largest else 0
    for exponent in range(power, power - 17, -1):
        for step in _ROUND_STEPS:
            unit = step * 10.0 ** (exponent - 1)
            near = round(wanted / unit)
            # A multiple of the step, written without the dust that a product of fractions leaves.
            fits = [
                number
                for multiple in (near, near - 1, near + 1)
                if below < (number := round(multiple * unit, max(0, 2 - exponent))) <= above
            ]
            if fits:
                return min(fits, key=lambda number: abs(number - wanted))
    return wanted
