"""What a file of polygons says of itself before its rows are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

Box = tuple[float, float, float, float]


class FieldKind(StrEnum):
    """What the values of a field are."""

    TEXT = "text"
    WHOLE = "whole numbers"
    DECIMAL = "decimal numbers"
    OTHER = "something else"


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field of a layer, as the file declares it."""

    name: str
    kind: FieldKind


@dataclass(frozen=True, slots=True)
class FoundLayer:
    """One layer of a file.

    Attributes:
        name: as the file calls it.
        geometry: "Polygon", "MultiPolygon", "Point", ..., "Unknown" where each row has its own, "" for a bare table.
        rows: how many rows the file announces; None where it does not say.
        fields: in the file's order, the geometry left out.
        crs: the coordinate system as an authority code ("EPSG:4269") or WKT; None where the file has none.
        crs_name: what people call it ("NAD83 / Conus Albers"); "" where there is none.
        bounds: left, bottom, right, top in that system; None where the file does not say.

    """

    name: str
    geometry: str
    rows: int | None
    fields: tuple[FoundField, ...]
    crs: str | None
    crs_name: str
    bounds: Box | None

    @property
    def may_have_polygons(self) -> bool:
        """Whether its rows can be units: polygons, or geometries of an unknown kind."""
        return "polygon" in self.geometry.lower() or self.geometry in ("Unknown", "GeometryCollection", "Surface")

    def field(self, name: str) -> FoundField | None:
        """Return the field with a name, None if there is none."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be opened, and what it holds.

    Attributes:
        path: the file.
        driver: its format, in the words of GDAL ("ESRI Shapefile").
        encoding: how its text is encoded; "" where that cannot be told, or the format leaves no choice.
        layers: in the file's order.
        remarks: what a person should know before opening it, a sentence each ("There is no counties.prj beside it.").

    """

    path: Path
    driver: str
    encoding: str
    layers: tuple[FoundLayer, ...]
    remarks: tuple[str, ...] = ()
