"""Somebody who goes through the document at the window, notes what the program says, and may take pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QDockWidget, QTabBar, QWidget

from tools.walk_through.data import Data
from tools.walk_through.hands import wait_until
from ui.app import build_window
from ui.main_window import MainWindow
from ui.windows import Windows

#: Takes a picture of a window under a name; where nobody wants pictures, nothing is taken.
Camera = Callable[[QWidget, str], None]

_SIZE = (1280, 800)


def no_picture(seen: QWidget, name: str) -> None:
    """Take none."""


class Walk:
    """One walk; each of the steps begins at a window of its own.

    Attributes:
        data: the files that are opened.
        program: the windows of the application.
        camera: takes the pictures.
        said: by the name of a step, what the program said in it, a text each.
        commands: what the menus call each action, by its name.

    """

    def __init__(self, data: Data, program: Windows, camera: Camera = no_picture) -> None:
        """Go through the document with its data."""
        self.data, self.program, self.camera = data, program, camera
        self.said: dict[str, list[str]] = {}
        self.commands: dict[str, str] = {}
        self._noted: list[str] = []

    @contextmanager
    def step(self, name: str) -> Iterator[MainWindow]:
        """Open a window for a step, and close every window after it."""
        self._noted = self.said.setdefault(name, [])
        try:
            yield self.fresh_window()
        finally:
            self.close_all()

    def fresh_window(self) -> MainWindow:
        """Return a window on today's map, as the program starts."""
        window = build_window()
        self.program.show(window)
        self.commands |= {name: action.text().replace("&", "") for name, action in window.actions_by_name.items()}
        self.ready(window)
        return window

    def note(self, *texts: str) -> None:
        """Note what the program says, lines for themselves."""
        self._noted += [line for text in texts for line in text.splitlines() if line.strip()]

    def next_window(self, command: Callable[[], object]) -> MainWindow:
        """Give a command that ends with another window, and return that window once its map is there."""
        opened: list[MainWindow] = []
        failed: list[object] = []
        self.program.layer_opened.connect(opened.append)
        self.program.layer_not_opened.connect(failed.append)
        try:
            command()
            wait_until(lambda: opened or failed)
        finally:
            self.program.layer_opened.disconnect(opened.append)
            self.program.layer_not_opened.disconnect(failed.append)
        if not opened:
            raise RuntimeError(f"{failed[0]} was not opened.")
        self.ready(opened[0])
        return opened[0]

    def ready(self, window: MainWindow) -> None:
        """Give a window its size, and wait for its map."""
        window.resize(*_SIZE)
        wait_until(lambda: window.canvas.is_sharp)

    def picture(self, window: MainWindow, name: str) -> None:
        """Take a picture of a window, its map as sharp as it gets."""
        self.ready(window)
        QApplication.processEvents()
        window.canvas.painting.redraw()
        window.map.furniture.names.place()
        QApplication.processEvents()
        self.ready(window)
        self.camera(window, name)

    def close_all(self) -> None:
        """Close every window without a question."""
        for window in QApplication.topLevelWidgets():
            if not isinstance(window, MainWindow):
                continue
            window.session.proposal.history.mark_saved()
            window.close()
        self.program.let_go_of_closed()


def show_panel(window: MainWindow, title: str) -> None:
    """Bring the panel with a title to the front, as a click on its tab does."""
    dock = window.findChild(QDockWidget, f"dock{title}")
    if dock is None:
        raise LookupError(f"There is no panel {title}.")
    dock.raise_()
    for bar in window.findChildren(QTabBar):
        for place in range(bar.count()):
            if bar.tabText(place) == title:
                bar.setCurrentIndex(place)


def total(window: MainWindow, code: str, key: str, side: str) -> str:
    """Return a figure as the totals show it: of a jurisdiction, "before", "after" or "change"."""
    model = window.totals.model
    row = model.row_of(code)
    for section in range(model.columnCount()):
        column = model.figure_column(section)
        if row is not None and column is not None and (column.key, column.side) == (key, side):
            return str(model.index(row, section).data())
    raise LookupError(f"The totals have no {key} {side} of {code}.")
