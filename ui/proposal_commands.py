"""What the Edit and Proposal menus do to the proposal: dialogs on one side, the session on the other."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from borderkit.jurisdiction import Jurisdiction, Status
from ui.dialogs import DetailsDialog, NewJurisdictionDialog
from ui.rules_dialog import RulesDialog
from ui.session import Session


class ProposalCommands(QObject):
    """Acts on the proposal in work.

    Signals:
        target_made: the code of a new jurisdiction that counties may now go to.
    """

    target_made = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        """Act on a session; dialogs belong to ``window``."""
        super().__init__(window)
        self._session = session
        self._window = window

    def move_selection(self) -> None:
        """Move the selection to the target."""
        self._session.move(self._session.selection)

    def put_back_selection(self) -> None:
        """Put the selection back home."""
        self._session.put_back(self._session.selection)

    def put_back_state(self) -> None:
        """Undo every move into and out of the outlined jurisdiction."""
        if self._session.emphasis is not None:
            self._session.put_back_jurisdiction(self._session.emphasis)

    def select_none(self) -> None:
        """Let go of the selection."""
        self._session.select(np.empty(0, dtype=np.int32))

    def edit_details(self) -> None:
        """Ask for title, author, date and summary."""
        dialog = DetailsDialog(self._session.proposal.details, self._window)
        if dialog.exec():
            self._session.edit_details(dialog.details)

    def new_state(self) -> None:
        """Ask for a new jurisdiction and take it as the target."""
        dialog = self._jurisdiction_dialog(self._session.proposal.jurisdictions)
        if dialog.exec() and dialog.jurisdiction is not None:
            self._session.add_jurisdiction(dialog.jurisdiction)
            self.target_made.emit(dialog.jurisdiction.code)

    def separate(self, status: Status) -> None:
        """Make the selection a new state or an independent country, in one step."""
        dialog = self._jurisdiction_dialog(self._session.proposal.jurisdictions, status=status)
        if dialog.exec() and dialog.jurisdiction is not None:
            self._session.separate(dialog.jurisdiction)

    def _jurisdiction_dialog(
        self,
        others: Iterable[Jurisdiction],
        status: Status = Status.NEW_STATE,
        edited: Jurisdiction | None = None,
    ) -> NewJurisdictionDialog:
        wording = self._session.layer.wording
        return NewJurisdictionDialog(others, self._window, status=status, edited=edited, wording=wording)

    def edit_jurisdiction(self) -> None:
        """Ask what to change of the outlined jurisdiction, if it is the proposal's own."""
        code = self._session.emphasis
        if code is None:
            return
        proposal = self._session.proposal
        others = [other for other in proposal.jurisdictions if other.code != code]
        dialog = self._jurisdiction_dialog(others, edited=proposal.jurisdiction(code))
        if dialog.exec() and dialog.jurisdiction is not None:
            self._session.edit_jurisdiction(code, dialog.jurisdiction)

    def select_state(self) -> None:
        """Select every county of the outlined jurisdiction."""
        if self._session.emphasis is not None:
            self._session.select_jurisdiction(self._session.emphasis)

    def choose_rules(self) -> None:
        """Ask for the rules of the figures."""
        proposal = self._session.proposal
        dialog = RulesDialog(proposal, self._window)
        if dialog.exec():
            self._session.choose(dialog.settings)
