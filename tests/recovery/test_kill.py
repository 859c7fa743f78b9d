"""A real process is killed at 100 random moments while it edits and saves: at most the step in progress is lost."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

from borderkit.journal import Recovered, left_behind
from borderkit.journal.recovery import recovered
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from tests.recovery.script import Foreseen, Operation, operations, perform, text_of
from tests.telling import tell

_WITH_WINDOW, _IN_ALL = 6, 100
_OPERATIONS = 70
#: How long after the report of an operation the kill comes at the latest, in seconds: a save takes some milliseconds.
_LATEST, _LATEST_AT_SAVE = 0.002, 0.012
_FILES = ("plan.borderkit", "other.borderkit")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a signal of POSIX systems")


@dataclass(frozen=True)
class Killed:
    """A process that was killed: what it did, the last operation that it reported, and the folder it worked in."""

    done: list[Operation]
    last: int
    folder: Path

    @property
    def in_progress(self) -> Operation | None:
        """The operation that it may have been at; None if all were done."""
        return self.done[self.last + 1] if self.last + 1 < len(self.done) else None


class Stable:
    """A long-lived process that gives victims of one kind; for a window, each is a process of its own."""

    def __init__(self, kind: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.victim", kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            cwd=Path(__file__).parents[2],
        )

    def kill_one(self, number: int, folder: Path, n_units: int) -> Killed:
        """Let a victim edit by a script, and kill it at a random moment, in two runs of five about when it saves."""
        chance = random.Random(number)
        script = operations(number, _OPERATIONS, n_units)
        saves = [at for at, operation in enumerate(script) if operation[0] == "save"]
        at_save = bool(saves) and chance.random() < 0.4
        after = chance.choice(saves) - 1 if at_save else chance.randrange(-1, _OPERATIONS - 1)
        delay = chance.uniform(0, _LATEST_AT_SAVE if at_save else _LATEST)
        folder.mkdir()
        os.mkfifo(folder / "reports")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([number, _OPERATIONS, str(folder)]).encode() + b"\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == b"begins\n", f"seed {number}: the victim did not come up"
        with (folder / "reports").open("rb", buffering=0) as reports:
            victim = int(reports.readline())
            last = -1
            while last < after:
                last = int(reports.readline())
            until = time.perf_counter() + delay
            while time.perf_counter() < until:
                pass
            os.kill(victim, signal.SIGKILL)
            rest = reports.readall().split()
        assert self._end_of(victim) == -signal.SIGKILL
        return Killed(script, int(rest[-1]) if rest else last, folder)

    def _end_of(self, victim: int) -> int:
        assert self._process.stdout is not None
        if victim == self._process.pid:
            return self._process.wait()
        return int(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()


def kill_some(kind: str, numbers: Iterable[int], folder: Path, n_units: int) -> list[Killed]:
    """Kill victims that are forked from one process; a window cannot be forked."""
    if kind == "window":
        killed = []
        for number in numbers:
            with Stable(kind) as stable:
                killed.append(stable.kill_one(number, folder / str(number), n_units))
        return killed
    with Stable(kind) as stable:
        return [stable.kill_one(number, folder / str(number), n_units) for number in numbers]


def judge(run: Killed, layer: UnitLayer) -> Counter[str]:
    """Compare what is on disk with what must be there; return what is to be counted."""
    foreseen = Foreseen(layer, run.folder)
    for operation in run.done[: run.last + 1]:
        perform(foreseen, operation)
    before, files_before = _essence(foreseen.proposal, foreseen.path), dict(foreseen.files)
    holds_work = foreseen.state.holds_work
    if run.in_progress is not None:
        perform(foreseen, run.in_progress)
    after = _essence(foreseen.proposal, foreseen.path)

    told = Counter(killed=1)
    if run.in_progress is not None and run.in_progress[0] == "save":
        told["during a save"] += 1
    for name in _FILES:
        path, old, new = run.folder / name, files_before.get(name), foreseen.files.get(name)
        held = path.read_text(encoding="utf-8") if path.exists() else None
        assert held in (old, new), f"{path} is neither the old nor the new one"
        if old != new:
            told["the new file there already" if held == new else "the old file still there"] += 1
    found = _recover(run.folder, layer)
    if found is None:
        assert not holds_work, f"{run.folder}: no journal"
        told["nothing done yet"] += 1
        return told
    now = _essence(found.proposal, found.path)
    assert now in (before, after), f"{run.folder}: neither the state before {run.in_progress} nor the one after"
    assert not found.damaged
    told["steps recovered"] = len(found.proposal.history.steps)
    if before != after:
        told["in progress and kept" if now == after else "in progress and lost"] += 1
    _require_whole_history(found.proposal)
    return told


def _recover(folder: Path, layer: UnitLayer) -> Recovered | None:
    journals = left_behind(folder / "home" / "journals")
    if not journals:
        return None
    (journal,) = journals
    assert journal.contents is not None
    found = recovered(journal.contents, layer)
    journal.discard()
    assert not [path for path in (folder / "home" / "journals").rglob("*") if path.is_file()]
    return found


def _essence(proposal: Proposal, path: Path | None) -> tuple[Any, ...]:
    """Return all that a person could tell one state of a proposal from another by."""
    history = proposal.history
    return (text_of(proposal), history.steps, history.position, history.saved, proposal.settings, path)


def _require_whole_history(proposal: Proposal) -> None:
    """Undo everything and make it again."""
    text, position = text_of(proposal), proposal.history.position
    proposal.go_to(0)
    assert not len(proposal.moved_units)
    assert not proposal.own_jurisdictions
    proposal.go_to(len(proposal.history.steps))
    proposal.go_to(position)
    assert text_of(proposal) == text


def test_killed_at_a_hundred_moments_at_most_the_step_in_progress_is_lost(tmp_path: Path, counties: UnitLayer) -> None:
    begun = time.perf_counter()
    parts = [
        ("window", range(_WITH_WINDOW)),
        ("proposal", range(_WITH_WINDOW, _IN_ALL // 2)),
        ("proposal", range(_IN_ALL // 2, _IN_ALL)),
    ]
    told: Counter[str] = Counter()
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(kill_some, kind, numbers, tmp_path, len(counties)) for kind, numbers in parts]
        for run in runs:
            for killed in run.result():
                told += judge(killed, counties)
    assert told["killed"] == _IN_ALL
    assert told["during a save"] > _IN_ALL // 5
    counts = ", ".join(f"{number} {what}" for what, number in told.items())
    seconds = time.perf_counter() - begun
    tell(f"Kill test: {counts}; no finished step lost; {_WITH_WINDOW} of them with the window; {seconds:.0f} s.")
