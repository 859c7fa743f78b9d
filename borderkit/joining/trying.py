"""Finding the columns that tell the unit of a row, by trying: what matches most rows counts, not what it is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from borderkit.joining.identifiers import ZEROS_RESTORED, Identifiers
from borderkit.joining.names import Names
from borderkit.joining.number_cell import may_be_number
from borderkit.joining.readings import NONE
from borderkit.joining.table import Table
from borderkit.joining.way import Way, WayKind, reader
from borderkit.layer import UnitLayer

_SAMPLE = 400
_SMALL_SAMPLE = 60
_TRIED_IN_FULL = 5
#: Of the cells of a column, so many must be states, codes or names before a way through it is tried.
_MOST, _SOME = 0.8, 0.3
_PERFECT = 0.999


@dataclass(frozen=True, slots=True)
class Trial:
    """A way, and how many rows it matches.

    Attributes:
        way: the way.
        matched: rows that it matches to a unit.
        units: different units among them.
        doubtful: rows whose identifiers had lost several zeros; a count of anything would match like that.
        rows: all rows of the table.
        evidence: that in words: "column FIPS: 3,140 of 3,142 rows".

    """

    way: Way
    matched: int
    units: int
    doubtful: int
    rows: int
    evidence: str


class Tries:
    """Tries the columns of one table against a layer."""

    def __init__(self, table: Table, layer: UnitLayer, identifiers: Identifiers, names: Names) -> None:
        """Try a table's columns with what reads the layer's identifiers and names."""
        self._table, self._layer = table, layer
        self._identifiers, self._names = identifiers, names

    def best(self) -> list[Trial]:
        """Return the ways that match any row, the best first; identifiers before names where they match alike."""
        order = list(WayKind)
        promising = sorted(
            self._ways(), key=lambda way: (-self._score(way, _SAMPLE), order.index(way.kind), way.columns)
        )
        trials = [self.in_full(way) for way in promising[:_TRIED_IN_FULL]]
        trials.sort(
            key=lambda t: (-t.units, bool(t.doubtful), -t.matched, order.index(t.way.kind), t.way.columns),
        )
        return [trial for trial in trials if trial.matched]

    def in_full(self, way: Way) -> Trial:
        """Try a way on every row."""
        read, rows = reader(way, self._table, self._identifiers, self._names), len(self._table)
        found = [reading for row in range(rows) if (reading := read(row)).unit != NONE]
        doubtful = sum(reading.note == ZEROS_RESTORED for reading in found)
        evidence = f"{way.said(self._table)}: {len(found):,} of {rows:,} rows"
        return Trial(way, len(found), len({reading.unit for reading in found}), doubtful, rows, evidence)

    def names_way(self) -> Way | None:
        """Return the best way by names alone; None if the table has no names."""
        ways = [way for way in self._by_names() if self._score(way, _SMALL_SAMPLE) >= _SOME]
        return max(ways, key=lambda way: self._score(way, _SAMPLE), default=None)

    def _rows(self, at_most: int) -> range:
        return range(0, len(self._table), max(len(self._table) // at_most, 1))

    def _score(self, way: Way, at_most: int) -> float:
        """Return the share of sampled rows that a way matches; less if it finds the same few units again and again."""
        read, rows = reader(way, self._table, self._identifiers, self._names), self._rows(at_most)
        units = [unit for row in rows if (unit := read(row).unit) != NONE]
        return len(units) / len(rows) * (0.5 + 0.5 * len(set(units)) / len(rows)) if rows else 0.0

    def _ways(self) -> Iterator[Way]:
        columns = range(len(self._table.columns))
        by_identifier = [Way(WayKind.IDENTIFIER, (column,)) for column in columns]
        scores = {way: self._score(way, _SMALL_SAMPLE) for way in by_identifier}
        good = [way for way in by_identifier if scores[way] >= _SOME]
        yield from good
        if any(scores[way] >= _PERFECT and not self.in_full(way).doubtful for way in good):
            return  # an identifier in every row leaves nothing to be found by names
        states = self._state_columns()
        codes = [column for column in columns if self._share(column, self._identifiers.is_code) >= _MOST]
        for state in states:
            yield from (Way(WayKind.STATE_AND_CODE, (code, state)) for code in codes if code != state)
        yield from self._by_names()

    def _state_columns(self) -> list[int]:
        columns = range(len(self._table.columns))
        return [column for column in columns if self._share(column, self._is_state) >= _MOST]

    def _by_names(self) -> Iterator[Way]:
        columns = range(len(self._table.columns))
        texts = [column for column in columns if self._share(column, may_be_number) < _SOME]
        for state in self._state_columns():
            yield from (Way(WayKind.NAME_AND_STATE, (text, state)) for text in texts if text != state)
        for text in texts:
            yield Way(WayKind.NAME, (text,))
            state_of_all = self._only_state(text)
            if state_of_all:
                yield Way(WayKind.NAME, (text,), state_of_all)

    def _share(self, column: int, test: Callable[[str], bool]) -> float:
        """Return the share of a column's filled cells, in a sample, that pass a test."""
        texts = self._table.columns[column].texts
        cells = [text for row in self._rows(_SMALL_SAMPLE) if (text := texts[row])]
        return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0

    def _is_state(self, text: str) -> bool:
        return self._identifiers.state(text) is not None

    def _only_state(self, column: int) -> str:
        """Return the code of the state that has units of most of a column's names; "" if none has."""
        texts = self._table.columns[column].texts
        cells = {text for row in self._rows(_SMALL_SAMPLE) if (text := texts[row])}
        homes = Counter(home for cell in cells for home in self._names.homes(cell))
        if not homes:
            return ""
        home, count = homes.most_common(1)[0]
        return self._layer.jurisdictions[home].code if count >= max(_MOST * len(cells), 2) else ""
