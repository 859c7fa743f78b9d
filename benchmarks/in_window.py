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
from borderkit.prepared import PreparedLayer
from ui.main_window import MainWindow
from ui.theme import dress

_SHARP_WITHIN_S = 20.0


def in_window(prepared: PreparedLayer, *, large: bool = False) -> Iterator[Result]:
    """Open a window on a layer at 1920 x 1080 and measure what a hand does; a large layer has budgets of its own."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
        dress(application)
    window = MainWindow(prepared, [])
    window.resize(1920, 1080)
    window.show()
    _settle(window)
    chance = random.Random(7)  # noqa: S311 - not for secrets
    yield summary("one unit clicked", _clicks(window, chance), 33 if large else 16, "ms")
    drags, releases = _lassos(window, chance)
    yield summary("lasso around 1,000 units, drawn on", drags, 16, "ms")
    yield summary("lasso around 1,000 units, let go", releases, 60, "ms")
    yield summary("brush stroke, the whole map seen", _brush(window, chance, 1), 33, "ms")
    yield summary("brush stroke, four times nearer", _brush(window, chance, 4), 33, "ms")
    yield summary("pan, a frame", _pans(window), 16 if large else 8, "ms")
    frames, sharpened = _zooms(window)
    yield summary("zoom, a frame", frames, 16, "ms")
    yield summary("sharp after a zoom", sharpened, 100, "ms")
    window.canvas.navigator.fit_all()
    _settle(window)
    yield summary("hover, unit named", _hovers(window, chance), 4, "ms")
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
    window.set_tool("paint")
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


def _lassos(window: MainWindow, chance: random.Random) -> tuple[list[float], list[float]]:
    """Draw lines around the thousand units nearest to some unit; return the times of each move and of letting go."""
    canvas, session = window.canvas, window.session
    canvas.navigator.fit_all()
    window.set_tool("lasso")
    places = canvas.renderer.prepared.anchors.astype(np.float64)
    moves, releases = [], []
    for _ in range(20):
        session.put_back_all()
        session.set_target(chance.choice(["ID", "OR", "TX"]))
        middle = places[chance.randrange(len(places))]
        radius = float(np.sort(np.hypot(*(places - middle).T))[1000])
        _settle(window)
        turns = np.linspace(0, 2 * np.pi, 60)
        view = canvas.map_view
        ring = [
            QPoint(*map(round, view.to_pixel(middle[0] + radius * np.cos(turn), middle[1] + radius * np.sin(turn))))
            for turn in turns.tolist()
        ]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=ring[0])
        for point in ring[1:]:

            def draw(point: QPoint = point) -> None:
                _mouse_move(canvas, point, Qt.MouseButton.LeftButton)
                QApplication.processEvents()

            moves.append(milliseconds(draw))

        def let_go(point: QPoint = ring[-1]) -> None:
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=point)
            QApplication.processEvents()

        releases.append(milliseconds(let_go))
    session.put_back_all()
    return moves, releases


def _brush(window: MainWindow, chance: random.Random, nearer: float) -> list[float]:
    """Paint with a brush of 32 pixels in strokes across the map; return the times of each move."""
    canvas, session = window.canvas, window.session
    window.set_tool("paint")
    canvas.settings.set_brush(16)
    times = []
    for _ in range(12):
        canvas.navigator.fit_all()
        canvas.navigator.zoom(nearer)
        window.set_target(chance.choice(["ID", "OR", "TX", "NY"]))
        _settle(window)
        at = QPointF(canvas.width() * chance.uniform(0.3, 0.7), canvas.height() * chance.uniform(0.3, 0.7))
        way = QPointF(chance.uniform(-9, 9), chance.uniform(-9, 9))
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at.toPoint())
        for point in [(at + way * step).toPoint() for step in range(1, 40)]:

            def paint(point: QPoint = point) -> None:
                _mouse_move(canvas, point, Qt.MouseButton.LeftButton)
                QApplication.processEvents()

            times.append(milliseconds(paint))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=(at + way * 39).toPoint())
        session.put_back_all()
    canvas.settings.set_brush(0)
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
