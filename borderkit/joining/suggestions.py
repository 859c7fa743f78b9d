"""Which unit may be meant by a name that no unit has: the most alike, for a person to accept one by one.

Two measures from the standard library are enough: shared pairs of letters narrow all names down to a few dozen at
once, in numpy, and difflib ranks those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit.finding import Finder
from borderkit.place_names import compact, normalized, without_type

_RANKED = 40
_LEAST_SCORE = 55
_TYPE_BONUS = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit that may be meant.

    Attributes:
        unit: its position in the layer.
        label: its full name with its home.
        score: how much alike the names are, 0 to 100.
        reason: why it is suggested, where that is more than likeness.

    """

    unit: int
    label: str
    score: int
    reason: str = ""


class Suggester:
    """Finds the units of a layer whose names are most like a text; the index is built at the first question."""

    def __init__(self, finder: Finder) -> None:
        """Suggest units of a finder's layer."""
        self._finder = finder

    def alike(self, text: str, home: int | None = None, limit: int = 5) -> list[Suggestion]:
        """Return the units whose names are most alike, the likest first.

        Args:
            text: the name.
            home: the position of the jurisdiction to look in; None for all.
            limit: how many at most.

        """
        words, kind = without_type(normalized(text))
        wanted = compact(words)
        if not wanted:
            return []
        shared = self._shares(wanted)
        if home is not None:
            shared = np.where(self._finder.layer.home == home, shared, 0.0)
        nearest = np.argsort(-shared, kind="stable")[:_RANKED]
        matcher = SequenceMatcher(None, "", wanted, autojunk=False)
        found: list[Suggestion] = []
        for unit in nearest[shared[nearest] > 0].tolist():
            matcher.set_seq1(self._names[unit])
            alike = matcher.ratio() * (100 - _TYPE_BONUS)
            score = round(alike + (_TYPE_BONUS if kind in ("", self._finder.kind(unit)) else 0))
            if score >= _LEAST_SCORE:
                found.append(Suggestion(unit, self._finder.label(unit), score))
        found.sort(key=lambda suggestion: (-suggestion.score, suggestion.label))
        return found[:limit]

    def of(self, units: Iterable[int], reason: str) -> list[Suggestion]:
        """Return units that are suggested for a reason of their own."""
        return [Suggestion(unit, self._finder.label(unit), 100, reason) for unit in units]

    @cached_property
    def _names(self) -> Sequence[str]:
        return [compact(without_type(normalized(name))[0]) for name in self._finder.layer.names]

    @cached_property
    def _pairs(self) -> dict[str, NDArray[np.int32]]:
        """The units that have each pair of letters in their names."""
        units: dict[str, list[int]] = {}
        for unit, name in enumerate(self._names):
            for pair in _pairs_of(name):
                units.setdefault(pair, []).append(unit)
        return {pair: np.array(having, dtype=np.int32) for pair, having in units.items()}

    @cached_property
    def _counts(self) -> NDArray[np.int64]:
        return np.array([len(_pairs_of(name)) for name in self._names], dtype=np.int64)

    def _shares(self, wanted: str) -> NDArray[np.float64]:
        """Return how large a part of their pairs of letters each name shares with the one wanted (Dice)."""
        pairs = _pairs_of(wanted)
        having = [self._pairs[pair] for pair in pairs if pair in self._pairs]
        if not having:
            return np.zeros(len(self._names))
        shared = np.bincount(np.concatenate(having), minlength=len(self._names))
        return np.asarray(2.0 * shared / (self._counts + len(pairs)))


def _pairs_of(name: str) -> set[str]:
    """Return the pairs of neighbouring letters, those at the ends with a mark."""
    marked = f"^{name}$"
    return {marked[place : place + 2] for place in range(len(marked) - 1)}
