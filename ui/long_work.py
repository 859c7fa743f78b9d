"""Work that may take long, behind a progress bar with a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QProgressDialog, QWidget

from borderkit.errors import OperationCancelled
from borderkit.progress import Progress
from ui.tasks import Task

#: Work that is done sooner, in milliseconds, comes without a progress bar: it would only flash.
_SHOWN_AFTER_MS = 300
_WIDTH = 420

Result = TypeVar("Result")


class LongWork(QObject, Generic[Result]):
    """One run of a function in a thread of its own. Exactly one of the signals comes, after the progress bar is gone.

    Signals:
        succeeded: with what the function returned.
        failed: with the exception, a BorderkitError where it is fit to show.
        cancelled: the person stopped it; everything is as before.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        what: str,
        work: Callable[[Progress], Result],
        owner: QObject | None = None,
        over: QWidget | None = None,
    ) -> None:
        """Get ready to do ``work``, which the sentence ``what`` tells; the bar blocks the window it lies ``over``."""
        super().__init__(owner)
        self._what = what
        self._dialog = _dialog(what, over)
        self._bar = QProgressBar()
        self._dialog.setBar(self._bar)
        self._soon = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        self._task = Task(work, self)
        self._end: Callable[[], None] = self.cancelled.emit
        self._soon.timeout.connect(self._show_dialog)
        self._dialog.canceled.connect(self.cancel)
        if over is not None:
            over.destroyed.connect(self.cancel)
        self._task.progressed.connect(self._show)
        self._task.succeeded.connect(self._succeed)
        self._task.refused.connect(self._fail)
        self._task.crashed.connect(self._fail)
        self._task.finished.connect(self._finish)

    def start(self) -> None:
        """Begin; a signal tells the end."""
        self._soon.start()
        self._task.start()

    def cancel(self) -> None:
        """Stop the work; within a moment it is as if it had never begun."""
        self._task.cancel()

    def stop(self) -> None:
        """Stop the work and wait until it has ended, for the end of the program."""
        self._task.cancel()
        self._task.wait()

    def wait(self) -> Result:
        """Do the work while events go on being handled, and return its result: for when there is no window yet.

        Raises:
            OperationCancelled: if the person stopped it.
            Exception: whatever the work raised.

        """
        loop = QEventLoop()
        results, errors = list[Result](), list[Exception]()
        self.succeeded.connect(results.append)
        self.failed.connect(errors.append)
        for end in (self.succeeded, self.failed, self.cancelled):
            end.connect(loop.quit)
        self.start()
        loop.exec()
        if errors:
            raise errors[0]
        if not results:
            raise OperationCancelled
        return results[0]

    @property
    def _has_dialog(self) -> bool:
        """Whether the dialog is there still: it goes with the window that it lies over."""
        return shiboken6.isValid(self._dialog)

    @Slot()
    def _show_dialog(self) -> None:
        if self._has_dialog:
            self._dialog.show()

    @Slot(int, int, str)
    def _show(self, done: int, total: int, what: str) -> None:
        if not self._has_dialog:
            return
        self._dialog.setLabelText(f"{self._what}\n{what}…")
        # The bar itself: through the dialog, other events would be handled before this one is done.
        self._bar.setMaximum(total)
        self._bar.setValue(min(done, total - 1))

    @Slot(object)
    def _succeed(self, result: Result) -> None:
        self._end = lambda: self.succeeded.emit(result)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._end = lambda: self.failed.emit(error)

    @Slot()
    def _finish(self) -> None:
        self._task.wait()
        self._soon.stop()
        if self._has_dialog:
            self._dialog.canceled.disconnect(self.cancel)  # closing it counts as cancelling otherwise
            self._dialog.close()
            self._dialog.deleteLater()
        self._end()


def _dialog(what: str, over: QWidget | None) -> QProgressDialog:
    dialog = QProgressDialog(over)
    dialog.setWindowTitle("BorderKit")
    label = QLabel(what)
    label.setTextFormat(Qt.TextFormat.PlainText)  # it holds the name of a file
    label.setWordWrap(True)
    dialog.setLabel(label)
    dialog.setCancelButtonText("Cancel")
    dialog.setWindowModality(Qt.WindowModality.WindowModal if over else Qt.WindowModality.ApplicationModal)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    dialog.setMinimumWidth(_WIDTH)
    # Qt would show it by itself after four seconds.
    dialog.setMinimumDuration(2**31 - 1)
    return dialog
