"""Whole numbers that add up: sharing a total out, and rounding fractions, by largest remainder.

Each share is rounded down first; what is left goes, one by one, to those that lost most by it (Hamilton's method; see
borderkit/apportionment.py, which does the same with seats). Of equal remainders the first in order counts, so that the
same input gives the same numbers.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]

#: Weights with fractions are counted in steps of the largest of them over this; beyond it a double has no digits.
_STEPS = 2.0**52
#: Larger values have no fractions, and their sum might not fit 64 bits.
_LARGEST = 2.0**53


def shared_out(total: int, weights: ArrayLike) -> Integers:
    """Share out a total in whole numbers, in proportion to weights.

    Args:
        total: what is shared out; a negative one is shared out like the positive one.
        weights: (n,) not negative. Whole numbers are taken exactly. Where all are zero, everyone has the same.

    Returns:
        (n,) whose sum is ``total``, to the unit.

    Raises:
        ValueError: if there is nobody to share a total out to, or a weight is negative or no number.

    """
    exact = _whole_weights(np.asarray(weights))
    if not exact and total:
        raise ValueError("A total cannot be shared out among nobody.")
    whole = sum(exact)
    if not whole:
        exact, whole = [1] * len(exact), len(exact)
    parts = [divmod(abs(total) * weight, whole) for weight in exact]
    shares = np.array([share for share, _ in parts], dtype=np.int64)
    left = abs(total) - int(shares.sum())
    # Only the order of the remainders is wanted: Python's integers keep it where a double would not.
    order = sorted(range(len(parts)), key=lambda position: -parts[position][1])
    shares[order[:left]] += 1
    return shares if total >= 0 else -shares


def rounded_to_sum(values: ArrayLike) -> Integers:
    """Round numbers so that their sum is the rounded sum (a half is rounded up).

    Whole numbers stay what they are, and no number changes by one or more.

    Args:
        values: (n,) numbers below 2**53.

    Raises:
        ValueError: if one of them is no number, or too large.

    """
    given = np.asarray(values)
    if given.dtype.kind in "iub":
        return given.astype(np.int64)
    floats = given.astype(np.float64)
    if not np.all(np.abs(floats) <= _LARGEST):
        raise ValueError("Only numbers below 2**53 can be rounded.")
    floors = np.floor(floats)
    fractions = floats - floors
    extra = math.floor(math.fsum(fractions.tolist()) + 0.5)
    rounded = floors.astype(np.int64)
    rounded[np.argsort(-fractions, kind="stable")[:extra]] += 1
    return rounded


def _whole_weights(weights: NDArray[Any]) -> list[int]:
    """Return weights as integers in the same proportion."""
    if weights.dtype.kind == "f" and weights.size:
        if not np.all(np.isfinite(weights)):
            raise ValueError("A weight is no number.")
        largest = float(np.max(weights))
        if np.any(weights != np.floor(weights)) or largest > _LARGEST:
            weights = np.rint(weights / largest * _STEPS)
    exact = [int(weight) for weight in weights.tolist()]
    if any(weight < 0 for weight in exact):
        raise ValueError("A weight is negative.")
    return exact
