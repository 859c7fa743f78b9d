"""The votes of one election: of the two parties, and all of them, which are never fewer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np

from borderkit.columns import votes
from borderkit.own_layer.cells import CellProblem, counted, rows_named
from borderkit.own_layer.figure_sums import FieldSum, Figures, Integers, UnitFigure
from borderkit.own_layer.recipe import Measure

#: What columns of votes count, and how the keys of their columns begin; votes for others have no column of their own.
VOTES = {Measure.DEM: "dem", Measure.REP: "rep", Measure.OTHER_VOTES: "other", Measure.ALL_VOTES: "total"}
_TWO_PARTIES = (Measure.DEM, Measure.REP)
#: Two numbers that were rounded can come to this much more than their rounded sum.
_ROUNDING = 2


def count_election(year: int, sums: Mapping[Measure, FieldSum], figures: Figures) -> None:
    """Put the votes of an election into the figures.

    All votes are those that the file gives as such, or the parties' and others' added up, which is said.
    """
    whole = {measure: added.whole(figures.remarks) for measure, added in sums.items()}
    for measure in _TWO_PARTIES:
        if measure in sums:
            figures.by_key[votes(VOTES[measure], year)] = sums[measure].figure(whole[measure])
    key = votes(VOTES[Measure.ALL_VOTES], year)
    if Measure.ALL_VOTES in sums:
        figures.by_key[key] = _all_given(year, sums, whole, figures)
    else:
        figures.by_key[key] = _all_added(year, sums, whole, figures)


def _added(whole: Mapping[Measure, Integers], measures: tuple[Measure, ...]) -> Integers:
    parts = [whole[measure] for measure in measures if measure in whole]
    nothing = np.zeros(len(next(iter(whole.values()))), dtype=np.int64)
    return reduce(np.add, parts, nothing)


def _all_added(
    year: int, sums: Mapping[Measure, FieldSum], whole: Mapping[Measure, Integers], figures: Figures
) -> UnitFigure:
    parts = list(sums.values())
    others = "" if Measure.OTHER_VOTES in sums else ", for want of a column with votes for others"
    figures.remarks.append(f"All votes {year} are {' + '.join(part.name for part in parts)}{others}.")
    fields = tuple(name for part in parts for name in part.fields)
    known = reduce(np.logical_and, (part.known for part in parts))
    return UnitFigure(_added(whole, tuple(sums)), known, fields, source=parts[0].uses[0].source)


def _all_given(
    year: int, sums: Mapping[Measure, FieldSum], whole: Mapping[Measure, Integers], figures: Figures
) -> UnitFigure:
    total, given = sums[Measure.ALL_VOTES], whole[Measure.ALL_VOTES]
    two_parties = _added(whole, _TWO_PARTIES)
    cast = _added(whole, (*_TWO_PARTIES, Measure.OTHER_VOTES))
    rounding = 0 if all(added.is_whole for added in sums.values()) else _ROUNDING
    _tell_too_few(year, total, given + rounding < two_parties, given, two_parties, figures)
    unknown = np.flatnonzero(~total.known & (cast > 0))
    if len(unknown):
        figures.remarks.append(
            f"All votes {year}: where {total.name} has no figure, the parties' and others' votes count as all "
            f"({rows_named(unknown.tolist(), len(unknown))})."
        )
    unlike = np.flatnonzero(total.known & (np.abs(given - cast) > rounding))
    if Measure.OTHER_VOTES in sums and len(unlike):
        figures.remarks.append(
            f"All votes {year}: in {counted(len(unlike), 'row')} {total.name} is not what parties and others add up to "
            f"({rows_named(unlike.tolist(), len(unlike))}); {total.name} is what counts."
        )
    return total.figure(np.where(total.known, np.maximum(given, two_parties), cast))


def _tell_too_few(
    year: int, total: FieldSum, too_few: np.ndarray, given: Integers, two_parties: Integers, figures: Figures
) -> None:
    """Name the rows with fewer votes in all than for the two parties."""
    rows = np.flatnonzero(total.known & too_few).tolist()
    if not rows:
        return
    figures.problems += [
        CellProblem(
            row + 1, total.name, str(given[row]), f"it is less than the two parties' {two_parties[row]:,} votes"
        )
        for row in rows
    ]
    figures.remarks.append(
        f"All votes {year}: {counted(len(rows), 'row')} of {total.name} with fewer votes than the two parties have "
        f"({rows_named(rows, len(rows))}); there the two parties' votes count as all."
    )
