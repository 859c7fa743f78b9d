"""The figures of a run of the corpus in a line: how many files were tried, opened and refused, by family and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tests.hostile.workers import Result


def figures(results: Iterable[Result]) -> str:
    """Return the figures as a sentence."""
    counts: dict[str, Counter[str]] = {}
    for result in results:
        family = result.id.partition("/")[0]
        counts.setdefault(family, Counter())[result.outcome] += 1
    total = sum(counts.values(), Counter[str]())
    families = ", ".join(f"{family} {_said(count)}" for family, count in sorted(counts.items()))
    return f"Damaged files: {_said(total)} ({families})."


def _said(count: Counter[str]) -> str:
    parts = [f"{count[outcome]:,} {outcome}" for outcome in ("opened", "refused", "failed") if count[outcome]]
    return f"{count.total():,} tried, {', '.join(parts)}" if parts else "none tried"
