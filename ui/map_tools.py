"""The map's tools: each turns presses, drags and releases into units for the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, Qt

from borderkit.layer import UnitIndices
from ui.session import Session

#: Pixels between two places at which a drag looks for units, so that a fast hand skips none.
_STRIDE = 3.0

UnitAt = Callable[[QPointF], int | None]


@dataclass(frozen=True, slots=True)
class Press:
    """Where the pointer is, and with which keys held."""

    at: QPointF
    adds: bool = False


class Tool:
    """What the left button does on the map.

    Attributes:
        name: how programs and tests call it.
        cursor: the pointer's shape over the map.
        hint: what to do with it, for the line above the map.
        edits: whether it moves units: it needs a target, and a double click counts once.

    """

    name: ClassVar[str]
    cursor: ClassVar[Qt.CursorShape]
    hint: ClassVar[str]
    edits: ClassVar[bool] = False

    def __init__(self, session: Session, unit_at: UnitAt) -> None:
        """Serve a session; ``unit_at`` tells which unit lies under a pixel."""
        self._session = session
        self._unit_at = unit_at

    def press(self, press: Press) -> None:
        """Take the button going down."""

    def drag(self, press: Press) -> None:
        """Take the pointer moving with the button down."""

    def release(self) -> None:
        """Take the button coming up."""

    def give_up(self) -> None:
        """Drop what is in progress."""


class SelectTool(Tool):
    """A click selects a county; with Ctrl or Shift it joins or leaves the selection. A drag adds on."""

    name = "select"
    cursor = Qt.CursorShape.ArrowCursor
    hint = "Click a county to select it; hold Ctrl to select several. Right-click takes its state as the target."

    def __init__(self, session: Session, unit_at: UnitAt) -> None:
        """Begin with no drag in progress."""
        super().__init__(session, unit_at)
        self._last: QPointF | None = None

    def press(self, press: Press) -> None:
        """Select the county under the pointer, or nothing."""
        unit = self._unit_at(press.at)
        selection = self._session.selection
        chosen = np.array([] if unit is None else [unit], dtype=np.int32)
        if press.adds:
            chosen = np.setxor1d(selection, chosen)
        self._session.select(chosen)
        if unit is not None:
            proposal = self._session.proposal
            self._session.emphasise(proposal.jurisdictions[int(proposal.assignment[unit])].code)
        self._last = press.at

    def drag(self, press: Press) -> None:
        """Add the counties that the pointer passes to the selection."""
        if self._last is None:
            return
        units = units_along(self._unit_at, self._last, press.at)
        self._last = press.at
        self._session.select(np.union1d(self._session.selection, units))

    def release(self) -> None:
        """End the drag."""
        self._last = None

    def give_up(self) -> None:
        """Let go of the selection."""
        self._last = None
        self._session.select(np.empty(0, dtype=np.int32))


class PaintTool(Tool):
    """Counties move to the target, or back home, as the pointer passes over them."""

    name = "paint"
    cursor = Qt.CursorShape.CrossCursor
    edits = True
    hint = (
        "Click or paint over counties to move them to the target; start on one that was moved there to put it "
        "back home. Esc drops the stroke."
    )

    def __init__(self, session: Session, unit_at: UnitAt) -> None:
        """Begin with no stroke in progress."""
        super().__init__(session, unit_at)
        self._last: QPointF | None = None

    def press(self, press: Press) -> None:
        """Begin a stroke."""
        self._session.begin_stroke()
        self._last = press.at if self._session.stroke_in_progress else None
        self.drag(press)

    def drag(self, press: Press) -> None:
        """Go on with the stroke."""
        if self._last is None:
            return
        units = units_along(self._unit_at, self._last, press.at)
        self._last = press.at
        if len(units):
            self._session.continue_stroke(units)

    def release(self) -> None:
        """End the stroke."""
        if self._last is not None:
            self._last = None
            self._session.finish_stroke()

    def give_up(self) -> None:
        """Drop the stroke."""
        self._last = None
        self._session.drop_stroke()


class PanTool(Tool):
    """The left button drags the map; the canvas does it, as with the middle button."""

    name = "pan"
    cursor = Qt.CursorShape.OpenHandCursor
    hint = "Drag the map. With the other tools, hold the middle button or the space bar to drag."


TOOLS: tuple[type[Tool], ...] = (SelectTool, PaintTool, PanTool)


def units_along(unit_at: UnitAt, start: QPointF, end: QPointF) -> UnitIndices:
    """Return the units under a straight line of pixels, in the order they are met, each once."""
    way = end - start
    steps = max(1, int(np.ceil(np.hypot(way.x(), way.y()) / _STRIDE)))
    met = (unit_at(start + way * (step / steps)) for step in range(steps + 1))
    return np.array(list(dict.fromkeys(unit for unit in met if unit is not None)), dtype=np.int32)
