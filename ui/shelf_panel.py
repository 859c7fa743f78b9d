"""The shelf: bundled proposals, to be opened as a copy."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from borderkit.effects import line_of_effect
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal
from borderkit.refining import divided_like
from borderkit.shelf import ShelfEntry
from ui.map_renderer import MapRenderer
from ui.preview import preview

_ID_ROLE = Qt.ItemDataRole.UserRole
_ABOUT_HEIGHT, _PREVIEW_WIDTH = 128, 150
#: While nothing is chosen, the list has the room.
_HINT_HEIGHT = 48
_CHOOSE = "Choose a proposal to read what it is. Double-click it to open a copy."
NOT_FOR_THIS_MAP = "The bundled proposals are drawn over the bundled map of counties, and are not for this one."


class ShelfPanel(QWidget):
    """The list by group, and what is said of the chosen proposal.

    Signals:
        open_wanted: the id of a proposal to open as a copy.
    """

    open_wanted = Signal(str)

    def __init__(
        self, entries: list[ShelfEntry], renderer: MapRenderer, numbers: NumberFormat, parent: QWidget | None = None
    ) -> None:
        """Show the entries, in their order; ``renderer`` draws their previews."""
        super().__init__(parent)
        self._entries = {entry.id: entry for entry in entries}
        self._renderer = renderer
        self._numbers = numbers
        self._search = QLineEdit(placeholderText="Search the shelf", clearButtonEnabled=True)
        self._search.setObjectName("shelfSearch")
        self._search.setEnabled(bool(entries))
        self._tree = QTreeWidget()
        self._tree.setHeaderHidden(True)
        self._tree.setObjectName("proposalShelf")
        self._tree.setAccessibleName("Bundled proposals")
        self._tree.setIndentation(14)
        self._fill(entries)
        self._about = QPlainTextEdit(_CHOOSE if entries else NOT_FOR_THIS_MAP, readOnly=True)
        self._about.setAccessibleName("About the chosen proposal")
        self._about.setMaximumHeight(_HINT_HEIGHT)
        self._picture = QLabel()
        self._picture.setObjectName("shelfPreview")
        self._picture.setFixedWidth(_PREVIEW_WIDTH)
        self._picture.hide()
        self._open = QPushButton("Open a copy")
        self._open.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._search)
        layout.addWidget(self._tree, 1)
        about = QHBoxLayout()
        about.addWidget(self._about, 1)
        about.addWidget(self._picture)
        layout.addLayout(about)
        layout.addWidget(self._open)
        self._search.textChanged.connect(self._show_found)
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
        self._picture.setVisible(entry is not None)
        self._about.setMaximumHeight(_HINT_HEIGHT if entry is None else _ABOUT_HEIGHT)
        if entry is None:
            self._about.setPlainText(_CHOOSE)
            self._picture.clear()
            return
        details = entry.document.details
        proposal = Proposal(self._renderer.prepared.layer, entry.document)
        effect = line_of_effect(proposal, self._numbers.count)
        self._show_preview(entry)
        certainty = f"\nCounty list: {entry.certainty}." if entry.certainty else ""
        self._about.setPlainText(f"{details.author}, {details.date}. {effect}.\n{details.summary}{certainty}")

    def _show_preview(self, entry: ShelfEntry) -> None:
        layer = self._renderer.prepared.layer
        proposal = Proposal(layer, divided_like(layer, entry.document))
        self._picture.setPixmap(preview(self._renderer, proposal, _PREVIEW_WIDTH, _ABOUT_HEIGHT))

    def _show_preview_again(self) -> None:
        entry = self._entry(self._tree.currentItem())
        if entry is not None:
            self._show_preview(entry)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the preview again for another scheme, once the renderer has been told of it as well."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._show_preview_again)

    @property
    def ids(self) -> list[str]:
        """The proposals of the shelf."""
        return list(self._entries)

    @property
    def about_text(self) -> str:
        """What is said of the chosen proposal."""
        return self._about.toPlainText()

    def choose(self, id_: str) -> None:
        """Choose a proposal in the list, to read about it."""
        for item in self._tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive):
            if item.data(0, _ID_ROLE) == id_:
                self._tree.setCurrentItem(item)

    def _show_found(self, text: str) -> None:
        """Hide the entries that lack a word of the search."""
        words = text.casefold().split()
        for row in range(self._tree.topLevelItemCount()):
            heading = self._tree.topLevelItem(row)
            if heading is None:
                continue
            items = [item for n in range(heading.childCount()) if (item := heading.child(n)) is not None]
            for item in items:
                entry = self._entry(item)
                item.setHidden(entry is None or not all(word in entry.searched_text for word in words))
            heading.setHidden(all(item.isHidden() for item in items))

    def _entry(self, item: QTreeWidgetItem | None) -> ShelfEntry | None:
        return self._entries.get(item.data(0, _ID_ROLE)) if item else None

    def _open_item(self, item: QTreeWidgetItem | None) -> None:
        entry = self._entry(item)
        if entry:
            self.open_wanted.emit(entry.id)

    def _open_current(self) -> None:
        self._open_item(self._tree.currentItem())
