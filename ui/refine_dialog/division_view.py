"""What is done to divide one unit: a picture, each column, and all of it in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from borderkit.columns import Column
from borderkit.number_format import NumberFormat
from ui.number_format import system_digits
from ui.preferences import Preferences
from ui.refine_dialog.pieces_picture import PiecesPicture

if TYPE_CHECKING:
    from borderkit.refinement.coding import Refinement
    from borderkit.refinement.dividing import Division
    from borderkit.refinement.sharing import Treatment

_HOW_WIDTH, _NUMBER_WIDTH = 200, 96
_ROW_PADDING = 6
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DivisionView(QWidget):
    """Shows one unit at a time."""

    def __init__(self, called: str) -> None:
        """Start with nothing to show; ``called`` is what a unit is called."""
        super().__init__()
        self.picture = PiecesPicture()
        self.heading = QLabel(wordWrap=True)
        self.heading.setObjectName("divisionHeading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        heads = ("Figure", "What is done with it", "In the pieces", f"In the {called}")
        self.columns = QTableWidget(0, len(heads))
        self.columns.setObjectName("divisionColumns")
        self.columns.setAccessibleName("What is done with each figure")
        self.columns.setHorizontalHeaderLabels(heads)
        self.columns.setWordWrap(False)
        self.columns.verticalHeader().hide()
        self.columns.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)
        self.columns.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.columns.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.columns.setTabKeyNavigation(False)
        header = self.columns.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section, width in ((1, _HOW_WIDTH), (2, _NUMBER_WIDTH), (3, _NUMBER_WIDTH)):
            header.resizeSection(section, width)
        self.said = QPlainTextEdit(readOnly=True)
        self.said.setObjectName("divisionSaid")
        self.said.setAccessibleName("What is done to make the pieces fit")
        self.said.setTabChangesFocus(True)
        upper = QWidget()
        beside = QHBoxLayout(upper)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.picture, 2)
        beside.addWidget(self.said, 3)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(upper)
        parts.addWidget(self.columns)
        parts.setSizes([270, 200])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(parts, 1)

    def show_nothing(self, heading: str, said: Sequence[str] = ()) -> None:
        """Say why there is nothing to show of a unit."""
        self._show(heading, said)
        self.picture.show_pieces(None)
        self.columns.setRowCount(0)

    def show_division(
        self, name: str, division: Division, why: str, columns: Mapping[str, Column], remarks: Sequence[str]
    ) -> None:
        """Show how a unit would be divided.

        Args:
            name: the unit's.
            division: its pieces, and what was done.
            why: how it is known that they are its pieces.
            columns: of the layer, by their keys.
            remarks: what was noticed in the file.

        """
        pieces = division.refinement.pieces
        called = division.refinement.called[len(pieces) != 1]
        self._show(f"{name}: {len(pieces):,} {called}, since {why}.", (*division.said, *remarks))
        self.picture.show_pieces(division.fitted.outlines)
        treatments = division.shares.treatments
        self.columns.setRowCount(len(treatments))
        for row, treatment in enumerate(treatments):
            for section, text in enumerate(_row(treatment, columns)):
                item = QTableWidgetItem(text)
                if section > 1:
                    item.setTextAlignment(_NUMBER)
                self.columns.setItem(row, section, item)

    def show_divided(self, name: str, refinement: Refinement) -> None:
        """Show how a unit is divided now."""
        called = refinement.called[len(refinement.pieces) != 1]
        made = f"{name} is divided into {len(refinement.pieces):,} {called}."
        whole = (
            "Made whole again, it goes where all of its pieces are, or else home. What was moved of it comes back with "
            "Undo."
        )
        self._show(made, (*_sentences(refinement.said), whole))
        self.picture.show_pieces(np.array([piece.outline for piece in refinement.pieces], dtype=object))
        self.columns.setRowCount(0)

    def _show(self, heading: str, said: Sequence[str]) -> None:
        self.heading.setText(heading)
        self.said.setPlainText("\n".join(f"• {sentence}" for sentence in said))


def _sentences(said: str) -> list[str]:
    """Return what a file keeps as one text; it may have been written by another program."""
    return [said] if said else []


def _row(treatment: Treatment, columns: Mapping[str, Column]) -> tuple[str, str, str, str]:
    from borderkit.refinement.said import basis_of, label_of
    from borderkit.refinement.sharing import How

    label = label_of(treatment.key, columns)
    is_area = treatment.key in ("land_m2", "water_m2")
    own, whole = (_area(n) if is_area else f"{n:,}" for n in (treatment.own, treatment.whole))
    match treatment.how:
        case How.JOINED:
            how = "taken as they are"
        case How.SCALED:
            how = "scaled"
        case How.SHARED_OUT:
            how, own = f"estimated by {basis_of(treatment, columns)}", "–"
    return label[:1].upper() + label[1:], how, own, whole


def _area(square_metres: int) -> str:
    return NumberFormat(Preferences().area_unit, system_digits()).area(square_metres)
