"""The map on the screen: it takes the person's hand to tools and view, and paints what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
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
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from borderkit.anchors import Anchors
from borderkit.layer import UnitIndices
from borderkit.prepared import PreparedLayer
from ui.map_hand import MapHand
from ui.map_keyboard import KeyboardCursor, arrow
from ui.map_navigator import Navigator
from ui.map_overlay import paint_brush, paint_gesture, paint_unit
from ui.map_painting import MapPainting
from ui.map_pointer import MapPointer
from ui.map_renderer import MapRenderer
from ui.map_scene import MapScene, box_of
from ui.map_style import light
from ui.map_view import Box, MapView
from ui.session import Session
from ui.tool_settings import ToolSettings
from ui.tools import TOOLS, Press, Tool
from ui.tools.base import is_click

_WHEEL_STEP = 1.25
_KEYS_THAT_ADD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class MapCanvas(QWidget):
    """Shows the proposal in work and lets a tool act on it.

    Signals:
        unit_hovered: the position of the unit under the pointer or the keyboard, -1 for none.
        would_take: the units that a click or the end of the gesture would move, and whether those that moved to the
            target before would go back home.
        target_picked: the code of a jurisdiction that was right-clicked.
        target_missing: someone tried to move units while no target is chosen.
    """

    unit_hovered = Signal(int)
    would_take = Signal(object, bool)
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
        self.scene = MapScene(prepared, session, light(), self)
        self.navigator = Navigator(self.scene.renderer.extent, self)
        self.painting = MapPainting(self.scene, self.navigator, self)
        self._pointer = MapPointer(self.scene.renderer, self.navigator, Anchors(prepared.anchors))
        self._keyboard = KeyboardCursor(session, self._pointer.anchors)
        self._hand = MapHand(session, self._pointer, self.scene, self.navigator, self)
        self._tools: dict[str, Tool] = {kind.name: kind(self._hand) for kind in TOOLS}
        self._tool = self._tools["select"]
        self._hovered: int | None = None
        self._at: QPointF | None = None
        self._panning_from: QPointF | None = None
        self._panning_with = Qt.MouseButton.NoButton
        self._tool_is_pressed = False
        self._crowd: tuple[Press, list[int]] | None = None
        self._space_held = False

        self._over_picture: list[Callable[[QPainter, MapView], None]] = []

        self.navigator.view_changed.connect(self.update)
        self.painting.improved.connect(self.update)
        self.painting.settled.connect(self._point_again)
        self.scene.part_changed.connect(self._update_part)
        self.scene.all_changed.connect(self.update)
        self._hand.marked.connect(self._tell_marked)
        self._hand.settings.changed.connect(self.update)
        session.proposal_replaced.connect(partial(self._keyboard.stand_on, None))

    # What tests and other parts ask for

    def viewport(self) -> QWidget:
        """Return the widget that positions on the map are counted in."""
        return self

    def unit_at(self, point: QPoint) -> str | None:
        """Return the GEOID of the unit that a click at a position of the viewport means."""
        unit = self._pointer.unit_at(QPointF(point))
        return None if unit is None else self._prepared.layer.geoids[unit]

    def point_on(self, geoid: str) -> QPoint:
        """Return a position in the viewport that lies on a unit, after bringing it into sight.

        Raises:
            UnknownUnitError: if the layer has no such unit.

        """
        unit = int(self._prepared.layer.indices([geoid])[0])
        point = self._pointer.point_on(unit, self.rect())
        if point is None:
            self.look_at([unit])
            point = self._pointer.point_on(unit, self.rect())
        if point is None:
            raise RuntimeError(f"No pixel shows the unit {geoid}")
        return point

    @property
    def renderer(self) -> MapRenderer:
        """What draws the map, for others who show pictures of it."""
        return self.scene.renderer

    @property
    def map_view(self) -> MapView:
        """What is seen."""
        return self.navigator.view

    @property
    def has_picture(self) -> bool:
        """Whether the map has been painted."""
        return self.painting.has_picture

    @property
    def is_sharp(self) -> bool:
        """Whether the picture at hand is the one of the view."""
        return self.painting.is_sharp

    @property
    def settings(self) -> ToolSettings:
        """What the tools are set to."""
        return self._hand.settings

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
            self._tell_would_take()
        self._show_cursor()
        self.update()

    def look_at(self, units: list[int], margin: float = 0.18) -> None:
        """Bring units into sight, so that they fill the window but for a share ``margin`` on each side."""
        if len(units):
            self.navigator.look_at(box_of(self._prepared, np.array(units, dtype=np.int32)), margin)

    # The picture

    def paint_over_picture(self, paint: Callable[[QPainter, MapView], None]) -> None:
        """Let others paint over the picture and under what is in hand; they are given the painter and the view."""
        self._over_picture.append(paint)

    def _update_part(self, box: Box) -> None:
        view = self.navigator.view
        left, top = view.to_pixel(box[0], box[3])
        right, bottom = view.to_pixel(box[2], box[1])
        part = QRectF(QPointF(left, top), QPointF(right, bottom)).toAlignedRect()
        self.update(part.adjusted(-10, -10, 10, 10).intersected(self.rect()))

    def _update_unit(self, unit: int | None) -> None:
        if unit is not None:
            left, bottom, right, top = self._pointer.level.boxes[unit].tolist()
            if left == left:  # a unit that is not drawn has no box
                self._update_part((left, bottom, right, top))

    def _update_gesture(self) -> None:
        """Update where the line of the gesture in progress is drawn."""
        outline = self._tool.outline
        if outline:
            x, y = np.array(outline).T
            self._update_part((float(x.min()), float(y.min()), float(x.max()), float(y.max())))

    def _update_around(self, at: QPointF | None) -> None:
        """Update where a brush is drawn."""
        radius = self._tool.radius
        if at is not None and radius:
            reach = int(radius) + 3
            self.update(QRect(at.toPoint() - QPoint(reach, reach), QSize(2 * reach, 2 * reach)))

    # The pointer

    def _point_again(self) -> None:
        """Name what lies under a pointer that rested while the map moved."""
        if self.underMouse() and not self._tool_is_pressed:
            self._hover(QPointF(self.mapFromGlobal(QCursor.pos())))

    def _hover(self, at: QPointF | None) -> None:
        self._update_around(self._at)
        self._update_around(at)
        self._at = at
        unit = None if at is None else self._pointer.unit_at(at)
        if unit == self._hovered:
            return
        self._update_unit(self._hovered)
        self._update_unit(unit)
        self._hovered = unit
        self.unit_hovered.emit(-1 if unit is None else unit)
        if not self._tool_is_pressed:
            self._tell_would_take()

    def _tell_would_take(self) -> None:
        units: UnitIndices = np.empty(0, dtype=np.int32)
        if self._at is not None and not self._pans_with_left:
            units = self._tool.would_take(Press(self._at))
        self.would_take.emit(units, self._tool.puts_back)

    def _tell_marked(self, units: UnitIndices) -> None:
        self.would_take.emit(units, self._tool.puts_back)

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

    # Gestures

    def _press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._tool.needs_target and self._session.target is None:
            self.target_missing.emit()
            return
        if self._tool.edits:
            self.scene.show_before(False)  # nobody edits what they do not see
        press = _press_of(at, modifiers)
        crowd = self._pointer.crowd_at(at) if self._tool.takes_single_units and not self._tool.radius else []
        if crowd:
            self._crowd = press, crowd
            return
        self._hold(True)
        self._tool.press(press)
        self._keyboard.stand_on(self._pointer.unit_at(at))

    def _hold(self, pressed: bool) -> None:
        """Keep whether the tool is pressed; what can wait does so meanwhile."""
        self._tool_is_pressed = pressed
        self.painting.hold(pressed)

    def _drag(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._crowd is not None and not is_click(self._crowd[0].at, at):
            press, self._crowd = self._crowd[0], None
            self._hold(True)
            self._tool.press(_exactly(press, self._pointer.exact_unit_at(press.at)))
        if self._tool_is_pressed:
            self._update_gesture()
            self._tool.drag(_press_of(at, modifiers))
            self._update_gesture()

    def _release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._crowd is not None:
            press, units = self._crowd
            self._crowd = None
            self._offer(units, press)
        elif self._tool_is_pressed:
            self._hold(False)
            self._tool.release(_press_of(at, modifiers))
            self.update()
            self._tell_would_take()

    def _offer(self, units: list[int], press: Press) -> None:
        """Open a list of the places under a crowded pointer; choosing one is a click on it."""
        layer = self._prepared.layer
        menu = QMenu(self)
        menu.setObjectName("crowdMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for unit in units:
            name = f"{layer.names[unit]}, {layer.home_of(unit).name}".replace("&", "&&")
            action = menu.addAction(name)
            action.triggered.connect(partial(self._click_on, unit, press))
            action.hovered.connect(partial(self.unit_hovered.emit, unit))
        menu.popup(self.mapToGlobal(press.at.toPoint()))

    def _click_on(self, unit: int, press: Press) -> None:
        self._keyboard.stand_on(unit)
        self._tool.press(_exactly(press, unit))
        self._tool.release(press)

    def _drop_gesture(self) -> bool:
        """Drop what is in progress; return whether there was anything."""
        dropped = self._panning_from is not None or self._crowd is not None
        self._panning_from = self._crowd = None
        self._hold(False)
        dropped = self._tool.give_up() or dropped
        self.update()
        return dropped

    def _walk(self, direction: tuple[int, int], *, extends: bool) -> None:
        """Go from unit to neighbour by the keyboard, and keep where one is in sight."""
        unit = self._keyboard.step(direction, self.navigator.view, extends=extends)
        if unit is None:
            return
        if self._pointer.point_on(unit, self.rect().adjusted(20, 20, -20, -20)) is None:
            box = box_of(self._prepared, np.array([unit], dtype=np.int32))
            self.navigator.bring_into_sight(box)
        self.unit_hovered.emit(unit)
        self.update()

    # Qt's events

    def sizeHint(self) -> QSize:
        """Return a size that shows the country well."""
        return QSize(900, 620)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture at hand where it belongs, and over it what is in hand."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.fillRect(event.rect(), self.renderer.style.water)
        self.painting.paint(painter)
        view, style = self.navigator.view, self.renderer.style
        for paint in self._over_picture:
            paint(painter, view)
        if self._hovered is not None:
            paint_unit(painter, self.renderer, view, self._hovered, focused=False)
        if self.hasFocus() and self._keyboard.unit is not None and self._keyboard.unit in self._session.selection:
            paint_unit(painter, self.renderer, view, self._keyboard.unit, focused=True)
        paint_gesture(painter, style, view, self._tool.outline)
        if self._at is not None:
            paint_brush(painter, style, self._at, self._tool.radius)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle of the map in the middle, or the whole map in sight."""
        self.navigator.resize(event.size().width(), event.size().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the button and the tool are for."""
        at, button = event.position(), event.button()
        if self._tool_is_pressed or self._crowd is not None or self._panning_from is not None:
            return  # a second button does not interrupt what the first one does
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self._pans_with_left):
            self._panning_from, self._panning_with = at, button
            self._show_cursor()
        elif button == Qt.MouseButton.LeftButton:
            self._press(at, event.modifiers())
        elif button == Qt.MouseButton.RightButton and not self._session.stroke_in_progress:
            unit = self._pointer.unit_at(at)
            if unit is not None:
                proposal = self._session.proposal
                self.target_picked.emit(proposal.jurisdictions[int(proposal.assignment[unit])].code)
        elif button == Qt.MouseButton.BackButton:
            self.navigator.back()
        elif button == Qt.MouseButton.ForwardButton:
            self.navigator.forward()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the right button to the choice of a target."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of a double click for another one, but never undo what the first one painted."""
        if event.button() == Qt.MouseButton.LeftButton and self._tool.name == "pan":
            self.navigator.zoom(_WHEEL_STEP**3, event.position())
        elif self._tool.edits and not self._pans_with_left:
            event.accept()
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, go on with the tool, or name what is under the pointer."""
        at = event.position()
        if self._panning_from is not None:
            moved = at - self._panning_from
            self._panning_from = at
            self.navigator.pan(moved.x(), moved.y())
            return
        self._drag(at, event.modifiers())
        self._hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the button began."""
        if self._panning_from is not None and event.button() == self._panning_with:
            self._panning_from = None
            self._show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._release(event.position(), event.modifiers())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; sideways, or with Shift, drag the map."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            pixels = event.pixelDelta() if not event.pixelDelta().isNull() else turned / 2
            along = pixels.x() or pixels.y()
            self.navigator.pan(along, 0)
        elif turned.y():
            self.navigator.zoom(_WHEEL_STEP ** (turned.y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take a touchpad's pinch and double tap, too; on another screen draw for its pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.painting.set_ratio(self.devicePixelRatioF())
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.navigator.zoom(1 + event.value(), event.position())
                return True
            if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
                self.navigator.zoom(_WHEEL_STEP**3, event.position())
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop what is in progress with Esc, else the selection; go to neighbours; drag the map while space is held."""
        direction = arrow(event.key())
        if event.key() == Qt.Key.Key_Escape:
            if not self._drop_gesture():
                self._session.select(np.empty(0, dtype=np.int32))
            self._show_cursor()
        elif event.key() == Qt.Key.Key_Space:
            self._space_held = True
            self._show_cursor()
        elif direction is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.navigator.pan_step(direction[0], -direction[1])
        elif direction is not None:
            self._walk(direction, extends=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take the tool in hand again when space is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard stands."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held space bar whose release another window will get."""
        self._space_held = False
        self._show_cursor()
        self.update()
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Name no county when the pointer is elsewhere."""
        self._hover(None)
        super().leaveEvent(event)


def _press_of(at: QPointF, modifiers: Qt.KeyboardModifier) -> Press:
    return Press(
        at,
        adds=bool(modifiers & _KEYS_THAT_ADD),
        selects=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        whole=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
    )


def _exactly(press: Press, unit: int | None) -> Press:
    """Return the same press on a unit that is known."""
    return Press(press.at, press.adds, press.selects, press.whole, unit)
