"""The measures that tables show for a jurisdiction, with how each is worked out and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from borderkit import columns
from borderkit.figures import Figures
from borderkit.layer import UnitLayer
from borderkit.settings import Settings
from borderkit.wording import Wording


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

    def label_on(self, wording: Wording) -> str:
        """Return its name for people on a layer: units are called there what they are."""
        return wording.fill("{Units}") if self.key == "units" else self.label

    def short_on(self, wording: Wording) -> str:
        """Return the same for the narrow head of a column."""
        return wording.fill("{Units}") if self.key == "units" else self.short

    @property
    def adds_up(self) -> bool:
        """Whether a jurisdiction's value is the sum over its units."""
        return self.kind in (Kind.COUNT, Kind.AREA) and self.key not in _CONGRESS

    @property
    def concerns_votes(self) -> bool:
        """Whether estimated votes make it an estimate."""
        return self.key.startswith(("votes", "share", "margin"))


def _votes(*parties: str) -> Callable[[Settings], tuple[str, ...]]:
    return lambda settings: tuple(columns.votes(party, settings.election) for party in parties)


def _people(settings: Settings) -> tuple[str, ...]:
    return (columns.people(settings.people),)


def _land(_: Settings) -> tuple[str, ...]:
    return ("land_m2",)


def _units(_: Settings) -> tuple[str, ...]:
    return ()


def _apportionment(settings: Settings) -> tuple[str, ...]:
    return (*_people(settings), "overseas_2020") if settings.people == 2020 else _people(settings)


def _seats(figures: Figures) -> float | None:
    return figures.standing.house_seats if figures.standing else None


def _senators(figures: Figures) -> float | None:
    return figures.standing.senators if figures.standing else None


def _electors(figures: Figures) -> float | None:
    return figures.standing.electors if figures.standing else None


MEASURES: tuple[Measure, ...] = (
    Measure("people", "People", "People", Kind.COUNT, lambda f: f.people, _people),
    Measure("land_m2", "Land area", "Land area", Kind.AREA, lambda f: f.land_m2, _land),
    Measure("units", "Counties", "Counties", Kind.COUNT, lambda f: f.units, _units),
    Measure(
        "house_seats",
        "House seats",
        "House seats",
        Kind.COUNT,
        _seats,
        _apportionment,
        "its share of the House by the chosen method (2 U.S.C. 2a), of residents and, for 2020, federal staff overseas",
    ),
    Measure(
        "senators",
        "Senators",
        "Senators",
        Kind.COUNT,
        _senators,
        _units,
        "two for each state (Article I, section 3)",
    ),
    Measure(
        "electors",
        "Electoral votes",
        "Electors",
        Kind.COUNT,
        _electors,
        _apportionment,
        "a state's House seats and two; the federal district's by the Twenty-third Amendment",
    ),
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

#: What follows from the people and votes of the whole Union.
_CONGRESS = ("house_seats", "senators", "electors")


def has_figures(layer: UnitLayer, measure: Measure) -> bool:
    """Tell whether a layer has what a measure is read from."""
    if measure.key in _CONGRESS or measure.key.startswith("electors"):
        return layer.is_union
    if measure.concerns_votes:
        return bool(layer.elections)
    return bool(layer.censuses) or measure.key != "people"


BY_KEY = {measure.key: measure for measure in MEASURES}
