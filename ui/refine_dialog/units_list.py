"""The list of units that can be divided, and of those that are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

_UNIT = Qt.ItemDataRole.UserRole
_HEADS = ("Unit", "Pieces")
_PIECES_WIDTH = 128


class UnitsList(QTreeWidget):
    """Two headings, units with boxes to tick below each.

    Signals:
        ticked_changed: other units are ticked.
        unit_chosen: the position of the unit that the person looks at now; -1 for none.
    """

    ticked_changed = Signal()
    unit_chosen = Signal(int)

    def __init__(self) -> None:
        """Start without units."""
        super().__init__()
        self.setObjectName("unitsToDivide")
        self.setAccessibleName("Units to divide")
        self.setHeaderLabels(_HEADS)
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, _PIECES_WIDTH)
        self._to_divide = self._heading("To be divided")
        self._divided = self._heading("Divided now: tick to make whole again")
        self._items: dict[int, QTreeWidgetItem] = {}
        self._show_headings()
        self.itemChanged.connect(self._tell_ticked)
        self.currentItemChanged.connect(self._tell_chosen)

    def add(self, unit: int, label: str, *, ticked: bool = False, divided: bool = False, pieces: str = "") -> None:
        """Add a unit, by position; one that is there already is ticked, if it is to be."""
        item = self._items.get(unit)
        if item is None:
            self.blockSignals(True)
            item = QTreeWidgetItem(self._divided if divided else self._to_divide, [label, pieces])
            item.setData(0, _UNIT, unit)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            self._items[unit] = item
            self.blockSignals(False)
            self._show_headings()
        if ticked:
            item.setCheckState(0, Qt.CheckState.Checked)

    def __contains__(self, unit: int) -> bool:
        return unit in self._items

    def ticked(self, *, divided: bool = False) -> list[int]:
        """Return the units that are ticked, of those to be divided or of those that are."""
        items = [self._items[unit] for unit in self._below(self._divided if divided else self._to_divide)]
        return [item.data(0, _UNIT) for item in items if item.checkState(0) is Qt.CheckState.Checked]

    def to_divide(self) -> Sequence[int]:
        """Return the units that can be ticked to be divided."""
        return self._below(self._to_divide)

    def untick(self, units: Sequence[int]) -> None:
        """Take the ticks away from units."""
        for unit in units:
            self._items[unit].setCheckState(0, Qt.CheckState.Unchecked)

    def tick(self, unit: int, on: bool = True) -> None:
        """Tick a unit, as the person would."""
        self._items[unit].setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def show_pieces(self, unit: int, text: str) -> None:
        """Say of a unit what there is of pieces."""
        self.blockSignals(True)
        self._items[unit].setText(1, text)
        self.blockSignals(False)

    @property
    def chosen(self) -> int:
        """The unit that the person looks at, -1 if none."""
        item = self.currentItem()
        unit = item.data(0, _UNIT) if item is not None else None
        return -1 if unit is None else int(unit)

    def choose(self, unit: int) -> None:
        """Look at a unit."""
        self.setCurrentItem(self._items[unit])

    def _below(self, heading: QTreeWidgetItem) -> list[int]:
        return [unit for unit, item in self._items.items() if item.parent() is heading]

    def _heading(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFirstColumnSpanned(True)
        item.setExpanded(True)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        return item

    def _show_headings(self) -> None:
        self._to_divide.setHidden(not self._to_divide.childCount() and bool(self._divided.childCount()))
        self._divided.setHidden(not self._divided.childCount())

    def _tell_ticked(self, *_: object) -> None:
        self.ticked_changed.emit()

    def _tell_chosen(self, *_: object) -> None:
        self.unit_chosen.emit(self.chosen)
