"""Icons of resources/icons, drawn in the colours of the present scheme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from borderkit import locations
from ui.tints import is_dark

#: The files are drawn for light ground; here is what becomes of their colours on dark ground.
_ON_DARK = {
    "#33404d": "#d5dce2",  # lines
    "#ffffff": "#3a454f",  # bodies of tools
    "#bcd3e6": "#3f6380",  # land
    "#e8a33d": "#bf7a1e",  # the one warm accent
}
_OUT_OF_USE = 0.38


def icon(name: str) -> QIcon:
    """Return an icon by its file's name without the ending; the file is read when it is first painted.

    The icon follows the scheme by itself: whoever paints it again paints it in the other colours.
    """
    return QIcon(_SchemeIcon(name))


class PaintedIcon(QIconEngine):
    """An icon that is painted anew each time it is shown, so that it is sharp and in the colours of the scheme.

    Those that derive from it override ``paint`` and ``clone``.
    """

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a picture of so many pixels of the screen on clear ground."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return made


class _SchemeIcon(PaintedIcon):
    """Draws a file."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the file, fainter where the icon is out of use."""
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * _OUT_OF_USE)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _drawing(self._name, dark=is_dark()).render(painter, square)
        painter.restore()

    def clone(self) -> QIconEngine:
        """Return another of the same file."""
        return _SchemeIcon(self._name)


@cache
def _drawing(name: str, *, dark: bool) -> QSvgRenderer:
    text = (locations.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    if dark:
        for own, other in _ON_DARK.items():
            text = text.replace(own, other)
    return QSvgRenderer(QByteArray(text.encode()))
