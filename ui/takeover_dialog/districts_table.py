"""The table of districts: one or several of them are chosen and go to a jurisdiction together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from borderkit.jurisdiction import OUTSIDE, Status
from ui.dialogs import NewJurisdictionDialog
from ui.takeover_dialog.districts_model import PEOPLE, TARGET, UNITS, WHY, DistrictsModel
from ui.takeover_dialog.target_delegate import TargetDelegate
from ui.takeover_dialog.targets import Targets, status_wanted

_ROW_HEIGHT = 28
_LABEL_WIDTH, _UNITS_WIDTH, _PEOPLE_WIDTH, _TARGET_WIDTH = 110, 150, 110, 250


class DistrictsTable(QWidget):
    """The districts, and a box below that sets all chosen ones at once.

    Signals:
        changed: some districts go elsewhere now.
    """

    changed = Signal()

    def __init__(self, model: DistrictsModel, targets: Targets) -> None:
        """Show a model."""
        super().__init__()
        self._model, self._targets = model, targets
        self.view = QTableView()
        self.view.setObjectName("districtsTable")
        self.view.setAccessibleName("Districts and what they go to")
        self.view.setModel(model)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.view.setShowGrid(False)
        self.view.setAlternatingRowColors(True)
        delegate = TargetDelegate(targets, self.view)
        self.view.setItemDelegateForColumn(TARGET, delegate)
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        widths = {0: _LABEL_WIDTH, UNITS: _UNITS_WIDTH, PEOPLE: _PEOPLE_WIDTH, TARGET: _TARGET_WIDTH}
        for column, width in widths.items():
            self.view.setColumnWidth(column, width)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.together = QComboBox()
        self.together.setObjectName("districtsTogether")
        self._caption = QLabel("Let the chosen districts go &to")
        self._caption.setBuddy(self.together)
        row = QHBoxLayout()
        row.addWidget(self._caption)
        row.addWidget(self.together, 1)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)
        delegate.chosen.connect(self._choose_from_row)
        delegate.new_wanted.connect(self._declare_from_row)
        self.view.clicked.connect(lambda index: self.view.edit(index) if index.column() == TARGET else None)
        self.view.selectionModel().selectionChanged.connect(self._show_selection)
        self.together.activated.connect(self._choose_together)
        model.choices_changed.connect(self.changed)
        self._show_selection()

    @property
    def rows(self) -> list[int]:
        """The rows that are chosen."""
        return sorted(index.row() for index in self.view.selectionModel().selectedRows())

    def _rows_of(self, row: int) -> list[int]:
        """Return the rows that a choice in one of them holds for: all chosen ones, if it is among them."""
        return self.rows if row in self.rows else [row]

    def _choose_from_row(self, row: int, code: str) -> None:
        self._choose(self._rows_of(row), code)

    def _declare_from_row(self, row: int, status: Status) -> None:
        self._declare(self._rows_of(row), status)

    def _choose_together(self) -> None:
        data = self.together.currentData()
        status = status_wanted(data)
        if status is not None:
            self._declare(self.rows, status)
        elif data is not None:
            self._choose(self.rows, data)

    def _choose(self, rows: list[int], code: str) -> None:
        if code == OUTSIDE.code:
            self._targets.take_outside()
        self._model.choose(rows, code)
        self._show_selection()

    def _declare(self, rows: list[int], status: Status) -> None:
        """Ask for a new jurisdiction, and let the rows go to it."""
        dialog = NewJurisdictionDialog(self._targets.all, self.window(), status=status, wording=self._targets.wording)
        if dialog.exec() and dialog.jurisdiction is not None:
            self._targets.declare(dialog.jurisdiction)
            self._model.choose(rows, dialog.jurisdiction.code)
        self._show_selection()

    def _show_selection(self) -> None:
        """Offer to set what is chosen, and show what it goes to if that is the same for all of it."""
        rows = self.rows
        codes = {self._model.chosen(row) for row in rows}
        self._targets.fill(self.together, next(iter(codes)) if len(codes) == 1 else None)
        self.together.setPlaceholderText("Choose districts in the table first" if not rows else "Choose…")
        self.together.setEnabled(bool(rows))
