"""The small dialogs: a new jurisdiction, the proposal's description, the shortcuts, what the program is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from borderkit import locations
from borderkit.document import Details
from borderkit.errors import JurisdictionError
from borderkit.jurisdiction import (
    NEW_STATUSES,
    Jurisdiction,
    Status,
    new_jurisdiction,
    next_color,
    suggest_code,
)
from borderkit.wording import Wording
from ui.refusal_label import RefusalLabel
from ui.swatch import swatch

#: What the map does with the mouse, for the list of shortcuts: actions cannot tell it.
_MOUSE = (
    ("Move {units}, or put them back", "Click, or drag with the button held (Paint)"),
    ("Move whole {states}, or put them back", "Ctrl+click, Ctrl+drag (Paint)"),
    ("Move what lies within a line", "Drag (Rectangle, Lasso); with Shift it is selected"),
    ("Move a {state} line", "Drag it (Push a border)"),
    ("Move the {units} of a {state} that fit a rule", "Click the {state}, or draw a line from it (Fill)"),
    ("Select {a_unit}; add to the selection", "Click; Ctrl+click (Select)"),
    ("Go to the neighbour; select it too", "Arrow keys; Shift and arrow keys"),
    ("Take the {state} of {a_unit} as the target", "Right-click"),
    ("Zoom at the pointer", "Wheel, or pinch on a touchpad"),
    ("Fill the window with a box", "Drag (Zoom to a box)"),
    ("Drag the map", "Middle button, Space and left button, or Ctrl and arrow keys"),
    ("Back to the last view, forward again", "The mouse's back and forward buttons"),
    ("Drop what is in progress, or the selection", "Esc"),
    ("Zoom to a {state}", "Double-click its row in the totals"),
)


_COUNTIES = Wording()


class NewJurisdictionDialog(QDialog):
    """Asks for name, code, status and colour of a jurisdiction; what cannot be accepted is said in place.

    Attributes:
        jurisdiction: what was declared, once the dialog is accepted.

    """

    def __init__(
        self,
        others: Iterable[Jurisdiction],
        parent: QWidget | None = None,
        *,
        status: Status = Status.NEW_STATE,
        edited: Jurisdiction | None = None,
        wording: Wording = _COUNTIES,
    ) -> None:
        """Offer a code and a colour that none of the ``others`` has, or show the jurisdiction to be edited."""
        super().__init__(parent)
        self.setWindowTitle(f"Edit {edited.name}" if edited else f"New {wording.status(status).removeprefix('new ')}")
        self.jurisdiction: Jurisdiction | None = None
        self._others = list(others)
        self._color = next_color(other.color for other in self._others)
        self._name = QLineEdit(placeholderText="Jefferson")
        self._code = QLineEdit(placeholderText="JEF", maxLength=8)
        self._status = QComboBox()
        for choice in NEW_STATUSES:
            self._status.addItem(wording.status(choice).capitalize(), choice)
        self._status.setCurrentIndex(self._status.findData(edited.status if edited else status))
        if edited:
            self._name.setText(edited.name)
            self._code.setText(edited.code)
            self._code.setModified(True)
            self._color = edited.color
        self._color_button = QPushButton()
        self._refusal = RefusalLabel()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        form = QFormLayout(self)
        form.addRow("&Name", self._name)
        form.addRow("&Code", self._code)
        form.addRow("&Status", self._status)
        form.addRow("Co&lour", self._color_button)
        form.addRow(self._refusal)
        form.addRow(buttons)
        self.setMinimumWidth(380)
        self._name.textEdited.connect(self._suggest_code)
        self._color_button.clicked.connect(self._choose_color)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._show_color()

    @property
    def refusal_text(self) -> str:
        """Why what was entered cannot be accepted."""
        return self._refusal.text()

    def _suggest_code(self, name: str) -> None:
        if not self._code.isModified():
            taken = {other.code for other in self._others}
            self._code.setText(suggest_code(name, taken) if name.strip() else "")

    def _choose_color(self) -> None:
        color = QColorDialog.getColor(QColor(self._color), self, "Colour on the map")
        if color.isValid():
            self._color = color.name()
            self._show_color()

    def _show_color(self) -> None:
        self._color_button.setIcon(swatch(self._color))
        self._color_button.setText(self._color)

    def accept(self) -> None:
        """Check what was entered; stay open with the reason if it cannot be."""
        try:
            self.jurisdiction = new_jurisdiction(
                self._code.text(),
                self._name.text(),
                Status(self._status.currentData()),
                self._color,
                self._others,
            )
        except JurisdictionError as error:
            self._refusal.setText(str(error))
            self.adjustSize()
            return
        super().accept()


class DetailsDialog(QDialog):
    """Title, author, date and summary of the proposal."""

    def __init__(self, details: Details, parent: QWidget | None = None) -> None:
        """Show what is written so far."""
        super().__init__(parent)
        self.setWindowTitle("Proposal")
        self._title = QLineEdit(details.title)
        self._author = QLineEdit(details.author)
        self._date = QLineEdit(details.date, placeholderText="year-month-day")
        self._summary = QPlainTextEdit(details.summary)
        self._summary.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        form = QFormLayout(self)
        form.addRow("&Title", self._title)
        form.addRow("&Proposed by", self._author)
        form.addRow("&Date", self._date)
        form.addRow("&Summary", self._summary)
        form.addRow(buttons)
        self.resize(520, 340)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    @property
    def details(self) -> Details:
        """What is written now; an empty title counts as none."""
        return Details(
            title=self._title.text().strip() or Details().title,
            author=self._author.text().strip(),
            date=self._date.text().strip(),
            summary=self._summary.toPlainText().strip(),
        )


class FiguresDialog(QDialog):
    """The page on how the figures are made: statutes, formulas, sources, limits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the page of resources/."""
        super().__init__(parent)
        self.setWindowTitle("How the figures are made")
        page = QTextBrowser()
        page.setOpenExternalLinks(True)
        text = (locations.resources() / "figures.md").read_text(encoding="utf-8")
        page.setMarkdown(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(page)
        layout.addWidget(buttons)
        self.resize(760, 720)


class ShortcutsDialog(QDialog):
    """Every action with its keys, by menu, and what the mouse does on the map."""

    def __init__(
        self, menus: Sequence[tuple[str, Sequence[QAction]]], wording: Wording, parent: QWidget | None = None
    ) -> None:
        """List the actions of the menus, as they are."""
        super().__init__(parent)
        self.setWindowTitle("Shortcuts")
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setRootIsDecorated(False)
        tree.setHeaderLabels(["Action", "Keys or mouse"])
        tree.setObjectName("shortcutList")
        for title, actions in menus:
            rows = [(_plain(action.text()), _keys(action)) for action in actions if action.shortcuts()]
            _add_group(tree, title, rows)
        _add_group(tree, "On the map", [(wording.fill(text), wording.fill(keys)) for text, keys in _MOUSE])
        tree.expandAll()
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tree)
        layout.addWidget(buttons)
        self.resize(620, 620)


def _add_group(tree: QTreeWidget, title: str, rows: Iterable[tuple[str, str]]) -> None:
    rows = list(rows)
    if not rows:
        return
    heading = QTreeWidgetItem(tree, [title])
    font = heading.font(0)
    font.setBold(True)
    heading.setFont(0, font)
    for text, keys in rows:
        QTreeWidgetItem(heading, [text, keys])


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(sequence.toString(form) for sequence in action.shortcuts())
