"""What a jurisdiction has in Congress and among the electors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What one jurisdiction has.

    Attributes:
        house_seats, senators, electors: 0 where it has none.
        electors_dem, electors_rep, electors_other: whom the electors are for; other where votes are tied, or most
            votes went to neither of the two parties.
        by_district: whether the electors are the actual split of a state that chooses by district.

    """

    house_seats: int = 0
    senators: int = 0
    electors: int = 0
    electors_dem: int = 0
    electors_rep: int = 0
    electors_other: int = 0
    by_district: bool = False
