"""The figures: the columns that are used, and a box to use another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from borderkit.own_layer.found import FieldKind, FoundField, FoundLayer
from borderkit.own_layer.recipe import FigureUse, Measure
from ui.layer_wizard.field_box import FieldBox
from ui.layer_wizard.figure_delegate import FigureDelegate
from ui.layer_wizard.figures_model import FIELD, IN, LABEL, MARK, MEASURE, SOURCE, YEAR, FiguresModel, Index

_ROW_HEIGHT = 28
_ROWS_AT_LEAST = 4
_WIDTHS = {FIELD: 96, MEASURE: 138, YEAR: 52, IN: 136, LABEL: 90, MARK: 60}
_LEAST_SOURCE = 76
_NUMBERS = (FieldKind.WHOLE, FieldKind.DECIMAL)


class FiguresView(QTableView):
    """A table in which the sources take the room that is left, and no less than they need.

    Signals:
        delete_pressed: the chosen rows are to go.
    """

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell when Delete is pressed."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out another width."""
        super().resizeEvent(event)
        self.share_out()

    def share_out(self) -> None:
        """Give the sources what the other columns leave."""
        if self.model() is None:
            return
        others = sum(self.columnWidth(column) for column in _WIDTHS if not self.isColumnHidden(column))
        self.setColumnWidth(SOURCE, max(self.viewport().width() - others, _LEAST_SOURCE))


class FiguresPanel(QWidget):
    """The table of figures, and what adds to it and takes from it.

    Signals:
        changed: the person decided otherwise.
        field_looked_at: with the name of the column whose row is chosen.
    """

    changed = Signal()
    field_looked_at = Signal(str)

    def __init__(self) -> None:
        """Start without a layer."""
        super().__init__()
        self._fields: Sequence[FoundField] = ()
        self._reasons: Mapping[str, str] = {}
        self.model = FiguresModel(self)
        self.view = FiguresView()
        self.view.setObjectName("wizardFigures")
        self.view.setModel(self.model)
        self._dress_view()
        caption = QLabel("&Figures that are added up")
        caption.setBuddy(self.view)
        self.unused = FieldBox("wizardUnused", "Columns that are not used")
        self.add_button = QPushButton("&Add")
        self.add_button.setObjectName("wizardAdd")
        self.remove_button = QPushButton("&Remove")
        self.remove_button.setObjectName("wizardRemove")
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
        another = QLabel("Ano&ther column")
        another.setBuddy(self.unused)
        below = QHBoxLayout()
        for widget in (another, self.unused, self.add_button, self.remove_button):
            below.addWidget(widget, int(widget is self.unused))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(caption)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.view.delete_pressed.connect(self._remove)
        self.model.changed.connect(self._tell)
        self.view.selectionModel().selectionChanged.connect(self._show_selection)

    def show_layer(self, layer: FoundLayer, guessed: Sequence[FigureUse], reasons: Mapping[str, str]) -> None:
        """Offer the columns of a layer, those of numbers first; what is as guessed is marked from now on."""
        usable = [field for field in layer.fields if field.kind is not FieldKind.OTHER]
        self._fields = sorted(usable, key=lambda field: field.kind not in _NUMBERS)
        self._reasons = reasons
        self.model.show_guess(guessed, reasons)

    def show_uses(self, uses: Sequence[FigureUse]) -> None:
        """Show other figures."""
        self.model.show_uses(uses)
        self._show()

    def edit_year(self, field: str) -> None:
        """Let the year of a column be typed."""
        row = next((row for row, use in enumerate(self.model.uses) if use.field == field), None)
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row, YEAR))
            self.view.edit(self.model.index(row, YEAR))

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Offer what is not used, and show the names of other sums where there are any."""
        used = {use.field for use in self.model.uses}
        offered = self.unused.field
        self.unused.offer([field for field in self._fields if field.name not in used], (), self._reasons)
        self.unused.choose_field(offered)
        self.add_button.setEnabled(self.unused.count() > 0)
        self.view.setColumnHidden(LABEL, all(use.measure is not Measure.SUM for use in self.model.uses))
        self.view.share_out()
        self._show_selection()

    def _show_selection(self) -> None:
        rows = self._rows()
        self.remove_button.setEnabled(bool(rows))
        if len(rows) == 1:
            self.field_looked_at.emit(self.model.uses[rows[0]].field)

    def _rows(self) -> list[int]:
        return sorted(index.row() for index in self.view.selectionModel().selectedRows())

    def _add(self) -> None:
        if self.unused.field:
            self.view.setCurrentIndex(self.model.index(self.model.add(self.unused.field), MEASURE))

    def _remove(self) -> None:
        rows = self._rows()
        if rows:
            self.model.remove(rows)
            self.view.setCurrentIndex(self.model.index(min(rows[0], self.model.rowCount() - 1), FIELD))

    def _decide(self, row: int, column: int, text: str) -> None:
        """Take a decision for a row, and for all chosen ones if it is among them."""
        rows = self._rows()
        self.model.set_value(rows if row in rows else [row], column, text)

    def _edit_at_once(self, index: Index) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)

    def _dress_view(self) -> None:
        view, edit = self.view, QAbstractItemView.EditTrigger
        view.setAccessibleName("Figures that are added up")
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(edit.EditKeyPressed | edit.AnyKeyPressed)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setWordWrap(False)
        self.delegate = FigureDelegate(self.model, view)
        self.delegate.decided.connect(self._decide)
        view.setItemDelegate(self.delegate)
        view.clicked.connect(self._edit_at_once)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for column, width in _WIDTHS.items():
            view.setColumnWidth(column, width)
        view.setMinimumHeight(_ROW_HEIGHT * (_ROWS_AT_LEAST + 1))
