"""What lies on the map besides the picture."""

from __future__ import annotations

from PySide6.QtCore import QObject

from borderkit.prepared import PreparedLayer
from ui.map_canvas import MapCanvas
from ui.map_style import MapStyle
from ui.session import Session


class MapFurniture(QObject):
    """Places the legend and the scale."""

    def __init__(self, prepared: PreparedLayer, session: Session, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.shows_names = True

    def show_names(self, shown: bool) -> None:
        self.shows_names = shown

    def set_style(self, style: MapStyle) -> None:
        pass
