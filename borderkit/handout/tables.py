"""The tables of a handout: the states concerned, the Union, and the states that change without a county of theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from borderkit.figures import Figures
from borderkit.handout.content import Cell, Head, Row, Table
from borderkit.handout.lines import Line, density_line, measure_line, notes_below
from borderkit.handout.notes import two_parties_note
from borderkit.handout.ranks import Rank, new_rank, ranks
from borderkit.handout.subjects import Subject, concerned, elections, leaves, subject, union
from borderkit.naming import listed, ordinal
from borderkit.number_format import NONE, NumberFormat
from borderkit.outcome import Outcome
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal

TODAY, PROPOSED = "today", "proposed"

#: More states than this do not fit beside each other.
MOST_COMPARED = 3

_MARGIN_NOTE = (
    "Margin: of a state that gains seats, how many people it has more than it needs; of one that loses, how many more "
    "would have kept one."
)
_OF_VOTES = ("votes_dem", "share_dem", "votes_rep", "share_rep", "margin")


def comparison_table(proposal: Proposal, numbers: NumberFormat) -> Table:
    """Return the measures of the states concerned, today and as proposed, beside each other.

    What does not exist today or has no county left has one column. Where someone leaves the Union, its sums follow.
    """
    subjects = compared_subjects(proposal)
    groups = tuple(Head(s.name, len(_sides(s))) for s in subjects)
    heads = tuple(side for s in subjects for side in _sides(s))
    rows = comparison_rows(proposal, subjects, numbers) if subjects else ()
    two_parties = two_parties_note(
        proposal, concerned(proposal), elections(proposal), with_union=bool(leaves(proposal))
    )
    notes = (*notes_below(proposal, rows), *two_parties, *divided_note(proposal)) if rows else ()
    title = proposal.layer.wording.fill("The {states} concerned, today and as proposed")
    return Table(title, "", groups, heads, rows, notes)


def compared_subjects(proposal: Proposal) -> list[Subject]:
    """Return whom ``comparison_table`` is about; nobody where they are too many."""
    states = concerned(proposal)
    if not states or len(states) > MOST_COMPARED:
        return []
    return [subject(proposal, j) for j in states] + ([union(proposal)] if leaves(proposal) else [])


def _sides(compared: Subject) -> list[str]:
    return [side for side, found in ((TODAY, compared.today), (PROPOSED, compared.proposed)) if found is not None]


def comparison_rows(proposal: Proposal, subjects: Sequence[Subject], numbers: NumberFormat) -> tuple[Row, ...]:
    """Return the rows of ``comparison_table``, a cell for each side of each subject that there is."""
    rows: list[Row] = []
    for line in comparison_lines(proposal, numbers):
        cells = [line.cell(found) for s in subjects for found in (s.today, s.proposed) if found is not None]
        rows.append(Row(line.label, tuple(cells)))
        if line.label in (people_label(proposal), _land_label(numbers)):
            by_land = line.label == _land_label(numbers)
            rows.append(_rank_row(proposal, subjects, by_land=by_land))
    return tuple(rows)


def people_label(proposal: Proposal) -> str:
    """Return the head of figures of people."""
    return f"People {proposal.settings.people}"


def _land_label(numbers: NumberFormat) -> str:
    return f"Land area ({numbers.area_unit})"


def comparison_lines(proposal: Proposal, numbers: NumberFormat) -> list[Line]:
    """Return what is compared, from top to bottom."""
    chosen = proposal.settings.election
    lines = [
        *people_lines(proposal, numbers),
        measure_line("land_m2", chosen, numbers),
        *([density_line(chosen, numbers)] if proposal.layer.censuses else []),
        *(measure_line(key, chosen, numbers) for key in congress(proposal)),
    ]
    for election in elections(proposal) if proposal.layer.elections else ():
        lines += [vote_line(key, election, numbers) for key in _OF_VOTES]
    return lines


def people_lines(proposal: Proposal, numbers: NumberFormat) -> list[Line]:
    """Return the line of people, where the layer has them."""
    line = measure_line("people", proposal.settings.election, numbers, people_label(proposal))
    return [line] if proposal.layer.censuses else []


def congress(proposal: Proposal) -> tuple[str, ...]:
    """Return the measures that the whole Union is needed for, where the layer has it."""
    return ("house_seats", "electors", "senators") if proposal.layer.is_union else ()


def vote_line(key: str, election: int, numbers: NumberFormat) -> Line:
    """Return a line about votes, its label with the year."""
    line = measure_line(key, election, numbers)
    return Line(f"{line.label} {election}", election, line.write)


def _rank_row(proposal: Proposal, subjects: Sequence[Subject], *, by_land: bool) -> Row:
    def value(found: Figures) -> float:
        return found.land_m2 if by_land else found.people

    today, proposed = ranks(proposal, value, after=False), ranks(proposal, value, after=True)
    cells = []
    for s in subjects:
        code = s.jurisdiction.code if s.jurisdiction else ""
        for found, by_code in ((s.today, today), (s.proposed, proposed)):
            if found is not None:
                cells.append(Cell(_written_rank(by_code.get(code))))
    return Row(f"Rank by {'land area' if by_land else 'people'}", tuple(cells), is_minor=True)


def _written_rank(rank: Rank | None) -> str:
    return f"{ordinal(rank.place)} of {rank.among}" if rank else NONE


def states_table(proposal: Proposal, numbers: NumberFormat) -> Table:
    """Return every state concerned, one a row."""
    chosen = proposal.settings.election
    lines = [
        *people_lines(proposal, numbers),
        measure_line("land_m2", chosen, numbers),
        *(measure_line(key, chosen, numbers) for key in congress(proposal)[:2]),
        *([vote_line("margin", chosen, numbers)] if proposal.layer.elections else []),
    ]
    rows = _state_rows(proposal, lines)
    two_parties = two_parties_note(proposal, concerned(proposal), [chosen])
    fill = proposal.layer.wording.fill
    return Table(
        fill("The {states} concerned, today and as proposed"),
        fill("{State}"),
        tuple(Head(line.label, 2) for line in lines),
        (TODAY, PROPOSED) * len(lines),
        rows,
        (*notes_below(proposal, rows), *two_parties, *divided_note(proposal), *_rank_notes(proposal)),
    )


def votes_tables(proposal: Proposal, numbers: NumberFormat) -> tuple[Table, ...]:
    """Return the votes of the states concerned, a table an election; () where the comparison has them."""
    without = not len(proposal.moved_units) or not proposal.layer.elections
    if without or comparison_table(proposal, numbers).rows:
        return ()
    return tuple(_votes_table(proposal, election, numbers) for election in elections(proposal))


def _votes_table(proposal: Proposal, election: int, numbers: NumberFormat) -> Table:
    lines = [vote_line(key, election, numbers) for key in _OF_VOTES if key != "margin"]
    rows = _state_rows(proposal, lines)
    two_parties = two_parties_note(proposal, concerned(proposal), [election])
    fill = proposal.layer.wording.fill
    return Table(
        fill(f"The votes of {election} in the {{states}} concerned, today and as proposed"),
        fill("{State}"),
        tuple(Head(line.label, 2) for line in lines),
        (TODAY, PROPOSED) * len(lines),
        rows,
        (*notes_below(proposal, rows), *two_parties),
    )


def _state_rows(proposal: Proposal, lines: Sequence[Line]) -> tuple[Row, ...]:
    """Return a row for each state concerned, with each line's figures today and as proposed."""
    return tuple(
        Row(s.name, tuple(line.cell(found) for line in lines for found in (s.today, s.proposed)))
        for s in [subject(proposal, j) for j in concerned(proposal)]
    )


