"""A line that matters less than what it stands by."""

from __future__ import annotations

from PySide6.QtGui import QColor

from ui.elided_label import ElidedLabel
from ui.tints import tints


class MutedLabel(ElidedLabel):
    """Plain text on one line in the colour of what matters less, which follows the scheme."""

    def __init__(self, text: str = "") -> None:
        """Say a text."""
        super().__init__()
        self.setText(text)

    def letters(self) -> QColor:
        """Return the colour of the text."""
        return tints().muted
