"""What a person at the window does: wait until it is ready, and answer dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

_LOOK_EVERY_MS, _LONGEST_MS = 20, 120_000

Dialog = TypeVar("Dialog", bound=QDialog)
Widget = TypeVar("Widget", bound=QWidget)


def wait_until(ready: Callable[[], object]) -> None:
    """Let events be handled until something is so.

    Raises:
        TimeoutError: if it does not become so within two minutes.

    """
    loop, look, enough = QEventLoop(), QTimer(interval=_LOOK_EVERY_MS), QTimer(singleShot=True)
    look.timeout.connect(lambda: loop.quit() if ready() else None)
    enough.timeout.connect(loop.quit)
    look.start()
    enough.start(_LONGEST_MS)
    if not ready():
        loop.exec()
    look.stop()
    if not ready():
        raise TimeoutError("The window did not become ready.")


def dialog_shown(kind: type[Dialog]) -> Dialog:
    """Wait for a dialog to come up, and return it."""
    wait_until(lambda: _visible(kind))
    return next(iter(_visible(kind)))


def in_dialog(command: Callable[[], object], kind: type[Dialog], act: Callable[[Dialog], object]) -> None:
    """Give a command that ends only when its dialog is closed, and act in that dialog; then close it.

    Raises:
        LookupError: if no such dialog came up.
        Exception: whatever acting raised.

    """
    met: list[Dialog] = []
    raised: list[Exception] = []
    look = QTimer(interval=_LOOK_EVERY_MS)

    def meet() -> None:
        # To wait here would keep the command from showing its dialog.
        for dialog in _visible(kind):
            look.stop()
            met.append(dialog)
            try:
                act(dialog)
            except Exception as error:  # noqa: BLE001 - Qt would only print it
                raised.append(error)
            dialog.close()

    look.timeout.connect(meet)
    look.start()
    command()
    look.stop()
    if raised:
        raise raised[0]
    if not met:
        raise LookupError(f"No {kind.__name__} came up.")


def part(of: QWidget, kind: type[Widget], name: str) -> Widget:
    """Return a part of a window by its name."""
    found = of.findChild(kind, name)
    if not isinstance(found, kind):
        raise LookupError(f"There is no {name}.")
    return found


def _visible(kind: type[Dialog]) -> Iterable[Dialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
