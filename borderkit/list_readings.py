"""What one reading of a clause comes to: which state holds for which name, and which reading counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from borderkit.list_clauses import All, Lost, Mode, Name, Reading, Readings, State, Type
from borderkit.place_names import normalized, without_type


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that a state does not have, or none."""

    text: str
    home: int | None


#: A state that holds for names: its place among the pieces, and its position in the layer.
Held = tuple[int, int]
Context = tuple[str, list[Held]]


@dataclass(slots=True)
class Outcome:
    """What one reading of a clause comes to: the units with the words that named them, and what is lost."""

    taken: dict[int, str] = field(default_factory=dict)
    excepted: set[int] = field(default_factory=set)
    lost: list[Lost | Missing] = field(default_factory=list)
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
class Heading:
    """A state that stands before names; its place among the pieces of a clause is ``HEADING``."""

    state: State
    colon: bool
    used: bool = False


HEADING, ABOVE = -1, -2
TWO_READINGS_OF_UNITS = "this can be read in two ways: write the {state} behind each"
TWO_READINGS = "this can be read in two ways: write “County” behind its name, or the state behind each"


def contexts(pieces: Reading, heading: Heading | None) -> list[Context]:
    """Return for each piece what "counties" or "cities" says of it, and the states that hold for it.

    A state right behind a name is its own and comes first. Then comes one that leads ("Oregon's ..."), then one that
    stands behind other names as well, then the heading. What is excepted belongs to the state named before it, too.
    """
    found: list[Context] = []
    for (own, shared, kind), (before, kind_before) in zip(_behind(pieces), _before(pieces), strict=True):
        above = None if heading is None else (HEADING, heading.state.position)
        found.append((kind or kind_before, [held for held in (own, before, shared, above) if held is not None]))
    return found


def _behind(pieces: Reading) -> list[tuple[Held | None, Held | None, str]]:
    """Return for each piece the state right behind it, or else the one behind the names that follow, and the type."""
    found: list[tuple[Held | None, Held | None, str]] = []
    state: Held | None = None
    is_own, kind = False, ""
    for place in range(len(pieces) - 1, -1, -1):
        found.append((state if is_own else None, None if is_own else state, kind))
        match pieces[place]:
            case State(_, position, leads):
                state, is_own, kind = None if leads else (place, position), True, ""
            case Type(said, leads):
                kind = kind if leads else said
            case _:
                is_own = False
    return found[::-1]


def _before(pieces: Reading) -> Iterator[tuple[Held | None, str]]:
    """Yield for each piece the state that leads to it, and the type that does."""
    leading: Held | None = None
    latest: Held | None = None
    mode, kind = Mode.TAKE, ""
    for place, piece in enumerate(pieces):
        yield leading if mode is Mode.TAKE else latest, kind
        match piece:
            case State(_, position, leads):
                latest = place, position
                leading = latest if leads else leading
            case All(_, int(position)):
                latest = place, position
            case Type(said, True):
                kind = said
            case Mode():
                mode = piece


def name_with_type(pieces: Reading) -> str | None:
    """Return the name that pieces end with if they say that it is a county: "Allen County", "Allen counties"."""
    match pieces:
        case [*_, Name(text), Type(_, False)]:
            return text
        case [*_, Name(text)] if without_type(normalized(text))[1]:
            return text
    return None


def is_plain(parts: list[Readings]) -> bool:
    """Tell whether a clause says by its form that doubtful names are counties.

    A state leads to them ("the Indiana counties of Noble, Ohio ..."), or one "counties" speaks of them and of those
    before them ("Columbia, Washington and Grant counties").
    """
    pieces = [piece for readings in parts for piece in readings[0]]
    one_by_one = False
    for piece, (_, _, kind), (leading, kind_before) in zip(pieces, _behind(pieces), _before(pieces), strict=True):
        match piece:
            case State():
                one_by_one = False
            case Name(text, doubt):
                one_by_one |= bool(without_type(normalized(text))[1])
                if doubt and leading is None and (one_by_one or not (kind or kind_before)):
                    return False
    return True


def put(outcome: Outcome, text: str, found: list[int] | Lost | Missing, mode: Mode) -> None:
    """Note what a piece came to."""
    if isinstance(found, Lost | Missing):
        outcome.lost.append(found)
    elif mode is Mode.EXCEPT:
        outcome.excepted.update(found)
    else:
        outcome.taken.update(dict.fromkeys(found, text))


def best(outcomes: list[Outcome], doubt: str, *, plain: bool) -> Outcome:
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
    lost = [*first.lost, *(Lost(text, doubt) for text in doubtful)]
    return Outcome({unit: text for unit, text in first.taken.items() if unit in agreed}, set(), lost, first.used)
