"""The map's tools: each turns presses, drags and releases into units for the session."""

from ui.tools.base import Hand, Press, Tool
from ui.tools.fill import FillTool
from ui.tools.moving import PanTool, ZoomTool
from ui.tools.paint import PaintTool
from ui.tools.push import PushTool
from ui.tools.region import LassoTool, RectangleTool
from ui.tools.select import SelectTool

#: In the order in which they are offered.
TOOLS: tuple[type[Tool], ...] = (
    SelectTool,
    PaintTool,
    RectangleTool,
    LassoTool,
    PushTool,
    FillTool,
    ZoomTool,
    PanTool,
)

__all__ = ["TOOLS", "Hand", "Press", "Tool"]
