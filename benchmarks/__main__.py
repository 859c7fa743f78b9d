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
from pathlib import Path

from benchmarks.samples import Result, milliseconds, summary

_STARTS = 9


def start_up() -> Iterator[Result]:
    """Measure process start to painted map, and the memory of the open window."""
    seconds, memory = [], []
    # Compiled files are kept, as everywhere but in a workplace that forbids it: a warm disk has them.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(_STARTS):
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "benchmarks.start"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
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


def opening(units: int) -> Iterator[Result]:
    """Measure how long a large layer takes from the choice of its file to the layer at hand, nothing prepared."""
    from benchmarks.large_layer import layer_file
    from borderkit.preparing_process import prepare_in_process
    from borderkit.progress import Silent

    source = layer_file(units)
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "layer.npz"
        seconds = [milliseconds(lambda: prepare_in_process(source, prepared, Silent())) / 1e3 for _ in range(3)]
    yield summary(f"opening {units:,} units", seconds, 15, "s")


def main() -> int:
    """Measure everything and print it; return the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.add_argument(
        "--units", type=int, metavar="N", help="measure on a layer of about N units made from the counties"
    )
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results = _on_large_layer(options.units) if options.units else _on_counties()
    if options.json:
        print(json.dumps([asdict(result) for result in results], indent=1))
        return 0
    print(f"{'':44}{'p50':>9}{'p95':>9}{'budget':>9}")
    for result in results:
        figures = f"{result.p50:9.2f}{result.p95:9.2f}{result.budget:9.1f} {result.unit}"
        print(f"{result.name:44}{figures} ({result.runs} runs)")
    return 0


def _on_counties() -> list[Result]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["BORDERKIT_HOME"] = home
        from benchmarks.in_window import in_window
        from borderkit.bundled import open_bundled
        from borderkit.progress import Silent

        prepared = open_bundled(Silent())
        results = [*start_up(), *totals_in_process(), *in_window(prepared)]
        from benchmarks.going_out import going_out

        return [*results, *going_out(prepared)]


def _on_large_layer(units: int) -> list[Result]:
    """Measure on a layer that is made once and kept among the benchmarks' own files."""
    from borderkit import locations

    os.environ["BORDERKIT_HOME"] = str(locations.cache() / "benchmarks")
    from benchmarks.in_window import in_window
    from benchmarks.large_layer import large_layer
    from benchmarks.start import resident_megabytes

    results = [*opening(units), *in_window(large_layer(units), large=True)]
    return [*results, summary("memory of the process", [resident_megabytes()], 1000, "MB")]


if __name__ == "__main__":
    sys.exit(main())
