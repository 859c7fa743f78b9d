"""The measures that tables show for a jurisdiction, with how each is worked out and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from borderkit import columns
from borderkit.figures import Figures
from borderkit.settings import Settings


class Kind(Enum):
    """How a measure's value is written."""

    COUNT = auto()
    AREA = auto()
    SHARE = auto()
    MARGIN = auto()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        key: its name for programs.
        label: its name for people.
        short: the same for the narrow head of a column.
        kind: a number, square metres, or a share of 1.
        value: reads it from figures; None where it cannot be told.
        source: the keys of the columns it is read from, for a choice of settings.
        working: how it is worked out, where it is no plain sum.

    """

    key: str
    label: str
    short: str
    kind: Kind
    value: Callable[[Figures], float | None]
    source: Callable[[Settings], tuple[str, ...]]
    working: str = ""

    @property
    def concerns_votes(self) -> bool:
        """Whether estimated votes make it an estimate."""
        return self.key not in ("people", "land_m2", "units")


def _votes(*parties: str) -> Callable[[Settings], tuple[str, ...]]:
    return lambda settings: tuple(columns.votes(party, settings.election) for party in parties)


def _people(settings: Settings) -> tuple[str, ...]:
    return (columns.people(settings.people),)


def _land(_: Settings) -> tuple[str, ...]:
    return ("land_m2",)


def _units(_: Settings) -> tuple[str, ...]:
    return ()


MEASURES: tuple[Measure, ...] = (
    Measure("people", "People", "People", Kind.COUNT, lambda f: f.people, _people),
    Measure("land_m2", "Land area", "Land area", Kind.AREA, lambda f: f.land_m2, _land),
    Measure("units", "Counties", "Counties", Kind.COUNT, lambda f: f.units, _units),
    Measure("votes_dem", "Democratic votes", "Dem. votes", Kind.COUNT, lambda f: f.votes_dem, _votes("dem")),
    Measure("votes_rep", "Republican votes", "Rep. votes", Kind.COUNT, lambda f: f.votes_rep, _votes("rep")),
    Measure(
        "votes_other",
        "Other votes",
        "Other votes",
        Kind.COUNT,
        lambda f: f.votes_other,
        _votes("total", "dem", "rep"),
        "all votes less those of the two parties",
    ),
    Measure("votes_total", "All votes", "All votes", Kind.COUNT, lambda f: f.votes_total, _votes("total")),
    Measure(
        "share_dem",
        "Democratic share",
        "Dem. share",
        Kind.SHARE,
        lambda f: f.share_dem,
        _votes("dem", "total"),
        "Democratic votes over all votes",
    ),
    Measure(
        "share_rep",
        "Republican share",
        "Rep. share",
        Kind.SHARE,
        lambda f: f.share_rep,
        _votes("rep", "total"),
        "Republican votes over all votes",
    ),
    Measure(
        "margin",
        "Margin",
        "Margin",
        Kind.MARGIN,
        lambda f: f.margin,
        _votes("dem", "rep", "total"),
        "the difference of the two parties' votes over all votes",
    ),
)

BY_KEY = {measure.key: measure for measure in MEASURES}
