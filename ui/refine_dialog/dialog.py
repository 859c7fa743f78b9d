"""The window that divides units into pieces."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from borderkit.errors import BorderkitError
from borderkit.proposal import Proposal
from borderkit.refinement.choosing import Choice, divided_now, named_as_divided
from borderkit.refinement.dividing import Division
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.pieces import Known
from borderkit.refining import REFINEMENTS
from ui import messages
from ui.refine_dialog.division_view import DivisionView
from ui.refine_dialog.pieces_file import PiecesFile
from ui.refine_dialog.unit_field import UnitField
from ui.refine_dialog.units_list import UnitsList
from ui.refine_dialog.work import Loaded, RefineWork
from ui.refusal_label import RefusalLabel

_SIZE = (1000, 640)
_LEFT_WIDTH = 352
#: More than these are not divided at once; a selection of the whole country is none to be listed here.
_SELECTED_AT_MOST = 40
_READ = "I have &read what is scaled, shared out, left out and cut off"


class RefineDialog(QDialog):
    """Asks for a file of pieces and which units it is to divide, and shows what comes of it before anything is done.

    Signals:
        refined: what the proposal's file is to keep as divided, and the name of the step.
    """

    refined = Signal(object, str)

    def __init__(self, proposal: Proposal, parent: QWidget | None = None, selected: Iterable[int] = ()) -> None:
        """Divide units of a proposal's layer.

        Args:
            proposal: it; nothing is changed in it.
            parent: the window that this one lies over.
            selected: the positions of units that are offered beside those that the proposal names as divided.

        Raises:
            RefinementError: if what the proposal divides now is damaged.

        """
        super().__init__(parent)
        self.setObjectName("refineDialog")
        self._proposal = proposal
        self._layer = proposal.layer.base or proposal.layer
        self._now = divided_now(proposal)
        self._loaded: Loaded | None = None
        self._path: Path | None = None
        self._divisions: dict[int, Division | RefinementError] = {}
        self._columns = {column.key: column for column in self._layer.columns}
        one, many = self._layer.called
        self.setWindowTitle(f"Divide {many} into precincts, tracts or block groups")
        self.work = RefineWork(self._layer, self)
        self.file = PiecesFile()
        self.units = UnitsList()
        self.field = UnitField(self._layer)
        self.view = DivisionView(one)
        self.read = QCheckBox(_READ)
        self.read.setObjectName("haveRead")
        self.refusal = RefusalLabel()
        self.divide = QPushButton()
        self.divide.setObjectName("divide")
        self._cancel = QPushButton("Cancel")
        self._lay_out(f"2. The {many} to divide", f"3. What is done with the {one}")
        self._list_units(selected)
        self._connect()
        self._show_unit()
        self._show_ready()
        self.resize(*_SIZE)

    # What the program and tests reach for

    def open_pieces(self, path: Path) -> None:
        """Read a file of pieces, behind a bar that can be stopped."""
        self._path = path
        self.file.show_path(path)
        self.refusal.setText("")
        if not self.work.is_busy:
            self.work.load(path)

    @property
    def choice(self) -> Choice:
        """What would be done now."""
        found = [self._divisions.get(unit) for unit in self.units.ticked()]
        divided = [division.refinement for division in found if isinstance(division, Division)]
        return Choice(divided, self.units.ticked(divided=True))

    def division_of(self, geoid: str) -> Division | RefinementError | None:
        """Return how a unit would be divided, or why it cannot be; None where that is not known yet."""
        return self._divisions.get(self._layer.index_of[geoid])

    # Building

    def _lay_out(self, units_title: str, view_title: str) -> None:
        units = QGroupBox(units_title)
        inside = QVBoxLayout(units)
        inside.addWidget(self.units, 1)
        inside.addWidget(self.field)
        left = QWidget()
        left.setFixedWidth(_LEFT_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.file)
        column.addWidget(units, 1)
        right = QGroupBox(view_title)
        QVBoxLayout(right).addWidget(self.view)
        parts = QHBoxLayout()
        parts.addWidget(left)
        parts.addWidget(right, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.read, 1)
        for button in (self.divide, self._cancel):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(parts, 1)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)
        self.setTabOrder(self.file.columns, self.units)

    def _connect(self) -> None:
        self.file.chosen.connect(self.open_pieces)
        self.file.columns_wanted.connect(self._ask_for_columns)
        self.units.ticked_changed.connect(self._follow_ticks)
        self.units.unit_chosen.connect(self._show_unit)
        self.field.unit_wanted.connect(self._add_unit)
        self.field.refused.connect(self.refusal.setText)
        self.work.loaded.connect(self._show_loaded)
        self.work.divided.connect(self._take_divisions)
        self.work.refused.connect(self._refuse)
        self.work.stopped.connect(self._untick_unknown)
        self.work.rested.connect(self._fit_missing)
        self.read.toggled.connect(self._show_ready)
        self.divide.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)

    def _list_units(self, selected: Iterable[int]) -> None:
        for unit, refinement in self._now.items():
            pieces = f"{len(refinement.pieces):,} {refinement.called[len(refinement.pieces) != 1]}"
            self.units.add(unit, self._label(unit), divided=True, pieces=pieces)
        for unit in named_as_divided(self._proposal):
            self.units.add(unit, self._label(unit), ticked=unit not in self._now)
        wanted = [unit for unit in selected if unit < len(self._layer)]
        for unit in wanted if len(wanted) <= _SELECTED_AT_MOST else []:
            self.units.add(int(unit), self._label(int(unit)))
        first = next(iter((*self.units.to_divide(), *self._now)), None)
        if first is not None:
            self.units.choose(first)

    def _label(self, unit: int) -> str:
        home = self._layer.home_of(unit)
        return f"{self._layer.names[unit]}, {home.code}"

    # The steps

    def _ask_for_columns(self) -> None:
        from ui.layer_wizard.asking import ask_for_recipe

        if self._path is not None and not self.work.is_busy:
            path = self._path
            ask_for_recipe(path, self, lambda recipe: self.work.load(path, recipe))

    def _show_loaded(self, loaded: Loaded) -> None:
        self._loaded, self._divisions = loaded, {}
        self.file.show_found(loaded.read)
        covered = [unit for unit in loaded.covered if unit not in self._now]
        for unit in covered:
            self.units.add(unit, self._label(unit), ticked=len(covered) == 1)
        for unit in self.units.to_divide():
            self.units.show_pieces(unit, self._pieces_text(unit))
        # What the file has nothing of stays as it is.
        self.units.untick([unit for unit in self.units.ticked() if unit not in loaded.covered])
        if covered and self.units.chosen not in covered:
            self.units.choose(covered[0])
        self._show_unit()
        self._follow_ticks()

    def _pieces_text(self, unit: int) -> str:
        division = self._divisions.get(unit)
        if self._loaded is None:
            return ""
        if isinstance(division, RefinementError):
            return "cannot be divided"
        number = self._loaded.covered.get(unit, 0)
        if division is not None:
            number = len(division.refinement.pieces)
        one, many = self._loaded.read.source.called
        return f"{number:,} {one if number == 1 else many}" if number else "none in the file"

    def _add_unit(self, unit: int) -> None:
        self.refusal.setText("")
        if unit in self._now:
            self.refusal.setText(f"{self._layer.names[unit]} is divided. Make it whole again first.")
        else:
            self.units.add(unit, self._label(unit), ticked=True)
            self.units.show_pieces(unit, self._pieces_text(unit))
        self.units.choose(unit)

    def _follow_ticks(self) -> None:
        self.read.setChecked(False)
        self._fit_missing()

    def _fit_missing(self) -> None:
        """Divide what is ticked and was not divided yet."""
        missing = [unit for unit in self.units.ticked() if unit not in self._divisions]
        if missing and self._loaded is not None and not self.work.is_busy:
            self.work.divide(missing, self._loaded)
        self._show_ready()

    def _take_divisions(self, found: dict[int, Division | RefinementError]) -> None:
        self._divisions |= found
        for unit in found:
            self.units.show_pieces(unit, self._pieces_text(unit))
        self._show_unit()

    def _untick_unknown(self) -> None:
        self.units.untick([unit for unit in self.units.ticked() if unit not in self._divisions])

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, BorderkitError):
            self.refusal.setText(str(error))
        else:
            messages.show_bug(type(error), error, error.__traceback__)
        self._untick_unknown()

    # Showing

    def _show_unit(self, *_: object) -> None:
        unit = self.units.chosen
        if unit < 0:
            self.view.show_nothing(f"Add one of the {self._layer.called[1]}, then choose it here.")
            return
        name, division = self._layer.names[unit], self._divisions.get(unit)
        rule = named_as_divided(self._proposal).get(unit, "")
        named = (f"The proposal says of it: {rule}.",) if rule else ()
        if unit in self._now:
            self.view.show_divided(name, self._now[unit])
        elif isinstance(division, Division) and self._loaded is not None:
            remarks = [f"{self._loaded.path.name}: {remark}" for remark in self._loaded.read.remarks]
            named_by = self._loaded.read.county_by
            why = f"{named_by} names it" if division.known is Known.FIELD and named_by else str(division.known)
            self.view.show_division(name, division, why, self._columns, (*named, *remarks))
        elif division is not None:
            self.view.show_nothing(name, (str(division), *named))
        else:
            todo = "Choose the file of its pieces." if self._loaded is None else "Tick it to see how it is divided."
            self.view.show_nothing(name, (todo, *named))

    def _show_ready(self, *_: object) -> None:
        choice, (one, many) = self.choice, self._layer.called
        n_divided, n_whole = len(choice.divided), len(choice.whole)
        verb, number = ("&Divide", n_divided) if n_divided or not n_whole else ("&Make whole", n_whole)
        self.divide.setText(f"{verb} {number:,} {one if number == 1 else many}" if number else verb)
        self.read.setEnabled(bool(n_divided))
        ready = not choice.is_empty and not self.work.is_busy and (self.read.isChecked() or not n_divided)
        self.divide.setEnabled(ready)

    # The end

    def accept(self) -> None:
        """Tell once what is to be divided and what is to be whole again, and close."""
        if not self.divide.isEnabled():
            return
        choice = self.choice
        stored = choice.stored(self._proposal.document.kept.get(REFINEMENTS), self._layer)
        super().accept()
        self.refined.emit(stored, choice.text(self._layer))

    def done(self, result: int) -> None:
        """Close; what is under way is given up."""
        self.work.stop()
        super().done(result)
