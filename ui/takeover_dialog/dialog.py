"""The dialog: what is in a plan, what its districts go to, and what would move."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from borderkit.document import Document
from borderkit.number_format import NumberFormat
from borderkit.takeover.effect import effect_of
from borderkit.takeover.errors import TakeoverError
from borderkit.takeover.taken import Taken
from ui.refusal_label import RefusalLabel
from ui.takeover_dialog.districts_model import DistrictsModel
from ui.takeover_dialog.districts_table import DistrictsTable
from ui.takeover_dialog.divided_panel import DividedPanel
from ui.takeover_dialog.effect_line import effect_line
from ui.takeover_dialog.not_taken_panel import NotTakenPanel
from ui.takeover_dialog.targets import Targets

_WIDTH, _HEIGHT = 900, 640


class TakeoverDialog(QDialog):
    """Everything about one plan; nothing outside it changes while it is open.

    Attributes:
        document: the proposal that the plan comes to, once the dialog is accepted.

    """

    def __init__(self, taken: Taken, numbers: NumberFormat, folder: Path, parent: QWidget | None = None) -> None:
        """Begin with what is proposed for each district; lists are saved to ``folder``."""
        super().__init__(parent)
        self.setWindowTitle(f"Take over {taken.origin.file}")
        self.document: Document | None = None
        self._taken, self._numbers = taken, numbers
        self.targets = Targets(taken.layer)
        self.model = DistrictsModel(taken, self.targets, numbers, self)
        self.districts = DistrictsTable(self.model, self.targets)
        self.divided = DividedPanel(taken.layer)
        self.not_taken = NotTakenPanel(taken, numbers, folder)
        self.lists = QTabWidget()
        self.lists.addTab(self.divided, "")
        lost = numbers.count(taken.rows_not_taken)
        self.lists.addTab(self.not_taken, f"Could not be taken over ({lost})")
        self.effect = _plain_label()
        font = self.effect.font()
        font.setBold(True)
        self.effect.setFont(font)
        self._refusal = RefusalLabel()
        self._refusal.hide()
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.districts)
        halves.addWidget(self.lists)
        halves.setChildrenCollapsible(False)
        halves.setSizes([_HEIGHT * 11 // 20, _HEIGHT * 9 // 20])
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.button(standard.Ok).setText("Take over")
        layout = QVBoxLayout(self)
        layout.addWidget(_plain_label(_what_it_is(taken, numbers)))
        layout.addWidget(halves, 1)
        layout.addWidget(self.effect)
        layout.addWidget(self._refusal)
        layout.addWidget(buttons)
        self.resize(_WIDTH, _HEIGHT)
        self.districts.changed.connect(self._show_effect)
        self.divided.rule_chosen.connect(self._show_effect)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._show_effect()

    @property
    def refusal_text(self) -> str:
        """Why the plan cannot be taken over yet."""
        return self._refusal.text()

    def accept(self) -> None:
        """Make the proposal; stay open with the reason if a district goes nowhere yet."""
        undecided = self.model.undecided
        if undecided:
            self._refusal.setText(f"Nothing is chosen for district {undecided[0]} yet. Choose what it goes to.")
            self._refusal.show()
            return
        try:
            self.document = self._taken.document(self.model.choices, self.targets.declared, self.divided.rule)
        except TakeoverError as error:
            self._refusal.setText(str(error))
            self._refusal.show()
            return
        super().accept()

    def _show_effect(self) -> None:
        effect = effect_of(self._taken, self.model.choices, self.divided.rule)
        names = {jurisdiction.code: jurisdiction.name for jurisdiction in self.targets.all}
        layer = self._taken.layer
        self.effect.setText(effect_line(effect, layer, self._numbers, lambda code: names.get(code, code)))
        self.divided.show_divided(effect.divided)
        several = layer.called[1]
        self.lists.setTabText(0, f"Divided {several} ({self._numbers.count(len(effect.divided))})")
        self._refusal.clear()
        self._refusal.hide()


def _what_it_is(taken: Taken, numbers: NumberFormat) -> str:
    """Return what kind of file it is, how much is in it, and what a person must know of it."""
    sentences = [f"{taken.said}."]
    if taken.unassigned:
        one, several = taken.called
        none = f"{numbers.count(taken.unassigned)} {one if taken.unassigned == 1 else several}"
        sentences.append(f"{none} in no district.")
    if taken.format.remark and any(district.label == "0" for district in taken.districts):
        sentences.append(taken.format.remark)
    return " ".join(sentences)


def _plain_label(text: str = "") -> QLabel:
    label = QLabel(wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    return label
