"""A stroke in progress: units move as the pointer passes over them; it ends as one step, or as nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from borderkit import naming
from borderkit.change import Change, JurisdictionAdded, Move, Step
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices
from borderkit.restraint import Restraint

if TYPE_CHECKING:
    from borderkit.proposal import Effect, Proposal


class Stroke:
    """Moves units into a jurisdiction, or back home: the first unit decides which.

    A first unit that had been moved into the jurisdiction goes back home, and so does every later one that
    had been moved there; else every unit moves in. A unit moves once in a stroke. The totals follow at once;
    the step is recorded when the stroke is finished.
    """

    def __init__(
        self,
        proposal: Proposal,
        code: str,
        added: Jurisdiction | None,
        restraint: Restraint,
        puts_back: bool | None = None,
    ) -> None:
        """Begin a stroke of ``proposal`` towards ``code``, bringing the jurisdiction ``added`` along.

        Units that the ``restraint`` puts out of reach stay where they are. Where ``puts_back`` is told, the first
        unit decides nothing.
        """
        self._proposal = proposal
        self._first = JurisdictionAdded(added) if added else None
        if self._first:
            proposal.apply_unrecorded(self._first)
        self._target = proposal.position(code)
        self._restraint = restraint
        self._puts_back = puts_back
        self._touched: dict[int, int] = {}
        #: Units that it passed over and that the restraint kept where they are.
        self.kept_out: set[int] = set()

    @property
    def added(self) -> Jurisdiction | None:
        """The jurisdiction that the stroke brought along."""
        return self._first.jurisdiction if self._first else None

    @property
    def puts_back(self) -> bool:
        """Whether the stroke puts units back home."""
        return bool(self._puts_back)

    def add(self, units: UnitIndices) -> Effect:
        """Pass over units, in the order the pointer meets them."""
        proposal = self._proposal
        home = proposal.layer.home
        if self._puts_back is None and len(units):
            first = units[0]
            self._puts_back = bool(proposal.assignment[first] == self._target != home[first])
        fresh = np.array([unit for unit in dict.fromkeys(units.tolist()) if unit not in self._touched], np.int32)
        before = proposal.assignment[fresh]
        if self._puts_back:
            after = np.where(before == self._target, home[fresh], before).astype(np.int16)
        else:
            after = np.full(len(fresh), self._target, dtype=np.int16)
        moving = before != after
        allowed = self._restraint.allowed(proposal.jurisdictions, home[fresh], before, after)
        self.kept_out |= set(fresh[moving & ~allowed].tolist())
        moving &= allowed
        fresh, before, after = fresh[moving], before[moving], after[moving]
        self._touched.update(zip(fresh.tolist(), before.tolist(), strict=True))
        return proposal.shift(fresh, before, after)

    def finish(self) -> Step | None:
        """End the stroke and record it as one step; None if it moved nothing."""
        if not self._touched:
            self.cancel()
            return None
        move = self._move()
        changes: tuple[Change, ...] = (self._first, move) if self._first else (move,)
        step = Step(naming.moved(self._proposal, move), changes)
        self._proposal.history.record(step)
        return step

    def cancel(self) -> Effect:
        """Drop the stroke: everything is as it was before it."""
        effect = self._proposal.apply_unrecorded(self._move().inverse())
        if self._first:
            self._proposal.apply_unrecorded(self._first.inverse())
        self._touched.clear()
        return effect

    def _move(self) -> Move:
        units = np.fromiter(self._touched, np.int32, len(self._touched))
        before = np.fromiter(self._touched.values(), np.int16, len(self._touched))
        return Move.of(units, before, self._proposal.assignment[units])
