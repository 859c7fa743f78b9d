"""The columns of figures of the bundled layer, with their meaning and source; every other layer has them, too.

A column is a row of exact integers, one a unit. Tallies are sums of columns; shares and margins
are worked out from tallies when they are shown and never added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ELECTIONS = (2016, 2020, 2024)
CENSUSES = (2010, 2020)

#: How the keys of columns begin that are a layer's own, neither people, votes nor areas.
OWN = "own:"

_BOUNDARIES = "US Census Bureau, cartographic boundary file 2018 (1:500,000)"
_CENSUS = {
    2010: "US Census Bureau, 2010 census, resident population",
    2020: "US Census Bureau, 2020 census, resident population",
}
_OVERSEAS = "US Census Bureau, apportionment table 2020; shared out among a state's counties by people"
_CANVASS = {
    2016: "county canvasses of the presidential election of November 8, 2016",
    2020: "county canvasses of the presidential election of November 3, 2020",
    2024: "county canvasses of the presidential election of November 5, 2024",
}
_CANDIDATES = {2016: ("Clinton", "Trump"), 2020: ("Biden", "Trump"), 2024: ("Harris", "Trump")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``field`` is its name in the bundled .dbf, ``source`` who counted or measured it.

    ``unit`` is what a column that is neither people, votes nor area counts ("dollars").
    """

    key: str
    field: str
    label: str
    source: str
    unit: str = ""


def people(census: int) -> str:
    """Return the key of the residents of a census."""
    return f"people_{census}"


def votes(party: str, election: int) -> str:
    """Return the key of the votes of ``party`` ("dem", "rep" or "total") in an election."""
    return f"{party}_{election}"


def estimated(election: int) -> str:
    """Return the key that is 1 for a unit whose votes in that election are not counted figures."""
    return f"estimated_{election}"


def _vote_columns(election: int) -> list[Column]:
    year = f"{election % 100:02d}"
    dem, rep = _CANDIDATES[election]
    source = _CANVASS[election]
    return [
        Column(votes("dem", election), f"DEM{year}", f"Democratic votes {election} ({dem})", source),
        Column(votes("rep", election), f"REP{year}", f"Republican votes {election} ({rep})", source),
        Column(votes("total", election), f"TOTAL{year}", f"All votes {election}", source),
        Column(estimated(election), f"EST{year}", f"Votes {election} are an estimate", "this project"),
    ]


#: The columns that every layer has, in the order of its matrix. Where a layer has no figures of one, it is all zero.
COLUMNS: tuple[Column, ...] = (
    Column("land_m2", "ALAND", "Land area in square metres", _BOUNDARIES),
    Column("water_m2", "AWATER", "Water area in square metres", _BOUNDARIES),
    *(Column(people(year), f"POP{year}", f"People {year}", _CENSUS[year]) for year in CENSUSES),
    Column("overseas_2020", "OVERSEAS20", "Federal staff overseas 2020", _OVERSEAS),
    *(column for election in ELECTIONS for column in _vote_columns(election)),
)

POSITION: dict[str, int] = {column.key: position for position, column in enumerate(COLUMNS)}


def source_of(key: str) -> str:
    """Return who counted or measured a column of the bundled layer."""
    return COLUMNS[POSITION[key]].source


_LABELS = {"people": "People", "dem": "Democratic votes", "rep": "Republican votes", "total": "All votes"}


def column_of_year(key: str, source: str) -> Column:
    """Return a column of people or votes of any year, such as "people_2021", that a layer of its own source has."""
    what, _, year = key.rpartition("_")
    if what == "estimated":
        return Column(key, "", f"Votes {year} are an estimate", source)
    return Column(key, "", f"{_LABELS[what]} {year}", source)


def years_of(what: str, keys: Iterable[str]) -> tuple[int, ...]:
    """Return the years of the columns of people, or of votes, among keys, ascending."""
    years = (key.rpartition("_")[2] for key in keys if key.rpartition("_")[0] == what)
    return tuple(sorted(int(year) for year in years))
