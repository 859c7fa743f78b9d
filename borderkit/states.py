"""The 50 states and the federal district: FIPS codes, postal codes, names, and the fills of maps."""

from __future__ import annotations

import csv
from functools import cache

from borderkit import locations
from borderkit.jurisdiction import Jurisdiction, Status


@cache
def states_by_fips() -> dict[str, Jurisdiction]:
    """Return the jurisdictions of today by their two-digit FIPS code."""
    path = locations.resources() / "states.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["fips"]: Jurisdiction(row["code"], row["name"], Status(row["status"]), row["color"])
            for row in csv.DictReader(file)
        }


@cache
def states_in_code_order() -> tuple[Jurisdiction, ...]:
    """Return the 51 jurisdictions of today, ordered by postal code."""
    return tuple(sorted(states_by_fips().values(), key=lambda state: state.code))
