"""The capital and the largest city of each state, and the county that each lies in."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from borderkit import locations


@dataclass(frozen=True, slots=True)
class StatePlaces:
    """Names, and the GEOIDs of the counties; cities of several counties count where their centre lies.

    Attributes:
        capital, capital_geoid: the state's capital.
        largest_city, largest_city_geoid: its most populous city at the 2020 census.

    """

    capital: str
    capital_geoid: str
    largest_city: str
    largest_city_geoid: str


@cache
def places_of_states() -> dict[str, StatePlaces]:
    """Return the places by the state's postal code."""
    path = locations.resources() / "state_places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: StatePlaces(
                row["capital"], row["capital_geoid"], row["largest_city"], row["largest_city_geoid"]
            )
            for row in csv.DictReader(file)
        }
