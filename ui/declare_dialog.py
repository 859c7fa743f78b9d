"""Asks what the codes of an assignment table are that no state has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from borderkit.assignment_csv import UndeclaredCodeError
from borderkit.errors import JurisdictionError
from borderkit.jurisdiction import NEW_STATUSES, OUTSIDE, Jurisdiction, Status, new_jurisdiction, next_color
from borderkit.layer import UnitLayer
from ui.refusal_label import RefusalLabel


class DeclareDialog(QDialog):
    """One line for each code: its name and status.

    Attributes:
        jurisdictions: what was declared, once the dialog is accepted.

    """

    def __init__(self, error: UndeclaredCodeError, layer: UnitLayer, parent: QWidget | None = None) -> None:
        """Ask about the codes that the error names."""
        super().__init__(parent)
        self.setWindowTitle("New codes in the table")
        self.jurisdictions: list[Jurisdiction] = []
        self._layer, self._others = layer, list(layer.jurisdictions)
        layout = QVBoxLayout(self)
        codes = QWidget()
        form = QFormLayout(codes)
        why = QLabel(f"{error}\nDeclare the codes as new jurisdictions to open the table:", wordWrap=True)
        why.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(why)
        self._fields = {code: self._add_row(form, code) for code in error.codes}
        self._refusal = RefusalLabel()
        area = QScrollArea(widgetResizable=True)
        area.setWidget(codes)
        area.setFrameShape(QFrame.Shape.NoFrame)
        layout.addWidget(area)
        layout.addWidget(self._refusal)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def _add_row(self, form: QFormLayout, code: str) -> tuple[QLineEdit, QComboBox]:
        name, status = QLineEdit(code), QComboBox()
        for choice in NEW_STATUSES:
            status.addItem(self._layer.wording.status(choice).capitalize(), choice)
        if code == OUTSIDE.code:
            name.setText(self._layer.outside.name)
            status.setCurrentIndex(status.findData(OUTSIDE.status))
        row = QHBoxLayout()
        row.addWidget(name, 1)
        row.addWidget(status)
        label = QLabel(code)
        label.setTextFormat(Qt.TextFormat.PlainText)
        form.addRow(label, row)
        return name, status

    def accept(self) -> None:
        """Check every line; stay open with the reason if one cannot be accepted."""
        declared: list[Jurisdiction] = []
        for code, (name, status) in self._fields.items():
            color = next_color(jurisdiction.color for jurisdiction in declared)
            try:
                declared.append(
                    new_jurisdiction(code, name.text(), Status(status.currentData()), color, (*self._others, *declared))
                )
            except JurisdictionError as error:
                self._refusal.setText(str(error))
                return
        self.jurisdictions = declared
        super().accept()
