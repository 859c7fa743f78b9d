"""The shelf: bundled proposals, to be opened as a copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from borderkit.shelf import ShelfEntry
from ui.number_format import NumberFormat

_ID_ROLE = Qt.ItemDataRole.UserRole
_CHOOSE = "Choose a proposal to read what it is. Double-click it to open a copy."


class ShelfPanel(QWidget):
    """The list by group, and what is said of the chosen proposal.

    Signals:
        open_wanted: the id of a proposal to open as a copy.
    """

    open_wanted = Signal(str)

    def __init__(self, entries: list[ShelfEntry], numbers: NumberFormat, parent: QWidget | None = None) -> None:
        """Show the entries, in their order."""
        super().__init__(parent)
        self._entries = {entry.id: entry for entry in entries}
        self._numbers = numbers
        self._tree = QTreeWidget()
        self._tree.setHeaderHidden(True)
        self._tree.setObjectName("proposalShelf")
        self._tree.setAccessibleName("Bundled proposals")
        self._tree.setIndentation(14)
        self._fill(entries)
        self._about = QLabel(_CHOOSE, wordWrap=True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._open = QPushButton("Open a copy")
        self._open.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._about)
        layout.addWidget(self._open)
        self._tree.currentItemChanged.connect(self._show_about)
        self._tree.itemActivated.connect(self._open_item)
        self._open.clicked.connect(self._open_current)

    def _fill(self, entries: list[ShelfEntry]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for entry in entries:
            if entry.group not in groups:
                heading = groups[entry.group] = QTreeWidgetItem(self._tree, [entry.group])
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = QFont()
                font.setBold(True)
                heading.setFont(0, font)
                heading.setExpanded(True)
            item = QTreeWidgetItem(groups[entry.group], [entry.title])
            item.setData(0, _ID_ROLE, entry.id)
            item.setToolTip(0, entry.title)

    def _show_about(self, item: QTreeWidgetItem | None) -> None:
        entry = self._entry(item)
        self._open.setEnabled(entry is not None)
        if entry is None:
            self._about.setText(_CHOOSE)
            return
        moved = (
            f"{self._numbers.count(entry.units_moved)} counties, {self._numbers.count(entry.people_moved)} people"
        )
        certainty = f"\nCounty list: {entry.certainty}." if entry.certainty else ""
        self._about.setText(
            f"{moved} ({entry.document.details.date}).\n{entry.document.details.summary}{certainty}"
        )

    def _entry(self, item: QTreeWidgetItem | None) -> ShelfEntry | None:
        return self._entries.get(item.data(0, _ID_ROLE)) if item else None

    def _open_item(self, item: QTreeWidgetItem | None) -> None:
        entry = self._entry(item)
        if entry:
            self.open_wanted.emit(entry.id)

    def _open_current(self) -> None:
        self._open_item(self._tree.currentItem())
