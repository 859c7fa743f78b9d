"""The one place that shows errors and asks questions."""

from __future__ import annotations

import logging
import sys
import traceback
from enum import Enum, auto
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from borderkit.errors import BorderkitError

_log = logging.getLogger(__name__)

#: The box that tells of a bug, while it is shown: a bug in painting would open one after the other.
_bugs_shown: list[QMessageBox] = []


class Answer(Enum):
    """What a person wants done with unsaved work."""

    SAVE = auto()
    DISCARD = auto()
    STAY = auto()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, more: str = "") -> QMessageBox:
    box = QMessageBox(icon, "BorderKit", text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    return box


def show_error(parent: QWidget | None, error: BorderkitError) -> None:
    """Show what failed, where, and what to do."""
    _box(parent, QMessageBox.Icon.Warning, str(error)).exec()


def show_notice(parent: QWidget | None, text: str, more: str = "") -> None:
    """Tell something that needs no decision."""
    _box(parent, QMessageBox.Icon.Information, text, more).exec()


def ask(parent: QWidget | None, text: str, more: str, yes: str) -> bool:
    """Ask whether to go on; ``yes`` is what the button says that does."""
    box = _box(parent, QMessageBox.Icon.Question, text, more)
    button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(button)
    box.exec()
    return box.clickedButton() is button


def ask_about_unsaved(parent: QWidget | None, title: str) -> Answer:
    """Ask what to do with work that is not saved."""
    box = _box(
        parent,
        QMessageBox.Icon.Question,
        f"Save the changes to “{title}”?",
        "They are lost if you do not save them.",
    )
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    return {buttons.Save: Answer.SAVE, buttons.Discard: Answer.DISCARD}.get(buttons(box.exec()), Answer.STAY)


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an error of ours and tell that the program goes on; installed as ``sys.excepthook``."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if _bugs_shown:
        _log.critical("Another bug while one is shown", exc_info=(kind, error, trace))
        return
    report = "".join(traceback.format_exception(kind, error, trace))
    _log.critical("A bug: %s", report)
    box = _box(
        None,
        QMessageBox.Icon.Critical,
        "Something in BorderKit went wrong. This is a mistake of ours, not yours.",
        "Your work is still open. Save it under a new name, then start BorderKit again. "
        "The report below helps us to find the mistake.",
    )
    box.setDetailedText(report)
    _bugs_shown.append(box)
    try:
        box.exec()
    finally:
        _bugs_shown.remove(box)
