"""A choice whose entries may be long: it asks for little room and shows the whole of an entry as a tool tip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy

_LEAST_LETTERS = 12


class LongCombo(QComboBox):
    """A combo box that is never wider than its place."""

    def __init__(self, object_name: str, accessible_name: str) -> None:
        """Start without entries."""
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(self.setToolTip)

    def fill(self, entries: Sequence[tuple[str, object]], chosen: object = None) -> None:
        """Show other entries, each a text and what it stands for, without telling anybody; keep what was chosen."""
        wanted = self.currentData() if chosen is None else chosen
        blocked = self.blockSignals(True)
        self.clear()
        for text, data in entries:
            self.addItem(text)
            place = self.count() - 1
            self.setItemData(place, data)
            self.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)
        values = [data for _, data in entries]
        self.setCurrentIndex(values.index(wanted) if wanted in values else 0 if values else -1)
        self.blockSignals(blocked)
        self.setToolTip(self.currentText())
