"""What a change of a proposal touched, for those who show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borderkit.layer import UnitIndices
from borderkit.tally import Assignment


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change touched, for those who show the proposal.

    Attributes:
        units: the units that changed their jurisdiction.
        before, after: the jurisdictions' positions that they left and came to.
        jurisdictions: whether a jurisdiction came or went.
        details: whether title, author, date, summary, claims or the texts of handouts changed.

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
