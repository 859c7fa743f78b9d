"""What all tests share: the bundled layer, a small drawn one, a home of their own, no thread left behind."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import numpy as np
import pytest

from borderkit.bundled import open_bundled
from borderkit.columns import COLUMNS
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no mistake.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

pytest_plugins = ("tests.telling",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Qt, so that ``-m "not gui"`` runs without it."""
    for item in items:
        if "qapp" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.gui)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings and caches of a test in its own folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("BORDERKIT_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    # A thread of Qt's that logged something stays listed when it has ended; those that run have a frame.
    running = sys._current_frames()
    left = [thread for thread in threading.enumerate() if thread not in before and thread.ident in running]
    assert not left, f"threads left running: {left}"


@pytest.fixture(scope="session")
def prepared() -> PreparedLayer:
    """The bundled layer, prepared."""
    return open_bundled(Silent())


@pytest.fixture(scope="session")
def counties(prepared: PreparedLayer) -> UnitLayer:
    """The bundled layer of 3,142 counties."""
    return prepared.layer


@pytest.fixture
def grid() -> UnitLayer:
    """Nine units in three states; DD exists and is empty.

    AA AA BB
    AA BB BB
    CC CC CC
    """
    names = ("AA", "BB", "CC", "DD")
    jurisdictions = tuple(Jurisdiction(code, f"State {code}", Status.STATE, "#cccccc") for code in names)
    figures = np.arange(9 * len(COLUMNS), dtype=np.int64).reshape(9, len(COLUMNS)) + 1
    return UnitLayer(
        name="grid",
        vintage="",
        geoids=tuple(f"0000{n}" for n in range(9)),
        names=tuple(f"Unit {n}" for n in range(9)),
        home=np.array([0, 0, 1, 0, 1, 1, 2, 2, 2], dtype=np.int16),
        jurisdictions=jurisdictions,
        figures=figures,
    )
