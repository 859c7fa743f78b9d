"""Preparing a layer in a process of its own, which can be ended at any moment.

Simplifying a level takes seconds within a library that listens to nobody. So another Python does it, see
``preparing_child``. It writes what it does, a line of JSON each, to a file that this one looks into.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from borderkit.document import Json
from borderkit.errors import BorderkitError, LayerError, SaveError
from borderkit.own_layer.recipe import Recipe
from borderkit.progress import Progress

#: How often, in seconds, news and a wish to stop are looked for.
_LOOK_EVERY = 0.05

#: The errors that the process can have, by the name that it sends.
_REFUSALS: dict[str, type[BorderkitError]] = {kind.__name__: kind for kind in (LayerError, SaveError)}

#: Told until the process has come up.
_FIRST_NEWS: dict[str, Any] = {"progress": [0, 1, "Reading the layer"]}

#: How the names of the folders begin in which files are made.
DRAFT_FOLDER = ".preparing-"
_PACKAGE_FOLDER = Path(__file__).resolve().parent.parent
_CHILD = "borderkit.preparing_child"
_SIGKILL = 9


def prepare_in_process(
    source: Path, target: Path, progress: Progress, recipe: Recipe | None = None, refinements: Json = None
) -> None:
    """Read the layer at ``source`` and write its prepared file, in a process that is ended if a person stops it.

    ``progress`` gets each report again and again while its step goes on, so that it can raise at any time.

    Raises:
        LayerError: if the layer cannot be used, or the system ended the process.
        SaveError: if the file cannot be written.
        OSError: if the folder of ``target`` cannot be written.
        OperationCancelled: if a person asked to stop; the process is gone and ``target`` as it was.
        RuntimeError: for a mistake of ours, with the report of the process.

    """
    # The folder lies beside the target, so that the finished file can be moved to its place at one stroke.
    folder = Path(tempfile.mkdtemp(prefix=DRAFT_FOLDER, dir=target.parent))
    try:
        draft, news, how = folder / "prepared.npz", folder / "news", folder / "how.json"
        how.write_text(json.dumps([None if recipe is None else recipe.to_json(), refinements]), encoding="utf-8")
        with news.open("wb") as out, news.open("rb") as lines:
            _watch(_start(source.absolute(), draft, how, out), lines, source, progress)
        draft.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(source: Path, draft: Path, how: Path, out: BinaryIO) -> subprocess.Popen[bytes]:
    # The package is found in a checkout, too, from whatever folder the program was started.
    search = os.pathsep.join(filter(None, (str(_PACKAGE_FOLDER), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603 - our own module, by our own Python
        [sys.executable, "-m", _CHILD, str(source), str(draft), str(how)],
        stdin=subprocess.PIPE,  # never written to: its end tells the process that this one is gone
        stdout=out,
        env={**os.environ, "PYTHONPATH": search},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _watch(process: subprocess.Popen[bytes], lines: BinaryIO, source: Path, progress: Progress) -> None:
    """Pass on what the process says until it is done; end it if ``progress`` raises."""
    try:
        latest = _FIRST_NEWS
        reader = _Reader(lines)
        running = True
        while running:
            progress.report(*latest["progress"])
            running = _is_running(process)
            for latest in reader.new():
                _raise_refusal(latest)
                progress.report(*latest["progress"])
        if process.returncode:
            raise _ended(process.returncode, source)
    finally:
        process.kill()
        process.communicate()


def _is_running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_LOOK_EVERY)
    except subprocess.TimeoutExpired:
        return True
    return False


class _Reader:
    """Reads the lines that a file has got since the last look; one half written waits for its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._begun = b""

    def new(self) -> Iterator[dict[str, Any]]:
        *whole, self._begun = (self._begun + self._file.read()).split(b"\n")
        for line in whole:
            yield json.loads(line)


def _raise_refusal(message: dict[str, Any]) -> None:
    if "error" in message:
        raise _REFUSALS[message["error"]](message["text"])
    if "bug" in message:
        raise RuntimeError(f"Preparing a layer failed:\n{message['bug']}")


def _ended(status: int, source: Path) -> Exception:
    """Return what to raise for a process that ended without saying why."""
    if status == -_SIGKILL:
        return LayerError(
            f"{source} could not be prepared: the system ended the work, most likely for want of memory. Close other "
            "programs, or open a smaller layer."
        )
    return RuntimeError(f"The process that prepares a layer ended with status {status} and said nothing")
