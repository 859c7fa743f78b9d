"""What came of matching a table: which row is which unit, and what is left over on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borderkit.joining.readings import NONE, Reading
from borderkit.joining.table import Table
from borderkit.joining.trying import Trial
from borderkit.joining.way import Way
from borderkit.layer import UnitIndices, UnitLayer


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A row whose identifier and whose name mean two different units; the identifier counts."""

    row: int
    by_identifier: int
    by_name: int


@dataclass(frozen=True)
class Match:
    """The rows of a table and the units of a layer, matched.

    Attributes:
        table, layer: what was matched.
        way: by which columns.
        trials: the ways that were tried, the best first, with the evidence.
        unit_of: (n_rows,) the position of each row's unit; -1 where it has none.
        readings: by row, every reading that is not letter by letter: with a note, or with a reason why it failed.
        contradictions: rows whose name says another unit than their identifier, as in a table whose columns were
            sorted apart from one another.
        names: by which columns the names of units were read, if any column has them.

    """

    table: Table
    layer: UnitLayer
    way: Way
    trials: tuple[Trial, ...]
    unit_of: NDArray[np.int32]
    readings: dict[int, Reading]
    contradictions: tuple[Contradiction, ...] = ()
    names: Way | None = None

    @cached_property
    def matched_rows(self) -> UnitIndices:
        """The rows that have a unit, ascending."""
        return np.flatnonzero(self.unit_of != NONE).astype(np.int32)

    @cached_property
    def unmatched_rows(self) -> tuple[int, ...]:
        """The rows that should have a unit and have none; totals and states are not among them."""
        rows = np.flatnonzero(self.unit_of == NONE).tolist()
        return tuple(row for row in rows if not self.readings[row].is_summary)

    @cached_property
    def summary_rows(self) -> tuple[int, ...]:
        """The rows that stand for a state, the nation or a total."""
        return tuple(row for row, reading in sorted(self.readings.items()) if reading.is_summary)

    @cached_property
    def unmatched_units(self) -> UnitIndices:
        """The units that have no row, ascending."""
        return np.setdiff1d(np.arange(len(self.layer)), self.unit_of[self.matched_rows]).astype(np.int32)

    @cached_property
    def missed_units(self) -> UnitIndices:
        """The units without a row in the jurisdictions that the table has rows of: a table of Oregon misses none
        of Idaho.
        """  # noqa: D205 - one thought
        homes = np.unique(self.layer.home[self.unit_of[self.matched_rows]])
        return self.unmatched_units[np.isin(self.layer.home[self.unmatched_units], homes)]

    @cached_property
    def twice(self) -> dict[int, tuple[int, ...]]:
        """The rows of each unit that has more than one, by unit."""
        rows = self.matched_rows[np.argsort(self.unit_of[self.matched_rows], kind="stable")]
        units, starts, counts = np.unique(self.unit_of[rows], return_index=True, return_counts=True)
        several = counts > 1
        return {
            int(unit): tuple(rows[start : start + count].tolist())
            for unit, start, count in zip(units[several], starts[several], counts[several], strict=True)
        }

    @cached_property
    def notes(self) -> dict[str, tuple[int, ...]]:
        """The rows that were not read letter by letter, by what was done: "leading zero restored"."""
        rows: dict[str, list[int]] = {}
        for row, reading in sorted(self.readings.items()):
            if reading.note:
                rows.setdefault(reading.note, []).append(row)
        return {note: tuple(own) for note, own in rows.items()}

    def key(self, row: int) -> tuple[str, ...]:
        """Return the cells of a row by which a mapping keeps what was decided for it."""
        return self.way.key(self.table, row)

    def reason(self, row: int) -> str:
        """Return why a row has no unit; "" if it has one."""
        reading = self.readings.get(row)
        return reading.reason if reading else ""


def summary(match: Match) -> Sequence[str]:
    """Return what came of a match, in sentences."""
    rows, matched = len(match.table), len(match.matched_rows)
    lines = [f"By {match.way.said(match.table)}: {matched:,} of {rows:,} rows have a unit."]
    for note, own in match.notes.items():
        lines.append(f"{len(own):,} rows: {note}.")
    if match.summary_rows:
        lines.append(f"{len(match.summary_rows):,} rows stand for states or totals and are left out.")
    if match.twice:
        lines.append(f"{len(match.twice):,} units have more than one row.")
    if match.contradictions:
        lines.append(f"{len(match.contradictions):,} rows name another unit than their identifier does.")
    if len(match.missed_units):
        missed = match.layer.wording.count(len(match.missed_units))
        states = match.layer.wording.states
        has = "has" if len(match.missed_units) == 1 else "have"
        lines.append(f"{missed} of the {states} in the table {has} no row.")
    return lines
