"""The brush: units move to the target, or back home, as it passes over them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt

from borderkit.layer import UnitIndices
from ui.tools.base import Hand, Press, Tool, units_along


class PaintTool(Tool):
    """A stroke is one step. The first county decides whether the stroke moves counties or puts them back."""

    name = "paint"
    cursor = Qt.CursorShape.CrossCursor
    needs_target = True
    edits = True
    puts_back = True
    takes_single_units = True
    hint = (
        "Click or paint over {units} to move them to the target; start on one that was moved there to put it "
        "back home. Ctrl takes whole {states}, [ and ] change the brush, Esc drops the stroke."
    )

    def __init__(self, hand: Hand) -> None:
        """Begin with no stroke in progress."""
        super().__init__(hand)
        self._last: QPointF | None = None

    @property
    def radius(self) -> float:
        """The brush's."""
        return float(self._hand.settings.brush)

    def press(self, press: Press) -> None:
        """Begin a stroke."""
        self._session.begin_stroke()
        if self._session.stroke_in_progress:
            self._last = press.at
            self._session.continue_stroke(self.would_take(press))

    def drag(self, press: Press) -> None:
        """Go on with the stroke."""
        if self._last is None:
            return
        units = self._with_brush(units_along(self._hand.pointer, self._last, press.at), self._last, press.at)
        self._last = press.at
        if len(units):
            self._session.continue_stroke(self._whole(units) if press.whole else units)

    def release(self, press: Press) -> None:
        """End the stroke."""
        if self._last is not None:
            self._last = None
            self._session.finish_stroke()

    def give_up(self) -> bool:
        """Drop the stroke."""
        in_progress = self._last is not None
        self._last = None
        self._session.drop_stroke()
        return in_progress

    def would_take(self, press: Press) -> UnitIndices:
        """Return what lies under the brush, or the whole states of that."""
        units = self._with_brush(self._unit(press), press.at, press.at)
        return self._whole(units) if press.whole else units

    def _with_brush(self, units: UnitIndices, start: QPointF, end: QPointF) -> UnitIndices:
        """Return units and those that the brush covers on a straight way, each once and the given ones first."""
        if not self.radius:
            return units
        pointer = self._hand.pointer
        covered = pointer.anchors.near(pointer.to_map(start), pointer.to_map(end), self.radius * pointer.scale)
        return np.array(list(dict.fromkeys([*units.tolist(), *covered.tolist()])), dtype=np.int32)

    def _whole(self, units: UnitIndices) -> UnitIndices:
        """Return all units of the states that some are in; of those moved to the target, all that came with them."""
        proposal, target = self._session.proposal, self._session.target_jurisdiction
        now, home = proposal.assignment, proposal.layer.home
        found = [units]
        for unit in units.tolist():
            there = now == now[unit]
            if target is not None and proposal.jurisdictions[int(now[unit])].code == target.code:
                there &= home == home[unit]
            found.append(np.flatnonzero(there).astype(np.int32))
        return np.array(list(dict.fromkeys(np.concatenate(found).tolist())), dtype=np.int32)
