"""Joined columns add up as sums, means and shares, exactly, and follow moves like the bundled ones."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderkit.joining import (
    Basis,
    JoinedColumn,
    JoinedColumns,
    JoinedTally,
    JoinError,
    Kind,
    Matcher,
    Meaning,
    Several,
    bundled_basis,
    joined_basis,
    joined_column,
    read_numbers,
    values_of_units,
)
from borderkit.layer import UnitLayer
from tests.joining.files import table_of

TAX = Meaning("tax", "Property tax", "dollars", "Department of Revenue, 2024")
N_UNITS, N_JURISDICTIONS = 12, 4


def column(
    values: list[int], known: list[bool] | None = None, kind: Kind = Kind.SUM, basis: list[int] | None = None,
    decimals: int = 0, key: str = "tax",
) -> JoinedColumn:  # fmt: skip
    everywhere = np.ones(len(values), dtype=np.bool_)
    over = Basis("people", np.array(basis), everywhere) if basis is not None else None
    mask = np.array(known) if known is not None else everywhere
    return JoinedColumn(key, key, "dollars", "somebody", kind, np.array(values), mask, decimals, over)


def units(*positions: int) -> np.ndarray:
    return np.array(positions, dtype=np.int32)


def test_sums_are_exact_and_say_how_many_units_are_known() -> None:
    tax = column([9_007_199_254_740_993, 1, 5], [True, True, False])
    figure = tax.of_units(units(0, 1, 2))
    assert figure.value == 9_007_199_254_740_994
    assert isinstance(figure.value, int)
    assert (figure.known, figure.units, figure.is_complete) == (2, 3, False)
    assert tax.of_unit(2).value is None
    assert tax.of_units(units()).value is None


def test_decimals_are_kept_exactly() -> None:
    tenths = column([1] * 10, decimals=1)
    assert tenths.of_units(units(*range(10))).value == 1.0


def test_a_mean_is_weighted_and_leaves_out_units_without_a_figure() -> None:
    income = column([100, 200, 900], [True, True, False], Kind.WEIGHTED_MEAN, [1, 3, 50])
    assert income.of_units(units(0, 1, 2)).value == 175
    assert income.of_units(units(0, 1, 2)).known == 2


def test_a_share_is_the_sum_of_the_parts_over_the_sum_of_the_wholes() -> None:
    rural = column([1, 30], kind=Kind.SHARE, basis=[10, 40])
    assert rural.of_units(units(0, 1)).value == pytest.approx(31 / 50)
    assert column([0], kind=Kind.SHARE, basis=[0]).of_unit(0).value is None


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: column([1], kind=Kind.SHARE), "the column that it is a share of"),
        (lambda: column([1], kind=Kind.WEIGHTED_MEAN), "the column to weight it by"),
        (lambda: column([1], basis=[1]), "no second column"),
        (lambda: column([1], kind=Kind.SHARE, basis=[-1]), "negative"),
        (lambda: column([2**61, 2**61]), "too large"),
        (lambda: column([2**40], kind=Kind.WEIGHTED_MEAN, basis=[2**40]), "too large"),
        (lambda: JoinedColumn("k", " ", "", "s", Kind.SUM, np.array([1]), np.array([True])), "needs a name"),
        (lambda: JoinedColumn("k", "Tax", "", " ", Kind.SUM, np.array([1]), np.array([True])), "needs its source"),
        (lambda: JoinedColumns(1, [column([1]), column([2])]), "Two joined columns"),
        (lambda: JoinedColumns(2, [column([1])]), "another layer"),
        (lambda: JoinedColumns(1).column("tax"), "no joined column tax"),
        (lambda: joined_basis(column([1], decimals=1)), "no count of whole things"),
    ],
)
def test_columns_that_cannot_be_added_up_are_refused(make: object, message: str) -> None:
    assert callable(make)
    with pytest.raises(JoinError, match=message):
        make()


def test_a_column_of_a_table_becomes_one_of_the_layer(counties: UnitLayer, tmp_path: Path) -> None:
    table = table_of(tmp_path, 'FIPS,Tax,Rate\n41001,"1,200",2.5\n6037,"88,000",n/a\n41003,oops,1.25\n99999,4,4\n')
    match = Matcher(counties).match(table)
    tax = joined_column(match, read_numbers(table.columns[1]), TAX)
    assert tax.of_units(counties.indices(["41001", "06037", "41003"])).value == 89_200
    assert tax.of_units(counties.indices(["41001", "41003"])).known == 1
    rate = joined_column(
        match, read_numbers(table.columns[2]), Meaning("rate", "Rate", "%", "them", Kind.WEIGHTED_MEAN),
        bundled_basis(counties, "people_2020"),
    )  # fmt: skip
    baker, benton = 16_668, 95_184
    assert rate.of_units(counties.indices(["41001", "41003"])).value == pytest.approx(
        (2.5 * baker + 1.25 * benton) / (baker + benton)
    )
    share = joined_column(
        match, read_numbers(table.columns[1]), Meaning("per", "Per tax", "", "them", Kind.SHARE), joined_basis(tax)
    )
    assert share.of_unit(int(counties.indices(["41001"])[0])).value == 1


def test_units_with_several_rows_are_left_out_unless_a_person_says_how_to_take_them(
    counties: UnitLayer, tmp_path: Path
) -> None:
    table = table_of(tmp_path, "FIPS,N\n41001,1\n41001,20\n41003,7\n41005,n/a\n41005,4\n")
    match, numbers = Matcher(counties).match(table), read_numbers(table.columns[1])
    wanted = counties.indices(["41001", "41003", "41005"])
    results = {}
    for several in Several:
        values, known = values_of_units(match, numbers, several)
        results[several] = [int(v) if k else None for v, k in zip(values[wanted], known[wanted], strict=True)]
    assert results == {
        Several.LEAVE_OUT: [None, 7, None],
        Several.ADD: [21, 7, None],
        Several.FIRST: [1, 7, None],
        Several.LAST: [20, 7, 4],
    }


def test_a_column_that_no_unit_has_is_refused(counties: UnitLayer, tmp_path: Path) -> None:
    table = table_of(tmp_path, "FIPS,N\n41001,n/a\n41003,oops\n")
    with pytest.raises(JoinError, match="no unit has a number"):
        joined_column(Matcher(counties).match(table), read_numbers(table.columns[1]), TAX)


amounts = st.lists(st.integers(-(10**12), 10**12), min_size=N_UNITS, max_size=N_UNITS)
weights = st.lists(st.integers(0, 10**5), min_size=N_UNITS, max_size=N_UNITS)
masks = st.lists(st.booleans(), min_size=N_UNITS, max_size=N_UNITS)
moves = st.lists(
    st.tuples(st.sets(st.integers(0, N_UNITS - 1), min_size=1), st.integers(0, N_JURISDICTIONS - 1)), max_size=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts, masks, weights, moves)
def test_figures_that_follow_moves_equal_figures_counted_anew(
    values: list[int], known: list[bool], basis: list[int], steps: list[tuple[set[int], int]]
) -> None:
    columns = JoinedColumns(N_UNITS, [
        column(values, known, decimals=2),
        column(values, known, Kind.WEIGHTED_MEAN, basis, key="mean"),
        column(values, known, Kind.SHARE, basis, key="share"),
    ])  # fmt: skip
    assignment = np.arange(N_UNITS, dtype=np.int16) % N_JURISDICTIONS
    tally = JoinedTally(columns, assignment, N_JURISDICTIONS)
    tally.add_jurisdiction()
    tally.drop_last_jurisdiction()
    for moved, target in steps:
        chosen = np.array(sorted(moved), dtype=np.int32)
        after = np.full(len(chosen), target, dtype=np.int16)
        tally.move(chosen, assignment[chosen], after)
        assignment[chosen] = after
        for jurisdiction in range(N_JURISDICTIONS):
            inside = np.flatnonzero(assignment == jurisdiction).astype(np.int32)
            for one in columns.columns:
                assert tally.figure(one.key, jurisdiction) == one.of_units(inside)
