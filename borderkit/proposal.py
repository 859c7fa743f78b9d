"""A proposal in work: borders over a unit layer, and how to change them in steps that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from borderkit import keeping, naming, refining
from borderkit.borders import JOINED, Borders
from borderkit.change import (
    Change,
    DetailsChanged,
    JurisdictionAdded,
    JurisdictionDropped,
    JurisdictionEdited,
    KeptChanged,
    Move,
    Step,
)
from borderkit.document import Details, Document, Json
from borderkit.effect import Effect, merged
from borderkit.errors import JurisdictionError
from borderkit.handout.choices import Format, Words
from borderkit.handout.stored import HANDOUT, stored_words, with_handout
from borderkit.history import History
from borderkit.jurisdiction import OUTSIDE, Jurisdiction
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.refining import REFINEMENTS, laid_over, refined
from borderkit.restraint import Restraint
from borderkit.stroke import Stroke
from borderkit.tally import Assignment

if TYPE_CHECKING:
    from borderkit.joining.in_document import KeptColumn

#: Who shows a proposal needs to know what a change of it touched.
__all__ = ["Effect", "Proposal", "merged"]

_NO_UNITS = np.empty(0, dtype=np.int32)
_OF_JURISDICTIONS = (JurisdictionAdded, JurisdictionDropped, JurisdictionEdited)


class Proposal(Borders):
    """A proposal in work.

    Everything that changes it, but for its settings, is a named step of its ``history``.

    Attributes:
        history: its steps.

    """

    def __init__(self, layer: UnitLayer, document: Document | None = None) -> None:
        """Lay a document over a layer; without one, the proposal is today's map.

        Raises:
            UnknownJurisdictionError: if a move goes to a code that neither layer nor document has.
            JurisdictionError: if the document declares a code that the layer has.
            SettingsError: if a stored setting is not on offer.
            JoinError: if what the document keeps of a joined column is damaged.

        """
        super().__init__(layer, document)
        self.history = History()

    def move(self, geoids: Iterable[str], code: str) -> Effect:
        """Move units into a jurisdiction, as one step; those that are there already stay.

        Raises:
            UnknownUnitError, UnknownJurisdictionError: if a GEOID or the code does not exist.

        """
        return self.move_units(self.layer.whole_or_pieces(self.layer.indices(geoids)), self.position(code))

    def move_units(self, units: UnitIndices, target: int) -> Effect:
        """Move units, by position, to the jurisdiction at ``target``, as one step."""
        units = np.unique(units).astype(np.int32)
        return self._reassign(units, np.full(len(units), target, dtype=np.int16))

    def move_units_apart(self, units: UnitIndices, targets: Assignment) -> Effect:
        """Move units, by position and each once, to a jurisdiction of its own each, as one step."""
        return self._reassign(units, targets)

    def put_back(self, geoids: Iterable[str] | None = None) -> Effect:
        """Put units back home, or all units, as one step.

        Raises:
            UnknownUnitError: if a GEOID does not exist.

        """
        layer = self.layer
        units = self.moved_units if geoids is None else layer.whole_or_pieces(layer.indices(geoids))
        return self.put_back_units(units)

    def put_back_units(self, units: UnitIndices) -> Effect:
        """Put units, by position, back home, as one step."""
        units = np.unique(units).astype(np.int32)
        return self._reassign(units, self.layer.home[units])

    def put_back_jurisdiction(self, code: str) -> Effect:
        """Undo all moves into and out of a jurisdiction, as one step.

        Raises:
            UnknownJurisdictionError: if there is none with this code.

        """
        return self.put_back_units(self.units_to_put_back(code))

    def add_jurisdiction(self, jurisdiction: Jurisdiction) -> Effect:
        """Declare a new jurisdiction, as one step.

        Raises:
            JurisdictionError: if its code is taken.

        """
        if jurisdiction.code in self._position:
            raise JurisdictionError(f"The code {jurisdiction.code} is taken. Choose another one.")
        step = Step(naming.added(self, jurisdiction), (JurisdictionAdded(jurisdiction),))
        return self._perform(step)

    def edit_jurisdiction(self, code: str, after: Jurisdiction) -> Effect:
        """Give one of the proposal's own jurisdictions another code, name, status or colour, as one step.

        Raises:
            JurisdictionError: if it is the layer's, or the new code is taken.
            UnknownJurisdictionError: if there is none with this code.

        """
        before = self.jurisdiction(code)
        if self._position[code] < len(self.layer.jurisdictions):
            raise JurisdictionError(f"{before.name} is a jurisdiction of today and cannot be edited.")
        if after.code != code and after.code in self._position:
            raise JurisdictionError(f"The code {after.code} is taken. Choose another one.")
        if before == after:
            return self._effect(())
        return self._perform(Step(naming.changed(self, before, after), (JurisdictionEdited(before, after),)))

    def separate(self, units: UnitIndices, jurisdiction: Jurisdiction) -> Effect:
        """Make units, by position, a jurisdiction of their own, as one step.

        Raises:
            JurisdictionError: if its code is taken.

        """
        if jurisdiction.code in self._position:
            raise JurisdictionError(f"The code {jurisdiction.code} is taken. Choose another one.")
        units = np.unique(units).astype(np.int32)
        target = np.full(len(units), len(self._jurisdictions), dtype=np.int16)
        move = Move.of(units, self.assignment[units], target)
        text = naming.separated(self, move, jurisdiction)
        return self._perform(Step(text, (JurisdictionAdded(jurisdiction), move)))

    def edit_claims(self, claims: Iterable[Json]) -> Effect:
        """Keep other claims with the proposal, as one step."""
        after = list(claims)
        if tuple(after) == self.claims:
            return self._effect(())
        text = "Added a claim" if len(after) > len(self.claims) else "Removed a claim"
        return self._keep("claims", after, text)

    def edit_handout(self, words: Words, layout: Format) -> Effect:
        """Keep other texts for handouts, or another format, as one step.

        Each call that changes something is a step of its own: call it when a field is left, or after a pause in
        typing, and not with every letter.
        """
        stored = with_handout(self._document.kept.get(HANDOUT), words, layout)
        return self._keep(HANDOUT, stored, naming.handout_edited(stored_words(self._document), words))

    def join_column(self, kept: KeptColumn) -> Effect:
        """Keep a joined column with the proposal, values included, and tally it from now on, as one step.

        Raises:
            JoinError: if another joined column has its key, or its basis is not there.

        """
        from borderkit.joining.in_document import entry_of

        after = [*self._document.kept.get(JOINED, []), entry_of(kept, self.layer)]
        return self._keep(JOINED, after, f"Joined the column “{kept.column.label}”")

    def remove_joined(self, key: str) -> Effect:
        """Let go of a joined column, as one step.

        Raises:
            JoinError: if there is none with this key, or another one rests on it.

        """
        from borderkit.joining.errors import JoinError

        joined = self._joined()
        column = joined.columns.column(key)
        resting = [other.column.label for other in joined.kept if other.basis == key]
        if resting:
            raise JoinError(f"{naming.listed(resting)} rests on {column.label}. Remove that first.")
        after = [entry for entry in self._document.kept[JOINED] if entry["key"] != key]
        return self._keep(JOINED, after or None, f"Removed the column “{column.label}”")

    def _keep(self, key: str, after: Json, text: str) -> Effect:
        """Keep something else in the file under a key that editing does not read, as a step with a name."""
        before = self._document.kept.get(key)
        if after == before or (not before and not after):
            return self._effect(())
        return self._perform(Step(text, (KeptChanged(key, before, after),)))

    def edit_details(self, details: Details) -> Effect:
        """Change title, author, date or summary, as one step."""
        if details == self.details:
            return self._effect(())
        return self._perform(Step(naming.edited(self.details, details), (DetailsChanged(self.details, details),)))

    def begin_stroke(self, code: str, restraint: Restraint | None = None, puts_back: bool | None = None) -> Stroke:
        """Begin a stroke that moves units into a jurisdiction, or back home, while it goes on.

        Units that the ``restraint`` puts out of reach stay. ``puts_back`` says whether it puts units back home; if it
        does not, the first unit decides. The code of ``OUTSIDE`` may be named before it exists; the step then brings
        it along.

        Raises:
            UnknownJurisdictionError: if there is none with this code.

        """
        added = self.layer.outside if code == OUTSIDE.code and code not in self._position else None
        return Stroke(self, code, added, restraint or Restraint(), puts_back)

    def undo(self) -> Effect | None:
        """Take back the last step; None if there is none."""
        step = self.history.step_back()
        return self._apply(step.changes) if step else None

    def redo(self) -> Effect | None:
        """Make the last undone step again; None if there is none."""
        step = self.history.step_forward()
        return self._apply(step.changes) if step else None

    def go_to(self, position: int) -> list[Effect]:
        """Undo or redo until ``position`` steps are in force."""
        effects = []
        while self.history.position != position:
            effect = self.undo() if self.history.position > position else self.redo()
            if effect is None:
                break
            effects.append(effect)
        return effects

    def layer_at(self, position: int) -> UnitLayer:
        """Return the layer that the proposal has with so many of its steps in force: steps may divide units."""
        return refining.layer_at(self, position)

    def refine(self, refinements: Json, text: str) -> Effect:
        """Divide other units into pieces than now, as one step; see ``refining.step_to_refine``.

        Raises:
            RefinementError: if they are damaged or do not fit the layer.

        """
        return self._perform(refining.step_to_refine(self, refinements, text))

    def shift(self, units: UnitIndices, before: Assignment, after: Assignment) -> Effect:
        """Move units without recording a step; a stroke in progress does this and records itself."""
        self.assignment[units] = after
        self._changes_made += 1
        self._tally.move(units, before, after)
        if self.joined is not None:
            self.joined.move(units, before, after)
        return Effect(units, before, after)

    def apply_unrecorded(self, change: Change) -> Effect:
        """Make a change without recording a step; a stroke in progress does this and records itself."""
        return self._apply((change,))

    def _reassign(self, units: UnitIndices, after: Assignment) -> Effect:
        before = self.assignment[units]
        changed = before != after
        if not changed.any():
            return self._effect(())
        move = Move.of(units[changed], before[changed], after[changed])
        return self._perform(Step(naming.moved(self, move), (move,)))

    def _perform(self, step: Step) -> Effect:
        effect = self._apply(step.changes)
        self.history.record(step)
        return effect

    def _apply(self, changes: Sequence[Change]) -> Effect:
        for change in changes:
            match change:
                case Move():
                    self.shift(change.units, change.before, change.after)
                case JurisdictionAdded(jurisdiction):
                    self._changes_made += 1
                    self._position[jurisdiction.code] = len(self._jurisdictions)
                    self._jurisdictions.append(jurisdiction)
                    self._tally.add_jurisdiction()
                    if self.joined is not None:
                        self.joined.add_jurisdiction()
                case JurisdictionDropped(jurisdiction):
                    self._changes_made += 1
                    del self._position[jurisdiction.code]
                    self._jurisdictions.pop()
                    self._tally.drop_last_jurisdiction()
                    if self.joined is not None:
                        self.joined.drop_last_jurisdiction()
                case JurisdictionEdited(before, after):
                    self._changes_made += 1
                    position = self._position.pop(before.code)
                    self._jurisdictions[position] = after
                    self._position[after.code] = position
                case KeptChanged():
                    self._keep_changed(change)
                case DetailsChanged():
                    self.details = change.after
        return self._effect(changes)

    def _keep_changed(self, change: KeptChanged) -> None:
        kept = change.applied(self._document.kept)
        if change.key == JOINED:
            self.joined = self._tallied(kept)  # first: what cannot be tallied changes nothing
        self._document = replace(self._document, kept=kept)
        if change.key == REFINEMENTS:
            self._lay_over(refined(self.layer, kept))

    def _lay_over(self, layer: UnitLayer) -> None:
        """Go over to a layer with the same base, whose pieces may be others; those that are new are at home."""
        self.assignment = laid_over(layer, self.layer, self.assignment)
        self.layer = layer
        self._changes_made += 1
        self._outcome_before = self._outcome_after = None
        self._count(self._document.kept)

    def _effect(self, changes: Sequence[Change]) -> Effect:
        moves = [change for change in changes if isinstance(change, Move)]
        none = _NO_UNITS.astype(np.int16)
        return Effect(
            units=np.concatenate([_NO_UNITS, *(move.units for move in moves)]),
            before=np.concatenate([none, *(move.before for move in moves)]),
            after=np.concatenate([none, *(move.after for move in moves)]),
            jurisdictions=any(isinstance(c, _OF_JURISDICTIONS) for c in changes),
            details=any(isinstance(c, DetailsChanged | KeptChanged) for c in changes),
        )

    def to_document(self) -> Document:
        """Return the proposal as a file holds it: only moves away from home, grouped as they were."""
        return keeping.to_document(self)
