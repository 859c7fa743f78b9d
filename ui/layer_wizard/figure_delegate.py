"""The cells of the figures that are chosen from a box or typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QPainter, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionViewItem,
    QWidget,
)

from borderkit.own_layer.recipe import AreaIn, Measure
from ui.layer_wizard.figures_model import AREAS, IN, MEASURE, YEAR, FiguresModel, Index

_MARGIN = 2
_LEAST_YEAR, _LAST_YEAR = 1, 2200


class FigureDelegate(QStyledItemDelegate):
    """Cells that can be changed look like boxes and fields, and are one while they are changed.

    Signals:
        decided: with the row, the column, and what was chosen or typed.
    """

    decided = Signal(int, int, str)

    def __init__(self, model: FiguresModel, owner: QObject | None = None) -> None:
        """Serve a model."""
        super().__init__(owner)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a box or a field where there is something to choose or to type."""
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        text, ground.text = ground.text, ""
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, widget)
        if self._choices(index):
            self._paint_box(painter, ground, text, widget)
        else:
            self._paint_field(painter, ground, text, widget)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for the box around the text."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + (40 if self._choices(index) else 14), hint.height() + 8)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a box that opens at once, or a field."""
        choices = self._choices(index)
        if choices:
            box = QComboBox(parent)
            box.addItems(choices)
            box.activated.connect(partial(self._choose, box, index.row(), index.column()))
            QTimer.singleShot(0, box, box.showPopup)
            return box
        line = QLineEdit(parent)
        if index.column() == YEAR:
            line.setValidator(QIntValidator(_LEAST_YEAR, _LAST_YEAR, line))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's own
        """Show what the cell holds."""
        held = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(held))
        elif isinstance(editor, QLineEdit):
            editor.setText(held)

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:  # noqa: N802 - Qt's own
        """Tell what was typed; a box told it when something was chosen."""
        if isinstance(editor, QLineEdit) and editor.text() != index.data(Qt.ItemDataRole.EditRole):
            self.decided.emit(index.row(), index.column(), editor.text())

    def updateEditorGeometry(  # noqa: N802 - Qt's own
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Put the box where it is drawn."""
        editor.setGeometry(option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))

    def _choices(self, index: Index) -> list[str]:
        if index.column() == MEASURE:
            return [measure.value for measure in Measure]
        if index.column() == IN and self._model.uses[index.row()].measure in AREAS:
            return [area.value for area in AreaIn]
        return []

    def _choose(self, box: QComboBox, row: int, column: int, _: int) -> None:
        text = box.currentText()
        self.closeEditor.emit(box)
        self.decided.emit(row, column, text)

    def _paint_box(self, painter: QPainter, ground: QStyleOptionViewItem, text: str, widget: QWidget) -> None:
        box = QStyleOptionComboBox()
        box.rect = ground.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        box.state = QStyle.StateFlag.State_Enabled
        box.palette = widget.palette()
        box.fontMetrics = ground.fontMetrics
        box.currentText = text
        style = widget.style()
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter, widget)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter, widget)

    def _paint_field(self, painter: QPainter, ground: QStyleOptionViewItem, text: str, widget: QWidget) -> None:
        frame = QStyleOptionFrame()
        frame.rect = ground.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        frame.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Sunken
        frame.palette = widget.palette()
        frame.lineWidth = 1
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, frame, painter, widget)
        letters = ground.palette.color(QPalette.ColorRole.Text)
        room = frame.rect.adjusted(4, 0, -4, 0)
        shown = ground.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.save()
        painter.setPen(letters)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
