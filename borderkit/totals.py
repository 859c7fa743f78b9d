"""The totals of a proposal as plain data: what the command line prints and other programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from borderkit.contiguity import checks
from borderkit.figures import Figures
from borderkit.notes import notes
from borderkit.outcome import Outcome
from borderkit.partial import PartialSums, partial_sums
from borderkit.proposal import Proposal
from borderkit.standing import Standing

Json = dict[str, Any]

#: The figures of a jurisdiction, in the order in which they are written.
CONGRESS = ("house_seats", "senators", "electors")
FIGURES = ("units", "people", "land_m2", "votes_dem", "votes_rep", "votes_other", "votes_total")


def totals(proposal: Proposal) -> Json:
    """Return before and after of every jurisdiction and of the Union, all numbers integers."""
    return {
        "proposal": {
            "id": proposal.id,
            "title": proposal.details.title,
            "units_moved": len(proposal.moved_units),
        },
        "settings": proposal.settings.as_stored(),
        "national": {
            "before": _national(proposal.union_before(), proposal.outcome_before),
            "after": _national(proposal.union_after(), proposal.outcome_after),
        },
        "jurisdictions": list(_jurisdictions(proposal)),
        "ripples": [
            {
                "code": ripple.code,
                "house_seats": ripple.house_seats,
                "electors": ripple.electors,
                "margin_people": ripple.margin_people,
            }
            for ripple in proposal.ripples()
        ],
        "partial": _partial(partial_sums(proposal)),
        "checks": [
            {"rule": check.rule, "code": check.code, "ok": check.ok, "detail": check.detail}
            for check in checks(proposal)
        ],
        "notes": notes(proposal),
    }


def totals_csv(proposal: Proposal) -> str:
    """Return the totals as a table, a row a jurisdiction, numbers without separators."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    sides = ("before", "after")
    names = (*FIGURES, *CONGRESS, "electors_dem", "electors_rep")
    writer.writerow(["code", "name", "status", *(f"{name}_{side}" for name in names for side in sides)])
    for row in _jurisdictions(proposal):
        values = [row[side][name] if row[side] else "" for name in names for side in sides]
        writer.writerow([row["code"], row["name"], row["status"], *values])
    return text.getvalue()


def _jurisdictions(proposal: Proposal) -> Iterator[Json]:
    for jurisdiction in sorted(proposal.jurisdictions, key=lambda j: j.code):
        yield {
            "code": jurisdiction.code,
            "name": jurisdiction.name,
            "status": jurisdiction.status.value,
            "before": _plain(proposal.before(jurisdiction.code)),
            "after": _plain(proposal.after(jurisdiction.code)),
        }


def _plain(figures: Figures | None) -> Json | None:
    if figures is None:
        return None
    return {name: getattr(figures, name) for name in FIGURES} | _congress(figures) | _electors(figures)


def _national(union: Figures, found: Outcome) -> Json:
    electors_needed = {"electors_needed": found.electors_needed}
    return (
        {"people": union.people, "states": found.states}
        | _congress(union)
        | electors_needed
        | _electors(union)
        | {name: getattr(union, name) for name in FIGURES if name != "people"}
    )


def _congress(figures: Figures) -> Json:
    standing = figures.standing or Standing()
    return {name: getattr(standing, name) for name in CONGRESS}


def _electors(figures: Figures) -> Json:
    """Return for whom the electors are; others only where there are any."""
    standing = figures.standing or Standing()
    other = {"electors_other": standing.electors_other} if standing.electors_other else {}
    return {"electors_dem": standing.electors_dem, "electors_rep": standing.electors_rep} | other


def _partial(sums: PartialSums) -> Json:
    return {
        "units": list(sums.units),
        "people_without": sums.people_without,
        "people_with": sums.people_with,
    }
