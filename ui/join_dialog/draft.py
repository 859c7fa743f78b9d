"""The column that the fields of the window come to, or why they come to none yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from borderkit.columns import people
from borderkit.joining import (
    Basis,
    JoinError,
    Kind,
    Match,
    Meaning,
    Numbers,
    Several,
    Table,
    bundled_basis,
    joined_basis,
    joined_column,
    require_numbers,
)
from borderkit.joining.in_document import KeptColumn, new_key
from borderkit.proposal import Proposal

_PLACEHOLDER = "…"


def bases(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Yield what a mean can be weighted by, and a share be a share of: each a name and a key."""
    layer = proposal.layer
    for column in layer.columns:
        if not column.key.startswith("estimated") and layer.column(column.key).any():
            yield column.label, column.key
    for joined in proposal.joined_columns:
        if joined.kind is Kind.SUM and not joined.decimals:
            yield joined.label, joined.key


def likely_basis(proposal: Proposal) -> str:
    """Return the key of the people of the chosen census, which most means are weighted by."""
    return people(proposal.settings.people)


def draft(
    proposal: Proposal, match: Match, numbers: Numbers, meaning: Meaning, basis_key: str, several: Several
) -> KeptColumn:
    """Return the column, for a look at its figures; a name or a source that is missing does not matter for that.

    Raises:
        JoinError: if there are no numbers, or they cannot be added up like that.

    """
    table: Table = match.table
    name = meaning.label or _PLACEHOLDER
    require_numbers(numbers, f"“{name}”")
    joined_keys = [column.key for column in proposal.joined_columns]
    key = new_key(name, [*proposal.layer.position, *joined_keys])
    whole = replace(meaning, key=key, label=name, source=meaning.source or _PLACEHOLDER)
    found = joined_column(match, numbers, replace(whole, kind=Kind.SUM), None, several)
    pieces = (0, len(proposal.layer) - len(found.values))  # of divided units come last, and have no values
    values, known = np.pad(found.values, pieces), np.pad(found.known, pieces)
    column = replace(found, kind=meaning.kind, basis=_basis(proposal, basis_key), values=values, known=known)
    return KeptColumn(column, basis_key, table.origin.file)


def _basis(proposal: Proposal, key: str) -> Basis | None:
    if not key:
        return None
    if key in proposal.layer.position:
        return bundled_basis(proposal.layer, key)
    return joined_basis(next(column for column in proposal.joined_columns if column.key == key))


def missing(proposal: Proposal, meaning: Meaning) -> str:
    """Return what is still to be typed before a column can be joined; "" if nothing is.

    Raises:
        JoinError: if the name is taken.

    """
    if not meaning.label:
        return "Write the name of the column."
    if meaning.label in [column.label for column in proposal.joined_columns]:
        raise JoinError(f"A column “{meaning.label}” is joined already. Give this one another name.")
    return "" if meaning.source else "Write the source: who counted it, and when."
