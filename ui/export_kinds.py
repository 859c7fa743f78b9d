"""Everything that a proposal can be exported as, in the order and the words of the dialog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from borderkit.export.formats import FORMATS


class Group(StrEnum):
    """A heading in the list of kinds."""

    PICTURES = "Pictures"
    WEB = "Web page"
    TABLES = "Tables"
    MAPS = "Map data"


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of file.

    Attributes:
        key: its name for programs; that of ``borderkit.export.formats`` for data files.
        ending: how its files end, with the dot.
        name: what people call it.
        purpose: what it is good for, in a sentence or two; ``Wording.fill`` puts in the words of a layer.
        group: where it stands in the list.
        choice: whether it holds one layer, so that a person is to say which.

    """

    key: str
    ending: str
    name: str
    purpose: str
    group: Group
    choice: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it is drawn."""
        return self.group is Group.PICTURES


_OF_DATA = {
    "geopackage": (
        "GeoPackage",
        (
            "Everything in one file for QGIS and other GIS programs: all {units}, the {states} as they would be, and "
            "the {units} that move, coloured as on the screen. Full detail."
        ),
        Group.MAPS,
    ),
    "shapefile-set": (
        "Shapefile, zipped",
        (
            "One layer, for programs that ask for a shapefile: all its files in one .zip, with a list of what the "
            "short column names mean. Full detail."
        ),
        Group.MAPS,
    ),
    "shapefile": (
        "Shapefile",
        "The same as separate files in a folder (.shp, .shx, .dbf, .prj, .cpg). Full detail.",
        Group.MAPS,
    ),
    "geojson": ("GeoJSON", "One layer in longitude and latitude, for web maps and newsroom tools.", Group.MAPS),
    "kml": ("KML", "One layer for Google Earth, with colours and descriptions.", Group.MAPS),
    "spreadsheet": (
        "Excel workbook",
        (
            "The totals before and after, the {units} that move, and the sources, each on a sheet of its own. Numbers "
            "are numbers."
        ),
        Group.TABLES,
    ),
    "totals": ("CSV of totals", "Every {state} before and after, a row each, for any spreadsheet.", Group.TABLES),
    "assignment": (
        "CSV of assignments",
        "GEOID and STATE of every {unit}: what redistricting tools exchange. BorderKit opens it again.",
        Group.TABLES,
    ),
}

_DRAWN = (
    ExportKind(
        "png",
        ".png",
        "PNG picture",
        "For documents, slides, social media and newspapers; any size and resolution.",
        Group.PICTURES,
    ),
    ExportKind(
        "svg",
        ".svg",
        "SVG drawing",
        "For Illustrator, Inkscape and web sites: text stays text, {units} and lines are in named groups.",
        Group.PICTURES,
    ),
    ExportKind(
        "pdf",
        ".pdf",
        "PDF drawing",
        "The map on a page of its own size, sharp at any magnification. For handouts see File > Handout.",
        Group.PICTURES,
    ),
)
_WEB_PAGE = ExportKind(
    "web",
    ".html",
    "Web page",
    "An interactive map, before and after, with totals and sources, in one file. It opens in any browser, from a "
    "memory stick, without a network.",
    Group.WEB,
)


def _data_kinds() -> Iterator[ExportKind]:
    by_key = {kind.key: kind for kind in FORMATS}
    for key, (name, purpose, group) in _OF_DATA.items():
        yield ExportKind(key, by_key[key].ending, name, purpose, group, by_key[key].choice)


_EVERY = (*_DRAWN, _WEB_PAGE, *_data_kinds())

#: Every kind, those of a group beside each other.
KINDS = tuple(kind for group in Group for kind in _EVERY if kind.group is group)
