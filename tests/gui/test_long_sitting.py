"""An hour's worth of strokes in the real window costs memory for the steps of the history and for nothing else."""

from __future__ import annotations

import gc
import random
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow

_STATUS = Path("/proc/self/status")
_FEW, _MANY = 100, 10_000
_BYTES_A_STEP = 2048


def resident() -> int:
    """Return the bytes that the process holds."""
    gc.collect()
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


@pytest.mark.skipif(not _STATUS.exists(), reason="the system does not tell how much memory a process holds")
def test_ten_thousand_strokes_take_no_more_than_two_kilobytes_each(window: MainWindow) -> None:
    chance = random.Random(1787)
    session = window.session
    graph = session.layer.neighbours
    assert graph is not None

    def stroke() -> None:
        """Move a county and its neighbours, as a hand does."""
        session.set_target(chance.choice(["ID", "TX", "NY", "OH"]))
        session.begin_stroke(puts_back=False)
        unit = np.array([chance.randrange(len(session.layer))], dtype=np.int32)
        session.continue_stroke(np.union1d(unit, graph.around(unit)).astype(np.int32))
        session.finish_stroke()

    held = {}
    for n in range(1, _MANY + 1):
        stroke()
        if n % 50 == 0:
            QApplication.processEvents()
        if n in (_FEW, _MANY):
            held[n] = resident()
    steps = len(session.proposal.history.steps)
    assert steps > 0.9 * _MANY  # a stroke over counties that are all in the target is none
    assert held[_MANY] - held[_FEW] <= (steps - _FEW) * _BYTES_A_STEP
