"""The choice of what the map's colours show."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from borderkit.layer import UnitLayer
from borderkit.portrayal import CLASS_NUMBERS, Choice, Method, Way, column_choices, ways_on

_METHODS = {
    Method.QUANTILES: "as many {units} each",
    Method.EQUAL_STEPS: "equal steps",
    Method.NATURAL_BREAKS: "natural breaks",
}


class PortrayalSelector(QWidget):
    """The ways of seeing, and for a figure of choice which one and how it is classed.

    Signals:
        chosen: a ``Choice``.
    """

    chosen = Signal(object)

    def __init__(self, layer: UnitLayer, parent: QWidget | None = None) -> None:
        """Offer what a layer has."""
        super().__init__(parent)
        self._choice = Choice()
        self._way = QComboBox()
        self._way.setObjectName("portrayalSelector")
        self._way.setAccessibleName("What the colours show")
        for way in ways_on(layer):
            self._way.addItem(way.label_on(layer.wording), way)
        self._column = QComboBox()
        self._column.setObjectName("portrayedColumn")
        self._column.setAccessibleName("Which figure")
        for key, label in column_choices(layer):
            self._column.addItem(label, key)
        self._method = QComboBox()
        self._method.setObjectName("classingMethod")
        self._method.setAccessibleName("How the figure is classed")
        for method, label in _METHODS.items():
            self._method.addItem(layer.wording.fill(label), method)
        self._n_classes = QSpinBox(minimum=CLASS_NUMBERS[0], maximum=CLASS_NUMBERS[-1], suffix=" classes")
        self._n_classes.setObjectName("numberOfClasses")
        self._of_column = (self._column, self._method, self._n_classes)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 4)
        layout.setSpacing(6)
        caption = QLabel("Colours")
        caption.setBuddy(self._way)
        layout.addWidget(caption)
        for widget in (self._way, *self._of_column):
            layout.addWidget(widget)
        layout.addStretch(0)
        for box in (self._way, self._column, self._method):
            # The choice must not keep the window from being narrow.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMaximumWidth(260)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_choice(self._choice)
        for box in (self._way, self._column, self._method):
            box.activated.connect(self._choose)
        self._n_classes.valueChanged.connect(self._choose)

    def show_choice(self, choice: Choice) -> None:
        """Show what is chosen."""
        self._choice = choice
        self._way.setCurrentIndex(self._way.findData(choice.way))
        # A layer without the usual column shows its first.
        self._column.setCurrentIndex(max(0, self._column.findData(choice.column)))
        self._method.setCurrentIndex(self._method.findData(choice.method))
        self._n_classes.blockSignals(True)
        self._n_classes.setValue(choice.n_classes)
        self._n_classes.blockSignals(False)
        for widget in self._of_column:
            widget.setVisible(choice.way is Way.COLUMN)

    def _choose(self) -> None:
        choice = replace(
            self._choice,
            way=Way(self._way.currentData()),
            column=str(self._column.currentData()),
            method=Method(self._method.currentData()),
            n_classes=self._n_classes.value(),
        )
        if choice != self._choice:
            self.chosen.emit(choice)
