"""Asks for a printed figure: what it is of, its value, and where it was printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from borderkit.areas import AreaUnit
from borderkit.claims import CLAIMED, MOVED, label_of
from borderkit.proposal import Proposal
from ui.refusal_label import RefusalLabel

_NO_YEAR = 0
_LATEST_YEAR = 2100


class ClaimDialog(QDialog):
    """One claim; what cannot be read is said in place.

    Attributes:
        claim: what was entered, as a proposal file keeps it, once the dialog is accepted.

    """

    def __init__(self, proposal: Proposal, parent: QWidget | None = None) -> None:
        """Offer what moves, and every jurisdiction before and after."""
        super().__init__(parent)
        self.setWindowTitle("A printed claim")
        self.claim: dict[str, Any] | None = None
        self._measure = QComboBox()
        for measure in CLAIMED:
            unit = " in square miles" if measure == "land" else ""
            self._measure.addItem(label_of(measure, proposal.layer.wording) + unit, measure)
        self._of = QComboBox()
        self._of.addItem("What moves", MOVED)
        for jurisdiction in sorted(proposal.jurisdictions, key=lambda j: j.name):
            for side in ("before", "after"):
                self._of.addItem(f"{jurisdiction.name}, {side}", f"{jurisdiction.code} {side}")
        self._value = QLineEdit(placeholderText="386,000")
        self._year = QSpinBox()
        self._year.setRange(_NO_YEAR, _LATEST_YEAR)
        self._year.setSpecialValueText("not known")
        self._text = QLineEdit(placeholderText="386,000 people would move")
        self._source = QLineEdit(placeholderText="Who printed it, and where")
        for field, name in ((self._value, "claimValue"), (self._text, "claimText"), (self._source, "claimSource")):
            field.setObjectName(name)
        self._refusal = RefusalLabel()
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        form = QFormLayout(self)
        form.addRow("&Figure", self._measure)
        form.addRow("&Of", self._of)
        form.addRow("&Value", self._value)
        form.addRow("&Year", self._year)
        form.addRow("As &printed", self._text)
        form.addRow("&Source", self._source)
        form.addRow(self._refusal)
        form.addRow(buttons)
        self.setMinimumWidth(420)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        """Read the value; stay open if it is none. Land is entered in square miles and kept in square metres."""
        digits = self._value.text().replace(",", "").replace("\N{NO-BREAK SPACE}", "").strip()
        if not digits.isdecimal():
            self._refusal.setText("The value must be a whole number, such as 386,000.")
            self.adjustSize()
            return
        measure, value = self._measure.currentData(), int(digits)
        year = self._year.value()
        self.claim = {
            "measure": measure,
            "of": self._of.currentData(),
            "value": round(value * AreaUnit.SQUARE_MILES.square_metres) if measure == "land" else value,
            "year": year if year != _NO_YEAR else None,
            "source": self._source.text().strip(),
            "text": self._text.text().strip() or self._value.text().strip(),
        }
        super().accept()
