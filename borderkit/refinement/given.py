"""The figures that pieces bring along."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from borderkit.columns import years_of
from borderkit.refinement.errors import RefinementError

Floats = NDArray[np.float64]

#: Stands for the pieces' areas where a column is shared out by them.
AREA = "area"

#: Larger figures have no exact place in a double.
_LARGEST = 2.0**53


class Given:
    """The columns that pieces have.

    Attributes:
        n_pieces: how many there are.
        unknown: the columns in which pieces lack a figure, and how many do.

    """

    def __init__(self, pieces: Mapping[str, ArrayLike], areas: ArrayLike) -> None:
        """Take figures by the key of their column, and the pieces' areas.

        Raises:
            RefinementError: if a figure is negative, infinite or too large to be one.

        """
        self._areas = np.asarray(areas, dtype=np.float64)
        self.n_pieces = len(self._areas)
        unknown: list[tuple[str, int]] = []
        self._columns: dict[str, Floats] = {}
        for key, figures in pieces.items():
            values = np.array(figures, dtype=np.float64)
            missing = np.isnan(values)
            if missing.any() and not missing.all():
                unknown.append((key, int(missing.sum())))
            values[missing] = 0
            bad = np.flatnonzero(~(values >= 0) | (values > _LARGEST))
            if len(bad):
                raise RefinementError(
                    f"The column {key} of the pieces has {values[bad[0]]:g} in row {bad[0] + 1}. It needs numbers, 0 "
                    "or more. Correct the file, or leave the column out."
                )
            if values.any():
                self._columns[key] = values
        self.unknown = tuple(unknown)
        self._complete_votes()

    def _complete_votes(self) -> None:
        """Work out all votes from those of the parties and the others, or the others from all votes."""
        for year in years_of("dem", self._columns):
            dem, rep = self._columns[f"dem_{year}"], self._columns.get(f"rep_{year}")
            total, other = self._columns.get(f"total_{year}"), self._columns.get(f"other_{year}")
            if rep is None:
                continue
            if total is None:
                self._columns[f"total_{year}"] = dem + rep + (0 if other is None else other)
            elif other is None and ((rest := np.maximum(total - dem - rep, 0)) > 0).any():
                self._columns[f"other_{year}"] = rest

    def column(self, key: str) -> Floats | None:
        """Return a column, (n_pieces,) of which at least one is above 0; None if the pieces have none."""
        return self._areas if key == AREA else self._columns.get(key)

    def weights(self, key: str) -> Floats:
        """Return a column that is known to be there."""
        return self._areas if key == AREA else self._columns[key]

    def nearest(self, what: str, year: int) -> tuple[str, ...]:
        """Return the keys of what the pieces have of people or votes: the nearest year first, then the later."""
        years = sorted(years_of(what, self._columns), key=lambda own: (abs(own - year), -own))
        return tuple(f"{what}_{own}" for own in years)
