"""Scale bar and north: true on the ground at the place that they speak of, in the insets too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from borderkit.areas import MILE
from borderkit.ground import INSET_MARGIN, Ground, part_at
from borderkit.states import states_in_code_order
from ui.figure_font import figure_font
from ui.label_text import paint_text
from ui.map_style import MapStyle, light
from ui.map_view import MapView

#: Pixels of a common screen.
_ROOM = 150.0
_TICK = 5.0
_LINE_WIDTH, _HALO_WIDTH = 1.2, 3.4
_FONT_PIXELS, _TEXT_PAD = 10, 4.0
_ARROW_LENGTH, _ARROW_WIDTH, _LETTER_AWAY, _LETTER_PIXELS = 24.0, 9.0, 8.0, 11
_ARROW_ROOM = 44.0
_MARGIN = 12
_HEIGHT, _CAPTION_HEIGHT = 46, 15

#: An inset narrower than this has no room for a bar.
_LEAST_INSET = 90.0
_INSET_ROOM, _INSET_PAD, _INSET_ABOVE, _INSET_BELOW = 110.0, 8.0, 24.0, 19.0
_INSET_ARROW, _INSET_ARROW_ROOM, _ARROW_BELOW = 0.72, 22.0, 40.0


@dataclass(frozen=True, slots=True)
class _EmptyCorner:
    """The corner of an inset where no land lies: at the left, over a share of the frame's width."""

    at_top: bool
    share: float


#: Alaska is empty above the Bering Sea; Hawaii below the islands.
_EMPTY = {"AK": _EmptyCorner(at_top=True, share=0.4), "HI": _EmptyCorner(at_top=False, share=0.74)}


class LengthUnit(StrEnum):
    """A unit of lengths on the ground, by how it is written."""

    MILES = "miles"
    KILOMETRES = "km"

    @property
    def metres(self) -> float:
        """How long it is."""
        return {LengthUnit.MILES: MILE, LengthUnit.KILOMETRES: 1000.0}[self]

    def tell(self, length: float, *, short: bool = False) -> str:
        """Write a length: "200 miles", "1 mile", "0.5 miles", in short "200 mi"."""
        if self is LengthUnit.KILOMETRES:
            return f"{length:,g} km"
        return f"{length:,g} {'mi' if short else 'mile' if length == 1 else 'miles'}"


