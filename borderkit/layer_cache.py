"""Prepared files of a person's own layers: kept in the cache folder, found again, and dropped when there are many."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import numpy as np

from borderkit import locations
from borderkit.errors import LayerError, PreparedFileError, SaveError
from borderkit.layer import UnitLayer
from borderkit.own_layer.recipe import Recipe
from borderkit.prepared import PreparedLayer, fingerprint
from borderkit.preparing_process import DRAFT_FOLDER, prepare_in_process
from borderkit.progress import Progress

#: The index and the name of the encoding count, too: another one makes other names of the same bytes.
_PARTS_OF_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")

_PREFIX, _SUFFIX = "layer-", ".npz"
_KEPT = 5
#: Files used within this time, in seconds, stay anyway: a window may still have levels to read from them.
_IN_USE = 24 * 3600.0


def prepared_layer(path: Path, progress: Progress, recipe: Recipe | None = None) -> PreparedLayer:
    """Open the layer in a file, from its prepared file if there is one that fits, else after preparing it.

    Args:
        path: the file.
        progress: is told of the preparing.
        recipe: how the file is read; None for the columns of the bundled layer.

    Raises:
        LayerError: if the layer cannot be used, or the cache folder not be written.
        OperationCancelled: if a person stopped the preparing; nothing is left behind then.

    """
    path = path.absolute()
    return _prepared(_key(path, recipe), path, progress, recipe, None)


def prepared_of_divided(layer: UnitLayer, source: Path, digest: str, progress: Progress) -> PreparedLayer:
    """Open a layer with units divided, from its prepared file if there is one that fits, else after preparing it.

    Args:
        layer: the layer, of which the prepared file holds the outlines.
        source: the file of the layer that is divided.
        digest: a checksum of what is divided.
        progress: is told of the preparing.

    Raises:
        LayerError: if the file cannot be used, or the cache folder not be written.
        OperationCancelled: if a person stopped the preparing; nothing is left behind then.

    """
    return _prepared(_key(source, layer.recipe, digest), source, progress, layer.recipe, layer)


def _prepared(
    key: str, path: Path, progress: Progress, recipe: Recipe | None, divided: UnitLayer | None
) -> PreparedLayer:
    target = locations.cache() / f"{_PREFIX}{key}{_SUFFIX}"
    found = _opened(target, path, divided)
    if found is None:
        refinements = divided.refinements if divided is not None else None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            prepare_in_process(path, target, progress, recipe, refinements)
        except (OSError, SaveError) as error:
            raise LayerError(
                f"{path.name} could not be prepared: {target.parent} cannot be written. Free some space or set "
                "BORDERKIT_HOME to a folder that you can write to, then open it again."
            ) from error
        found = PreparedLayer(target, path, divided)
    _drop_old(target.parent)
    _work_out_what_is_needed_first(found)
    return found


def _work_out_what_is_needed_first(prepared: PreparedLayer) -> None:
    """Do here, away from the window, what the first picture and the first stroke would wait for."""
    prepared.level(0)
    if prepared.layer.neighbours is not None:
        prepared.layer.neighbours.around(np.zeros(1, dtype=np.int32))


def _key(path: Path, recipe: Recipe | None, divided: str = "") -> str:
    """Return a name for a layer file as it lies there now, read in one way, with some units divided."""
    try:
        if path.is_dir():
            raise LayerError(f"{path} is a folder. Choose a file inside it.")
        content = fingerprint(path, _PARTS_OF_SHAPEFILE)
    except FileNotFoundError:
        raise LayerError(f"{path} does not exist. Check the name, or choose the file again.") from None
    except OSError as error:
        reason = error.strerror or error
        raise LayerError(f"{path} cannot be read ({reason}). Check that you may open it.") from error
    if path.suffix.lower() not in content:
        raise LayerError(f"{path} does not exist. Check the name, or choose the file again.")
    how = None if recipe is None else recipe.to_json()
    text = json.dumps([str(path), content, how, divided], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _opened(target: Path, source: Path, divided: UnitLayer | None) -> PreparedLayer | None:
    try:
        found = PreparedLayer(target, source, divided)
        found.verify()
    except PreparedFileError:
        return None
    with contextlib.suppress(OSError):
        os.utime(target)
    return found


def _drop_old(folder: Path) -> None:
    """Remove all but the files used last, and what a power cut left half made."""
    used_until = time.time() - _IN_USE
    files = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"), key=_last_use, reverse=True)
    for file in files[_KEPT:]:
        if _last_use(file) < used_until:
            with contextlib.suppress(OSError):
                file.unlink()
    for draft in folder.glob(f"{DRAFT_FOLDER}*"):
        if _last_use(draft) < used_until:
            shutil.rmtree(draft, ignore_errors=True)


def _last_use(file: Path) -> float:
    """Return when a file was last opened here, 0 if another program took it away meanwhile."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
