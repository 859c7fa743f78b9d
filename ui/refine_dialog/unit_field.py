"""A line to add a unit by its name or GEOID."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from borderkit.layer import UnitLayer

if TYPE_CHECKING:
    from borderkit.finding import Finder

_SHOWN_AT_MOST = 12


class UnitField(QWidget):
    """Finds units as the find box of the window does.

    Signals:
        unit_wanted: the position of a unit.
        refused: why nothing was found; "" when that is settled.
    """

    unit_wanted = Signal(int)
    refused = Signal(str)

    def __init__(self, layer: UnitLayer) -> None:
        """Find units of a layer."""
        super().__init__()
        self._layer = layer
        one = layer.called[0]
        self.line = QLineEdit()
        self.line.setObjectName("unitToAdd")
        self.line.setAccessibleName(f"Name of a {one} to add")
        self.line.setPlaceholderText(f"Add a {one}, with its state")
        self.add = QPushButton("&Add")
        self.add.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.add)
        self._completer = QCompleter([], self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN_AT_MOST)
        self.line.setCompleter(self._completer)
        self.line.textEdited.connect(self._offer)
        self.line.returnPressed.connect(self._take)
        self.add.clicked.connect(self._take)

    @cached_property
    def _finder(self) -> Finder:
        from borderkit.finding import Finder

        return Finder(self._layer)

    def _offer(self, text: str) -> None:
        labels = [match.label for match in self._finder.find(text, _SHOWN_AT_MOST) if match.unit is not None]
        model = self._completer.model()
        model.setStringList(labels)  # type: ignore[attr-defined] # a completer made of texts has a list of texts
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def _take(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        found = next((match.unit for match in self._finder.find(text, _SHOWN_AT_MOST) if match.unit is not None), None)
        if found is None:
            self.refused.emit(f"Nothing found for “{text[:60]}”. Type a name with its state, or a GEOID.")
            return
        self.refused.emit("")
        self.line.clear()
        self.unit_wanted.emit(found)
