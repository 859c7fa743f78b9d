"""What the identifiers of a file are: blocks, tracts, precincts, or units of the layer itself."""

from __future__ import annotations

from collections import Counter

from borderkit.joining.identifiers import ZERO_RESTORED
from borderkit.layer import UnitLayer
from borderkit.takeover.pieces import Owner

#: By the number of digits, where units are counties: state 2, county 3, tract 6, block 4, of which a block group is the
#: first. Voting districts have as many as tracts.
#: https://www.census.gov/programs-surveys/geography/guidance/geo-identifiers.html
_CENSUS = {
    15: ("block", "blocks"),
    12: ("block group", "block groups"),
    11: ("tract or voting district", "tracts or voting districts"),
}
_COUNTY = 5
_PIECES = ("piece", "pieces")


class Levels:
    """Counts identifiers by what they are."""

    def __init__(self, layer: UnitLayer) -> None:
        """Count identifiers of a layer and of its pieces."""
        self._layer = layer
        self._lengths: Counter[int] = Counter()
        self._wholes = 0

    def take(self, bare: str, owner: Owner) -> None:
        """Count an identifier whose owner was found."""
        if not owner.is_piece:
            self._wholes += 1
        else:
            self._lengths[len(bare) + (owner.note == ZERO_RESTORED)] += 1

    @property
    def called(self) -> tuple[str, str]:
        """What one of them and several are called; what most of them are counts."""
        length, count = self._lengths.most_common(1)[0] if self._lengths else (0, 0)
        if count <= self._wholes:
            return self._layer.called
        return _CENSUS.get(length, _PIECES) if self._layer.longest_geoid == _COUNTY else _PIECES
