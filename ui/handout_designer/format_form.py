"""The choices of a handout's format: template, paper, orientation, colour."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from borderkit.handout.choices import Format, Paper, Template
from borderkit.wording import Wording
from ui.handout_designer.muted_label import MutedLabel

#: Each template with what it is for.
TEMPLATES = {
    Template.ONE_PAGE: ("One page", "The whole case at a glance: maps, table, sources"),
    Template.TWO_PAGES: ("Two pages", "Adds each {unit}’s figures and how they are made"),
    Template.POSTER: ("Poster", "The map large, to be read from two steps away"),
    Template.COMPARISON: ("Comparison", "This proposal side by side with a second one"),
    Template.DATA_SHEET: ("Data sheet", "Text only: for screen readers, and to copy from"),
}
_PAPERS = {
    Paper.LETTER: "Letter, 8.5 × 11 in",
    Paper.LEGAL: "Legal, 8.5 × 14 in",
    Paper.TABLOID: "Tabloid, 11 × 17 in",
    Paper.A4: "A4, 210 × 297 mm",
    Paper.A3: "A3, 297 × 420 mm",
}
#: A poster on a page for the hand would be a map like the others; these belong together.
_LARGER = {Paper.LETTER: Paper.TABLOID, Paper.LEGAL: Paper.TABLOID, Paper.A4: Paper.A3}
_SMALLER = {Paper.TABLOID: Paper.LETTER, Paper.A3: Paper.A4}
_INDENT = 20


class FormatForm(QWidget):
    """The choices; a choice counts at once.

    Signals:
        chosen: with the ``Format`` as it is chosen now.
    """

    chosen = Signal(object)

    def __init__(self, second: QWidget, wording: Wording) -> None:
        """Show the defaults; ``second`` is shown where a second proposal is needed."""
        super().__init__()
        self._layout = Format()
        self._templates = QButtonGroup(self)
        self._paper = QComboBox()
        self._paper.setObjectName("paperSelector")
        for paper, text in _PAPERS.items():
            self._paper.addItem(text, paper)
        self._orientation = QComboBox()
        self._orientation.setObjectName("orientationSelector")
        self._orientation.addItem("Portrait", False)
        self._orientation.addItem("Landscape", True)
        self._plain = QCheckBox(wording.fill("&Black and white, {states} told apart by hatching"))
        self._plain.setObjectName("blackAndWhite")
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._second = second
        self._form.addRow("Compared wit&h", second)
        self._form.addRow("&Paper", self._paper)
        self._form.addRow("&Orientation", self._orientation)
        self._form.addRow(self._plain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._template_box(wording))
        layout.addLayout(self._form)
        self._templates.idClicked.connect(self._choose_template)
        self._paper.activated.connect(self._choose_paper)
        self._orientation.activated.connect(self._choose_orientation)
        self._plain.clicked.connect(self._choose_colour)
        self.show_layout(self._layout)

    def show_layout(self, layout: Format) -> None:
        """Show what is chosen."""
        self._layout = layout
        self._templates.button(list(TEMPLATES).index(layout.template)).setChecked(True)
        self._paper.setCurrentIndex(self._paper.findData(layout.paper))
        self._orientation.setCurrentIndex(self._orientation.findData(layout.landscape))
        self._plain.setChecked(layout.black_and_white)
        self._form.setRowVisible(self._second, layout.template is Template.COMPARISON)

    def _template_box(self, wording: Wording) -> QGroupBox:
        box = QGroupBox("Template")
        layout = QVBoxLayout(box)
        layout.setSpacing(1)
        for position, (template, (name, told)) in enumerate(TEMPLATES.items()):
            purpose = wording.fill(told)
            button = QRadioButton(name)
            button.setObjectName(f"template-{template.value}")
            button.setAccessibleDescription(purpose)
            self._templates.addButton(button, position)
            layout.addWidget(button)
            said = MutedLabel(purpose)
            said.setContentsMargins(_INDENT, 0, 0, 3)
            said.setBuddy(button)
            layout.addWidget(said)
        return box

    def _choose_template(self, position: int) -> None:
        template = list(TEMPLATES)[position]
        paper = self._layout.paper
        if template is Template.POSTER:
            paper = _LARGER.get(paper, paper)
        elif self._layout.template is Template.POSTER:
            paper = _SMALLER.get(paper, paper)
        self._choose(replace(self._layout, template=template, paper=paper))

    def _choose_paper(self) -> None:
        self._choose(replace(self._layout, paper=Paper(self._paper.currentData())))

    def _choose_orientation(self) -> None:
        self._choose(replace(self._layout, landscape=bool(self._orientation.currentData())))

    def _choose_colour(self) -> None:
        self._choose(replace(self._layout, black_and_white=self._plain.isChecked()))

    def _choose(self, layout: Format) -> None:
        if layout != self._layout:
            self.show_layout(layout)
            self.chosen.emit(layout)


def paper_name(paper: Paper) -> str:
    """Return what a paper is called: "Letter"."""
    return _PAPERS[paper].split(",")[0]
