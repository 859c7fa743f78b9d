"""Reading names of units as tables write them: with or without "County", with a state in the cell or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from borderkit.finding import Finder
from borderkit.joining.readings import EMPTY, UNKNOWN, Reading
from borderkit.notes import TERRITORIES
from borderkit.place_names import CITY, COUNTY, is_territory, normalized, without_type

FORMER_NAME = "another name"
GARBLED = "garbled letters mended"

#: How tables shorten the types of counties, where newspapers do not.
_SHORT_TYPES = (
    (re.compile(r"\b(?:co|cnty|cty|cnt)\.?$", re.IGNORECASE), "County"),
    (re.compile(r"\bpar\.?$", re.IGNORECASE), "Parish"),
    (re.compile(r"\bboro\.?$", re.IGNORECASE), "Borough"),
    (re.compile(r"\bmuni\.?$", re.IGNORECASE), "Municipality"),
    (re.compile(r"\b(?:c&b|c\.?\s*&\s*b\.?)$", re.IGNORECASE), "City and Borough"),
)
#: Marks of footnotes, and what Virginia's tables add to cities.
_FOOTNOTE = re.compile(r"\s*(?:[*†‡]+|\[\w{1,2}\]|\(\d\))$")
_CITY_OF = re.compile(r"^(?:(?:independent )?city of) (.+)$", re.IGNORECASE)
_INDEPENDENT = re.compile(r"\s*\(?\bindependent city\)?$", re.IGNORECASE)
_BRACKET = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]")
_SEPARATORS = (",", " - ", " – ", ":", ";", "|", "/")
_SUMMARIES = frozenset(
    ("total", "totals", "state total", "statewide", "united states", "us", "usa", "united states of america", "nation",
     "all counties", "sum", "grand total", "entire state", "balance of state")
)  # fmt: skip


class Names:
    """Reads names of one layer's units; what names mean is known to its finder."""

    def __init__(self, finder: Finder) -> None:
        """Read with a finder."""
        self._finder = finder
        self._known: dict[tuple[str, int | None], Reading] = {}

    def read(self, text: str, home: int | None = None) -> Reading:
        """Return the unit that a name means, in the jurisdiction at a position or in the one that it names itself."""
        key = text, home
        reading = self._known.get(key)
        if reading is None:
            reading = self._known[key] = self._read_anew(text, home)
        return reading

    def homes(self, text: str) -> set[int]:
        """Return the positions of all jurisdictions that have a unit of this name."""
        layer = self._finder.layer
        return {int(layer.home[unit]) for spelling in _spellings(text) for unit in self._units(spelling, None)[0]}

    def _read_anew(self, text: str, home: int | None) -> Reading:
        if not text:
            return EMPTY
        if self._is_summary(text, home):
            return Reading(reason="it stands for a total or a state", is_summary=True)
        first = UNKNOWN
        for spelling in _spellings(text):
            for name, own_home in self._with_states(spelling, home):
                reading = self._read_name(name, own_home)
                if not reading.reason:
                    return reading
                first = first if first is not UNKNOWN else reading
        if first is UNKNOWN and is_territory(text.rsplit(",", 1)[-1]):
            return Reading(reason=TERRITORIES.rstrip("."))
        return first

    def _is_summary(self, text: str, home: int | None) -> bool:
        words = normalized(text)
        if words in _SUMMARIES or words.removesuffix(" total") in _SUMMARIES:
            return True
        state = self._finder.states.position(words.removesuffix(" total"))
        # "Washington" alone is a state, unless a state with a county of that name stands beside it.
        return state is not None and not self._units(text, home)[0] and (home is None or home == state)

    def _with_states(self, text: str, home: int | None) -> Iterator[tuple[str, int | None]]:
        """Yield the name as it stands, then without the state that stands in it."""
        yield text, home
        for name, state in _parted(text):
            own = self._finder.states.position(state)
            if own is not None and (home is None or own == home):
                yield name, own
        if home is None:
            words = text.split()
            for count in range(1, min(len(words), 4)):
                own = self._finder.states.position(" ".join(words[-count:]))
                if own is not None:
                    yield " ".join(words[:-count]), own

    def _read_name(self, name: str, home: int | None) -> Reading:
        units, note = self._units(name, home)
        if len(units) == 1:
            return Reading(units[0], note)
        if not units:
            return self._why_not(name, home)
        layer = self._finder.layer
        states = {int(layer.home[unit]) for unit in units}
        if len(states) > 1:
            return Reading(reason=f"{len(states)} states have one of this name; add the state", candidates=tuple(units))
        names = " or ".join(layer.names[unit] for unit in units)
        return Reading(reason=f"{names}? Write which one", candidates=tuple(units))

    def _units(self, name: str, home: int | None) -> tuple[list[int], str]:
        """Return the units of a name, and how it was found if not by the name of today."""
        named = list(self._finder.named(name, home))
        if named:
            kind = without_type(normalized(name))[1]
            exact = [unit for unit in named if self._finder.kind(unit) == kind] if kind else []
            return exact or named, ""
        called = [unit for unit, alias in self._finder.called(name, home) if not alias.lies_in]
        return list(dict.fromkeys(called)), FORMER_NAME

    def _why_not(self, name: str, home: int | None) -> Reading:
        inside = [(unit, alias) for unit, alias in self._finder.called(name, home) if alias.lies_in]
        if not inside:
            return UNKNOWN
        units = tuple(dict.fromkeys(unit for unit, _ in inside))
        if len(units) > 1:
            return Reading(reason="places in several counties have this name", candidates=units)
        return Reading(reason=f"it lies in {self._finder.label(units[0])}", candidates=units)

    def is_county_beside_city(self, units: tuple[int, ...]) -> bool:
        """Tell whether units are a county and a city of one name."""
        return sorted(self._finder.kind(unit) for unit in units) == [CITY, COUNTY]

    def is_city(self, unit: int) -> bool:
        """Tell whether a unit is an independent city."""
        return self._finder.kind(unit) == CITY


def _spellings(text: str) -> Iterator[str]:
    """Yield a name as it stands, then with what tables do to it undone."""
    yield text
    clean = _FOOTNOTE.sub("", text)
    city = _CITY_OF.match(clean)
    clean = f"{city[1]} city" if city else _INDEPENDENT.sub(" city", clean)
    for short, long in _SHORT_TYPES:
        head, comma, state = clean.partition(",")
        clean = short.sub(long, head.strip()) + comma + state
    if clean != text:
        yield clean
    mended = _mended(clean)
    if mended:
        yield mended


def _mended(text: str) -> str:
    """Return a name whose UTF-8 was taken for Windows-1252 ("DoÃ±a Ana"); "" for any other."""
    if text.isascii():
        return ""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a cell into a name and a state: behind a comma, in brackets, before a colon."""
    bracket = _BRACKET.fullmatch(text)
    if bracket:
        yield bracket[1].strip(), bracket[2].strip()
    for separator in _SEPARATORS:
        if separator in text:
            first, last = text.rsplit(separator, 1)
            yield first.strip(), last.strip()
            first, last = text.split(separator, 1)
            yield last.strip(), first.strip()
