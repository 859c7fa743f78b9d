"""What else a process did while it tried a file: what it printed, which files it wrote, how much memory it took."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_SHOWN = 5
#: Resets the peak of the memory in use to what is in use now (Linux, proc(5)).
_RESET_PEAK = "5"
#: Files that can be made again may be written there.
_ALLOWED = ("borderkit", "cache")


class Noise:
    """Takes what is printed, by Python or a library, so that it can be asked for; answers go by another way."""

    def __init__(self, path: Path) -> None:
        """Let everything that is printed from now on go to a file."""
        self._answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        self._file = path.open("w+b", buffering=0)
        for standard in (1, 2):
            os.dup2(self._file.fileno(), standard)

    def answer(self, line: str) -> None:
        """Answer to the process that asked."""
        self._answers.write(f"{line}\n")
        self._answers.flush()

    def take(self) -> str:
        """Return what was printed since this was last asked."""
        self._file.seek(0)
        printed = self._file.read()
        self._file.seek(0)
        self._file.truncate()
        return printed.decode("utf-8", "replace")


class Files:
    """The files of a folder at one moment."""

    def __init__(self, root: Path) -> None:
        """Look at them."""
        self._root = root
        self._before = dict(self._look())

    def changes(self) -> Iterator[str]:
        """Yield what was written, changed or removed since."""
        now = dict(self._look())
        for what, names in {
            "written": now.keys() - self._before.keys(),
            "removed": self._before.keys() - now.keys(),
            "changed": {name for name in now.keys() & self._before.keys() if now[name] != self._before[name]},
        }.items():
            if names:
                yield f"files were {what}: {', '.join(map(repr, sorted(names)[:_SHOWN]))}"

    def _look(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        allowed = os.path.join(*_ALLOWED)  # noqa: PTH118 - names may be any bytes
        for base, folders, files in os.walk(self._root):
            inside = os.path.relpath(base, self._root)
            if inside == allowed:
                folders.clear()
                continue
            for name in (*folders, *files):
                place = os.path.join(inside, name)  # noqa: PTH118
                found = os.lstat(os.path.join(base, name))  # noqa: PTH118
                # A folder's own time changes when a temporary file comes and goes.
                is_folder = stat.S_ISDIR(found.st_mode)
                yield place, (found.st_mode,) if is_folder else (found.st_mode, found.st_size, found.st_mtime_ns)


class Memory:
    """The memory in use at one moment."""

    def __init__(self) -> None:
        """Look at it, and forget earlier peaks."""
        Path("/proc/self/clear_refs").write_text(_RESET_PEAK, encoding="ascii")
        self._before = _status("VmRSS")

    def growth(self) -> int:
        """Return by how many bytes the memory in use had grown when it was largest."""
        return max(_status("VmHWM") - self._before, 0)


def _status(what: str) -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) * 1024
    raise KeyError(what)
