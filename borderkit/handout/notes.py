"""What must be said of a handout's figures: gaps and estimates in what it shows, and nothing about other states."""

from __future__ import annotations

from borderkit.handout.subjects import concerned, elections, leaves
from borderkit.notes import ALASKA, ALASKA_2024, RESIDENTS_2010, notes_on_votes, unknown_units
from borderkit.proposal import Proposal


def handout_notes(proposal: Proposal) -> tuple[str, ...]:
    """Return the notes on both elections for the states concerned; on every state where the Union's votes are shown."""
    shown = {jurisdiction.code for jurisdiction in concerned(proposal)}
    about = [note for election in elections(proposal.settings) for note in notes_on_votes(proposal, election)]
    found = [RESIDENTS_2010] if proposal.settings.people == 2010 else []
    found += [note.text for note in about if note.state in shown or leaves(proposal)]
    if ALASKA_2024 in found and ALASKA in found:
        found.remove(ALASKA)
    return (*dict.fromkeys(found), *unknown_units(proposal))
