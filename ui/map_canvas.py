"""The map on the screen: what is seen of it, the pointer over it, and the tool in hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCursor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderkit.layer import UnitIndices
from borderkit.pick import position_in, unit_at
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Effect
from ui.map_colors import fills
from ui.map_picture import MapPicture
from ui.map_renderer import MapContent, MapRenderer, line_pen, transform
from ui.map_style import light
from ui.map_tools import TOOLS, Press, Tool
from ui.map_view import Box, MapView, fitting
from ui.session import Session

#: The largest magnification: metres of the map for one pixel.
_NEAREST = 10.0
#: How much further out than the whole map one can zoom.
_FURTHEST = 1.6
_WHEEL_STEP = 1.25
_KEY_STEP = 1.5
#: Milliseconds without a change of view before the sharp picture is begun.
_SHARPEN_AFTER = 15
#: Seconds of drawing between two looks at what the person does.
_DRAW_SLICE = 0.006
#: Pixels around the window that are drawn in advance, so that a small pan shows no blank.
_MARGIN = 128
_OVERVIEW_WIDTH = 1000
#: Milliseconds without a change of the proposal before the overview is drawn anew.
_OVERVIEW_AFTER = 250
#: A unit smaller than this many pixels is brought nearer before a position on it is told.
_TINY = 6.0


class MapCanvas(QWidget):
    """Shows the proposal in work and lets a tool act on it.

    Signals:
        unit_hovered: the position of the unit under the pointer, -1 for none.
        target_picked: the code of a jurisdiction that was right-clicked.
        target_missing: someone tried to move units while no target is chosen.
    """

    unit_hovered = Signal(int)
    target_picked = Signal(str)
    target_missing = Signal()

    def __init__(self, prepared: PreparedLayer, session: Session, parent: QWidget | None = None) -> None:
        """Show the whole map with the tool ``select`` in hand."""
        super().__init__(parent)
        self.setObjectName("mapCanvas")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Map")
        self._prepared = prepared
        self._session = session
        self._style = light()
        self._renderer = MapRenderer(prepared, self._style)
        self._content = self._make_content()
        self._picture = MapPicture(self._renderer, self._content)
        self._overview = MapPicture(self._renderer, self._content)
        self._view = fitting(self._renderer.extent, 100, 100)
        self._fits_all = True
        self._hovered: int | None = None
        self._panning_from: QPointF | None = None
        self._panning_with = Qt.MouseButton.NoButton
        self._tool_is_pressed = False
        self._space_held = False
        self._tools: dict[str, Tool] = {kind.name: kind(session, self._unit_at_pixel) for kind in TOOLS}
        self._tool = self._tools["select"]

        self._sharpen = QTimer(self, singleShot=True, interval=_SHARPEN_AFTER)
        self._sharpen.timeout.connect(self._begin_sharp_picture)
        self._overview_timer = QTimer(self, singleShot=True, interval=_OVERVIEW_AFTER)
        self._overview_timer.timeout.connect(self._begin_overview)
        self._slice = QTimer(self, interval=0)
        self._slice.timeout.connect(self._draw_slice)

        session.proposal_replaced.connect(self._show_all_anew)
        session.units_moved.connect(self._show_moved)
        session.jurisdictions_changed.connect(self._show_recolored)
        session.selection_changed.connect(self._show_selection)
        session.emphasis_changed.connect(self._show_emphasis)

    # What tests and other parts ask for

    def viewport(self) -> QWidget:
        """Return the widget that positions on the map are counted in."""
        return self

    def unit_at(self, point: QPoint) -> str | None:
        """Return the GEOID of the unit drawn at a position of the viewport."""
        unit = self._unit_at_pixel(QPointF(point))
        return None if unit is None else self._prepared.layer.geoids[unit]

    def point_on(self, geoid: str) -> QPoint:
        """Return a position in the viewport that lies on a unit, after bringing it into sight.

        Raises:
            UnknownUnitError: if the layer has no such unit.

        """
        unit = int(self._prepared.layer.indices([geoid])[0])
        point = self._point_on(unit)
        if point is None:
            self.look_at([unit])
            point = self._point_on(unit)
        if point is None:
            raise RuntimeError(f"No pixel shows the unit {geoid}")
        return point

    @property
    def renderer(self) -> MapRenderer:
        """What draws the map, for others who show pictures of it."""
        return self._renderer

    @property
    def map_view(self) -> MapView:
        """What is seen."""
        return self._view

    @property
    def has_picture(self) -> bool:
        """Whether the map has been painted."""
        return self._picture.view is not None

    @property
    def is_sharp(self) -> bool:
        """Whether the picture at hand is the one of the view."""
        wanted = self._view.widened(_MARGIN)
        return not self._sharpen.isActive() and self._picture.shows(wanted, self.devicePixelRatioF())

    @property
    def tool(self) -> Tool:
        """The tool in hand."""
        return self._tool

    def set_tool(self, name: str) -> None:
        """Take another tool in hand.

        Raises:
            KeyError: if there is no such tool.

        """
        tool = self._tools[name]
        if tool is not self._tool:
            self._drop_gesture()
            self._tool = tool
        self._show_cursor()

    # Moving about

    def fit_all(self) -> None:
        """Show the whole map."""
        self._fits_all = True
        self._look(fitting(self._renderer.extent, self.width(), self.height()))

    def look_at(self, units: list[int], margin: float = 0.18) -> None:
        """Bring units into sight, so that they fill the window but for a share ``margin`` on each side."""
        boxes = self._prepared.level(0).boxes[units]
        if not len(boxes):
            return
        low, high = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
        self._fits_all = False
        view = fitting((low[0], low[1], high[0], high[1]), self.width(), self.height(), margin)
        self._look(replace(view, scale=max(view.scale, _NEAREST)))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Magnify about a pixel, or about the middle."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        furthest = fitting(self._renderer.extent, self.width(), self.height()).scale * _FURTHEST
        self._fits_all = False
        self._look(self._view.zoomed(factor, at.x(), at.y(), _NEAREST, furthest))

    def redraw(self) -> None:
        """Draw the picture of the view anew at one go."""
        self._picture.draw_now(self._view.widened(_MARGIN), self.devicePixelRatioF())
        self.update()

    def zoom_in(self) -> None:
        """Magnify by one step."""
        self.zoom(_KEY_STEP)

    def zoom_out(self) -> None:
        """Show more of the map."""
        self.zoom(1 / _KEY_STEP)

    def _look(self, view: MapView) -> None:
        self._view = view.kept_inside(self._renderer.extent)
        self._sharpen.start()
        self.update()

    # The picture

    def _make_content(self) -> MapContent:
        proposal = self._session.proposal
        nothing = np.zeros(len(proposal.layer), dtype=bool)
        everything = np.arange(len(proposal.layer), dtype=np.int32)
        colors = fills(proposal, everything, nothing)
        return MapContent(colors, proposal.assignment, proposal.layer.home, nothing, nothing.copy())

    def _show_all_anew(self) -> None:
        for name, value in vars(self._make_content()).items():
            setattr(self._content, name, value)
        if self._picture.view is not None:
            self._picture.mend(self._renderer.extent)
            self._overview_timer.start()
        self.update()

    def _show_moved(self, effect: Effect) -> None:
        emphasis = self._session.emphasis
        if emphasis is not None:
            position = self._session.proposal.position(emphasis)
            self._content.outlined[effect.units] = self._session.proposal.assignment[effect.units] == position
        self._mend(effect.units)

    def _show_recolored(self) -> None:
        """Show the fills of jurisdictions that were given another colour."""
        everything = np.arange(len(self._prepared.layer), dtype=np.int32)
        present = self._session.proposal.assignment < len(self._session.proposal.jurisdictions)
        units = everything[present]
        colors = fills(self._session.proposal, units, self._content.selected)
        self._mend(units[colors != self._content.colors[units]])

    def _show_selection(self) -> None:
        selected = np.zeros_like(self._content.selected)
        selected[self._session.selection] = True
        changed = np.flatnonzero(selected != self._content.selected).astype(np.int32)
        self._content.selected[:] = selected
        self._mend(changed)

    def _show_emphasis(self) -> None:
        proposal, emphasis = self._session.proposal, self._session.emphasis
        outlined = np.zeros_like(self._content.outlined)
        if emphasis is not None:
            outlined = proposal.assignment == proposal.position(emphasis)
        changed = np.flatnonzero(outlined != self._content.outlined).astype(np.int32)
        self._content.outlined[:] = outlined
        self._mend(changed)

    def _mend(self, units: UnitIndices) -> None:
        """Bring the pictures up to date around units whose fill or borders changed."""
        if not len(units):
            return
        self._content.colors[units] = fills(self._session.proposal, units, self._content.selected)
        boxes = self._prepared.level(0).boxes[units]
        low, high = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
        box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        self._overview_timer.start()
        was_drawing = self._picture.is_drawing
        self._picture.mend(box)
        if was_drawing:
            self._slice.start()
        self.update(self._on_screen(box))

    def _on_screen(self, box: Box) -> QRect:
        left, top = self._view.to_pixel(box[0], box[3])
        right, bottom = self._view.to_pixel(box[2], box[1])
        return QRectF(QPointF(left, top), QPointF(right, bottom)).toAlignedRect().adjusted(-6, -6, 6, 6)

    def _begin_sharp_picture(self) -> None:
        if self.underMouse() and not self._tool_is_pressed:
            self._hover(QPointF(self.mapFromGlobal(QCursor.pos())))
        if self.width() and self.height() and not self.is_sharp:
            self._picture.want(self._view.widened(_MARGIN), self.devicePixelRatioF())
            self._slice.start()

    def _begin_overview(self) -> None:
        """Draw the whole map small: it shows through where a quick hand leaves the picture behind."""
        height = round(_OVERVIEW_WIDTH * 0.7)
        self._overview.want(fitting(self._renderer.extent, _OVERVIEW_WIDTH, height), 1.0)
        self._slice.start()

    def _draw_slice(self) -> None:
        for picture in (self._picture, self._overview):
            if picture.is_drawing:
                if picture.draw_for(_DRAW_SLICE):
                    self.update()
                return
        self._slice.stop()

    # The pointer

    def _unit_at_pixel(self, at: QPointF) -> int | None:
        x, y = self._view.to_map(at.x() + 0.5, at.y() + 0.5)
        return unit_at(self._renderer.level(self._view.scale), x, y)

    def _point_on(self, unit: int) -> QPoint | None:
        """Return a pixel that surely shows a unit, if it is in sight and large enough."""
        level = self._renderer.level(self._view.scale)
        left, bottom, right, top = level.boxes[unit]
        if min(right - left, top - bottom) < _TINY * self._view.scale:
            return None
        position = position_in(level, unit, self._prepared.anchors[unit])
        if position is None:
            return None
        px, py = self._view.to_pixel(*position)
        point = QPoint(int(px), int(py))
        return point if self.rect().contains(point) and self._unit_at_pixel(QPointF(point)) == unit else None

    def _hover(self, at: QPointF) -> None:
        unit = self._unit_at_pixel(at)
        if unit == self._hovered:
            return
        for shown in (self._hovered, unit):
            if shown is not None:
                box = self._renderer.level(self._view.scale).boxes[shown]
                self.update(self._on_screen((box[0], box[1], box[2], box[3])))
        self._hovered = unit
        self.unit_hovered.emit(-1 if unit is None else unit)

    @property
    def _pans_with_left(self) -> bool:
        return self._space_held or self._tool.name == "pan"

    def _show_cursor(self) -> None:
        if self._panning_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._pans_with_left:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(self._tool.cursor)

    def _drop_gesture(self) -> None:
        self._panning_from = None
        self._tool_is_pressed = False
        self._tool.give_up()

    # Painting what lies over the picture

    def _paint_overlay(self, painter: QPainter) -> None:
        if self._hovered is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(transform(self._view))
        path = self._renderer.unit_path(self._hovered, self._view.scale)
        painter.strokePath(path, line_pen(self._style.pointer, 1.6))

    # Qt's events

    def sizeHint(self) -> QSize:
        """Return a size that shows the country well."""
        return QSize(900, 620)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture at hand where it belongs, and over it what is in hand."""
        if self._picture.view is None:
            self._picture.draw_now(self._view.widened(_MARGIN), self.devicePixelRatioF())
            self._overview_timer.start()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.fillRect(event.rect(), self._style.water)
        if not self._picture.covers(self._view):
            self._overview.paint(painter, self._view)
        self._picture.paint(painter, self._view)
        self._paint_overlay(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle of the map in the middle, or the whole map in sight."""
        size = event.size()
        if self._fits_all:
            self._look(fitting(self._renderer.extent, size.width(), size.height()))
        else:
            self._look(self._view.resized(size.width(), size.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the button and the tool are for."""
        at = event.position()
        button = event.button()
        if self._tool_is_pressed or self._panning_from is not None:
            return  # a second button does not interrupt what the first one does
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self._pans_with_left):
            self._panning_from, self._panning_with = at, button
            self._show_cursor()
        elif button == Qt.MouseButton.LeftButton:
            self._press(at, event.modifiers())
        elif button == Qt.MouseButton.RightButton and not self._session.stroke_in_progress:
            unit = self._unit_at_pixel(at)
            if unit is not None:
                proposal = self._session.proposal
                self.target_picked.emit(proposal.jurisdictions[int(proposal.assignment[unit])].code)

    def _press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._tool.edits and self._session.target is None:
            self.target_missing.emit()
            return
        self._tool_is_pressed = True
        joins = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self._tool.press(Press(at, bool(modifiers & joins)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of a double click for another one, but never undo what the first one painted."""
        if self._tool.edits and not self._pans_with_left:
            event.accept()
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, go on with the tool, or name what is under the pointer."""
        at = event.position()
        if self._panning_from is not None:
            moved = at - self._panning_from
            self._panning_from = at
            self._fits_all = False
            self._look(self._view.panned(moved.x(), moved.y()))
            return
        if self._tool_is_pressed:
            self._tool.drag(Press(at))
        self._hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the button began."""
        if self._panning_from is not None and event.button() == self._panning_with:
            self._panning_from = None
            self._show_cursor()
        elif self._tool_is_pressed and event.button() == Qt.MouseButton.LeftButton:
            self._tool_is_pressed = False
            self._tool.release()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; what a touchpad scrolls in pixels zooms in proportion."""
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom(_WHEEL_STEP**notches, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom with a pinch, too; on another screen draw for its pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._sharpen.start()
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 + event.value(), event.position())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop what is in progress with Esc; drag the map while space is held."""
        if event.key() == Qt.Key.Key_Escape:
            self._drop_gesture()
            self._show_cursor()
        elif event.key() == Qt.Key.Key_Space:
            self._space_held = True
            self._show_cursor()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take the tool in hand again when space is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held space bar whose release another window will get."""
        self._space_held = False
        self._show_cursor()
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Name no county when the pointer is elsewhere."""
        if self._hovered is not None:
            self._hovered = None
            self.unit_hovered.emit(-1)
            self.update()
        super().leaveEvent(event)
