"""The parts of the window and how they lie."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from borderkit.own_layer.found import FoundFile
from ui.handout_designer.muted_label import MutedLabel
from ui.layer_wizard.crs_panel import CrsPanel
from ui.layer_wizard.figures_panel import FiguresPanel
from ui.layer_wizard.file_head import FileHead
from ui.layer_wizard.preview_map import PreviewMap
from ui.layer_wizard.preview_table import PreviewTable
from ui.layer_wizard.profile_bar import ProfileBar
from ui.layer_wizard.repairs_box import RepairsBox
from ui.layer_wizard.roles_form import RolesForm
from ui.layer_wizard.texts import plain_label, tip
from ui.refusal_label import RefusalLabel

_WANTED, _SMALLEST = QSize(1180, 740), QSize(860, 560)
_LEFT, _RIGHT = 670, 480
#: More lines than this are told by a tool tip.
_LINES = 5


class Parts:
    """Above, what the file is and where it lies; left, what it means; right, a map and a table of it."""

    def __init__(self, found: FoundFile, dialog: QDialog) -> None:
        """Make the parts and lay them out in a dialog."""
        self.head = FileHead(found)
        self.crs = CrsPanel()
        self.profiles = ProfileBar()
        self.form = RolesForm()
        self.figures = FiguresPanel()
        self.repairs = RepairsBox()
        self.map = PreviewMap()
        self.map_note = MutedLabel()
        self.map_note.setObjectName("wizardMapNote")
        self.table = PreviewTable()
        self.refused = RefusalLabel()
        self.refused.setObjectName("wizardRefused")
        self.told = plain_label()
        self.told.setObjectName("wizardTold")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        self.open_button.setObjectName("wizardOpen")
        self.open_button.setDefault(True)
        self._left = self._meaning()
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.addWidget(self._left)
        self._halves.addWidget(self._seen())
        self._halves.setChildrenCollapsible(False)
        self._halves.setSizes([_LEFT, _RIGHT])
        self._halves.setStretchFactor(0, 1)
        self._halves.setStretchFactor(1, 1)
        beside = QHBoxLayout()
        beside.addWidget(self.head.boxes, 3)
        beside.addWidget(self.crs, 4)
        layout = QVBoxLayout(dialog)
        layout.addWidget(self.head)
        layout.addLayout(beside)
        layout.addWidget(self.crs.question)
        layout.addWidget(self._halves, 1)
        layout.addWidget(self.buttons)
        dialog.setMinimumSize(_SMALLEST)
        room = dialog.screen().availableSize()
        dialog.resize(_WANTED.boundedTo(room))

    def show_problems(self, refusals: Sequence[str], remarks: Sequence[str]) -> None:
        """Say what will not do, and what is to be known."""
        for label, lines in ((self.refused, refusals), (self.told, remarks)):
            more = [f"… and {len(lines) - _LINES:,} more."] if len(lines) > _LINES else []
            label.setText("\n".join([*lines[:_LINES], *more]))
            label.setToolTip(tip("\n".join(lines)) if more else "")
            label.setVisible(bool(lines))

    def show_where(self, *, at_crs: bool) -> None:
        """Lead the eye to what keeps the layer from being opened."""
        if at_crs:
            self.crs.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self._left.ensureWidgetVisible(self.refused)

    def set_busy(self, *, busy: bool) -> None:
        """Take no choices while other rows are read."""
        for widget in (self.head.boxes, self.crs, self.crs.question, self._halves, self.open_button):
            widget.setEnabled(not busy)

    def _meaning(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.profiles)
        column.addWidget(self.form)
        column.addWidget(self.figures, 1)
        column.addWidget(self.refused)
        column.addWidget(self.told)
        column.addWidget(self.repairs)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _seen(self) -> QWidget:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.map, 1)
        column.addWidget(self.map_note)
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        caption = QLabel("First ro&ws")
        caption.setBuddy(self.table)
        rows.addWidget(caption)
        rows.addWidget(self.table, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(above)
        both.addWidget(below)
        both.setChildrenCollapsible(False)
        return both
