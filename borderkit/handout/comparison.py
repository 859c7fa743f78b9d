"""Two proposals side by side: which counties go another way, and what each gives the states and the Union."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from borderkit.dates import written_text
from borderkit.errors import BorderkitError
from borderkit.handout.compose import compose
from borderkit.handout.content import Cell, Content, CountyGroup, Head, Row, Table
from borderkit.handout.counties import short_names
from borderkit.handout.lines import Line, measure_line, notes_below
from borderkit.handout.notes import two_parties_note
from borderkit.handout.stored import stored_words
from borderkit.handout.subjects import concerned, subject
from borderkit.handout.tables import TODAY, congress, divided_note, people_lines, union_lines, vote_line
from borderkit.handout.typed import cleaned
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices
from borderkit.naming import listed
from borderkit.number_format import NumberFormat
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal

#: What the two proposals are called in the heads of tables.
FIRST, SECOND = "A", "B"


class ComparisonError(BorderkitError):
    """Two proposals cannot be compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a handout on two proposals says.

    Attributes:
        title: of the page.
        key: which is A and which is B, a line each with title and date.
        first, second: what there is to say of each; both with the settings of the first.
        same: how many counties go the same way in both, in a sentence.
        counties: the counties that do not, grouped by how they go in A and in B.
        states: every state that either concerns, today, in A and in B.
        union: the Union today, in A and in B.
        settings, notes, sources: for both.
        made: by which program and when.
        divided: for each that divides counties, which and how many people move, in a sentence.

    """

    title: str
    key: tuple[str, str]
    first: Content
    second: Content
    same: str
    counties: tuple[CountyGroup, ...]
    states: Table
    union: Table
    settings: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    made: str
    divided: tuple[str, ...] = ()


def compare(first: Proposal, second: Proposal, numbers: NumberFormat, made_on: dt.date) -> Comparison:
    """Compare two proposals on the election, census and rules of the first; neither is changed.

    Raises:
        ComparisonError: if they are laid over different layers.

    """
    if first.layer.geoids != second.layer.geoids:
        raise ComparisonError(
            f"{first.details.title} lies over the layer {first.layer.name}, {second.details.title} over "
            f"{second.layer.name}. Open both over the same layer to compare them."
        )
    second = _with_settings_of(first, second)
    both = [compose(p, stored_words(p.document), numbers, made_on) for p in (first, second)]
    return cleaned(
        Comparison(
            title=f"{both[0].title} and {both[1].title}",
            key=(_key(FIRST, both[0].title, first), _key(SECOND, both[1].title, second)),
            first=both[0],
            second=both[1],
            same=_same(first, second),
            counties=different_counties(first, second),
            states=states_of_both(first, second, numbers),
            union=union_of_both(first, second, numbers),
            settings=both[0].settings,
            notes=_once(both, lambda content: content.notes),
            sources=_once(both, lambda content: content.sources),
            made=both[0].made,
            divided=(*_divided(FIRST, first, numbers), *_divided(SECOND, second, numbers)),
        )
    )


def _with_settings_of(first: Proposal, second: Proposal) -> Proposal:
    if first.settings == second.settings:
        return second
    copy = Proposal(second.layer, second.to_document())
    copy.settings = first.settings
    return copy


def _key(letter: str, title: str, proposal: Proposal) -> str:
    return ", ".join(filter(None, (f"{letter}: {title}", written_text(proposal.details.date))))


def _once(both: list[Content], read: Callable[[Content], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for content in both for text in read(content)))


def _identity(jurisdiction: Jurisdiction) -> tuple[str, str]:
    """Return what a jurisdiction is the same by in two proposals: a new one may have another code in each."""
    return jurisdiction.name, jurisdiction.status.value


def _targets(first: Proposal, second: Proposal) -> tuple[UnitIndices, UnitIndices]:
    """Return for each unit where it belongs in either, as numbers that are equal where the jurisdictions are."""
    number: dict[tuple[str, str], int] = {}
    sides = []
    for proposal in (first, second):
        numbers = [number.setdefault(_identity(j), len(number)) for j in proposal.jurisdictions]
        sides.append(np.array(numbers, dtype=np.int32)[proposal.assignment])
    return sides[0], sides[1]


def _same(first: Proposal, second: Proposal) -> str:
    a, b = _targets(first, second)
    alike = np.intersect1d(np.flatnonzero(a == b), first.moved_units)
    if not len(alike):
        return f"No {first.layer.called[0]} moves the same way in both."
    verb = "moves" if len(alike) == 1 else "move"
    return f"{first.layer.wording.count(len(alike))} {verb} the same way in both."


def _divided(letter: str, proposal: Proposal, numbers: NumberFormat) -> tuple[str, ...]:
    """Say which counties a proposal divides, and between which sums the people who move lie."""
    sums = partial_sums(proposal)
    if not sums.units:
        return ()
    names = listed(short_names(proposal.layer, proposal.layer.indices(sums.units)))
    between = f"{numbers.count(sums.people_without)} to {numbers.count(sums.people_with)}"
    return (f"{letter} divides {names}: {between} people move.",)


def different_counties(first: Proposal, second: Proposal) -> tuple[CountyGroup, ...]:
    """Return the units that belong elsewhere in one than in the other, grouped by home and by where they go.

    Those that one divides stand apart: it moves a part of each.
    """
    a, b = _targets(first, second)
    layer = first.layer
    divided = [set(layer.indices(partial_sums(proposal).units).tolist()) for proposal in (first, second)]
    different = np.flatnonzero(a != b).astype(np.int32)
    found: dict[tuple[int, int, int, bool], list[int]] = {}
    for unit in different.tolist():
        home, in_first, in_second = (int(of[unit]) for of in (layer.home, first.assignment, second.assignment))
        is_divided = unit in divided[1 if in_second == home else 0] and home in (in_first, in_second)
        found.setdefault((home, in_first, in_second, is_divided), []).append(unit)
    groups = []
    for (home, in_first, in_second, is_divided), members in sorted(found.items(), key=lambda item: -len(item[1])):
        units: UnitIndices = np.array(sorted(members, key=lambda unit: layer.names[unit].casefold()), dtype=np.int32)
        whence = layer.jurisdictions[home].name
        to_first, to_second = first.jurisdictions[in_first].name, second.jurisdictions[in_second].name
        if is_divided and in_first == home:
            way_told = f"Divided in {FIRST}; in {SECOND} whole from {whence} to {to_second}"
        elif is_divided:
            way_told = f"Divided in {SECOND}; in {FIRST} whole from {whence} to {to_first}"
        elif in_first == home:
            way_told = f"Only in {SECOND}: from {whence} to {to_second}"
        elif in_second == home:
            way_told = f"Only in {FIRST}: from {whence} to {to_first}"
        else:
            way_told = f"From {whence} in {FIRST} to {to_first}, in {SECOND} to {to_second}"
        groups.append(CountyGroup(f"{way_told} ({len(units):,})", units, short_names(layer, units)))
    return tuple(groups)


def states_of_both(first: Proposal, second: Proposal, numbers: NumberFormat) -> Table:
    """Return every state that either concerns, one a row: people, land, seats, electors, margin."""
    election = first.settings.election
    lines = [
        *people_lines(first, numbers),
        measure_line("land_m2", election, numbers),
        *(measure_line(key, election, numbers) for key in congress(first)[:2]),
        *([vote_line("margin", election, numbers)] if first.layer.elections else []),
    ]
    named = {_identity(j): j.name for proposal in (first, second) for j in concerned(proposal)}
    fill = first.layer.wording.fill
    rows = tuple(Row(name, _cells(identity, first, second, lines)) for identity, name in named.items())
    return Table(
        fill(f"The {{states}} concerned: today, in {FIRST} and in {SECOND}"),
        fill("{State}"),
        tuple(Head(line.label, 3) for line in lines),
        (TODAY, FIRST, SECOND) * len(lines),
        rows,
        (
            *notes_below(first, rows),
            *two_parties_note(first, [*concerned(first), *concerned(second)], [election]),
            *(divided_note(first) or divided_note(second)),
        ),
    )


def _cells(identity: tuple[str, str], first: Proposal, second: Proposal, lines: list[Line]) -> tuple[Cell, ...]:
    found = []
    for proposal in (first, second):
        there = [j for j in proposal.jurisdictions if _identity(j) == identity]
        found.append(subject(proposal, there[0]) if there else None)
    of_first, of_second = found
    known = of_first or of_second
    sides = (
        known.today if known else None,
        of_first.proposed if of_first else None,
        of_second.proposed if of_second else None,
    )
    return tuple(line.cell(side) for line in lines for side in sides)


def union_of_both(first: Proposal, second: Proposal, numbers: NumberFormat) -> Table:
    """Return the Union today, in the first and in the second; without rows where the layer has not all of it."""
    if not first.layer.is_union:
        return Table(f"The Union: today, in {FIRST} and in {SECOND}", "", (), (TODAY, FIRST, SECOND), ())
    outcomes = (first.outcome_before, first.outcome_after, second.outcome_after)
    rows = tuple(
        Row(label, tuple(Cell(numbers.count(read(found))) for found in outcomes))
        for label, read in union_lines(first.settings.election, outcomes)
    )
    return Table(f"The Union: today, in {FIRST} and in {SECOND}", "", (), (TODAY, FIRST, SECOND), rows)
