"""Series of timings and their percentiles."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured: a name, the 50th and 95th percentile, the budget, all in ``unit``, and the runs."""

    name: str
    p50: float
    p95: float
    budget: float
    unit: str
    runs: int


def summary(name: str, values: Iterable[float], budget: float, unit: str) -> Result:
    """Return the percentiles of values."""
    series = np.fromiter(values, np.float64)
    p50, p95 = np.percentile(series, [50, 95])
    return Result(name, round(float(p50), 2), round(float(p95), 2), budget, unit, len(series))


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long an act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1e3
