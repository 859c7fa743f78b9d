"""The first step: which file, and which of its sheets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from borderkit.joining import Table
from ui.elided_label import ElidedLabel
from ui.join_dialog.combo import LongCombo

_KINDS = "Tables (*.csv *.tsv *.txt *.xlsx);;All files (*)"
_NONE = "CSV or Excel (.xlsx)"


class TableForm(QGroupBox):
    """File and sheet.

    Signals:
        file_chosen: with the path of a file.
        sheet_chosen: with the name of a sheet.
    """

    file_chosen = Signal(object)
    sheet_chosen = Signal(str)

    def __init__(self, folder: Path) -> None:
        """Offer files, beginning in a folder."""
        super().__init__("1. Table")
        self._folder = folder
        self.choose = QPushButton("Choose a &file…")
        self.choose.setObjectName("chooseTable")
        self.choose.setAutoDefault(False)
        self._file = ElidedLabel()
        self._file.setText(_NONE)
        self._sheet = LongCombo("sheetSelector", "Sheet of the workbook")
        self._remarks = QLabel(wordWrap=True)
        self._remarks.setTextFormat(Qt.TextFormat.PlainText)
        self._remarks.setObjectName("tableRemarks")
        top = QHBoxLayout()
        top.addWidget(self.choose)
        top.addWidget(self._file, 1)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow("S&heet", self._sheet)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(self._form)
        layout.addWidget(self._remarks)
        self._form.setRowVisible(self._sheet, False)
        self._remarks.hide()
        self.choose.clicked.connect(self._choose)
        self._sheet.activated.connect(self._choose_sheet)

    def show_table(self, path: Path, table: Table) -> None:
        """Show what was read."""
        origin = table.origin
        self._folder = path.parent
        rows, columns = len(table), len(table.columns)
        self._file.setText(f"{origin.file}: {rows:,} rows, {columns:,} columns")
        self._sheet.fill([(sheet, sheet) for sheet in origin.sheets], origin.sheet)
        self._form.setRowVisible(self._sheet, len(origin.sheets) > 1)
        self._remarks.setText("\n".join(table.remarks))
        self._remarks.setVisible(bool(table.remarks))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Choose a table", str(self._folder), _KINDS)
        if name:
            self.file_chosen.emit(Path(name))

    def _choose_sheet(self) -> None:
        self.sheet_chosen.emit(str(self._sheet.currentData()))
