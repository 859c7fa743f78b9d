"""What tests do with the map: bring places into sight, click, drag."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.main_window import MainWindow

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def click(window: MainWindow, geoid: str, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
    """Click on a county, wherever it is."""
    QTest.mouseClick(window.canvas, button, keys, window.canvas.point_on(geoid))


def where(window: MainWindow, *geoids: str) -> list[str]:
    """Return the codes of the jurisdictions that counties have now."""
    return [window.session.proposal.where_is(geoid) for geoid in geoids]


def moved(window: MainWindow) -> set[str]:
    """Return the counties that are not at home."""
    return {window.session.layer.geoids[unit] for unit in window.session.proposal.moved_units}


def selected(window: MainWindow) -> set[str]:
    """Return the counties that are selected."""
    return {window.session.layer.geoids[unit] for unit in window.session.selection}


def n_steps(window: MainWindow) -> int:
    """Return how many steps the history has."""
    return len(window.session.proposal.history.steps)


def bring_into_sight(window: MainWindow, *geoids: str) -> list[QPoint]:
    """Show several counties at once and return a pixel on each."""
    window.canvas.look_at(window.session.layer.indices(geoids).tolist())
    view = window.canvas.map_view
    points = [window.canvas.point_on(geoid) for geoid in geoids]
    assert window.canvas.map_view == view
    return points


def drag(window: MainWindow, points: list[QPoint], release: bool = True, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press at the first point, go to the others, and let go at the last."""
    canvas = window.canvas
    QTest.mousePress(canvas, LEFT, keys, points[0])
    for point in points[1:]:
        move(window, point)
    if release:
        QTest.mouseRelease(canvas, LEFT, keys, points[-1])


def move(window: MainWindow, point: QPoint) -> None:
    """Move the pointer, with the left button as it is."""
    QTest.mouseMove(window.canvas, point)


def press_key(window: MainWindow, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press a key while the map has the keyboard."""
    QTest.keyClick(window.canvas, key, keys)
