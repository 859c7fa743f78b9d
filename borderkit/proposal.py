"""A proposal laid over a unit layer: where every unit belongs, what that adds up to, and how to change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borderkit import naming
from borderkit.change import (
    Change,
    ClaimsChanged,
    DetailsChanged,
    JurisdictionAdded,
    JurisdictionDropped,
    JurisdictionEdited,
    Move,
    Step,
)
from borderkit.document import Details, Document, Json, MoveGroup
from borderkit.errors import JurisdictionError, UnknownJurisdictionError
from borderkit.figures import Figures, figures
from borderkit.history import History
from borderkit.jurisdiction import OUTSIDE, Jurisdiction
from borderkit.layer import Matrix, UnitIndices, UnitLayer
from borderkit.outcome import SPLIT_ELECTORS, Outcome, outcome
from borderkit.restraint import Restraint
from borderkit.ripples import Ripple, ripples
from borderkit.settings import Settings
from borderkit.stroke import Stroke
from borderkit.tally import Assignment, Tally, count

_NO_UNITS = np.empty(0, dtype=np.int32)
_OF_JURISDICTIONS = (JurisdictionAdded, JurisdictionDropped, JurisdictionEdited)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change touched, for those who show the proposal.

    Attributes:
        units: the units that changed their jurisdiction.
        before, after: the jurisdictions' positions that they left and came to.
        jurisdictions: whether a jurisdiction came or went.
        details: whether title, author, date, summary or claims changed.

    """

    units: UnitIndices
    before: Assignment
    after: Assignment
    jurisdictions: bool = False
    details: bool = False


def merged(effects: Sequence[Effect]) -> Effect:
    """Return one effect for those of several changes; a unit that moved several times is told several times."""
    return Effect(
        units=np.concatenate([effect.units for effect in effects]),
        before=np.concatenate([effect.before for effect in effects]),
        after=np.concatenate([effect.after for effect in effects]),
        jurisdictions=any(effect.jurisdictions for effect in effects),
        details=any(effect.details for effect in effects),
    )


