"""Claims about people who move, where divided counties leave open how many those are."""

from __future__ import annotations

from borderkit.claims import MOVED, ComparedClaim, compared_claims, is_claim
from borderkit.measures import BY_KEY
from borderkit.partial import PartialSums, partial_sums
from borderkit.proposal import Proposal


def claims_and_bounds(proposal: Proposal) -> list[tuple[ComparedClaim, PartialSums | None]]:
    """Return the compared claims, each with the bounds that it lies between; None where there are none.

    Bounds there are for the people who move, in a proposal that divides counties. A difference from the lower of them
    would say that such a claim is wrong, which it need not be.
    """
    sums = partial_sums(proposal)
    abouts = [str(claim.get("of", MOVED)) for claim in proposal.claims if is_claim(claim)]
    return [
        (claim, sums if sums.units and about == MOVED and _is_between(claim, sums) else None)
        for claim, about in zip(compared_claims(proposal), abouts, strict=True)
    ]


def _is_between(claim: ComparedClaim, sums: PartialSums) -> bool:
    return claim.measure is BY_KEY["people"] and sums.people_without <= claim.claimed <= sums.people_with
