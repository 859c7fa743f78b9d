"""What the Help menu shows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from borderkit import __version__
from borderkit.bundled import BUNDLED_NAME
from borderkit.layer import UnitLayer
from borderkit.notes import TERRITORIES
from ui import messages
from ui.actions import MENUS
from ui.dialogs import FiguresDialog, ShortcutsDialog

_PURPOSE = "Redraw the borders of {states}, {unit} by {unit}, and see at once what follows. It takes no side.\n\n"


class HelpCommands(QObject):
    """Shows dialogs over a window."""

    def __init__(self, layer: UnitLayer, actions: Mapping[str, QAction], window: QWidget) -> None:
        """Tell of a layer and of the window's actions."""
        super().__init__(window)
        self._layer = layer
        self._actions = actions
        self._window = window

    def show_shortcuts(self) -> None:
        """List every key."""
        menus = [
            (title.replace("&", ""), [self._actions[spec.name] for spec in specs if spec]) for title, specs in MENUS
        ]
        ShortcutsDialog(menus, self._layer.wording, self._window).exec()

    def show_figures(self) -> None:
        """Tell how the figures are made."""
        FiguresDialog(self._window).exec()

    def show_about(self) -> None:
        """Tell what the program and its map are."""
        messages.show_notice(
            self._window,
            f"BorderKit {__version__}",
            self._layer.wording.fill(_PURPOSE) + self._map_told(),
        )

    def _map_told(self) -> str:
        layer = self._layer
        count = layer.wording.count(len(layer))
        if layer.name != BUNDLED_NAME:
            return f"Map: {count} of the layer {layer.name}."
        return (
            f"Map: {count} and county equivalents, US Census Bureau, boundaries of {layer.vintage}. Alaska and Hawaii "
            f"are insets; Hawaii's uninhabited northwestern islets are not drawn. {TERRITORIES}"
        )
