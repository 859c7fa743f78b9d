"""The list of steps; a click goes to the state after a step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListView, QWidget

from borderkit.change import Step
from ui.session import Session
from ui.tints import tints

Index = QModelIndex | QPersistentModelIndex

_START = "Start"
_AFTER = 60


class HistoryModel(QAbstractListModel):
    """Row 0 is the start, row n the state after the n-th step; undone steps are grey."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self._session = session
        self._steps: list[Step] = []
        self._position = 0
        session.history_changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        """Follow the history; it grows at its end, and is cut there before it grows another way."""
        history = self._session.proposal.history
        known, n_steps = len(self._steps), len(history.steps)
        if n_steps >= known and (not known or history.steps[known - 1] is self._steps[-1]):
            if n_steps > known:
                self.beginInsertRows(QModelIndex(), known + 1, n_steps)
                self._steps.extend(history.steps[known:])
                self.endInsertRows()
        else:
            self.beginResetModel()
            self._steps = list(history.steps)
            self.endResetModel()
        first, last = sorted((self._position, history.position))
        self._position = history.position
        self.dataChanged.emit(self.index(min(first, n_steps)), self.index(min(last, n_steps)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of steps and the start."""
        return 0 if parent.isValid() else len(self._steps) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return the text of a step, and whether it is in force."""
        position = self._session.proposal.history.position
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._steps[index.row() - 1].text if index.row() else _START
            case Qt.ItemDataRole.ForegroundRole if index.row() > position:
                return tints().muted
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
        # Bringing a row into sight lays out every row: once a moment is enough, whatever the hand does.
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self._show_position)
        session.history_changed.connect(self._soon.start)
        self._show_position()

    def _go_to(self, index: QModelIndex) -> None:
        if index.row() != self._session.proposal.history.position:
            self._session.go_to(index.row())

    def _show_position(self) -> None:
        index = self.model().index(self._session.proposal.history.position, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
