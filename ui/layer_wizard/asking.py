"""From the path of a layer to a recipe: the file is looked at behind a bar, then the window about it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from borderkit.errors import BorderkitError
from borderkit.own_layer.recipe import Recipe
from borderkit.progress import Progress
from ui import messages
from ui.closing import WhenClosed
from ui.layer_wizard.sample import Sample, first_sample
from ui.long_work import LongWork


def ask_for_recipe(
    path: Path,
    window: QWidget | None,
    then: Callable[[Recipe], None],
    otherwise: Callable[[], None] | None = None,
) -> LongWork[Sample]:
    """Begin to look at a file; once it is read the window about it opens, and blocks the one that it lies over.

    Args:
        path: the file.
        window: over which all of this lies; if it is closed, the reading stops. None where there is none yet.
        then: gets the recipe, if the person opens the layer.
        otherwise: called if not: the file was refused, which is told first, or the person stopped it.

    Returns:
        The work that has begun; it ends by itself.

    """
    return _Asking(path, window, then, otherwise or _nothing).work


class _Asking(QObject):
    """One file from its path to its recipe; it belongs to the application, since windows may go in between."""

    def __init__(
        self, path: Path, window: QWidget | None, then: Callable[[Recipe], None], otherwise: Callable[[], None]
    ) -> None:
        application = QApplication.instance()
        super().__init__(application)
        self._window, self._then, self._otherwise = window, then, otherwise

        def look(progress: Progress) -> Sample:
            # The start-up does without what reads files.
            from borderkit.own_layer.probing import probe

            return first_sample(probe(path, progress), progress)

        self.work: LongWork[Sample] = LongWork(f"{path.name} is being looked at.", look, self, window)
        if application is not None:
            application.aboutToQuit.connect(self.work.stop)
        self.work.succeeded.connect(self._show)
        self.work.failed.connect(self._refuse)
        self.work.cancelled.connect(self._end)
        self._watch: WhenClosed | None = None
        self._is_closed = False
        if window is not None:
            self._watch = WhenClosed(window)
            self._watch.closed.connect(self._stop)
        self.work.start()

    def _show(self, sample: Sample) -> None:
        self._forget()
        if self._is_closed:
            self._otherwise()
            return
        # What it needs of the libraries was loaded in the thread by now.
        from ui.layer_wizard.wizard import LayerWizard

        then, otherwise = self._then, self._otherwise
        wizard = LayerWizard.probed(sample, self._window)

        def end(result: int) -> None:
            wizard.deleteLater()
            if result == LayerWizard.DialogCode.Accepted:
                then(wizard.recipe)
            else:
                otherwise()

        wizard.finished.connect(end)
        wizard.open()

    def _stop(self) -> None:
        """Read no further: the window is gone. What was read already is not shown."""
        self._is_closed = True
        self.work.cancel()

    def _refuse(self, error: Exception) -> None:
        self._forget()
        if isinstance(error, BorderkitError):
            messages.show_error(None if self._is_closed else self._window, error)
        else:
            messages.show_bug(type(error), error, error.__traceback__)
        self._otherwise()

    def _end(self) -> None:
        self._forget()
        self._otherwise()

    def _forget(self) -> None:
        self.deleteLater()
        if self._watch is not None and shiboken6.isValid(self._watch):
            self._watch.deleteLater()


def _nothing() -> None:
    """Do nothing: nobody waits for it."""
