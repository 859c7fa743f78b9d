"""What must be said of a handout's figures: gaps and estimates in what it shows, and nothing about other states."""

from __future__ import annotations

from collections.abc import Iterable

from borderkit.handout.subjects import concerned, elections, leaves
from borderkit.jurisdiction import Jurisdiction
from borderkit.notes import ALASKA, ALASKA_2024, NEW_YORK, notes_on_votes, on_apportionment, unknown_units
from borderkit.proposal import Proposal

#: Stands below every table with shares of New York's votes, which are of another whole than those of other states.
TWO_PARTIES = "New York 2024: votes for others are not at hand; shares and margins are of the two parties' votes."


def two_parties_note(
    proposal: Proposal, states: Iterable[Jurisdiction], years: Iterable[int], *, with_union: bool = False
) -> tuple[str, ...]:
    """Return what stands below a table if votes of New York in 2024 enter a share in it.

    Args:
        proposal: whose figures they are.
        states: those in the table, of which New York is one wherever counties of its are.
        years: of the elections whose shares are in it.
        with_union: whether shares of the Union are in it.

    """
    found = any(note.text == NEW_YORK for year in years for note in notes_on_votes(proposal, year))
    return (TWO_PARTIES,) if found and (with_union or any(state.code == "NY" for state in states)) else ()


def handout_notes(proposal: Proposal) -> tuple[str, ...]:
    """Return the notes on both elections for the states concerned; on every state where the Union's votes are shown."""
    shown = {jurisdiction.code for jurisdiction in concerned(proposal)}
    about = [note for election in elections(proposal) for note in notes_on_votes(proposal, election)]
    found = on_apportionment(proposal)
    found += [note.text for note in about if note.state in shown or leaves(proposal)]
    if ALASKA_2024 in found and ALASKA in found:
        found.remove(ALASKA)
    return (*dict.fromkeys(found), *unknown_units(proposal))
