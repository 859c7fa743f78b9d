"""Rectangle and lasso: they take the units whose anchor lies within a line."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from PySide6.QtCore import QPointF, Qt

from borderkit.anchors import Lasso
from borderkit.layer import UnitIndices
from ui.tools.base import Hand, Press, Tool, is_click

#: So many units are tinted while the line is drawn; of more only the number and the figures are shown.
_MOST_MARKED = 4000


class RegionTool(Tool, ABC):
    """With a target the units within move there, as one step; without one, or with Shift, they are selected.

    A click, which encloses nothing, takes the county under the pointer.
    """

    edits = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hand: Hand) -> None:
        """Begin with no line in progress."""
        super().__init__(hand)
        self._start: Press | None = None
        self._is_click = True

    def press(self, press: Press) -> None:
        """Begin a line."""
        self._start, self._is_click = press, True
        self._begin(press.at)

    def drag(self, press: Press) -> None:
        """Draw the line on, and show what lies within."""
        if self._start is None:
            return
        self._is_click = self._is_click and is_click(self._start.at, press.at)
        self._draw(press.at)
        units = self.units()
        self._hand.mark(units if len(units) <= _MOST_MARKED else units[:0])

    def release(self, press: Press) -> None:
        """Take what lies within."""
        start = self._start
        if start is None:
            return
        units = self._unit(start) if self._is_click else self.units()
        with self._hand.at_once():
            self._clear()
            self._take(units, start)

    def give_up(self) -> bool:
        """Drop the line."""
        in_progress = self._start is not None
        self._clear()
        return in_progress

    def would_take(self, press: Press) -> UnitIndices:
        """Return the county that a click would take, or what lies within the line in progress."""
        return self._unit(press) if self._start is None else self.units()

    @abstractmethod
    def units(self) -> UnitIndices:
        """Return the units within the line in progress."""

    @abstractmethod
    def _begin(self, at: QPointF) -> None:
        """Begin a line at a pixel."""

    @abstractmethod
    def _draw(self, at: QPointF) -> None:
        """Draw the line on to a pixel."""

    def _clear(self) -> None:
        self._start = None
        self._hand.mark(np.empty(0, dtype=np.int32))

    def _take(self, units: UnitIndices, start: Press) -> None:
        if self._session.target is not None and not start.selects:
            self._session.move(units)
        else:
            self._session.select(np.union1d(self._session.selection, units) if start.adds else units)


class RectangleTool(RegionTool):
    """Takes the units whose anchor lies in a rectangle."""

    name = "rectangle"
    hint = (
        "Drag a rectangle: the {units} whose middle lies within go to the target. With Shift, or without a target, "
        "they are selected. Esc drops it."
    )

    def __init__(self, hand: Hand) -> None:
        """Begin without corners."""
        super().__init__(hand)
        self._corners: list[tuple[float, float]] = []

    @property
    def outline(self) -> list[tuple[float, float]]:
        """The rectangle."""
        if len(self._corners) < 2:
            return []
        (x0, y0), (x1, y1) = self._corners
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]

    def units(self) -> UnitIndices:
        """Return the units in the rectangle."""
        if len(self._corners) < 2:
            return np.empty(0, dtype=np.int32)
        (x0, y0), (x1, y1) = self._corners
        return self._hand.pointer.anchors.within_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _begin(self, at: QPointF) -> None:
        self._corners = [self._hand.pointer.to_map(at)]

    def _draw(self, at: QPointF) -> None:
        self._corners = [self._corners[0], self._hand.pointer.to_map(at)]

    def _clear(self) -> None:
        self._corners = []
        super()._clear()


class LassoTool(RegionTool):
    """Takes the units whose anchor lies in a line drawn by hand."""

    name = "lasso"
    hint = (
        "Draw a line around {units}: those whose middle lies within go to the target. With Shift, or without a "
        "target, they are selected. Esc drops it."
    )

    def __init__(self, hand: Hand) -> None:
        """Begin without a line."""
        super().__init__(hand)
        self._lasso: Lasso | None = None

    @property
    def outline(self) -> list[tuple[float, float]]:
        """The line so far."""
        return self._lasso.line if self._lasso else []

    def units(self) -> UnitIndices:
        """Return the units within the line, its ends joined."""
        return self._lasso.units if self._lasso else np.empty(0, dtype=np.int32)

    def _begin(self, at: QPointF) -> None:
        self._lasso = self._hand.pointer.anchors.lasso()
        self._draw(at)

    def _draw(self, at: QPointF) -> None:
        if self._lasso is not None:
            self._lasso.add(*self._hand.pointer.to_map(at))

    def _clear(self) -> None:
        self._lasso = None
        super()._clear()
