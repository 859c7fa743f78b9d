"""What a person does in the window, from the event to everything painted."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.samples import Result, milliseconds, summary
from ui.app import build_window
from ui.main_window import MainWindow
from ui.preparing import bundled_layer

_SHARP_WITHIN_S = 5.0


def in_window() -> Iterator[Result]:
    """Open the window at 1920 x 1080 and measure clicks, moves, pans, zooms and hovering."""
    window = build_window()
    window.resize(1920, 1080)
    window.show()
    _settle(window)
    chance = random.Random(7)  # noqa: S311 - not for secrets
    yield summary("one county clicked", _clicks(window, chance), 16, "ms")
    yield summary("1,000 counties in one step", _thousands(window, chance), 60, "ms")
    yield summary("pan, a frame", _pans(window), 8, "ms")
    frames, sharpened = _zooms(window)
    yield summary("zoom, a frame", frames, 16, "ms")
    yield summary("sharp after a zoom", sharpened, 100, "ms")
    window.canvas.navigator.fit_all()
    _settle(window)
    yield summary("hover, county named", _hovers(window, chance), 4, "ms")
    window.session.proposal.history.mark_saved()
    window.close()


def _settle(window: MainWindow) -> None:
    """Let the window finish everything that is under way."""
    end = time.perf_counter() + _SHARP_WITHIN_S
    while not window.canvas.is_sharp and time.perf_counter() < end:
        QApplication.processEvents()
    for _ in range(20):
        QApplication.processEvents()
    if not window.canvas.is_sharp:
        raise RuntimeError("The map did not become sharp")


def _clicks(window: MainWindow, chance: random.Random) -> list[float]:
    """Move counties all over the country to changing targets, one click each."""
    canvas, layer = window.canvas, window.session.layer
    times = []
    for _ in range(200):
        # Before the click counts, the target is chosen and the county brought into sight.
        window.set_target(chance.choice(["ID", "OR", "TX", "NY", "IA"]))
        point = canvas.point_on(chance.choice(layer.geoids))
        _settle(window)
        moved = len(window.session.proposal.history.steps)

        def click(point: QPoint = point) -> None:
            QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=point)
            QApplication.processEvents()

        times.append(milliseconds(click))
        if len(window.session.proposal.history.steps) == moved:
            times.pop()  # the county was at home in its target: nothing to show
        canvas.navigator.fit_all()
        _settle(window)
    return times


def _thousands(window: MainWindow, chance: random.Random) -> list[float]:
    """Move the thousand counties nearest to some county at one go, as a large lasso would."""
    places = bundled_layer().anchors.astype(np.float64)
    times = []
    for _ in range(20):
        window.session.put_back_all()
        window.session.set_target(chance.choice(["ID", "OR", "TX"]))
        distance = np.hypot(*(places - places[chance.randrange(len(places))]).T)
        units = np.argsort(distance)[:1000].astype(np.int32)
        _settle(window)

        def move(units: np.ndarray[tuple[int], np.dtype[np.int32]] = units) -> None:
            window.session.move(units)
            QApplication.processEvents()

        times.append(milliseconds(move))
    return times


def _pans(window: MainWindow) -> list[float]:
    canvas = window.canvas
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    canvas.navigator.zoom(3)
    _settle(window)
    times = []
    for direction in (1, -1, 1, -1):
        QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=middle)
        for step in range(1, 60):

            def drag(step: int = step, direction: int = direction) -> None:
                _mouse_move(canvas, middle + QPoint(direction * step * 6, step * 2), Qt.MouseButton.MiddleButton)
                QApplication.processEvents()

            times.append(milliseconds(drag))
        QTest.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=middle)
        _settle(window)
    return times


def _zooms(window: MainWindow) -> tuple[list[float], list[float]]:
    canvas = window.canvas
    canvas.navigator.fit_all()
    _settle(window)
    at = QPointF(canvas.width() * 0.3, canvas.height() * 0.4)
    frames, sharpened = [], []
    for notches in (*[120] * 14, *[-120] * 14) * 4:

        def roll(notches: int = notches) -> None:
            event = QWheelEvent(
                at,
                canvas.mapToGlobal(at),
                QPoint(),
                QPoint(0, notches),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(canvas, event)
            QApplication.processEvents()

        frames.append(milliseconds(roll))
        begun = time.perf_counter()
        while not canvas.is_sharp:
            QApplication.processEvents()
        sharpened.append((time.perf_counter() - begun) * 1e3)
    return frames, sharpened


def _hovers(window: MainWindow, chance: random.Random) -> list[float]:
    canvas = window.canvas
    times = []
    for _ in range(400):
        point = QPoint(chance.randrange(canvas.width()), chance.randrange(canvas.height()))

        def hover(point: QPoint = point) -> None:
            _mouse_move(canvas, point, Qt.MouseButton.NoButton)
            QApplication.processEvents()

        times.append(milliseconds(hover))
    return times


def _mouse_move(canvas: QWidget, point: QPoint, button: Qt.MouseButton) -> None:
    at = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        canvas.mapToGlobal(at),
        Qt.MouseButton.NoButton,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, event)
