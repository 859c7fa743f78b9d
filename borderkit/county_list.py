"""Reading a pasted list of counties: prose, lines, spreadsheet columns or GEOIDs become units of the layer.

A list falls into *clauses* at line breaks, semicolons and full stops, a clause into *pieces* at commas and "and". A
state behind names holds for all names of its clause that stand before it, a state before a colon for those behind it.
Some words can be read in two ways: "Washington" is a state or a county, "Lewis and Clark" is one county or two. All
readings of a clause are tried, and the one that leaves the least unread counts. Whatever stays unread is handed back
with the reason; a guess is never taken for a county.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, pairwise, permutations, product
from math import prod

import numpy as np

from borderkit.finding import Finder
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.leading_zeros import restored
from borderkit.list_clauses import (
    AND,
    EDGES,
    FILLERS,
    NOWHERE,
    NUMBERING,
    ONLY_A_PART,
    UNUSED_STATE,
    All,
    Lost,
    Mode,
    Name,
    Parser,
    Reading,
    Readings,
    State,
    Unit,
    cleaned,
)
from borderkit.list_readings import (
    ABOVE,
    HEADING,
    TWO_READINGS,
    TWO_READINGS_OF_UNITS,
    Heading,
    Held,
    Missing,
    Outcome,
    best,
    contexts,
    is_plain,
    name_with_type,
    put,
)
from borderkit.naming import listed
from borderkit.notes import TERRITORIES
from borderkit.place_names import is_territory, normalized, without_type

__all__ = ["Lost", "ReadList", "is_list", "read_list"]

_SENTENCE = re.compile(r"(\w+)\.\s+(?=[A-Z])")
_SHORTENED = frozenset(("st", "ste", "mt", "ft", "co", "cos"))
_TYPE_IN_BRACKETS = re.compile(r"(?:county|parish|borough|city|census area|municipality)", re.IGNORECASE)
_COUNTED = ("counties", "parishes")
_FIGURES = re.compile(r"[-+−$]?[\d.,\s]+%?")
_DASH = re.compile(r"\s+[-–—]+\s+|—")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_GEOID_COLUMN = frozenset(("geoid", "geoids", "fips", "fips code", "county fips"))
_COLUMNS = _GEOID_COLUMN.union(
    ("name", "county", "county name", "state", "state name", "state code", "st", "code", "unit", "jurisdiction")
)
_MANY_READINGS = 256
_LONGEST_HEADING = 80
_SUGGESTIONS = 40
_CLOSE = 0.75


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
    for line in re.split(r"[\n;]", cleaned(text)):
        reader.read(line)
    return reader.result()


def is_list(text: str, finder: Finder) -> bool:
    """Tell whether a text names two things or more, and not one and its state ("Kings, New York")."""
    parts = [part for part in re.split(r"[,;\t\n]", cleaned(text)) if part.strip()]
    with_state = len(parts) == 2 and any(finder.states.position(part) is not None for part in parts)
    return len(parts) > 1 and not (with_state and "," in text and not AND.search(text))


class _Reader:
    """Goes through the clauses and keeps what they come to."""

    def __init__(self, layer: UnitLayer, finder: Finder, jurisdictions: Sequence[Jurisdiction]) -> None:
        self._layer, self._finder, self._fill = layer, finder, layer.wording.fill
        self._parser = Parser(layer, finder, jurisdictions)
        self._units: set[int] = set()
        self._lost: list[Lost] = []
        #: A heading on a line of its own holds until the next one.
        self._above: Heading | None = None
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
        cells = [cell for cell in (cell.strip(EDGES) for cell in line.split("\t")) if cell]
        if _is_header(line):
            return
        if len(cells) > 1:
            self._read_row(cells)
            return
        text = self._without_brackets(NUMBERING.sub("", line.strip()))
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
            outcome = self._evaluate([Name(name), State(state_cell, state)], None)
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
            reason = self._fill("in brackets only a {state}, a GEOID or its {units} are read")
            self._lost.append(Lost(f"({inside})", reason))
            return " "

        return _BRACKETS.sub(resolve, text)

    def _is_heading(self, text: str) -> bool:
        return len(text) <= _LONGEST_HEADING and self._heading(text) is not None

    def _heading(self, text: str) -> Heading | None:
        """Return the state that a heading names and nothing else ("Oregon counties", "In eastern Oregon")."""
        name = text.strip(EDGES + ",-–—*•")
        state = self._parser.state(name, alone=True)
        if state is None:
            words = [word for word in normalized(name).split() if word not in FILLERS and not word.isdecimal()]
            name = " ".join(word for word in words if not word.endswith("ern"))
            state = self._finder.states.position(name)
            if state is None and name.endswith("s"):
                state = self._finder.states.position(name.removesuffix("s"))
        if state is None:
            return None
        return Heading(State(self._layer.jurisdictions[state].name, state), colon=True)

    def _read_sections(self, clause: str) -> None:
        """Read a clause with its headings: each holds until the next colon."""
        heading: Heading | None = None
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

    def _put_heading(self, heading: Heading | None) -> None:
        """Let a heading hold for the clauses that follow."""
        above, self._above = self._above, heading
        if above is not None and not above.used:
            self._lost.append(Lost(above.state.text, self._fill(UNUSED_STATE).format(above.state.text)))

    # Clauses

    def _read_clause(self, text: str, heading: Heading | None) -> None:
        """Read names with their states; the heading is the one before the colon."""
        parts = [readings for readings in self._parser.clause(text) if readings != [[]]]
        match parts:
            case [[[State() as state]]] if heading is None:
                self._read_lone_state(state, None)
                return
            case [[[Name() as county], [State() as state]]] if heading is None:
                self._read_lone_state(state, county)
                return
        self._settle_own_states(parts)
        doubt = self._fill(TWO_READINGS if self._layer.wording.of_counties else TWO_READINGS_OF_UNITS)
        outcome = best(list(self._outcomes(parts, heading)), doubt, plain=heading is not None or is_plain(parts))
        self._units |= outcome.units
        for lost in outcome.lost:
            self._lost.append(self._explained(lost))
        if self._above is not None and ABOVE in outcome.used:
            self._above.used = True
        elif self._above is None and heading is None:
            self._began_without_heading |= bool(parts)

    def _settle_own_states(self, parts: list[Readings]) -> None:
        """Read the state behind "Douglas County" or "Adams and Allen counties" as a state where it has that county."""
        for part, following in pairwise(parts):
            state = following[-1][:1]
            if len(following) > 1 and isinstance(state[0], State):
                name = name_with_type(part[0])
                if name and self._finder.named(name, state[0].position):
                    del following[:-1]

    def _outcomes(self, parts: list[Readings], heading: Heading | None) -> Iterator[Outcome]:
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

    def _read_lone_state(self, state: State, county: Name | None) -> None:
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
                meant = f"for the {self._layer.called[0]} write “{name}”"
                lost = Lost(county.text, f"read as the heading of what follows; {meant}")
                self._lost.append(lost)
                self._unless_named[lost] = own[0]
        self._put_heading(Heading(state, colon=False))

    def _evaluate(self, pieces: Reading, heading: Heading | None) -> Outcome:
        """Return what one reading of a clause comes to."""
        outcome, mode = Outcome(), Mode.TAKE
        for piece, (kind, holding) in zip(pieces, contexts(pieces, heading), strict=True):
            match piece:
                case Mode():
                    mode = piece
                case Lost():
                    outcome.lost.append(piece)
                case Unit() | All() | Name():
                    found = self._found(piece, kind, holding, outcome)
                    part = Lost(piece.text, self._fill(ONLY_A_PART))
                    put(outcome, piece.text, part if mode is Mode.PART else found, mode)
        self._settle_states(pieces, heading, outcome)
        return outcome

    def _settle_states(self, pieces: Reading, heading: Heading | None, outcome: Outcome) -> None:
        """Take states beside "all of" another one, or before "except", whole; tell of those that held for nothing."""
        whole = {place for place, piece in enumerate(pieces) if isinstance(piece, All)}
        for place, piece in enumerate(pieces):
            if not isinstance(piece, State):
                continue
            beside_all = place - 1 in whole and place not in outcome.used
            before_except = pieces[place + 1 : place + 2] == [Mode.EXCEPT]
            if beside_all or (before_except and not any(isinstance(other, Name) for other in pieces[:place])):
                whole.add(place)
                put(outcome, piece.text, self._all_of(piece.position), Mode.TAKE)
            elif place not in outcome.used:
                outcome.lost.append(Lost(piece.text, self._fill(UNUSED_STATE).format(piece.text)))
        if heading is not None and HEADING not in outcome.used:
            outcome.lost.append(Lost(heading.state.text, self._fill(UNUSED_STATE).format(heading.state.text)))

    def _all_of(self, home: int) -> list[int]:
        return np.flatnonzero(self._layer.home == home).tolist()

    def _found(
        self, piece: Unit | All | Name, kind: str, holding: list[Held], outcome: Outcome
    ) -> list[int] | Lost | Missing:
        """Return what a piece names, and mark the state that held for it as used."""
        match piece:
            case Unit(text, unit):
                # A column may hold the state that a county is to go to: beside a GEOID any state will do.
                any_state = text == self._layer.geoids[unit]
                here = int(self._layer.home[unit])
                outcome.used.update([ABOVE, *(place for place, home in holding if any_state or home == here)])
                return [unit]
            case All(text, home):
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
            return Missing(piece.text, home)
        above = self._named(piece.text, kind, self._above.state.position) if self._above else None
        if above:
            outcome.used.add(ABOVE)
        return above or self._named(piece.text, kind, None) or Missing(piece.text, None)

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
            return Lost(name, f"{len(states)} {self._fill('{states} have {a_unit} of this name; add the {state}')}")
        units = [unit for unit in units if self._finder.kind(unit) == kind] or units
        if len(units) > 1:
            names = " or ".join(self._layer.names[unit] for unit in units)
            return Lost(name, f"{names}, {states.pop()}? Write which one")
        return units or None

    def _explained(self, lost: Lost | Missing) -> Lost:
        """Return a loss with its reason; it is sought only for the reading that counts."""
        if isinstance(lost, Lost):
            return lost
        reason = self._where_it_lies(lost.text, lost.home)
        if not reason and is_territory(lost.text):
            reason = TERRITORIES.rstrip(".")
        if not reason:
            reason = self._fill(NOWHERE) if lost.home is None else self._why_not_in(lost.text, lost.home)
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
        return f"no {self._layer.called[0]} of {state} has this name{meant}"

    def _where_it_lies(self, name: str, home: int | None) -> str:
        """Say in which county a city or an island lies; in a list its name is not taken for the county."""
        units = [unit for unit, _ in self._finder.called(name, home)]
        if len(units) > 1:
            return f"cities in {len(units)} {self._fill('{units} have this name; name the {unit}')}"
        meant = self._fill("name the {unit} that is meant")
        return f"its centre lies in {self._finder.label(units[0])}; {meant}" if units else ""


def _end_of_sentence(dot: re.Match[str]) -> str:
    """Return what stands for a full stop: a semicolon, unless it only ends "St." or an initial."""
    word = dot[1]
    return dot[0] if len(word) == 1 or word.casefold() in _SHORTENED else f"{word}; "


def _is_header(line: str) -> bool:
    """Tell whether a line is the head of a table: names of columns and nothing else."""
    words = [normalized(cell) for cell in re.split(r"[\t,]", line) if cell.strip()]
    known = bool(words) and all(word in _COLUMNS for word in words)
    return known and (len(words) > 1 or words[0] in _GEOID_COLUMN)
