"""What a person decides for the rows that have no unit, on top of what was matched without asking."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from borderkit.joining.mapping import Key, Mapping
from borderkit.joining.match import Match
from borderkit.joining.readings import Reading

_ACCEPTED = "chosen by hand"
_SET_ASIDE = Reading(reason="set aside by hand")


class Decisions:
    """Decisions on the rows of one match; rows whose cells say the same are decided together.

    Attributes:
        rows: the rows that have no unit without a decision, ascending.
        mapping: what was decided, for these rows and for rows of earlier tables.

    """

    def __init__(self, found: Match, mapping: Mapping | None = None) -> None:
        """Begin with what was matched without asking, and with what was decided for an earlier table."""
        self.found = found
        self.rows = found.unmatched_rows
        self.mapping = mapping or Mapping.of(found.way, found.table)

    @cached_property
    def _rows_of(self) -> dict[Key, list[int]]:
        rows: dict[Key, list[int]] = {}
        for row in self.rows:
            rows.setdefault(self.found.key(row), []).append(row)
        return rows

    @property
    def open_rows(self) -> list[int]:
        """The rows that nothing was decided for."""
        return [row for row in self.rows if not self.is_decided(row)]

    @property
    def n_open(self) -> int:
        """How many rows that is, told without looking at each."""
        decided = {*self.mapping.accepted, *self.mapping.set_aside}
        return len(self.rows) - sum(len(self._rows_of.get(key, ())) for key in decided)

    def is_decided(self, row: int) -> bool:
        """Tell whether a unit was chosen for a row, or it was set aside."""
        return self.unit(row) is not None or self.is_aside(row)

    def unit(self, row: int) -> int | None:
        """Return the position of the unit that was chosen for a row."""
        geoid = self.mapping.accepted.get(self.found.key(row))
        return None if geoid is None else self.found.layer.index_of.get(geoid)

    def is_aside(self, row: int) -> bool:
        """Tell whether a row was said to name no unit."""
        return self.found.key(row) in self.mapping.set_aside

    def accept(self, row: int, unit: int) -> None:
        """Choose a unit, by its position, for all rows that say the same as this one."""
        self._decide(self.mapping.accept(self.found.key(row), self.found.layer.geoids[unit]))

    def put_aside(self, row: int) -> None:
        """Say that such rows name no unit."""
        self._decide(self.mapping.put_aside(self.found.key(row)))

    def forget(self, row: int) -> None:
        """Leave such rows open again."""
        self._decide(self.mapping.forget(self.found.key(row)))

    def _decide(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.__dict__.pop("match", None)

    @cached_property
    def match(self) -> Match:
        """The match with everything that was decided."""
        unit_of, readings = self.found.unit_of.copy(), dict(self.found.readings)
        for key, geoid in self.mapping.accepted.items():
            unit = self.found.layer.index_of.get(geoid)
            if unit is None:
                continue
            for row in self._rows_of.get(key, ()):
                unit_of[row], readings[row] = unit, Reading(unit, _ACCEPTED)
        for key in self.mapping.set_aside:
            readings.update(dict.fromkeys(self._rows_of.get(key, ()), _SET_ASIDE))
        return replace(self.found, unit_of=unit_of, readings=readings)
