"""A box that offers the columns of a layer, with one or two other choices before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy

from borderkit.own_layer.found import FoundField
from ui.layer_wizard.texts import on_one_line, tip

_LEAST_LETTERS = 12
_SHOWN_AT_ONCE = 18
_TIP = Qt.ItemDataRole.ToolTipRole


class FieldBox(QComboBox):
    """Columns by name, after other entries. Which entry is which is told by its place: a column may have any name."""

    def __init__(self, name: str, says: str) -> None:
        """Start empty; ``says`` is what a screen reader says."""
        super().__init__()
        self._others = 0
        self._fields: list[str] = []
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setMaxVisibleItems(_SHOWN_AT_ONCE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(
        self, fields: Sequence[FoundField], others: Sequence[str] = (), reasons: Mapping[str, str] | None = None
    ) -> None:
        """Offer columns after other entries; reasons for and against columns are told as tool tips."""
        self.clear()
        self._others, self._fields = len(others), [field.name for field in fields]
        self.addItems(list(others))
        if others and fields:
            self.insertSeparator(self.count())
        for field in fields:
            self.addItem(on_one_line(field.name))
            self.setItemData(self.count() - 1, tip((reasons or {}).get(field.name, "")), _TIP)

    @property
    def field(self) -> str:
        """The column that is chosen; "" where another entry is, or none."""
        row = self.currentIndex() - self._before
        return self._fields[row] if 0 <= row < len(self._fields) else ""

    @property
    def other(self) -> int:
        """Which of the other entries is chosen; -1 where a column is, or nothing."""
        return self.currentIndex() if self.currentIndex() < self._others else -1

    @property
    def _before(self) -> int:
        return self._others + 1 if self._others else 0

    def choose_field(self, field: str) -> None:
        """Choose a column; the first entry where there is none of that name."""
        row = self._fields.index(field) + self._before if field in self._fields else 0
        self.setCurrentIndex(row if self.count() else -1)

    def choose_other(self, number: int) -> None:
        """Choose one of the other entries."""
        self.setCurrentIndex(number)
