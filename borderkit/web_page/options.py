"""What a person chooses for a web page."""

from __future__ import annotations

from dataclasses import dataclass

from borderkit.areas import AreaUnit


@dataclass(frozen=True, slots=True)
class WebOptions:
    """How a web page is to be.

    Attributes:
        base_map: whether streets and towns lie beneath the counties. They come from OpenStreetMap's servers whenever
            the page is read, and these serve no page that is opened from a file; the map is then in Web Mercator.
        area_unit: the unit in which areas are told.

    """

    base_map: bool = False
    area_unit: AreaUnit = AreaUnit.SQUARE_MILES
