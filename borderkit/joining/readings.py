"""What a row of a table comes to: a unit, or why it is none."""

from __future__ import annotations

from dataclasses import dataclass

#: Stands for no unit, where a unit's position is expected.
NONE = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """What the cells of a row that name a unit come to.

    Attributes:
        unit: the unit's position in the layer; ``NONE`` if it is none.
        note: how it was read, if not letter by letter: "leading zero restored".
        reason: why it is no unit; "" if it is one.
        candidates: the units that it may be, where it could not be told which.
        is_summary: whether it stands for a state, the nation or a total, so that nobody misses it.

    """

    unit: int = NONE
    note: str = ""
    reason: str = ""
    candidates: tuple[int, ...] = ()
    is_summary: bool = False


UNKNOWN = Reading(reason="the layer has no such unit")
EMPTY = Reading(reason="the cell is empty")
