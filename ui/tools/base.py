"""What every tool of the map is, and what it may ask of the map."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from borderkit.layer import UnitIndices
from ui.map_pointer import MapPointer
from ui.session import Session
from ui.tool_settings import ToolSettings

#: Pixels between two places at which a drag looks for units, so that a fast hand skips none.
_STRIDE = 3.0

#: Pixels that the pointer may wander between press and release in a click.
CLICK_WITHIN = 4.0


@dataclass(frozen=True, slots=True)
class Press:
    """Where the pointer is, and what the keys held with it ask for.

    Attributes:
        at: in pixels of the map's window.
        adds: to add to what is selected instead of beginning anew (Shift or Ctrl).
        selects: to select and move nothing, whatever the target (Shift).
        whole: to take whole states (Ctrl).
        unit: the unit that was chosen from a list where several lay under the pointer.

    """

    at: QPointF
    adds: bool = False
    selects: bool = False
    whole: bool = False
    unit: int | None = None


class Hand(Protocol):
    """What a tool may use of the map that it is held over."""

    session: Session
    pointer: MapPointer
    settings: ToolSettings

    def mark(self, units: UnitIndices) -> None:
        """Tint the units that the gesture would take, and tell what would change."""

    def at_once(self) -> AbstractContextManager[None]:
        """Show what changes meanwhile in one go at the end."""

    def look_at_pixels(self, rectangle: QRectF) -> None:
        """Fill the window with a rectangle of it."""

    def zoom_at(self, at: QPointF, nearer: bool) -> None:
        """Magnify by a step about a pixel, or the opposite."""


class Tool:
    """What the left button does on the map.

    Attributes:
        name: how programs and tests call it.
        cursor: the pointer's shape over the map.
        hint: what to do with it, for the line above the map; ``Wording.fill`` puts in the words of a layer.
        needs_target: whether it can do nothing without a target.
        edits: whether it moves units; a double click counts once then.
        puts_back: whether a click on a unit that moved to the target puts it back home.
        takes_single_units: whether a click means one unit, so that a list opens where that is not clear.

    """

    name: ClassVar[str]
    cursor: ClassVar[Qt.CursorShape]
    hint: ClassVar[str]
    needs_target: ClassVar[bool] = False
    edits: ClassVar[bool] = False
    puts_back: ClassVar[bool] = False
    takes_single_units: ClassVar[bool] = False

    def __init__(self, hand: Hand) -> None:
        """Serve the map that ``hand`` stands for."""
        self._hand = hand
        self._session = hand.session

    def press(self, press: Press) -> None:
        """Take the button going down."""

    def drag(self, press: Press) -> None:
        """Take the pointer moving with the button down."""

    def release(self, press: Press) -> None:
        """Take the button coming up."""

    def give_up(self) -> bool:
        """Drop what is in progress; return whether there was anything."""
        return False

    def would_take(self, press: Press) -> UnitIndices:
        """Return the units that a click would move."""
        return np.empty(0, dtype=np.int32)

    @property
    def outline(self) -> list[tuple[float, float]]:
        """The closed line of the gesture in progress, in metres of the map; nothing if there is none."""
        return []

    @property
    def radius(self) -> float:
        """How many pixels around the pointer it reaches; 0 for the pointer alone."""
        return 0.0

    def _unit(self, press: Press) -> UnitIndices:
        """Return the unit that a click means, or none."""
        unit = press.unit if press.unit is not None else self._hand.pointer.unit_at(press.at)
        return np.array([] if unit is None else [unit], dtype=np.int32)


def units_along(pointer: MapPointer, start: QPointF, end: QPointF) -> UnitIndices:
    """Return the units under a straight line of pixels, in the order they are met, each once."""
    way = end - start
    steps = max(1, int(np.ceil(np.hypot(way.x(), way.y()) / _STRIDE)))
    met = (pointer.exact_unit_at(start + way * (step / steps)) for step in range(steps + 1))
    return np.array(list(dict.fromkeys(unit for unit in met if unit is not None)), dtype=np.int32)


def is_click(start: QPointF, end: QPointF) -> bool:
    """Tell whether a press and a release so far apart are a click."""
    return max(abs(end.x() - start.x()), abs(end.y() - start.y())) <= CLICK_WITHIN
