"""The totals of a proposal as plain data: what the command line prints and other programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from borderkit.figures import Figures
from borderkit.notes import notes
from borderkit.partial import PartialSums, partial_sums
from borderkit.proposal import Proposal

Json = dict[str, Any]

#: The figures of a jurisdiction, in the order in which they are written.
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
            "before": _national(proposal.union_before(), _count_states(proposal, before=True)),
            "after": _national(proposal.union_after(), _count_states(proposal, before=False)),
        },
        "jurisdictions": list(_jurisdictions(proposal)),
        "partial": _partial(partial_sums(proposal)),
        "notes": notes(proposal),
    }


def totals_csv(proposal: Proposal) -> str:
    """Return the totals as a table, a row a jurisdiction, numbers without separators."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    sides = ("before", "after")
    writer.writerow(["code", "name", "status", *(f"{name}_{side}" for name in FIGURES for side in sides)])
    for row in _jurisdictions(proposal):
        values = [row[side][name] if row[side] else "" for name in FIGURES for side in sides]
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
    return {name: getattr(figures, name) for name in FIGURES} if figures else None


def _national(union: Figures, states: int) -> Json:
    return {"people": union.people, "states": states} | {
        name: getattr(union, name) for name in FIGURES if name != "people"
    }


def _count_states(proposal: Proposal, *, before: bool) -> int:
    """Count the states of the Union that have units."""
    rows = proposal.totals_before if before else proposal.totals_after
    jurisdictions = proposal.jurisdictions[: len(rows)]
    return sum(j.status.is_state and bool(row[-1]) for j, row in zip(jurisdictions, rows, strict=True))


def _partial(sums: PartialSums) -> Json:
    return {
        "units": list(sums.units),
        "people_without": sums.people_without,
        "people_with": sums.people_with,
    }
