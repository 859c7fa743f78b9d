"""What a person joined to a county, for the status line."""

from __future__ import annotations

from borderkit.joining.unit_values import figure_of_unit
from borderkit.joining.written import JoinedWriter
from borderkit.proposal import Proposal
from ui.number_format import system_digits


def joined_sentence(proposal: Proposal, unit: int) -> str:
    """Return the joined figures of a unit ("Property tax 1,200 dollars, Rural people 12.0 %")."""
    writer = JoinedWriter(system_digits())
    return ", ".join(
        f"{column.label} {writer.with_unit(column, figure_of_unit(column, unit))}" for column in proposal.joined_columns
    )
