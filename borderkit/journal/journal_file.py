"""The file of a journal: appended at once, synced soon after in another thread, begun anew without a gap."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from pathlib import Path

from borderkit import ownership
from borderkit.ownership import Claim

SUFFIX = ".journal"
#: What is to become a journal: it takes the place of the old one once it is whole.
DRAFT_SUFFIX = ".draft"

#: A power cut loses at most what was written in so many seconds, and as long as the disk takes to sync.
_SYNCED_AFTER = 0.5
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_APPENDING = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)


def lock_path(journal: Path) -> Path:
    """Return the lock file of a journal."""
    return journal.with_suffix(ownership.SUFFIX)


def draft_path(journal: Path) -> Path:
    """Return where a journal is written while it is begun anew."""
    return journal.with_suffix(DRAFT_SUFFIX)


class JournalFile:
    """A journal that belongs to this process until it is removed or let go.

    What is written is in the hands of the system when a method returns: the end of the process loses nothing of it.

    Attributes:
        path: the file.

    """

    def __init__(self, folder: Path) -> None:
        """Choose a name that no other journal has; nothing is written yet."""
        name = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.urandom(4).hex()}"
        self.path = folder / (name + SUFFIX)
        self._claim: Claim | None = None
        self._descriptor: int | None = None
        self._size = 0
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._unsynced = self._folder_unsynced = False

    def begin(self, content: bytes) -> None:
        """Put ``content`` in the place of everything that stood in the file.

        Raises:
            OSError: if that is impossible; what stood there still does, unless it is gone.

        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._own()
        draft = draft_path(self.path)
        try:
            descriptor = os.open(draft, _NEW, 0o600)
            try:
                _write_all(descriptor, content)
            finally:
                os.close(descriptor)
            # Windows replaces no file that is open.
            self._close()
            draft.replace(self.path)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
        self._folder_unsynced = True
        with self._lock:
            self._descriptor, self._size = os.open(self.path, _APPENDING), len(content)
        self._sync_soon()

    def append(self, content: bytes) -> None:
        """Add whole records at the end, in one write.

        Raises:
            OSError: if they could not be written; the file then ends as it did before, or is gone.

        """
        if self._descriptor is None:
            raise FileNotFoundError(2, "No journal was begun", str(self.path))
        try:
            _write_all(self._descriptor, content)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise
        self._size += len(content)
        if os.fstat(self._descriptor).st_nlink == 0:
            # Somebody removed the file under us: what is written to it goes nowhere.
            raise FileNotFoundError(2, "The journal was removed", str(self.path))
        self._sync_soon()

    def sync(self) -> None:
        """Wait until everything written is safe from a power cut, as far as the system can tell."""
        with self._lock:
            descriptor = None if self._descriptor is None else os.dup(self._descriptor)
            folder, self._folder_unsynced = self._folder_unsynced, False
            self._unsynced = False
        if descriptor is not None:
            # A disk that cannot sync will refuse a write sooner or later, and that is told.
            with contextlib.suppress(OSError):
                _sync(descriptor)
            os.close(descriptor)
        if folder and sys.platform != "win32":
            with contextlib.suppress(OSError):
                descriptor = os.open(self.path.parent, os.O_RDONLY)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)

    def remove(self) -> None:
        """Remove the journal: nothing in it is needed any more."""
        self._close()
        if self._claim is not None:
            for path in (self.path, draft_path(self.path)):
                with contextlib.suppress(OSError):
                    path.unlink()
        self._release()

    def let_go(self) -> None:
        """Leave the journal on disk, as one that is left behind."""
        self._close()
        self._release()

    def _own(self) -> None:
        if self._claim is None or not self._claim.is_in_place:
            self._claim = Claim.take(lock_path(self.path))
        if self._claim is None:
            raise PermissionError(13, "The journal belongs to another program", str(self.path))

    def _release(self) -> None:
        claim, self._claim = self._claim, None
        if claim is not None:
            claim.release()

    def _close(self) -> None:
        with self._lock:
            timer, self._timer = self._timer, None
            descriptor, self._descriptor = self._descriptor, None
        if timer is not None:
            timer.cancel()
            timer.join()
        if descriptor is not None:
            os.close(descriptor)

    def _sync_soon(self) -> None:
        """See that all is synced within a second; the caller, maybe in the middle of a stroke, never waits for it."""
        with self._lock:
            self._unsynced = True
            if self._timer is None:
                self._start_timer()

    def _start_timer(self) -> None:
        timer = threading.Timer(_SYNCED_AFTER, self._sync_in_thread)
        timer.daemon = True
        # Where no thread can be started, work goes on without: only a power cut could tell the difference.
        with contextlib.suppress(RuntimeError):
            timer.start()
            self._timer = timer

    def _sync_in_thread(self) -> None:
        self.sync()
        with self._lock:
            self._timer = None
            if self._unsynced and self._descriptor is not None:
                self._start_timer()


def _write_all(descriptor: int, content: bytes) -> None:
    """Write in one go; a disk that takes only a part is full."""
    written = os.write(descriptor, content)
    while written < len(content):
        more = os.write(descriptor, content[written:])
        if more <= 0:
            raise OSError(28, "No space left on device")
        written += more


def _sync(descriptor: int) -> None:
    if sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)
