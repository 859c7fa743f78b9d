"""A worker that misbehaves in every way that must be noticed; tried with files that are not damaged at all."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from borderkit.errors import LayerError
from tests.hostile import worker
from tests.hostile.case import Case, Content, Expected, Route
from tests.hostile.trying import Findings, Tried, Trier

#: A tenth of what is allowed, which is taken faster.
_LARGEST_GROWTH = 100_000_000
_TRUTH: Content = {"41001": {"name": "Baker", "area": 1.0}, "41003": {"name": "Benton", "area": 2.0}}


def _hang() -> None:
    while True:
        pass


def _wait() -> None:
    signal.pause()


def _take_memory() -> None:
    np.ones(2 * _LARGEST_GROWTH, dtype=np.uint8)


def _print() -> None:
    os.write(2, b"Warning 1: something\n")


def _write_home() -> None:
    (Path.home() / "stray.txt").write_text("x", encoding="ascii")


def _write_temporary() -> None:
    (Path(tempfile.gettempdir()) / "stray.txt").write_text("x", encoding="ascii")


def _write_working() -> None:
    Path("stray.txt").write_text("x", encoding="ascii")


def _fail() -> None:
    raise ValueError("embedded null byte")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


#: What is done while a file is tried.
DEEDS: dict[str, Callable[[], object]] = {
    "hangs": _hang,
    "waits": _wait,
    "takes memory": _take_memory,
    "prints": _print,
    "writes home": _write_home,
    "writes temporary": _write_temporary,
    "writes working": _write_working,
    "fails": _fail,
    "dies": _die,
    "nothing": lambda: None,
}
#: What is given back, or raised.
GIVEN: dict[str, Tried | LayerError] = {
    "right": Tried(_TRUTH, ("Baker has no outline.",)),
    "silent": Tried(_TRUTH),
    "one unit less": Tried({"41001": _TRUTH["41001"]}, ("Baker has no outline.",)),
    "one unit more": Tried({**_TRUTH, "41005": {}}, ("Baker has no outline.",)),
    "another value": Tried({**_TRUTH, "41003": {"name": "Bent", "area": 2.0}}, ("Baker has no outline.",)),
    "another area": Tried({**_TRUTH, "41003": {"name": "Benton", "area": 2.1}}, ("Baker has no outline.",)),
    "markup of programmers": Tried(_TRUTH, ("Baker: <class 'float'>.",)),
    "a refusal": LayerError("layer.shp is cut short. Copy it again."),
    "a refusal without file": LayerError("The file is cut short. Copy it again."),
    "a refusal without remedy": LayerError("layer.shp is cut short. It is damaged."),
    "a refusal with controls": LayerError("layer.shp is cut\nshort. Copy it again."),
}


class _Trier(Trier):
    """Does the deed that the case's file names, and gives what it names."""

    def try_file(self, path: Path, route: Route, findings: Findings) -> Tried:
        deed, given = path.read_text(encoding="ascii").split("|")
        if deed == "disturbs":
            self.open.undo()
        elif deed == "changes the file":
            path.write_text("other", encoding="ascii")
        else:
            DEEDS[deed]()
        result = GIVEN[given]
        if isinstance(result, LayerError):
            raise result
        return result


def _case_of(text: str) -> Case:
    expected, deed, given = text.split("|")

    def make(folder: Path) -> Path:
        path = folder / "layer.shp"
        path.write_text(f"{deed}|{given}", encoding="ascii")
        return path

    return Case("misdeeds", text, Route.LAYER, Expected(expected), make, lambda: _TRUTH, told="Baker")


if __name__ == "__main__":
    worker.serve(_Trier, _case_of, _LARGEST_GROWTH)
