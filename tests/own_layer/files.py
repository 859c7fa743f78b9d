"""Small layers in files of all formats, whole and damaged."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import shapely

Json = Any

SET = ("shp", "shx", "dbf", "prj", "cpg")
DRIVERS = {".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf", ".kml": "LIBKML"}
NAMES = ("Doña Ana", "Eddy", "Île", "Lea", "Otero", "São Tomé")


def units(count: int = 6, crs: str | None = "EPSG:4269") -> geopandas.GeoDataFrame:
    """Return squares of one degree, three to a row, with an identifier, a name and two figures."""
    squares = [shapely.box(-106 + at % 3, 32 + at // 3, -105 + at % 3, 33 + at // 3) for at in range(count)]
    columns = {
        "GEOID": [f"0{35_000 + at}" for at in range(count)],
        "NAME": [NAMES[at % len(NAMES)] for at in range(count)],
        "POP": np.arange(count) * 1_000,
        "SHARE": np.arange(count) * 0.5,
    }
    return geopandas.GeoDataFrame(columns, geometry=squares, crs=crs)


def layer_file(folder: Path, ending: str = ".shp", name: str = "units", **options: object) -> Path:
    """Write a small layer and return its path."""
    path = folder / f"{name}{ending}"
    frame = options.pop("frame", None)
    frame = units() if frame is None else frame
    assert isinstance(frame, geopandas.GeoDataFrame)
    if ending == ".kml":
        frame = frame.to_crs(4326)
    pyogrio.write_dataframe(frame, path, driver=DRIVERS[ending], **options)
    return path


def shapefile_with(folder: Path, part: str, change: Callable[[bytearray], object]) -> Path:
    """Write a shapefile of which one file is changed in place."""
    path = layer_file(folder)
    file = path.with_suffix(f".{part}")
    content = bytearray(file.read_bytes())
    change(content)
    file.write_bytes(content)
    return path


def packed(zipped: Path, members: dict[str, Path | bytes]) -> Path:
    """Write a zip with files under given names."""
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content if isinstance(content, bytes) else content.read_bytes())
    return zipped


def set_members(path: Path, within: str = "", endings: Sequence[str] = SET) -> dict[str, Path | bytes]:
    """Return the files of a shapefile by their names in a zip."""
    return {f"{within}{path.stem}.{ending}": path.with_suffix(f".{ending}") for ending in endings}


def geojson(path: Path, *features: Json) -> Path:
    """Write features as GeoJSON."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def feature(outline: Json = None, **properties: Json) -> dict[str, Json]:
    """Return a feature, a triangle unless its outline is given."""
    triangle = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    return {"type": "Feature", "properties": properties or {"a": 1}, "geometry": outline or triangle}


def kml(path: Path, content: str, before: str = "") -> Path:
    """Write a KML document."""
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<Document>{content}</Document></kml>",
        encoding="utf-8",
    )
    return path


def placemark(name: str = "A") -> str:
    """Return a placemark with a triangle."""
    return (
        f"<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
        "0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
    )


def geopackage_with(path: Path, *statements: str) -> Path:
    """Write a GeoPackage and change it behind GDAL's back."""
    layer_file(path.parent, ".gpkg", path.stem, layer="units")
    with sqlite3.connect(path) as database:
        for trigger in [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


def copy_set(path: Path, folder: Path, endings: dict[str, str]) -> Path:
    """Copy a shapefile with its endings written in other ways and return the .shp."""
    folder.mkdir()
    for ending, written in endings.items():
        shutil.copy(path.with_suffix(f".{ending}"), folder / f"{path.stem}.{written}")
    return folder / f"{path.stem}.{endings['shp']}"
