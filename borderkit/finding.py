"""Finding units and jurisdictions by what people call them: names, GEOIDs, cities, boroughs, former names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from borderkit.columns import people
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import restored
from borderkit.place_names import (
    CITY,
    COUNTY,
    Alias,
    StateNames,
    aliases,
    compact,
    is_territory,
    normalized,
    normalized_lines,
    without_type,
)
from borderkit.states import states_by_fips

__all__ = ["Finder", "Match", "aliases", "is_territory", "normalized", "without_type"]

Entries = NDArray[np.intp]

_LINE = "\n"
_FEW_LETTERS = 3
_TYPE_OF = re.compile(r"(city and county|county|parish|borough|city) of (?:the )?")


@dataclass(frozen=True, slots=True)
class Match:
    """Something found: a unit, or a jurisdiction.

    Attributes:
        unit: the unit's position in the layer; None for a jurisdiction.
        code: the jurisdiction's code; None for a unit.
        label: its full name, a unit's with its home ("Kings County, New York").
        reason: the other name, the GEOID or the code that it was found by; empty if by its own name.

    """

    unit: int | None
    code: str | None
    label: str
    reason: str


class _Text:
    """Names in one run of bytes, each after a line break, to be searched without a loop over the names."""

    def __init__(self, names: Sequence[str]) -> None:
        encoded = [name.encode() for name in names]
        self._bytes = np.frombuffer(b"\n" + b"\n".join(encoded) + b"\n", dtype=np.uint8)
        self._starts = np.cumsum([0, *(len(name) + 1 for name in encoded)])[:-1]

    def entries_with(self, pattern: str) -> Entries:
        """Return which names hold a pattern, ascending; a line break before it stands for a name's beginning."""
        first, *rest = pattern.encode()
        at = np.flatnonzero(self._bytes[: max(len(self._bytes) - len(rest), 0)] == first)
        for offset, byte in enumerate(rest, 1):
            at = at[self._bytes[at + offset] == byte]
        entries = np.searchsorted(self._starts, at, side="right") - 1
        return entries[np.diff(entries, prepend=-1) > 0]


class _Index:
    """What a search needs to know of a layer; entries are the units' names, then the aliases.

    Attributes:
        aliases: those of the layer's units.
        unit_of: (n_entries,) the unit that each entry stands for.
        text: the normalised names, with their types.
        compact: the names without their types and without spaces.
        by_geoid, geoids: the units in the order of their GEOIDs, and these.
        rank: (n_units,) the place of each unit in the order of people, the most populous first.
        kinds: COUNTY, CITY or nothing for each unit.
        units_named, aliases_named: units and entries of aliases by compact name.

    """

    def __init__(self, layer: UnitLayer) -> None:
        names = normalized_lines(_LINE.join(name.replace(_LINE, " ") for name in layer.names)).split(_LINE)
        names = names[: len(layer)]
        split = [_name_and_kind(name, full) for name, full in zip(names, layer.names, strict=True)]
        # Pieces of divided units come after all units.
        self.by_geoid = np.array(sorted(range(len(layer)), key=layer.geoids.__getitem__), dtype=np.intp)
        self.geoids = [layer.geoids[unit] for unit in self.by_geoid]
        self.kinds = [kind for _, kind in split]
        self.aliases = list(_aliases_in(layer))
        alias_names = [normalized(alias.name) for alias in self.aliases]
        without_spaces = [compact(name) for name in (*(name for name, _ in split), *alias_names)]
        self.unit_of = np.array([*range(len(layer)), *(layer.index_of[alias.geoid] for alias in self.aliases)], np.intp)
        self.text, self.compact = _Text([*names, *alias_names]), _Text(without_spaces)
        self.rank = np.empty(len(layer), dtype=np.intp)
        self.rank[np.argsort(-layer.column(people(2020)), kind="stable")] = np.arange(len(layer))
        self.units_named: dict[str, list[int]] = {}
        self.aliases_named: dict[str, list[int]] = {}
        for entry, name in enumerate(without_spaces):
            names_of = self.units_named if entry < len(layer) else self.aliases_named
            names_of.setdefault(name, []).append(entry)

    def aliases_of(self, name: str) -> list[int]:
        """Return the entries of aliases with this normalised name; "Dade County" is Dade, too."""
        base, kind = without_type(name)
        found = self.aliases_named.get(compact(name))
        return found or (self.aliases_named.get(compact(base), []) if kind == COUNTY else [])

    def entries_with_part(self, words: str) -> Entries:
        """Return which names hold the words anywhere; across spaces only if they are more than a few letters."""
        letters = compact(words)
        return self.compact.entries_with(letters) if len(letters) > _FEW_LETTERS else self.text.entries_with(words)


