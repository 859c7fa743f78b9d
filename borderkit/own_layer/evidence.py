"""What the values of a column show, whatever its name says: the evidence for and against a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderkit.joining.number_cell import is_missing, may_be_number
from borderkit.own_layer import us_identifiers
from borderkit.own_layer.cells import texts
from borderkit.place_names import StateNames
from borderkit.states import states_in_code_order

#: So many of the values that are there must be what a guess takes them for; a few are always something else.
_NEARLY_ALL = 0.9
_POSTAL_OF_TERRITORIES = frozenset(("AS", "GU", "MP", "PR", "VI"))


class Evidence:
    """The columns of a sample of rows, looked at when a guess asks."""

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        """Take the columns by name."""
        self._columns = columns
        self._texts: dict[str, list[str]] = {}
        self.n_rows = max((len(column) for column in columns.values()), default=0)

    def texts(self, field: str) -> list[str]:
        """Return the values of a column as text, "" where there is none."""
        if field not in self._texts:
            self._texts[field] = texts(self._columns[field])
        return self._texts[field]

    def filled(self, field: str) -> list[str]:
        """Return the values that are there."""
        return [text for text in self.texts(field) if text]

    def distinct(self, field: str) -> int:
        """Return how many different values there are."""
        return len(set(self.filled(field)))

    def is_complete(self, field: str) -> bool:
        """Tell whether every row has a value."""
        return all(self.texts(field))

    def is_unique(self, field: str) -> bool:
        """Tell whether every row has a value of its own."""
        return self.is_complete(field) and self.distinct(field) == self.n_rows

    def has_fractions(self, field: str) -> bool:
        """Tell whether a column holds numbers that are not whole."""
        column = self._columns[field]
        if column.dtype.kind != "f":
            return False
        numbers = column[np.isfinite(column)]
        return bool(np.any(numbers != np.floor(numbers)))

    def is_text(self, field: str) -> bool:
        """Tell whether a column is declared as text and is not numbers throughout."""
        return self._columns[field].dtype.kind == "O" and not all(map(may_be_number, self.filled(field)))

    def numbers(self, field: str) -> NDArray[np.float64] | None:
        """Return the numbers of a column, those that are missing left out; None if it holds anything else."""
        column = self._columns[field]
        if column.dtype.kind in "iuf":
            found = column.astype(np.float64)
            return found[~np.isnan(found)]
        filled = [text for text in self.filled(field) if not is_missing(text)]
        if not filled or not all(map(may_be_number, filled)):
            return None
        # How large they are is not asked of text: which sign parts decimals is decided when the column is read.
        return np.ones(len(filled))

    def are_postal_codes(self, field: str) -> bool:
        """Tell whether values are postal codes of states and territories."""
        return _nearly_all([text.upper() in _postal_codes() for text in self.filled(field)])

    def are_state_fips(self, field: str) -> bool:
        """Tell whether values are FIPS codes of states and territories, zeros in front or not."""
        filled = self.filled(field)
        return _nearly_all(
            [len(text) <= us_identifiers.STATE and us_identifiers.is_state(text.zfill(2)) for text in filled]
        )

    def are_state_names(self, field: str) -> bool:
        """Tell whether values are names of states."""
        names = _state_names()
        known = {text: len(text) > 2 and names.position(text) is not None for text in set(self.filled(field))}
        return _nearly_all([known[text] for text in self.filled(field)])

    def shows_us_identifiers(self, field: str) -> bool:
        """Tell whether a column identifies units by numbers of the Census Bureau, whatever its name."""
        if not self.n_rows or self.has_fractions(field) or not self.is_unique(field):
            return False
        return self.are_us_identifiers(field)

    def are_us_identifiers(self, field: str) -> bool:
        """Tell whether values begin with a state and a county as the Census Bureau numbers them."""
        whole = us_identifiers.with_zeros(self.texts(field), sure=True).texts
        # Two digits, or seven, may count anything; only a name tells that they are states or places.
        shows = us_identifiers.is_fips_like(field) or all(us_identifiers.shows_county(text) for text in whole if text)
        return shows and us_identifiers.are_us(whole)


def _nearly_all(answers: Sequence[bool]) -> bool:
    return bool(answers) and sum(answers) >= _NEARLY_ALL * len(answers)


@cache
def _postal_codes() -> frozenset[str]:
    return frozenset(state.code for state in states_in_code_order()) | _POSTAL_OF_TERRITORIES


@cache
def _state_names() -> StateNames:
    return StateNames(states_in_code_order())
