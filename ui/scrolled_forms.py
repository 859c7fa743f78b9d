"""Forms one below the other that scroll where a window is low, and never sideways."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_BESIDE_BAR = 6


def scrolled(forms: Iterable[QWidget]) -> QScrollArea:
    """Return an area with forms, as wide as the widest of them and the bar that scrolls them."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, _BESIDE_BAR, 0)
    for form in forms:
        layout.addWidget(form)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidget(column)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(column.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
