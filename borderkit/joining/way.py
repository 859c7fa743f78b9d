"""By which columns the rows of a table are matched to units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from borderkit.joining.identifiers import Identifiers
from borderkit.joining.names import Names
from borderkit.joining.readings import Reading
from borderkit.joining.table import Table
from borderkit.naming import listed


class WayKind(StrEnum):
    """What the columns hold."""

    IDENTIFIER = "identifier"
    STATE_AND_CODE = "state-and-code"
    NAME_AND_STATE = "name-and-state"
    NAME = "name"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to tell the unit of a row.

    Attributes:
        kind: what the columns hold.
        columns: their positions in the table: the identifier, the name or the code first, then the state.
        state: the code of the jurisdiction that all rows lie in, where no column says it; "" for none.

    """

    kind: WayKind
    columns: tuple[int, ...]
    state: str = ""

    def said(self, table: Table) -> str:
        """Return the way in words: "columns County and State", "column County, all in OR"."""
        names = [table.columns[column].name for column in self.columns]
        return f"column{'s' if len(names) > 1 else ''} {listed(names)}" + (
            f", all in {self.state}" if self.state else ""
        )

    def key(self, table: Table, row: int) -> tuple[str, ...]:
        """Return the cells of a row that name its unit."""
        return tuple(table.columns[column].texts[row] for column in self.columns)


def reader(way: Way, table: Table, identifiers: Identifiers, names: Names) -> Callable[[int], Reading]:
    """Return what reads a row of a table in a way."""
    first = table.columns[way.columns[0]].texts
    second = table.columns[way.columns[1]].texts if len(way.columns) > 1 else None
    home = identifiers.state(way.state)
    if way.kind is WayKind.IDENTIFIER:
        return lambda row: identifiers.read(first[row])
    if way.kind is WayKind.STATE_AND_CODE and second is not None:
        states = second
        return lambda row: identifiers.read_parts(states[row], first[row])
    if way.kind is WayKind.CODE:
        return lambda row: identifiers.read_in(home, first[row])
    if way.kind is WayKind.NAME_AND_STATE and second is not None:
        states = second
        return lambda row: _read_name(names, identifiers, first[row], states[row])
    return lambda row: names.read(first[row], home)


def _read_name(names: Names, identifiers: Identifiers, name: str, state: str) -> Reading:
    home = identifiers.state(state)
    if home is None and state:
        reading = names.read(name)
        if reading.is_summary:
            return reading
        return Reading(reason=f"“{state}” is none of the layer's states")
    return names.read(name, home)
