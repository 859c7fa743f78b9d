"""Measure the budgets of the design through the real window and print them."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.samples import Result, milliseconds, summary

_STARTS = 9


def start_up() -> Iterator[Result]:
    """Measure process start to painted map, and the memory of the open window."""
    seconds, memory = [], []
    for _ in range(_STARTS):
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "benchmarks.start"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            if process.stdout is None or process.stdout.readline().strip() != "painted":
                raise RuntimeError("The window did not come up")
            seconds.append(time.perf_counter() - begun)
            memory.append(float(process.stdout.readline()))
    # The first start reads from a cold disk.
    yield summary("start to painted map", seconds[1:], 0.8, "s")
    yield summary("memory of the open window", memory, 300, "MB")


def totals_in_process() -> Iterator[Result]:
    """Measure the totals of a proposal in a running process."""
    import borderkit

    proposal = borderkit.open_proposal("greater-idaho-2020")
    yield summary(
        "totals of a proposal", (milliseconds(lambda: borderkit.totals(proposal)) for _ in range(200)), 5, "ms"
    )


def main() -> int:
    """Measure everything and print it; return the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["BORDERKIT_HOME"] = home
        from benchmarks.in_window import in_window

        results = [*start_up(), *totals_in_process(), *in_window()]
    if options.json:
        print(json.dumps([asdict(result) for result in results], indent=1))
        return 0
    print(f"{'':44}{'p50':>9}{'p95':>9}{'budget':>9}")
    for result in results:
        figures = f"{result.p50:9.2f}{result.p95:9.2f}{result.budget:9.1f} {result.unit}"
        print(f"{result.name:44}{figures} ({result.runs} runs)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