def _name_and_kind(name: str, full_name: str) -> tuple[str, str]:
    """Return a unit's normalised name without its type, and the type; "Carson City" is called so, as a whole."""
    base, kind = without_type(name)
    return (base, kind) if base and (kind != CITY or full_name.endswith(" city")) else (name, "")


def _aliases_in(layer: UnitLayer) -> Iterator[Alias]:
    """Yield the aliases whose county the layer has, in the state that it belongs to."""
    state_of = states_by_fips()
    for alias in aliases():
        unit = layer.index_of.get(alias.geoid)
        if unit is not None and layer.home_of(unit).code == state_of[alias.geoid[:2]].code:
            base, _ = without_type(normalized(layer.names[unit]))
            if normalized(alias.name) != base:
                yield alias


@lru_cache(maxsize=512)
def _jurisdiction_name(name: str) -> str:
    """Return a jurisdiction's name normalised; at each key they are all looked through."""
    return normalized(name)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read what was typed: spellings of a name, and the state to which it is narrowed."""

    spellings: tuple[str, ...]
    home: int | None


class Finder:
    """Finds units of one layer; the index is built at the first search."""

    def __init__(self, layer: UnitLayer) -> None:
        """Search a layer."""
        self.layer = layer

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.layer)

    def prepare(self) -> None:
        """Build the index now, before somebody types: 40 ms for the counties, under a second for 100,000 units."""
        self._index  # noqa: B018 - built when it is first asked for

    @cached_property
    def states(self) -> StateNames:
        """The jurisdictions that the layer's units have at home."""
        return StateNames(self.layer.jurisdictions)

    def named(self, name: str, home: int | None = None) -> tuple[int, ...]:
        """Return the units that are called exactly so, with or without "County" and the like, in one state or all."""
        index, key = self._index, normalized(name)
        units = index.units_named.get(compact(key))
        if units is None:
            base, wanted = without_type(key)
            units = [u for u in index.units_named.get(compact(base), []) if index.kinds[u] in (wanted, "")]
        return tuple(unit for unit in units if home is None or self.layer.home[unit] == home)

    def kind(self, unit: int) -> str:
        """Return COUNTY for a county or its equivalent, CITY for an independent city, else nothing."""
        return self._index.kinds[unit]

    def called(self, name: str, home: int | None = None) -> list[tuple[int, Alias]]:
        """Return the units that have this other name, or in which a place of this name lies, and the alias."""
        index = self._index
        entries = index.aliases_of(normalized(name))
        found = [(int(index.unit_of[entry]), index.aliases[entry - len(self.layer)]) for entry in entries]
        return [(unit, alias) for unit, alias in found if home is None or self.layer.home[unit] == home]

    def find(self, text: str, limit: int = 12, jurisdictions: Sequence[Jurisdiction] = ()) -> list[Match]:
        """Return what a text may mean, the likeliest first; the more populous first among equals.

        Args:
            text: part of a name, a GEOID or an alias; a state before or after it narrows the search.
            limit: how many to return at most.
            jurisdictions: those to be found; without any, the layer's own.

        """
        if limit < 1 or not normalized(text):
            return []
        found: dict[tuple[int | None, str | None], Match] = {}
        for match in self._matches(text, jurisdictions or self.layer.jurisdictions):
            found.setdefault((match.unit, match.code), match)
            if len(found) == limit:
                break
        return list(found.values())

    def _matches(self, text: str, jurisdictions: Sequence[Jurisdiction]) -> Iterator[Match]:
        """Yield matches by falling likeliness; work is done only as far as somebody asks."""
        index, typed, words = self._index, text.strip(), normalized(text)
        readings = list(self._readings(words, typed.casefold().endswith("st")))
        for geoid in (typed, typed.upper()):
            if geoid in self.layer.index_of:
                yield self._by_geoid(self.layer.index_of[geoid])
        yield from _jurisdictions_called(typed, words, jurisdictions)
        for reading in readings:
            exact = [unit for spelling in reading.spellings for unit in self.named(spelling, reading.home)]
            yield from self._units(np.array(exact, dtype=np.intp), None)
        for reading in readings:
            entries = [entry for spelling in reading.spellings for entry in index.aliases_of(spelling)]
            yield from self._units(np.array(entries, dtype=np.intp), reading.home)
        yield from self._by_part_of_geoid(typed)
        for mark in (_LINE, " "):
            yield from _jurisdictions_with(mark, words, jurisdictions)
            for reading in readings:
                hits = [index.text.entries_with(mark + spelling) for spelling in reading.spellings]
                yield from self._units(np.concatenate(hits), reading.home)
        for reading in readings:
            hits = [index.entries_with_part(spelling) for spelling in reading.spellings]
            yield from self._units(np.concatenate(hits), reading.home)
        yield from self._units(self._with_all_words(words.split()), None)

    def _readings(self, words: str, unfinished: bool) -> Iterator[_Reading]:
        """Yield the ways to read normalised words: as they are, then with a state taken off either end."""
        for name in _rewordings(words):
            yield _Reading(_spellings(name, unfinished), None)
        listed = words.split()
        for count in range(1, min(len(listed), 4)):
            for state, rest in ((listed[-count:], listed[:-count]), (listed[:count], listed[count:])):
                home = self.states.position_of(" ".join(state))
                if home is not None:
                    for name in _rewordings(" ".join(rest)):
                        yield _Reading(_spellings(name, unfinished), home)

    def _units(self, entries: Entries, home: int | None) -> Iterator[Match]:
        """Yield the units of entries, by people; one that is there by its name and an alias is there by its name."""
        index = self._index
        units = index.unit_of[entries]
        if home is not None:
            inside = self.layer.home[units] == home
            entries, units = entries[inside], units[inside]
        for place in np.lexsort((entries, index.rank[units])):
            entry, unit = int(entries[place]), int(units[place])
            reason = "" if entry < len(self.layer) else index.aliases[entry - len(self.layer)].name
            yield Match(unit, None, self.label(unit), reason)

    def _by_geoid(self, unit: int) -> Match:
        return Match(unit, None, self.label(unit), self.layer.geoids[unit])

    def _by_part_of_geoid(self, typed: str) -> Iterator[Match]:
        """Yield the units whose GEOID begins so, then the one whose GEOID lost its zero."""
        if len(typed) < 2 or not typed.isdecimal():
            return
        index = self._index
        first, last = bisect_left(index.geoids, typed), bisect_left(index.geoids, typed + "\uffff")
        units = index.by_geoid[first:last]
        for unit in units[np.argsort(index.rank[units])]:
            yield self._by_geoid(int(unit))
        whole = restored(typed, self.layer)
        if whole is not None:
            yield self._by_geoid(self.layer.index_of[whole])

    def _with_all_words(self, words: list[str]) -> Entries:
        """Return the units of which each word begins a word of the name or of the state's, one at least of the name."""
        n_units = len(self.layer)
        by_name = np.zeros(n_units, dtype=bool)
        by_all = np.full(n_units, len(words) > 1)
        for word in words:
            hits = np.concatenate([self._index.text.entries_with(mark + word) for mark in (_LINE, " ")])
            named = np.zeros(n_units, dtype=bool)
            named[hits[hits < n_units]] = True
            states = np.array([f" {word}" in f" {name}" for name in self.states.names], dtype=bool)
            by_name |= named
            by_all &= named | states[self.layer.home]
        return np.flatnonzero(by_all & by_name)

    def label(self, unit: int) -> str:
        """Return a unit's full name with its home ("Kings County, New York")."""
        name, home = self.layer.names[unit], self.layer.home_of(unit).name
        return name if name == home else f"{name}, {home}"


