"""What the tools may reach of the map."""

from __future__ import annotations

from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from borderkit.layer import UnitIndices
from ui.map_navigator import Navigator
from ui.map_pointer import MapPointer
from ui.map_scene import MapScene
from ui.session import Session
from ui.tool_settings import ToolSettings

_STEP = 1.5


class MapHand(QObject):
    """Stands between the tools and the parts of the map.

    Signals:
        marked: the units that the gesture in hand would take.
    """

    marked = Signal(object)

    def __init__(
        self, session: Session, pointer: MapPointer, scene: MapScene, navigator: Navigator, parent: QObject
    ) -> None:
        """Reach for the parts of one map."""
        super().__init__(parent)
        self.session = session
        self.pointer = pointer
        self.settings = ToolSettings(self)
        self._scene = scene
        self._navigator = navigator

    def mark(self, units: UnitIndices) -> None:
        """Tint the units that the gesture would take, and tell what would change."""
        self._scene.mark(units)
        self.marked.emit(units)

    def at_once(self) -> AbstractContextManager[None]:
        """Show what changes meanwhile in one go at the end."""
        return self._scene.at_once()

    def look_at_pixels(self, rectangle: QRectF) -> None:
        """Fill the window with a rectangle of it."""
        self._navigator.look_at_pixels(rectangle)

    def zoom_at(self, at: QPointF, nearer: bool) -> None:
        """Magnify by a step about a pixel, or the opposite."""
        self._navigator.zoom(_STEP if nearer else 1 / _STEP, at)
