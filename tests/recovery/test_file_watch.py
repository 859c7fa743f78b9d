"""Nobody overwrites what somebody else wrote without knowing it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import borderkit
from borderkit.errors import ChangedOnDiskError, SaveError
from borderkit.file_watch import changed_on_disk, file_state, looks_untouched, mark_open
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.saving import save_proposal


@pytest.fixture
def path(grid: UnitLayer, tmp_path: Path) -> Path:
    """A saved proposal."""
    made = tmp_path / "plan.borderkit"
    save_proposal(Proposal(grid), made)
    return made


def test_a_file_that_somebody_else_wrote_is_not_replaced(grid: UnitLayer, path: Path) -> None:
    known = file_state(path)
    other = Proposal(grid)
    other.move(["00000"], "BB")
    save_proposal(other, path, known)
    theirs = path.read_bytes()
    with pytest.raises(ChangedOnDiskError, match=r"plan\.borderkit was changed by somebody else.*another name"):
        save_proposal(Proposal(grid), path, known)
    assert path.read_bytes() == theirs
    save_proposal(Proposal(grid), path)
    assert path.read_bytes() != theirs
    assert issubclass(ChangedOnDiskError, SaveError)


def test_a_change_of_the_same_size_at_the_same_time_is_noticed(path: Path) -> None:
    known = file_state(path)
    assert known is not None
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"grid"', b'"dirg"'))
    os.utime(path, ns=(known.modified_ns, known.modified_ns))
    assert changed_on_disk(path, known)


def test_a_file_that_was_only_touched_or_removed_stands_in_nobodys_way(grid: UnitLayer, path: Path) -> None:
    known = file_state(path)
    assert known is not None
    assert looks_untouched(path, known)
    os.utime(path, ns=(1, 1))
    assert not looks_untouched(path, known)
    assert not changed_on_disk(path, known)
    path.unlink()
    assert file_state(path) is None
    assert looks_untouched(path, known)
    save_proposal(Proposal(grid), path, known)
    assert borderkit.open_proposal(path, grid).history.is_saved


def test_a_file_is_marked_as_open_by_one_window_at_a_time(path: Path) -> None:
    mark = mark_open(path)
    assert mark is not None
    assert mark_open(path) is None
    link = path.with_name("link.borderkit")
    link.symlink_to(path)
    assert mark_open(link) is None
    other = mark_open(path.with_name("other.borderkit"))
    assert other is not None
    mark.release()
    again = mark_open(link)
    assert again is not None
    for held in (again, other):
        held.release()
        held.release()
    beside = sorted(file.name for file in path.parent.iterdir() if file.name != "home")
    assert beside == ["link.borderkit", "plan.borderkit"]


def test_a_mark_ends_with_the_process_that_held_it(path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom borderkit.file_watch import mark_open\n"
        "mark = mark_open(Path(sys.argv[1]))\nprint(mark is not None, flush=True)\nsys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin is not None
    assert other.stdout is not None
    with other.stdin, other.stdout:
        assert other.stdout.readline().strip() == "True"
        assert mark_open(path) is None
        other.kill()
        other.wait()
    mark = mark_open(path)
    assert mark is not None
    mark.release()
