"""The window about the layer that is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from borderkit.bundled import BUNDLED_NAME
from borderkit.errors import SaveError
from borderkit.own_layer.recipe import Repair
from borderkit.prepared import PreparedLayer
from ui import messages
from ui.file_commands import FileCommands
from ui.layer_report.facts import BUNDLED, columns_of, facts_of
from ui.layer_report.repairs_page import RepairsPage

if TYPE_CHECKING:
    from borderkit.own_layer.repair.result import RepairChange
    from ui.main_window import MainWindow

_SIZE = (880, 560)
_NO_REMARKS = "Nothing was noticed or assumed when it was read."
_LABEL_WIDTH, _SUM_WIDTH = 250, 150
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TABLE, _PLACES = "Table (*.csv)", "Places on a map (*.geojson)"


class LayerReport(QDialog):
    """Tells what the open layer is, and opens it again otherwise.

    Signals:
        again_wanted: the ``Recipe`` by which the layer is to be opened again.
        wizard_wanted: the person wants to say anew what its columns mean.
    """

    again_wanted = Signal(object)
    wizard_wanted = Signal()

    def __init__(self, prepared: PreparedLayer, files: FileCommands, window: MainWindow) -> None:
        """Tell of a layer.

        Args:
            prepared: the layer and what was told of it.
            files: opens it again.
            window: shows it.

        """
        super().__init__(window)
        self.setObjectName("layerReport")
        self.setWindowTitle("About this layer")
        self._prepared, self._window = prepared, window
        self._layer = prepared.layer
        told = prepared.told
        self._is_bundled = self._layer.name == BUNDLED_NAME
        self.remarks = _text("\n".join(f"• {remark}" for remark in self._remarks()), "layerRemarks")
        self.columns = self._columns_table()
        self.repairs = RepairsPage(told.changes, self._layer.recipe)
        self.change_columns = QPushButton("&Change what the columns mean…")
        self.change_columns.setObjectName("changeColumns")
        self.change_columns.setEnabled(self._layer.recipe is not None)
        self._close = QPushButton("Close")
        self.pages = QTabWidget()
        self.pages.setObjectName("layerPages")
        self.pages.addTab(self._about_page(), "&About")
        self.pages.addTab(self.columns, "Co&lumns")
        self.pages.addTab(self.repairs, f"&Repairs ({len(told.changes):,})")
        buttons = QHBoxLayout()
        buttons.addWidget(self.change_columns)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)
        for button in (self.change_columns, self._close):
            button.setAutoDefault(False)
        self._connect(files)
        self.resize(*_SIZE)

    def _connect(self, files: FileCommands) -> None:
        self.repairs.change_wanted.connect(self._show_change)
        self.repairs.save_wanted.connect(self._save)
        self.repairs.again_wanted.connect(self._open_again)
        self.change_columns.clicked.connect(self._ask_again)
        self._close.clicked.connect(self.reject)
        self.again_wanted.connect(files.open_again)
        self.wizard_wanted.connect(files.ask_again)

    # Building

    def _remarks(self) -> tuple[str, ...]:
        remarks = self._prepared.told.remarks
        return ((BUNDLED,) if self._is_bundled else ()) + remarks or (_NO_REMARKS,)

    def _about_page(self) -> QWidget:
        page = QWidget()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for heading, text in facts_of(self._layer):
            label = QLabel(text, wordWrap=True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(f"{heading}:", label)
        layout = QVBoxLayout(page)
        layout.addLayout(form)
        layout.addWidget(QLabel("Noticed and assumed:"))
        layout.addWidget(self.remarks, 1)
        return page

    def _columns_table(self) -> QTableWidget:
        rows = list(columns_of(self._layer))
        table = QTableWidget(len(rows), 3)
        table.setObjectName("layerColumns")
        table.setAccessibleName("Columns of figures")
        table.setHorizontalHeaderLabels(["Column", "All units together", "Source"])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, _LABEL_WIDTH)
        header.resizeSection(1, _SUM_WIDTH)
        for row, (column, total) in enumerate(rows):
            unit = f" {column.unit}" if column.unit else ""
            for section, text in enumerate((column.label, f"{total:,}{unit}", column.source)):
                item = QTableWidgetItem(text)
                if section == 1:
                    item.setTextAlignment(_NUMBER)
                table.setItem(row, section, item)
        return table

    # What can be done

    def _show_change(self, change: RepairChange) -> None:
        """Show on the map what was repaired, as far as its units are there."""
        known = self._layer.index_of
        units = np.array([known[unit] for unit in change.units if unit in known], dtype=np.int32)
        if len(units):
            self.accept()
            self._window.map_commands.show_units(self._layer.whole_or_pieces(units).tolist())

    def _open_again(self, repairs: frozenset[Repair]) -> None:
        recipe = self._layer.recipe
        if recipe is not None:
            self.accept()
            self.again_wanted.emit(replace(recipe, repairs=repairs))

    def _ask_again(self) -> None:
        self.accept()
        self.wizard_wanted.emit()

    def _save(self) -> None:
        proposed = f"{self._layer.name} repairs.csv"
        folder = self._layer.source.parent if self._layer.source else Path()
        name, kind = QFileDialog.getSaveFileName(
            self, "Save what was repaired", str(folder / proposed), f"{_TABLE};;{_PLACES}"
        )
        if not name:
            return
        path = Path(name)
        if not path.suffix:
            path = path.with_name(f"{path.name}{'.geojson' if kind == _PLACES else '.csv'}")
        self.save_list(path)

    def save_list(self, path: Path) -> None:
        """Write the list as it is shown: .geojson gives places, all else a table."""
        from borderkit.own_layer.repair.listing import write_list

        try:
            write_list(path, self.repairs.model.shown)
        except SaveError as error:
            messages.show_error(self, error)


def _text(text: str, object_name: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text, readOnly=True)
    made.setObjectName(object_name)
    made.setTabChangesFocus(True)
    return made
