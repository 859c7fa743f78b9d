"""The figures of joined columns as plain data: what the command line prints and other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from borderkit.joining.joined import Figure
from borderkit.jurisdiction import Jurisdiction
from borderkit.proposal import Proposal

Json = dict[str, Any]

_SIDES = ("before", "after")


def joined_totals(proposal: Proposal, listed: Sequence[Jurisdiction]) -> list[Json]:
    """Return before and after of every joined column for the Union and for the jurisdictions that are listed.

    A value is a whole number where the column is a sum of such; beside it stands of how many units it is known.
    """
    return [
        {
            "key": column.key,
            "label": column.label,
            "unit": column.unit,
            "source": column.source,
            "kind": column.kind.value,
            "basis": column.basis.label if column.basis else None,
            "national": _sides(proposal, None, column.key),
            "jurisdictions": [{"code": j.code, **_sides(proposal, j.code, column.key)} for j in listed],
        }
        for column in proposal.joined_columns
    ]


def joined_names(proposal: Proposal) -> list[str]:
    """Return the names of the columns that ``joined_cells`` fills."""
    return [
        f"joined_{column.key}_{what}{side}"
        for column in proposal.joined_columns
        for what in ("", "known_")
        for side in _SIDES
    ]


def joined_cells(proposal: Proposal, code: str) -> list[int | float | str]:
    """Return a jurisdiction's joined figures, numbers without separators, and of how many units they are known."""
    cells: list[int | float | str] = []
    for column in proposal.joined_columns:
        figures = proposal.joined_before(code, column.key), proposal.joined_after(code, column.key)
        cells += ["" if figure is None or figure.value is None else figure.value for figure in figures]
        cells += ["" if figure is None else figure.known for figure in figures]
    return cells


def _sides(proposal: Proposal, code: str | None, key: str) -> Json:
    return {"before": _plain(proposal.joined_before(code, key)), "after": _plain(proposal.joined_after(code, key))}


def _plain(figure: Figure | None) -> Json | None:
    return None if figure is None else {"value": figure.value, "known": figure.known, "units": figure.units}
