"""The coordinate system: told in a line where the file says it, asked for where it does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from borderkit.own_layer.coordinates import NAD83, WGS84
from borderkit.own_layer.crs_proposals import CrsProposal
from ui.elided_label import ElidedLabel
from ui.layer_wizard import placing
from ui.layer_wizard.sample import Sample
from ui.layer_wizard.texts import plain_label
from ui.refusal_label import RefusalLabel

_CHOOSE, _BY_CODE = "Choose…", "Another one, by its code"
_LEAST_LETTERS = 30
#: These differ by two metres at most; the first can be taken for either.
_DEGREES = (NAD83, WGS84)


class CrsPanel(QWidget):
    """A line, and a question that opens below it where it has to be asked, or is wanted.

    Attributes:
        question: it is to lie below the line.
        crs: what the person says; "" where it is as the file says, or not said yet.

    Signals:
        changed: the person says something else.

    """

    changed = Signal()

    def __init__(self) -> None:
        """Start without a layer."""
        super().__init__()
        self.crs = ""
        self._of_file = ""
        self._sample: Sample | None = None
        self._likely: tuple[CrsProposal, ...] = ()
        self.line = ElidedLabel()
        self.line.setObjectName("wizardCrs")
        self.change_button = QPushButton("&Change…")
        self.change_button.setObjectName("wizardChangeCrs")
        self.change_button.setAccessibleName("Change the coordinate system")
        self.change_button.setAutoDefault(False)
        self.question = QFrame(frameShape=QFrame.Shape.StyledPanel)
        self.question.setObjectName("wizardCrsQuestion")
        self._why = plain_label()
        self.choice = QComboBox()
        self.choice.setObjectName("wizardCrsChoice")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(_LEAST_LETTERS)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.code = QLineEdit(placeholderText="EPSG:2992")
        self.code.setObjectName("wizardCrsCode")
        self.code.setAccessibleName("Code of the coordinate system")
        self.said = plain_label()
        self.said.setObjectName("wizardCrsSaid")
        self.refused = RefusalLabel()
        self._lay_out()
        self.change_button.clicked.connect(self._ask)
        self.choice.activated.connect(self._answer)
        self.code.textEdited.connect(self._answer)

    @property
    def effective(self) -> str | None:
        """The coordinate system that holds; None while there is none."""
        return self.crs or self._of_file or None

    @property
    def is_said_by_file(self) -> bool:
        """Whether the file says a coordinate system that its numbers can be in."""
        return bool(self._of_file)

    @property
    def refusal(self) -> str:
        """Why the layer cannot be opened yet; "" where it can."""
        if self.effective is None:
            return "Its coordinate system is not known yet. Choose one above."
        if self._is_typed and not self.crs:
            return "The code of the coordinate system will not do yet. Type another one."
        return ""

    def show_sample(self, sample: Sample) -> None:
        """Tell the coordinate system of a layer, or ask for it."""
        self._sample, self._of_file, self.crs, self._likely = sample, placing.said_by_file(sample), "", ()
        self.code.clear()
        self._fill()
        if not self._of_file:
            self._propose()
        self._show()

    def show_crs(self, crs: str) -> None:
        """Take what a profile or the last time says; "" leaves it as it is."""
        if not crs or self._sample is None:
            return
        self._propose()
        codes = [proposal.code for proposal in self._likely]
        if crs in codes:
            self.choice.setCurrentIndex(codes.index(crs) + 1)
        else:
            self.choice.setCurrentIndex(self.choice.count() - 1)
            self.code.setText(crs)
        self._take()

    @property
    def _is_open(self) -> bool:
        return not self.question.isHidden()

    @property
    def _is_typed(self) -> bool:
        return self._is_open and self.choice.currentIndex() == self.choice.count() - 1

    def _ask(self) -> None:
        """Open the question, or close it again."""
        if self._is_open:
            self.crs = ""
            self.question.hide()
            self.choice.setCurrentIndex(0)
            self._show()
            self.changed.emit()
            return
        self._propose()
        self._show()
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self) -> None:
        """Open the question with what the numbers look like."""
        if self._sample is not None and not self._likely:
            self._likely = placing.likely(self._sample)
            self._fill()
            if not self._of_file and self._likely and (len(self._likely) == 1 or self._likely[0].code in _DEGREES):
                self.choice.setCurrentIndex(1)
                self.crs = self._likely[0].code
        self.question.show()

    def _fill(self) -> None:
        self.choice.clear()
        self.choice.addItem("As the file says" if self._of_file else _CHOOSE)
        for proposal in self._likely:
            self.choice.addItem(f"{proposal.name} ({proposal.code})")
        self.choice.addItem(_BY_CODE)
        self.question.hide()

    def _answer(self) -> None:
        self._take()
        if self._is_typed and not self.code.text():
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take(self) -> None:
        row = self.choice.currentIndex() - 1
        if 0 <= row < len(self._likely):
            self.crs = self._likely[row].code
        elif self._is_typed and self._sample is not None and self.code.text().strip():
            self.crs = placing.placed(self.code.text(), self._sample.bounds).crs
        else:
            self.crs = ""
        self._show()

    def _show(self) -> None:
        effective = self.effective
        self.line.setText(placing.in_words(effective) if effective else "not known")
        # Where the file says nothing, there is nothing to go back to.
        self.change_button.setVisible(bool(self._of_file))
        self.change_button.setText("As the file says" if self._is_open else "&Change…")
        asked = self._sample is not None and not self._of_file
        self._why.setText(self._why_asked())
        self._why.setVisible(asked)
        self.code.setVisible(self._is_typed)
        said, refused = self._said()
        for label, text in ((self.said, said), (self.refused, refused)):
            label.setText(text)
            label.setVisible(bool(text))

    def _why_asked(self) -> str:
        if self._sample is None or self._of_file:
            return ""
        one = " They look like one that is known here: check it." if len(self._likely) == 1 else ""
        return placing.why_asked(self._sample) + one

    def _said(self) -> tuple[str, str]:
        """Return what is to be known of the choice, and what is wrong with it."""
        row = self.choice.currentIndex() - 1
        if self._sample is None or not self._is_open:
            return "", ""
        if 0 <= row < len(self._likely):
            return self._likely[row].why, ""
        if self._is_typed and self.code.text().strip():
            placed = placing.placed(self.code.text(), self._sample.bounds)
            return (placed.said, "") if placed.crs else ("", placed.said)
        if self._of_file:
            return "", ""
        if self._likely:
            return f"The numbers look like {len(self._likely)} systems: take the one that the layer's source names.", ""
        return "The numbers look like none that is known here: ask where the file comes from.", ""

    def _lay_out(self) -> None:
        caption = QLabel("Coordinate system")
        head = QHBoxLayout(self)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(caption)
        head.addWidget(self.line, 1)
        head.addWidget(self.change_button)
        where = QLabel("Coor&dinates in")
        where.setBuddy(self.choice)
        grid = QGridLayout(self.question)
        grid.addWidget(self._why, 0, 0, 1, 3)
        grid.addWidget(where, 1, 0)
        grid.addWidget(self.choice, 1, 1)
        grid.addWidget(self.code, 1, 2)
        grid.addWidget(self.said, 2, 0, 1, 3)
        grid.addWidget(self.refused, 3, 0, 1, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
