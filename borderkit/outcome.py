"""What follows from borders and votes: House seats, senators, electors, and who is ahead among them.

Electors are a state's seats and two (Article II, section 1; Twelfth Amendment). The federal district gets what it
would get if it were a state, but no more than the least populous state (Twenty-third Amendment). All electors of
a state go to the candidate with the most votes; Maine and Nebraska, which choose by district, get their actual
split as long as their borders and their number of electors are those of that election.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit.apportionment import Apportionment, Claimant, apportion, house_size
from borderkit.columns import people
from borderkit.figures import Figures, figures
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import Matrix, UnitLayer
from borderkit.settings import Settings
from borderkit.standing import Standing

SENATORS = 2

#: How Maine and Nebraska split their electors, (Democratic, Republican), by state and election.
#: Source: National Archives, Electoral College results.
SPLIT_ELECTORS: dict[str, dict[int, tuple[int, int]]] = {
    "ME": {2016: (3, 1), 2020: (3, 1), 2024: (3, 1)},
    "NE": {2016: (0, 5), 2020: (1, 4), 2024: (1, 4)},
}


@dataclass(frozen=True)
class Outcome:
    """What the Union has, with one set of borders.

    Attributes:
        standings: by code, every jurisdiction with units; all zero for independent countries.
        apportionment: how the House was shared out, those included whose seats lapse.
        claimants: who took part in it.
        lapsed: seats dropped with those who left.

    """

    standings: dict[str, Standing]
    apportionment: Apportionment
    claimants: tuple[Claimant, ...]
    lapsed: int

    @cached_property
    def union(self) -> Standing:
        """The sums over the Union."""
        every = list(self.standings.values())
        return Standing(
            *(
                sum(getattr(standing, name) for standing in every)
                for name in (
                    "house_seats",
                    "senators",
                    "electors",
                    "electors_dem",
                    "electors_rep",
                    "electors_other",
                )
            )
        )

    @property
    def states(self) -> int:
        """How many states have units."""
        return sum(standing.senators > 0 for standing in self.standings.values())

    @property
    def electors_needed(self) -> int:
        """How many electors are a majority: more than half of all."""
        return self.union.electors // 2 + 1


def outcome(
    jurisdictions: Sequence[Jurisdiction],
    totals: Matrix,
    settings: Settings,
    with_old_borders: Collection[str],
    layer: UnitLayer,
) -> Outcome:
    """Work out what follows.

    Args:
        jurisdictions: those that the rows of ``totals`` belong to.
        totals: (n_jurisdictions, n_columns + 1), see ``tally.Tally``.
        settings: election, census and rules.
        with_old_borders: codes of the states of ``SPLIT_ELECTORS`` whose units are those they have at home.
        layer: whose columns the totals have. Where it has not the whole Union, nobody has seats or electors.

    """
    if not layer.is_union:
        return Outcome({}, Apportionment({}, 0, settings.method), (), 0)
    position = layer.position
    present = [(j, row) for j, row in zip(jurisdictions, totals, strict=True) if row[-1]]
    counted = [Claimant(j.code, _apportionment_people(row, settings, position)) for j, row in present]
    claimants = tuple(
        claimant
        for claimant, (j, _) in zip(counted, present, strict=True)
        if j.status.is_state or (settings.lapse_seats and j.status is Status.INDEPENDENT)
    )
    states = [c for c, (j, _) in zip(counted, present, strict=True) if j.status.is_state]
    # Each state has at least one seat, so a House smaller than their number grows to it.
    size = max(house_size(settings.house_size, [c.people for c in states]), len(claimants))
    shared = apportion(claimants, size, settings.method)
    standings = {}
    for claimant, (j, row) in zip(counted, present, strict=True):
        seats = shared.seats.get(j.code, 0)
        if j.status.is_state:
            electors = seats + SENATORS
        elif j.status is Status.FEDERAL_DISTRICT:
            electors = _district_electors(claimant, claimants, states, shared, settings)
        else:
            standings[j.code] = Standing()
            continue
        senators = SENATORS if j.status.is_state else 0
        for_whom = _cast(j.code, electors, figures(row, settings, position), settings, with_old_borders)
        standings[j.code] = Standing(seats if j.status.is_state else 0, senators, electors, *for_whom)
    in_union = sum(standing.house_seats for standing in standings.values())
    return Outcome(standings, shared, claimants, shared.house_size - in_union)


def _apportionment_people(row: NDArray[np.int64], settings: Settings, position: Mapping[str, int]) -> int:
    """Return residents and, where they are at hand, federal staff overseas (2 U.S.C. 2a counts both)."""
    residents = int(row[position[people(settings.people)]])
    return residents + (int(row[position["overseas_2020"]]) if settings.people == 2020 else 0)


def _district_electors(
    district: Claimant,
    claimants: Sequence[Claimant],
    states: Sequence[Claimant],
    shared: Apportionment,
    settings: Settings,
) -> int:
    """Return what the Twenty-third Amendment gives to the seat of government.

    ``claimants`` are the ``states`` and those whose seats will lapse.
    """
    if not states:
        return 0
    size = max(shared.house_size, len(claimants) + 1)
    as_a_state = apportion([*claimants, district], size, settings.method).seats[district.code]
    least = min(states, key=lambda state: (state.people, state.code))
    return min(as_a_state, shared.seats[least.code]) + SENATORS


def _cast(
    code: str,
    electors: int,
    found: Figures,
    settings: Settings,
    with_old_borders: Collection[str],
) -> tuple[int, int, int, bool]:
    """Return the electors for Democrats, Republicans and others, and whether they are an actual split."""
    split = SPLIT_ELECTORS.get(code, {}).get(settings.election)
    if split is not None and sum(split) == electors and code in with_old_borders:
        return *split, 0, True
    most = max(found.votes_dem, found.votes_rep, found.votes_other)
    winners = [votes == most for votes in (found.votes_dem, found.votes_rep, found.votes_other)]
    if sum(winners) > 1 or winners[2]:
        return 0, 0, electors, False
    return (electors, 0, 0, False) if winners[0] else (0, electors, 0, False)
