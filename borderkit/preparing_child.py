"""The process that prepares a layer for another one: ``python -m borderkit.preparing_child LAYER PREPARED HOW``.

It tells what it does on its standard output, a line of JSON each: ``{"progress": [done, total, what]}``, or at last
``{"error": kind, "text": message}`` or ``{"bug": report}``. It ends when its standard input does: whoever started it is
gone then.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import traceback
from pathlib import Path
from typing import BinaryIO

from borderkit.errors import LayerError, SaveError


class _Told:
    """A progress that writes its reports down for another process."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def report(self, done: int, total: int, what: str) -> None:
        self.tell(progress=[done, total, what])

    def tell(self, **message: object) -> None:
        self._out.write(json.dumps(message).encode("ascii") + b"\n")
        self._out.flush()


def main(source: Path, target: Path, how: Path) -> None:
    """Prepare a layer and tell how far it is, or what went wrong.

    Args:
        source: its file.
        target: the prepared file to write.
        how: a file of JSON with the recipe and what is divided, each null where there is none.

    """
    # What the libraries print must not get between our lines.
    told = _Told(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)
    threading.Thread(target=_end_with_parent, args=(target.parent,), daemon=True).start()
    try:
        from borderkit.own_layer.recipe import Recipe
        from borderkit.prepare import prepare

        recipe, refinements = json.loads(how.read_text(encoding="utf-8"))
        prepare(source, target, told, Recipe.from_json(recipe) if recipe else None, refinements)
    except (LayerError, SaveError) as error:
        told.tell(error=type(error).__name__, text=str(error))
    except MemoryError:
        text = f"{source} needs more memory than there is. Close other programs, or open a smaller layer."
        told.tell(error=LayerError.__name__, text=text)
    except Exception:  # noqa: BLE001 - the edge of the process: handed over as a bug
        told.tell(bug=traceback.format_exc())


def _end_with_parent(folder: Path) -> None:
    """Wait for the end of the standard input, then take the draft away and end, whatever a library is doing."""
    while os.read(0, 1):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
    os._exit(0)  # letting go of 100,000 outlines one by one would take half a second
