"""Building the prepared file of the bundled layer anew, with a progress bar and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QObject, Qt, Slot
from PySide6.QtWidgets import QProgressDialog

from borderkit.bundled import find_prepared_bundled, rebuild_bundled
from borderkit.errors import LayerError
from borderkit.prepared import PreparedLayer
from ui.tasks import Task


def bundled_layer() -> PreparedLayer:
    """Return the bundled layer; where its prepared file does not fit, build that first, showing how far it is.

    Raises:
        LayerError: if it cannot be built, or the person stopped it.

    """
    return find_prepared_bundled() or _Preparing().run()


class _Preparing(QObject):
    """One run of the building, waited for in an event loop of its own: there is no window yet."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressDialog("The map is being prepared.", "Cancel", 0, 1)
        self._bar.setWindowTitle("BorderKit")
        self._bar.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._bar.setMinimumDuration(0)
        self._bar.setMinimumWidth(380)
        self._loop = QEventLoop()
        self._result: PreparedLayer | None = None
        self._error: Exception | None = None

    def run(self) -> PreparedLayer:
        task = Task(rebuild_bundled, self)
        task.progressed.connect(self._show)
        task.succeeded.connect(self._keep)
        task.refused.connect(self._fail)
        task.crashed.connect(self._fail)
        task.finished.connect(self._loop.quit)
        self._bar.canceled.connect(task.cancel)
        self._bar.show()
        task.start()
        self._loop.exec()
        task.wait()
        self._bar.close()
        if self._result is not None:
            return self._result
        if self._error is not None:
            raise self._error
        raise LayerError("The map was not prepared. Start BorderKit again to prepare it.")

    @Slot(int, int, str)
    def _show(self, done: int, total: int, what: str) -> None:
        self._bar.setMaximum(total)
        self._bar.setLabelText(f"The map is being prepared. {what}…")
        self._bar.setValue(min(done, total - 1))

    @Slot(object)
    def _keep(self, result: PreparedLayer) -> None:
        self._result = result

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._error = error
