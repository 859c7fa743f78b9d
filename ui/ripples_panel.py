"""Ripples: who else gains or loses, and the last seats of the House with the next in line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from borderkit.effects import claim_sentence, consequences, last_claims, ripple_sentence
from borderkit.number_format import NumberFormat
from ui.following_panel import FollowingPanel
from ui.muted_item import add_note
from ui.session import Session

_CODE_ROLE = Qt.ItemDataRole.UserRole
_NOTHING = "No other state gains or loses seats or electors."
_NO_SEATS = "Nobody's seats or electors are worked out for this layer."
_NO_ORDER = "Hamilton's method gives seats by remainders, in no order."


class RipplesPanel(FollowingPanel):
    """What follows in words, and two lists; a clicked ripple outlines its state."""

    def __init__(self, session: Session, numbers: NumberFormat, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(0, parent)
        self._session = session
        self._numbers = numbers
        self._ripples = QListWidget()
        self._ripples.setWordWrap(True)
        self._ripples.setObjectName("rippleList")
        title = session.layer.wording.fill("What changes in other {states}")
        self._ripples.setAccessibleName(title)
        self._claims = QListWidget()
        self._claims.setObjectName("priorityList")
        self._claims.setAccessibleName("The last seats of the House and the next in line")
        self._consequences = QLabel(wordWrap=True)
        self._consequences.setTextFormat(Qt.TextFormat.PlainText)
        self._tie = QLabel(wordWrap=True)
        self._tie.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self._consequences)
        self.column.addWidget(QLabel(title))
        self.column.addWidget(self._ripples, 3)
        self._claims_title = QLabel("The last seats of the House, and the next in line")
        self.column.addWidget(self._claims_title)
        self.column.addWidget(self._claims, 2)
        self.column.addWidget(self._tie)
        self.follow(
            (
                session.proposal_replaced,
                session.units_moved,
                session.jurisdictions_changed,
                session.settings_changed,
            )
        )
        self._ripples.itemClicked.connect(self._outline)
        self.fill_soon()

    @property
    def consequences_text(self) -> str:
        """What follows for the Union, in words."""
        return self._consequences.text()

    def fill(self) -> None:
        """Read the proposal."""
        proposal = self._session.proposal
        number = self._numbers.count
        told = consequences(proposal, number)
        self._consequences.setText("\n".join(told))
        self._consequences.setVisible(bool(told))
        self._ripples.clear()
        for ripple in proposal.ripples():
            item = QListWidgetItem(ripple_sentence(proposal, ripple, number), self._ripples)
            item.setData(_CODE_ROLE, ripple.code)
        if not self._ripples.count():
            add_note(_NOTHING if proposal.layer.is_union else _NO_SEATS, self._ripples)
        self._fill_claims()

    def _fill_claims(self) -> None:
        proposal = self._session.proposal
        self._claims.clear()
        claims = [claim_sentence(proposal, claim) for claim in last_claims(proposal)]
        self._claims.addItems(claims or ([_NO_ORDER] if proposal.layer.is_union else []))
        for part in (self._claims, self._claims_title):
            part.setVisible(proposal.layer.is_union)
        tied = proposal.outcome_after.apportionment.tie
        names = " and ".join(proposal.jurisdiction(code).name for code in tied)
        self._tie.setVisible(bool(tied))
        self._tie.setText(
            f"{names} have exactly equal claims to the last seat. The law names no rule for that; here more "
            "people come first, then the code."
        )

    def _outline(self, item: QListWidgetItem) -> None:
        code = item.data(_CODE_ROLE)
        if code:
            self._session.emphasise(code)
