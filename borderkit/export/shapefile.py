"""Shapefile: a set of files with names of ten characters, and a table that says what each of them means."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from borderkit.export.credits import summary
from borderkit.export.formats import What
from borderkit.export.map_layer import MapLayer, map_layer
from borderkit.export.ogr import write_layer
from borderkit.export.steps import Part
from borderkit.progress import Progress
from borderkit.proposal import Proposal
from borderkit.savefile import write_whole_files

#: The legend of the columns, and the sources, beside the .shp.
COLUMNS_SUFFIX, NOTES_SUFFIX = ".columns.csv", ".notes.txt"

#: What other programs put beside a shapefile; it would not fit the new one.
_OF_OTHERS = (
    ".qix",
    ".sbn",
    ".sbx",
    ".fbn",
    ".fbx",
    ".ain",
    ".aih",
    ".idm",
    ".ind",
    ".atx",
    ".ixs",
    ".mxs",
    ".qpj",
    ".cst",
    ".shp.xml",
)

#: A .dbf keeps no more bytes of a text.
_MOST_BYTES = 254

#: When the files in an archive are said to be made: the earliest time that one can say, so that the same proposal
#: gives the same archive.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_shapefile(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    """Write a set of files, ``path`` being its .shp, in NAD83 longitude and latitude; all of them or none.

    Raises:
        SaveError: if they cannot be written.
        BorderkitError: if the file of the unit layer cannot be read any more.
        OperationCancelled: if a person asked to stop.

    """
    layer = map_layer(proposal, what, Part(progress, 0.0, 0.6)).with_outlines()
    progress.report(60, 100, "Writing the files")
    # GDAL names all parts in small letters.
    shp = path.with_suffix(".shp")
    write_whole_files(shp, lambda draft: _write_set(draft, proposal, layer), _OF_OTHERS)
    progress.report(100, 100, "Done")


def write_zip(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    """Write such a set as one archive.

    Raises:
        SaveError: if it cannot be written.
        BorderkitError: if the file of the unit layer cannot be read any more.
        OperationCancelled: if a person asked to stop.

    """
    layer = map_layer(proposal, what, Part(progress, 0.0, 0.6)).with_outlines()
    progress.report(60, 100, "Writing the files")

    def write(draft: Path) -> None:
        parts = draft.parent / "parts"
        parts.mkdir()
        _write_set(parts / f"{path.stem}.shp", proposal, layer)
        progress.report(80, 100, "Packing")
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(parts.iterdir()):
                entry = zipfile.ZipInfo(part.name, _NO_TIME)
                archive.writestr(entry, part.read_bytes(), zipfile.ZIP_DEFLATED)

    write_whole_files(path, write)
    progress.report(100, 100, "Done")


def _write_set(shp: Path, proposal: Proposal, layer: MapLayer) -> None:
    write_layer(shp, layer, "ESRI Shapefile", name=shp.stem, short_names=True)
    _check(shp, layer)
    shp.with_suffix(COLUMNS_SUFFIX).write_text(_legend(layer), encoding="utf-8", newline="")
    shp.with_suffix(NOTES_SUFFIX).write_text(summary(proposal) + "\n", encoding="utf-8")


def _legend(layer: MapLayer) -> str:
    """Return what each column means, as a table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["COLUMN", "NAME", "MEANING"])
    writer.writerows([column.short, column.name, column.meaning] for column in layer.columns)
    return text.getvalue()


def _check(shp: Path, layer: MapLayer) -> None:
    """Compare the sizes of the files with what their heads promise: GDAL is silent about a full disk here.

    Raises:
        OSError: if something is missing at the end of a file.

    """
    words = int.from_bytes(shp.read_bytes()[24:28], "big")
    dbf = shp.with_suffix(".dbf").read_bytes()
    rows, head, length = (int.from_bytes(dbf[a:b], "little") for a, b in ((4, 8), (8, 10), (10, 12)))
    complete = (
        shp.stat().st_size == 2 * words
        and shp.with_suffix(".shx").stat().st_size == 100 + 8 * len(layer)
        and rows == len(layer)
        and len(dbf) >= head + rows * length
        and all(shp.with_suffix(suffix).stat().st_size for suffix in (".prj", ".cpg"))
    )
    if not complete:
        raise OSError("the files came out incomplete, most likely for want of space")
