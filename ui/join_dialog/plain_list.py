"""A long list of lines, to be read and walked through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView


class PlainList(QListView):
    """Lines of plain text.

    Signals:
        line_activated: with the position of a line that was double-clicked, or chosen with Return.
    """

    line_activated = Signal(int)

    def __init__(self, object_name: str, accessible_name: str) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self._lines = QStringListModel()
        self.setModel(self._lines)
        self.activated.connect(self._activate)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other lines."""
        self._lines.setStringList(list(lines))

    @property
    def lines(self) -> list[str]:
        """The lines."""
        return self._lines.stringList()

    def _activate(self, index: QModelIndex) -> None:
        self.line_activated.emit(index.row())
