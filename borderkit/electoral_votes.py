"""Electoral votes by party, for tables that tell the outcome of the election."""

from __future__ import annotations

from collections.abc import Callable

from borderkit import columns
from borderkit.figures import Figures
from borderkit.measures import Kind, Measure
from borderkit.settings import Settings
from borderkit.standing import Standing


def _read(electors: Callable[[Standing], int]) -> Callable[[Figures], float | None]:
    return lambda figures: electors(figures.standing) if figures.standing else None


def _source(settings: Settings) -> tuple[str, ...]:
    return tuple(columns.votes(party, settings.election) for party in ("dem", "rep"))


_WORKING = (
    "all of a state's to who has the most votes there; Maine and Nebraska as split in that election while unchanged"
)

#: Those of the two parties, and those of neither: where votes are tied.
ELECTORAL_VOTES = tuple(
    Measure(key, label, short, Kind.COUNT, _read(electors), _source, _WORKING)
    for key, label, short, electors in (
        ("electors_dem", "Democratic electoral votes", "Dem. electors", lambda standing: standing.electors_dem),
        ("electors_rep", "Republican electoral votes", "Rep. electors", lambda standing: standing.electors_rep),
        ("electors_other", "Electoral votes of neither", "Neither's", lambda standing: standing.electors_other),
    )
)
