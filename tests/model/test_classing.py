"""How values are parted into classes."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderkit import classing
from borderkit.classing import Method, Values, class_of, inner_breaks, rounded_breaks

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 6))
MANY = st.lists(NUMBERS | st.integers(-20, 20).map(float), min_size=1, max_size=60).map(np.array)
#: A few values of a small range: ties, repeated values and gaps are common.
FEW = st.lists(st.integers(0, 40).map(float), min_size=1, max_size=10).map(np.array)
METHODS = st.sampled_from(Method)
CLASSES = st.integers(1, 9)

thoroughly = settings(max_examples=200, deadline=None)


def deviation(values: Values, breaks: Values) -> float:
    """Return the sum of squared deviations from the classes' means."""
    classes = class_of(values, breaks)
    parts = [values[classes == one] for one in np.unique(classes)]
    return float(sum(((part - part.mean()) ** 2).sum() for part in parts))


@thoroughly
@given(MANY, CLASSES, METHODS)
def test_breaks_ascend_and_leave_values_on_both_sides(values: Values, n_classes: int, method: Method) -> None:
    breaks = inner_breaks(values, n_classes, method)
    assert len(breaks) <= n_classes - 1
    assert (np.diff(breaks) > 0).all()
    assert (breaks > values.min()).all()
    assert (breaks <= values.max()).all()


@thoroughly
@given(MANY, CLASSES, st.sampled_from([Method.QUANTILES, Method.NATURAL_BREAKS]))
def test_every_class_of_quantiles_and_natural_breaks_has_a_value(
    values: Values, n_classes: int, method: Method
) -> None:
    breaks = inner_breaks(values, n_classes, method)
    assert np.unique(class_of(values, breaks)).tolist() == list(range(len(breaks) + 1))


@thoroughly
@given(MANY, CLASSES, METHODS)
def test_values_that_are_none_change_no_break(values: Values, n_classes: int, method: Method) -> None:
    gaps = np.concatenate([values, [np.nan, np.inf, -np.inf]])
    assert np.array_equal(inner_breaks(gaps, n_classes, method), inner_breaks(values, n_classes, method))


@thoroughly
@given(NUMBERS, st.integers(1, 5), CLASSES, METHODS)
def test_one_value_needs_no_break(value: float, times: int, n_classes: int, method: Method) -> None:
    assert inner_breaks(np.full(times, value), n_classes, method).tolist() == []


@thoroughly
@given(st.sets(st.integers(-500, 500), min_size=2, max_size=80), CLASSES)
def test_quantiles_of_different_values_differ_by_one_at_most(numbers: set[int], n_classes: int) -> None:
    values = np.array(sorted(numbers), dtype=np.float64)
    sizes = np.bincount(class_of(values, inner_breaks(values, n_classes, Method.QUANTILES)))
    assert len(sizes) == min(n_classes, len(values))
    assert sizes.max() - sizes.min() <= 1


def test_quantiles_fall_beside_repeated_values_where_they_are_nearest() -> None:
    values = np.array([0.0] * 4 + [1.0] * 5 + [2.0])
    assert inner_breaks(values, 2, Method.QUANTILES).tolist() == [1]
    assert inner_breaks(2 - values, 2, Method.QUANTILES).tolist() == [2]


def test_equal_steps_are_equal_also_where_no_value_lies() -> None:
    values = np.array([100.0, 0.0, 3.0, 1.0])
    assert inner_breaks(values, 4, Method.EQUAL_STEPS).tolist() == [25, 50, 75]
    assert class_of(values, np.array([25.0, 50.0, 75.0])).tolist() == [3, 0, 0, 0]


@thoroughly
@given(FEW, st.integers(1, 6))
def test_no_other_breaks_part_values_better_than_natural_ones(values: Values, n_classes: int) -> None:
    breaks = inner_breaks(values, n_classes, Method.NATURAL_BREAKS)
    distinct = np.unique(values)
    n_breaks = min(n_classes, len(distinct)) - 1
    assert len(breaks) == n_breaks
    best = min(deviation(values, np.array(some)) for some in combinations(distinct[1:], n_breaks))
    assert deviation(values, breaks) == pytest.approx(best, rel=1e-9, abs=1e-9)


