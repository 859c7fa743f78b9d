"""What a person has put out of reach for a while: locked jurisdictions, and all but one to take from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borderkit.jurisdiction import Jurisdiction
from borderkit.tally import Assignment
from borderkit.wording import Wording

Mask = NDArray[np.bool_]

_COUNTIES = Wording()


@dataclass(frozen=True, slots=True)
class Restraint:
    """Which moves tools may make. It belongs to the sitting, not to the proposal: undo does not ask it.

    Attributes:
        locked: codes of the jurisdictions that no unit may leave or join.
        only_from: the code of the one jurisdiction that units may be taken from; None for any. Putting a unit back
            home is no taking.

    """

    locked: frozenset[str] = frozenset()
    only_from: str | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing is out of reach."""
        return not self.locked and self.only_from is None

    def with_lock(self, code: str, locked: bool) -> Restraint:
        """Return the same with one more or one fewer jurisdiction locked."""
        return replace(self, locked=self.locked | {code} if locked else self.locked - {code})

    def reason(self, jurisdiction: Jurisdiction, wording: Wording = _COUNTIES) -> str | None:
        """Say why units of a jurisdiction may not be taken; None if they may."""
        if jurisdiction.code in self.locked:
            return f"{jurisdiction.name} is locked."
        if self.only_from is not None and jurisdiction.code != self.only_from:
            return f"{jurisdiction.name} is not the {wording.state} that {wording.units} are taken from."
        return None

    def allowed(
        self, jurisdictions: Sequence[Jurisdiction], home: Assignment, before: Assignment, after: Assignment
    ) -> Mask:
        """Return which moves may be made.

        Args:
            jurisdictions: those that the positions are of.
            home: (n,) each unit's jurisdiction at home.
            before: (n,) the one that it has now.
            after: (n,) the one that it is to go to.

        """
        if self.is_free:
            return np.ones(len(before), dtype=bool)
        locked = np.array([jurisdiction.code in self.locked for jurisdiction in jurisdictions])
        may: Mask = ~locked[before] & ~locked[after]
        if self.only_from is not None:
            source = [position for position, j in enumerate(jurisdictions) if j.code == self.only_from]
            may &= np.isin(before, source) | (after == home)
        return may
