"""How little land holds half of the people, and what either party's counties cover."""

import numpy as np
import pytest

import borderkit
from borderkit.columns import POSITION
from borderkit.concentration import concentration, sentences
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal


def column(counties: UnitLayer, key: str, units: np.ndarray) -> np.ndarray:
    values: np.ndarray = counties.figures[units][:, POSITION[key]]
    return values


@pytest.mark.parametrize("code", ["OR", "NY", "AK", "DC", None])
def test_the_set_holds_half_and_no_smaller_one_does(counties: UnitLayer, code: str | None) -> None:
    proposal = Proposal(counties)
    found = concentration(proposal, code, after=False)
    assert found is not None
    everything = np.arange(len(counties))
    units = everything if code is None else everything[counties.home == proposal.position(code)]
    for key, half in (("people_2020", found.people), ("total_2024", found.votes)):
        assert half is not None
        values, total = column(counties, key, units), int(column(counties, key, units).sum())
        held = int(column(counties, key, half.units).sum())
        assert 2 * held >= total
        # As many of the largest, less one, do not reach half; so no set of that size does.
        assert 2 * int(np.sort(values)[::-1][: len(half.units) - 1].sum()) < total
        land = column(counties, "land_m2", half.units).sum() / column(counties, "land_m2", units).sum()
        assert half.land_share == pytest.approx(land)


def test_carried_counties_cover_everything_once(counties: UnitLayer) -> None:
    found = concentration(Proposal(counties), None, after=True)
    assert found is not None
    parts = (found.dem, found.rep, found.tied)
    assert sum(len(part.units) for part in parts) == found.n_units == 3142
    assert sum(part.land_share for part in parts) == pytest.approx(1)
    assert sum(part.people_share for part in parts) == pytest.approx(1)


def test_before_and_after_differ_by_what_moved(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("greater-idaho-2020", counties)
    sizes = [found.n_units for after in (False, True) if (found := concentration(proposal, "ID", after=after))]
    assert sizes == [44, 66]
    california = borderkit.open_proposal("california-leaves-the-union", counties)
    assert concentration(california, "CA", after=True) is None
    union = concentration(california, None, after=True)
    assert union is not None
    assert union.n_units == 3142 - 58


def test_the_same_words_serve_either_party(counties: UnitLayer) -> None:
    found = concentration(Proposal(counties), "OR", after=False)
    assert found is not None
    told = sentences(found, "Oregon")
    republican, democratic = (next(line for line in told if party in line) for party in ("Republican", "Democratic"))
    stripped = [
        "".join(c for c in line if not c.isdigit()).replace(party, "")
        for line, party in ((republican, "Republican"), (democratic, "Democratic"))
    ]
    assert stripped[0] == stripped[1]
    assert told[0].startswith("Half of the people of Oregon are in 4 of 36 counties, on ")
