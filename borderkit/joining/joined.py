"""Columns that a person joined to the layer: what they mean, and their figure for any set of units.

A joined column comes down to *terms*: columns of exact integers, one a unit, whose sums over the units of a
jurisdiction are all that its figure needs. A sum has one, a share has two (part and whole), a weighted mean has two
(value times weight, and weight), and each has another that counts the units whose figure is known. So joined columns
are tallied as the bundled ones are: by ``borderkit.tally`` over the matrix of their terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit.joining.errors import JoinError
from borderkit.layer import Matrix, UnitIndices

#: Sums of terms stay below this, so that 64 bits hold them.
_ROOM = 2**62

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Kind(StrEnum):
    """How a column's figure for several units comes from those of each."""

    SUM = "sum"
    WEIGHTED_MEAN = "weighted-mean"
    SHARE = "share"


@dataclass(frozen=True, eq=False, slots=True)
class Basis:
    """The column that a mean is weighted by, or that a share is a share of; a bundled column will do.

    Attributes:
        label: its name for people.
        values: (n_units,) int64, not negative.
        known: (n_units,) where it is known.

    """

    label: str
    values: Integers
    known: Mask


@dataclass(frozen=True, slots=True)
class Figure:
    """What a column comes to over some units.

    Attributes:
        value: the sum, mean or share (a share of 1); None if nothing is known, or what it is a share of is none. An
            int where the column is a sum of whole numbers, and then exact.
        known: how many of the units have a figure.
        units: how many units there are.

    """

    value: int | float | None
    known: int
    units: int

    @property
    def is_complete(self) -> bool:
        """Whether every unit has a figure."""
        return self.known == self.units


@dataclass(frozen=True, eq=False)
class JoinedColumn:
    """A column that a person joined.

    Attributes:
        key: its name for programs, unique among the layer's columns.
        label: its name for people ("Property tax").
        unit: what it counts ("dollars"); "" for nothing.
        source: who says so, as the person who joined it wrote.
        kind: how it adds up.
        values: (n_units,) int64 in units of the last decimal place; 0 where nothing is known.
        known: (n_units,) where there is a figure.
        decimals: how many decimal places ``values`` count; 0 for whole numbers, which are exact.
        basis: the weights of a mean, or the whole of a share; None for a sum.

    """

    key: str
    label: str
    unit: str
    source: str
    kind: Kind
    values: Integers
    known: Mask
    decimals: int = 0
    basis: Basis | None = None

    def __post_init__(self) -> None:
        """Check that the column can be added up.

        Raises:
            JoinError: if name or source are missing, the basis is missing or negative, or sums would be too large.

        """
        if not self.label.strip():
            raise JoinError("A joined column needs a name. Write one.")
        if not self.source.strip():
            raise JoinError(f"{self.label} needs its source: who counted it, and when. Write it.")
        if (self.basis is None) != (self.kind is Kind.SUM):
            wanted = {Kind.WEIGHTED_MEAN: "the column to weight it by", Kind.SHARE: "the column that it is a share of"}
            raise JoinError(f"{self.label} needs {wanted.get(self.kind, 'no second column, as a sum')}. Choose it.")
        if self.basis is not None and bool((self.basis.values[self.basis.known] < 0).any()):
            raise JoinError(f"{self.label}: {self.basis.label} is negative for a unit. Choose another column.")
        if float(np.abs(self._products).sum()) >= _ROOM:
            raise JoinError(f"{self.label} is too large to be added up exactly. Round it, or use larger units.")

    @cached_property
    def usable(self) -> Mask:
        """Where the column has a figure, and its basis too."""
        return self.known if self.basis is None else self.known & self.basis.known

    @property
    def _products(self) -> NDArray[np.float64]:
        """What is added up, as floats: near enough to see whether 64 bits hold the sums."""
        values = np.where(self.usable, self.values, 0).astype(np.float64)
        weights = self.basis.values if self.kind is Kind.WEIGHTED_MEAN and self.basis is not None else 1
        return np.asarray(values * weights)

    @cached_property
    def terms(self) -> Matrix:
        """What is added up, (n_units, 2) for a sum and (n_units, 3) else; the last says whether there is a figure."""
        usable = self.usable
        values = np.where(usable, self.values, 0)
        if self.basis is None:
            return np.column_stack([values, usable.astype(np.int64)])
        basis = np.where(usable, self.basis.values, 0)
        numerators = values * basis if self.kind is Kind.WEIGHTED_MEAN else values
        return np.column_stack([numerators, basis, usable.astype(np.int64)])

    def figure(self, sums: Integers, units: int) -> Figure:
        """Return the figure that sums of the terms come to."""
        known = int(sums[-1])
        if not known:
            return Figure(None, 0, units)
        numerator = int(sums[0])
        scale = 10**self.decimals
        if self.basis is None:
            return Figure(numerator if scale == 1 else numerator / scale, known, units)
        denominator = int(sums[1]) * scale
        return Figure(numerator / denominator if denominator else None, known, units)

    def of_units(self, units: UnitIndices) -> Figure:
        """Return the figure of a set of units, each given once."""
        return self.figure(self.terms[units].sum(axis=0), len(units))

    def of_unit(self, unit: int) -> Figure:
        """Return the figure of one unit."""
        return self.of_units(np.array([unit], dtype=np.int32))


class JoinedColumns:
    """The joined columns of a layer side by side, as one matrix that tallies can follow.

    Attributes:
        columns: the columns, in the order in which they were joined.
        matrix: (n_units, n_terms) int64, the terms of all columns.

    """

    def __init__(self, n_units: int, columns: Sequence[JoinedColumn] = ()) -> None:
        """Put columns side by side.

        Raises:
            JoinError: if two have the same key, or one is of another layer.

        """
        for column in columns:
            if len(column.values) != n_units or len(column.known) != n_units:
                raise JoinError(f"{column.label} was joined to another layer. Join it again.")
        keys = [column.key for column in columns]
        for key in keys:
            if keys.count(key) > 1:
                raise JoinError(f"Two joined columns are called {key}. Rename one.")
        self.columns = tuple(columns)
        none = np.zeros((n_units, 0), dtype=np.int64)
        self.matrix: Matrix = np.column_stack([none, *(column.terms for column in columns)])
        widths = [column.terms.shape[1] for column in columns]
        ends = np.cumsum([0, *widths]).tolist()
        self._place = {column.key: slice(ends[n], ends[n + 1]) for n, column in enumerate(columns)}

    def __len__(self) -> int:
        return len(self.columns)

    def column(self, key: str) -> JoinedColumn:
        """Return the column with a key.

        Raises:
            JoinError: if there is none.

        """
        for column in self.columns:
            if column.key == key:
                return column
        raise JoinError(f"There is no joined column {key}.")

    def figure(self, key: str, totals: Integers) -> Figure:
        """Return a column's figure from a row of totals: the sums of ``matrix``, and the number of units last."""
        return self.column(key).figure(totals[self._place[key]], int(totals[-1]))
