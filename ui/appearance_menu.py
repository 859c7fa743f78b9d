"""The choice between light, dark and what the system has."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ui.preferences import Appearance, Preferences
from ui.theme import set_appearance

_LABELS = {Appearance.SYSTEM: "As the &system has it", Appearance.LIGHT: "&Light", Appearance.DARK: "&Dark"}


class AppearanceMenu(QMenu):
    """Offers the appearances; the choice holds at once and at the next start."""

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        """Keep the choice in the preferences."""
        super().__init__(parent)
        self._preferences = preferences
        group = QActionGroup(self)
        for appearance, label in _LABELS.items():
            action = group.addAction(label)
            action.setObjectName(f"appearance_{appearance}")
            action.setCheckable(True)
            action.setChecked(appearance is preferences.appearance)
            action.triggered.connect(partial(self._choose, appearance))
            self.addAction(action)

    def _choose(self, appearance: Appearance) -> None:
        self._preferences.appearance = appearance
        application = QApplication.instance()
        if isinstance(application, QApplication):
            set_appearance(application, appearance)
