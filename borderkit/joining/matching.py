"""Matching the rows of a table to the units of a layer, and suggesting units for the rows that are left over."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderkit.finding import Finder
from borderkit.joining.errors import TableError
from borderkit.joining.identifiers import Identifiers
from borderkit.joining.mapping import Mapping
from borderkit.joining.match import Contradiction, Match
from borderkit.joining.names import Names
from borderkit.joining.readings import NONE, Reading
from borderkit.joining.suggestions import Suggester, Suggestion
from borderkit.joining.table import Table
from borderkit.joining.trying import Trial, Tries
from borderkit.joining.way import Way, WayKind, reader
from borderkit.layer import UnitLayer
from borderkit.progress import Progress, Silent

_REPORT_EVERY = 5_000
_BY_NAME = (WayKind.NAME, WayKind.NAME_AND_STATE)
_ACCEPTED = "chosen by hand"
_BY_ELIMINATION = "the county, since the city of this name has a row of its own"
_SET_ASIDE = Reading(reason="set aside by hand")
_SUGGESTED = 5


class Matcher:
    """Matches tables to one layer; what it learns of the layer's names serves for every table."""

    def __init__(self, layer: UnitLayer, finder: Finder | None = None) -> None:
        """Match to a layer; a finder of the same layer spares building another."""
        self._layer = layer
        self._finder = finder or Finder(layer)
        self._identifiers, self._names = Identifiers(layer), Names(self._finder)
        self._suggester = Suggester(self._finder)

    def ways(self, table: Table) -> tuple[Trial, ...]:
        """Return the ways to match a table, the best first, each tried on every row."""
        return tuple(Tries(table, self._layer, self._identifiers, self._names).best())

    def match(
        self, table: Table, way: Way | None = None, mapping: Mapping | None = None, progress: Progress | None = None
    ) -> Match:
        """Match the rows of a table.

        Args:
            table: the table.
            way: by which columns; None for those of the mapping, or else the best.
            mapping: what was decided for this table or an earlier one.
            progress: what the matching reports to.

        Raises:
            TableError: if no column tells a unit, or the mapping's columns are not there.
            OperationCancelled: if a person asked to stop.

        """
        progress = progress or Silent()
        progress.report(0, len(table), "Finding the columns")
        chosen = way or (mapping.way(table) if mapping else None)
        trials = self.ways(table)
        if chosen is None:
            if not trials:
                raise TableError(
                    f"No column of {table.origin.file} names units of the layer {self._layer.name}. "
                    "It needs a column of identifiers, or of names with their states."
                )
            chosen = trials[0].way
        unit_of, readings = self._read(table, chosen, mapping, progress)
        self._settle_by_elimination(unit_of, readings)
        names = next((trial.way for trial in trials if trial.way.kind in _BY_NAME), None) or self._names_beside(
            table, chosen
        )
        contradictions = self._contradictions(table, chosen, names, unit_of)
        return Match(table, self._layer, chosen, trials, unit_of, readings, contradictions, names)

    def _read(
        self, table: Table, way: Way, mapping: Mapping | None, progress: Progress
    ) -> tuple[NDArray[np.int32], dict[int, Reading]]:
        read = reader(way, table, self._identifiers, self._names)
        unit_of = np.full(len(table), NONE, dtype=np.int32)
        readings: dict[int, Reading] = {}
        for row in range(len(table)):
            if row % _REPORT_EVERY == 0:
                progress.report(row, len(table), "Matching rows")
            reading = self._decided(way.key(table, row), mapping) or read(row)
            unit_of[row] = reading.unit
            if reading.note or reading.unit == NONE:
                readings[row] = reading
        return unit_of, readings

    def _decided(self, key: tuple[str, ...], mapping: Mapping | None) -> Reading | None:
        if mapping is None:
            return None
        if key in mapping.set_aside:
            return _SET_ASIDE
        geoid = mapping.accepted.get(key)
        return Reading(self._layer.index_of[geoid], _ACCEPTED) if geoid in self._layer.index_of else None

    def _settle_by_elimination(self, unit_of: NDArray[np.int32], readings: dict[int, Reading]) -> None:
        """Take a county for its bare name, where the city of the same name has a row that says so."""
        taken = set(unit_of.tolist())
        for row, reading in readings.items():
            if len(reading.candidates) != 2 or not self._names.is_county_beside_city(reading.candidates):
                continue
            city, county = sorted(reading.candidates, key=self._names.is_city, reverse=True)
            if city in taken and county not in taken:
                unit_of[row] = county
                readings[row] = Reading(county, _BY_ELIMINATION)

    def _names_beside(self, table: Table, way: Way) -> Way | None:
        """Return the column of names beside one of identifiers, for suggestions and as a check."""
        if way.kind in _BY_NAME:
            return way
        tries = Tries(table, self._layer, self._identifiers, self._names)
        return tries.names_way()

    def _contradictions(
        self, table: Table, way: Way, names: Way | None, unit_of: NDArray[np.int32]
    ) -> tuple[Contradiction, ...]:
        if names is None or way.kind in _BY_NAME:
            return ()
        read = reader(names, table, self._identifiers, self._names)
        return tuple(
            Contradiction(row, unit, named)
            for row, unit in enumerate(unit_of.tolist())
            if unit != NONE and (named := read(row).unit) not in (NONE, unit)
        )

    def suggestions(self, match: Match, row: int, limit: int = _SUGGESTED) -> list[Suggestion]:
        """Return the units that a row without one may mean, the likest first."""
        reading = match.readings.get(row, Reading())
        found = self._suggester.of(reading.candidates[:limit], reading.reason)
        if match.names is not None:
            named = reader(match.names, match.table, self._identifiers, self._names)(row)
            found += self._suggester.of([named.unit] if named.unit != NONE else named.candidates[:limit], "by its name")
            found += self._suggester.alike(*self._name_of(match.names, match.table, row), limit)
        unique = {suggestion.unit: suggestion for suggestion in reversed(found)}
        return sorted(unique.values(), key=lambda suggestion: (-suggestion.score, suggestion.label))[:limit]

    def _name_of(self, way: Way, table: Table, row: int) -> tuple[str, int | None]:
        """Return the name in a row, without its state, and the position of that."""
        cells = way.key(table, row)
        if len(cells) > 1 or way.state:
            return cells[0], self._identifiers.state(cells[-1] if len(cells) > 1 else way.state)
        name, comma, state = cells[0].rpartition(",")
        home = self._identifiers.state(state.strip()) if comma else None
        return (name, home) if home is not None else (cells[0], None)
