"""Reading a pasted list of counties: prose, lines, spreadsheet columns or GEOIDs become units of the layer.

A list falls into *clauses* at line breaks, semicolons and full stops, a clause into *pieces* at commas and "and". A
state behind names holds for all names of its clause that stand before it, a state before a colon for those behind it.
Some words can be read in two ways: "Washington" is a state or a county, "Lewis and Clark" is one county or two. All
readings of a clause are tried, and the one that leaves the least unread counts. Whatever stays unread is handed back
with the reason; a guess is never taken for a county.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum, auto
from itertools import chain, pairwise, permutations, product
from math import prod

import numpy as np

from borderkit.finding import CITY, COUNTY, Finder, is_territory, normalized, without_type
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.leading_zeros import restored
from borderkit.naming import listed
from borderkit.notes import TERRITORIES


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of a list that were not understood, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a list comes to.

    Attributes:
        units: positions in the layer, ascending, each once.
        lost: what was not understood, clause by clause.

    """

    units: UnitIndices
    lost: tuple[Lost, ...]


def read_list(text: str, layer: UnitLayer, finder: Finder, jurisdictions: Sequence[Jurisdiction] = ()) -> ReadList:
    """Read a list of counties.

    Args:
        text: the list, as it was typed or pasted.
        layer: the units that can be named.
        finder: knows their names; it must be of the same layer.
        jurisdictions: those of the proposal; a new one has no counties at home, and the reason says so.

    """
    reader = _Reader(layer, finder, jurisdictions)
    for line in re.split(r"[\n;]", _cleaned(text)):
        reader.read(line)
    return reader.result()


def is_list(text: str, finder: Finder) -> bool:
    """Tell whether a text names two things or more, and not one and its state ("Kings, New York")."""
    parts = [part for part in re.split(r"[,;\t\n]", _cleaned(text)) if part.strip()]
    with_state = len(parts) == 2 and any(finder.states.position(part) is not None for part in parts)
    return len(parts) > 1 and not (with_state and "," in text and not _AND.search(text))


# What a clause is made of


