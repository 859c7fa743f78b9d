"""The rows of a layer as they come from pyogrio, batch after batch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from borderkit.own_layer.column_values import Column, Objects

#: Outlines are turned from WKB into geometries so many at a time, so that both are held for a few rows only.
_AT_A_TIME = 25_000
_NAMED_AT_MOST = 5


@dataclass(slots=True)
class Gathered:
    """What came so far.

    Attributes:
        names: of the fields, each once.
        shown: for each field, whether it is the file's own.
        columns: of each batch, in the order of the names.
        rows: how many came.

    """

    names: list[str] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)
    columns: list[list[Column]] = field(default_factory=list)
    rows: int = 0
    _geometries: list[Objects] = field(default_factory=list)
    _missing: list[NDArray[np.bool_]] = field(default_factory=list)
    #: Rows whose outline did not end where it began, and those that had too few points to be closed.
    _closed: int = 0
    _lost: list[int] = field(default_factory=list)

    def take_outlines(self, found: Objects) -> None:
        """Make geometries of outlines in WKB (bytes, or None where there are none), in their place."""
        import shapely

        missing = without(found)
        for start in range(0, len(found), _AT_A_TIME):
            part = slice(start, start + _AT_A_TIME)
            with np.errstate(invalid="ignore"):  # coordinates that are no numbers are judged later
                geometries: Objects = shapely.from_wkb(found[part], on_invalid="ignore")
                failed = np.flatnonzero(without(geometries) & ~missing[part])
                if len(failed):
                    geometries[failed] = shapely.from_wkb(found[part][failed], on_invalid="fix")
            lost = failed[without(geometries[failed])]
            self._closed += len(failed) - len(lost)
            self._lost.extend((self.rows + start + lost).tolist())
            found[part] = geometries
        self._geometries.append(found)
        self._missing.append(missing)
        self.rows += len(found)

    @property
    def geometries(self) -> Objects:
        """The geometries of all batches, None where there are none, (rows,)."""
        return self._geometries[0] if len(self._geometries) == 1 else np.concatenate(self._geometries)

    @property
    def missing(self) -> NDArray[np.bool_]:
        """For each row, whether the library gave no outline, (rows,)."""
        return np.concatenate(self._missing)

    def column(self, position: int) -> Column:
        """Return a column of all batches together, (rows,)."""
        parts = [batch[position] for batch in self.columns]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def remarks(self) -> list[str]:
        """Return what is to be said of outlines that came differently than they are in the file."""
        said = []
        if self._closed:
            said.append(f"Outlines that did not end where they begin were closed: {self._closed:,}.")
        if self._lost:
            rows = rows_named(np.array(self._lost))
            said.append(f"Outlines of too few points count as missing: {len(self._lost):,} ({rows}).")
        return said


def without(objects: Objects) -> NDArray[np.bool_]:
    """Return which of some objects are None, (n,)."""
    return np.fromiter((one is None for one in objects), np.bool_, len(objects))


def rows_named(rows: NDArray[np.intp]) -> str:
    """Return the numbers of rows for people, counted from 1."""
    named = ", ".join(f"{row + 1:,}" for row in rows[:_NAMED_AT_MOST])
    return f"row{'' if len(rows) == 1 else 's'} {named}{' and others' if len(rows) > _NAMED_AT_MOST else ''}"
