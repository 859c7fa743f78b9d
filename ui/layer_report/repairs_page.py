"""The page with what was repaired, kind by kind, and how to have it otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from borderkit.own_layer.recipe import Recipe, Repair
from ui.layer_report.changes_model import ChangesModel

if TYPE_CHECKING:
    from borderkit.own_layer.repair.result import RepairChange

_KIND_WIDTH, _UNITS_WIDTH, _AREA_WIDTH = 110, 140, 90
_SAID_LINES = 2
_BOXES_A_ROW = 4
_NONE = "Nothing was repaired."
_HINT = "Double click on a row, or press Return, to see the units on the map."


class RepairsPage(QWidget):
    """Lists what was repaired.

    Signals:
        change_wanted: a ``RepairChange`` whose units the person wants to see.
        save_wanted: the list is to be saved.
        again_wanted: the kinds of repairs with which the layer is to be opened again.
    """

    change_wanted = Signal(object)
    save_wanted = Signal()
    again_wanted = Signal(object)

    def __init__(self, changes: Sequence[RepairChange], recipe: Recipe | None) -> None:
        """List changes; ``recipe`` says which kinds were repaired, None where the file is read as it stands."""
        super().__init__()
        self._recipe = recipe
        self._times = Counter(change.kind for change in changes)
        self.model = ChangesModel(changes, self)
        self.kinds = QComboBox()
        self.kinds.setObjectName("repairKinds")
        self.kinds.setAccessibleName("Kind of repair")
        self.kinds.addItem(f"All kinds ({len(changes):,})", None)
        for kind in Repair:
            if self._times[kind]:
                self.kinds.addItem(f"{kind} ({self._times[kind]:,})".capitalize(), kind)
        self.view = _table(self.model)
        self.said = QLabel(wordWrap=True)
        self.said.setObjectName("repairSaid")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setMinimumHeight(_SAID_LINES * self.said.fontMetrics().lineSpacing())
        self.save = QPushButton("&Save the list…")
        self.save.setObjectName("saveRepairs")
        self.save.setAutoDefault(False)
        self.boxes = {kind: self._box(kind) for kind in Repair}
        self.again = QPushButton("&Open again with these repairs")
        self.again.setObjectName("openAgain")
        self.again.setAutoDefault(False)
        self._lay_out(any_changes=bool(changes))
        self.kinds.currentIndexChanged.connect(lambda: self.model.show_kind(self.kinds.currentData()))
        self.view.activated.connect(self._want)
        self.view.selectionModel().currentRowChanged.connect(self._show_said)
        self.model.modelReset.connect(lambda: self.view.selectRow(0))
        self.view.selectRow(0)
        self.save.clicked.connect(self.save_wanted)
        self.again.clicked.connect(lambda: self.again_wanted.emit(self.ticked))
        self._show_ready()

    @property
    def ticked(self) -> frozenset[Repair]:
        """The kinds that are ticked."""
        return frozenset(kind for kind, box in self.boxes.items() if box.isChecked())

    def _box(self, kind: Repair) -> QCheckBox:
        times = self._times[kind]
        box = QCheckBox(f"{kind}{f' ({times:,})' if times else ''}".capitalize())
        box.setChecked(self._recipe is not None and kind in self._recipe.repairs)
        box.toggled.connect(self._show_ready)
        return box

    def _lay_out(self, *, any_changes: bool) -> None:
        above = QHBoxLayout()
        above.addWidget(QLabel(_HINT if any_changes else _NONE), 1)
        above.addWidget(self.kinds)
        above.addWidget(self.save)
        for widget in (self.kinds, self.save, self.view):
            widget.setEnabled(any_changes)
        repairs = QGroupBox("What is repaired when the layer is opened")
        grid = QGridLayout(repairs)
        for number, box in enumerate(self.boxes.values()):
            grid.addWidget(box, number // _BOXES_A_ROW, number % _BOXES_A_ROW)
        grid.addWidget(self.again, len(self.boxes) // _BOXES_A_ROW + 1, 0, 1, _BOXES_A_ROW, Qt.AlignmentFlag.AlignLeft)
        repairs.setVisible(self._recipe is not None)
        layout = QVBoxLayout(self)
        layout.addLayout(above)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.said)
        self.said.setVisible(any_changes)
        layout.addWidget(repairs)

    def _show_said(self, row: QModelIndex) -> None:
        """Show the whole sentence of a row, of which the table has room for the beginning."""
        self.said.setText(self.model.shown[row.row()].said if row.isValid() else "")

    def _want(self, row: QModelIndex) -> None:
        self.change_wanted.emit(self.model.shown[row.row()])

    def _show_ready(self, *_: object) -> None:
        self.again.setEnabled(self._recipe is not None and self.ticked != self._recipe.repairs)


def _table(model: ChangesModel) -> QTableView:
    view = QTableView()
    view.setObjectName("repairs")
    view.setAccessibleName("What was repaired")
    view.setModel(model)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 6)
    header = view.horizontalHeader()
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    for section, width in ((0, _KIND_WIDTH), (1, _UNITS_WIDTH), (3, _AREA_WIDTH)):
        header.resizeSection(section, width)
    return view
