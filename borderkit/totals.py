"""The totals of a proposal as plain data: what the command line prints and other programs read."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borderkit.contiguity import checks
from borderkit.figures import Figures
from borderkit.jurisdiction import Jurisdiction
from borderkit.notes import notes
from borderkit.outcome import Outcome
from borderkit.partial import PartialSums, partial_sums
from borderkit.proposal import Proposal

Json = dict[str, Any]

#: The figures of a jurisdiction, in the order in which they are written.
CONGRESS = ("house_seats", "senators", "electors")
FIGURES = ("units", "people", "land_m2", "votes_dem", "votes_rep", "votes_other", "votes_total")


def totals(proposal: Proposal) -> Json:
    """Return before and after of every jurisdiction and of the Union, all numbers integers.

    Seats and electors are None where the layer has not the whole Union. Joined columns follow where there are any;
    means, shares and numbers with decimals are no integers.
    """
    found: Json = {
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
    if proposal.joined:
        from borderkit.joining.plain import joined_totals

        found["joined"] = joined_totals(proposal, _listed(proposal))
    return found


def totals_csv(proposal: Proposal) -> str:
    """Return the totals as a table, a row a jurisdiction, numbers without separators."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    sides = ("before", "after")
    names = (*FIGURES, *CONGRESS, "electors_dem", "electors_rep")
    heads = ["code", "name", "status", *(f"{name}_{side}" for name in names for side in sides)]
    joined = _joined_cells(proposal)
    writer.writerow([*heads, *joined[None]])
    for row in _jurisdictions(proposal):
        values = [row[side][name] if row[side] else "" for name in names for side in sides]
        writer.writerow([row["code"], row["name"], row["status"], *values, *joined[row["code"]]])
    return text.getvalue()


def _joined_cells(proposal: Proposal) -> Mapping[str | None, Sequence[int | float | str]]:
    """Return the cells of joined columns by the codes of jurisdictions, and their heads by None."""
    if not proposal.joined:
        return defaultdict(tuple)
    from borderkit.joining.plain import joined_cells, joined_names

    return {None: joined_names(proposal)} | {j.code: joined_cells(proposal, j.code) for j in _listed(proposal)}


def _listed(proposal: Proposal) -> list[Jurisdiction]:
    return sorted(proposal.jurisdictions, key=lambda jurisdiction: jurisdiction.code)


def _jurisdictions(proposal: Proposal) -> Iterator[Json]:
    for jurisdiction in _listed(proposal):
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
    electors_needed = {"electors_needed": found.electors_needed if union.standing else None}
    return (
        {"people": union.people, "states": found.states}
        | _congress(union)
        | electors_needed
        | _electors(union)
        | {name: getattr(union, name) for name in FIGURES if name != "people"}
    )


def _congress(figures: Figures) -> Json:
    return {name: getattr(figures.standing, name) if figures.standing else None for name in CONGRESS}


def _electors(figures: Figures) -> Json:
    """Return for whom the electors are; others only where there are any."""
    standing = figures.standing
    if standing is None:
        return {"electors_dem": None, "electors_rep": None}
    other = {"electors_other": standing.electors_other} if standing.electors_other else {}
    return {"electors_dem": standing.electors_dem, "electors_rep": standing.electors_rep} | other


def _partial(sums: PartialSums) -> Json:
    return {
        "units": list(sums.units),
        "people_without": sums.people_without,
        "people_with": sums.people_with,
    }
