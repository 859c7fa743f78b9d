"""The list of joined columns: what each is, where it came from, and how to let go of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from borderkit.joining.in_document import KeptColumn
from borderkit.joining.written import kind_text
from ui.refusal_label import RefusalLabel
from ui.session import Session

_HEADS = ("Column", "Unit of measure", "It is taken as", "Known of", "Joined from", "Source")
_KEY = Qt.ItemDataRole.UserRole
_NONE = "No column is joined. A table of figures by {unit}, as CSV or Excel, can be joined by identifiers or names."
_WIDTHS = (150, 100, 150, 130, 150)


class JoinedColumnsDialog(QDialog):
    """Follows the proposal while it is open.

    Signals:
        remove_wanted: with the key of a column.
        join_wanted: another table is to be joined.
    """

    remove_wanted = Signal(str)
    join_wanted = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        """List the columns of the proposal in work."""
        super().__init__(window)
        self.setObjectName("joinedColumns")
        self.setWindowTitle("Joined columns")
        self._session = session
        self.list = QTreeWidget()
        self.list.setObjectName("joinedColumnList")
        self.list.setAccessibleName("Joined columns")
        self.list.setRootIsDecorated(False)
        self.list.setAllColumnsShowFocus(True)
        self.list.setHeaderLabels(_HEADS)
        for section, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(section, width)
        self._none = QLabel(session.layer.wording.fill(_NONE), wordWrap=True)
        self.refusal = RefusalLabel()
        self.remove = QPushButton("&Remove")
        self._join = QPushButton("&Join a table…")
        self._close = QPushButton("Close")
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addWidget(self._join)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        for button in (self.remove, self._join, self._close):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)
        self.resize(860, 320)
        self.list.currentItemChanged.connect(self._show_enabled)
        self.remove.clicked.connect(self._remove)
        self._join.clicked.connect(self.join_wanted)
        self._close.clicked.connect(self.close)
        session.details_changed.connect(self.refresh)
        session.proposal_replaced.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """List the columns anew."""
        joined = self._session.proposal.joined
        self.list.clear()
        self.refusal.setText("")
        for kept in joined.kept if joined else ():
            self._add(kept)
        self._none.setVisible(joined is None or not joined.kept)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self._show_enabled()

    def refuse(self, text: str) -> None:
        """Say why a column cannot be removed."""
        self.refusal.setText(text)

    def _add(self, kept: KeptColumn) -> None:
        column, layer = kept.column, self._session.proposal.layer
        known = f"{int(column.usable.sum()):,} of {len(layer):,} {layer.called[1]}"
        if kept.unknown:
            known += f"; {len(kept.unknown):,} others that this map has not"
        origin = f"{kept.file}, {kept.heading}" if kept.heading else kept.file
        texts = [column.label, column.unit, kind_text(column), known, origin, column.source]
        item = QTreeWidgetItem(self.list, texts)
        for section, text in enumerate(texts):
            item.setToolTip(section, text)
        item.setData(0, _KEY, column.key)

    def _show_enabled(self) -> None:
        self.remove.setEnabled(self.list.currentItem() is not None)

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.remove_wanted.emit(item.data(0, _KEY))
