"""The box in each row of the districts: what the district goes to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from ui.takeover_dialog.districts_model import DistrictsModel, Index
from ui.takeover_dialog.targets import Targets, status_wanted

_MARGIN = 2


class TargetDelegate(QStyledItemDelegate):
    """Looks like a box in every row, and is one in the row that is being chosen for: a thousand boxes would be slow.

    Signals:
        chosen: with the row, and the code that it is to go to.
        new_wanted: with the row, and the status of the jurisdiction that is to be declared for it.
    """

    chosen = Signal(int, str)
    new_wanted = Signal(int, object)

    def __init__(self, targets: Targets, owner: QObject | None = None) -> None:
        """Offer the targets."""
        super().__init__(owner)
        self._targets = targets

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row's ground and a box on it."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        text, ground.text = ground.text, ""
        icon, ground.icon = QIcon(ground.icon), QIcon()  # a copy: what is read is the option's own
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, widget)
        box = QStyleOptionComboBox()
        box.rect = ground.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        box.state = QStyle.StateFlag.State_Enabled
        box.palette = widget.palette()
        box.fontMetrics = ground.fontMetrics
        box.currentText = text
        box.currentIcon = icon
        box.iconSize = ground.decorationSize
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter, widget)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter, widget)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for the box around the text."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 44, hint.height() + 8)

    def updateEditorGeometry(  # noqa: N802 - Qt's own
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Put the box where it is drawn."""
        editor.setGeometry(option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QComboBox:
        """Return a box with every target; it opens at once."""
        box = QComboBox(parent)
        model = index.model()
        self._targets.fill(box, model.chosen(index.row()) if isinstance(model, DistrictsModel) else None)
        box.activated.connect(partial(self._choose, box, index.row()))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def _choose(self, box: QComboBox, row: int, _: int) -> None:
        data = box.currentData()
        self.closeEditor.emit(box)
        status = status_wanted(data)
        if status is not None:
            # Its dialog is to come once the box is gone.
            QTimer.singleShot(0, self, partial(self.new_wanted.emit, row, status))
        elif data is not None:
            self.chosen.emit(row, data)