class Proposal:
    """A proposal in work.

    Everything that changes it, but for its settings, is a named step of its ``history``. Jurisdictions are known by
    their position in ``jurisdictions``: those of the layer first, in the layer's order, then the proposal's own.

    Attributes:
        layer: the unit layer it is laid over.
        assignment: (n_units,) the position of each unit's jurisdiction. Read it, do not write it.
        details: title, author, date, summary.
        settings: the chosen election, census and rules.
        history: its steps.
        unknown: moves of units that the layer does not have; kept for the file.

    """

    def __init__(self, layer: UnitLayer, document: Document | None = None) -> None:
        """Lay a document over a layer; without one, the proposal is today's map.

        Raises:
            UnknownJurisdictionError: if a move goes to a code that neither layer nor document has.
            JurisdictionError: if the document declares a code that the layer has.
            SettingsError: if a stored setting is not on offer.

        """
        document = document or Document()
        self.layer = layer
        self.details = document.details
        self.settings = Settings().with_stored(document.settings)
        self.history = History()
        self._document = document
        self._jurisdictions = [*layer.jurisdictions, *_own(layer, document.jurisdictions)]
        self._position = {j.code: position for position, j in enumerate(self._jurisdictions)}
        self.assignment: Assignment = layer.home.copy()
        self.unknown = self._assign(document.moves)
        self._outcome_before: tuple[Settings, Outcome] | None = None
        self._outcome_after: tuple[Settings, int, Outcome] | None = None
        self._changes_made = 0
        self._tally = Tally(layer.figures, self.assignment, len(self._jurisdictions))
        self._home_totals = count(layer.figures, layer.home, len(layer.jurisdictions))

    def _assign(self, groups: Iterable[MoveGroup]) -> tuple[MoveGroup, ...]:
        unknown = []
        for group in groups:
            target = self.position(group.to)
            known = [geoid for geoid in group.units if geoid in self.layer.index_of]
            self.assignment[self.layer.indices(known)] = target
            if len(known) < len(group.units):
                lost = tuple(geoid for geoid in group.units if geoid not in self.layer.index_of)
                unknown.append(replace(group, units=lost))
        return tuple(unknown)

    # Reading

    @property
    def id(self) -> str:
        """The short name of the bundled proposal that this is, or ""."""
        return self._document.id

    @property
    def document(self) -> Document:
        """The document that this proposal was opened from, with the parts that editing does not touch."""
        return self._document

    @property
    def jurisdictions(self) -> Sequence[Jurisdiction]:
        """All jurisdictions, the layer's first."""
        return self._jurisdictions

    @property
    def own_jurisdictions(self) -> Sequence[Jurisdiction]:
        """The jurisdictions that the proposal declares."""
        return self._jurisdictions[len(self.layer.jurisdictions) :]

    @property
    def totals_before(self) -> Matrix:
        """(n of the layer's jurisdictions, n_columns + 1) the tallies of today's borders."""
        return self._home_totals

    @property
    def totals_after(self) -> Matrix:
        """(n_jurisdictions, n_columns + 1) the tallies of the proposal, see ``Tally.totals``."""
        return self._tally.totals

    @property
    def moved_units(self) -> UnitIndices:
        """The units that are not at home, ascending."""
        return np.flatnonzero(self.assignment != self.layer.home).astype(np.int32)

    def position(self, code: str) -> int:
        """Return a jurisdiction's position by its code.

        Raises:
            UnknownJurisdictionError: if there is none.

        """
        try:
            return self._position[code]
        except KeyError:
            raise UnknownJurisdictionError(
                f"There is no jurisdiction “{code}”. Use a state's postal code such as ID, "
                "or declare the new one first."
            ) from None

    def jurisdiction(self, code: str) -> Jurisdiction:
        """Return a jurisdiction by its code.

        Raises:
            UnknownJurisdictionError: if there is none.

        """
        return self._jurisdictions[self.position(code)]

    def where_is(self, geoid: str) -> str:
        """Return the code of the jurisdiction that a unit has in the proposal.

        Raises:
            UnknownUnitError: if the layer has no such unit.

        """
        return self._jurisdictions[int(self.assignment[self.layer.indices([geoid])[0]])].code

    def before(self, code: str) -> Figures | None:
        """Return a jurisdiction's figures with today's borders; None where it does not exist today."""
        position = self.position(code)
        if position >= len(self._home_totals):
            return None
        return self._with_standing(self._home_totals[position], self.outcome_before, code)

    def after(self, code: str) -> Figures | None:
        """Return a jurisdiction's figures in the proposal; None where it has no units left."""
        row = self._tally.totals[self.position(code)]
        return self._with_standing(row, self.outcome_after, code) if row[-1] else None

    def union_before(self) -> Figures:
        """Return the figures of the Union today."""
        return self._union(self._home_totals, self.outcome_before)

    def union_after(self) -> Figures:
        """Return the figures of the Union in the proposal: all but the independent countries."""
        return self._union(self._tally.totals, self.outcome_after)

    @property
    def outcome_before(self) -> Outcome:
        """Seats, senators and electors with today's borders."""
        if self._outcome_before is None or self._outcome_before[0] != self.settings:
            found = outcome(self.layer.jurisdictions, self._home_totals, self.settings, set(SPLIT_ELECTORS))
            self._outcome_before = self.settings, found
        return self._outcome_before[1]

    @property
    def outcome_after(self) -> Outcome:
        """Seats, senators and electors in the proposal; worked out once for each change."""
        if self._outcome_after is None or self._outcome_after[:2] != (self.settings, self._changes_made):
            found = outcome(self._jurisdictions, self._tally.totals, self.settings, self.with_old_borders())
            self._outcome_after = self.settings, self._changes_made, found
        return self._outcome_after[2]

    def with_old_borders(self, assignment: Assignment | None = None) -> set[str]:
        """Return the codes of the states that split their electors and have exactly the units that they have at home.

        The units are looked up in ``assignment``, (n_units,), or in the proposal's own.
        """
        assignment = self.assignment if assignment is None else assignment
        positions = {code: self._position[code] for code in SPLIT_ELECTORS if code in self._position}
        home = self.layer.home
        return {code for code, at in positions.items() if np.array_equal(assignment == at, home == at)}

    def untouched(self) -> list[str]:
        """Return the codes of the jurisdictions that no unit left or joined."""
        moved = self.moved_units
        touched = set(np.union1d(self.assignment[moved], self.layer.home[moved]).tolist())
        return [j.code for position, j in enumerate(self._jurisdictions) if position not in touched]

    def ripples(self) -> list[Ripple]:
        """Return what changes in jurisdictions that no unit left or joined."""
        return ripples(self.outcome_before, self.outcome_after, self.untouched())

    def _with_standing(self, row: NDArray[np.int64], found: Outcome, code: str) -> Figures:
        return replace(figures(row, self.settings), standing=found.standings.get(code))

    def _union(self, totals: Matrix, found: Outcome) -> Figures:
        inside = [j.status.in_union for j in self._jurisdictions[: len(totals)]]
        return replace(figures(totals[inside].sum(axis=0), self.settings), standing=found.union)

    # Changing

    def move(self, geoids: Iterable[str], code: str) -> Effect:
        """Move units into a jurisdiction, as one step; those that are there already stay.

        Raises:
            UnknownUnitError, UnknownJurisdictionError: if a GEOID or the code does not exist.

        """
        return self.move_units(self.layer.indices(geoids), self.position(code))

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
        return self.put_back_units(self.moved_units if geoids is None else self.layer.indices(geoids))

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

    def units_to_put_back(self, code: str) -> UnitIndices:
        """Return the units that moved into or out of a jurisdiction.

        Raises:
            UnknownJurisdictionError: if there is none with this code.

        """
        position = self.position(code)
        moved = self.moved_units
        concerned: UnitIndices = moved[(self.assignment[moved] == position) | (self.layer.home[moved] == position)]
        return concerned

    def add_jurisdiction(self, jurisdiction: Jurisdiction) -> Effect:
        """Declare a new jurisdiction, as one step.

        Raises:
            JurisdictionError: if its code is taken.

        """
        if jurisdiction.code in self._position:
            raise JurisdictionError(f"The code {jurisdiction.code} is taken. Choose another one.")
        step = Step(naming.added(jurisdiction), (JurisdictionAdded(jurisdiction),))
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
        return self._perform(Step(naming.changed(before, after), (JurisdictionEdited(before, after),)))

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

    @property
    def claims(self) -> tuple[Json, ...]:
        """The printed figures that go with the proposal, as its file keeps them."""
        listed = self._document.kept.get("claims", [])
        return tuple(listed) if isinstance(listed, list) else ()

    def edit_claims(self, claims: Iterable[Json]) -> Effect:
        """Keep other claims with the proposal, as one step."""
        after = tuple(claims)
        if after == self.claims:
            return self._effect(())
        text = "Added a claim" if len(after) > len(self.claims) else "Removed a claim"
        return self._perform(Step(text, (ClaimsChanged(self.claims, after),)))

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
        added = OUTSIDE if code == OUTSIDE.code and code not in self._position else None
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

    def shift(self, units: UnitIndices, before: Assignment, after: Assignment) -> Effect:
        """Move units without recording a step; a stroke in progress does this and records itself."""
        self.assignment[units] = after
        self._changes_made += 1
        self._tally.move(units, before, after)
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
                case JurisdictionDropped(jurisdiction):
                    self._changes_made += 1
                    del self._position[jurisdiction.code]
                    self._jurisdictions.pop()
                    self._tally.drop_last_jurisdiction()
                case JurisdictionEdited(before, after):
                    self._changes_made += 1
                    position = self._position.pop(before.code)
                    self._jurisdictions[position] = after
                    self._position[after.code] = position
                case ClaimsChanged():
                    kept = {**self._document.kept, "claims": list(change.after)}
                    self._document = replace(self._document, kept=kept)
                case DetailsChanged():
                    self.details = change.after
        return self._effect(changes)

    def _effect(self, changes: Sequence[Change]) -> Effect:
        moves = [change for change in changes if isinstance(change, Move)]
        none = _NO_UNITS.astype(np.int16)
        return Effect(
            units=np.concatenate([_NO_UNITS, *(move.units for move in moves)]),
            before=np.concatenate([none, *(move.before for move in moves)]),
            after=np.concatenate([none, *(move.after for move in moves)]),
            jurisdictions=any(isinstance(c, _OF_JURISDICTIONS) for c in changes),
            details=any(isinstance(c, DetailsChanged | ClaimsChanged) for c in changes),
        )

    # Keeping

    def to_document(self) -> Document:
        """Return the proposal as a file holds it: only moves away from home, grouped as they were."""
        own = self.own_jurisdictions
        extra = self._document.jurisdiction_extra
        return replace(
            self._document,
            details=self.details,
            jurisdictions=tuple(own),
            jurisdiction_extra={j.code: extra[j.code] for j in own if j.code in extra},
            moves=self._move_groups(),
            settings={**self._document.settings, **self.settings.as_stored()},
        )

    def _move_groups(self) -> tuple[MoveGroup, ...]:
        geoids = self.layer.geoids
        left = {geoids[unit]: self._jurisdictions[self.assignment[unit]].code for unit in self.moved_units}
        groups: list[MoveGroup] = []
        for group in self._document.moves:
            units = tuple(g for g in group.units if g not in self.layer.index_of or left.get(g) == group.to)
            for geoid in units:
                left.pop(geoid, None)
            # A group that somebody wrote a note to is kept even when all its units went elsewhere.
            if units or group.note or group.extra:
                groups.append(replace(group, units=units))
        for code in [j.code for j in self._jurisdictions]:
            added = tuple(geoid for geoid, to in left.items() if to == code)
            if added:
                _add_to_plain_group(groups, code, added)
        return tuple(groups)


def _own(layer: UnitLayer, declared: Iterable[Jurisdiction]) -> list[Jurisdiction]:
    taken = {jurisdiction.code for jurisdiction in layer.jurisdictions}
    own = []
    for jurisdiction in declared:
        if jurisdiction.code in taken:
            raise JurisdictionError(
                f"The proposal declares {jurisdiction.code} ({jurisdiction.name}), a code that is taken. "
                "Give the new jurisdiction another code."
            )
        taken.add(jurisdiction.code)
        own.append(jurisdiction)
    return own


def _add_to_plain_group(groups: list[MoveGroup], code: str, added: tuple[str, ...]) -> None:
    """Put units into the group for ``code`` that carries no note, making one where there is none."""
    for position, group in enumerate(groups):
        if group.to == code and not group.note and not group.extra:
            groups[position] = replace(group, units=tuple(sorted({*group.units, *added})))
            return
    groups.append(MoveGroup(code, added))
