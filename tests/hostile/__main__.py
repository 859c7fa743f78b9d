"""Tries the cases whose ids hold a text, or all: ``python -m tests.hostile [TEXT] [--all]``."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.corpus import corpus
from tests.hostile.told import figures
from tests.hostile.workers import try_all


def main() -> None:
    """Print what is wrong, or with --all what came of every case."""
    texts = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    chosen = [case for case in corpus() if all(text in case for text in texts)]
    begun, results = time.perf_counter(), []
    with tempfile.TemporaryDirectory() as folder:
        for result in try_all(chosen, Path(folder)):
            results.append(result)
            if result.problems or "--all" in sys.argv:
                sys.stdout.write(f"{result.id}: {result.outcome} ({result.seconds} s, {result.megabytes} MB)\n")
                sys.stdout.write(f"    {result.message}\n")
                for problem in result.problems:
                    sys.stdout.write(f"  ! {problem}\n")
    slowest = sorted(results, key=lambda result: -result.seconds)[:5]
    largest = sorted(results, key=lambda result: -result.megabytes)[:5]
    sys.stdout.write(
        f"slowest: {[(r.id, r.seconds) for r in slowest]}\nlargest: {[(r.id, r.megabytes) for r in largest]}\n"
    )
    sys.stdout.write(
        f"{figures(results)} {sum(bool(r.problems) for r in results)} wrong; {time.perf_counter() - begun:.0f} s.\n"
    )


if __name__ == "__main__":
    main()
