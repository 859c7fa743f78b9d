"""A picture is written whole or not at all, and what is in the way is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borderkit.drawing import PictureOptions
from borderkit.errors import OperationCancelled, SaveError
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from ui.pictures import FORMATS, copy_picture, write_picture

pytestmark = pytest.mark.usefixtures("qapp")

ENDINGS = pytest.mark.parametrize("ending", FORMATS)
SMALL = PictureOptions(region="states", width_px=300, dpi=96)


@pytest.fixture
def idaho(prepared: PreparedLayer) -> Proposal:
    return open_proposal("greater-idaho-2020", prepared.layer)


@ENDINGS
def test_a_full_disk_leaves_the_old_file(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"map{ending}"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match=r"No space left.*untouched"):
        write_picture(prepared, idaho, path, SMALL)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that even root cannot write to")
@ENDINGS
def test_a_folder_without_permission_is_told(prepared: PreparedLayer, idaho: Proposal, ending: str) -> None:
    with pytest.raises(SaveError, match="read-only for you"):
        write_picture(prepared, idaho, Path(f"/sys/kernel/map{ending}"), SMALL)


@ENDINGS
def test_a_folder_that_does_not_exist_is_told(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path, ending: str
) -> None:
    with pytest.raises(SaveError, match="does not exist"):
        write_picture(prepared, idaho, tmp_path / "nowhere" / f"map{ending}", SMALL)


def test_another_ending_is_refused(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"\.png, \.svg or \.pdf"):
        write_picture(prepared, idaho, tmp_path / "map.bmp", SMALL)


def test_an_ending_in_capitals_will_do(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    write_picture(prepared, idaho, tmp_path / "MAP.PNG", SMALL)
    assert (tmp_path / "MAP.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("width", [30_000, 200_000])
def test_a_picture_that_does_not_fit_into_memory_is_refused(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "map.png"
    with pytest.raises(SaveError, match=r"GB of memory.*smaller width"):
        write_picture(prepared, idaho, path, PictureOptions(width_px=width))
    assert not path.exists()
    with pytest.raises(SaveError, match="GB of memory"):
        copy_picture(prepared, idaho, PictureOptions(width_px=width))


class _Stopping:
    """A person who stops at the n-th report."""

    def __init__(self, at: int) -> None:
        self.reports: list[tuple[int, int]] = []
        self._at = at

    def report(self, done: int, total: int, what: str) -> None:
        self.reports.append((done, total))
        if len(self.reports) == self._at:
            raise OperationCancelled


@ENDINGS
@pytest.mark.parametrize("at", [1, 2, 5])
def test_stopping_leaves_the_old_file(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path, ending: str, at: int
) -> None:
    path = tmp_path / f"map{ending}"
    path.write_bytes(b"old")
    with pytest.raises(OperationCancelled):
        write_picture(prepared, idaho, path, SMALL, _Stopping(at))
    assert path.read_bytes() == b"old"
    write_picture(prepared, idaho, path, SMALL)
    assert path.read_bytes() != b"old"


@ENDINGS
def test_progress_ends_at_its_total(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path, ending: str) -> None:
    progress = _Stopping(0)
    write_picture(prepared, idaho, tmp_path / f"map{ending}", SMALL, progress)
    assert progress.reports == sorted(progress.reports)
    assert progress.reports[-1][0] == progress.reports[-1][1]
