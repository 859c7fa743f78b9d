"""A panel beside the map, with buttons in its title that can be seen on dark ground too."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QWidget

from ui.icons import icon

#: Qt's names for the buttons of a title, and our icons for them: Qt's own are of one grey in both schemes.
_BUTTONS = {"qt_dockwidget_floatbutton": "float", "qt_dockwidget_closebutton": "close"}


class PanelDock(QDockWidget):
    """A dock with a panel in it; ``dockTITLE`` is its object name, by which the layout is remembered."""

    def __init__(self, title: str, panel: QWidget, parent: QWidget | None = None) -> None:
        """Put the panel into a dock."""
        super().__init__(title, parent)
        self.setObjectName(f"dock{title}")
        self.setWidget(panel)
        # Qt gives the buttons its own icons again when the dock leaves the window or returns, and with a style.
        self.topLevelChanged.connect(self._draw_buttons)
        self._draw_buttons()

    def changeEvent(self, event: QEvent) -> None:
        """Keep our icons when the style changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_buttons()

    def _draw_buttons(self) -> None:
        for button in self.findChildren(QAbstractButton):
            if button.objectName() in _BUTTONS:
                button.setIcon(icon(_BUTTONS[button.objectName()]))
