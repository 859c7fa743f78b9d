"""The units in which lengths and areas are told."""

from __future__ import annotations

from enum import StrEnum

#: Metres of the international mile.
MILE = 1609.344


class AreaUnit(StrEnum):
    """A unit of area, by how it is written after a number."""

    SQUARE_MILES = "sq mi"
    SQUARE_KILOMETRES = "km²"

    @property
    def square_metres(self) -> float:
        """How large it is."""
        return MILE**2 if self is AreaUnit.SQUARE_MILES else 1e6

    @property
    def one(self) -> str:
        """Its name in the singular."""
        return "square mile" if self is AreaUnit.SQUARE_MILES else "square kilometre"

    @property
    def many(self) -> str:
        """Its name in the plural."""
        return f"{self.one}s"

    @property
    def density_breaks(self) -> tuple[int, ...]:
        """Where classes of people per unit part, about evenly for counties."""
        return (2, 10, 50, 250, 1_000, 5_000) if self is AreaUnit.SQUARE_MILES else (1, 5, 20, 100, 500, 2_000)
