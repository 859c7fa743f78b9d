"""Counting the pieces of units by district, row after row of an assignment file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from borderkit.joining.readings import NONE
from borderkit.layer import UnitLayer
from borderkit.takeover.formats import Layout
from borderkit.takeover.level import Levels
from borderkit.takeover.pieces import Owners, bare_identifier
from borderkit.takeover.taken import NotTaken

_LISTED_AT_MOST = 1_000
#: Rows that failed are told together by the county that their identifiers begin with.
_COMMON = 5
#: How Districtr writes a unit that is in several communities.
_SEVERAL = re.compile(r"\d+(?:_\d+)+")


class Counter:
    """Counts the rows of one file.

    Attributes:
        rows: how many there were.
        unassigned: how many of them have no district.
        pieces: by unit, the number of its pieces in each district.
        notes: what was mended in reading, and in how many rows.
        levels: what the identifiers are: blocks, tracts, units.

    """

    def __init__(self, layout: Layout, layer: UnitLayer) -> None:
        """Count rows of a layout for a layer."""
        self._layout, self._owners = layout, Owners(layer)
        self._district_of: dict[str, str] = {}
        self._contradicted: set[str] = set()
        self._not_taken: dict[tuple[str, str], NotTaken] = {}
        self.rows = self.unassigned = 0
        self.pieces: dict[int, dict[str, int]] = {}
        self.notes: dict[str, int] = {}
        self.levels = Levels(layer)

    @property
    def not_taken(self) -> Sequence[NotTaken]:
        """What could not be taken over, in the order of the file."""
        return sorted(self._not_taken.values(), key=lambda entry: entry.first_row)

    def count(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        """Take the number and the cells of each row."""
        column, districts = self._layout.identifier, self._layout.district
        for number, cells in rows:
            self.rows += 1
            identifier = cells[column] if column < len(cells) else ""
            label = self._layout.district_of(cells[districts] if districts < len(cells) else "")
            if not identifier:
                self._refuse("no-identifier", "", number, "the identifier is missing")
            elif identifier in self._district_of:
                self._count_again(identifier, label, number)
            elif _SEVERAL.fullmatch(label):
                self._refuse("several-districts", identifier, number, f"it is in several districts at once ({label})")
            else:
                self._district_of[identifier] = label
                self._count_new(identifier, label, number)

    def _count_new(self, identifier: str, label: str, number: int) -> None:
        bare = bare_identifier(identifier)
        owner = self._owners.of(bare)
        if owner.unit == NONE:
            self._refuse(owner.kind, identifier[:_COMMON], number, owner.reason)
            return
        self.levels.take(bare, owner)
        if owner.note:
            self.notes[owner.note] = self.notes.get(owner.note, 0) + 1
        if not label:
            self.unassigned += 1
            return
        counts = self.pieces.setdefault(owner.unit, {})
        counts[label] = counts.get(label, 0) + 1

    def _count_again(self, identifier: str, label: str, number: int) -> None:
        """Take back what was counted for an identifier that has two districts; the same row twice does no harm."""
        before = self._district_of[identifier]
        if before == label:
            self._refuse("twice", identifier, number, "it is there twice, and counts once")
            return
        self._refuse("twice", identifier, number, "it is there twice, in different districts, and counts in none")
        owner = self._owners.of(bare_identifier(identifier))
        if identifier in self._contradicted or owner.unit == NONE or not before:
            return
        self._contradicted.add(identifier)
        counts = self.pieces[owner.unit]
        counts[before] -= 1
        if not counts[before]:
            del counts[before]
        if not counts:
            del self.pieces[owner.unit]

    def _refuse(self, kind: str, text: str, number: int, reason: str) -> None:
        key = kind, text
        if key not in self._not_taken and len(self._not_taken) >= _LISTED_AT_MOST:
            kind, text, reason = "others", "", "further rows that could not be taken over"
            key = kind, text
        known = self._not_taken.get(key)
        first, rows = (known.first_row, known.rows) if known else (number, 0)
        self._not_taken[key] = NotTaken(kind, text, rows + 1, first, reason)
