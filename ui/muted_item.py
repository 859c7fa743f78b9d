"""An entry of a list that is only to be read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.tints import tints


class MutedItem(QListWidgetItem):
    """Paler than the others, in whatever scheme it is painted: a check that is met, a list that has nothing."""

    def data(self, role: int) -> Any:  # noqa: ANN401 - Qt's own
        """Return the colour of muted letters, and all else as Qt has it."""
        return tints().muted if role == Qt.ItemDataRole.ForegroundRole else super().data(role)


def add_note(text: str, view: QListWidget) -> None:
    """Add a line that cannot be chosen."""
    MutedItem(text, view).setFlags(Qt.ItemFlag.NoItemFlags)
