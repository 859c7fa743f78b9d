"""What the page says besides its map: figures written out, sentences, lists; nothing of how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from borderkit import columns
from borderkit.claims import bounds_sentence
from borderkit.contiguity import checks
from borderkit.dates import iso, written_text
from borderkit.effects import consequences, line_of_effect, ripple_sentence
from borderkit.figures import figures_of_units
from borderkit.layer import UnitLayer
from borderkit.legend import ESTIMATE
from borderkit.notes import TERRITORIES, notes
from borderkit.number_format import NumberFormat
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal
from borderkit.settings import HOUSE_RULES
from borderkit.web_page.claim_rows import ClaimRow, claim_rows, divided_rules, text_in
from borderkit.web_page.totals_tables import TotalsTable, totals_tables
from borderkit.wording import Wording

_MONTH = re.compile(r"\d{4}-\d{2}")

#: A smaller share of all people is not told in figures.
_LEAST_SHARE = 0.001

NO_RIPPLES = "No other state gains or loses seats or electors."

_METHODS = {"huntington-hill": "Huntington–Hill (equal proportions)"}
_HOUSE_RULES = dict(zip(HOUSE_RULES, ("by the Wyoming rule", "by the cube-root rule"), strict=True))


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure to be read first, and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is from; ``url`` is "" where there is none that a browser opens."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class MoveList:
    """The units that go from one jurisdiction to another: (position, name) of each, by name."""

    title: str
    told: str
    units: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All texts of the page, in the order in which it shows them."""

    title: str
    group: str
    author: str
    date: str
    iso_date: str
    summary: str
    certainty: str
    facts: tuple[Fact, ...]
    effect: str
    consequences: tuple[str, ...]
    ripples: tuple[str, ...]
    checks: tuple[str, ...]
    totals: tuple[TotalsTable, ...]
    claims: tuple[ClaimRow, ...]
    divided: str
    divided_rules: tuple[tuple[str, str], ...]
    moves: tuple[MoveList, ...]
    n_moved: int
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    figure_sources: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    wording: Wording
    is_union: bool
    votes_told: str


def content(proposal: Proposal, numbers: NumberFormat) -> Content:
    """Return what the page says of a proposal."""
    details, kept = proposal.details, proposal.document.kept
    return Content(
        title=details.title,
        group=text_in(kept.get("group")),
        author=details.author,
        date=written_text(details.date),
        iso_date=iso(details.date),
        summary=details.summary,
        certainty=text_in(kept.get("certainty")),
        facts=_facts(proposal, numbers),
        effect=line_of_effect(proposal, numbers.count) if len(proposal.moved_units) else "",
        consequences=tuple(consequences(proposal, numbers.count, numbers.share)),
        ripples=_ripples(proposal, numbers),
        # That a state is left without counties is among the consequences.
        checks=tuple(c.detail for c in checks(proposal) if not c.ok and c.rule != "has-units"),
        totals=totals_tables(proposal, numbers),
        claims=claim_rows(proposal, numbers),
        divided=bounds_sentence(proposal),
        divided_rules=divided_rules(proposal),
        moves=_moves(proposal, numbers),
        n_moved=len(proposal.moved_units),
        notes=(*notes(proposal), *([TERRITORIES] if proposal.layer.is_union else [])),
        sources=tuple(_sources(kept.get("sources"))),
        figure_sources=_figure_sources(proposal),
        settings=_settings(proposal, numbers),
        wording=proposal.layer.wording,
        is_union=proposal.layer.is_union,
        votes_told=_votes_told(proposal),
    )


def _votes_told(proposal: Proposal) -> str:
    """Say of which years votes and people are; "" where the layer has neither."""
    layer, settings = proposal.layer, proposal.settings
    if layer.is_union:
        votes = f"Votes are those for president in {settings.election}"
        return f"{votes}; people are residents of the {settings.people} census."
    told = [f"votes are those of {settings.election}"] if layer.elections else []
    told += [f"people are those of {settings.people}"] if layer.censuses else []
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _ripples(proposal: Proposal, numbers: NumberFormat) -> tuple[str, ...]:
    """Say what changes in others; nothing where nobody's seats are worked out."""
    told = tuple(ripple_sentence(proposal, ripple, numbers.count) for ripple in proposal.ripples())
    return told or ((NO_RIPPLES,) if proposal.layer.is_union else ())


def _facts(proposal: Proposal, numbers: NumberFormat) -> tuple[Fact, ...]:
    moved = proposal.moved_units
    if not len(moved):
        return ()
    layer = proposal.layer
    found = figures_of_units(layer, moved, proposal.settings)
    votes, has_votes = f"No votes {_for_president(layer)}are counted there", bool(layer.elections)
    if found.share_rep is not None and found.share_dem is not None:
        parts = f"R {numbers.share(found.share_rep)}", f"D {numbers.share(found.share_dem)}"
        votes = ", ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)
        if found.estimated_units:
            votes = ESTIMATE + votes
    return (
        Fact(numbers.count(len(moved)), f"{layer.wording.called(len(moved))} would move"),
        *([_people(proposal, found.people, numbers)] if layer.censuses else []),
        Fact(numbers.area(found.land_m2), "of land"),
        *([Fact(votes, f"of their votes {_for_president(layer)}in {proposal.settings.election}")] * has_votes),
    )


