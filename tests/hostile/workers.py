"""Processes that try cases, watched from outside: one that does not come back in time is ended and started anew."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

#: Seconds of the processor's time that a case may take; and, where it only waits, of the clock's.
LIMIT, _WAITING = 10.0, 40.0
_LOOKED_AT_EVERY = 0.1
_STARTING = 120.0
_FOLDERS = ("home", "borderkit/cache", "temporary", "working", "place")
_REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case.

    Attributes:
        id: of the case.
        outcome: "opened", "refused", or "failed".
        message: the refusal, or what was told.
        problems: what is wrong with that; none if it is as it must be.
        seconds, megabytes: how long it took, and by how much memory grew.

    """

    id: str
    outcome: str
    message: str
    problems: tuple[str, ...]
    seconds: float = 0.0
    megabytes: int = 0


class Watched:
    """A worker process, watched."""

    def __init__(
        self, root: Path, module: str = "tests.hostile.worker", limit: float = LIMIT, waiting: float = _WAITING
    ) -> None:
        """Start it with folders of its own below ``root``."""
        self._root, self._module, self._limit, self._waiting = root, module, limit, waiting
        self._count = 0
        self._start()

    def _start(self) -> None:
        self._count += 1
        root = self._root / str(self._count)
        for name in _FOLDERS:
            (root / name).mkdir(parents=True)
        env = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "PYTEST", "COV_"))}
        env |= {
            "HOME": str(root / "home"), "BORDERKIT_HOME": str(root / "borderkit"), "TMPDIR": str(root / "temporary"),
            "PYTHONPATH": str(_REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module, str(root)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=root / "working",
        )  # fmt: skip
        answer = self._answer(_STARTING, _STARTING)
        assert answer == "ready", f"the worker did not come up: {answer!r}"

    def try_case(self, case: str) -> Result:
        """Return what came of a case."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(case).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._answer(self._limit, self._waiting)
        if answer is not None:
            found = json.loads(answer)
            return Result(**{**found, "problems": tuple(found["problems"])})
        code = self._end()
        self._start()
        if code == -signal.SIGKILL:
            return Result(case, "failed", "", (f"it was not done after {self._limit:g} s",))
        return Result(case, "failed", "", (f"the process ended with {code}",))

    def _answer(self, limit: float, waiting: float) -> str | None:
        """Return a line; None if the process ended, or was ended since it took longer than it may."""
        assert self._process.stdout is not None
        begun, used = time.monotonic(), self._processor_time()
        while not select.select([self._process.stdout], [], [], _LOOKED_AT_EVERY)[0]:
            # The machine may be busy with something else, so that its clock would say little.
            if self._processor_time() - used > limit or time.monotonic() - begun > waiting:
                self._process.kill()
                return None
        return self._process.stdout.readline().decode().rstrip("\n") or None

    def _processor_time(self) -> float:
        try:
            stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0.0
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _end(self) -> int:
        self._process.communicate()
        return self._process.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()


def try_all(cases: Iterable[str], folder: Path, workers: int = 2) -> Iterator[Result]:
    """Yield what came of cases, shared out among some workers."""
    waiting = deque(cases)
    with ExitStack() as stack, ThreadPoolExecutor(workers) as pool:
        started = list(pool.map(lambda number: Watched(folder / f"worker-{number}"), range(workers)))
        for worker in started:
            stack.push(worker)
        for results in pool.map(lambda worker: list(_try_some(worker, waiting)), started):
            yield from results


def _try_some(worker: Watched, waiting: deque[str]) -> Iterator[Result]:
    while True:
        try:
            case = waiting.popleft()
        except IndexError:
            return
        yield worker.try_case(case)
