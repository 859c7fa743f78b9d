"""Where people and votes are: how little land holds half of them, and whose counties cover what.

The same sums for either party: a county counts for the party whose candidate got more votes there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit.columns import people, votes
from borderkit.layer import UnitIndices
from borderkit.proposal import Proposal
from borderkit.wording import Wording

_COUNTIES = Wording()


@dataclass(frozen=True, slots=True)
class Half:
    """The smallest set of units that holds at least half of something.

    Attributes:
        units: the set, those with most first; of equal ones the first by GEOID.
        share: what they hold, 0 to 1.
        land_share: their share of the land, 0 to 1.

    """

    units: UnitIndices
    share: float
    land_share: float


@dataclass(frozen=True, slots=True)
class Carried:
    """The units that one candidate carried, and their shares of land and of people, 0 to 1."""

    units: UnitIndices
    land_share: float
    people_share: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """Land, people and votes of one jurisdiction or of the Union.

    Attributes:
        n_units: how many units there are.
        people, votes: where half of the people and of the votes are; None where there are none.
        dem, rep, tied: units carried by either candidate, and those that neither carried.

    """

    n_units: int
    people: Half | None
    votes: Half | None
    dem: Carried
    rep: Carried
    tied: Carried


def concentration(proposal: Proposal, code: str | None, *, after: bool) -> Concentration | None:
    """Return the figures of a jurisdiction, or of the Union where ``code`` is None; None if it has no units."""
    units = _units(proposal, code, after=after)
    if not len(units):
        return None
    figures = proposal.layer.figures[units]
    settings = proposal.settings
    at = proposal.layer.position
    land, residents = figures[:, at["land_m2"]], figures[:, at[people(settings.people)]]
    dem, rep, total = (figures[:, at[votes(party, settings.election)]] for party in ("dem", "rep", "total"))
    carried = (
        Carried(units[ahead], _share(land, ahead), _share(residents, ahead))
        for ahead in (dem > rep, rep > dem, dem == rep)
    )
    return Concentration(len(units), _half(units, residents, land), _half(units, total, land), *carried)


def _units(proposal: Proposal, code: str | None, *, after: bool) -> UnitIndices:
    assignment = proposal.assignment if after else proposal.layer.home
    if code is not None:
        return np.flatnonzero(assignment == proposal.position(code)).astype(np.int32)
    inside = np.array([jurisdiction.status.in_union for jurisdiction in proposal.jurisdictions])
    return np.flatnonzero(inside[assignment]).astype(np.int32)


def _half(units: UnitIndices, values: NDArray[np.int64], land: NDArray[np.int64]) -> Half | None:
    total = int(values.sum())
    if not total:
        return None
    most_first = np.argsort(-values, kind="stable")
    reached = np.cumsum(values[most_first])
    needed = int(np.searchsorted(2 * reached, total)) + 1
    chosen = most_first[:needed]
    return Half(units[chosen], int(reached[needed - 1]) / total, _share(land, chosen))


def _share(values: NDArray[np.int64], chosen: NDArray[np.generic]) -> float:
    total = int(values.sum())
    return int(values[chosen].sum()) / total if total else 0.0


def sentences(found: Concentration, name: str, wording: Wording = _COUNTIES) -> list[str]:
    """Say where half of the people and votes are, and what the counties of either party cover."""
    told = []
    for what, half in (("people", found.people), ("votes", found.votes)):
        if half is not None:
            told.append(
                f"Half of the {what} of {name} are in {len(half.units):,} of {wording.count(found.n_units)}, on "
                f"{half.land_share:.1%} of the land."
            )
    if found.votes is None:
        return told  # where nobody voted, nobody carried anything
    for party, carried in (("Republican", found.rep), ("Democratic", found.dem)):
        told.append(
            f"{wording.count(len(carried.units))} with more {party} votes: {carried.land_share:.1%} of the "
            f"land, {carried.people_share:.1%} of the people."
        )
    if len(found.tied.units):
        told.append(f"{wording.count(len(found.tied.units))} with no more votes for one than for the other.")
    return told
