"""How numbers are written on the screen: as the person's system writes them, areas in the unit they chose."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QLocale

from borderkit.legend import ESTIMATE
from borderkit.measures import Kind, Measure

SQUARE_MILE_M2 = 1609.344**2
_SQUARE_KM_M2 = 1e6
_MINUS = "\N{MINUS SIGN}"

#: Stands where there is no figure.
NONE = "–"


class AreaUnit(StrEnum):
    """In which unit areas are shown."""

    SQUARE_MILES = "sq mi"
    SQUARE_KILOMETRES = "km²"


class NumberFormat:
    """Writes measures for a locale and a unit of area."""

    def __init__(self, area_unit: AreaUnit, locale: QLocale | None = None) -> None:
        """Write as the system does, unless another locale is given."""
        self.area_unit = area_unit
        self._locale = locale or _system_locale()

    def count(self, number: int) -> str:
        """Write a whole number."""
        return self._locale.toString(abs(number)).join((_MINUS if number < 0 else "", ""))

    def area(self, square_metres: float) -> str:
        """Write an area with its unit, to the whole one."""
        size = SQUARE_MILE_M2 if self.area_unit is AreaUnit.SQUARE_MILES else _SQUARE_KM_M2
        return f"{self.count(round(square_metres / size))} {self.area_unit}"

    def share(self, share: float, decimals: int = 1) -> str:
        """Write a share of 1 in per cent."""
        sign = _MINUS if share < 0 and round(abs(share) * 100, decimals) else ""
        return f"{sign}{self._locale.toString(abs(share) * 100, 'f', decimals)} %"

    def margin(self, margin: float) -> str:
        """Write who is ahead by how many points ("R +12.3")."""
        points = self._locale.toString(abs(margin) * 100, "f", 1)
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
        points = self._locale.toString(abs(change) * 100, "f", 1)
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


def _system_locale() -> QLocale:
    """Return the system's locale; where none is set, numbers are written as in American English."""
    locale = QLocale()
    return QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale
