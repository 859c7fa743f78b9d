"""From the file of a plan to a proposal: reading it with a bar that can be stopped, then the dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from borderkit.errors import BorderkitError, OperationCancelled
from borderkit.layer import UnitLayer
from borderkit.number_format import NumberFormat
from borderkit.takeover.as_proposal import read_plan
from borderkit.takeover.taken import Taken
from ui import messages
from ui.closing import WhenClosed
from ui.long_work import LongWork
from ui.number_format import system_digits
from ui.preferences import Preferences
from ui.takeover_dialog.dialog import TakeoverDialog


def dialog_for(path: Path, layer: UnitLayer, preferences: Preferences, window: QWidget) -> TakeoverDialog | None:
    """Read a plan and return the dialog about it; None if it was stopped, or refused, which is then told.

    Args:
        path: the plan.
        layer: the layer to lay it over.
        preferences: where files are kept, and the person's units.
        window: over which all of this lies; if it is closed, the reading stops.

    """
    try:
        taken = _read(path, layer, window)
    except OperationCancelled:
        return None
    except BorderkitError as error:
        messages.show_error(window, error)
        return None
    numbers = NumberFormat(preferences.area_unit, system_digits())
    return TakeoverDialog(taken, numbers, preferences.folder, window)


def _read(path: Path, layer: UnitLayer, window: QWidget) -> Taken:
    """Read a plan in a thread of its own.

    Raises:
        OperationCancelled: if the person stopped it, or closed the window.
        BorderkitError: if it is no plan.

    """
    work = LongWork(f"{path.name} is being read.", lambda progress: read_plan(path, layer, progress), window, window)
    when_closed = WhenClosed(window)
    when_closed.closed.connect(work.cancel)
    try:
        return work.wait()
    finally:
        when_closed.deleteLater()
        work.deleteLater()
