"""How the program's own widgets look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.actions import icon


def dress(application: QApplication) -> None:
    """Give the application its name, icon and calm look, the same on every system."""
    application.setApplicationName("BorderKit")
    application.setApplicationDisplayName("BorderKit")
    application.setDesktopFileName("borderkit")
    application.setWindowIcon(icon("borderkit"))
    application.setStyle("Fusion")
    # The map's fills and lines are made for a light surround.
    application.styleHints().setColorScheme(Qt.ColorScheme.Light)
    palette = application.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#f6f7f8"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#2f6ea5"))
    application.setPalette(palette)
