"""Figures of pieces add up to the unit's in every column, and it is said how."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderkit.columns import COLUMNS, POSITION, Column
from borderkit.layer import UnitLayer
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.said import Subjects, of_sharing
from borderkit.refinement.sharing import How, Shares, share_figures
from tests.refinement.precincts import DESCHUTES

ABOUT = Subjects("Deschutes County", "county", ("precinct", "precincts"), "precincts.zip")
ESTIMATED = [position for key, position in POSITION.items() if key.startswith("estimated")]
SUMMED = [position for position in range(len(COLUMNS)) if position not in ESTIMATED]
AREAS = [3.0, 1.0, 4.0]


@pytest.fixture
def unit(counties: UnitLayer) -> np.ndarray:
    figures: np.ndarray = counties.figures[counties.index_of[DESCHUTES]].copy()
    return figures


def column(shares: Shares, key: str) -> list[int]:
    return [int(figure) for figure in shares.figures[:, POSITION[key]]]


def how(shares: Shares) -> dict[str, tuple[How, str]]:
    return {treatment.key: (treatment.how, treatment.by) for treatment in shares.treatments}


def sentences(shares: Shares) -> tuple[str, ...]:
    return of_sharing(shares, {column.key: column for column in COLUMNS}, ABOUT)


def test_a_column_that_adds_up_already_is_taken_as_it_is(unit: np.ndarray) -> None:
    people = [100_000, 98_000, 253]
    shares = share_figures(unit, {"people_2020": people}, AREAS, COLUMNS)
    assert column(shares, "people_2020") == people
    assert how(shares)["people_2020"] == (How.JOINED, "")
    assert sentences(shares)[0] == "People 2020 of 3 precincts add up to the county's: taken as they are."


def test_a_column_that_misses_the_county_is_scaled_by_largest_remainder(unit: np.ndarray) -> None:
    shares = share_figures(unit, {"people_2020": [100, 100, 100]}, AREAS, COLUMNS)
    assert column(shares, "people_2020") == [66_085, 66_084, 66_084]
    assert sentences(shares)[0] == "People 2020 of 3 precincts scaled from 300 to the county's 198,253."


def test_a_column_that_the_pieces_lack_is_shared_out_by_the_nearest_census_or_election(unit: np.ndarray) -> None:
    given = {"people_2020": [1, 2, 1], "dem_2020": [10, 0, 0], "rep_2020": [0, 10, 10], "other_2020": [1, 1, 1]}
    shares = share_figures(unit, given, AREAS, COLUMNS)
    assert how(shares)["people_2010"] == (How.SHARED_OUT, "people_2020")
    assert how(shares)["overseas_2020"] == (How.SHARED_OUT, "people_2020")
    assert column(shares, "dem_2024") == [68_108, 0, 0]
    assert column(shares, "rep_2016") == [0, 22_846, 22_846]
    assert column(shares, "estimated_2016") == [1, 1, 1]
    assert column(shares, "estimated_2020") == [0, 0, 0]
    assert "Votes of 2016 and 2024 shared out by votes of 2020: an estimate." in sentences(shares)


def test_votes_are_shared_out_by_people_and_all_by_area_where_there_is_nothing_else(unit: np.ndarray) -> None:
    by_people = share_figures(unit, {"people_2020": [1, 2, 1]}, AREAS, COLUMNS)
    assert how(by_people)["total_2024"] == (How.SHARED_OUT, "people_2020")
    assert sentences(by_people)[-1] == (
        "People 2010, federal staff overseas 2020 and votes of 2016, 2020 and 2024 shared out by people 2020: an "
        "estimate."
    )
    by_area = share_figures(unit, {}, AREAS, COLUMNS)
    assert {treatment.by for treatment in by_area.treatments} == {"area"}
    assert column(by_area, "land_m2") == [2_930_829_430, 976_943_143, 3_907_772_573]


def test_all_votes_of_the_day_come_before_the_partys_votes_of_another(unit: np.ndarray) -> None:
    shares = share_figures(unit, {"total_2024": [1, 1, 0], "dem_2020": [0, 0, 5]}, AREAS, COLUMNS)
    assert column(shares, "dem_2024") == [34_054, 34_054, 0]
    assert column(shares, "dem_2020") == [0, 0, 65_962]
    assert column(shares, "estimated_2024") == [1, 1, 1]


def test_of_two_elections_equally_near_the_later_counts(unit: np.ndarray) -> None:
    given = {f"{party}_{year}": [1, 1, 1] for party in ("dem", "rep") for year in (2016, 2024)}
    assert how(share_figures(unit, given, AREAS, COLUMNS))["total_2020"] == (How.SHARED_OUT, "dem_2024")


def test_votes_for_others_are_all_votes_less_those_of_the_parties(unit: np.ndarray) -> None:
    given = {"dem_2024": [5, 5, 5], "rep_2024": [5, 5, 5], "total_2024": [10, 10, 11]}
    shares = share_figures(unit, given, AREAS, COLUMNS)
    others = shares.figures[:, POSITION["total_2024"]] - shares.figures[:, POSITION["dem_2024"]]
    others -= shares.figures[:, POSITION["rep_2024"]]
    assert others.tolist() == [0, 0, 127_375 - 68_108 - 54_850]
    assert column(shares, "estimated_2024") == [0, 0, 0]


def test_an_estimate_of_the_county_stays_one_in_its_pieces(unit: np.ndarray) -> None:
    unit[POSITION["estimated_2024"]] = 1
    given = {"dem_2024": [1, 1, 1], "rep_2024": [1, 1, 1], "other_2024": [1, 1, 1]}
    assert column(share_figures(unit, given, AREAS, COLUMNS), "estimated_2024") == [1, 1, 1]


def test_a_county_with_more_party_votes_than_votes_keeps_its_figures(unit: np.ndarray) -> None:
    unit[POSITION["total_2024"]] = 100_000
    shares = share_figures(unit, {"people_2020": [1, 2, 1]}, AREAS, COLUMNS)
    assert shares.figures[:, SUMMED].sum(axis=0).tolist() == unit[SUMMED].tolist()


def test_missing_figures_count_as_nothing_and_are_told(unit: np.ndarray) -> None:
    shares = share_figures(unit, {"people_2020": [1, np.nan, 1], "people_2010": [np.nan] * 3}, AREAS, COLUMNS)
    assert column(shares, "people_2020")[1] == 0
    assert shares.unknown == (("people_2020", 1),)
    assert how(shares)["people_2010"] == (How.SHARED_OUT, "people_2020")
    assert sentences(shares)[-1] == "1 precinct without a figure for people 2020 counts as 0."


@pytest.mark.parametrize("wrong", [-1, np.inf, 1e300])
def test_figures_that_nothing_can_have_are_refused(unit: np.ndarray, wrong: float) -> None:
    with pytest.raises(RefinementError, match=r"people_2020 of the pieces has .* in row 2"):
        share_figures(unit, {"people_2020": [1, wrong, 1]}, AREAS, COLUMNS)


def test_a_layers_own_columns_are_scaled_or_shared_out_by_people() -> None:
    columns = (
        Column("people_2021", "", "People 2021", "somebody"),
        Column("own:tax", "", "Property tax", "somebody", "dollars"),
        Column("own:farms", "", "Farms", "somebody"),
    )
    given = {"people_2021": [1, 1, 2], "own:tax": [0, 0, 9]}
    shares = share_figures(np.array([40, 100, 8]), given, AREAS, columns)
    assert shares.figures.T.tolist() == [[10, 10, 20], [0, 0, 100], [2, 2, 4]]
    told = of_sharing(shares, {column.key: column for column in columns}, ABOUT)
    assert "Property tax of 3 precincts scaled from 9 to the county's 100." in told
    assert "Farms shared out by people 2021: an estimate." in told


FIGURES = st.lists(st.integers(0, 10**7) | st.floats(0, 1e6), min_size=5, max_size=5)
KEYS = ["land_m2", "people_2010", "people_2020", "dem_2016", "rep_2016", "total_2016", "dem_2024", "rep_2024",
        "other_2024", "total_2020", "overseas_2020"]  # fmt: skip


@given(
    given=st.dictionaries(st.sampled_from(KEYS), FIGURES),
    whole=st.lists(st.integers(0, 10**9), min_size=len(COLUMNS), max_size=len(COLUMNS)),
)
def test_whatever_is_given_the_sums_are_the_units_and_no_piece_has_too_few_votes(
    given: dict[str, list[float]], whole: list[int]
) -> None:
    unit = np.array(whole, dtype=np.int64)
    unit[ESTIMATED] %= 2
    parties = {year: [POSITION[f"{party}_{year}"] for party in ("dem", "rep")] for year in (2016, 2020, 2024)}
    for year, columns in parties.items():
        unit[POSITION[f"total_{year}"]] += unit[columns].sum()
    shares = share_figures(unit, given, [1, 2, 3, 4, 5], COLUMNS)
    assert (shares.figures >= 0).all()
    assert shares.figures[:, SUMMED].sum(axis=0).tolist() == unit[SUMMED].tolist()
    assert set(np.unique(shares.figures[:, ESTIMATED])) <= {0, 1}
    for year, columns in parties.items():
        assert (shares.figures[:, columns].sum(axis=1) <= shares.figures[:, POSITION[f"total_{year}"]]).all()
