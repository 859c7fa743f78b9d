"""Saves handouts as PDF: asks for the file, shows how far it is, tells where it is."""

from __future__ import annotations

import traceback
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from borderkit.errors import BorderkitError
from borderkit.progress import Progress
from ui import messages
from ui.file_dialogs import ask_for_file, file_stem
from ui.handout_designer.order import Order
from ui.long_work import LongWork
from ui.preferences import Preferences

_SUFFIX = ".pdf"


class PdfSaving(QObject):
    """Writes one PDF after the other.

    Signals:
        told: where the file is, in a sentence.
        ended: with the path of the file that was written, or None.
    """

    told = Signal(str)
    ended = Signal(object)

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        """Write nothing yet."""
        super().__init__(parent)
        self._preferences = preferences
        self._under_way: list[LongWork[Path]] = []

    def ask_and_save(self, order: Order, over: QWidget) -> None:
        """Ask for a file and begin to write a handout into it; questions and progress lie ``over`` a window."""
        proposed = self._preferences.export_folder / f"{file_stem(order.title)}{_SUFFIX}"
        path = ask_for_file(over, "Save the handout as PDF", proposed, "PDF")
        if path is None:
            return
        self._preferences.export_folder = path.parent
        work = LongWork(f"{path.name} is being made.", partial(_write, order, path), self, over)
        work.succeeded.connect(partial(self._tell, work))
        work.failed.connect(partial(self._show_error, work, over))
        work.cancelled.connect(partial(self._end, work, None))
        self._under_way.append(work)
        work.start()

    def stop(self) -> None:
        """Stop what is under way, and wait until it has ended."""
        for work in self._under_way:
            work.stop()

    def _tell(self, work: LongWork[Path], path: Path) -> None:
        self.told.emit(f"The handout is in {path}.")
        self._end(work, path)

    def _show_error(self, work: LongWork[Path], over: QWidget, error: Exception) -> None:
        if isinstance(error, BorderkitError):
            messages.show_error(over, error)
        else:
            messages.show_bug(type(error), error, error.__traceback__)
        self._end(work, None)

    def _end(self, work: LongWork[Path], path: Path | None) -> None:
        self._under_way.remove(work)
        work.deleteLater()
        self.ended.emit(path)


def _write(order: Order, path: Path, progress: Progress) -> Path:
    """Make a handout and write it; all of it in one thread, for its texts must not outlive the thread."""
    from ui.handout.pdf import write_pdf

    progress.report(0, 1, "Laying out the pages")
    try:
        write_pdf([order.made()], path, progress)
    except BorderkitError as error:
        traceback.clear_frames(error.__traceback__)  # they hold the handout, and the error goes to the window
        raise
    return path
