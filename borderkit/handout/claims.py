"""Published figures beside the computed ones, and what divided counties leave open."""

from __future__ import annotations

from borderkit.claims import ComparedClaim, bounds_sentence, rules_of_division
from borderkit.divided_claims import claims_and_bounds
from borderkit.handout.content import Cell, Row, Table
from borderkit.number_format import NONE, NumberFormat
from borderkit.partial import PartialSums
from borderkit.proposal import Proposal

_NOTE = "The difference is the computed figure less the published one. Another year or a divided {unit} may explain it."
_WITHIN = (
    "A range: the people who move without the divided {units}, and with all of them. Within: the published figure "
    "lies between."
)


def claims_table(proposal: Proposal, numbers: NumberFormat) -> Table | None:
    """Return the published figures beside the computed ones; None if there are none."""
    claims = claims_and_bounds(proposal)
    if not claims:
        return None
    rows = tuple(Row(_label(proposal, claim), _cells(claim, bounds, numbers)) for claim, bounds in claims)
    heads = ("Published", "Computed", "Difference", "Source")
    told = (_NOTE, _WITHIN) if any(bounds for _, bounds in claims) else (_NOTE,)
    notes = tuple(map(proposal.layer.wording.fill, told))
    return Table("Published figures beside the computed ones", "Claim", (), heads, rows, notes)


def _label(proposal: Proposal, claim: ComparedClaim) -> str:
    if claim.text.strip():
        return f"“{claim.text.strip()}”"
    return claim.measure.label_on(proposal.layer.wording) if claim.measure else "No words are given"


def _cells(claim: ComparedClaim, bounds: PartialSums | None, numbers: NumberFormat) -> tuple[Cell, ...]:
    year = str(claim.year or "")
    source = claim.source if year in claim.source else ", ".join(filter(None, (claim.source, year)))
    if claim.measure is None or claim.computed is None or claim.difference is None:
        note = "There is no figure to compare it with."
        return Cell(f"{claim.claimed:,}"), Cell(NONE, note), Cell(NONE), Cell(source)
    if bounds:
        between = f"{numbers.count(bounds.people_without)} to {numbers.count(bounds.people_with)}"
        return Cell(numbers.value(claim.measure, claim.claimed)), Cell(between), Cell("within"), Cell(source)
    return (
        Cell(numbers.value(claim.measure, claim.claimed)),
        Cell(numbers.value(claim.measure, claim.computed)),
        Cell(numbers.change(claim.measure, claim.difference) or "none"),
        Cell(source),
    )


def divided_text(proposal: Proposal, numbers: NumberFormat) -> str:
    """Say between which sums the people who move lie, and how each county is divided; "" if none is."""
    return " ".join(filter(None, (bounds_sentence(proposal, numbers.count), *rules_of_division(proposal))))
