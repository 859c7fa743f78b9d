"""What a clause of a pasted list is made of: names, states, types, GEOIDs, and the ways to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from borderkit.finding import Finder
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import restored
from borderkit.place_names import CITY, COUNTY, normalized


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of a list that were not understood, and why."""

    text: str
    reason: str


class Mode(Enum):
    """What happens with the names that follow."""

    TAKE = auto()
    EXCEPT = auto()
    PART = auto()


@dataclass(frozen=True, slots=True)
class Name:
    """A name; ``doubt`` is why it may be none unless a state holds for it ("Washington" in a list of Oregon's)."""

    text: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state, by its position in the layer; it holds for the names before it, or for those after it."""

    text: str
    position: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Type:
    """The word "counties" or "cities": what the names before it are, or those after it."""

    kind: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every county of a state; of the one that holds here if none is given."""

    text: str
    position: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit named by its GEOID, or by its state if that has no other."""

    text: str
    unit: int


Piece = Name | State | Type | All | Unit | Lost | Mode
#: One way to read a piece of text, and all the ways, the likeliest first.
Reading = list[Piece]
Readings = list[Reading]

#: In words, with all that may stand around a name ("the counties of ... in the eastern part of the state of ...").
_LONGEST_NAME = 16

_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\v\f]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]|\[\d{1,3}\]")
_SPACES = re.compile(r"[^\S\n\t]+")
#: Behind a comma or "and" a line goes on; where breaks became semicolons on the way, likewise.
_WRAPPED = re.compile(r"(,|\band|&) ?[\n;]\s*", re.IGNORECASE)
NUMBERING = re.compile(r"^(?:[-–—*•·▪◦‣●○■□✓>+\s]+|\(?\d{1,3}[.)](?=\D)\s*|\(?[a-z][.)]\s+)+")
_COMMAS = re.compile(r"[,/|•·▪]")
AND = re.compile(r"\s+(?:and|AND|And|&|plus|as well as|or)\s+|\s*&\s*")
_FIRST_WORDS = re.compile(r"^(?:(?:[Aa]nd|AND|&|[Pp]lus|[Aa]lso|[Tt]he|THE|[Bb]oth|[Ii]n|[Ff]rom|within)\s+)+")
_MARKS = re.compile(
    r"\b(?P<but>except(?:ing)?(?:\s+for)?|excluding|other\s+than|besides|without|minus|but(?:\s+not)?)\b"
    r"|\b(?:the\s+)?(?:\w+ern\s+)?(?:parts?|portions?|half|halves|most|much|some)\s+of\b",
    re.IGNORECASE,
)
_COUNTY_FOR_CO = re.compile(r"(?<=[^\W\d_] )[Cc]o\b\.?(?! of\b)")
_CITY_AND_COUNTY_OF = re.compile(r"\b(?:city|town) and (?:county|borough|parish) of (?:the )?", re.IGNORECASE)
_TYPE_OF = re.compile(r"^(county|parish|borough|city) of (?:the )?(.+)$", re.IGNORECASE)
_TYPES_BEFORE = re.compile(r"^(counties|parishes|boroughs|cities)(?: of)?(?: the)?(?: (.+))?$", re.IGNORECASE)
_TYPES_BEHIND = re.compile(r"^(.+?)\s+(counties|cos|parishes|boroughs|cities)\.?$", re.IGNORECASE)
_BEFORE_STATE = re.compile(
    r"in|of|from|within|the|state|commonwealth|rural|central|upstate|downstate|\w+ern", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s?$")
EDGES = " \t.\"'“”‘’«»=:()[]"
#: Words that stand around names and mean nothing of their own.
FILLERS = frozenset(
    (
        "the", "a", "of", "in", "from", "for", "and", "these", "those", "following", "named", "listed", "namely", "are",
        "is", "county", "counties", "parish", "parishes", "borough", "boroughs", "city", "cities", "state",
        "commonwealth", "include", "includes", "including", "list",
    )
)  # fmt: skip
_ALL = frozenset(("all", "every", "each", "entire", "whole"))
#: Postal codes that are English words as well count only in capitals or where they stand alone.
_ENGLISH = frozenset(("al", "co", "de", "hi", "id", "in", "la", "ma", "me", "mi", "mo", "oh", "ok", "or", "pa"))
UNUSED_STATE = "a {state}: write “all of {{0}}” to take every {unit}, or put it behind its {units}"
_STATE_OR_COUNTY = (
    "a {state} and a {unit} have this name: write “all of {{0}}” or “{{0}} County”, or put it behind its {units}"
)
_STATE_OR_UNIT = "a {state} and {a_unit} have this name: write “all of {{0}}”, or put it behind its {units}"
NOWHERE = "no {unit} or {state} has this name"
_ONE_OR_TWO = "one {unit} or two? add the {state}"
ONLY_A_PART = "only a part of it is named, and {units} move whole"


def cleaned(text: str) -> str:
    """Return the text with plain line breaks and spaces, without footnote marks; wrapped lines are whole again."""
    return _WRAPPED.sub(r"\1 ", _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text))))


class Parser:
    """Cuts a clause into pieces; it knows the names, but not what holds where the clause stands."""

    def __init__(self, layer: UnitLayer, finder: Finder, jurisdictions: Iterable[Jurisdiction]) -> None:
        self._layer, self._finder, self._fill = layer, finder, layer.wording.fill
        known = {jurisdiction.code for jurisdiction in layer.jurisdictions}
        self._new = {normalized(j.name): j.name for j in jurisdictions if j.code not in known}
        sizes = np.bincount(layer.home, minlength=len(layer.jurisdictions))
        #: The only unit of each state that has no more: to name the District of Columbia is to name a county.
        self.only_unit = {int(home): int(np.flatnonzero(layer.home == home)[0]) for home in np.flatnonzero(sizes == 1)}

    def state(self, text: str, *, alone: bool = False) -> int | None:
        """Return the state that a text names; ``alone`` if nothing else stands between the commas."""
        position = self._finder.states.position(text)
        if position is None or alone or normalized(text) == self._finder.states.names[position]:
            return position
        letters = text.strip(EDGES)
        if len(normalized(letters)) > 2:  # what newspapers write begins with a capital: "Ore."
            return position if letters[:1].isupper() else None
        shown_as_code = letters.isupper() or (letters.islower() and letters not in _ENGLISH)
        return position if shown_as_code else None

    def clause(self, text: str) -> list[Readings]:
        """Return the pieces of a clause, each with the ways to read it."""
        found: list[Readings] = []
        start = 0
        for mark in _MARKS.finditer(text):
            found += self._chunks(text[start : mark.start()])
            found.append([[Mode.EXCEPT if mark["but"] else Mode.PART]])
            start = mark.end()
        return found + self._chunks(text[start:])

    def _chunks(self, text: str) -> list[Readings]:
        text = _COUNTY_FOR_CO.sub("County", _CITY_AND_COUNTY_OF.sub("", text))
        chunks = [[part for part in AND.split(chunk) if part.strip(EDGES)] for chunk in _COMMAS.split(text)]
        return [readings for parts in chunks for readings in self._parts(parts)]

    def _parts(self, parts: list[str]) -> Iterator[Readings]:
        """Yield the readings of what stood between "and"; two parts that may be one name have both readings."""
        place = 0
        while place < len(parts):
            apart = self._part(parts[place])
            if place + 1 < len(parts):
                as_one = self._part(f"{parts[place]} and {parts[place + 1]}")[0]
                if any(isinstance(piece, Name) and self._finder.named(piece.text) for piece in as_one):
                    yield self._one_or_two(as_one, [*apart[0], *self._part(parts[place + 1])[0]])
                    place += 2
                    continue
            yield apart
            place += 1

    def _one_or_two(self, one: Reading, two: Reading) -> Readings:
        """Prefer two counties if the text says "counties"; one is meant then only where a state has it."""
        if not any(isinstance(piece, Type) for piece in one):
            return [one, two]
        doubt = self._fill(_ONE_OR_TWO)
        return [two, [Name(p.text, doubt) if isinstance(p, Name) else p for p in one]]

    def _part(self, text: str) -> Readings:
        text = _FIRST_WORDS.sub("", NUMBERING.sub("", text.strip(EDGES))).strip(EDGES)
        state = self.state(text, alone=True)
        if state is not None:
            return self._state_readings(text, state)
        if self._finder.named(text):
            return [[Name(text)]]
        everything = self._all(text)
        if everything is not None:
            return [[everything]]
        if any(word.strip(EDGES) in self._layer.index_of or word.strip(EDGES).isdecimal() for word in text.split()):
            return [list(self._numbers(text))]
        if len(text.split()) > _LONGEST_NAME:
            return [[Lost(text, self._fill(NOWHERE))]]
        return self._phrase(text)

    def _state_readings(self, text: str, state: int) -> Readings:
        if state in self.only_unit:
            return [[Unit(text, self.only_unit[state])], [State(text, state)]]
        as_county: Readings = [[self._maybe_unit(text)]] if self._finder.named(text) else []
        return [*as_county, [State(text, state)]]

    def _maybe_unit(self, text: str) -> Name:
        """Return the reading of a state's name as a unit of that name, which is doubtful."""
        doubt = _STATE_OR_COUNTY if self._layer.wording.of_counties else _STATE_OR_UNIT
        return Name(text, self._fill(doubt).format(text))

    def _all(self, text: str) -> Piece | None:
        """Return the piece for "all of Oregon", "every county in Oregon", or just "all"."""
        words = normalized(text).split()
        if not _ALL.intersection(words):
            return None
        name = " ".join(w for w in words if w not in _ALL and w not in FILLERS and not w.isdecimal())
        if not name:
            return All(text, None)
        if name in self._new:
            new = f"{self._new[name]} is new in the proposal"
            return Lost(text, f"{new}, and no {self._layer.called[0]} is at home there")
        position = self._finder.states.position(name)
        if position is None:
            position = self._finder.states.position(name.removesuffix("s"))  # "all of Oregon's counties"
        return None if position is None else All(text, position)

    def _numbers(self, text: str) -> Iterator[Piece]:
        """Yield what a text with numbers names: GEOIDs, apart or beside a name."""
        words = [word.strip(EDGES) for word in text.split()]
        units = [self._layer.index_of[word] for word in words if word in self._layer.index_of]
        yield from (Unit(self._layer.geoids[unit], unit) for unit in units)
        others = [word for word in words if word not in self._layer.index_of]
        rest = " ".join(word for word in others if not word.isdecimal())
        if not FILLERS.intersection(normalized(rest).split()[:1]):  # the number of "22 counties of Oregon"
            yield from (self._number(word) for word in others if word.isdecimal())
        if rest and not (len(units) == 1 and units[0] in self._finder.named(rest)):
            yield from self._part(rest)[-1]

    def _number(self, word: str) -> Lost:
        whole = restored(word, self._layer)
        if whole is not None:
            label = self._finder.label(self._layer.index_of[whole])
            return Lost(word, f"a GEOID that has lost its leading zero? {whole} is {label}")
        if len(word) == self._layer.longest_geoid:
            return Lost(word, self._fill("no {unit} has this GEOID"))
        return Lost(word, "neither a GEOID nor a name")

    def _phrase(self, text: str) -> Readings:
        """Return the readings of "OR Baker", "Oregon counties of Baker", "Grant counties in eastern Oregon"."""
        before, rest = self._state_before(text)
        behind = None
        if before is None:
            rest, behind = self._state_behind(text)
        pieces: Reading = [] if before is None else [before]
        types = _TYPES_BEFORE.match(rest)
        if types:
            pieces.append(Type(_kind(types[1]), leads=True))
            rest = types[2] or ""
        types = _TYPES_BEHIND.match(rest)
        name = types[1] if types else rest
        one = _TYPE_OF.match(name)
        if any(word not in FILLERS for word in normalized(name).split()):
            pieces.append(Name(f"{one[2]} {one[1].lower()}" if one else name))
        if types:
            pieces.append(Type(_kind(types[2])))
        if behind is not None:
            pieces.append(behind)
        if before is not None and not rest and self._finder.named(before.text):
            # "Baker and Washington counties" ends like the heading "Washington counties"
            county = self._maybe_unit(before.text)
            return [[county, Type(COUNTY)], pieces]
        return [pieces]

    def _state_behind(self, text: str) -> tuple[str, State | None]:
        words = text.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            tail = " ".join(words[-count:])
            state = self.state(tail)
            if state is not None:
                words = words[:-count]
                while words and not self._finder.named(" ".join(words)) and _BEFORE_STATE.fullmatch(words[-1]):
                    words.pop()
                return " ".join(words), State(tail.strip(EDGES), state)
        return text, None

    def _state_before(self, text: str) -> tuple[State | None, str]:
        """Take a state off the beginning: a code, a possessive, or a name with "counties" or a county of it behind."""
        words = text.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            head, rest = " ".join(words[:count]), " ".join(words[count:])
            owner = _POSSESSIVE.sub("", head)
            state = self.state(owner)
            if state is not None and (
                owner != head or _TYPES_BEFORE.match(rest) or self._finder.named(_without_types(rest), state)
            ):
                return State(owner, state, leads=True), rest
        return None, text


def _kind(types: str) -> str:
    return CITY if types.lower() == "cities" else COUNTY


def _without_types(text: str) -> str:
    match = _TYPES_BEHIND.match(text)
    return match[1] if match else text
