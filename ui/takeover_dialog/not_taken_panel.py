"""The list of what could not be taken over, and saving it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from borderkit.errors import SaveError
from borderkit.number_format import NumberFormat
from borderkit.takeover.listing import KINDS, write_not_taken
from borderkit.takeover.taken import Taken
from ui import messages
from ui.file_dialogs import ask_for_file

_HEADINGS = ("What", "Identifier", "Rows", "First row", "Why")
_ROWS, _FIRST_ROW, _WHY = 2, 3, 4


class NotTakenPanel(QWidget):
    """A table that is only to be read, and a button."""

    def __init__(self, taken: Taken, numbers: NumberFormat, folder: Path) -> None:
        """List what of a plan could not be taken over; ``folder`` is where saving it begins."""
        super().__init__()
        self._taken, self._folder = taken, folder
        self.tree = QTreeWidget()
        self.tree.setObjectName("notTakenList")
        self.tree.setAccessibleName("What could not be taken over")
        self.tree.setHeaderLabels(_HEADINGS)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        for entry in taken.not_taken:
            rows, first = numbers.count(entry.rows), numbers.count(entry.first_row)
            item = QTreeWidgetItem(self.tree, [KINDS[entry.kind], entry.text, rows, first, entry.reason])
            item.setToolTip(_WHY, "")
            for column in (_ROWS, _FIRST_ROW):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        for column in (_ROWS, _FIRST_ROW):
            self.tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self.save_button = QPushButton("Save the &list…")
        self.save_button.setEnabled(bool(taken.not_taken))
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setText(self._summary(numbers))
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)
        self.save_button.clicked.connect(self._save)

    def _summary(self, numbers: NumberFormat) -> str:
        lost, rows = self._taken.rows_not_taken, numbers.count(self._taken.rows)
        told = f"{numbers.count(lost)} of {rows} rows" if lost else f"All {rows} rows could be read"
        notes = [f"{note} in {numbers.count(count)}" for note, count in self._taken.notes.items()]
        return "; ".join([told, *notes])

    def _save(self) -> None:
        proposed = self._folder / f"{Path(self._taken.origin.file).stem}-not-taken-over.csv"
        path = ask_for_file(self.window(), "Save what could not be taken over", proposed, "Tables")
        if path is None:
            return
        try:
            write_not_taken(path, self._taken)
        except SaveError as error:
            messages.show_error(self.window(), error)
        else:
            self._told.setText(f"Saved as {path.name}.")
