"""The window about a layer that is to be opened: what was found, what it means, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from borderkit.errors import BorderkitError
from borderkit.own_layer.cells import counted
from borderkit.own_layer.found import FoundFile
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import fits, remember
from borderkit.own_layer.recipe import Recipe
from borderkit.progress import Progress
from ui import messages
from ui.layer_wizard.checking import Checked, check
from ui.layer_wizard.outlines import outlines_of
from ui.layer_wizard.parts import Parts
from ui.layer_wizard.profile_bar import Choices
from ui.layer_wizard.sample import Sample, first_sample, take_sample
from ui.layer_wizard.texts import on_button, roles_by_field
from ui.long_work import LongWork


class LayerWizard(QDialog):
    """Shows a file and asks what is to be made of it; nothing is opened or changed before it is accepted.

    Attributes:
        parts: the boxes, tables and the map of which it is made.
        checked: what a quick look at the first rows says of the choices of now.

    """

    def __init__(self, path: Path, parent: QWidget | None = None, sample: Sample | None = None) -> None:
        """Show a file.

        Args:
            path: the file.
            parent: the window that this one lies over.
            sample: what was read of it already, so that nothing is read here; ``ask_for_recipe`` does so in a thread.

        Raises:
            LayerError: if it has to be read here, and cannot be.

        """
        super().__init__(parent)
        self.setWindowTitle(f"Open {path.name}")
        self._sample = sample or first_sample(probe(path))
        self._work: LongWork[Sample] | None = None
        self._drawn: tuple[Sample, str | None] | None = None
        self._not_fitting = ""
        self.checked = Checked()
        self.parts = Parts(self._sample.found, self)
        self._connect()
        self._show_sample(self._sample)
        first = self.parts.form.identifier if self.parts.crs.effective else self.parts.crs.choice
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def probed(cls, sample: Sample, parent: QWidget | None = None) -> LayerWizard:
        """Return the window about a file that was read already."""
        return cls(sample.found.path, parent, sample)

    @property
    def found(self) -> FoundFile:
        """What the file says of itself."""
        return self._sample.found

    @property
    def sample(self) -> Sample:
        """The rows that are shown."""
        return self._sample

    @property
    def recipe(self) -> Recipe:
        """How the file is to be read, as it is decided by now."""
        parts = self.parts
        return Recipe(
            layer=self._sample.layer.name,
            encoding=self._sample.encoding,
            crs=parts.crs.crs,
            roles=replace(parts.form.roles(), figures=parts.figures.model.uses),
            repairs=parts.repairs.repairs,
            units_called=parts.form.called,
        )

    @property
    def refusals(self) -> tuple[str, ...]:
        """What keeps the layer from being opened."""
        of_crs = (self.parts.crs.refusal,) if self.parts.crs.refusal else ()
        return (*of_crs, *self.checked.refusals)

    @property
    def is_reading(self) -> bool:
        """Whether another layer or encoding is being read."""
        return self._work is not None

    def accept(self) -> None:
        """Remember the choices and close; stay open where they will not do."""
        if self.is_reading:
            return
        if self.refusals:
            self.parts.show_where(at_crs=bool(self.parts.crs.refusal))
            return
        remember(self.found.path, self._sample.layer, self.recipe)
        super().accept()

    def done(self, result: int) -> None:
        """Stop what is being read, and close."""
        if self._work is not None:
            self._work.stop()
        super().done(result)

    def _connect(self) -> None:
        parts = self.parts
        parts.head.wanted.connect(self._read)
        for part in (parts.crs, parts.form, parts.figures, parts.repairs):
            part.changed.connect(self._refresh)
        parts.profiles.chosen.connect(self._begin_with)
        parts.profiles.saving.connect(lambda name: parts.profiles.save(name, self.recipe))
        parts.figures.field_looked_at.connect(parts.table.look_at)
        parts.table.row_looked_at.connect(parts.map.mark)
        parts.buttons.accepted.connect(self.accept)
        parts.buttons.rejected.connect(self.reject)

    def _show_sample(self, sample: Sample, choices: Choices | None = None) -> None:
        """Show rows, and the choices to begin with: those given, else the last time's, else the guess."""
        is_same_layer = sample.layer is self._sample.layer
        self._sample = sample
        parts, guess = self.parts, sample.guess
        parts.head.show_sample(sample)
        parts.crs.show_sample(sample)
        parts.form.show_layer(sample.layer, guess.roles, guess.units_called, guess.reasons)
        parts.figures.show_layer(sample.layer, guess.roles.figures, guess.reasons)
        parts.table.show_sample(sample)
        if choices is None or not is_same_layer:
            guessed = Recipe(roles=guess.roles, units_called=guess.units_called)
            choices = Choices("", parts.profiles.show_choices(guessed, sample.remembered))
        self._show_choices(choices)

    def _begin_with(self, choices: Choices) -> None:
        """Show other choices; where they say another encoding, the file is read anew for it."""
        encoding = choices.recipe.encoding
        if encoding and self.found.encoding and encoding != self._sample.encoding:
            self._read(self._sample.layer.name, encoding, choices)
        else:
            self._show_choices(choices)

    def _show_choices(self, choices: Choices) -> None:
        recipe, layer = choices.recipe, self._sample.layer
        missing = fits(recipe, layer)
        self._not_fitting = ""
        if missing:
            columns = f"column {missing[0]}" if len(missing) == 1 else f"columns {', '.join(missing)}"
            which = f"The profile “{choices.said}” does not fit" if choices.said else "Not all choices fit"
            self._not_fitting = f"{which}: the layer has no {columns}. The rest of it was taken."
        roles = recipe.roles
        kept = replace(
            roles,
            identifier="" if roles.identifier in missing else roles.identifier,
            name="" if roles.name in missing else roles.name,
            home="" if roles.home in missing else roles.home,
            figures=tuple(use for use in roles.figures if use.field not in missing),
        )
        self.parts.form.show_roles(kept, recipe.units_called)
        self.parts.figures.show_uses(kept.figures)
        self.parts.repairs.show_repairs(recipe.repairs)
        if not choices.said or not self.parts.crs.is_said_by_file:
            self.parts.crs.show_crs(recipe.crs)
        self._refresh()

    def _read(self, layer: str, encoding: str, choices: Choices | None = None) -> None:
        """Read other rows; until they are there, and where they cannot be read, all stays as it is."""
        if self.is_reading:
            return
        found = self.found
        kept = choices or Choices("", self.recipe)

        def work(progress: Progress) -> Sample:
            return take_sample(found, layer, encoding, progress)

        self._work = LongWork(f"{found.path.name} is being read.", work, self, self)
        self._work.succeeded.connect(partial(self._take, kept))
        self._work.failed.connect(self._refuse)
        self._work.cancelled.connect(self._stay)
        self.parts.set_busy(busy=True)
        self._work.start()

    def _take(self, kept: Choices, sample: Sample) -> None:
        self._rest()
        self._show_sample(sample, kept)

    def _refuse(self, error: Exception) -> None:
        self._stay()
        if isinstance(error, BorderkitError):
            messages.show_error(self, error)
        else:
            messages.show_bug(type(error), error, error.__traceback__)

    def _stay(self) -> None:
        """Show again what is still open."""
        self._rest()
        self.parts.head.show_sample(self._sample)

    def _rest(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
            self._work = None
        self.parts.set_busy(busy=False)

    def _refresh(self) -> None:
        """Look at the rows as they are read by now, and show what comes of it."""
        sample, recipe, parts = self._sample, self.recipe, self.parts
        self.checked = check(sample, recipe)
        drawn = (sample, parts.crs.effective)
        if drawn != self._drawn:
            self._drawn = drawn
            parts.map.show_outlines(outlines_of(sample.shapes, parts.crs.effective))
        colors = {home.code: home.color for home in self.checked.jurisdictions}
        parts.map.show_homes(self.checked.homes, colors)
        parts.table.show_roles(roles_by_field(recipe.roles))
        refusals = (*((self._not_fitting,) if self._not_fitting else ()), *self.refusals)
        parts.show_problems(refusals, self.checked.remarks)
        parts.map_note.setText(_map_note(sample, self.checked))
        parts.open_button.setText(on_button(_opens(self.checked, recipe)))


def _opens(checked: Checked, recipe: Recipe) -> str:
    one, many = recipe.units_called
    if checked.n_units is None:
        return f"Open the {many}"
    return f"Open {checked.n_units:,} {one if checked.n_units == 1 else many}"


def _map_note(sample: Sample, checked: Checked) -> str:
    """Return what the map shows, in a line."""
    if sample.is_whole:
        which = f"All {counted(len(sample.rows), 'row')}"
    elif sample.layer.rows is None:
        which = f"Only the first {len(sample.rows):,} rows"
    else:
        which = f"Only the first {len(sample.rows):,} of {sample.layer.rows:,} rows"
    without = len(sample.rows) - sample.shapes.drawn
    which += f" ({without:,} without an outline)" if without else ""
    homes = [home.name for home in checked.jurisdictions]
    if not homes:
        return f"{which}."
    named = ", ".join(homes[:3]) + (f" and {len(homes) - 3:,} others" if len(homes) > 3 else "")
    return f"{which}, coloured by home: {named}."
