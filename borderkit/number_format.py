"""How numbers are written for people: in the digits of a locale, areas in the unit they chose."""

from __future__ import annotations

from collections.abc import Callable

from borderkit.areas import AreaUnit
from borderkit.legend import ESTIMATE
from borderkit.measures import Kind, Measure

#: Writes a number of 0 or more with so many decimals.
Digits = Callable[[float, int], str]

_MINUS = "\N{MINUS SIGN}"

#: Fewer people than this for a unit of area are told with a decimal, and how few are not told exactly.
_FEW, _LEAST = 10, 0.1

#: Stands where there is no figure.
NONE = "–"


def english(number: float, decimals: int) -> str:
    """Write a number of 0 or more as in American English."""
    return f"{number:,.{decimals}f}"


class NumberFormat:
    """Writes measures in some digits and a unit of area."""

    def __init__(self, area_unit: AreaUnit = AreaUnit.SQUARE_MILES, digits: Digits = english) -> None:
        """Write areas in a unit and numbers as ``digits`` does."""
        self.area_unit = area_unit
        self._digits = digits

    def count(self, number: int) -> str:
        """Write a whole number."""
        return f"{_MINUS if number < 0 else ''}{self._digits(abs(number), 0)}"

    def area(self, square_metres: float) -> str:
        """Write an area with its unit, to the whole one."""
        return f"{self.count(round(square_metres / self.area_unit.square_metres))} {self.area_unit}"

    def density(self, people: int, square_metres: float) -> str:
        """Write people per unit of area: to the whole one, with a decimal where there are few."""
        density = people * self.area_unit.square_metres / square_metres
        if 0 < density < _LEAST:
            return f"under {self._digits(_LEAST, 1)}"
        return self._digits(density, 0 if density >= _FEW or not density else 1)

    def share(self, share: float, decimals: int = 1) -> str:
        """Write a share of 1 in per cent."""
        sign = _MINUS if share < 0 and round(abs(share) * 100, decimals) else ""
        return f"{sign}{self._digits(abs(share) * 100, decimals)}\N{NO-BREAK SPACE}%"

    def margin(self, margin: float) -> str:
        """Write who is ahead by how many points ("R +12.3")."""
        points = self._digits(abs(margin) * 100, 1)
        if not round(abs(margin) * 100, 1):
            return "even"
        return f"{'R' if margin > 0 else 'D'} +{points}"

    def value(self, measure: Measure, value: float | None, *, estimated: bool = False) -> str:
        """Write a measure's value, marked where it is an estimate."""
        if value is None:
            return NONE
        return (ESTIMATE if estimated and measure.concerns_votes else "") + self._writer(measure)(value)

    def change(self, measure: Measure, change: float | None, *, estimated: bool = False) -> str:
        """Write how much a measure changes, with its sign; nothing where it does not; marked if an estimate."""
        text = self._signed(measure, change) if change else ""
        return ESTIMATE + text if text and estimated and measure.concerns_votes else text

    def _signed(self, measure: Measure, change: float) -> str:
        if measure.kind is Kind.MARGIN:
            return self._points(change, "R", "D")
        if measure.kind is Kind.SHARE:
            return self._points(change, "+", _MINUS)
        text = self._writer(measure)(abs(change))
        return f"{'+' if change > 0 else _MINUS}{text}"

    def _points(self, change: float, up: str, down: str) -> str:
        """Write a change in percentage points; that of a margin names the side it moves to."""
        points = self._digits(abs(change) * 100, 1)
        if not round(abs(change) * 100, 1):
            return ""
        sign = up if change > 0 else down
        return f"{sign} +{points}" if sign in ("R", "D") else f"{sign}{points}"

    def _writer(self, measure: Measure) -> Callable[[float], str]:
        match measure.kind:
            case Kind.COUNT:
                return lambda value: self.count(int(value))
            case Kind.AREA:
                return self.area
            case Kind.SHARE:
                return self.share
            case Kind.MARGIN:
                return self.margin
