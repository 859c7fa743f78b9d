"""Where the choices come from: the guess, the last time, or a profile with a name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QLabel, QPushButton, QSizePolicy, QWidget

from borderkit.errors import BorderkitError
from borderkit.own_layer.profiles import delete_profile, load_profile, profiles, save_profile
from borderkit.own_layer.recipe import Recipe
from ui import messages
from ui.layer_wizard.texts import on_one_line

_GUESSED, _REMEMBERED = "Guessed from the columns", "As this file was opened last time"
_LEAST_LETTERS = 18


@dataclass(frozen=True, slots=True)
class Choices:
    """A recipe to begin with.

    Attributes:
        said: where it comes from, in words; "" for the guess and the last time.
        recipe: the choices.

    """

    said: str
    recipe: Recipe


class ProfileBar(QWidget):
    """A box with all that can be begun with, and buttons to keep a profile and to delete one.

    Signals:
        chosen: other choices are to be shown, with ``Choices``.
        saving: the recipe of now is wanted, to be kept under a name; ``save`` takes it.
    """

    chosen = Signal(object)
    saving = Signal(str)

    def __init__(self) -> None:
        """Start without a layer."""
        super().__init__()
        self._entries: list[Choices] = []
        self.box = QComboBox()
        self.box.setObjectName("wizardProfile")
        self.box.setAccessibleName("Choices to begin with")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LEAST_LETTERS)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.save_button = QPushButton("&Save as profile…")
        self.save_button.setObjectName("wizardSaveProfile")
        self.delete_button = QPushButton("Delete")
        self.delete_button.setObjectName("wizardDeleteProfile")
        self.delete_button.setAccessibleName("Delete the profile")
        caption = QLabel("&Profile")
        caption.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (caption, self.box, self.save_button, self.delete_button):
            row.addWidget(widget, int(widget is self.box))
        for button in (self.save_button, self.delete_button):
            button.setAutoDefault(False)
        self.box.activated.connect(self._choose)
        self.save_button.clicked.connect(self._ask_for_name)
        self.delete_button.clicked.connect(self._delete)

    def show_choices(self, guessed: Recipe, remembered: Recipe | None) -> Recipe:
        """Offer what there is for a layer, and return what to begin with: the last time's, or the guess."""
        self._entries = [Choices("", guessed)]
        if remembered is not None:
            self._entries.append(Choices("", remembered))
        self._fill(len(self._entries) - 1)
        return self._entries[-1].recipe

    def save(self, name: str, recipe: Recipe) -> None:
        """Keep a recipe under a name."""
        try:
            save_profile(name, recipe)
        except BorderkitError as error:
            messages.show_error(self.window(), error)
            return
        self._fill(0)
        row = self.box.findText(" ".join(name.split()), Qt.MatchFlag.MatchExactly)
        self.box.setCurrentIndex(row)
        self._show_row()

    @property
    def _n_fixed(self) -> int:
        return len(self._entries)

    def _fill(self, row: int) -> None:
        self.box.clear()
        self.box.addItems([_GUESSED, _REMEMBERED][: self._n_fixed])
        self.box.addItems(profiles())
        self.box.setCurrentIndex(row)
        self._show_row()

    def _show_row(self) -> None:
        self.delete_button.setEnabled(self.box.currentIndex() >= self._n_fixed)

    def _choose(self, row: int) -> None:
        self._show_row()
        if row < self._n_fixed:
            self.chosen.emit(self._entries[row])
            return
        name = self.box.itemText(row)
        try:
            self.chosen.emit(Choices(name, load_profile(name)))
        except BorderkitError as error:  # another window deleted it
            messages.show_error(self.window(), error)
            self._fill(0)

    def _ask_for_name(self) -> None:
        proposed = self.box.currentText() if self.box.currentIndex() >= self._n_fixed else ""
        name, is_given = QInputDialog.getText(
            self.window(), "Save as profile", "Name of the profile:", text=on_one_line(proposed)
        )
        if not is_given:
            return
        name = " ".join(name.split())
        if name in profiles() and not messages.ask(
            self.window(), f"Replace the profile “{name}”?", "There is one of this name already.", "Replace"
        ):
            return
        self.saving.emit(name)

    def _delete(self) -> None:
        name = self.box.currentText()
        if not messages.ask(self.window(), f"Delete the profile “{name}”?", "The choices of now stay.", "Delete"):
            return
        try:
            delete_profile(name)
        except BorderkitError as error:
            messages.show_error(self.window(), error)
        self._fill(0)
