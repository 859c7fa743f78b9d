"""The middle of the window: the electors, what to do next, the tools' settings, and the map with what lies on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderkit.number_format import NumberFormat
from borderkit.prepared import PreparedLayer
from ui.electoral_bar import ElectoralBar
from ui.forecast_card import ForecastCard
from ui.hint_line import HintLine
from ui.legend_flow import LegendFlow
from ui.map_canvas import MapCanvas
from ui.map_furniture import MapFurniture
from ui.map_style import dark, light
from ui.portrayal_selector import PortrayalSelector
from ui.session import Session
from ui.tints import is_dark
from ui.tool_strip import ToolStrip


class MapPanel(QWidget):
    """Lays the parts out and keeps them in the colours of the scheme."""

    def __init__(self, prepared: PreparedLayer, session: Session, numbers: NumberFormat) -> None:
        """Show a session's proposal."""
        super().__init__()
        self.electors = ElectoralBar(session, numbers)
        self.hint = HintLine()
        self.canvas = MapCanvas(prepared, session)
        self.strip = ToolStrip(session, self.canvas.settings)
        self.colors = PortrayalSelector(prepared.layer)
        self.card = ForecastCard(session, numbers, self.canvas)
        self.furniture = MapFurniture(prepared, session, self.canvas)
        self.legend = LegendFlow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.electors)
        self.electors.setVisible(session.layer.is_union)
        layout.addWidget(self.hint)
        layout.addWidget(self.strip)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.legend)
        layout.addWidget(self.colors)
        self.card.move(10, 10)
        self.canvas.would_take.connect(self.card.show_for)
        self.colors.chosen.connect(self.canvas.scene.choose)
        self.canvas.scene.legend_changed.connect(self._show_seeing)
        session.units_moved.connect(self._show_seeing)
        self._show_seeing()
        self._follow_scheme()

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers another way."""
        self.card.set_numbers(numbers)
        self.strip.set_area_unit(numbers.area_unit)
        scene = self.canvas.scene
        scene.choose(replace(scene.choice, area_unit=numbers.area_unit))

    def _show_seeing(self) -> None:
        """Show what the map shows."""
        scene = self.canvas.scene
        self.colors.show_choice(scene.choice)
        self.legend.set_legend(scene.legend, hatched=scene.is_hatched, moved=scene.has_old_lines)

    def _follow_scheme(self) -> None:
        style = dark() if is_dark() else light()
        self.canvas.scene.set_style(style)
        self.card.set_style(style)
        self.furniture.set_style(style)
        self.legend.set_style(style)

    # Qt's events

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "furniture"):
            self._follow_scheme()
