"""What tests answer where the program asks, and what it told them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from borderkit.errors import BorderkitError
from ui import messages
from ui.export_dialog import ExportDialog
from ui.main_window import MainWindow
from ui.messages import Answer

_LONGEST_MS = 60_000


class Said:
    """What the program told and asked, and what it is answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.errors: list[str] = []
        self.notices: list[str] = []
        self.questions: list[str] = []
        self.answer = Answer.STAY
        self.yes = True
        monkeypatch.setattr(messages, "show_error", self._error)
        monkeypatch.setattr(messages, "show_notice", self._notice)
        monkeypatch.setattr(messages, "ask", self._ask)
        monkeypatch.setattr(messages, "ask_about_unsaved", self._unsaved)

    def _error(self, parent: QWidget, error: BorderkitError) -> None:
        self.errors.append(str(error))

    def _notice(self, parent: QWidget, text: str, more: str = "") -> None:
        self.notices.append(text)

    def _ask(self, parent: QWidget, text: str, more: str, yes: str) -> bool:
        self.questions.append(text)
        return self.yes

    def _unsaved(self, parent: QWidget, title: str) -> Answer:
        self.questions.append(title)
        return self.answer


def move(window: MainWindow, geoid: str = "41001", code: str = "ID") -> None:
    window.session.set_target(code)
    window.session.move(window.session.layer.indices([geoid]))


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    def answer(*arguments: object) -> tuple[str, str]:
        return (str(path) if path else "", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)


def export(window: MainWindow, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Choose a kind of file in the export dialog, and wait until the file is written."""

    def choose(dialog: ExportDialog) -> int:
        dialog.choose(key)
        return ExportDialog.DialogCode.Accepted

    monkeypatch.setattr(ExportDialog, "exec", choose)
    written: list[Path] = []
    loop = QEventLoop()  # waiting in a spy would keep Python from the thread that writes
    window.exports.exported.connect(written.append)
    window.exports.exported.connect(loop.quit)
    QTimer.singleShot(_LONGEST_MS, loop.quit)
    window.actions_by_name["export"].trigger()
    loop.exec()
    window.exports.exported.disconnect(written.append)
    window.exports.exported.disconnect(loop.quit)
    assert written
