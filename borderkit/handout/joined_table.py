"""The table of a data sheet that tells what a person joined: its figures today and as proposed, with their sources."""

from __future__ import annotations

from borderkit.handout.content import Cell, Row, Table
from borderkit.handout.subjects import concerned
from borderkit.handout.tables import PROPOSED, TODAY
from borderkit.proposal import Proposal


def joined_table(proposal: Proposal) -> Table | None:
    """Return the joined figures of the states concerned; None where nothing was joined, or nobody is concerned."""
    states = concerned(proposal)
    if not proposal.joined or not states:
        return None
    from borderkit.joining.written import INCOMPLETE, JoinedWriter, kind_text

    writer, several = JoinedWriter(), proposal.layer.called[1]
    rows, notes = [], []
    for column in proposal.joined_columns:
        label = f"{column.label}, {column.unit}" if column.unit else column.label
        for state in states:
            figures = proposal.joined_before(state.code, column.key), proposal.joined_after(state.code, column.key)
            rows.append(Row(f"{label}: {state.name}", tuple(Cell(writer.value(column, found)) for found in figures)))
        notes.append(f"{column.label} ({kind_text(column)}): {column.source.rstrip('.')}.")
    if any(INCOMPLETE in cell.text for row in rows for cell in row.cells):
        notes.insert(0, f"{INCOMPLETE} Some {several} have no value, and are left out.")
    return Table("Joined figures, today and as proposed", "Figure", (), (TODAY, PROPOSED), tuple(rows), tuple(notes))