def _for_president(layer: UnitLayer) -> str:
    """Say for whom votes were cast, where it is known: what a layer of a person's own counts may be any election."""
    return "for president " if layer.is_union else ""


def _people(proposal: Proposal, people: int, numbers: NumberFormat) -> Fact:
    """Give the people who move; between which numbers they are where counties are divided."""
    census, sums = proposal.settings.people, partial_sums(proposal)
    counted = f"{census} census" if proposal.layer.is_union else str(census)
    if sums.units:
        both = f"{numbers.count(sums.people_without)} to {numbers.count(sums.people_with)}"
        divided = f"the divided {proposal.layer.called[1]}"
        return Fact(both, f"people move: without {divided}, and with all of them ({counted})")
    union = proposal.union_before().people
    share = people / union if union else 0.0
    whose = "of the Union's" if proposal.layer.is_union else f"of those of {proposal.layer.whole_in_sentence}"
    told = numbers.share(share) if share >= _LEAST_SHARE else f"less than {numbers.share(_LEAST_SHARE)}"
    return Fact(numbers.count(people), f"people live there ({counted}, {told} {whose})")


def _moves(proposal: Proposal, numbers: NumberFormat) -> tuple[MoveList, ...]:
    """Return the moved units by where they come from and go to, the largest group first."""
    layer, moved = proposal.layer, proposal.moved_units
    ways: dict[tuple[int, int], list[int]] = {}
    for unit in moved.tolist():
        ways.setdefault((int(layer.home[unit]), int(proposal.assignment[unit])), []).append(unit)
    found = []
    for (home, assigned), units in sorted(ways.items(), key=lambda item: (-len(item[1]), item[0])):
        names = [proposal.jurisdictions[position].name for position in (home, assigned)]
        people = figures_of_units(layer, np.array(units, dtype=np.int32), proposal.settings).people
        by_name = sorted(((unit, layer.names[unit]) for unit in units), key=lambda item: (item[1], item[0]))
        told = f"{layer.wording.count(len(units))}"
        told += f", {numbers.count(people)} people" if layer.censuses else ""
        found.append(MoveList(f"{names[0]} to {names[1]}", told, tuple(by_name)))
    return tuple(found)


def _sources(listed: Any) -> list[Source]:  # noqa: ANN401 - a file may hold anything there
    found = []
    for entry in listed if isinstance(listed, list) else []:
        title, url = (
            (text_in(entry.get(key)).strip() for key in ("title", "url")) if isinstance(entry, dict) else ("", "")
        )
        if title or url:
            found.append(Source(title or url, url if _opens(url) else ""))
    return found


def _opens(url: str) -> bool:
    """Tell whether an address is one of the web, and not a script or a file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _figure_sources(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    settings, layer = proposal.settings, proposal.layer
    keys = (
        ("People", columns.people(settings.people)),
        ("Federal staff overseas, for the House seats", "overseas_2020"),
        ("Land, water and outlines", "land_m2"),
        ("Votes", columns.votes("total", settings.election)),
    )
    shown = [(label, key) for label, key in keys if layer.column(key).any()]
    if settings.people != 2020 or not layer.is_union:
        shown = [(label, key) for label, key in shown if key != "overseas_2020"]
    return tuple((label, layer.source_of(key)) for label, key in shown)


def _settings(proposal: Proposal, numbers: NumberFormat) -> tuple[tuple[str, str], ...]:
    settings, after = proposal.settings, proposal.outcome_after
    size = str(settings.house_size)
    house = f"{numbers.count(after.apportionment.house_size)} seats"
    if size in _HOUSE_RULES:
        house = f"{house}, {_HOUSE_RULES[size]}"
    leaving = "lapse with those who leave" if settings.lapse_seats else "are shared out again among the states"
    layer = proposal.layer
    named = f"{layer.name}{f', boundaries of {layer.vintage}' if layer.vintage else ''}"
    if not layer.is_union:
        votes = [("Votes", str(settings.election))] if layer.elections else []
        people = [("People", str(settings.people))] if layer.censuses else []
        return (*votes, *people, (layer.wording.fill("{Units}"), named))
    return (
        ("Votes", f"for president, {settings.election}"),
        ("People", f"{settings.people} census"),
        ("House", house),
        ("Method", _METHODS.get(settings.method, settings.method.title())),
        ("If a part leaves the Union, its seats", leaving),
        (layer.wording.fill("{Units}"), named),
    )
