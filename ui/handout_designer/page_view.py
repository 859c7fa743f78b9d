"""Shows a page as it prints, on grey: whole, as wide as the view, or as large as on paper."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

_POINTS_AN_INCH = 72.0
#: Pixels around the page.
_GROUND = 14
#: What a notch of a wheel turns, in Qt's eighths of a degree, and by how many pixels it scrolls.
_NOTCH, _SCROLLED_A_NOTCH = 120, 90
_ARROW_STEP = 40
_LEAST_SIDE = 40
#: Letters in place of a page; they stand on white in every scheme.
_SAID = QColor("#5f6a74")


class Zoom(StrEnum):
    """How large the page is shown."""

    PAGE = "page"
    WIDTH = "width"
    PAPER = "paper"


class PageView(QAbstractScrollArea):
    """One page at a time. The last picture stays, scaled, until there is a sharp one.

    Signals:
        resized: the view has another size, and the page in it perhaps, see ``pixels``.
        turned: the person went on to the next page (1) or back (-1) with the wheel or a key.
    """

    resized = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no page yet."""
        super().__init__(parent)
        self.setObjectName("handoutPreview")
        self.setAccessibleName("Preview of the handout")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._zoom = Zoom.PAGE
        self._size = QSizeF(612, 792)
        self._image = QImage()
        self._said = ""
        self._turn = 0
        self.horizontalScrollBar().setSingleStep(_ARROW_STEP)
        self.verticalScrollBar().setSingleStep(_ARROW_STEP)

    @property
    def image(self) -> QImage:
        """The picture of the page that is shown; null before the first one."""
        return self._image

    @property
    def zoom(self) -> Zoom:
        """How large the page is shown."""
        return self._zoom

    @property
    def is_sharp(self) -> bool:
        """Whether the picture has the size in which it is shown."""
        return self._image.size() == self.pixels(self._size)

    @property
    def said(self) -> str:
        """What is said in place of a page."""
        return self._said

    def pixels(self, points: QSizeF) -> QSize:
        """Return how many pixels of the screen a sharp picture of a page has; ``points`` is the page's size."""
        return (self._shown_size(points) * self.devicePixelRatioF()).toSize().expandedTo(QSize(1, 1))

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the page larger or smaller."""
        if zoom is not self._zoom:
            self._zoom = zoom
            self._lay_out()

    def show_picture(self, image: QImage, points: QSizeF) -> None:
        """Show the picture of a page in place of the last one; ``points`` is the page's size."""
        self._image, self._said = image, ""
        if points != self._size:
            self._size = points
            self._lay_out()
        self.viewport().update()

    def say(self, text: str) -> None:
        """Show an empty page with a sentence on why there is nothing to be seen."""
        self._image, self._said = QImage(), text
        self.viewport().update()

    def go_to_top(self) -> None:
        """Show the head of the page."""
        self.verticalScrollBar().setValue(0)

    def go_to_foot(self) -> None:
        """Show the foot of the page."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    # Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the new room."""
        super().resizeEvent(event)
        self._lay_out()
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the page and its edge."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Mid))
        page = self._page_rect()
        # Paper is white, whatever the scheme.
        painter.fillRect(page, QColor("white"))
        if not self._image.isNull():
            if self.is_sharp:  # pixel for pixel
                page.setSize(QSizeF(self._image.size()) / self.devicePixelRatioF())
            else:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, self._image)
        if self._said:
            painter.setPen(_SAID)
            room = page.adjusted(_GROUND, _GROUND, -_GROUND, -_GROUND)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._said)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Shadow), 1))
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; at the end of the page, go on to the next one."""
        turned, bar = event.angleDelta().y(), self.verticalScrollBar()
        ahead = bar.maximum() if turned < 0 else bar.minimum()
        if not turned or bar.value() != ahead:
            self._turn = 0
            if event.hasPixelDelta():
                bar.setValue(bar.value() - event.pixelDelta().y())
            else:
                bar.setValue(bar.value() - turned * _SCROLLED_A_NOTCH // _NOTCH)
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - event.angleDelta().x())
        else:
            # A touchpad turns in small parts of a notch.
            self._turn += turned
            if abs(self._turn) >= _NOTCH:
                self._turn = 0
                self.turned.emit(1 if turned < 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by a screenful, and turn the page at its end; Home and End go to head and foot."""
        bar = self.verticalScrollBar()
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in steps:
            step = steps[Qt.Key(event.key())]
            if bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
                self.turned.emit(step)
            else:
                bar.setValue(bar.value() + step * bar.pageStep())
        elif event.key() == Qt.Key.Key_Home:
            self.go_to_top()
        elif event.key() == Qt.Key.Key_End:
            self.go_to_foot()
        else:
            super().keyPressEvent(event)

    # Where the page is

    def _shown_size(self, points: QSizeF | None = None) -> QSizeF:
        """Return in which size a page is shown, in pixels of the view: the present one, or one of another size."""
        page = points or self._size
        room = QSizeF(self.maximumViewportSize()) - QSizeF(2 * _GROUND, 2 * _GROUND)
        if self._zoom is Zoom.PAPER:
            return page * (self.logicalDpiX() / _POINTS_AN_INCH)
        across = room.width() / page.width()
        if self._zoom is Zoom.WIDTH:
            if page.height() * across > room.height():
                across = (room.width() - self.verticalScrollBar().sizeHint().width()) / page.width()
            factor = across
        else:
            factor = min(across, room.height() / page.height())
        return page * max(factor, _LEAST_SIDE / page.width())

    def _page_rect(self) -> QRectF:
        """Return where the page is in the viewport: in the middle, or as far as it is scrolled."""
        size, viewport = self._shown_size(), self.viewport().size()
        left = max(_GROUND, (viewport.width() - size.width()) / 2) - self.horizontalScrollBar().value()
        top = max(_GROUND, (viewport.height() - size.height()) / 2) - self.verticalScrollBar().value()
        return QRectF(QPointF(round(left), round(top)), size)

    def _lay_out(self) -> None:
        """Give the scroll bars their ranges."""
        size, viewport = self._shown_size(), self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), size.width(), viewport.width()),
            (self.verticalScrollBar(), size.height(), viewport.height()),
        ):
            bar.setRange(0, max(0, round(whole + 2 * _GROUND - seen)) if self._zoom is not Zoom.PAGE else 0)
            bar.setPageStep(seen)
        self.viewport().update()