def _rewordings(words: str) -> Iterator[str]:
    """Yield normalised words, and for "county of kings" also "kings county" and "kings"."""
    yield words
    start = _TYPE_OF.match(words)
    if start and (name := words[start.end() :]):
        yield f"{name} {start[1]}"
        yield name


def _spellings(words: str, unfinished: bool) -> tuple[str, ...]:
    """Return normalised words; who has typed "st" so far may mean Stark as well as St. Louis."""
    long, short = "saint", "st"
    return (words, words.removesuffix(long) + short) if unfinished and words.endswith(long) else (words,)


def _jurisdictions_called(typed: str, words: str, jurisdictions: Iterable[Jurisdiction]) -> Iterator[Match]:
    code = typed.replace(".", "").upper()
    for jurisdiction in jurisdictions:
        if words == _jurisdiction_name(jurisdiction.name):
            yield Match(None, jurisdiction.code, jurisdiction.name, "")
        elif code == jurisdiction.code:
            yield Match(None, jurisdiction.code, jurisdiction.name, jurisdiction.code)


def _jurisdictions_with(mark: str, words: str, jurisdictions: Iterable[Jurisdiction]) -> Iterator[Match]:
    for jurisdiction in jurisdictions:
        if mark + words in _LINE + _jurisdiction_name(jurisdiction.name):
            yield Match(None, jurisdiction.code, jurisdiction.name, "")
