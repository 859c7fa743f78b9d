"""The figures of units from the columns that count them: exact whole numbers, what is unknown, what was rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderkit.columns import OWN, people, votes
from borderkit.errors import LayerError
from borderkit.own_layer.cells import CellProblem, CellsError, ReadColumn, counted, read_column, rows_named
from borderkit.own_layer.figure_sums import FieldSum, Figures, Integers, UnitFigure
from borderkit.own_layer.recipe import AreaIn, FigureUse, Measure
from borderkit.own_layer.unit_votes import VOTES, count_election

#: Exact by definition of the international foot (0.3048 m); an acre is the 640th part of a square mile.
SQUARE_METRES: Mapping[AreaIn, Decimal] = {
    AreaIn.SQUARE_METRES: Decimal(1),
    AreaIn.SQUARE_KILOMETRES: Decimal(1_000_000),
    AreaIn.SQUARE_MILES: Decimal("2589988.110336"),
    AreaIn.ACRES: Decimal("4046.8564224"),
    AreaIn.HECTARES: Decimal(10_000),
}
#: Land and water of the whole Earth, in square metres.
_EARTH = 5.2e14
_AREAS = {Measure.LAND: "land_m2", Measure.WATER: "water_m2"}


def figures_of(columns: Mapping[str, NDArray[Any]], uses: Sequence[FigureUse], where: str = "") -> Figures:
    """Return the figures that columns hold.

    Args:
        columns: all columns that are used, each (n,).
        uses: what they count.
        where: the file, for messages, such as "precincts.shp: ".

    Raises:
        CellsError: if something in them cannot be counted.
        LayerError: if people or votes have no year.

    """
    grouped = _grouped(uses, where)
    unsigned = {use.field for use in uses if use.measure is not Measure.SUM}
    names = dict.fromkeys(use.field for use in uses)
    read = {name: read_column(name, columns[name], signed=name not in unsigned) for name in names}
    wrong = [problem for column in read.values() for problem in column.problems]
    wrong += [problem for use in uses if use.measure in _AREAS for problem in _too_large(use, read[use.field])]
    if wrong:
        raise CellsError(wrong, where)
    figures = Figures(remarks=list(_remarks_on_missing(read.values())))
    elections: dict[int, dict[Measure, FieldSum]] = {}
    for key, group in grouped.items():
        measure, year = group[0].measure, group[0].year
        columns_of_group = [read[use.field] for use in group]
        added = FieldSum.of(columns_of_group, group)
        if measure in VOTES and year is not None:
            elections.setdefault(year, {})[measure] = added
        elif measure in _AREAS:
            figures.by_key[key] = _area(added, columns_of_group)
        else:
            figures.by_key[key] = added.figure(added.whole(figures.remarks))
    for year in sorted(elections):
        count_election(year, elections[year], figures)
    return figures


def _too_large(use: FigureUse, column: ReadColumn) -> list[CellProblem]:
    """Return the areas that are larger than the Earth, most likely given in another unit."""
    metres = column.values.astype(np.float64) * float(SQUARE_METRES[use.area_in])
    reason = f"it is more than the Earth has in {use.area_in.value}"
    rows = np.flatnonzero(metres > _EARTH).tolist()
    return [CellProblem(row + 1, use.field, f"{column.values[row]:,}", reason) for row in rows]


def _grouped(uses: Sequence[FigureUse], where: str) -> dict[str, list[FigureUse]]:
    """Return the uses by the key of the column that they make, each field once a key."""
    groups: dict[str, dict[str, FigureUse]] = {}
    for use in uses:
        if use.year is None and (use.measure is Measure.PEOPLE or use.measure in VOTES):
            what = "census" if use.measure is Measure.PEOPLE else "election"
            raise LayerError(f"{where}The column {use.field} has {use.measure.value} of no year. Say of which {what}.")
        groups.setdefault(_key(use), {}).setdefault(use.field, use)
    return {key: list(group.values()) for key, group in groups.items()}


def _key(use: FigureUse) -> str:
    if use.measure in _AREAS:
        return _AREAS[use.measure]
    if use.measure is Measure.PEOPLE:
        return people(use.year or 0)
    if use.measure in VOTES:
        return votes(VOTES[use.measure], use.year or 0)
    return f"{OWN}{use.field}"


def _area(added: FieldSum, read: Sequence[ReadColumn]) -> UnitFigure:
    """Return areas in whole square metres, each the nearest to the exact product."""
    metres = np.zeros(len(added.values), dtype=np.int64)
    for use, column in zip(added.uses, read, strict=True):
        metres += _square_metres(column, use.area_in)
    return added.figure(metres)


def _square_metres(column: ReadColumn, area_in: AreaIn) -> Integers:
    factor = SQUARE_METRES[area_in]
    if column.is_whole and factor == int(factor):
        return column.values.astype(np.int64) * int(factor)
    # The shortest decimal that the double stands for is what the file says.
    products = (Decimal(repr(value)) * factor for value in column.values.tolist())
    return np.array([int(product.to_integral_value(ROUND_HALF_EVEN)) for product in products], dtype=np.int64)


def _remarks_on_missing(read: Iterable[ReadColumn]) -> Iterable[str]:
    for column in read:
        missing = np.flatnonzero(~column.known).tolist()
        if missing:
            yield (
                f"{column.field}: {counted(len(missing), 'row')} without a figure, counted as 0 "
                f"({rows_named(missing, len(missing))})."
            )
