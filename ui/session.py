"""The one object that owns the proposal in work and tells everyone what happened to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from borderkit.contiguity import checks
from borderkit.document import Details, Json
from borderkit.effect import Effect, merged
from borderkit.file_watch import FileState, file_state
from borderkit.handout.choices import Format, Words
from borderkit.jurisdiction import OUTSIDE, Jurisdiction
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.proposal import Proposal
from borderkit.refining import REFINEMENTS, divided_like, divides_between, refined, same_units
from borderkit.restraint import Restraint
from borderkit.saving import save_proposal
from borderkit.settings import Settings
from borderkit.stroke import Stroke
from borderkit.tally import Assignment

_NONE = np.empty(0, dtype=np.int32)


@dataclass(frozen=True)
class LayerChange:
    """What is to be shown on another map.

    Attributes:
        proposal: it, still with the units that it has now.
        layer: the units that it will have.
        path: its file.
        on_disk: the state of that file.
        go_on: what gives the proposal those units, once their map is there.

    """

    proposal: Proposal
    layer: UnitLayer
    path: Path | None
    on_disk: FileState | None
    go_on: Callable[[], object] = lambda: None


class Session(QObject):
    """The proposal in work, its file, and what the person has chosen and selected.

    Signals:
        proposal_replaced: another proposal is in work; everything may differ.
        units_moved: an ``Effect``; units changed their jurisdictions, within a stroke or outside of one.
        jurisdictions_changed: a jurisdiction came or went.
        stroke_ended: a stroke was finished or dropped; tables may sort themselves again.
        history_changed: steps were made, undone or redone, or the proposal was saved.
        settings_changed: another election or census was chosen.
        details_changed: title, author, date, summary, claims, the texts of handouts, or the file differ.
        target_changed: units will now move to another jurisdiction, or to none.
        selection_changed: other units are selected.
        emphasis_changed: another jurisdiction is outlined on the map and marked in the table.
        restraint_changed: jurisdictions were locked or unlocked, or others may be taken from.
        told: a sentence for the person: what was not done, and why.
        layer_wanted: a ``LayerChange``; what is to be shown next has other units, which need another map.
    """

    proposal_replaced = Signal()
    units_moved = Signal(object)
    jurisdictions_changed = Signal()
    stroke_ended = Signal()
    history_changed = Signal()
    settings_changed = Signal()
    details_changed = Signal()
    target_changed = Signal()
    selection_changed = Signal()
    emphasis_changed = Signal()
    restraint_changed = Signal()
    told = Signal(str)
    layer_wanted = Signal(object)

    def __init__(self, layer: UnitLayer, parent: QObject | None = None) -> None:
        """Begin with today's map."""
        super().__init__(parent)
        self.layer = layer
        self.proposal = Proposal(layer, divided_like(layer))
        self.path: Path | None = None
        #: The state of that file when it was opened or last saved: what somebody else writes since is noticed.
        self.on_disk: FileState | None = None
        self.target: str | None = None
        self.selection: UnitIndices = _NONE
        self.emphasis: str | None = None
        self.restraint = Restraint()
        self._stroke: Stroke | None = None

    # The proposal and its file

    def take(self, proposal: Proposal, path: Path | None, on_disk: FileState | None = None) -> None:
        """Put another proposal in work; without a path it counts as a copy that is nowhere saved yet.

        ``on_disk`` is the state of its file from before it was read. A proposal with other units is asked a map for.
        """
        self.drop_stroke()
        if not same_units(proposal.layer, self.layer):
            self.layer_wanted.emit(LayerChange(proposal, proposal.layer, path, on_disk))
            return
        # The one that is drawn knows which of its units are neighbours.
        proposal.layer = self.layer
        self.proposal, self.path, self.on_disk = proposal, path, on_disk
        self.target = self.emphasis = None
        self.selection = _NONE
        self.restraint = Restraint()
        self.proposal_replaced.emit()
        for signal in (self.target_changed, self.selection_changed, self.emphasis_changed, self.restraint_changed):
            signal.emit()
        self.history_changed.emit()
        self.details_changed.emit()

    @property
    def is_saved(self) -> bool:
        """Whether closing would lose nothing."""
        return self.proposal.history.is_saved

    def save(self, path: Path, *, replaces: bool = False) -> None:
        """Write the proposal to its file and remember it.

        Raises:
            ChangedOnDiskError: if somebody else wrote to its file meanwhile, unless it is to be replaced all the same.
            SaveError: if it cannot be written; nothing has changed then.

        """
        self.finish_stroke()
        known = None if replaces or path != self.path else self.on_disk
        save_proposal(self.proposal, path, known)
        self.path, self.on_disk = path, file_state(path)
        self.proposal.history.mark_saved()
        self.history_changed.emit()
        self.details_changed.emit()

    def choose(self, settings: Settings) -> None:
        """Choose another election or census."""
        if settings != self.proposal.settings:
            self.proposal.settings = settings
            self.settings_changed.emit()

    def choose_election(self, election: int) -> None:
        """Show the votes of another election."""
        self.choose(replace(self.proposal.settings, election=election))

    def choose_people(self, census: int) -> None:
        """Show the people of another census."""
        self.choose(replace(self.proposal.settings, people=census))

    def forget(self) -> None:
        """Begin anew without moves, over the same units: what was in work is in work elsewhere."""
        self.take(Proposal(self.layer, divided_like(self.layer)), None)

    # Choices

    def set_target(self, code: str | None) -> None:
        """Choose where units go; None for nowhere.

        Raises:
            UnknownJurisdictionError: if there is no such jurisdiction.

        """
        if code is not None and code != OUTSIDE.code:
            self.proposal.position(code)
        if code != self.target:
            self.finish_stroke()
            self.target = code
            self.target_changed.emit()

    @property
    def target_name(self) -> str | None:
        """The name of the jurisdiction that units go to."""
        jurisdiction = self.target_jurisdiction
        return None if jurisdiction is None else jurisdiction.name

    @property
    def target_jurisdiction(self) -> Jurisdiction | None:
        """Where units go; the country of those outside the Union may not be part of the proposal yet."""
        if self.target is None:
            return None
        known = {jurisdiction.code: jurisdiction for jurisdiction in (self.layer.outside, *self.proposal.jurisdictions)}
        return known[self.target]

    def select(self, units: UnitIndices) -> None:
        """Select these units and no others; of those that are divided, their pieces."""
        units = np.unique(self.layer.whole_or_pieces(units)).astype(np.int32)
        if not np.array_equal(units, self.selection):
            self.selection = units
            self.selection_changed.emit()

    def emphasise(self, code: str | None) -> None:
        """Outline a jurisdiction on the map and mark it in the table."""
        if code != self.emphasis:
            self.emphasis = code
            self.emphasis_changed.emit()

    def restrain(self, restraint: Restraint) -> None:
        """Put other jurisdictions out of reach of the tools."""
        if restraint != self.restraint:
            self.finish_stroke()
            self.restraint = restraint
            self.restraint_changed.emit()

    # Changing

    @property
    def stroke_in_progress(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._stroke is not None

    def begin_stroke(self, code: str | None = None, *, puts_back: bool | None = None) -> None:
        """Begin to move units to a jurisdiction, by default the target; a stroke that nobody ended is finished first.

        Unless ``puts_back`` is told, the first unit decides whether the stroke puts units back home.
        """
        self.finish_stroke()
        code = code or self.target
        if code is None:
            return
        new = code not in {jurisdiction.code for jurisdiction in self.proposal.jurisdictions}
        self._stroke = self.proposal.begin_stroke(code, self.restraint, puts_back)
        if new:
            self.jurisdictions_changed.emit()

    def continue_stroke(self, units: UnitIndices) -> None:
        """Pass over units."""
        if self._stroke is not None:
            effect = self._stroke.add(units)
            if len(effect.units):
                self.units_moved.emit(effect)

    def finish_stroke(self) -> None:
        """End the stroke as one step."""
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return
        if stroke.finish() is None:
            self._forget_lost(stroke)
            self._tell_kept_out(np.array(sorted(stroke.kept_out), dtype=np.int32))
            return
        self.stroke_ended.emit()
        self.history_changed.emit()

    def drop_stroke(self) -> None:
        """Give up the stroke: everything is as before it."""
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return
        effect = stroke.cancel()
        self._forget_lost(stroke)
        self._announce([effect])

    def _forget_lost(self, stroke: Stroke) -> None:
        """Let go of the jurisdiction that a stroke without moves took away again."""
        if stroke.added is not None:
            self._forget_lost_choices()
            self.jurisdictions_changed.emit()

    def move(self, units: UnitIndices) -> None:
        """Move units to the target, of those that are divided their pieces, as one step."""
        units = self.layer.whole_or_pieces(units)
        if self.target is not None and len(units):
            self.begin_stroke(puts_back=False)
            self.continue_stroke(units)
            self.finish_stroke()

    def put_back(self, units: UnitIndices) -> None:
        """Put units back home, as one step."""
        self.finish_stroke()
        self._perform(self.proposal.put_back_units(self._within_reach(units, self.layer.home[units])))

    def _within_reach(self, units: UnitIndices, after: Assignment) -> UnitIndices:
        """Return those of the units that may go where they are to go, and tell of a refusal of them all."""
        before = self.proposal.assignment[units]
        allowed = self.restraint.allowed(self.proposal.jurisdictions, self.layer.home[units], before, after)
        if not allowed.any():
            self._tell_kept_out(units)
        return units[allowed]

    def _tell_kept_out(self, units: UnitIndices) -> None:
        jurisdictions = self.proposal.jurisdictions
        concerned = np.union1d(self.proposal.assignment[units], self.layer.home[units]).tolist()
        told = (self.restraint.reason(jurisdictions[at], self.layer.wording) for at in concerned)
        reasons = [reason for reason in told if reason]
        target = self.target_jurisdiction
        if target is not None and target.code in self.restraint.locked:
            reasons = [self.restraint.reason(target) or ""]
        if reasons:
            self.told.emit(f"Nothing was moved. {' '.join(reasons[:2])}")

    def bring_enclosed_along(self) -> None:
        """Move every enclosed piece to the jurisdiction around it, as one step."""
        self.finish_stroke()
        enclosed = [check for check in checks(self.proposal) if check.encloser is not None]
        units = np.array([unit for check in enclosed for unit in check.units], dtype=np.int32)
        codes = [check.encloser or "" for check in enclosed for _ in check.units]
        targets = np.array([self.proposal.position(code) for code in codes], dtype=np.int16)
        within = np.isin(units, self._within_reach(units, targets))
        self._perform(self.proposal.move_units_apart(units[within], targets[within]))

    def put_back_all(self) -> None:
        """Put every unit back home, as one step."""
        self.put_back(self.proposal.moved_units)

    def put_back_jurisdiction(self, code: str) -> None:
        """Undo every move into and out of a jurisdiction, as one step."""
        self.finish_stroke()
        self.put_back(self.proposal.units_to_put_back(code))

    def add_jurisdiction(self, jurisdiction: Jurisdiction) -> None:
        """Declare a new jurisdiction and take it as the target.

        Raises:
            JurisdictionError: if its code is taken.

        """
        self.finish_stroke()
        self._perform(self.proposal.add_jurisdiction(jurisdiction))
        self.set_target(jurisdiction.code)

    def edit_jurisdiction(self, code: str, after: Jurisdiction) -> None:
        """Change one of the proposal's own jurisdictions, as one step.

        Raises:
            JurisdictionError: if that cannot be.

        """
        self.finish_stroke()
        effect = self.proposal.edit_jurisdiction(code, after)
        if self.target == code:
            self.target = after.code
        if self.emphasis == code:
            self.emphasis = after.code
        self._perform(effect)
        self.target_changed.emit()

    def separate(self, jurisdiction: Jurisdiction) -> None:
        """Make the selected units a jurisdiction of their own, as one step, and outline it.

        Raises:
            JurisdictionError: if its code is taken.

        """
        self.finish_stroke()
        units = self._within_reach(self.selection, self.proposal.assignment[self.selection])
        if len(units):
            self._perform(self.proposal.separate(units, jurisdiction))
            self.emphasise(jurisdiction.code)

    def select_jurisdiction(self, code: str) -> None:
        """Select every unit of a jurisdiction."""
        units = np.flatnonzero(self.proposal.assignment == self.proposal.position(code))
        # A divided unit stays at home when pieces of it move.
        self.select(np.setdiff1d(units, self.layer.divided).astype(np.int32))

    def edit_claims(self, claims: Iterable[Json]) -> None:
        """Keep other claims with the proposal, as one step."""
        self.finish_stroke()
        self._perform(self.proposal.edit_claims(claims))

    def edit_handout(self, words: Words, layout: Format) -> None:
        """Keep other texts for handouts, or another format, as one step; call it when a field is left, see Proposal."""
        self.finish_stroke()
        self._perform(self.proposal.edit_handout(words, layout))

    def refine(self, refinements: Json, text: str) -> None:
        """Divide other units into pieces than now, as one step with a name; it needs another map.

        Raises:
            RefinementError: if what is to be divided does not fit the layer.

        """
        self.finish_stroke()
        layer = refined(self.layer, {REFINEMENTS: refinements})
        go_on = partial(self.proposal.refine, refinements, text)
        self.layer_wanted.emit(LayerChange(self.proposal, layer, self.path, self.on_disk, go_on))

    def edit_details(self, details: Details) -> None:
        """Change title, author, date or summary, as one step."""
        self.finish_stroke()
        self._perform(self.proposal.edit_details(details))

    def undo(self) -> None:
        """Take back the last step; a stroke in progress is dropped instead."""
        if self._stroke is not None:
            self.drop_stroke()
            return
        self._go_to(self.proposal.history.position - 1)

    def redo(self) -> None:
        """Make the last undone step again."""
        if self._stroke is None:
            self._go_to(self.proposal.history.position + 1)

    def go_to(self, position: int) -> None:
        """Undo or redo until so many steps are in force."""
        self.drop_stroke()
        self._go_to(position)

    def _go_to(self, position: int) -> None:
        """Undo or redo, after the map was changed if other units are needed."""
        needed = self.proposal.layer_at(position)
        go_on = partial(self.proposal.go_to, position)
        if not same_units(needed, self.layer):
            self.layer_wanted.emit(LayerChange(self.proposal, needed, self.path, self.on_disk, go_on))
        elif divides_between(self.proposal, position):
            # On the way there are units that this map has not.
            go_on()
            self.take(self.proposal, self.path, self.on_disk)
        else:
            self._announce(go_on())

    def _perform(self, effect: Effect) -> None:
        self._announce([effect])

    def _announce(self, effects: list[Effect]) -> None:
        if any(effect.jurisdictions for effect in effects):
            self._forget_lost_choices()
            self.jurisdictions_changed.emit()
        moved = [effect for effect in effects if len(effect.units)]
        if moved:
            self.units_moved.emit(merged(moved))
        if any(effect.details for effect in effects):
            self.details_changed.emit()
        self.stroke_ended.emit()
        self.history_changed.emit()

    def _forget_lost_choices(self) -> None:
        """Let go of a target or an emphasis whose jurisdiction has gone."""
        known = {jurisdiction.code for jurisdiction in self.proposal.jurisdictions}
        if self.target is not None and self.target not in known | {OUTSIDE.code}:
            self.set_target(None)
        if self.emphasis is not None and self.emphasis not in known:
            self.emphasise(None)
