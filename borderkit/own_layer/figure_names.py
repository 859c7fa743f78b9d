"""Names of columns of people and areas: of which census, and in which unit.

Sources: Census Bureau, TIGER/Line technical documentation (ALAND, AWATER in square metres,
POP20) and redistricting data
(P0010001, POP100, AREALAND); its API of 2020 (P1_001N); IPUMS NHGIS codebooks (H7V001 and H7X001 of 2010, U7B001 and
U7H001 of 2020, time series such as A00AA2020); Dave's Redistricting (T_20_CENS_Total); MGGG's states (TOTPOP, PERSONS,
PL10AA_TOT); Statistics Canada (LANDAREA in square kilometres); VG250-EW (EWZ people, KFL square kilometres); Eurostat
GISCO (POP_2021, AREA_KM2); Statewide Database (AREA in other units, which is why AREA alone says nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from borderkit.own_layer.recipe import AreaIn, Measure
from borderkit.own_layer.vote_names import year_of_digits

_M2, _KM2, _MI2, _ACRES, _HA = (
    AreaIn.SQUARE_METRES,
    AreaIn.SQUARE_KILOMETRES,
    AreaIn.SQUARE_MILES,
    AreaIn.ACRES,
    AreaIn.HECTARES,
)
_IN_UNITS = (
    (r"(?:SQ_?KM|KM_?2|SQKILOM\w*|KM\^2|KM²)", _KM2),
    (r"(?:SQ_?MI(?:LES)?|MI_?2|MI²)", _MI2),
    (r"(?:ACRES?|AC)", _ACRES),
    (r"(?:HECTARES?|HA)", _HA),
    (r"(?:SQ_?M(?:ETERS|ETRES)?|M_?2|M²)", _M2),
)
_VINTAGE = r"(?:00|10|20)?"

#: Names of areas, the surest first: pattern, what it is, and in which unit.
_AREAS: tuple[tuple[str, Measure, AreaIn], ...] = (
    (rf"ALAND{_VINTAGE}", Measure.LAND, _M2),
    (rf"AWATER{_VINTAGE}", Measure.WATER, _M2),
    (r"AREALAND", Measure.LAND, _M2),
    (r"AREAWATE?R", Measure.WATER, _M2),
    (r"LANDAREA", Measure.LAND, _KM2),
    *((rf"(?:A?LAND|AREA_?LAND|LAND_?AREA)_?{unit}", Measure.LAND, area) for unit, area in _IN_UNITS),
    *((rf"(?:A?WATER|AREA_?WATER|WATER_?AREA)_?{unit}", Measure.WATER, area) for unit, area in _IN_UNITS),
    *((rf"(?:(?:GIS|TOTAL|SHAPE|POLY)?_?AREA)_?(?:IN_)?{unit}", Measure.LAND, area) for unit, area in _IN_UNITS),
    *((rf"(?:GIS_?|CALC_?|TOTAL_?)?{unit}", Measure.LAND, area) for unit, area in _IN_UNITS[:-1]),
    (r"KFL", Measure.LAND, _KM2),
)  # fmt: skip
#: Areas in whatever unit the coordinates had when a program measured them.
_UNSURE_AREA = re.compile(r"SHAPE_+AREA(?:_\d+)?|ST_?AREA.*|(?:GIS_?)?AREA|LAND|WATER|LAND_?AREA|WATER_?AREA", re.I)

_CENSUS_YEAR = r"(?P<year>(?:18|19|20)\d\d|[0-9]0)"
_ANY_YEAR = r"(?P<year>(?:18|19|20)\d\d|\d\d)"
_PEOPLE_WITH_YEAR = (
    rf"POP_?{_ANY_YEAR}", rf"TOT(?:AL)?_?POP(?:ULATION)?_?{_ANY_YEAR}", rf"POPULATION_?{_ANY_YEAR}",
    rf"PEOPLE_?{_ANY_YEAR}",
    r"T_(?P<year>\d\d)_CENS_TOTAL", r"PL(?P<year>\d\d)AA_TOT", rf"(?:DB|DA|CSD|CD|PR|FED)POP_?{_ANY_YEAR}",
    rf"CENSUS_?(?:POP_?)?{_CENSUS_YEAR}(?:_?POP)?", rf"{_CENSUS_YEAR}_?(?:CENSUS_?)?POP(?:ULATION)?",
    r"(?:A00|AV0|B78|CL8)AA(?P<year>\d{4})",
    r"PERSONS_?(?P<year>(?:19|20)\d\d)",
    r"(?:POBLACION|POBTOT|HABITANTS|POPULACAO|EINWOHNER|EWZ|EW)_?(?P<year>(?:19|20)\d\d)",
)  # fmt: skip
_ESTIMATES = (rf"POP_?EST(?:IMATE)?_?{_ANY_YEAR}", r"T_(?P<year>\d\d)_ACS_TOTAL", rf"{_ANY_YEAR}_?POP_?EST(?:IMATE)?")
#: Codes that name one table of one census.
_PEOPLE_OF = {
    "P1_001N": 2020, "U7B001": 2020, "U7H001": 2020, "H7V001": 2010, "H7X001": 2010, "FXS001": 2000, "ET1001": 1990,
}  # fmt: skip
#: People of a census that the name does not tell: the Census Bureau's vintage in other columns tells it.
_PEOPLE_OF_A_CENSUS = re.compile(r"P001001|P0010001|POP_?100|TOT(?:AL)?_?POP(?:ULATION)?|PERSONS", re.I)
_PEOPLE = re.compile(
    r"POP|POPN|POPULATION|POP_?TOT(?:AL)?|TOTAL_?PEOPLE|PEOPLE|RESIDENTS|EWZ|EINWOHNER|EW|HABITANTS|POBLACION|POBTOT|"
    r"POPULACAO|POPOLAZIONE|INWONERS|INVANARE|BEFOLKNING|LUDNOSC|AANT_?INW|POP_?EST(?:IMATE)?",
    re.I,
)
_VINTAGE_TOLD = re.compile(
    r"(?:GEOID|STATEFP|COUNTYFP|NAMELSAD|ALAND|AWATER|VTDST|BLOCKCE|TRACTCE|MTFCC)(00|10|20)", re.I
)


def area_of(name: str) -> tuple[int, Measure, AreaIn] | None:
    """Return what a column's name says of an area, with its rank, the surest first; None if it says nothing."""
    for rank, (pattern, measure, area_in) in enumerate(_AREAS):
        if re.fullmatch(pattern, name.strip(), re.IGNORECASE):
            return rank, measure, area_in
    return None


