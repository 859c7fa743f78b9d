"""Borders over a unit layer: where every unit belongs, and what that adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from borderkit.document import Document, Json, MoveGroup
from borderkit.errors import JurisdictionError, UnknownJurisdictionError
from borderkit.figures import Figures, figures
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import Matrix, UnitIndices, UnitLayer
from borderkit.outcome import SPLIT_ELECTORS, Outcome, outcome
from borderkit.refining import refined
from borderkit.ripples import Ripple, ripples
from borderkit.settings import Settings, settings_on
from borderkit.tally import Assignment, Tally, count

if TYPE_CHECKING:
    from borderkit.joining.in_borders import JoinedFigures
    from borderkit.joining.joined import Figure, JoinedColumn

#: Under which key a file keeps the columns that were joined to the layer.
JOINED = "joined"


class Borders:
    """A document laid over a unit layer, for reading; a ``Proposal`` changes it.

    Jurisdictions are known by their position in ``jurisdictions``: those of the layer first, in the layer's order,
    then the document's own.

    Attributes:
        layer: the unit layer it is laid over.
        assignment: (n_units,) the position of each unit's jurisdiction. Read it, do not write it.
        details: title, author, date, summary.
        settings: the chosen election, census and rules.
        unknown: moves of units that the layer does not have; kept for the file.
        joined: the figures of joined columns; None where there are none.

    """

    def __init__(self, layer: UnitLayer, document: Document | None = None) -> None:
        """Lay a document over a layer; without one, the proposal is today's map.

        Raises:
            UnknownJurisdictionError: if a move goes to a code that neither layer nor document has.
            JurisdictionError: if the document declares a code that the layer has.
            SettingsError: if a stored setting is not on offer.
            JoinError: if what the document keeps of a joined column is damaged.

        """
        document = document or Document()
        self.layer = layer = refined(layer, document.kept)
        self.details = document.details
        self.settings = settings_on(layer, document.settings)
        self._document = document
        self._jurisdictions = [*layer.jurisdictions, *_own(layer, document.jurisdictions)]
        self._position = {j.code: position for position, j in enumerate(self._jurisdictions)}
        self.assignment: Assignment = layer.home.copy()
        self.unknown = self._assign(document.moves)
        self._outcome_before: tuple[Settings, Outcome] | None = None
        self._outcome_after: tuple[Settings, int, Outcome] | None = None
        self._changes_made = 0
        self._count(document.kept)

    def _count(self, kept: Mapping[str, Json]) -> None:
        """Count everything anew, the columns included that a file keeps."""
        layer = self.layer
        self._tally = Tally(layer.figures, self.assignment, len(self._jurisdictions))
        self._home_totals = count(layer.figures, layer.home, len(layer.jurisdictions))
        for unit in layer.divided:  # they stand here with their pieces, which are counted
            self._tally.totals[layer.home[unit], -1] -= 1
            self._home_totals[layer.home[unit], -1] -= 1
        self.joined = self._tallied(kept)

    def _assign(self, groups: Iterable[MoveGroup]) -> tuple[MoveGroup, ...]:
        unknown = []
        for group in groups:
            target = self.position(group.to)
            known = [geoid for geoid in group.units if geoid in self.layer.index_of]
            self.assignment[self.layer.whole_or_pieces(self.layer.indices(known))] = target
            if len(known) < len(group.units):
                lost = tuple(geoid for geoid in group.units if geoid not in self.layer.index_of)
                unknown.append(replace(group, units=lost))
        return tuple(unknown)

    def _tallied(self, kept: Mapping[str, Json]) -> JoinedFigures | None:
        """Return the tallies of the columns that a file keeps; most have none, and need not load what reads them."""
        if kept.get(JOINED) in (None, []) and not self.layer.own_columns:
            return None
        from borderkit.joining.in_borders import JoinedFigures

        return JoinedFigures(kept.get(JOINED) or [], self.layer, self.assignment, len(self._jurisdictions))

    @property
    def id(self) -> str:
        """The short name of the bundled proposal that this is, or ""."""
        return self._document.id

    @property
    def document(self) -> Document:
        """The document that this proposal was opened from, with the parts that editing does not touch."""
        return self._document

    @property
    def claims(self) -> tuple[Json, ...]:
        """The printed figures that go with the proposal, as its file keeps them."""
        listed = self._document.kept.get("claims", [])
        return tuple(listed) if isinstance(listed, list) else ()

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
            use = "a state's postal code such as ID"
            if not self.layer.wording.has_states:
                use = f"the code of one that there is, such as {self.layer.jurisdictions[0].code}"
            raise UnknownJurisdictionError(
                f"There is no jurisdiction “{code}”. Use {use}, or declare the new one first."
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
    def joined_columns(self) -> Sequence[JoinedColumn]:
        """The columns that a person joined, in the order in which it was done."""
        return self.joined.columns.columns if self.joined else ()

    def joined_before(self, code: str | None, key: str) -> Figure | None:
        """Return a joined column's figure with today's borders; None where the jurisdiction does not exist today.

        Without a code it is the Union's.

        Raises:
            JoinError: if there is no such column.

        """
        n_today = len(self.layer.jurisdictions)
        if code is None:
            return self._joined().before.figure_of(key, self._in_union(n_today))
        position = self.position(code)
        return self._joined().before.figure(key, position) if position < n_today else None

    def joined_after(self, code: str | None, key: str) -> Figure | None:
        """Return a joined column's figure in the proposal; None where the jurisdiction has no units left.

        Without a code it is the Union's.

        Raises:
            JoinError: if there is no such column.

        """
        if code is None:
            return self._joined().after.figure_of(key, self._in_union(len(self._jurisdictions)))
        found = self._joined().after.figure(key, self.position(code))
        return found if found.units else None

    def _joined(self) -> JoinedFigures:
        if self.joined is None:
            from borderkit.joining.errors import JoinError

            raise JoinError("The proposal has no joined columns. Join a table first.")
        return self.joined

    def _in_union(self, n_jurisdictions: int) -> list[int]:
        return [at for at, j in enumerate(self._jurisdictions[:n_jurisdictions]) if j.status.in_union]

    @property
    def outcome_before(self) -> Outcome:
        """Seats, senators and electors with today's borders."""
        if self._outcome_before is None or self._outcome_before[0] != self.settings:
            found = outcome(self.layer.jurisdictions, self._home_totals, self.settings, set(SPLIT_ELECTORS), self.layer)
            self._outcome_before = self.settings, found
        return self._outcome_before[1]

    @property
    def outcome_after(self) -> Outcome:
        """Seats, senators and electors in the proposal; worked out once for each change."""
        if self._outcome_after is None or self._outcome_after[:2] != (self.settings, self._changes_made):
            old = self.with_old_borders()
            found = outcome(self._jurisdictions, self._tally.totals, self.settings, old, self.layer)
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

    def units_to_put_back(self, code: str) -> UnitIndices:
        """Return the units that moved into or out of a jurisdiction.

        Raises:
            UnknownJurisdictionError: if there is none with this code.

        """
        position = self.position(code)
        moved = self.moved_units
        concerned: UnitIndices = moved[(self.assignment[moved] == position) | (self.layer.home[moved] == position)]
        return concerned

    def _with_standing(self, row: NDArray[np.int64], found: Outcome, code: str) -> Figures:
        return replace(figures(row, self.settings, self.layer.position), standing=found.standings.get(code))

    def _union(self, totals: Matrix, found: Outcome) -> Figures:
        inside = [j.status.in_union for j in self._jurisdictions[: len(totals)]]
        sums = figures(totals[inside].sum(axis=0), self.settings, self.layer.position)
        return replace(sums, standing=found.union if self.layer.is_union else None)


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
