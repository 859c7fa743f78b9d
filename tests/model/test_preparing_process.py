"""Preparing in a process of its own: what it says arrives, and it ends with whoever wanted it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from borderkit import locations, preparing_process
from borderkit.bundled import BUNDLED_LAYER
from borderkit.errors import LayerError, OperationCancelled
from borderkit.prepared import PreparedLayer
from borderkit.preparing_process import prepare_in_process
from borderkit.progress import Silent
from borderkit.read_layer import read_layer
from tests.layers import counties_of, write_layer, write_states

BUNDLED = locations.shapefiles() / BUNDLED_LAYER


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started, real ones."""
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def note(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = start(command, **options)  # type: ignore[call-overload]
        started.append(process)
        return process

    monkeypatch.setattr(subprocess, "Popen", note)
    return started


class AtReport:
    """A progress that acts at the n-th report of a step that begins with some words."""

    def __init__(self, words: str, act: Callable[[], object], n: int = 1) -> None:
        self._words, self._act, self._n = words, act, n
        self._last = ""
        self.times = 0

    def report(self, done: int, total: int, what: str) -> None:
        self.times = self.times + 1 if what == self._last else 1
        self._last = what
        if what.startswith(self._words) and self.times == self._n:
            self._act()


def cancel() -> None:
    raise OperationCancelled


@pytest.mark.parametrize("n", [1, 5])
def test_cancelled_while_simplifying_it_leaves_no_file_and_no_process_and_what_was_there(
    tmp_path: Path, processes: list[subprocess.Popen[bytes]], n: int
) -> None:
    """At the fifth report of one step, the process has said nothing for a while."""
    target = tmp_path / "counties.npz"
    target.write_bytes(b"the earlier one")
    with pytest.raises(OperationCancelled):
        prepare_in_process(BUNDLED, target, AtReport("Simplifying", cancel, n))
    assert [process.returncode is not None for process in processes] == [True]
    assert target.read_bytes() == b"the earlier one"
    assert list(tmp_path.iterdir()) == [target]


def test_it_can_be_cancelled_before_the_process_has_said_anything(
    tmp_path: Path, processes: list[subprocess.Popen[bytes]]
) -> None:
    with pytest.raises(OperationCancelled):
        prepare_in_process(BUNDLED, tmp_path / "counties.npz", AtReport("", cancel))
    assert [process.returncode is not None for process in processes] == [True]
    assert not list(tmp_path.iterdir())


def test_what_is_wrong_with_a_layer_is_told_in_the_same_words(tmp_path: Path) -> None:
    frame = counties_of("DE")
    frame["STUSPS"] = "Dëlaware"
    source = write_layer(tmp_path / "wrong.gpkg", frame)
    with pytest.raises(LayerError) as direct:
        read_layer(source)
    with pytest.raises(LayerError) as told:
        prepare_in_process(source, tmp_path / "wrong.npz", Silent())
    assert str(told.value) == str(direct.value)
    assert list(tmp_path.iterdir()) == [source]


def test_prepared_from_another_folder_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_states(tmp_path / "states.shp", "RI", "CT")
    monkeypatch.chdir(tmp_path)
    prepare_in_process(Path("states.shp"), Path("states.npz"), Silent())
    prepared = PreparedLayer(tmp_path / "states.npz")
    assert [j.code for j in prepared.layer.jurisdictions] == ["CT", "RI"]
    assert prepared.is_made_from(tmp_path / "states.shp")


@pytest.mark.skipif(os.name != "posix", reason="other systems have no signals")
def test_ended_by_the_system_it_says_so(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    def end() -> None:
        processes[0].send_signal(signal.SIGKILL)

    with pytest.raises(LayerError, match="for want of memory"):
        prepare_in_process(BUNDLED, tmp_path / "counties.npz", AtReport("Simplifying", end))
    assert not list(tmp_path.iterdir())


def test_a_process_that_fails_without_a_word_is_a_mistake_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing_process, "_CHILD", "borderkit.nowhere")
    with pytest.raises(RuntimeError, match="status 1"):
        prepare_in_process(BUNDLED, tmp_path / "counties.npz", Silent())
    assert not list(tmp_path.iterdir())


def test_a_mistake_of_ours_in_the_process_arrives_with_its_report(tmp_path: Path) -> None:
    (tmp_path / "draft").mkdir()
    with pytest.raises(RuntimeError, match="Traceback"):
        preparing_process._raise_refusal(bug_of_child(tmp_path / "draft"))


def how_to_read(folder: Path) -> Path:
    """Write down for the process that a layer has the bundled columns and nothing is divided."""
    how = folder / "how.json"
    how.write_text("[null, null]")
    return how


def bug_of_child(folder: Path) -> dict[str, Any]:
    """Run the process with a reader that has a bug, and return its last line."""
    how = how_to_read(folder.parent)
    code = (
        "import sys; from pathlib import Path; from borderkit import preparing_child, prepare\n"
        "prepare.read_layer = None\n"
        "preparing_child.main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(BUNDLED), str(folder / "prepared.npz"), str(how)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        last: dict[str, Any] = json.loads(process.stdout.readlines()[-1])
    return last


def test_the_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    folder, how = tmp_path / "draft", how_to_read(tmp_path)
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "borderkit.preparing_child", str(BUNDLED), str(folder / "prepared.npz"), str(how)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while b"Simplifying" not in process.stdout.readline():
            pass
        process.stdin.close()
        assert process.wait(timeout=60) == 1
    assert not folder.exists()
