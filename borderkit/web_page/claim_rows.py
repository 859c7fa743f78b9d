"""Published figures beside the computed ones, and the counties that a proposal divides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from borderkit.divided_claims import claims_and_bounds
from borderkit.number_format import NONE, NumberFormat
from borderkit.proposal import Proposal


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A published figure beside the computed one."""

    text: str
    source: str
    claimed: str
    computed: str
    difference: str


def claim_rows(proposal: Proposal, numbers: NumberFormat) -> tuple[ClaimRow, ...]:
    """Return the proposal's claims beside the computed figures."""
    rows = []
    for claim, bounds in claims_and_bounds(proposal):
        measure = claim.measure
        year = f", {claim.year}" if claim.year else ""
        source = f"{claim.source or 'Source not named'}{year}"
        if measure is None:
            rows.append(ClaimRow(claim.text, source, f"{claim.claimed:,.15g}", "not known to this program", NONE))
            continue
        computed = numbers.value(measure, claim.computed)
        difference = numbers.change(measure, claim.difference) or "none"
        if bounds:
            computed = f"{numbers.count(bounds.people_without)} to {numbers.count(bounds.people_with)}"
            difference = "within"
        rows.append(
            ClaimRow(
                text=claim.text or measure.label_on(proposal.layer.wording),
                source=source,
                claimed=numbers.value(measure, claim.claimed),
                computed=computed,
                difference=difference if claim.computed is not None else NONE,
            )
        )
    return tuple(rows)


def divided_rules(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """Return (name, rule in words) of each unit that the proposal divides."""
    listed, layer = proposal.document.kept.get("partial", []), proposal.layer
    found = []
    for entry in listed if isinstance(listed, list) else []:
        unit = entry.get("unit") if isinstance(entry, dict) else None
        if isinstance(unit, str) and unit in layer.index_of:
            words = [text_in(entry.get(key)).strip().rstrip(".") for key in ("rule", "note")]
            found.append((layer.names[layer.index_of[unit]], ". ".join(filter(None, words))))
    return tuple(found)


def text_in(value: Any) -> str:  # noqa: ANN401 - a file may hold anything there
    """Return a value of a file if it is text, else ""."""
    return value if isinstance(value, str) else ""
