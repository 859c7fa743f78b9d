"""Numbers are read as people write them; what is no number is named, and how the column was read is told."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderkit.joining import Column, JoinError, decimal_hint, read_numbers, require_numbers
from tests.joining.files import column_of

NO_BREAK, NARROW = "\u00a0", "\u202f"


def read(*texts: str) -> list[float | None]:
    numbers = read_numbers(column_of(*texts))
    return [None if np.isnan(value) else value for value in numbers.as_floats().tolist()]


@pytest.mark.parametrize("separator", [",", " ", NO_BREAK, NARROW, "'", "’"])
def test_thousands_may_be_parted_in_every_way(separator: str) -> None:
    text = separator.join(("1", "234", "567"))
    assert read(text, "12") == [1234567, 12]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-5", -5), ("−5", -5), ("–5", -5), ("(1,234)", -1234), ("1,234-", -1234), ("($5)", -5), ("-$5", -5),
        ("$-5", -5),
        ("+7", 7), ("$1,204.50", 1204.5), ("US$ 12", 12), ("12 €", 12), ("EUR 3", 3), ("£4", 4), ("16.7%", 16.7),
        ("16.7 %", 16.7), ("(2.5%)", -2.5), ("1.5E+05", 150_000), ("1e3", 1000), (".5", 0.5), ("12.", 12), ("007", 7),
        ("1,234*", 1234), ("56[1]", 56), ("  8 ".strip(), 8),
    ],
)  # fmt: skip
def test_signs_of_money_per_cent_and_negatives_are_understood(text: str, value: float) -> None:
    assert read(text) == [value]


@pytest.mark.parametrize(
    "text", ["", "ND", "NA", "n/a", "N/A", "#N/A", "-", "–", "*", "**", "...", "(D)", "(X)", "null"]
)
def test_what_says_that_there_is_no_figure_is_missing_and_not_wrong(text: str) -> None:
    numbers = read_numbers(column_of(text, "5"))
    assert numbers.missing == 1
    assert not numbers.wrong
    assert numbers.known.tolist() == [False, True]


@pytest.mark.parametrize(
    "text",
    ["about 5", "5 to 7", "5k", "1.2 million", "inf", "--5", "-5-", "(5", "5)", "(-5)", "$5$", "5%%", "12,34", "1,2345",
     "1,23,456", "1'234,567'890", "Baker", "#DIV/0!", "2024-11-05", "1/2", "1 2", "５", "0x10", "1_000", "9" * 61],
)  # fmt: skip
def test_what_is_no_number_is_named_with_its_cell(text: str) -> None:
    numbers = read_numbers(column_of("1.5", text, "2.5"))
    assert [(wrong.row, wrong.text) for wrong in numbers.wrong] == [(1, text)]
    assert numbers.known.tolist() == [True, False, True]


def test_the_decimal_comma_is_told_by_the_column() -> None:
    numbers = read_numbers(column_of("1.234", "16,7", "1.234.567", "2,5"))
    assert numbers.decimal_sign == ","
    assert numbers.as_floats().tolist() == [1234, 16.7, 1234567, 2.5]
    assert "such as 16,7" in numbers.evidence
    assert numbers.is_sure


def test_the_decimal_point_is_told_by_the_column() -> None:
    numbers = read_numbers(column_of("1,234", "16.7", "1,234.5"))
    assert numbers.decimal_sign == "."
    assert numbers.as_floats().tolist() == [1234, 16.7, 1234.5]
    assert numbers.decimals == 1


def test_a_cell_that_contradicts_the_column_is_named_and_not_guessed() -> None:
    numbers = read_numbers(column_of("16.7", "2.5", "8,25"))
    assert [wrong.text for wrong in numbers.wrong] == ["8,25"]
    assert "decimal point" in numbers.wrong[0].reason
    assert not numbers.is_sure
    assert "1 contradict it" in numbers.evidence


def test_a_column_that_leaves_it_open_says_so_and_follows_the_others_or_the_person() -> None:
    column = column_of("1,234", "5,678")
    assert read_numbers(column).as_floats().tolist() == [1234, 5678]
    assert not read_numbers(column).is_sure
    assert not read_numbers(column_of("1.234")).is_sure
    hint = decimal_hint([column, column_of("16,7")])
    assert hint == ","
    assert read_numbers(column, hint=hint).as_floats().tolist() == [1.234, 5.678]
    assert read_numbers(column, ".").as_floats().tolist() == [1234, 5678]
    assert read_numbers(column, ".").is_sure
    assert decimal_hint([column]) == ""


def test_what_a_spreadsheet_holds_as_a_number_needs_no_reading() -> None:
    column = Column("Tax", ["1204.5", "7", "n/a", "1,5"], np.array([1204.5, 7, np.nan, np.nan]))
    numbers = read_numbers(column)
    assert numbers.as_floats()[:2].tolist() == [1204.5, 7]
    assert numbers.known.tolist() == [True, True, False, True]


def test_whole_numbers_stay_exact_up_to_fifteen_digits_and_too_large_ones_are_named() -> None:
    numbers = read_numbers(column_of("999999999999999", "1e300", "9" * 40))
    assert numbers.values[0] == 999_999_999_999_999
    assert numbers.is_whole
    assert [wrong.reason for wrong in numbers.wrong] == ["it is too large"] * 2


def test_more_decimals_than_fit_are_rounded_and_told() -> None:
    numbers = read_numbers(column_of("1000000000.123456789012345", "1"))
    assert numbers.decimals < 15
    assert "Rounded" in numbers.remarks[-1]
    assert numbers.as_floats()[0] == pytest.approx(1000000000.1234568)


def test_signs_in_only_some_of_the_cells_are_told() -> None:
    remarks = read_numbers(column_of("5%", "6%", "7", "$8", "9*")).remarks
    assert remarks[0].startswith("Only 2 of 5 numbers have a per cent sign")
    assert "Only 1 of 5 numbers have the sign of a currency" in remarks[1]
    assert "such as 9* was read" in remarks[2]
    assert read_numbers(column_of("5%", "6%")).remarks[0].startswith("All numbers have a per cent sign")


def test_a_column_without_numbers_is_refused() -> None:
    with pytest.raises(JoinError, match=r"Name has no numbers, such as “Baker”"):
        require_numbers(read_numbers(column_of("Baker", "Benton")), "Name")


STYLES = [
    (",", "."),
    (".", ","),
    (" ", ","),
    (" ", "."),
    (NO_BREAK, ","),
    (NARROW, ","),
    ("'", "."),
    ("", "."),
    ("", ","),
]


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), min_size=1, max_size=30),
    st.sampled_from(STYLES),
    st.sampled_from(["{}", "${}", "{} €", "{}%"]),
    st.sampled_from(["-{}", "({})", "{}-", "−{}"]),
)
def test_every_number_in_every_style_comes_back_exactly(
    values: list[Decimal], style: tuple[str, str], money: str, negative: str
) -> None:
    thousands, point = style
    texts = []
    for value in values:
        digits = f"{abs(value):,.2f}".replace(",", "T").replace(".", point).replace("T", thousands)
        text = money.format(digits)
        texts.append(negative.format(text) if value < 0 else text)
    numbers = read_numbers(column_of(*texts))
    assert not numbers.wrong
    assert numbers.is_sure
    back = [Decimal(int(value)).scaleb(-numbers.decimals) for value in numbers.values]
    assert back == values


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_missing_or_named(text: str) -> None:
    numbers = read_numbers(column_of(text))
    assert numbers.known.sum() + numbers.missing + len(numbers.wrong) == 1


@given(st.text(alphabet="0123456789.,-()$% '\u00a0eE+*€[]", max_size=80))
def test_any_mixture_of_signs_is_read_in_no_time_and_stays_finite(text: str) -> None:
    numbers = read_numbers(column_of(text, "5"))
    assert numbers.known[1]
    assert np.isfinite(numbers.as_floats()[numbers.known]).all()