class _Mode(Enum):
    """What happens with the names that follow."""

    TAKE = auto()
    EXCEPT = auto()
    PART = auto()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name; ``doubt`` is why it may be none unless a state holds for it ("Washington" in a list of Oregon's)."""

    text: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _State:
    """A state, by its position in the layer; it holds for the names before it, or for those after it."""

    text: str
    position: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Type:
    """The word "counties" or "cities": what the names before it are, or those after it."""

    kind: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _All:
    """Every county of a state; of the one that holds here if none is given."""

    text: str
    position: int | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit named by its GEOID, or by its state if that has no other."""

    text: str
    unit: int


_Piece = _Name | _State | _Type | _All | _Unit | Lost | _Mode
#: One way to read a piece of text, and all the ways, the likeliest first.
_Reading = list[_Piece]
_Readings = list[_Reading]

_MANY_READINGS = 256
#: In words, with all that may stand around a name ("the counties of ... in the eastern part of the state of ...").
_LONGEST_NAME = 16

_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\v\f]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]|\[\d{1,3}\]")
_SPACES = re.compile(r"[^\S\n\t]+")
#: Behind a comma or "and" a line goes on; where breaks became semicolons on the way, likewise.
_WRAPPED = re.compile(r"(,|\band|&) ?[\n;]\s*", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:[-–—*•·▪◦‣●○■□✓>+\s]+|\(?\d{1,3}[.)](?=\D)\s*|\(?[a-z][.)]\s+)+")
_COMMAS = re.compile(r"[,/|•·▪]")
_AND = re.compile(r"\s+(?:and|AND|And|&|plus|as well as|or)\s+|\s*&\s*")
_FIRST_WORDS = re.compile(r"^(?:(?:[Aa]nd|AND|&|[Pp]lus|[Aa]lso|[Tt]he|THE|[Bb]oth|[Ii]n|[Ff]rom|within)\s+)+")
_SENTENCE = re.compile(r"(\w+)\.\s+(?=[A-Z])")
_SHORTENED = frozenset(("st", "ste", "mt", "ft", "co", "cos"))
_TYPE_IN_BRACKETS = re.compile(r"(?:county|parish|borough|city|census area|municipality)", re.IGNORECASE)
_COUNTED = ("counties", "parishes")
_FIGURES = re.compile(r"[-+−$]?[\d.,\s]+%?")
_DASH = re.compile(r"\s+[-–—]+\s+|—")
_BRACKETS = re.compile(r"\(([^()]*)\)")
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
_EDGES = " \t.\"'“”‘’«»=:()[]"
#: Words that stand around names and mean nothing of their own.
_FILLERS = frozenset(
    (
        "the", "a", "of", "in", "from", "for", "and", "these", "those", "following", "named", "listed", "namely", "are",
        "is", "county", "counties", "parish", "parishes", "borough", "boroughs", "city", "cities", "state",
        "commonwealth", "include", "includes", "including", "list",
    )
)  # fmt: skip
_ALL = frozenset(("all", "every", "each", "entire", "whole"))
#: Postal codes that are English words as well count only in capitals or where they stand alone.
_ENGLISH = frozenset(("al", "co", "de", "hi", "id", "in", "la", "ma", "me", "mi", "mo", "oh", "ok", "or", "pa"))
_GEOID_COLUMN = frozenset(("geoid", "geoids", "fips", "fips code", "county fips"))
_COLUMNS = _GEOID_COLUMN.union(
    ("name", "county", "county name", "state", "state name", "state code", "st", "code", "unit", "jurisdiction")
)
_UNUSED_STATE = "a state: write “all of {0}” to take every county, or put it behind its counties"
_STATE_OR_COUNTY = (
    "a state and a county have this name: write “all of {0}” or “{0} County”, or put it behind its counties"
)
_NOWHERE = "no county or state has this name"
_ONE_OR_TWO = "one county or two? add the state"
_ONLY_A_PART = "only a part of it is named, and counties move whole"


def _cleaned(text: str) -> str:
    """Return the text with plain line breaks and spaces, without footnote marks; wrapped lines are whole again."""
    return _WRAPPED.sub(r"\1 ", _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text))))


class _Parser:
    """Cuts a clause into pieces; it knows the names, but not what holds where the clause stands."""

    def __init__(self, layer: UnitLayer, finder: Finder, jurisdictions: Iterable[Jurisdiction]) -> None:
        self._layer, self._finder = layer, finder
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
        letters = text.strip(_EDGES)
        if len(normalized(letters)) > 2:  # what newspapers write begins with a capital: "Ore."
            return position if letters[:1].isupper() else None
        shown_as_code = letters.isupper() or (letters.islower() and letters not in _ENGLISH)
        return position if shown_as_code else None

    def clause(self, text: str) -> list[_Readings]:
        """Return the pieces of a clause, each with the ways to read it."""
        found: list[_Readings] = []
        start = 0
        for mark in _MARKS.finditer(text):
            found += self._chunks(text[start : mark.start()])
            found.append([[_Mode.EXCEPT if mark["but"] else _Mode.PART]])
            start = mark.end()
        return found + self._chunks(text[start:])

    def _chunks(self, text: str) -> list[_Readings]:
        text = _COUNTY_FOR_CO.sub("County", _CITY_AND_COUNTY_OF.sub("", text))
        chunks = [[part for part in _AND.split(chunk) if part.strip(_EDGES)] for chunk in _COMMAS.split(text)]
        return [readings for parts in chunks for readings in self._parts(parts)]

    def _parts(self, parts: list[str]) -> Iterator[_Readings]:
        """Yield the readings of what stood between "and"; two parts that may be one name have both readings."""
        place = 0
        while place < len(parts):
            apart = self._part(parts[place])
            if place + 1 < len(parts):
                as_one = self._part(f"{parts[place]} and {parts[place + 1]}")[0]
                if any(isinstance(piece, _Name) and self._finder.named(piece.text) for piece in as_one):
                    yield self._one_or_two(as_one, [*apart[0], *self._part(parts[place + 1])[0]])
                    place += 2
                    continue
            yield apart
            place += 1

    @staticmethod
    def _one_or_two(one: _Reading, two: _Reading) -> _Readings:
        """Prefer two counties if the text says "counties"; one is meant then only where a state has it."""
        if not any(isinstance(piece, _Type) for piece in one):
            return [one, two]
        return [two, [_Name(p.text, _ONE_OR_TWO) if isinstance(p, _Name) else p for p in one]]

    def _part(self, text: str) -> _Readings:
        text = _FIRST_WORDS.sub("", _NUMBERING.sub("", text.strip(_EDGES))).strip(_EDGES)
        state = self.state(text, alone=True)
        if state is not None:
            return self._state_readings(text, state)
        if self._finder.named(text):
            return [[_Name(text)]]
        everything = self._all(text)
        if everything is not None:
            return [[everything]]
        if any(word.strip(_EDGES) in self._layer.index_of or word.strip(_EDGES).isdecimal() for word in text.split()):
            return [list(self._numbers(text))]
        if len(text.split()) > _LONGEST_NAME:
            return [[Lost(text, _NOWHERE)]]
        return self._phrase(text)

    def _state_readings(self, text: str, state: int) -> _Readings:
        if state in self.only_unit:
            return [[_Unit(text, self.only_unit[state])], [_State(text, state)]]
        as_county: _Readings = [[_Name(text, _STATE_OR_COUNTY.format(text))]] if self._finder.named(text) else []
        return [*as_county, [_State(text, state)]]

    def _all(self, text: str) -> _Piece | None:
        """Return the piece for "all of Oregon", "every county in Oregon", or just "all"."""
        words = normalized(text).split()
        if not _ALL.intersection(words):
            return None
        name = " ".join(w for w in words if w not in _ALL and w not in _FILLERS and not w.isdecimal())
        if not name:
            return _All(text, None)
        if name in self._new:
            return Lost(text, f"{self._new[name]} is new in the proposal, and no county is at home there")
        position = self._finder.states.position(name)
        if position is None:
            position = self._finder.states.position(name.removesuffix("s"))  # "all of Oregon's counties"
        return None if position is None else _All(text, position)

    def _numbers(self, text: str) -> Iterator[_Piece]:
        """Yield what a text with numbers names: GEOIDs, apart or beside a name."""
        words = [word.strip(_EDGES) for word in text.split()]
        units = [self._layer.index_of[word] for word in words if word in self._layer.index_of]
        yield from (_Unit(self._layer.geoids[unit], unit) for unit in units)
        others = [word for word in words if word not in self._layer.index_of]
        rest = " ".join(word for word in others if not word.isdecimal())
        if not _FILLERS.intersection(normalized(rest).split()[:1]):  # the number of "22 counties of Oregon"
            yield from (self._number(word) for word in others if word.isdecimal())
        if rest and not (len(units) == 1 and units[0] in self._finder.named(rest)):
            yield from self._part(rest)[-1]

    def _number(self, word: str) -> Lost:
        whole = restored(word, self._layer)
        if whole is not None:
            label = self._finder.label(self._layer.index_of[whole])
            return Lost(word, f"a GEOID that has lost its leading zero? {whole} is {label}")
        if len(word) == self._layer.longest_geoid:
            return Lost(word, "no county has this GEOID")
        return Lost(word, "neither a GEOID nor a name")

    def _phrase(self, text: str) -> _Readings:
        """Return the readings of "OR Baker", "Oregon counties of Baker", "Grant counties in eastern Oregon"."""
        before, rest = self._state_before(text)
        behind = None
        if before is None:
            rest, behind = self._state_behind(text)
        pieces: _Reading = [] if before is None else [before]
        types = _TYPES_BEFORE.match(rest)
        if types:
            pieces.append(_Type(_kind(types[1]), leads=True))
            rest = types[2] or ""
        types = _TYPES_BEHIND.match(rest)
        name = types[1] if types else rest
        one = _TYPE_OF.match(name)
        if any(word not in _FILLERS for word in normalized(name).split()):
            pieces.append(_Name(f"{one[2]} {one[1].lower()}" if one else name))
        if types:
            pieces.append(_Type(_kind(types[2])))
        if behind is not None:
            pieces.append(behind)
        if before is not None and not rest and self._finder.named(before.text):
            # "Baker and Washington counties" ends like the heading "Washington counties"
            county = _Name(before.text, _STATE_OR_COUNTY.format(before.text))
            return [[county, _Type(COUNTY)], pieces]
        return [pieces]

    def _state_behind(self, text: str) -> tuple[str, _State | None]:
        words = text.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            tail = " ".join(words[-count:])
            state = self.state(tail)
            if state is not None:
                words = words[:-count]
                while words and not self._finder.named(" ".join(words)) and _BEFORE_STATE.fullmatch(words[-1]):
                    words.pop()
                return " ".join(words), _State(tail.strip(_EDGES), state)
        return text, None

    def _state_before(self, text: str) -> tuple[_State | None, str]:
        """Take a state off the beginning: a code, a possessive, or a name with "counties" or a county of it behind."""
        words = text.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            head, rest = " ".join(words[:count]), " ".join(words[count:])
            owner = _POSSESSIVE.sub("", head)
            state = self.state(owner)
            if state is not None and (
                owner != head or _TYPES_BEFORE.match(rest) or self._finder.named(_without_types(rest), state)
            ):
                return _State(owner, state, leads=True), rest
        return None, text


def _kind(types: str) -> str:
    return CITY if types.lower() == "cities" else COUNTY


def _without_types(text: str) -> str:
    match = _TYPES_BEHIND.match(text)
    return match[1] if match else text


# What the clauses come to


@dataclass(frozen=True, slots=True)
class _Missing:
    """A name that a state does not have, or none."""

    text: str
    home: int | None


#: A state that holds for names: its place among the pieces, and its position in the layer.
_Held = tuple[int, int]
_Context = tuple[str, list[_Held]]


@dataclass(slots=True)
class _Outcome:
    """What one reading of a clause comes to: the units with the words that named them, and what is lost."""

    taken: dict[int, str] = field(default_factory=dict)
    excepted: set[int] = field(default_factory=set)
    lost: list[Lost | _Missing] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    @property
    def units(self) -> set[int]:
        """The units that the reading takes."""
        return self.taken.keys() - self.excepted

    @property
    def named(self) -> set[tuple[bool, int]]:
        """All units that the reading names, to be taken or to be left out."""
        return {(True, unit) for unit in self.taken} | {(False, unit) for unit in self.excepted}


@dataclass(slots=True)
class _Heading:
    """A state that stands before names; its place among the pieces of a clause is ``_HEADING``."""

    state: _State
    colon: bool
    used: bool = False


_HEADING, _ABOVE = -1, -2
_LONGEST_HEADING = 80
_SUGGESTIONS = 40
_CLOSE = 0.75
_TWO_READINGS = "this can be read in two ways: write “County” behind its name, or the state behind each"


class _Reader:
    """Goes through the clauses and keeps what they come to."""

    def __init__(self, layer: UnitLayer, finder: Finder, jurisdictions: Sequence[Jurisdiction]) -> None:
        self._layer, self._finder = layer, finder
        self._parser = _Parser(layer, finder, jurisdictions)
        self._units: set[int] = set()
        self._lost: list[Lost] = []
        #: A heading on a line of its own holds until the next one.
        self._above: _Heading | None = None
        self._began_without_heading = False
        #: What is lost only if the list does not name the unit as well.
        self._unless_named: dict[Lost, int] = {}
        self._known: dict[tuple[str, str, int | None], list[int] | Lost | None] = {}

    def result(self) -> ReadList:
        """Return what was read."""
        self._put_heading(None)
        units = np.array(sorted(self._units), dtype=np.int32)
        lost = [lost for lost in dict.fromkeys(self._lost) if self._unless_named.get(lost) not in self._units]
        return ReadList(units, tuple(lost))

    def read(self, line: str) -> None:
        """Read what stands between line breaks or semicolons."""
        cells = [cell for cell in (cell.strip(_EDGES) for cell in line.split("\t")) if cell]
        if _is_header(line):
            return
        if len(cells) > 1:
            self._read_row(cells)
            return
        text = self._without_brackets(_NUMBERING.sub("", line.strip()))
        text = _DASH.sub(lambda dash: ": " if self._is_heading(text[: dash.start()]) else ", ", text)
        for clause in _SENTENCE.sub(_end_of_sentence, text).split(";"):
            self._read_sections(clause)

    # Rows of a spreadsheet

    def _read_row(self, cells: list[str]) -> None:
        """Read a GEOID and what describes it, or a name and a state in any two columns."""
        index_of = self._layer.index_of
        if re.fullmatch(r"\d{1,3}", cells[0]) and cells[0] not in index_of:
            cells = cells[1:]  # the number of the row
        if cells[0] in index_of:
            self._units.add(index_of[cells[0]])
            return
        if restored(cells[0], self._layer) is not None:
            self._read_sections(cells[0])
            return
        words = [cell for cell in cells if not _FIGURES.fullmatch(cell)]
        if not self._read_name_and_state(words):
            geoids = [cell for cell in cells if cell in index_of]
            self._read_sections(", ".join(geoids or words or cells))

    def _read_name_and_state(self, words: list[str]) -> bool:
        """Take the unit that one cell names in the state that another one names; tell whether there is one."""
        for state_cell, name in permutations(words, 2):
            state = self._parser.state(state_cell, alone=True)
            if state is None:
                continue
            outcome = self._evaluate([_Name(name), _State(state_cell, state)], None)
            if not outcome.lost:
                self._units |= outcome.units
                others = [word for word in words if word not in (state_cell, name)]
                known = [word for word in others if outcome.units.intersection(self._finder.named(word, state))]
                self._lost += [Lost(word, "a further column") for word in others if word not in known]
                return True
        return False

    # Sections: what colons and brackets part

    def _without_brackets(self, text: str) -> str:
        """Return the text with brackets resolved: a state or GEOID behind a name, or counties behind a state."""

        def resolve(bracket: re.Match[str]) -> str:
            inside, start = bracket[1].strip(), bracket.start()
            before = text[1 + max(text.rfind(sign, 0, start) for sign in ",;:)") : start]
            words = inside.split()
            if self._parser.state(inside, alone=True) is not None:
                return f", state of {inside}, "
            if self._layer.index_of.keys() >= set(words):
                return f", {inside}, "
            if _TYPE_IN_BRACKETS.fullmatch(inside):
                return f" {inside} "
            if inside.isdecimal() and (self._is_heading(before) or before.rstrip().endswith(_COUNTED)):
                return " "
            if self._is_heading(before):
                return f": {inside}; "
            self._lost.append(Lost(f"({inside})", "in brackets only a state, a GEOID or its counties are read"))
            return " "

        return _BRACKETS.sub(resolve, text)

    def _is_heading(self, text: str) -> bool:
        return len(text) <= _LONGEST_HEADING and self._heading(text) is not None

    def _heading(self, text: str) -> _Heading | None:
        """Return the state that a heading names and nothing else ("Oregon counties", "In eastern Oregon")."""
        name = text.strip(_EDGES + ",-–—*•")
        state = self._parser.state(name, alone=True)
        if state is None:
            words = [word for word in normalized(name).split() if word not in _FILLERS and not word.isdecimal()]
            name = " ".join(word for word in words if not word.endswith("ern"))
            state = self._finder.states.position(name)
            if state is None and name.endswith("s"):
                state = self._finder.states.position(name.removesuffix("s"))
        if state is None:
            return None
        return _Heading(_State(self._layer.jurisdictions[state].name, state), colon=True)

    def _read_sections(self, clause: str) -> None:
        """Read a clause with its headings: each holds until the next colon."""
        heading: _Heading | None = None
        *before, last = clause.split(":")
        for section in before:
            following = self._heading(section)
            names = "" if following else section
            if following is None:
                *_, cut = [0, *(match.start() for match in re.finditer(r",|\s(?:and|&)\s", section))]
                following = self._heading(section[cut:].strip(", ").removeprefix("and "))
                names = section[:cut] if following else section
            self._read_clause(names, heading)
            heading = following
        if heading is not None and not last.strip():
            self._put_heading(heading)
        else:
            self._read_clause(last, heading)

    def _put_heading(self, heading: _Heading | None) -> None:
        """Let a heading hold for the clauses that follow."""
        above, self._above = self._above, heading
        if above is not None and not above.used:
            self._lost.append(Lost(above.state.text, _UNUSED_STATE.format(above.state.text)))

    # Clauses

    def _read_clause(self, text: str, heading: _Heading | None) -> None:
        """Read names with their states; the heading is the one before the colon."""
        parts = [readings for readings in self._parser.clause(text) if readings != [[]]]
        match parts:
            case [[[_State() as state]]] if heading is None:
                self._read_lone_state(state, None)
                return
            case [[[_Name() as county], [_State() as state]]] if heading is None:
                self._read_lone_state(state, county)
                return
        self._settle_own_states(parts)
        outcome = _best(list(self._outcomes(parts, heading)), plain=heading is not None or _is_plain(parts))
        self._units |= outcome.units
        for lost in outcome.lost:
            self._lost.append(self._explained(lost))
        if self._above is not None and _ABOVE in outcome.used:
            self._above.used = True
        elif self._above is None and heading is None:
            self._began_without_heading |= bool(parts)

    def _settle_own_states(self, parts: list[_Readings]) -> None:
        """Read the state behind "Douglas County" or "Adams and Allen counties" as a state where it has that county."""
        for part, following in pairwise(parts):
            state = following[-1][:1]
            if len(following) > 1 and isinstance(state[0], _State):
                name = _name_with_type(part[0])
                if name and self._finder.named(name, state[0].position):
                    del following[:-1]

    def _outcomes(self, parts: list[_Readings], heading: _Heading | None) -> Iterator[_Outcome]:
        """Yield what the readings of a clause come to: all of them, or from two ends the best within reach."""
        if prod(len(readings) for readings in parts) <= _MANY_READINGS:
            for choice in product(*parts):
                yield self._evaluate(list(chain.from_iterable(choice)), heading)
            return
        # The same words are then read the same way each time, and one after the other is tried.
        places: dict[str, set[int]] = {}
        for place, readings in enumerate(parts):
            if len(readings) > 1:
                places.setdefault(repr(readings), set()).add(place)
        for end in (0, -1):
            chosen = [readings[end] for readings in parts]
            outcome = self._evaluate(list(chain.from_iterable(chosen)), heading)
            for alike in places.values():
                for reading in range(len(parts[min(alike)])):
                    other = [parts[p][reading] if p in alike else pieces for p, pieces in enumerate(chosen)]
                    found = self._evaluate(list(chain.from_iterable(other)), heading)
                    if len(found.lost) < len(outcome.lost):
                        chosen, outcome = other, found
            yield outcome

    def _read_lone_state(self, state: _State, county: _Name | None) -> None:
        """Read a clause that is only a state: a heading, unless a county of that name may be meant."""
        above = self._above
        if county is not None:
            in_above = self._finder.named(county.text, above.state.position) if above else ()
            if above and in_above and above.colon:
                above.used = True
                self._units.update(in_above)
                return
            if in_above or (above is None and self._began_without_heading):
                self._lost.append(Lost(county.text, county.doubt))
                self._put_heading(None)
                return
            own = self._finder.named(county.text, state.position)
            if own:
                name = self._layer.names[own[0]]
                lost = Lost(county.text, f"read as the heading of what follows; for the county write “{name}”")
                self._lost.append(lost)
                self._unless_named[lost] = own[0]
        self._put_heading(_Heading(state, colon=False))

    def _evaluate(self, pieces: _Reading, heading: _Heading | None) -> _Outcome:
        """Return what one reading of a clause comes to."""
        outcome, mode = _Outcome(), _Mode.TAKE
        for piece, (kind, holding) in zip(pieces, _contexts(pieces, heading), strict=True):
            match piece:
                case _Mode():
                    mode = piece
                case Lost():
                    outcome.lost.append(piece)
                case _Unit() | _All() | _Name():
                    found = self._found(piece, kind, holding, outcome)
                    _put(outcome, piece.text, Lost(piece.text, _ONLY_A_PART) if mode is _Mode.PART else found, mode)
        self._settle_states(pieces, heading, outcome)
        return outcome

    def _settle_states(self, pieces: _Reading, heading: _Heading | None, outcome: _Outcome) -> None:
        """Take states beside "all of" another one, or before "except", whole; tell of those that held for nothing."""
        whole = {place for place, piece in enumerate(pieces) if isinstance(piece, _All)}
        for place, piece in enumerate(pieces):
            if not isinstance(piece, _State):
                continue
            beside_all = place - 1 in whole and place not in outcome.used
            before_except = pieces[place + 1 : place + 2] == [_Mode.EXCEPT]
            if beside_all or (before_except and not any(isinstance(other, _Name) for other in pieces[:place])):
                whole.add(place)
                _put(outcome, piece.text, self._all_of(piece.position), _Mode.TAKE)
            elif place not in outcome.used:
                outcome.lost.append(Lost(piece.text, _UNUSED_STATE.format(piece.text)))
        if heading is not None and _HEADING not in outcome.used:
            outcome.lost.append(Lost(heading.state.text, _UNUSED_STATE.format(heading.state.text)))

    def _all_of(self, home: int) -> list[int]:
        return np.flatnonzero(self._layer.home == home).tolist()

    def _found(
        self, piece: _Unit | _All | _Name, kind: str, holding: list[_Held], outcome: _Outcome
    ) -> list[int] | Lost | _Missing:
        """Return what a piece names, and mark the state that held for it as used."""
        match piece:
            case _Unit(text, unit):
                # A column may hold the state that a county is to go to: beside a GEOID any state will do.
                any_state = text == self._layer.geoids[unit]
                here = int(self._layer.home[unit])
                outcome.used.update([_ABOVE, *(place for place, home in holding if any_state or home == here)])
                return [unit]
            case _All(text, home):
                if home is None and holding:
                    place, home = holding[0]
                    outcome.used.add(place)
                return self._all_of(home) if home is not None else Lost(text, "of which state? Write “all of Oregon”")
        for place, home in holding:
            found = self._named(piece.text, kind, home)
            if found:
                outcome.used.add(place)
                return found if isinstance(found, Lost) else [found[0]]
        if piece.doubt:
            return Lost(piece.text, piece.doubt)
        if holding:
            place, home = holding[0]
            outcome.used.add(place)
            return _Missing(piece.text, home)
        above = self._named(piece.text, kind, self._above.state.position) if self._above else None
        if above:
            outcome.used.add(_ABOVE)
        return above or self._named(piece.text, kind, None) or _Missing(piece.text, None)

    def _named(self, name: str, kind: str, home: int | None) -> list[int] | Lost | None:
        """Return the unit of a name in one state or in all, why it cannot be told which, or nothing."""
        key = name, kind, home
        if key not in self._known:
            self._known[key] = self._looked_up(name, kind, home)
        return self._known[key]

    def _looked_up(self, name: str, kind: str, home: int | None) -> list[int] | Lost | None:
        units = list(self._finder.named(name, home))
        units = units or [unit for unit, alias in self._finder.called(name, home) if not alias.lies_in]
        states = {self._layer.home_of(unit).name for unit in units}
        if len(states) > 1:
            return Lost(name, f"{len(states)} states have a county of this name; add the state")
        units = [unit for unit in units if self._finder.kind(unit) == kind] or units
        if len(units) > 1:
            names = " or ".join(self._layer.names[unit] for unit in units)
            return Lost(name, f"{names}, {states.pop()}? Write which one")
        return units or None

    def _explained(self, lost: Lost | _Missing) -> Lost:
        """Return a loss with its reason; it is sought only for the reading that counts."""
        if isinstance(lost, Lost):
            return lost
        reason = self._where_it_lies(lost.text, lost.home)
        if not reason and is_territory(lost.text):
            reason = TERRITORIES.rstrip(".")
        if not reason:
            reason = _NOWHERE if lost.home is None else self._why_not_in(lost.text, lost.home)
        return Lost(lost.text, reason)

    def _why_not_in(self, name: str, home: int) -> str:
        state = self._layer.jurisdictions[home].name
        base, kind = without_type(normalized(name))
        others = self._finder.named(base, home) if kind else ()
        if others:
            return f"{state} has {listed([self._layer.names[unit] for unit in others])}, but no {kind} of this name"
        names = {without_type(normalized(self._layer.names[unit]))[0]: unit for unit in self._all_of(home)}
        close = get_close_matches(base, names, 1, _CLOSE) if len(self._lost) < _SUGGESTIONS else []
        meant = f"; is {self._layer.names[names[close[0]]]} meant?" if close else ""
        return f"no county of {state} has this name{meant}"

    def _where_it_lies(self, name: str, home: int | None) -> str:
        """Say in which county a city or an island lies; in a list its name is not taken for the county."""
        units = [unit for unit, _ in self._finder.called(name, home)]
        if len(units) > 1:
            return f"cities in {len(units)} counties have this name; name the county"
        return f"its centre lies in {self._finder.label(units[0])}; name the county that is meant" if units else ""


def _end_of_sentence(dot: re.Match[str]) -> str:
    """Return what stands for a full stop: a semicolon, unless it only ends "St." or an initial."""
    word = dot[1]
    return dot[0] if len(word) == 1 or word.casefold() in _SHORTENED else f"{word}; "


def _is_header(line: str) -> bool:
    """Tell whether a line is the head of a table: names of columns and nothing else."""
    words = [normalized(cell) for cell in re.split(r"[\t,]", line) if cell.strip()]
    known = bool(words) and all(word in _COLUMNS for word in words)
    return known and (len(words) > 1 or words[0] in _GEOID_COLUMN)


def _contexts(pieces: _Reading, heading: _Heading | None) -> list[_Context]:
    """Return for each piece what "counties" or "cities" says of it, and the states that hold for it.

    A state right behind a name is its own and comes first. Then comes one that leads ("Oregon's ..."), then one that
    stands behind other names as well, then the heading. What is excepted belongs to the state named before it, too.
    """
    found: list[_Context] = []
    for (own, shared, kind), (before, kind_before) in zip(_behind(pieces), _before(pieces), strict=True):
        above = None if heading is None else (_HEADING, heading.state.position)
        found.append((kind or kind_before, [held for held in (own, before, shared, above) if held is not None]))
    return found


def _behind(pieces: _Reading) -> list[tuple[_Held | None, _Held | None, str]]:
    """Return for each piece the state right behind it, or else the one behind the names that follow, and the type."""
    found: list[tuple[_Held | None, _Held | None, str]] = []
    state: _Held | None = None
    is_own, kind = False, ""
    for place in range(len(pieces) - 1, -1, -1):
        found.append((state if is_own else None, None if is_own else state, kind))
        match pieces[place]:
            case _State(_, position, leads):
                state, is_own, kind = None if leads else (place, position), True, ""
            case _Type(said, leads):
                kind = kind if leads else said
            case _:
                is_own = False
    return found[::-1]


def _before(pieces: _Reading) -> Iterator[tuple[_Held | None, str]]:
    """Yield for each piece the state that leads to it, and the type that does."""
    leading: _Held | None = None
    latest: _Held | None = None
    mode, kind = _Mode.TAKE, ""
    for place, piece in enumerate(pieces):
        yield leading if mode is _Mode.TAKE else latest, kind
        match piece:
            case _State(_, position, leads):
                latest = place, position
                leading = latest if leads else leading
            case _All(_, int(position)):
                latest = place, position
            case _Type(said, True):
                kind = said
            case _Mode():
                mode = piece


def _name_with_type(pieces: _Reading) -> str | None:
    """Return the name that pieces end with if they say that it is a county: "Allen County", "Allen counties"."""
    match pieces:
        case [*_, _Name(text), _Type(_, False)]:
            return text
        case [*_, _Name(text)] if without_type(normalized(text))[1]:
            return text
    return None


def _is_plain(parts: list[_Readings]) -> bool:
    """Tell whether a clause says by its form that doubtful names are counties.

    A state leads to them ("the Indiana counties of Noble, Ohio ..."), or one "counties" speaks of them and of those
    before them ("Columbia, Washington and Grant counties").
    """
    pieces = [piece for readings in parts for piece in readings[0]]
    one_by_one = False
    for piece, (_, _, kind), (leading, kind_before) in zip(pieces, _behind(pieces), _before(pieces), strict=True):
        match piece:
            case _State():
                one_by_one = False
            case _Name(text, doubt):
                one_by_one |= bool(without_type(normalized(text))[1])
                if doubt and leading is None and (one_by_one or not (kind or kind_before)):
                    return False
    return True


def _put(outcome: _Outcome, text: str, found: list[int] | Lost | _Missing, mode: _Mode) -> None:
    """Note what a piece came to."""
    if isinstance(found, Lost | _Missing):
        outcome.lost.append(found)
    elif mode is _Mode.EXCEPT:
        outcome.excepted.update(found)
    else:
        outcome.taken.update(dict.fromkeys(found, text))


def _best(outcomes: list[_Outcome], *, plain: bool) -> _Outcome:
    """Return the outcome that loses least.

    If several lose as little, the one that has all units of the others counts, or the first if the text is ``plain``
    enough. Otherwise only what they agree on is taken, and the rest is lost.
    """
    least = min(len(outcome.lost) for outcome in outcomes)
    best = [outcome for outcome in outcomes if len(outcome.lost) == least]
    largest = max(best, key=lambda outcome: len(outcome.named))
    if plain or all(outcome.named <= largest.named for outcome in best):
        return best[0] if plain else largest
    agreed = set.intersection(*(outcome.units for outcome in best))
    first = best[0]
    doubtful = dict.fromkeys(text for unit, text in first.taken.items() if unit not in agreed)
    lost = [*first.lost, *(Lost(text, _TWO_READINGS) for text in doubtful)]
    return _Outcome({unit: text for unit, text in first.taken.items() if unit in agreed}, set(), lost, first.used)
