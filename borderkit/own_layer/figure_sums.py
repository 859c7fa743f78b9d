"""Columns that count the same, added up and made whole: what the figures of a layer are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from borderkit.largest_remainder import rounded_to_sum
from borderkit.own_layer.cells import CellProblem, Mask, Numbers, ReadColumn, counted
from borderkit.own_layer.recipe import FigureUse

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """The figures of one column of the layer.

    Attributes:
        values: (n,) whole numbers, 0 where nothing is known.
        known: (n,) whether there is a number.
        fields: the columns of the file that they are from.
        label: what it is called, for another sum; "" where its key says it.
        unit: what another sum counts.
        source: who counted it; "" where the person did not say.

    """

    values: Integers
    known: Mask
    fields: tuple[str, ...]
    label: str = ""
    unit: str = ""
    source: str = ""


@dataclass(slots=True)
class Figures:
    """All figures of a layer, by the keys of borderkit/columns.py, and what is to be said of them."""

    by_key: dict[str, UnitFigure] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FieldSum:
    """Columns that count the same, added up.

    Attributes:
        values: (n,) whole, or with fractions.
        known: (n,) whether each of the columns has a number.
        uses: the columns.

    """

    values: Numbers
    known: Mask
    uses: tuple[FigureUse, ...]

    @classmethod
    def of(cls, read: Sequence[ReadColumn], uses: Sequence[FigureUse]) -> FieldSum:
        """Add columns up."""
        values: Numbers = read[0].values
        known = read[0].known
        for column in read[1:]:
            values = values + column.values
            known = known & column.known
        return cls(values, known, tuple(uses))

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(use.field for use in self.uses)

    @property
    def name(self) -> str:
        """The columns as people would write their sum."""
        return " + ".join(self.fields)

    @property
    def is_whole(self) -> bool:
        """Whether all numbers are whole."""
        return self.values.dtype.kind == "i"

    def figure(self, values: Integers) -> UnitFigure:
        """Return the figure with these values, which the numbers were made into."""
        first = self.uses[0]
        return UnitFigure(values, self.known, self.fields, first.label, first.unit, first.source)

    def whole(self, remarks: list[str]) -> Integers:
        """Return the numbers as whole ones; fractions are rounded so that their sum is kept, and that is said."""
        if self.is_whole:
            return self.values.astype(np.int64)
        rounded = rounded_to_sum(self.values)
        broken = int(np.sum(self.values != np.floor(self.values)))
        remarks.append(
            f"{self.name}: {counted(broken, 'row')} had fractions; they are rounded to whole numbers so that the sum "
            f"over the layer, {int(rounded.sum()):,}, is kept."
        )
        return rounded
