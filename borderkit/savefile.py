"""Files are written whole or not at all: beside the target first, then put in its place at one stroke."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
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


def _replace(target: Path, write: Callable[[BinaryIO], object]) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        # Replacing would succeed where the folder allows it, against the owner's wish.
        raise PermissionError(13, "Permission denied", str(target))
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