def may_be_area(name: str) -> bool:
    """Tell whether a column seems to hold areas, in a unit that its name does not say."""
    return bool(_UNSURE_AREA.fullmatch(name.strip()))


def people_year(name: str, vintage: int | None) -> tuple[int, int] | None:
    """Return the year of the people that a column counts, with the rank of its name; None if the name does not tell.

    Args:
        name: the column's name.
        vintage: the census whose vintage other columns of the layer have.

    """
    upper = name.strip().upper()
    if upper in _PEOPLE_OF:
        return _PEOPLE_OF[upper], 0
    for rank, patterns in ((1, _PEOPLE_WITH_YEAR), (3, _ESTIMATES)):
        for pattern in patterns:
            match = re.fullmatch(pattern, upper)
            if match is not None:
                return year_of_digits(match["year"]), rank
    if vintage is not None and _PEOPLE_OF_A_CENSUS.fullmatch(upper):
        return vintage, 2
    return None


def may_be_people(name: str) -> bool:
    """Tell whether a column seems to count people, of a year that its name does not tell."""
    return bool(_PEOPLE_OF_A_CENSUS.fullmatch(name.strip()) or _PEOPLE.fullmatch(name.strip()))


def vintage_of(names: Iterable[str]) -> int | None:
    """Return the census whose vintage the Census Bureau's columns have ("GEOID20"); None if none or several."""
    told = {match[1] for name in names if (match := _VINTAGE_TOLD.fullmatch(name.strip()))}
    return 2000 + int(next(iter(told))) if len(told) == 1 else None
