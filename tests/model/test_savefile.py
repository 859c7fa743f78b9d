"""A file is the old one or the new one, whole, whatever happens while it is written."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from borderkit.errors import SaveError
from borderkit.savefile import write_whole

_SAVE_FOREVER = """
import sys
from pathlib import Path
import borderkit

proposal = borderkit.new_proposal()
path = Path(sys.argv[1])
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    proposal.move(proposal.layer.geoids[turn % 3000 : turn % 3000 + 40], ("ID", "OR", "WA")[turn % 3])
    borderkit.save_proposal(proposal, path)
"""

_FULL_DISK = """
import resource, signal, sys
import borderkit

proposal = borderkit.open_proposal("california-leaves-the-union")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
try:
    borderkit.save_proposal(proposal, sys.argv[1])
except borderkit.BorderkitError as error:
    print(error)
"""


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.borderkit"
    path.write_text("old", encoding="utf-8")

    def fail(file: BinaryIO) -> None:
        file.write(b"new")
        raise OSError(28, "No space left on device")

    with pytest.raises(SaveError, match=r"No space left.*untouched"):
        write_whole(path, fail)
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.borderkit"]


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a POSIX one")
def test_where_no_more_can_be_written_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.borderkit"
    path.write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", _FULL_DISK, str(path)], capture_output=True, text=True, check=True)
    assert "could not be written" in done.stdout
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a.borderkit"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_killed_at_any_moment_of_saving_the_file_is_whole(tmp_path: Path) -> None:
    chance = random.Random(11)
    path = tmp_path / "a.borderkit"
    for ending in (signal.SIGKILL, signal.SIGTERM) * 4:
        with subprocess.Popen(
            [sys.executable, "-c", _SAVE_FOREVER, str(path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            while not path.exists():
                assert process.poll() is None
            # The moment is what is tested, so this waits for no event.
            time.sleep(chance.uniform(0, 0.05))
            process.send_signal(ending)
        assert json.loads(path.read_text(encoding="utf-8"))["format"] == "borderkit-proposal"


@pytest.mark.parametrize(
    ("place", "said"),
    [("gone/a.borderkit", "does not exist"), ("", "is a folder")],
)
def test_a_place_that_cannot_be_written_is_explained(tmp_path: Path, place: str, said: str) -> None:
    with pytest.raises(SaveError, match=said):
        write_whole(tmp_path / place, lambda file: file.write(b"x"))


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that even root cannot write to")
def test_a_folder_without_permission_is_explained() -> None:
    with pytest.raises(SaveError, match="read-only for you"):
        write_whole(Path("/sys/kernel/a.borderkit"), lambda file: file.write(b"x"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_or_folder_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.borderkit"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(SaveError, match="read-only for you"):
        write_whole(path, lambda file: file.write(b"new"))
    path.chmod(0o644)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(SaveError, match="read-only for you"):
            write_whole(path, lambda file: file.write(b"new"))
    finally:
        tmp_path.chmod(0o755)
    assert path.read_text(encoding="utf-8") == "old"


def test_the_permissions_of_the_old_file_are_kept_and_links_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.borderkit"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link = tmp_path / "link.borderkit"
    link.symlink_to(path)
    write_whole(link, lambda file: file.write(b"new"))
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="there are no devices here")
def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    device = tmp_path / "device"
    os.mkfifo(device)
    for target in (device, Path("/dev/null")):
        with pytest.raises(SaveError, match="no ordinary file"):
            write_whole(target, lambda file: file.write(b"x"))
        assert not target.is_file()