def nice_length(metres_available: float, unit: LengthUnit) -> float:
    """Return the longest length of 1, 2 or 5 times a power of ten units that is not longer than what is available."""
    available = metres_available / unit.metres
    power = 10.0 ** math.floor(math.log10(available))
    # A little more is let pass: 0.2 / 0.1 may come out below 2.
    return next(step for step in (5.0, 2.0, 1.0) if step * power <= available * (1 + 1e-9)) * power


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of two units: their lengths, and how many pixels these are long."""

    miles: float
    kilometres: float
    miles_pixels: float
    kilometres_pixels: float

    @property
    def pixels(self) -> float:
        """The length of the line."""
        return max(self.miles_pixels, self.kilometres_pixels)


def scale_bar(metres_per_pixel: float, room: float = _ROOM) -> ScaleBar:
    """Return the bar for pixels that are so many metres long on the ground; ``room`` is in pixels."""
    miles, kilometres = (nice_length(metres_per_pixel * room, unit) for unit in LengthUnit)
    return ScaleBar(
        miles,
        kilometres,
        miles * LengthUnit.MILES.metres / metres_per_pixel,
        kilometres * LengthUnit.KILOMETRES.metres / metres_per_pixel,
    )


def paint_scale_bar(
    painter: QPainter,
    at: QPointF,
    metres_per_pixel: float,
    style: MapStyle,
    pen: float = 1.0,
    room: float = _ROOM,
    *,
    short: bool = False,
    family: str = "",
) -> None:
    """Draw a bar, miles above its line and kilometres below it.

    Args:
        painter: draws in pixels.
        at: the left end of the line.
        metres_per_pixel: how long a pixel of the painter is on the ground.
        style: the colours.
        pen: by what factor the bar is larger than on a common screen.
        room: how long it can be, in pixels of a common screen.
        short: write "mi" for miles.
        family: the typeface; the application's if empty.

    """
    bar = scale_bar(metres_per_pixel * pen, room)
    painter.save()
    painter.translate(at)
    painter.scale(pen, pen)
    line = QPainterPath()
    for pixels, tick in ((bar.miles_pixels, -_TICK), (bar.kilometres_pixels, _TICK)):
        line.moveTo(0, tick)
        line.lineTo(0, 0)
        line.lineTo(pixels, 0)
        line.lineTo(pixels, tick)
    _stroke(painter, line, style)
    font = figure_font(_FONT_PIXELS, family)
    metrics = QFontMetricsF(font)
    for text, pixels, side in zip(
        _texts(bar, short=short), (bar.miles_pixels, bar.kilometres_pixels), (-1, 1), strict=True
    ):
        # A text that is longer than its part of the bar clears the tick at its end.
        fits = metrics.horizontalAdvance(text) + 2 * _TEXT_PAD <= pixels
        away = (4.0 if fits else _TICK + 2.0) + (metrics.capHeight() if side > 0 else 0.0)
        paint_text(painter, QPointF(_TEXT_PAD if fits else 0.0, side * away), text, font, style)
    painter.restore()


def paint_north(
    painter: QPainter, centre: QPointF, angle: float, style: MapStyle, pen: float = 1.0, family: str = ""
) -> None:
    """Draw an arrow to the north with its letter.

    Args:
        painter: draws in pixels.
        centre: the middle of the arrow.
        angle: of north, in radians clockwise from up.
        style: the colours.
        pen: by what factor the arrow is larger than on a common screen.
        family: the typeface; the application's if empty.

    """
    half, side = _ARROW_LENGTH / 2, _ARROW_WIDTH / 2
    painter.save()
    painter.translate(centre)
    painter.scale(pen, pen)
    painter.save()
    painter.rotate(math.degrees(angle))
    tip, notch = QPointF(0, -half), QPointF(0, half - 6)
    whole, dark = QPainterPath(tip), QPainterPath(tip)
    for point in (QPointF(side, half), notch, QPointF(-side, half)):
        whole.lineTo(point)
    for point in (notch, QPointF(-side, half)):
        dark.lineTo(point)
    whole.closeSubpath()
    dark.closeSubpath()
    ground = QColor(style.panel)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(whole, _line_pen(style.label_halo, _HALO_WIDTH))
    painter.fillPath(whole, ground)
    painter.fillPath(dark, style.label)
    painter.strokePath(whole, _line_pen(style.label, 1.0))
    painter.restore()
    font = figure_font(_LETTER_PIXELS, family, QFont.Weight.Bold)
    metrics = QFontMetricsF(font)
    away = half + _LETTER_AWAY
    middle = QPointF(math.sin(angle) * away, -math.cos(angle) * away)
    at = middle + QPointF(-metrics.horizontalAdvance("N") / 2, metrics.capHeight() / 2)
    paint_text(painter, at, "N", font, style)
    painter.restore()


def paint_inset_scales(
    painter: QPainter,
    view: MapView,
    parts: Sequence[Ground],
    frames: Mapping[str, Sequence[float]],
    style: MapStyle,
    pen: float = 1.0,
    family: str = "",
) -> None:
    """Draw a small bar and arrow in each inset that is in view and wide enough.

    Args:
        painter: draws in pixels of the view.
        view: what is shown.
        parts: how each part of the map lies to the ground.
        frames: each inset's [left, bottom, right, top] in metres of the map, by state.
        style: the colours.
        pen: by what factor they are larger than on a common screen.
        family: the typeface; the application's if empty.

    """
    for part in parts:
        if part.code in frames and part.code in _EMPTY:
            _paint_inset_scale(painter, view, part, frames[part.code], style, pen, family)


def _paint_inset_scale(
    painter: QPainter, view: MapView, part: Ground, frame: Sequence[float], style: MapStyle, pen: float, family: str
) -> None:
    """Draw bar and arrow side by side or, where that is too wide, the arrow below the bar."""
    left, bottom, right, top = frame
    x0, y0 = view.to_pixel(left - INSET_MARGIN, top + INSET_MARGIN)
    x1, y1 = view.to_pixel(right + INSET_MARGIN, bottom - INSET_MARGIN)
    corner, wide = _EMPTY[part.code], (x1 - x0) / pen
    available = wide * corner.share - _INSET_PAD
    middle = (left + right) / 2, (bottom + top) / 2
    metres = view.scale * part.length_at(*middle)
    is_beside = True
    room = min(_INSET_ROOM, available - _INSET_ARROW_ROOM)
    if corner.at_top and (room <= 0 or bar_width(scale_bar(metres * pen, room), family, short=True) > room):
        is_beside, room = False, min(_INSET_ROOM, available)
    if wide < _LEAST_INSET or room <= 0 or bar_width(bar := scale_bar(metres * pen, room), family, short=True) > room:
        return
    at = QPointF(x0 + _INSET_PAD * pen, y0 + _INSET_ABOVE * pen if corner.at_top else y1 - _INSET_BELOW * pen)
    arrow = (
        QPointF(bar_width(bar, family, short=True) + _INSET_ARROW_ROOM / 2, 2)
        if is_beside
        else QPointF(_INSET_ARROW_ROOM / 2, _ARROW_BELOW)
    )
    covers = QRectF(at.x(), at.y() - _INSET_ABOVE * pen, available * pen, (_INSET_ABOVE + _INSET_BELOW) * pen)
    if QRectF(0, 0, view.width, view.height).contains(covers):
        paint_scale_bar(painter, at, metres, style, pen, room, short=True, family=family)
        paint_north(painter, at + arrow * pen, part.north_at(*middle), style, pen * _INSET_ARROW, family)


def place_of_scale(view: MapView, parts: Sequence[Ground]) -> tuple[Ground, float, float]:
    """Return the part and the position that a view's bar and arrow speak of.

    It is the middle of the view where that lies in an inset, else the middle of what is in view of the mainland.
    """
    part = part_at(parts, view.x, view.y)
    if part.code:
        return part, view.x, view.y
    left, bottom, right, top = (
        choose(own, seen) for choose, own, seen in zip((max, max, min, min), part.box, view.box, strict=True)
    )
    return part, (left + right) / 2, (bottom + top) / 2


class MapScale(QWidget):
    """The bar and the arrow of what is in view, in the lower right corner of the map; the mouse does not notice it."""

    def __init__(self, parent: QWidget, style: MapStyle | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("mapScale")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._style = style or light()
        self._metres_per_pixel = 0.0
        self._north = 0.0
        self._caption = ""
        self._picture: QPixmap | None = None
        self.setFixedSize(round(_ROOM + _ARROW_ROOM), _HEIGHT + _CAPTION_HEIGHT)
        parent.installEventFilter(self)
        self._keep_in_corner()
        self.hide()

    @property
    def bar(self) -> ScaleBar | None:
        """The bar that is shown."""
        return scale_bar(self._metres_per_pixel) if self._metres_per_pixel else None

    @property
    def north(self) -> float:
        """Where the arrow points, in radians clockwise from up."""
        return self._north

    @property
    def caption(self) -> str:
        """Which part of the map the bar speaks of, if not of the mainland."""
        return self._caption

    @property
    def covered(self) -> QRectF:
        """What the bar and the arrow cover of the parent; names on the map stay off it."""
        bar = self.bar
        if bar is None:
            return QRectF()
        width = _ARROW_ROOM + bar_width(bar) + 2 * _TEXT_PAD
        top = 0 if self._caption else _CAPTION_HEIGHT
        return QRectF(self.x() + self.width() - width, self.y() + top, width, self.height() - top)

    def set_style(self, style: MapStyle) -> None:
        """Draw in other colours."""
        self._style, self._picture = style, None
        self.update()

    def show_view(self, view: MapView, parts: Sequence[Ground]) -> None:
        """Show bar and arrow of a view; nothing where it is not known how the map lies to the ground."""
        self.setVisible(bool(parts))
        if not parts:
            self._metres_per_pixel = 0.0
            return
        part, x, y = place_of_scale(view, parts)
        shown = float(view.scale) * part.length_at(x, y), part.north_at(x, y), _caption(part.code)
        if shown == (self._metres_per_pixel, self._north, self._caption):
            return
        self._metres_per_pixel, self._north, self._caption = shown
        self._picture = None
        bar = scale_bar(self._metres_per_pixel)
        lengths = ", ".join(_texts(bar))
        degrees = round(math.degrees(self._north))
        side = "right" if degrees > 0 else "left"
        north = f"north is {abs(degrees)} degrees to the {side} of up" if degrees else "north is up"
        self.setAccessibleName(f"{self._caption or 'Scale'}: {lengths}; {north} in the middle of the map.")
        self.update()

    def _keep_in_corner(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.move(parent.width() - self.width() - _MARGIN, parent.height() - self.height() - _MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the map."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._keep_in_corner()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show bar and arrow; they are kept as a picture, since every frame of a pan paints them again."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._draw(self._picture)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
        event.accept()

    def _draw(self, picture: QPixmap) -> None:
        """Draw the bar up to the arrow, which stands at the right."""
        painter = QPainter(picture)
        bar = scale_bar(self._metres_per_pixel)
        right = self.width() - _ARROW_ROOM
        y = _CAPTION_HEIGHT + 21.5
        # On a whole pixel, so that the line is crisp.
        paint_scale_bar(
            painter, QPointF(math.floor(right - bar_width(bar)) + 0.5, y), self._metres_per_pixel, self._style
        )
        paint_north(painter, QPointF(self.width() - _ARROW_ROOM / 2, y + 3), self._north, self._style)
        if self._caption:
            font = figure_font(_FONT_PIXELS)
            at = QPointF(right - QFontMetricsF(font).horizontalAdvance(self._caption), _CAPTION_HEIGHT - 4)
            paint_text(painter, at, self._caption, font, self._style)
        painter.end()


def _texts(bar: ScaleBar, *, short: bool = False) -> tuple[str, str]:
    return LengthUnit.MILES.tell(bar.miles, short=short), LengthUnit.KILOMETRES.tell(bar.kilometres)


def bar_width(bar: ScaleBar, family: str = "", *, short: bool = False) -> float:
    """Return how wide a bar is with its texts, in pixels of a common screen."""
    metrics = QFontMetricsF(figure_font(_FONT_PIXELS, family))
    return max(bar.pixels, *(metrics.horizontalAdvance(text) for text in _texts(bar, short=short)))


def _caption(code: str) -> str:
    names = {state.code: state.name for state in states_in_code_order()}
    return f"Scale of {names.get(code, code)}" if code else ""


def _line_pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _stroke(painter: QPainter, path: QPainterPath, style: MapStyle) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, _line_pen(style.label_halo, _HALO_WIDTH))
    painter.strokePath(path, _line_pen(style.label, _LINE_WIDTH))
