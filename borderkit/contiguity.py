"""Checks of jurisdictions: do they hang together, what is enclosed, do they keep their capital and largest city."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderkit.columns import people
from borderkit.concerned import positions_concerned
from borderkit.layer import UnitIndices
from borderkit.naming import listed
from borderkit.neighbours import Neighbours
from borderkit.places import places_of_states
from borderkit.proposal import Proposal

_PIECES_NAMED = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Units of one jurisdiction that hang together.

    Attributes:
        units: ascending.
        largest: the unit with the most people.
        people: of the chosen census.
        beyond: positions of the jurisdictions that its neighbours belong to.
        coastal: whether it touches water or another country.

    """

    units: tuple[int, ...]
    largest: int
    people: int
    beyond: frozenset[int]
    coastal: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one jurisdiction.

    Attributes:
        rule: "has-units", "contiguous", "enclosed", "keeps-capital" or "keeps-largest-city".
        code: the jurisdiction.
        ok: whether it is met.
        detail: a sentence.
        units: what to show for it: the smaller pieces, the enclosed ones, or the place that was lost.
        encloser: the code of the jurisdiction around an enclosed piece.

    """

    rule: str
    code: str
    ok: bool
    detail: str
    units: tuple[int, ...] = ()
    encloser: str | None = None


def pieces(proposal: Proposal, position: int, graph: Neighbours) -> list[Piece]:
    """Return the pieces of a jurisdiction, the one with the most people first."""
    units = np.flatnonzero(proposal.assignment == position).astype(np.int32)
    # Of units that stand there with their pieces nothing is left that could hang together.
    units = np.setdiff1d(units, proposal.layer.divided).astype(np.int32)
    if not len(units):
        return []
    column = proposal.layer.column(people(proposal.settings.people))[units]
    piece_of = graph.piece_of(units)
    n_pieces = int(piece_of.max()) + 1
    beyond = _beyond(proposal, position, graph, units, piece_of)
    coastal = np.bincount(piece_of, weights=graph.coastal[units], minlength=n_pieces) > 0
    # Piece after piece, the most people first, and of those with as many the first unit.
    order = np.lexsort((np.arange(len(units)), -column, piece_of))
    start = np.searchsorted(piece_of[order], np.arange(n_pieces + 1))
    found = []
    for piece in range(n_pieces):
        members = order[start[piece] : start[piece + 1]]
        found.append(
            Piece(
                units=tuple(units[np.sort(members)].tolist()),
                largest=int(units[members[0]]),
                people=int(column[members].sum()),
                beyond=frozenset(beyond.get(piece, ())),
                coastal=bool(coastal[piece]),
            )
        )
    return sorted(found, key=lambda piece: (-piece.people, piece.units))


def _beyond(
    proposal: Proposal, position: int, graph: Neighbours, units: UnitIndices, piece_of: UnitIndices
) -> dict[int, set[int]]:
    """Return by piece the positions of the other jurisdictions that its neighbours belong to."""
    place, neighbour = graph.steps_from(units)
    whose = proposal.assignment[neighbour]
    out = whose != position
    found: dict[int, set[int]] = {}
    for piece, other in set(zip(piece_of[place[out]].tolist(), whose[out].tolist(), strict=True)):
        found.setdefault(piece, set()).add(other)
    return found


def checks(proposal: Proposal) -> list[Check]:
    """Return the checks of every jurisdiction that units left or joined, in code order.

    None where the layer does not know which units are neighbours.
    """
    graph = proposal.layer.neighbours
    if graph is None:
        return []
    found: list[Check] = []
    for position in sorted(positions_concerned(proposal), key=lambda position: proposal.jurisdictions[position].code):
        found += _check(proposal, position, pieces(proposal, position, graph))
    return found


def _check(proposal: Proposal, position: int, parts: list[Piece]) -> list[Check]:
    jurisdiction = proposal.jurisdictions[position]
    code, name = jurisdiction.code, jurisdiction.name
    if not parts:
        return [Check("has-units", code, False, f"{name} is left without {proposal.layer.called[1]}.")]
    number = proposal.layer.wording.count(sum(len(part.units) for part in parts))
    found = [Check("has-units", code, True, f"{name} has {number}.")]
    if len(parts) == 1:
        found.append(Check("contiguous", code, True, f"{name} is in one piece."))
    else:
        named = [_named(proposal, part) for part in parts[1 : _PIECES_NAMED + 1]]
        more = f" and {len(parts) - 1 - _PIECES_NAMED} more" if len(parts) - 1 > _PIECES_NAMED else ""
        apart = tuple(unit for part in parts[1:] for unit in part.units)
        detail = f"{name} is in {len(parts)} pieces. Apart from the rest: {'; '.join(named)}{more}."
        found.append(Check("contiguous", code, False, detail, apart))
    for part in parts:
        if len(part.beyond) == 1 and not part.coastal:
            around = proposal.jurisdictions[next(iter(part.beyond))]
            detail = f"{_place(proposal, part)} of {name} ({part.people:,} people): enclosed by {around.name}."
            found.append(Check("enclosed", code, False, detail, part.units, around.code))
    return found + _check_places(proposal, code)


def _check_places(proposal: Proposal, code: str) -> list[Check]:
    """Tell whether a state of today keeps its capital and its largest city."""
    places = places_of_states().get(code)
    if places is None:
        return []
    known = (
        ("keeps-capital", "capital", places.capital, places.capital_geoid),
        ("keeps-largest-city", "largest city", places.largest_city, places.largest_city_geoid),
    )
    layer, name = proposal.layer, proposal.jurisdiction(code).name
    found = []
    for rule, what, place, geoid in known:
        unit = layer.index_of.get(geoid)
        if unit is None:
            continue
        there = layer.whole_or_pieces(np.array([unit], dtype=np.int32))
        whose = np.unique(proposal.assignment[there]).tolist()
        where = proposal.jurisdictions[whose[0]]
        in_county = f"{place} ({layer.names[unit]})"
        if len(whose) > 1:
            among = listed(sorted(proposal.jurisdictions[at].name for at in whose))
            detail = f"{name}'s {what}, {in_county}, lies in a unit that is divided between {among}."
            found.append(Check(rule, code, False, detail, tuple(there.tolist())))
        elif where.code == code:
            found.append(Check(rule, code, True, f"{name} keeps its {what}, {in_county}."))
        else:
            detail = f"{name} loses its {what}, {in_county}, to {where.name}."
            found.append(Check(rule, code, False, detail, tuple(there.tolist())))
    return found


def _named(proposal: Proposal, piece: Piece) -> str:
    """Name a piece by its largest place, people and units, and what lies around it."""
    between = listed(sorted(proposal.jurisdictions[position].name for position in piece.beyond))
    beside = f", beside {between}" if between else ", an island"
    return f"{_place(proposal, piece)} ({piece.people:,} people{beside})"


def _place(proposal: Proposal, piece: Piece) -> str:
    name = proposal.layer.names[piece.largest]
    rest = len(piece.units) - 1
    return f"{name} and {proposal.layer.wording.count(rest)} more" if rest else name
