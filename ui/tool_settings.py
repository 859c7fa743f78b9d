"""What the tools of the map are set to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from borderkit.filling import FillRule

#: The brush's radii on offer, in pixels; 0 is the county under the pointer alone.
BRUSHES = (0, 8, 16, 28, 44, 64, 96)


class ToolSettings(QObject):
    """The brush and the rule of filling, for as long as the program runs.

    Signals:
        changed: one of them differs.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with single counties, and with filling whole states."""
        super().__init__(parent)
        self.brush = BRUSHES[0]
        self.fill_rule = FillRule()
        self.within_selection = False

    def set_brush(self, radius: int) -> None:
        """Paint with a brush of that radius in pixels."""
        if radius != self.brush:
            self.brush = radius
            self.changed.emit()

    def wider_brush(self) -> None:
        """Take the next larger brush."""
        self.set_brush(next((brush for brush in BRUSHES if brush > self.brush), BRUSHES[-1]))

    def narrower_brush(self) -> None:
        """Take the next smaller brush."""
        self.set_brush(next((brush for brush in reversed(BRUSHES) if brush < self.brush), BRUSHES[0]))

    def set_fill_rule(self, rule: FillRule) -> None:
        """Fill by another rule."""
        if rule != self.fill_rule:
            self.fill_rule = rule
            self.changed.emit()

    def set_within_selection(self, within: bool) -> None:
        """Fill within the selection alone, or everywhere."""
        if within != self.within_selection:
            self.within_selection = within
            self.changed.emit()
