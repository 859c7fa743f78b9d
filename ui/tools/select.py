"""The tool in hand at start: it selects."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt

from ui.tools.base import Hand, Press, Tool, units_along


class SelectTool(Tool):
    """A click selects a county; with Ctrl or Shift it joins or leaves the selection. A drag adds on."""

    name = "select"
    cursor = Qt.CursorShape.ArrowCursor
    takes_single_units = True
    hint = (
        "Click {a_unit} to select it, drag over several; Ctrl adds to the selection, arrow keys go to neighbours. "
        "Enter moves what is selected to the target. Right-click takes a {state} as the target."
    )

    def __init__(self, hand: Hand) -> None:
        """Begin with no drag in progress."""
        super().__init__(hand)
        self._last: QPointF | None = None
        self._before = self._session.selection

    def press(self, press: Press) -> None:
        """Select the county under the pointer, or nothing."""
        self._before = self._session.selection
        chosen = self._unit(press)
        if len(chosen):
            proposal = self._session.proposal
            self._session.emphasise(proposal.jurisdictions[int(proposal.assignment[chosen[0]])].code)
        if press.adds:
            chosen = np.setxor1d(self._session.selection, chosen)
        self._session.select(chosen)
        self._last = press.at

    def drag(self, press: Press) -> None:
        """Add the counties that the pointer passes to the selection."""
        if self._last is None:
            return
        units = units_along(self._hand.pointer, self._last, press.at)
        self._last = press.at
        self._session.select(np.union1d(self._session.selection, units))

    def release(self, press: Press) -> None:
        """End the drag."""
        self._last = None

    def give_up(self) -> bool:
        """Select again what was selected before the drag."""
        if self._last is None:
            return False
        self._last = None
        self._session.select(self._before)
        return True
