"""The map without a mouse: from unit to neighbour by the arrow keys."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from borderkit.anchors import Anchors
from borderkit.selection import next_unit
from ui.map_view import MapView
from ui.session import Session

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


def arrow(key: int) -> tuple[int, int] | None:
    """Return the direction of an arrow key, east and north; None for another key."""
    return next((direction for arrow_key, direction in _ARROWS.items() if arrow_key == key), None)


class KeyboardCursor:
    """The unit that the arrow keys stand on; it is selected, and with Shift joins what is selected."""

    def __init__(self, session: Session, anchors: Anchors) -> None:
        """Stand on no unit."""
        self._session = session
        self._anchors = anchors
        self.unit: int | None = None

    def stand_on(self, unit: int | None) -> None:
        """Stand on a unit, as after a click on it."""
        self.unit = unit

    def step(self, direction: tuple[int, int], view: MapView, *, extends: bool) -> int | None:
        """Go to the neighbour in a direction and select it; begin at the selection or in the middle of the view."""
        selection = self._session.selection
        if self.unit is None or (len(selection) and self.unit not in selection):
            self.unit = int(selection[0]) if len(selection) else None
        if self.unit is None:
            self.unit = self._nearest(view)
        else:
            found = next_unit(self._session.layer, self._anchors, self.unit, direction)
            self.unit = self.unit if found is None else found
        if self.unit is not None:
            chosen = np.array([self.unit], dtype=np.int32)
            self._session.select(np.union1d(self._session.selection, chosen) if extends else chosen)
            proposal = self._session.proposal
            self._session.emphasise(proposal.jurisdictions[int(proposal.assignment[self.unit])].code)
        return self.unit

    def _nearest(self, view: MapView) -> int | None:
        """Return the unit nearest to the middle of the view."""
        distance = np.hypot(*(self._anchors.positions - (view.x, view.y)).T)
        return int(np.nanargmin(distance)) if len(distance) else None