def _rank_notes(proposal: Proposal) -> list[str]:
    """Say the ranks that a handout tells, which this table has no room for."""
    found = (new_rank(proposal, "people", "by people"), new_rank(proposal, "land_m2", "by land"))
    return [f"{sentence}." for sentence in found if sentence]


def divided_note(proposal: Proposal) -> tuple[str, ...]:
    """Say that divided counties are counted whole; nothing where none is divided."""
    told = proposal.layer.wording.fill("Divided {units} are counted whole, where the map shows them.")
    return (told,) if partial_sums(proposal).units else ()


def union_lines(election: int, outcomes: Sequence[Outcome]) -> list[tuple[str, Callable[[Outcome], int]]]:
    """Return what is told of the Union, with what reads it."""
    lines: list[tuple[str, Callable[[Outcome], int]]] = [
        ("States", lambda found: found.states),
        ("House seats", lambda found: found.union.house_seats),
        ("Senators", lambda found: found.union.senators),
        ("Electoral votes", lambda found: found.union.electors),
        ("Majority needed", lambda found: found.electors_needed),
        (f"Democratic electoral votes {election}", lambda found: found.union.electors_dem),
        (f"Republican electoral votes {election}", lambda found: found.union.electors_rep),
    ]
    if any(found.union.electors_other for found in outcomes):
        lines.append((f"Electoral votes of neither {election}", lambda found: found.union.electors_other))
    return lines


def union_table(proposal: Proposal, numbers: NumberFormat) -> Table:
    """Return the Union before and after; without rows where the layer has not all of it."""
    if not proposal.layer.is_union:
        return Table("The Union, today and as proposed", "", (), (TODAY, PROPOSED), ())
    both = (proposal.outcome_before, proposal.outcome_after)
    election = proposal.settings.election
    lines = union_lines(election, both)
    rows = [Row(label, tuple(Cell(numbers.count(read(found))) for found in both)) for label, read in lines]
    gone = leaves(proposal)
    if gone:
        people = measure_line("people", election, numbers, people_label(proposal))
        whole = union(proposal)
        rows.insert(0, Row(people.label, (people.cell(whole.today), people.cell(whole.proposed))))
    notes = (f"Outside the Union, and not in these sums: {listed([j.name for j in gone])}.",) if gone else ()
    return Table("The Union, today and as proposed", "", (), (TODAY, PROPOSED), tuple(rows), notes)


def others_table(proposal: Proposal, numbers: NumberFormat) -> Table | None:
    """Return the states that change though no county left or joined them; None if none does."""
    found = proposal.ripples()
    if not found:
        return None
    before, after = proposal.outcome_before.standings, proposal.outcome_after.standings
    rows = []
    for ripple in sorted(found, key=lambda ripple: proposal.jurisdiction(ripple.code).name):
        sides = (before[ripple.code], after[ripple.code])
        figures = [side.house_seats for side in sides] + [side.electors for side in sides]
        margin = NONE if ripple.margin_people is None else numbers.count(ripple.margin_people)
        cells = (*(Cell(numbers.count(number)) for number in figures), Cell(margin))
        rows.append(Row(proposal.jurisdiction(ripple.code).name, cells))
    return Table(
        "Other states whose seats or electoral votes change",
        "State",
        (Head("House seats", 2), Head("Electoral votes", 2), Head("Margin")),
        (TODAY, PROPOSED, TODAY, PROPOSED, "people"),
        tuple(rows),
        (_MARGIN_NOTE,),
    )
