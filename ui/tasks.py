"""Long work in a thread of its own, with progress, a way to stop it, and errors that arrive as messages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from borderkit.errors import BorderkitError, OperationCancelled
from borderkit.progress import Progress

#: Reports are thinned to one in so many seconds.
_REPORT_EVERY = 0.05


class Task(QThread):
    """Runs a function of the model. Exactly one of the first four signals comes, then ``finished``.

    Signals:
        succeeded: with what the function returned.
        refused: with a BorderkitError, fit to show.
        cancelled: the person stopped it.
        crashed: with any other exception, a bug of ours.
        progressed: steps done, steps in all, what is being done.
    """

    succeeded = Signal(object)
    refused = Signal(object)
    cancelled = Signal()
    crashed = Signal(object)
    progressed = Signal(int, int, str)

    def __init__(self, work: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        """Prepare to run ``work``; nothing runs before ``start``."""
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._last_report = 0.0
        self._last_told: tuple[int, int, str] | None = None

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def report(self, done: int, total: int, what: str) -> None:
        """Take a report from the work, in its thread.

        Raises:
            OperationCancelled: if the person asked to stop.

        """
        if self._stop.is_set():
            raise OperationCancelled
        now = time.monotonic()
        is_due = done in (0, total) or now - self._last_report > _REPORT_EVERY
        if is_due and (done, total, what) != self._last_told:
            self._last_report = now
            self._last_told = done, total, what
            self.progressed.emit(done, total, what)

    def run(self) -> None:
        """Do the work; Qt calls this in the thread."""
        try:
            result = self._work(self)
        except BorderkitError as error:
            self.refused.emit(error)
        except OperationCancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - the edge of the thread: handed to the window as a bug
            self.crashed.emit(error)
        else:
            self.succeeded.emit(result)
