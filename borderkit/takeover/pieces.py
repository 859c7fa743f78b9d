"""Whose piece an identifier is: a block, a block group, a tract or a precinct belongs to the unit it begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from borderkit.joining.former_geoids import TERRITORIES, former
from borderkit.joining.identifiers import CENSUS_PREFIX, EXPONENT, ZERO_RESTORED
from borderkit.joining.readings import NONE
from borderkit.layer import UnitLayer

_COUNTY = 5
_DECIMAL_TAIL = re.compile(r"\.0+$")


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit that an identifier is, or is a piece of.

    Attributes:
        unit: its position; ``NONE`` if there is none.
        is_piece: whether the identifier is only a piece of it.
        note: how it was read, if not letter by letter.
        reason: why it is none.
        kind: what is wrong, for programs: "unknown", "other-vintage", "territory" or "cut-off".

    """

    unit: int = NONE
    is_piece: bool = False
    note: str = ""
    reason: str = ""
    kind: str = ""


def bare_identifier(text: str) -> str:
    """Return an identifier without the prefix of the Census Bureau, decimals, and the quote of a spreadsheet."""
    bare = CENSUS_PREFIX.sub("", text.upper()) if "US" in text or "us" in text else text
    return (_DECIMAL_TAIL.sub("", bare) if "." in bare else bare).lstrip("'")


class Owners:
    """Finds the units of a layer that identifiers belong to."""

    def __init__(self, layer: UnitLayer) -> None:
        """Find units of a layer."""
        self._layer = layer
        self._by_prefix: dict[tuple[str, bool], Owner] = {}

    def of(self, bare: str) -> Owner:
        """Return whose piece an identifier is that has nothing around it any more."""
        # Blocks of one county are alike in all that matters, and there are half a million of them in a state.
        longest = self._layer.longest_geoid
        key = bare[: longest + 1], len(bare) > longest
        owner = self._by_prefix.get(key)
        if owner is None:
            owner = self._by_prefix[key] = self._found(bare)
        return owner

    def _found(self, bare: str) -> Owner:
        if EXPONENT.fullmatch(bare):
            return Owner(reason="a spreadsheet cut the identifiers off; export the file anew", kind="cut-off")
        for spelling, note in ((bare, ""), (f"0{bare}", ZERO_RESTORED)):
            if note and not spelling[:2].isdecimal():
                continue
            owner = self._beginning(spelling, note)
            if owner is not None:
                return owner
        return self._unknown(bare)

    def _beginning(self, spelling: str, note: str) -> Owner | None:
        for length in self._lengths:
            unit = self._layer.index_of.get(spelling[:length])
            if unit is not None and len(spelling) >= length:
                return Owner(unit, len(spelling) > length, note)
        old = former(spelling[:_COUNTY], self._layer)
        if old is None:
            return None
        unit = self._layer.index_of.get(old.now)
        if unit is None:
            return Owner(reason=f"{old.geoid} {old.what}", kind="other-vintage")
        return Owner(unit, len(spelling) > _COUNTY or not old.whole, f"{old.geoid} {old.what}")

    def _unknown(self, bare: str) -> Owner:
        territory = TERRITORIES.get(bare[:2])
        if territory is not None and bare[:_COUNTY].isdecimal():
            return Owner(reason=f"it lies in {territory}, which the layer does not have", kind="territory")
        return Owner(reason="the layer has no such unit, and none that it could be a piece of", kind="unknown")

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        """How long the layer's identifiers are, the longest first."""
        return tuple(sorted({len(geoid) for geoid in self._layer.geoids}, reverse=True))
