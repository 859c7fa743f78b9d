"""A process that lives long and tries damaged files one after the other, with a proposal open all the while.

It is given the ids of cases, a line of JSON each, and answers with a line each. Started by ``workers``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from borderkit.bundled import BUNDLED_UNITS
from borderkit.columns import people
from borderkit.errors import BorderkitError
from borderkit.opening import load_layer
from borderkit.totals import totals
from tests.hostile.case import Case
from tests.hostile.corpus import case_of
from tests.hostile.judging import wrong_with_findings, wrong_with_opened, wrong_with_refusal, wrong_with_text
from tests.hostile.trying import Findings, Trier
from tests.hostile.watching import Files, Memory, Noise

_ROOM = 6 * 2**30
_PEOPLE_2020 = 331_449_281
_LARGEST_GROWTH = 1_000_000_000


class Worker:
    """Tries cases in a folder of its own, which holds home folders, a temporary one, and one for each case in turn."""

    def __init__(self, root: Path, noise: Noise, trier: Trier, largest_growth: int) -> None:
        """Try with a trier, in folders below ``root``; memory may grow by so many bytes."""
        self._root, self._noise, self._trier, self._largest_growth = root, noise, trier, largest_growth
        self._state = self._state_of_open()
        self._family = ""
        self._tried = 0

    def try_case(self, case: Case) -> dict[str, Any]:
        """Try a case and say what came of it."""
        problems: list[str] = []
        if case.family != self._family:
            self._family = case.family
            problems += self._wrong_with_bundled()
        self._tried += 1
        folder = self._root / "place" / str(self._tried) / "chosen"
        folder.mkdir(parents=True)
        try:
            path = case.make(folder)
        except Exception as error:  # noqa: BLE001 - a mistake in the corpus
            return {
                "id": case.id,
                "outcome": "failed",
                "message": "",
                "problems": [f"it cannot be made: {_traceback(error)}"],
            }
        self._noise.take()
        before, memory, begun = Files(self._root), Memory(), time.perf_counter()
        outcome, message, wrong = self._outcome(case, path)
        seconds = time.perf_counter() - begun
        growth = memory.growth()
        problems += wrong
        if growth > self._largest_growth:
            problems.append(f"memory grew by {growth / 1e6:,.0f} MB")
        problems += before.changes()
        problems += [f"printed: {line}" for line in self._noise.take().splitlines()[:5]]
        if self._state_of_open() != self._state:
            problems.append("the open proposal was disturbed")
        _remove(folder.parent)
        return {
            "id": case.id, "outcome": outcome, "message": message, "problems": problems,
            "seconds": round(seconds, 3), "megabytes": round(growth / 1e6),
        }  # fmt: skip

    def _outcome(self, case: Case, path: Path) -> tuple[str, str, list[str]]:
        findings = Findings()
        try:
            tried = self._trier.try_file(path, case.route, findings)
        except BorderkitError as error:
            wrong = [*wrong_with_refusal(case, path, error), *self._wrong_findings(findings, True, path)]
            return "refused", str(error), wrong
        except BaseException as error:  # noqa: BLE001 - that nothing else comes out is what is tested
            return "failed", repr(error)[:500], [_traceback(error)]
        wrong = [*wrong_with_opened(case, tried), *self._wrong_findings(findings, False, path)]
        wrong += [problem for said in tried.said for problem in wrong_with_text(said, path)]
        return "opened", " ".join(tried.said)[:1_000], wrong

    def _wrong_findings(self, findings: Findings, was_refused: bool, path: Path) -> Iterator[str]:
        if findings.error is not None:
            yield f"checking it fails: {_traceback(findings.error)}"
        if findings.found is not None:
            yield from wrong_with_findings(findings.found, was_refused, path)

    def _state_of_open(self) -> tuple[bytes, bytes, str]:
        opened, layer = self._trier.open, self._trier.layer
        return opened.assignment.tobytes(), layer.figures.tobytes(), json.dumps(totals(opened), sort_keys=True)

    def _wrong_with_bundled(self) -> Iterator[str]:
        layer = load_layer()
        if len(layer) != BUNDLED_UNITS or layer.column(people(2020)).sum() != _PEOPLE_2020:
            yield "the bundled layer does not open as before"


def _traceback(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)[-6:])[-3_000:]


def _remove(folder: Path) -> None:
    """Remove a folder of files that may have any name."""
    for base, folders, files in os.walk(folder, topdown=False):
        for name in files:
            os.unlink(os.path.join(base, name))  # noqa: PTH108, PTH118 - faster, and there may be any name
        for name in folders:
            place = os.path.join(base, name)  # noqa: PTH118
            os.unlink(place) if os.path.islink(place) else os.rmdir(place)  # noqa: PTH106, PTH108, PTH114
    folder.rmdir()


def serve(make_trier: Callable[[], Trier], find: Callable[[str], Case], largest_growth: int = _LARGEST_GROWTH) -> None:
    """Answer until there is nothing more to read."""
    root = Path(sys.argv[1])
    noise = Noise(root.with_name(f"{root.name}.printed"))
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    worker = Worker(root, noise, make_trier(), largest_growth)
    noise.answer("ready")
    for line in sys.stdin:
        noise.answer(json.dumps(worker.try_case(find(json.loads(line)))))


if __name__ == "__main__":
    serve(Trier, case_of)
