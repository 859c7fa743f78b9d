"""The kinds of data files that there are, for those who let a person choose one. It loads no library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from borderkit.wording import Wording


class What(StrEnum):
    """What a file that holds one layer is to hold."""

    JURISDICTIONS = "jurisdictions"
    UNITS = "units"
    MOVED = "moved"

    def label_on(self, wording: Wording) -> str:
        """Return what people call it on a layer."""
        label = {
            What.JURISDICTIONS: "{States} as they would be, with their figures before and after",
            What.UNITS: "All {units}, with where they belong before and after",
            What.MOVED: "Only the {units} that move",
        }[self]
        return wording.fill(label)


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of data file.

    Attributes:
        key: its name for programs.
        ending: how its files end, with the dot.
        label: what people call it, for a list of file types; ``Wording.fill`` puts in what units are called.
        choice: whether it holds one layer, so that a person is to say which.

    """

    key: str
    ending: str
    label: str
    choice: bool = False


#: Every kind, the ones that hold most first. Of two with one ending, that ending means the first.
FORMATS = (
    Format("geopackage", ".gpkg", "GeoPackage: everything, coloured as on screen (QGIS)"),
    Format("shapefile-set", ".zip", "Shapefile, zipped", choice=True),
    Format("shapefile", ".shp", "Shapefile", choice=True),
    Format("geojson", ".geojson", "GeoJSON (web maps)", choice=True),
    Format("kml", ".kml", "KML (Google Earth)", choice=True),
    Format("spreadsheet", ".xlsx", "Excel: totals, moved {units}, sources"),
    Format("assignment", ".csv", "CSV of assignments: GEOID, STATE (redistricting tools)"),
    Format("totals", ".csv", "CSV of totals, before and after"),
)

#: The endings of data files, each once.
ENDINGS = tuple(dict.fromkeys(format_.ending for format_ in FORMATS))


def format_of(ending: str) -> Format | None:
    """Return the kind of file that an ending such as ".gpkg" means; None if there is none."""
    return next((kind for kind in FORMATS if kind.ending == ending.lower()), None)
