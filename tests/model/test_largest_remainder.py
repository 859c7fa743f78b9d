"""Sharing out and rounding keep their sums, to the unit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderkit.largest_remainder import rounded_to_sum, shared_out
from borderkit.layer import UnitLayer

weights_of_whole_numbers = st.lists(st.integers(0, 10**12), min_size=1, max_size=40)


def test_a_total_is_shared_out_in_proportion_and_the_rest_goes_to_the_largest_remainders() -> None:
    # 10 among 5, 3 and 3 is 4.55, 2.73 and 2.73: the two that lost .73 get the two that are left.
    assert shared_out(10, [5, 3, 3]).tolist() == [4, 3, 3]


def test_of_equal_remainders_the_first_gets_what_is_left() -> None:
    assert shared_out(5, [1, 1, 1]).tolist() == [2, 2, 1]


def test_weights_that_are_all_zero_share_equally() -> None:
    assert shared_out(7, [0, 0, 0]).tolist() == [3, 2, 2]
    assert shared_out(7, [0.0, 0.0]).tolist() == [4, 3]


def test_who_has_no_weight_gets_nothing_while_others_have_some() -> None:
    assert shared_out(3, [0, 0.2, 0]).tolist() == [0, 3, 0]


def test_a_negative_total_is_shared_out_like_the_positive_one() -> None:
    assert shared_out(-5, [1, 1, 1]).tolist() == [-2, -2, -1]


def test_nothing_can_be_shared_out_among_nobody() -> None:
    assert shared_out(0, []).tolist() == []
    with pytest.raises(ValueError, match="nobody"):
        shared_out(1, [])


@pytest.mark.parametrize("weight", [-1, -0.5, float("nan"), float("inf")])
def test_a_weight_below_zero_or_without_a_number_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight is"):
        shared_out(5, [1, weight])


def test_large_areas_are_shared_out_without_overflow(counties: UnitLayer) -> None:
    land = counties.column("land_m2")
    total = int(land.sum())
    assert shared_out(total, land).tolist() == land.tolist()
    assert shared_out(total, land * 2).tolist() == land.tolist()


@given(st.integers(0, 10**13), weights_of_whole_numbers)
def test_shares_add_up_to_the_total_and_lie_within_one_of_the_quota(total: int, weights: list[int]) -> None:
    shares = shared_out(total, weights)
    whole = sum(weights) or len(weights)
    quotas = [total * (weight if sum(weights) else 1) for weight in weights]
    assert int(shares.sum()) == total
    assert all(abs(int(share) * whole - quota) < whole for share, quota in zip(shares, quotas, strict=True))


@given(st.integers(0, 10**9), st.lists(st.floats(0, 1e9), min_size=1, max_size=40))
def test_fractions_as_weights_keep_the_total_too(total: int, weights: list[float]) -> None:
    assert int(shared_out(total, weights).sum()) == total


def test_fractions_are_rounded_so_that_the_sum_is_kept() -> None:
    assert rounded_to_sum([1.4, 1.4, 1.2]).tolist() == [2, 1, 1]
    assert rounded_to_sum([0.5, 0.5]).tolist() == [1, 0]
    assert rounded_to_sum(np.array([3.0, 0.25])).tolist() == [3, 0]
    assert rounded_to_sum([2**60 + 1, 1]).tolist() == [2**60 + 1, 1]


@given(st.lists(st.floats(-1e7, 1e7), max_size=60))
def test_rounding_moves_no_number_by_one_and_leaves_whole_ones_alone(values: list[float]) -> None:
    rounded = rounded_to_sum(values)
    assert abs(int(rounded.sum()) - sum(values)) <= 0.5 + 1e-6
    assert all(abs(whole - value) <= 1 for whole, value in zip(rounded.tolist(), values, strict=True))
    assert all(whole == value for whole, value in zip(rounded.tolist(), values, strict=True) if value == int(value))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e17])
def test_what_cannot_be_rounded_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="rounded"):
        rounded_to_sum([1.5, value])
