"""What a joined column says of single units, as the table has it."""

from __future__ import annotations

import numpy as np

from borderkit.joining.joined import Figure, JoinedColumn, Kind
from borderkit.layer import UnitIndices


def values_of_units(column: JoinedColumn, units: UnitIndices) -> list[int | float | None]:
    """Return a column's value of each unit; None where there is none. A share is one of 1; all else is as joined."""
    values, known = column.values[units], column.known[units]
    if column.kind is Kind.SHARE and column.basis is not None:
        whole = column.basis.values[units] * 10**column.decimals
        known = column.usable[units] & (whole != 0)
        found = np.divide(values, whole, out=np.zeros(len(units)), where=known).tolist()
    else:
        found = values.tolist() if not column.decimals else (values / 10**column.decimals).tolist()
    return [value if there else None for value, there in zip(found, known.tolist(), strict=True)]


def figure_of_unit(column: JoinedColumn, unit: int) -> Figure:
    """Return what the table says of a unit; a mean is told even where its weight is none."""
    value = values_of_units(column, np.array([unit], dtype=np.int32))[0]
    return Figure(value, int(value is not None), 1)
