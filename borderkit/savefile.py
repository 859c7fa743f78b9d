"""Files are written whole or not at all: beside the target first, then put in its place at one stroke."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from borderkit.errors import SaveError


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a file that takes the place of ``path`` only once it is complete on disk.

    A symbolic link is followed, so that the file it points to is the one replaced.

    Raises:
        SaveError: if that is impossible; the file that stood at ``path`` is then as it was.

    """
    target = path.resolve()
    try:
        _replace(target, write)
    except OSError as error:
        raise SaveError(_explain(path, error)) from error


def write_whole_files(path: Path, write: Callable[[Path], object], stale: Sequence[str] = ()) -> None:
    """Let ``write`` make files in an empty folder that take their places together once all are complete on disk.

    It is for libraries that write to a path of their own, or several files that belong together. The folder lies
    beside ``path``; folders in it, and whatever is left of it, are gone afterwards.

    Args:
        path: the file, or the main one of a set. A symbolic link is followed.
        write: gets the path of that file in the folder; others are to be named as they are wanted in the end.
        stale: endings of files beside ``path`` that would not fit the new ones, and go.

    Raises:
        SaveError: if that is impossible; the files that stood there are then as they were.

    """
    target = path.resolve()
    try:
        _require_writable(target)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent))
        try:
            fresh, old = folder / "fresh", folder / "old"
            fresh.mkdir()
            old.mkdir()
            write(fresh / target.name)
            _exchange(fresh, target.parent, old, [target.with_suffix(suffix).name for suffix in stale])
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise SaveError(_explain(path, error)) from error
    _sync_folder(target.parent)


def _exchange(fresh: Path, place: Path, old: Path, stale: Sequence[str]) -> None:
    """Put all files of ``fresh`` into ``place``, or none of them; ``old`` takes those that stood there meanwhile."""
    files = sorted(file for file in fresh.iterdir() if file.is_file())
    for file in files:
        target = place / file.name
        if target.exists():
            _require_writable(target)
            file.chmod(target.stat().st_mode & 0o777)
        _sync(file)
    if len(files) == 1 and not stale:
        files[0].replace(place / files[0].name)
        return
    try:
        for name in {*stale, *(file.name for file in files)}:
            if (place / name).exists():
                (place / name).replace(old / name)
        for file in files:
            file.replace(place / file.name)
    except BaseException:
        _restore(files, place, old)
        raise


def _restore(files: Sequence[Path], place: Path, old: Path) -> None:
    for file in files:
        if not file.exists():
            (place / file.name).unlink(missing_ok=True)
    for file in old.iterdir():
        file.replace(place / file.name)


def _require_writable(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(21, "Is a directory", str(target))
    if target.exists() and not os.access(target, os.W_OK):
        # Replacing would succeed where the folder allows it, against the owner's wish.
        raise PermissionError(13, "Permission denied", str(target))
    if target.exists() and not target.is_file():
        # A device or a pipe would be replaced by a file of its name.
        raise SaveError(f"{target} is no ordinary file. Choose another place.")


def _sync(file: Path) -> None:
    with file.open("rb+") as content:
        os.fsync(content.fileno())


def _replace(target: Path, write: Callable[[BinaryIO], object]) -> None:
    _require_writable(target)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(target.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself survive a power cut, where the system can do that."""
    if os.name != "posix":
        return
    # The new file stands by now: a folder that cannot be opened for this is no reason to say it does not.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _explain(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{path} cannot be written: the folder {path.parent} does not exist. Choose another place."
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder. Choose a file name inside it."
    if isinstance(error, PermissionError):
        return (
            f"{path} cannot be written: the file or its folder is read-only for you. "
            "Choose another place, or change its permissions."
        )
    reason = error.strerror or str(error)
    return (
        f"{path} could not be written ({reason}). What stood there before is untouched. "
        "Free some space or choose another place, then save again."
    )
