"""Pushing a border: grab a state line and drag it over counties."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt

from borderkit.layer import UnitIndices
from borderkit.pick import border_near
from ui.tools.base import Hand, Press, Tool, units_along

#: How many pixels off a border one may grab it.
_REACH = 10.0
#: How many pixels the pointer must go before it is clear to which side the border is pushed.
_DECIDED_AFTER = 5.0


class PushTool(Tool):
    """The counties that the pointer passes on one side of the border go over to the state on the other side.

    The border is pushed towards the state into which the pointer is dragged: that state loses what it passes.
    """

    name = "push"
    cursor = Qt.CursorShape.SizeAllCursor
    edits = True
    hint = (
        "Grab a {state} line and drag it: the {units} that it is dragged over go to the {state} on its other side. "
        "[ and ] change its width, Esc gives up."
    )

    def __init__(self, hand: Hand) -> None:
        """Begin with no border in hand."""
        super().__init__(hand)
        self._start: QPointF | None = None
        self._last: QPointF | None = None
        self._sides: tuple[int, int] | None = None
        self._loser: int | None = None

    @property
    def radius(self) -> float:
        """The brush's: a wider hand pushes more of the border."""
        return float(self._hand.settings.brush)

    def press(self, press: Press) -> None:
        """Grab the border near by, if there is one."""
        pointer = self._hand.pointer
        sides = border_near(
            pointer.level, self._session.proposal.assignment, *pointer.to_map(press.at), _REACH * pointer.scale
        )
        if sides is None:
            self._session.told.emit(f"There is no {self._session.layer.wording.state} line here. Grab one to push it.")
            return
        self._sides, self._start, self._last = sides, press.at, press.at

    def drag(self, press: Press) -> None:
        """Move the counties that the border passes."""
        if self._start is None or self._last is None:
            return
        if self._loser is None and not self._decide(press.at):
            return
        units = self._on_the_way(self._last, press.at)
        self._last = press.at
        if len(units):
            self._session.continue_stroke(units)

    def release(self, press: Press) -> None:
        """Leave the border where it is."""
        if self._loser is not None:
            self._session.finish_stroke()
        self._forget()

    def give_up(self) -> bool:
        """Put the border back where it was."""
        in_progress = self._start is not None
        if self._loser is not None:
            self._session.drop_stroke()
        self._forget()
        return in_progress

    def _decide(self, at: QPointF) -> bool:
        """Find out which state loses counties once the pointer has gone far enough; return whether that is clear."""
        way = at - (self._start or at)
        unit = self._hand.pointer.exact_unit_at(at)
        if self._sides is None or unit is None or np.hypot(way.x(), way.y()) < _DECIDED_AFTER:
            return False
        into = int(self._session.proposal.assignment[unit])
        if into not in self._sides:
            return False
        self._loser = into
        winner = self._sides[0] if into == self._sides[1] else self._sides[1]
        self._session.begin_stroke(self._session.proposal.jurisdictions[winner].code, puts_back=False)
        return True

    def _on_the_way(self, start: QPointF, end: QPointF) -> UnitIndices:
        pointer = self._hand.pointer
        met = units_along(pointer, start, end)
        if self.radius:
            near = pointer.anchors.near(pointer.to_map(start), pointer.to_map(end), self.radius * pointer.scale)
            met = np.union1d(met, near).astype(np.int32)
        found: UnitIndices = met[self._session.proposal.assignment[met] == self._loser]
        return found

    def _forget(self) -> None:
        self._start = self._last = self._sides = self._loser = None
