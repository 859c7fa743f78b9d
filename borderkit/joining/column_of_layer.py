"""Making a column of the layer from a matched table and one of its columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from borderkit.joining.errors import JoinError
from borderkit.joining.joined import Basis, Integers, JoinedColumn, Kind, Mask
from borderkit.joining.match import Match
from borderkit.joining.numbers import Numbers
from borderkit.joining.readings import NONE
from borderkit.layer import UnitLayer


class Several(StrEnum):
    """What to do with a unit that has more than one row."""

    LEAVE_OUT = "leave-out"
    ADD = "add"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a person says of a column: name, unit of measure, source, and how it adds up."""

    key: str
    label: str
    unit: str
    source: str
    kind: Kind = Kind.SUM


def joined_column(
    match: Match, numbers: Numbers, meaning: Meaning, basis: Basis | None = None, several: Several = Several.LEAVE_OUT
) -> JoinedColumn:
    """Return a column of numbers as a column of the layer.

    Args:
        match: the rows and the units.
        numbers: the column, as it was read.
        meaning: what it is.
        basis: the weights of a mean, or the whole of a share.
        several: what becomes of units with more than one row; without a word they have no figure.

    Raises:
        JoinError: if nothing of it is known for any unit, or it cannot be added up.

    """
    values, known = values_of_units(match, numbers, several)
    if not known.any():
        raise JoinError(f"{meaning.label}: no unit has a number. Check which columns name the units.")
    return JoinedColumn(
        meaning.key, meaning.label, meaning.unit, meaning.source, meaning.kind, values, known, numbers.decimals, basis
    )


def values_of_units(match: Match, numbers: Numbers, several: Several = Several.LEAVE_OUT) -> tuple[Integers, Mask]:
    """Return a column's values by unit, (n_units,), and where they are known.

    Rows that are added are known only if each of them is.
    """
    n_units = len(match.layer)
    rows = np.flatnonzero(match.unit_of != NONE)
    units = match.unit_of[rows]
    if several in (Several.FIRST, Several.LAST):
        order = rows[::-1] if several is Several.FIRST else rows
        values, known = np.zeros(n_units, dtype=np.int64), np.zeros(n_units, dtype=np.bool_)
        for row in order:  # the last one written counts
            values[match.unit_of[row]], known[match.unit_of[row]] = numbers.values[row], numbers.known[row]
        return values, known
    values = np.zeros(n_units, dtype=np.int64)
    np.add.at(values, units, numbers.values[rows])
    with_rows = np.bincount(units, minlength=n_units)
    with_figures = np.bincount(units[numbers.known[rows]], minlength=n_units)
    known = (with_rows > 0) & (with_figures == with_rows)
    if several is Several.LEAVE_OUT:
        known &= with_rows == 1
    return np.where(known, values, 0), known


def bundled_basis(layer: UnitLayer, key: str) -> Basis:
    """Return a column of the layer itself, such as "people_2020", to weight a mean by or to take a share of."""
    values = layer.column(key)
    return Basis(layer.columns[layer.position[key]].label, values, np.ones(len(layer), dtype=np.bool_))


def joined_basis(column: JoinedColumn) -> Basis:
    """Return a joined column, to weight a mean by or to take a share of.

    Raises:
        JoinError: if it is no sum of whole numbers; weights and wholes are counts.

    """
    if column.kind is not Kind.SUM or column.decimals:
        raise JoinError(f"{column.label} is no count of whole things. Choose a column that is.")
    return Basis(column.label, column.values, column.known)
