"""Figures that a campaign printed, beside those that the proposal gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from borderkit.errors import UnknownJurisdictionError
from borderkit.figures import Figures, figures_of_units
from borderkit.measures import BY_KEY, Measure
from borderkit.naming import listed
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal
from borderkit.wording import Wording

#: What a claim can be about.
CLAIMED = ("people", "land", "units", "votes_dem", "votes_rep", "house_seats", "electors")
_MEASURE_OF = {"land": "land_m2"}
MOVED = "moved"


@dataclass(frozen=True, slots=True)
class ComparedClaim:
    """A claim and the computed figure.

    Attributes:
        text: the claim in the words of its source.
        source, year: where and for when it was printed.
        measure: what it measures; None if this version does not know.
        claimed: its value.
        computed: the proposal's; None if there is none.

    """

    text: str
    source: str
    year: int | None
    measure: Measure | None
    claimed: float
    computed: float | None

    @property
    def difference(self) -> float | None:
        """How much the computed figure is above the claimed one."""
        return None if self.computed is None else self.computed - self.claimed


def label_of(claimed: str, wording: Wording) -> str:
    """Return what people call one of ``CLAIMED`` on a layer."""
    return BY_KEY[_MEASURE_OF.get(claimed, claimed)].label_on(wording)


def compared_claims(proposal: Proposal) -> list[ComparedClaim]:
    """Return the proposal's claims beside the computed figures; what is no claim is left out."""
    return [_compare(proposal, claim) for claim in proposal.claims if is_claim(claim)]


def is_claim(entry: Any) -> bool:  # noqa: ANN401 - a file may hold anything there
    """Tell whether an entry of a file's claims can be compared: it has a value that is a number."""
    value = entry.get("value") if isinstance(entry, dict) else None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compare(proposal: Proposal, claim: dict[str, Any]) -> ComparedClaim:
    key = str(claim.get("measure", ""))
    measure = BY_KEY.get(_MEASURE_OF.get(key, key)) if key in CLAIMED else None
    year = claim.get("year")
    found = _figures(proposal, str(claim.get("of", MOVED))) if measure else None
    return ComparedClaim(
        text=str(claim.get("text", "")),
        source=str(claim.get("source", "")),
        year=year if isinstance(year, int) else None,
        measure=measure,
        claimed=claim["value"],
        computed=measure.value(found) if measure and found else None,
    )


def _figures(proposal: Proposal, of: str) -> Figures | None:
    if of == MOVED:
        return figures_of_units(proposal.layer, proposal.moved_units, proposal.settings)
    code, _, side = of.partition(" ")
    try:
        return proposal.before(code) if side == "before" else proposal.after(code)
    except UnknownJurisdictionError:
        return None


def bounds_sentence(proposal: Proposal, number: Callable[[int], str] = "{:,}".format) -> str:
    """Say between which sums the people who move lie where counties are divided; "" if none is."""
    sums = partial_sums(proposal)
    if not sums.units:
        return ""
    layer, several = proposal.layer, len(sums.units) > 1
    units = layer.indices(sums.units)
    at_home = bool((proposal.assignment[units] == layer.home[units]).all())
    names = listed([layer.names[unit] for unit in units])
    stay = ("stay home" if several else "stays home") if at_home else "not divided"
    between = [
        f"{number(round(claim.claimed))} ({claim.year})" if claim.year else number(round(claim.claimed))
        for claim in compared_claims(proposal)
        if claim.measure is BY_KEY["people"] and sums.people_without <= claim.claimed <= sums.people_with
    ]
    verb = "lies" if len(between) == 1 else "lie"
    claimed = f" The printed {listed(between)} {verb} between." if between else ""
    return (
        f"The proposal divides {names}, which {'are' if several else 'is'} whole here and {stay}. "
        f"{number(sums.people_without)} people move without {'them' if several else 'it'}, "
        f"{number(sums.people_with)} with all of {'them' if several else 'it'}.{claimed}"
    )


def rules_of_division(proposal: Proposal) -> list[str]:
    """Say how the proposal divides each county that it divides, in its own words."""
    listed_there = proposal.document.kept.get("partial", [])
    told = []
    for entry in listed_there if isinstance(listed_there, list) else []:
        unit = proposal.layer.index_of.get(str(entry.get("unit"))) if isinstance(entry, dict) else None
        if unit is None:
            continue
        words = [text for key in ("rule", "note") if isinstance(text := entry.get(key), str) and text.strip()]
        if words:
            told.append(f"{proposal.layer.names[unit]}: {' '.join(_sentence(text) for text in words)}")
    return told


def _sentence(text: str) -> str:
    """Return a text with a full stop, or what else ends it."""
    text = text.strip()
    return text if text[-1] in ".!?" else f"{text}."
