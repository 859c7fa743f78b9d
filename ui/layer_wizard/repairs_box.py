"""What is repaired in the outlines; closed until somebody wants to know."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from borderkit.own_layer.recipe import ALL_REPAIRS, Repair

_SAID: Mapping[Repair, str] = {
    Repair.RINGS: "Invalid rings: outlines that cross themselves are untangled",
    Repair.HEIGHTS: "Heights are left out",
    Repair.DUPLICATES: "Duplicates: rows that are there twice are taken once",
    Repair.SAME_IDENTIFIER: "Parts with one identifier are joined to one unit",
    Repair.ANTIMERIDIAN: "Outlines across the antimeridian are cut there",
    Repair.OVERLAPS: "Overlaps: each place is given to one of the units",
    Repair.GAPS: "Gaps and slivers between units are filled; lakes and enclaves stay",
}
_INDENT = 20


class RepairsBox(QWidget):
    """A heading that opens, and a box to tick for each kind of repair.

    Signals:
        changed: another repair is wanted, or one less.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Start closed, with all repairs."""
        super().__init__()
        self.heading = QToolButton()
        self.heading.setObjectName("wizardRepairs")
        self.heading.setCheckable(True)
        self.heading.setAutoRaise(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.boxes = {repair: QCheckBox(text) for repair, text in _SAID.items()}
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(_INDENT, 0, 0, 0)
        inside.setSpacing(2)
        for box in self.boxes.values():
            inside.addWidget(box)
            box.toggled.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self._inside)
        self.heading.toggled.connect(self._open)
        self.show_repairs(ALL_REPAIRS)
        self._open(wide=False)

    @property
    def repairs(self) -> frozenset[Repair]:
        """What is to be repaired."""
        return frozenset(repair for repair, box in self.boxes.items() if box.isChecked())

    def show_repairs(self, repairs: frozenset[Repair]) -> None:
        """Tick some kinds of repair."""
        for repair, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(repair in repairs)
            box.blockSignals(False)
        self._show()

    def _open(self, wide: bool) -> None:
        self._inside.setVisible(wide)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if wide else Qt.ArrowType.RightArrow)

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        chosen = len(self.repairs)
        which = (
            "" if chosen == len(self.boxes) else f" ({chosen} of {len(self.boxes)} kinds)" if chosen else " (nothing)"
        )
        self.heading.setText(f"Re&pair what is wrong with outlines, and tell it afterwards{which}")
