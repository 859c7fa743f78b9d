"""Small pieces of writing that the parts of a handout share."""

from __future__ import annotations

from borderkit.number_format import NumberFormat

#: The least share that one decimal can show.
_LEAST = 0.0005


def share_text(share: float, numbers: NumberFormat) -> str:
    """Write a share of 1 in per cent; all is "all", what would round to nothing or to all is said to be near it."""
    if share == 1:
        return "all"
    if 0 < share < _LEAST:
        return f"less than {numbers.share(2 * _LEAST)}"
    if 1 - _LEAST < share < 1:
        return f"more than {numbers.share(1 - 2 * _LEAST)}"
    return numbers.share(share)
