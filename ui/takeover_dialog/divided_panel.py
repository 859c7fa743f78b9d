"""What becomes of units whose pieces go different ways, and which those are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from borderkit.layer import UnitLayer
from borderkit.takeover.taken import Divided, DividedRule
from ui.muted_item import add_note


class DividedPanel(QWidget):
    """The two rules, and the list.

    Signals:
        rule_chosen: the other rule holds now.
    """

    rule_chosen = Signal()

    def __init__(self, layer: UnitLayer) -> None:
        """Begin with the rule that moves nothing which nobody chose."""
        super().__init__()
        self._layer = layer
        one, several = layer.called
        self.stays = QRadioButton("They stay &home, and are noted as divided")
        self.stays.setToolTip(
            f"The proposal shows between which bounds its figures lie; each {one} can be refined with its pieces later."
        )
        self.most = QRadioButton("They go &with most of their pieces")
        self.most.setToolTip("How many people live in the pieces is not known: pieces count alike, however large.")
        self.stays.setChecked(True)
        self.list = QListWidget()
        self.list.setObjectName("dividedList")
        self.list.setAccessibleName(f"Divided {several}")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(f"What becomes of {several} whose pieces go different ways:"))
        layout.addWidget(self.stays)
        layout.addWidget(self.most)
        layout.addWidget(self.list, 1)
        self.stays.toggled.connect(self.rule_chosen)

    @property
    def rule(self) -> DividedRule:
        """The rule that holds."""
        return DividedRule.STAYS_HOME if self.stays.isChecked() else DividedRule.MOST_PIECES

    def show_divided(self, divided: Sequence[Divided]) -> None:
        """List units in words."""
        self.list.clear()
        for entry in divided:
            home = self._layer.home_of(entry.unit).name
            QListWidgetItem(f"{entry.label}, {home}: {entry.said}", self.list)
        if not divided:
            add_note(f"No {self._layer.called[0]} is divided as the districts go now.", self.list)
