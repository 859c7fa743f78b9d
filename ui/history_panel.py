"""The list of steps; a click goes to the state after a step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QListView, QWidget

from ui.session import Session

Index = QModelIndex | QPersistentModelIndex

_START = "Start"


class HistoryModel(QAbstractListModel):
    """Row 0 is the start, row n the state after the n-th step; undone steps are grey."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self._session = session
        self._texts: tuple[str, ...] = ()
        session.history_changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        texts = (_START, *(step.text for step in self._session.proposal.history.steps))
        known = len(self._texts)
        if known and texts[:known] == self._texts and len(texts) > known:
            self.beginInsertRows(QModelIndex(), known, len(texts) - 1)
            self._texts = texts
            self.endInsertRows()
        elif texts != self._texts:
            self.beginResetModel()
            self._texts = texts
            self.endResetModel()
        self.dataChanged.emit(self.index(0), self.index(len(texts) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of steps and the start."""
        return 0 if parent.isValid() else len(self._texts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return the text of a step, and whether it is in force."""
        position = self._session.proposal.history.position
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._texts[index.row()]
            case Qt.ItemDataRole.ForegroundRole if index.row() > position:
                return QColor("#98a1aa")
            case Qt.ItemDataRole.FontRole if index.row() == position:
                font = QFont()
                font.setBold(True)
                return font
        return None


class HistoryView(QListView):
    """Shows the steps, the present state in sight."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self.setObjectName("historyView")
        self.setAccessibleName("History")
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._session = session
        self.setModel(HistoryModel(session, self))
        self.clicked.connect(self._go_to)
        self.activated.connect(self._go_to)
        session.history_changed.connect(self._show_position)
        self._show_position()

    def _go_to(self, index: QModelIndex) -> None:
        if index.row() != self._session.proposal.history.position:
            self._session.go_to(index.row())

    def _show_position(self) -> None:
        index = self.model().index(self._session.proposal.history.position, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
