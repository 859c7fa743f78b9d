"""How a file is to be read as a unit layer: which of its layers, where it lies, what its fields mean, what is repaired.

A recipe is what a person decides in the wizard. It is remembered for the file, and a named profile is one without a
file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = Any


class HomeKind(StrEnum):
    """What the values of the field that names the home jurisdiction are."""

    POSTAL = "postal codes"
    FIPS = "FIPS codes"
    NAME = "names"
    #: There is no such field: the identifiers begin with the two digits of a state.
    IN_IDENTIFIER = "beginning of the identifier"
    #: There is no such field: all units have one and the same home.
    ONE_FOR_ALL = "one for all"


class Measure(StrEnum):
    """What a field of numbers counts."""

    LAND = "land area"
    WATER = "water area"
    PEOPLE = "people"
    DEM = "Democratic votes"
    REP = "Republican votes"
    OTHER_VOTES = "votes for others"
    ALL_VOTES = "all votes"
    #: Any other figure, added up over the units.
    SUM = "another sum"


class AreaIn(StrEnum):
    """What a field of areas is given in."""

    SQUARE_METRES = "square metres"
    SQUARE_KILOMETRES = "square kilometres"
    SQUARE_MILES = "square miles"
    ACRES = "acres"
    HECTARES = "hectares"


@dataclass(frozen=True, slots=True)
class FigureUse:
    """A field of numbers and what it counts.

    Several fields may count the same measure of the same year: they are added up.

    Attributes:
        field: its name in the file.
        measure: what it counts.
        year: of the census or the election; None for areas and sums.
        area_in: for areas.
        label: for another sum, its name for people.
        unit: for another sum, what it counts ("dollars").
        source: who counted it; "" where the person did not say.

    """

    field: str
    measure: Measure
    year: int | None = None
    area_in: AreaIn = AreaIn.SQUARE_METRES
    label: str = ""
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """What the fields of a layer mean.

    Attributes:
        identifier: the field that identifies units; "" to number the rows.
        name: the field with the units' names; "" to name them by their identifiers.
        home: the field with their home jurisdictions; "" where ``home_kind`` needs none.
        home_kind: what its values are.
        home_for_all: the name of the one jurisdiction of ``HomeKind.ONE_FOR_ALL``.
        figures: the fields of numbers that are used.

    """

    identifier: str = ""
    name: str = ""
    home: str = ""
    home_kind: HomeKind = HomeKind.ONE_FOR_ALL
    home_for_all: str = ""
    figures: tuple[FigureUse, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are used, each once."""
        named = (self.identifier, self.name, self.home, *(use.field for use in self.figures))
        return tuple(dict.fromkeys(name for name in named if name))


class Repair(StrEnum):
    """A kind of repair; each can be switched off."""

    RINGS = "invalid rings"
    HEIGHTS = "heights"
    DUPLICATES = "duplicates"
    SAME_IDENTIFIER = "parts with one identifier"
    ANTIMERIDIAN = "outlines across the antimeridian"
    OVERLAPS = "overlaps"
    GAPS = "gaps and slivers"


#: What is repaired unless a person decides otherwise.
ALL_REPAIRS = frozenset(Repair)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file is read.

    Attributes:
        layer: the name of the layer within the file; "" for the first with polygons.
        encoding: how the text is encoded; "" as the file says.
        crs: the coordinate system, where the file has none or a wrong one; "" as the file says.
        roles: what its fields mean.
        repairs: what is repaired.
        units_called: what a unit is, one and many ("precinct", "precincts").

    """

    layer: str = ""
    encoding: str = ""
    crs: str = ""
    roles: Roles = field(default_factory=Roles)
    repairs: frozenset[Repair] = ALL_REPAIRS
    units_called: tuple[str, str] = ("unit", "units")

    def to_json(self) -> Json:
        """Return the recipe as plain data, the same for equal recipes."""
        roles = self.roles
        return {
            "layer": self.layer,
            "encoding": self.encoding,
            "crs": self.crs,
            "roles": {
                "identifier": roles.identifier,
                "name": roles.name,
                "home": roles.home,
                "home_kind": roles.home_kind.value,
                "home_for_all": roles.home_for_all,
                "figures": [_figure_to_json(use) for use in roles.figures],
            },
            "repairs": sorted(repair.value for repair in self.repairs),
            "units_called": list(self.units_called),
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Json]) -> Recipe:
        """Return the recipe that ``to_json`` gave.

        Raises:
            KeyError, TypeError, ValueError: if the content is none.

        """
        roles = content["roles"]
        one, many = content["units_called"]
        return cls(
            layer=str(content["layer"]),
            encoding=str(content["encoding"]),
            crs=str(content["crs"]),
            roles=Roles(
                identifier=str(roles["identifier"]),
                name=str(roles["name"]),
                home=str(roles["home"]),
                home_kind=HomeKind(roles["home_kind"]),
                home_for_all=str(roles["home_for_all"]),
                figures=tuple(_figure_from_json(use) for use in roles["figures"]),
            ),
            repairs=frozenset(Repair(value) for value in content["repairs"]),
            units_called=(str(one), str(many)),
        )


def _figure_to_json(use: FigureUse) -> Json:
    return {
        "field": use.field,
        "measure": use.measure.value,
        "year": use.year,
        "area_in": use.area_in.value,
        "label": use.label,
        "unit": use.unit,
        "source": use.source,
    }


def _figure_from_json(content: Mapping[str, Json]) -> FigureUse:
    year = content["year"]
    return FigureUse(
        field=str(content["field"]),
        measure=Measure(content["measure"]),
        year=None if year is None else int(year),
        area_in=AreaIn(content["area_in"]),
        label=str(content["label"]),
        unit=str(content["unit"]),
        source=str(content["source"]),
    )
