"""From the classes of a portrayal to the fills on the screen: selected ones tinted, locked ones pale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from borderkit.jurisdiction import Jurisdiction
from borderkit.portrayal import Pattern, Portrayal
from borderkit.tally import Assignment
from ui.map_style import Colors, MapStyle, mixed

#: How much of a selected unit's fill is the tint of the selection, of a locked one's the ground of the map.
_TINT, _PALE = 0.28, 0.6

#: The patterns by the number that ``MapContent.hatches`` has for them.
PATTERNS = tuple(Pattern)


class Fills:
    """Tables from class to fill for one portrayal on one ground."""

    def __init__(
        self, portrayal: Portrayal, style: MapStyle, jurisdictions: Sequence[Jurisdiction], locked: frozenset[str]
    ) -> None:
        """Make the tables; units of the jurisdictions with the codes ``locked`` are shown pale."""
        plain = style.shaded(portrayal.colors)
        tinted = mixed(plain, style.selection, _TINT)
        pale = [mixed(fills, style.water, _PALE) for fills in (plain, tinted)]
        self._table = np.array([[plain, tinted], pale], dtype=np.uint32)
        self._locked = np.array([jurisdiction.code in locked for jurisdiction in jurisdictions], dtype=np.intp)
        #: (n_classes,) the number of each class's pattern in ``PATTERNS``.
        self.hatches = np.array([PATTERNS.index(pattern) for pattern in portrayal.patterns], dtype=np.uint8)

    def colors(self, classes: NDArray[np.integer], assignment: Assignment, tinted: NDArray[np.bool_]) -> Colors:
        """Return the fills, 0xRRGGBB, of units by their class, their jurisdiction, and whether they are selected."""
        found: Colors = self._table[self._locked[assignment], tinted.astype(np.intp), classes]
        return found
