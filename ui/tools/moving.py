"""The tools that move nothing but the view."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt

from ui.tools.base import Hand, Press, Tool, is_click


class PanTool(Tool):
    """The left button drags the map; the canvas does it, as with the middle button."""

    name = "pan"
    cursor = Qt.CursorShape.OpenHandCursor
    hint = "Drag the map. With the other tools, hold the middle button or the space bar to drag."


class ZoomTool(Tool):
    """A box is magnified to fill the window; a click goes one step nearer, with Shift one step back."""

    name = "zoom"
    cursor = Qt.CursorShape.CrossCursor
    hint = "Drag a box to fill the window with it; click to go nearer, Shift-click to go further out."

    def __init__(self, hand: Hand) -> None:
        """Begin without a box."""
        super().__init__(hand)
        self._start: Press | None = None
        self._end = QPointF()

    @property
    def outline(self) -> list[tuple[float, float]]:
        """The box."""
        if self._start is None:
            return []
        to_map = self._hand.pointer.to_map
        (x0, y0), (x1, y1) = to_map(self._start.at), to_map(self._end)
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]

    def press(self, press: Press) -> None:
        """Begin a box."""
        self._start, self._end = press, press.at

    def drag(self, press: Press) -> None:
        """Draw the box."""
        self._end = press.at

    def release(self, press: Press) -> None:
        """Fill the window with the box."""
        start, self._start = self._start, None
        if start is None:
            return
        if is_click(start.at, press.at):
            self._hand.zoom_at(start.at, not start.selects)
        else:
            self._hand.look_at_pixels(QRectF(start.at, press.at).normalized())

    def give_up(self) -> bool:
        """Drop the box."""
        in_progress, self._start = self._start is not None, None
        return in_progress
