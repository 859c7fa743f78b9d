"""Whether a proposal's file is still the one that was opened, and whether another window has it open."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from borderkit import locations
from borderkit.errors import ChangedOnDiskError
from borderkit.ownership import SUFFIX, Claim


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells one content of a file from another.

    Attributes:
        size: in bytes.
        modified_ns: when it was last written, in nanoseconds since 1970, as the file system has it.
        checksum: SHA-256 of the content, in hexadecimal.

    """

    size: int
    modified_ns: int
    checksum: str


def file_state(path: Path) -> FileState | None:
    """Return the state of a file as it is now; None if there is none or it cannot be read."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            return FileState(status.st_size, status.st_mtime_ns, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return None


def changed_on_disk(path: Path, known: FileState) -> bool:
    """Tell whether a file has another content than when it was ``known``; one that is gone has none.

    A file that was only touched, as programs that synchronise folders do, has not changed. One of the same size is
    read again, whatever its time says: two programs may write within one tick of the file system's clock.
    """
    now = file_state(path)
    return now is not None and (now.size, now.checksum) != (known.size, known.checksum)


def looks_untouched(path: Path, known: FileState) -> bool:
    """Tell by size and time alone, which costs next to nothing, whether a file is as it was ``known``, or gone."""
    try:
        status = path.stat()
    except OSError:
        return True
    return (status.st_size, status.st_mtime_ns) == (known.size, known.modified_ns)


def require_unchanged(path: Path, known: FileState) -> None:
    """See that writing to a file would replace nothing but what is known.

    Raises:
        ChangedOnDiskError: if it changed since it was known.

    """
    if changed_on_disk(path, known):
        raise ChangedOnDiskError(
            f"{path.name} was changed by somebody else since it was opened here. "
            "Save under another name, or replace what is there now."
        )


def mark_open(path: Path) -> Claim | None:
    """Mark a file as open here for as long as the claim is held; None if it is open in another window already.

    The mark lies in the program's own data folder, nothing is put beside the file. It is seen by every window of this
    person on this machine; for others there is ``require_unchanged``.

    Raises:
        OSError: if marks cannot be made.

    """
    folder = locations.journals() / "open"
    folder.mkdir(parents=True, exist_ok=True)
    name = os.path.normcase(path.resolve())
    return Claim.take(folder / (hashlib.sha256(os.fsencode(name)).hexdigest()[:32] + SUFFIX))
