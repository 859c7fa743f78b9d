"""GeoPackage: everything in one file, coloured as on screen when QGIS opens it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from borderkit.export.credits import credits_of
from borderkit.export.formats import What
from borderkit.export.map_layer import MapLayer, map_layer
from borderkit.export.ogr import write_layer
from borderkit.export.qml import qml
from borderkit.export.steps import Part
from borderkit.export.texts import printable
from borderkit.progress import Progress
from borderkit.proposal import Proposal
from borderkit.savefile import write_whole_files

#: The version of the format that programs of 2017 read, too; nothing of the later ones is needed.
_VERSION = {"VERSION": "1.2"}

#: How QGIS finds the outlines of a layer; GDAL calls them so by itself.
_GEOMETRY = "geom"

#: The table in which QGIS keeps styles in a GeoPackage, as QGIS itself makes it, but for the form of its time: that of
#: the standard, which other readers ask for.
_STYLES_TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256),
    f_table_schema TEXT(256),
    f_table_name TEXT(256),
    f_geometry_column TEXT(256),
    styleName TEXT(30),
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT(30),
    ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""
_ENTER_TABLE = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES ('layer_styles', 'attributes', 'layer_styles', 'How QGIS shows the layers')
"""
_ENTER_STYLE = """
INSERT INTO layer_styles (
    f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,
    description, owner
) VALUES ('', '', ?, ?, 'As on screen', ?, '', 1, ?, '')
"""

#: The order of the layers, the ones that lie below first: QGIS shows the last one on top.
_LAYERS = (What.UNITS, What.JURISDICTIONS, What.MOVED)


def write_geopackage(proposal: Proposal, path: Path, progress: Progress) -> None:
    """Write the layers units, jurisdictions and moved, in NAD83 longitude and latitude, with styles and sources.

    Raises:
        SaveError: if the file cannot be written.
        BorderkitError: if the file of the unit layer cannot be read any more.
        OperationCancelled: if a person asked to stop.

    """
    layers = [
        map_layer(proposal, what, Part(progress, 0.2 * number, 0.2 * (number + 1)))
        for number, what in enumerate(_LAYERS)
    ]
    metadata = _metadata(proposal)
    title = printable(proposal.details.title)

    def write(draft: Path) -> None:
        for number, layer in enumerate(layers):
            progress.report(60 + 12 * number, 100, f"Writing {layer.what.value}")
            options = {"IDENTIFIER": layer.title, "DESCRIPTION": title, "GEOMETRY_NAME": _GEOMETRY}
            write_layer(
                draft,
                layer,
                "GPKG",
                name=layer.what.value,
                append=number > 0,
                metadata=metadata if number == 0 else None,
                file_options=_VERSION if number == 0 else None,
                options=options,
            )
        progress.report(96, 100, "Writing styles")
        _add_styles(draft, layers)

    write_whole_files(path, write)
    progress.report(100, 100, "Done")


def _metadata(proposal: Proposal) -> dict[str, str]:
    """Return what the file says of itself as a whole; a topic told several times has a number."""
    found: dict[str, str] = {}
    for credit in credits_of(proposal):
        key, number = credit.topic, 2
        while key in found:
            key, number = f"{credit.topic} {number}", number + 1
        found[key] = credit.text
    return found


def _add_styles(path: Path, layers: Sequence[MapLayer]) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.execute(_STYLES_TABLE)
            database.execute(_ENTER_TABLE)
            database.executemany(
                _ENTER_STYLE, [(layer.what.value, _GEOMETRY, qml(layer), layer.title) for layer in layers]
            )
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