@thoroughly
@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=9).map(np.array), st.integers(2, 5))
def test_natural_breaks_follow_their_values_when_those_are_shifted_and_scaled(values: Values, n_classes: int) -> None:
    spread = np.round(values, 3)
    there = deviation(spread, inner_breaks(spread, n_classes, Method.NATURAL_BREAKS))
    moved = spread * 4 + 1_000
    assert deviation(moved, inner_breaks(moved, n_classes, Method.NATURAL_BREAKS)) == pytest.approx(
        16 * there, abs=1e-3
    )


def test_natural_breaks_of_a_known_example() -> None:
    # Three groups, the widest of which is broken up last.
    values = np.array([4, 5, 9, 10, 10, 11, 60, 61, 65, 200], dtype=np.float64)
    assert inner_breaks(values, 2, Method.NATURAL_BREAKS).tolist() == [200]
    assert inner_breaks(values, 3, Method.NATURAL_BREAKS).tolist() == [60, 200]
    assert inner_breaks(values, 4, Method.NATURAL_BREAKS).tolist() == [9, 60, 200]


def test_very_many_values_are_parted_in_bins_without_losing_the_few_far_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    crowd, aside = rng.normal(0, 1, 5_000), rng.normal(40, 1, 2_000)
    values = np.concatenate([crowd, aside, [1_000.0, 1_001.0, 5_000.0]])
    exact = inner_breaks(values, 4, Method.NATURAL_BREAKS)
    assert exact.tolist() == [aside.min(), 1_000, 5_000]
    monkeypatch.setattr(classing, "MOST_DISTINCT", 100)
    assert inner_breaks(values, 4, Method.NATURAL_BREAKS).tolist() == exact.tolist()
    # Within the crowd, bins cost a little.
    exact_of_crowd = deviation(crowd, np.array(_with_limit(monkeypatch, crowd, len(crowd))))
    assert deviation(crowd, np.array(_with_limit(monkeypatch, crowd, 100))) <= exact_of_crowd * 1.01


def _with_limit(monkeypatch: pytest.MonkeyPatch, values: Values, limit: int) -> list[float]:
    monkeypatch.setattr(classing, "MOST_DISTINCT", limit)
    breaks: list[float] = inner_breaks(values, 6, Method.NATURAL_BREAKS).tolist()
    assert len(breaks) == 5
    return breaks


def test_a_break_belongs_to_the_class_above_it() -> None:
    assert class_of(np.array([1.9, 2.0, 5.0, 4.9]), np.array([2.0, 5.0])).tolist() == [0, 1, 2, 1]


@thoroughly
@given(MANY, CLASSES, METHODS)
def test_rounding_moves_no_value_to_another_class(values: Values, n_classes: int, method: Method) -> None:
    breaks = inner_breaks(values, n_classes, method)
    rounded = rounded_breaks(values, breaks)
    assert (np.diff(rounded) > 0).all()
    assert np.array_equal(class_of(values, rounded), class_of(values, breaks))


@thoroughly
@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=60).map(np.array), CLASSES)
def test_rounded_breaks_of_whole_numbers_are_whole_and_no_longer(values: np.ndarray, n_classes: int) -> None:
    breaks = inner_breaks(values.astype(np.float64), n_classes, Method.QUANTILES)
    for before, after in zip(breaks, rounded_breaks(values.astype(np.float64), breaks), strict=True):
        assert after == int(after)
        assert len(str(int(after)).rstrip("0")) <= len(str(int(before)).rstrip("0"))


def test_breaks_are_rounded_as_a_person_would() -> None:
    values = np.array([120.0, 980, 4_811, 5_310, 38_200, 41_900])
    assert rounded_breaks(values, np.array([4_811.0, 41_900.0])).tolist() == [4_000, 40_000]
    # Where values are far apart, equal steps stay about equal.
    far = np.array([0.0, 1.0, 1_000_000.0])
    steps = inner_breaks(far, 3, Method.EQUAL_STEPS)
    assert rounded_breaks(far, steps).tolist() == [300_000, 700_000]
    assert rounded_breaks(far, np.empty(0)).tolist() == []


def test_less_than_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="0 classes"):
        inner_breaks(np.array([1.0, 2.0]), 0, Method.QUANTILES)
