"""The choice of where units go: every jurisdiction, a new one, or out of the Union; searchable by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from borderkit.jurisdiction import OUTSIDE
from ui.session import Session
from ui.swatch import swatch

_NO_TARGET = "Choose a target…"
_NEW_STATE = "New {state}…"
_LEAVES, _LEAVES_ANY = "Leaves the Union", "Outside"
_NEW = "+"


class TargetSelector(QComboBox):
    """An editable box: typing part of a name or a code narrows the list.

    Signals:
        target_chosen: the code of a jurisdiction, or "" for none.
        new_state_wanted: a new jurisdiction is to be declared.
    """

    target_chosen = Signal(str)
    new_state_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self.setObjectName("targetSelector")
        self.setAccessibleName(f"Target: where {session.layer.called[1]} go")
        self._text = QLineEdit()
        self.setLineEdit(self._text)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFixedWidth(165)
        self.setMaxVisibleItems(24)
        self._text.setPlaceholderText(_NO_TARGET)
        self._session = session
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        session.proposal_replaced.connect(self._fill)
        session.jurisdictions_changed.connect(self._fill)
        session.target_changed.connect(self._show_target)
        self.activated.connect(self._choose)
        self._text.editingFinished.connect(self._settle_text)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        self.addItem(_NO_TARGET, "")
        wording = self._session.layer.wording
        self.addItem(wording.fill(_NEW_STATE), _NEW)
        self.addItem(_LEAVES if wording.has_states else _LEAVES_ANY, OUTSIDE.code)
        self.insertSeparator(self.count())
        proposal = self._session.proposal
        own = [j for j in proposal.own_jurisdictions if j.code != OUTSIDE.code]
        for jurisdiction in (*own, *sorted(proposal.layer.jurisdictions, key=lambda j: j.name)):
            label = f"{jurisdiction.name} ({jurisdiction.code})"
            self.addItem(swatch(jurisdiction.color), label, jurisdiction.code)
        self._show_target()

    def _show_target(self) -> None:
        position = self.findData(self._session.target or "")
        self.setCurrentIndex(max(position, 0))
        if position <= 0:
            self._text.clear()
        else:
            self._text.setText(self.itemText(position))

    def _choose(self, position: int) -> None:
        code = self.itemData(position)
        if code == _NEW:
            self._show_target()
            self.new_state_wanted.emit()
        elif code is not None:
            self.target_chosen.emit(code)
            self._show_target()

    def _settle_text(self) -> None:
        """Take the one jurisdiction that the typed text names, or show the present target again."""
        typed = self._text.text().strip().casefold()
        if not typed or typed == self.itemText(self.currentIndex()).casefold():
            self._show_target()
            return
        names = {self.itemText(row).casefold(): row for row in range(1, self.count()) if self.itemText(row)}
        codes = {str(self.itemData(row)).casefold(): row for row in range(1, self.count()) if self.itemData(row)}
        fits = [row for name, row in names.items() if name.startswith(typed)]
        exact = [row for name, row in names.items() if name.rsplit(" (", 1)[0] == typed]
        found = codes.get(typed, exact[0] if exact else fits[0] if len(fits) == 1 else None)
        if found is None:
            self._show_target()
        else:
            self._choose(found)

    # Qt's events

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone: a target must not change by a hand that rests on the mouse."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with the arrows, and take back what was typed with Esc."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        elif event.key() == Qt.Key.Key_Escape:
            self._show_target()
        else:
            super().keyPressEvent(event)
