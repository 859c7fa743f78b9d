"""The one place that shows errors and asks questions."""

from __future__ import annotations

import contextlib
import logging
import sys
from enum import Enum, auto
from types import TracebackType

from PySide6.QtCore import Qt, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from borderkit.errors import BorderkitError, ChangedOnDiskError
from borderkit.journal import keep_all_now
from ui import bug_report

_log = logging.getLogger(__name__)

#: The box that tells of a bug, while it is shown: a bug in painting would open one after the other.
_bugs_shown: list[QMessageBox] = []


class Answer(Enum):
    """What a person wants done with unsaved work."""

    SAVE = auto()
    DISCARD = auto()
    STAY = auto()


class Overwriting(Enum):
    """What a person wants done where saving would replace what somebody else wrote."""

    OTHER_NAME = auto()
    REPLACE = auto()
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


def ask_about_changed(parent: QWidget | None, error: ChangedOnDiskError) -> Overwriting:
    """Ask what to do with a file that somebody else wrote to since it was opened."""
    box = _box(parent, QMessageBox.Icon.Warning, str(error))
    other = box.addButton("Save under another name…", QMessageBox.ButtonRole.AcceptRole)
    replace = box.addButton("Replace it", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(other)
    box.exec()
    if box.clickedButton() is other:
        return Overwriting.OTHER_NAME
    return Overwriting.REPLACE if box.clickedButton() is replace else Overwriting.STAY


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep the work, log an error of ours, and tell that the program goes on; installed as ``sys.excepthook``.

    One box is shown at a time, and each place that errs is told once; what comes again is only counted.
    """
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    times = bug_report.count(kind, error, trace)
    report = bug_report.report(kind, error, trace)
    _log.critical("A bug, %d of this place: %s", times, report)
    application = QApplication.instance()
    if application is None:
        return
    if QThread.currentThread() is application.thread():
        _keep_and_show(report, times)
    else:
        QTimer.singleShot(0, application, lambda: _keep_and_show(report, times))


def _keep_and_show(report: str, times: int) -> None:
    # What keeps the work may be what is broken.
    with contextlib.suppress(Exception):
        keep_all_now()
    if times == 1:
        _show_report(report)


def _show_report(report: str) -> None:
    if _bugs_shown:
        return
    box = _box(
        None,
        QMessageBox.Icon.Critical,
        "Something in BorderKit went wrong. This is a mistake of ours, not yours.",
        "Your work is still open. Save it under a new name before you go on. "
        "The report below helps us to find the mistake.",
    )
    box.setDetailedText(report)
    box.addButton(QMessageBox.StandardButton.Ok)
    copy = box.addButton("Copy report", QMessageBox.ButtonRole.ActionRole)
    # A button of the box would close it.
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: _copy(report, copy))
    _bugs_shown.append(box)
    box.finished.connect(lambda: _forget(box))
    if QThread.currentThread().loopLevel():
        # Not exec: it may be in the middle of painting, or of a step that others are still to hear of.
        box.setModal(False)
        box.show()
        return
    try:
        box.exec()
    finally:
        _forget(box)


def _copy(report: str, button: QAbstractButton) -> None:
    QGuiApplication.clipboard().setText(report)
    button.setText("Copied")


def _forget(box: QMessageBox) -> None:
    if box in _bugs_shown:
        _bugs_shown.remove(box)
        box.deleteLater()
