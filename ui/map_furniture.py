"""What lies on the map besides the picture: names, the scale and the north."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF

from borderkit.prepared import PreparedLayer
from ui.map_canvas import MapCanvas
from ui.map_names import MapNames
from ui.map_scale import MapScale
from ui.map_style import MapStyle
from ui.session import Session


class MapFurniture(QObject):
    """Keeps everything that explains the picture in step with it."""

    def __init__(self, prepared: PreparedLayer, session: Session, canvas: MapCanvas) -> None:
        """Furnish a canvas."""
        super().__init__(canvas)
        self._prepared = prepared
        self._canvas = canvas
        self.scale = MapScale(canvas, canvas.renderer.style)
        self.names = MapNames(prepared, session, canvas, self._covered)
        canvas.paint_over_picture(self.names.paint)
        self.names.changed.connect(canvas.update)
        canvas.painting.settled.connect(self._show_scale)
        self._show_scale()

    def set_style(self, style: MapStyle) -> None:
        """Lie on another ground."""
        for part in (self.names, self.scale):
            part.set_style(style)

    def _covered(self) -> list[QRectF]:
        """Return what the scale covers of the map."""
        return [self.scale.covered]

    def _show_scale(self) -> None:
        self.scale.show_view(self._canvas.map_view, self._prepared.frame.ground)
