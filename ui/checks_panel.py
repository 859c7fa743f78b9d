"""Checks with "show me", the sums of divided counties, and printed claims beside computed figures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from borderkit.claims import ComparedClaim, bounds_sentence, compared_claims, is_claim
from borderkit.contiguity import Check, checks
from borderkit.number_format import NumberFormat
from ui.claim_dialog import ClaimDialog
from ui.following_panel import FollowingPanel
from ui.muted_item import MutedItem, add_note
from ui.session import Session

_UNITS_ROLE = Qt.ItemDataRole.UserRole
_NO_CHECKS = "Nothing has been moved: there is nothing to check."
#: Checks go over whole jurisdictions: they wait until the hand rests.
_REST_MS = 200
_SHOW_ME = " – click to show"


class ChecksPanel(FollowingPanel):
    """Follows the proposal once a stroke has ended.

    Signals:
        show_wanted: the units that a clicked check is about.
    """

    show_wanted = Signal(list)

    def __init__(self, session: Session, numbers: NumberFormat, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(_REST_MS, parent)
        self._session = session
        self._numbers = numbers
        self._checks = QListWidget()
        self._checks.setObjectName("checkList")
        self._checks.setAccessibleName("Checks")
        self._claims = QListWidget()
        self._claims.setObjectName("claimList")
        self._claims.setAccessibleName("Printed claims and computed figures")
        for view in (self._checks, self._claims):
            view.setWordWrap(True)
        self._bounds = QLabel(wordWrap=True)
        self._bounds.setTextFormat(Qt.TextFormat.PlainText)
        self._claims_title = QLabel("Printed claims beside the computed figures")
        self._bring_along = QPushButton("Bring enclosed places along")
        self._bring_along.setToolTip("Moves every enclosed piece to the jurisdiction around it, as one step.")
        self._bring_along.clicked.connect(session.bring_enclosed_along)
        self.column.addWidget(self._checks, 3)
        self.column.addWidget(self._bring_along)
        self.column.addWidget(self._bounds)
        self.column.addWidget(self._claims_title)
        self.column.addWidget(self._claims, 2)
        add, self._remove = QPushButton("Add a claim…"), QPushButton("Remove the claim")
        add.setObjectName("addClaim")
        self._remove.setObjectName("removeClaim")
        row = QHBoxLayout()
        row.addWidget(add)
        row.addWidget(self._remove)
        self.column.addLayout(row)
        add.clicked.connect(self._add_claim)
        self._remove.clicked.connect(self._remove_claim)
        self._claims.currentRowChanged.connect(self._enable_removing)
        self.follow(
            (
                session.proposal_replaced,
                session.stroke_ended,
                session.settings_changed,
                session.details_changed,
            )
        )
        self._checks.itemClicked.connect(self._show)
        self.fill_soon()

    @property
    def bounds_text(self) -> str:
        """What is said of divided counties."""
        return self._bounds.text()

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers in another way."""
        self._numbers = numbers
        self.fill()

    def fill(self) -> None:
        """Read the proposal."""
        if self._session.stroke_in_progress:
            return
        proposal = self._session.proposal
        self._checks.clear()
        found = sorted(checks(proposal), key=lambda check: check.ok)
        for check in found:
            self._add_check(check)
        self._bring_along.setVisible(any(check.encloser is not None for check in found))
        if not self._checks.count():
            add_note(_NO_CHECKS, self._checks)
        bounds = bounds_sentence(proposal)
        self._bounds.setText(bounds)
        self._bounds.setVisible(bool(bounds))
        claims = compared_claims(proposal)
        self._claims.clear()
        self._claims.addItems([self._claim_text(claim) for claim in claims])
        self._claims.setVisible(bool(claims))
        self._claims_title.setVisible(bool(claims))
        self._remove.setVisible(bool(claims))
        self._remove.setEnabled(False)

    def _add_check(self, check: Check) -> None:
        mark = "✓" if check.ok else "✗"
        kind = MutedItem if check.ok else QListWidgetItem
        item = kind(f"{mark} {check.detail}{_SHOW_ME if check.units else ''}", self._checks)
        item.setData(_UNITS_ROLE, list(check.units))

    def _claim_text(self, claim: ComparedClaim) -> str:
        printed = f"“{claim.text}” ({claim.source}{f', {claim.year}' if claim.year else ''})"
        if claim.measure is None or claim.computed is None or claim.difference is None:
            return f"{printed}: no figure to compare it with."
        value = self._numbers.value(claim.measure, claim.computed)
        difference = self._numbers.change(claim.measure, claim.difference) or "no difference"
        return f"{printed}. Computed: {value} ({difference})."

    def _add_claim(self) -> None:
        dialog = ClaimDialog(self._session.proposal, self)
        if dialog.exec() and dialog.claim is not None:
            self._session.edit_claims((*self._session.proposal.claims, dialog.claim))

    def _enable_removing(self, row: int) -> None:
        self._remove.setEnabled(row >= 0)

    def _remove_claim(self) -> None:
        """Remove the chosen claim; what a file has under "claims" that is none stays."""
        row = self._claims.currentRow()
        shown = [claim for claim in self._session.proposal.claims if is_claim(claim)]
        if 0 <= row < len(shown):
            self._session.edit_claims(claim for claim in self._session.proposal.claims if claim is not shown[row])

    def _show(self, item: QListWidgetItem) -> None:
        units = item.data(_UNITS_ROLE)
        if units:
            self.show_wanted.emit(units)
