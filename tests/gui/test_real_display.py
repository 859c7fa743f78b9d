"""The program as a process of its own on a real display (Xvfb)."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")

_RUN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import app

def look():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "mainWindow")
    if not window.canvas.is_sharp:
        QTimer.singleShot(50, look)
        return
    screen = window.screen().grabWindow(window.winId()).toImage()
    colors = {screen.pixel(x, y) for x in range(0, screen.width(), 9) for y in range(0, screen.height(), 9)}
    print(QApplication.platformName(), len(colors) > 12, len(window.session.proposal.moved_units), flush=True)
    window.session.proposal.history.mark_saved()
    window.close()

from ui.main_window import MainWindow
shown = MainWindow.showEvent
def show(self, event):
    shown(self, event)
    QTimer.singleShot(100, look)
MainWindow.showEvent = show
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own; Xvfb chooses a free number and writes it when it is ready."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.send_signal(signal.SIGTERM)


def test_it_opens_a_window_on_a_proposal_and_ends_well(display: str, own_home: Path) -> None:
    from borderkit import locations

    proposal = locations.resources() / "proposals" / "greater-idaho-2020.borderkit"
    environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(proposal)],
        env=environment | {"DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["xcb", "True", "22"], done.stdout + done.stderr


def test_without_a_screen_the_process_says_so_in_one_line() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run([sys.executable, "-m", "ui"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "no screen" in done.stderr


@pytest.mark.parametrize("display", [":4321", "nonsense", "localhost:4321"])
def test_a_display_that_does_not_answer_counts_as_none(display: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "ui"],
        env=environment | {"DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
