"""Claims on things that only one running program may have, such as a journal; they end with the process.

A claim is a lock of the system on a small file. The system itself lifts it when the process dies, however it dies, so
nobody has to guess whether an old mark still means something.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SUFFIX = ".lock"


class Claim:
    """A claim that this process holds until it releases it or ends.

    Attributes:
        path: the lock file; it goes when the claim is released.

    """

    def __init__(self, path: Path, descriptor: int) -> None:
        """Use ``Claim.take`` instead."""
        self.path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Return a claim on what the lock file at ``path`` stands for; None if somebody has it, here or elsewhere.

        Raises:
            OSError: if the lock file cannot be made or the folder cannot lock.

        """
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if not _lock(descriptor):
                    os.close(descriptor)
                    return None
            except OSError:
                os.close(descriptor)
                raise
            claim = cls(path, descriptor)
            if claim.is_in_place:
                return claim
            # Who had it before removed the file between our opening and our locking: ours is a file without a name.
            os.close(descriptor)
            claim._descriptor = None

    @property
    def is_in_place(self) -> bool:
        """Whether others can still see that it is held: the lock file is there, and the one that is locked."""
        if self._descriptor is None:
            return False
        try:
            named = self.path.stat()
        except OSError:
            return False
        return os.path.samestat(named, os.fstat(self._descriptor))

    def release(self) -> None:
        """Give it up and remove the lock file; harmless if that was done."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        # Only what is ours is removed: the folder may have been replaced meanwhile. Windows removes no open file.
        first, then = (os.close, self._remove) if sys.platform == "win32" else (self._remove, os.close)
        first(descriptor)
        then(descriptor)

    def _remove(self, descriptor: int) -> None:
        with contextlib.suppress(OSError):
            if sys.platform == "win32" or os.path.samestat(self.path.stat(), os.fstat(descriptor)):
                self.path.unlink()

    def __del__(self) -> None:
        self.release()


def drop_ownerless(folder: Path) -> None:
    """Remove the lock files in a folder that dead processes left."""
    for path in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            claim = Claim.take(path)
            if claim is not None:
                claim.release()


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
