"""The real window, without a screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.answers import Said
from ui import messages
from ui.app import build_window
from ui.main_window import MainWindow
from ui.windows import Windows, windows


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window on today's map, painted and sharp; a question that nobody expects fails the test."""

    def unexpected(*arguments: object) -> None:
        pytest.fail(f"unexpected message: {arguments[1:]}")

    for name in ("show_error", "show_notice", "ask", "ask_about_unsaved"):
        monkeypatch.setattr(messages, name, unexpected)
    made = build_window()
    qtbot.addWidget(made, before_close_func=lambda window: window.session.proposal.history.mark_saved())
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.canvas.is_sharp)
    yield made
    made.session.drop_stroke()
    made.journal.end()


@pytest.fixture
def said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Said:
    return Said(monkeypatch)


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Windows]:
    """The windows of the application; what a test leaves under way or open is stopped and closed."""
    program = windows(qapp)
    yield program
    program.stop()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            widget.session.proposal.history.mark_saved()
            widget.close()
    program.let_go_of_closed()
