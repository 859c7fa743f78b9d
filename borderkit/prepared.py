"""The prepared file: what the start-up needs of a layer, as plain arrays that open without any GIS library.

It is a NumPy archive (.npz). Its parts carry checksums, so that a damaged file is noticed, and it names the
layer file it was made from by size and checksum, so that a stale one is noticed too.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from borderkit.columns import COLUMNS
from borderkit.errors import PreparedFileError
from borderkit.ground import Ground
from borderkit.layer import UnitLayer
from borderkit.level import Level
from borderkit.neighbours import Neighbours, water_links
from borderkit.own_layer.stored import Own, Told, own_from_json, own_to_json
from borderkit.savefile import write_whole
from borderkit.states import states_in_code_order

#: Raised whenever the parts or their meaning change; an older file is then built anew.
FORMAT = 3

_NOTHING_TOLD = Told()
_KEYS = [column.key for column in COLUMNS]

_LEVEL_ARRAYS = (
    "positions",
    "ring_start",
    "ring_unit",
    "arc_start",
    "arc_stop",
    "arc_unit",
    "arc_other",
)


#: A shapefile's outlines, figures and coordinate system.
_PARTS_OF_SHAPEFILE = (".shp", ".dbf", ".prj")

#: A file above this size, in bytes, is not read as a whole to tell whether it is still the same: 256 MB take 0.3 s.
_LARGE_FILE = 256 * 2**20
_PART_OF_LARGE_FILE = 2**20


@dataclass(frozen=True)
class MapFrame:
    """What belongs to the map besides outlines.

    Attributes:
        insets: each inset's frame as [left, bottom, right, top] in metres of the map, by state.
        inset_scales: metres of the map for one metre there, by state.
        ground: how each part of the map lies to the ground, the mainland first.

    """

    insets: Mapping[str, list[float]]
    inset_scales: Mapping[str, float]
    ground: tuple[Ground, ...]


class PreparedLayer:
    """An opened prepared file; levels are read when they are first asked for and kept.

    Attributes:
        layer: the unit layer.
        anchors: (n_units, 2) a position well inside each unit, in metres of the map.
        frame: insets and their scales.
        tolerances: those of the levels, coarsest first.
        told: what a person is told of the layer.

    """

    def __init__(self, path: Path, source: Path | None = None, of: UnitLayer | None = None) -> None:
        """Open a prepared file.

        Args:
            path: the file.
            source: the layer file it was made from, which it does not name itself.
            of: a layer with units divided, of which it has the outlines and the neighbours only.

        Raises:
            PreparedFileError: if it is missing, damaged, of another version, or of another layer.

        """
        self._path = path
        self._levels: dict[int, Level] = {}
        meta = self._read_meta()
        self.tolerances: tuple[float, ...] = tuple(meta["tolerances"])
        self.frame = MapFrame(meta["insets"], meta["inset_scales"], tuple(map(Ground.from_json, meta["ground"])))
        with self._archive() as archive:
            graph = Neighbours(
                _member(archive, "borders", path), water_links(meta["geoids"]), _member(archive, "coastal", path)
            )
            own = own_from_json(meta["own"]) if "own" in meta else None
            self.told = own.told if own is not None else Told()
            if of is not None and tuple(meta["geoids"]) != of.geoids:
                raise _damaged(path)
            # What is divided is known to the layer alone.
            self.layer = _layer(meta, archive, graph, source, own) if of is None else replace(of, neighbours=graph)
            self.anchors: NDArray[np.int32] = _member(archive, "anchors", path)

    def level(self, position: int) -> Level:
        """Return a level by its position in ``tolerances``.

        Raises:
            PreparedFileError: if its part of the file is damaged.

        """
        if position not in self._levels:
            with self._archive() as archive:
                arrays = {name: _member(archive, f"level{position}.{name}", self._path) for name in _LEVEL_ARRAYS}
            self._levels[position] = Level(tolerance=self.tolerances[position], n_units=len(self.layer), **arrays)
        return self._levels[position]

    def verify(self) -> None:
        """Compare the checksums of all parts, those included that are read later.

        Raises:
            PreparedFileError: if one of them is damaged.

        """
        with self._archive() as archive:
            try:
                damaged = archive.testzip()
            except Exception as error:  # damaged heads make zipfile raise almost anything
                raise _damaged(self._path) from error
        if damaged is not None:
            raise _damaged(self._path)

    def is_made_from(self, source: Path) -> bool:
        """Tell whether the file was prepared from the layer file as it is now."""
        return bool(self._read_meta()["source"] == fingerprint(source))

    def _archive(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self._path)
        except Exception as error:  # a damaged directory makes zipfile raise almost anything
            raise _damaged(self._path) from error

    def _read_meta(self) -> dict[str, Any]:
        with self._archive() as archive:
            text = bytes(_member(archive, "meta", self._path))
        try:
            meta: dict[str, Any] = json.loads(text)
        except ValueError as error:
            raise _damaged(self._path) from error
        columns = meta.get("columns")
        if meta.get("format") != FORMAT or columns is None or columns[: len(COLUMNS)] != _KEYS:
            raise PreparedFileError(f"{self._path} was prepared by another version of the program.")
        return meta


def write_prepared(
    path: Path,
    source: Path,
    layer: UnitLayer,
    anchors: NDArray[np.int32],
    frame: MapFrame,
    levels: list[Level],
    graph: Neighbours,
    told: Told = _NOTHING_TOLD,
) -> None:
    """Write a prepared file; the same content gives the same bytes. ``told`` is what a person is told of the layer.

    Raises:
        SaveError: if the file cannot be written.

    """
    meta: dict[str, Any] = {
        "format": FORMAT,
        "columns": list(layer.position),
        "source": fingerprint(source),
        "name": layer.name,
        "vintage": layer.vintage,
        "geoids": layer.geoids,
        "names": layer.names,
        "jurisdictions": [jurisdiction.code for jurisdiction in layer.jurisdictions],
        "tolerances": [level.tolerance for level in levels],
        "insets": dict(frame.insets),
        "inset_scales": dict(frame.inset_scales),
        "ground": [part.to_json() for part in frame.ground],
    }
    if layer.recipe is not None:
        meta["own"] = own_to_json(layer, layer.recipe, told)
    text = json.dumps(meta, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    arrays: dict[str, NDArray[np.generic]] = {
        "meta": np.frombuffer(text, np.uint8),
        "home": layer.home,
        "figures": layer.figures,
        "anchors": anchors,
        "borders": graph.borders,
        "coastal": graph.coastal,
    }
    for position, level in enumerate(levels):
        arrays |= {f"level{position}.{name}": getattr(level, name) for name in _LEVEL_ARRAYS}

    def write(file: BinaryIO) -> None:
        np.savez(file, allow_pickle=False, **arrays)

    write_whole(path, write)


def fingerprint(source: Path, parts: Collection[str] = _PARTS_OF_SHAPEFILE) -> dict[str, list[int]]:
    """Return size and checksum of a layer file, of those ``parts`` of a shapefile that there are, by their ending.

    Raises:
        OSError: if a file cannot be read.

    """
    files = [source]
    if source.suffix.lower() == ".shp":
        beside = (file for file in source.parent.iterdir() if file.stem == source.stem)
        files = sorted(file for file in beside if file.suffix.lower() in parts and file.is_file())
    return {file.suffix.lower(): [file.stat().st_size, _checksum(file)] for file in files}


def _checksum(file: Path) -> int:
    """Return the CRC-32 of a file's content; of a large file its beginning, its end, and when it was changed."""
    with file.open("rb") as content:
        status = os.fstat(content.fileno())
        if status.st_size <= _LARGE_FILE:
            return zlib.crc32(content.read())
        beginning = content.read(_PART_OF_LARGE_FILE)
        content.seek(-_PART_OF_LARGE_FILE, os.SEEK_END)
        return zlib.crc32(beginning + content.read() + str(status.st_mtime_ns).encode())


def _layer(
    meta: Mapping[str, Any], archive: zipfile.ZipFile, graph: Neighbours, source: Path | None, own: Own | None
) -> UnitLayer:
    path = Path(archive.filename or "")
    by_code = {state.code: state for state in (states_in_code_order() if own is None else own.jurisdictions)}
    layer = UnitLayer(
        name=meta["name"],
        vintage=meta["vintage"],
        geoids=tuple(meta["geoids"]),
        names=tuple(meta["names"]),
        home=_member(archive, "home", path),
        jurisdictions=tuple(by_code[code] for code in meta["jurisdictions"]),
        figures=_member(archive, "figures", path),
        neighbours=graph,
        source=source,
    )
    if own is None:
        return layer
    return replace(layer, recipe=own.recipe, columns=own.columns, called=own.called, crs=own.crs)


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> NDArray[Any]:
    try:
        content = archive.read(f"{name}.npy")  # compares the checksum, too
        array: NDArray[Any] = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    except Exception as error:  # damaged headers make zipfile and numpy raise almost anything
        raise _damaged(path) from error
    array.setflags(write=False)
    return array


def _damaged(path: Path) -> PreparedFileError:
    return PreparedFileError(f"{path} is missing, incomplete or damaged.")
