"""Chooses what a proposal is compared with: another one of the shelf, or one in a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy

from borderkit.errors import BorderkitError
from borderkit.layer import UnitLayer
from borderkit.opening import open_proposal
from borderkit.proposal import Proposal
from borderkit.proposal_file import SUFFIX
from borderkit.shelf import ShelfEntry
from ui import messages
from ui.preferences import Preferences

_NOTHING, _FROM_FILE = "Choose a proposal…", "From a file…"
_FILES = f"Proposals (*{SUFFIX} *.csv)"
_LEAST_LETTERS = 16


class SecondChoice(QComboBox):
    """The shelf by its groups, and an entry that asks for a file.

    Signals:
        chosen: another proposal is chosen, or none.
    """

    chosen = Signal()

    def __init__(self, layer: UnitLayer, entries: Sequence[ShelfEntry], preferences: Preferences) -> None:
        """Offer the entries of the shelf, in their order."""
        super().__init__()
        self.setObjectName("secondProposal")
        self.setAccessibleName("Compared with")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layer, self._preferences = layer, preferences
        self._entries = entries
        self._proposal: Proposal | None = None
        self._shown = 0
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._fill()
        self.activated.connect(self._choose)

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that is chosen."""
        return self._proposal

    def choose_file(self, path: Path) -> bool:
        """Take the proposal in a file; return whether it could be read."""
        try:
            proposal = open_proposal(path, self._layer)
        except BorderkitError as error:
            messages.show_error(self.window(), error)
            return False
        self.insertItem(1, f"{proposal.details.title} ({path.name})", proposal)
        self._take(1)
        return True

    def _fill(self) -> None:
        self.addItem(_NOTHING)
        group = ""
        for entry in self._entries:
            if entry.group != group:
                group = entry.group
                heading = QStandardItem(group)
                heading.setEnabled(False)
                self._items.appendRow(heading)
            self.addItem(entry.title, entry)
        self.addItem(_FROM_FILE)

    def _choose(self, row: int) -> None:
        if row == self.count() - 1:
            self.setCurrentIndex(self._shown)
            self._ask_for_file()
        elif row != self._shown:
            self._take(row)

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window(), "Choose the proposal to compare with", str(self._preferences.folder), _FILES
        )
        if name:
            self.choose_file(Path(name))

    def _take(self, row: int) -> None:
        chosen = self.itemData(row)
        if isinstance(chosen, ShelfEntry):
            chosen = Proposal(self._layer, chosen.document)
        self._proposal, self._shown = chosen, row
        self.setCurrentIndex(row)
        self.chosen.emit()
