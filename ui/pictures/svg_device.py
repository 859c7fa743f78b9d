"""A device that writes SVG: what any painter draws on it becomes shapes and text, in named groups.

Qt's own generator writes groups without names, and a group for every element. This one keeps the parts of the drawing
apart as layers, and gives shapes identifiers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTextItem,
    QTransform,
)

from ui.drawing_parts import Anchor, PartedDevice
from ui.pictures.svg_text import Values, attributes, color_of, elements, escaped, length, opacity_of, path_data

_SCREEN_DPI = 96
_POINTS = 72.0
_MM = 25.4
_FALLBACK = ("'Source Sans 3'", "Helvetica", "Arial", "sans-serif")

_CAPS = {Qt.PenCapStyle.RoundCap: "round", Qt.PenCapStyle.SquareCap: "square"}
_JOINS = {Qt.PenJoinStyle.RoundJoin: "round", Qt.PenJoinStyle.BevelJoin: "bevel"}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")

_NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'

#: Should somebody draw one, the picture would be missing from the file without a word.
_NO_PICTURES = "a picture was drawn into an SVG, which writes text, lines and areas only"


class SvgDevice(PartedDevice):
    """A picture that is drawn in pixels of a common screen (1/96 inch), as CSS has them."""

    def __init__(self, width: float, height: float, family: str = "") -> None:
        """Begin an empty picture; ``family`` is named for texts in the application's typeface."""
        super().__init__()
        self._width, self._height = width, height
        self._engine = _Engine(family)

    def paintEngine(self) -> QPaintEngine:  # noqa: N802
        """Return what the painter calls."""
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        """Answer as a screen of 96 dots an inch."""
        kinds = QPaintDevice.PaintDeviceMetric
        sizes = {
            kinds.PdmWidth: math.ceil(self._width),
            kinds.PdmHeight: math.ceil(self._height),
            kinds.PdmWidthMM: math.ceil(self._width / _SCREEN_DPI * _MM),
            kinds.PdmHeightMM: math.ceil(self._height / _SCREEN_DPI * _MM),
            kinds.PdmNumColors: 2**24,
            kinds.PdmDepth: 32,
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }
        return sizes.get(metric, _SCREEN_DPI)

    def begin_part(self, name: str, clip: QRectF | None) -> None:
        """Open a group, which Inkscape shows as a layer."""
        self._engine.open_group(name, clip)

    def end_part(self) -> None:
        """Close the group; it is left out if nothing was drawn."""
        self._engine.close_group()

    def name_next(self, identifier: str, name: str) -> None:
        """Give the next shape an identifier and a title."""
        self._engine.next_name = (identifier, name)

    def put_halo(self, color: QColor, width: float) -> None:
        """Lay a halo under the next text."""
        self._engine.next_halo = (QColor(color), width)

    def set_anchor(self, anchor: Anchor) -> None:
        """Say which end of the texts that follow stays where it is."""
        self._engine.anchor = anchor

    def document(self, title: str, description: str, inches: float) -> str:
        """Return the picture, so many inches wide on paper."""
        high = inches * self._height / self._width
        head = attributes(
            width=f"{inches:.4g}in",
            height=f"{high:.4g}in",
            viewBox=f"0 0 {length(self._width)} {length(self._height)}",
        )
        told = f"<title>{escaped(title)}</title>\n<desc>{escaped(description)}</desc>\n"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<svg {_NAMESPACES}{head}>\n{told}{self._engine.body}</svg>\n'


class _Engine(QPaintEngine):
    """Writes an element for whatever is drawn."""

    def __init__(self, family: str) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._family = family
        self._out: list[str] = []
        #: Where each open group begins in the output.
        self._open: list[int] = []
        self._identifiers: set[str] = set()
        self._n_clips = 0
        self._transform, self._pen, self._brush = QTransform(), QPen(), QBrush()
        self._fill, self._stroke = "", ""
        self.next_name: tuple[str, str] | None = None
        self.next_halo: tuple[QColor, float] | None = None
        self.anchor: Anchor = "start"

    @property
    def body(self) -> str:
        """All elements."""
        return "".join(self._out)

    def open_group(self, name: str, clip: QRectF | None) -> None:
        self._open.append(len(self._out))
        clipping = None
        if clip is not None:
            self._n_clips += 1
            identifier = self._unique(f"{name}-clip")
            x, y, width, height = (length(value) for value in _sides(clip))
            rect = attributes(x=x, y=y, width=width, height=height)
            clipping = f"<clipPath{attributes(id=identifier)}><rect{rect}/></clipPath>\n"
        group = attributes(
            id=self._unique(name),
            inkscape__groupmode="layer",
            inkscape__label=name,
            clip_path=f"url(#{identifier})" if clipping else None,
        )
        self._out.append(f"{clipping or ''}<g{group}>\n")

    def close_group(self) -> None:
        start = self._open.pop()
        if start == len(self._out) - 1:
            self._out.pop()
        else:
            self._out.append("</g>\n")

    # What the painter calls

    def begin(self, device: QPaintDevice) -> bool:  # noqa: ARG002
        """Say that drawing can begin."""
        return True

    def end(self) -> bool:
        """Say that drawing has ended."""
        return True

    def type(self) -> QPaintEngine.Type:
        """Say that it is none of Qt's own."""
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:  # noqa: N802
        """Take over how the next elements look."""
        flags, dirty = state.state(), QPaintEngine.DirtyFlag
        if flags & dirty.DirtyTransform:
            self._transform = QTransform(state.transform())
        if flags & dirty.DirtyPen:
            self._pen = QPen(state.pen())
        if flags & dirty.DirtyBrush:
            self._brush = QBrush(state.brush())
        if flags & dirty.DirtyBrush:
            self._fill = self._fill_attributes()
        if flags & (dirty.DirtyPen | dirty.DirtyTransform):
            self._stroke = self._stroke_attributes()

    def drawPath(self, path: QPainterPath) -> None:  # noqa: N802
        """Write a path."""
        rule = None if path.fillRule() == Qt.FillRule.WindingFill else "evenodd"
        self._put_path(*elements(path), self._fill + (attributes(fill_rule=rule) if "none" not in self._fill else ""))

    def drawPolygon(self, points: Sequence[QPointF], mode: QPaintEngine.PolygonDrawMode) -> None:  # type: ignore[override]  # noqa: N802
        """Write a polygon, or a line of several parts."""
        positions = np.array([(point.x(), point.y()) for point in points], dtype=np.float64)
        is_line = mode == QPaintEngine.PolygonDrawMode.PolylineMode
        if not is_line:
            positions = np.vstack([positions, positions[:1]])
        self._put_path(_one_line(len(positions)), positions, attributes(fill="none") if is_line else self._fill)

    def drawLines(self, lines: Sequence[QLineF], *_: object) -> None:  # type: ignore[override]  # noqa: N802
        """Write lines as one path."""
        ends = [(line.x1(), line.y1(), line.x2(), line.y2()) for line in lines]
        positions = np.array(ends, dtype=np.float64).reshape(-1, 2)
        kinds = np.tile(np.array([0, 1], dtype=np.int32), len(ends))
        self._put_path(kinds, positions, attributes(fill="none"))

    def drawPoints(self, points: Sequence[QPointF], *_: object) -> None:  # type: ignore[override]  # noqa: N802
        """Write points as lines without length, which round pens show as dots."""
        positions = np.array([(point.x(), point.y()) for point in points], dtype=np.float64)
        self._put_path(np.zeros(len(positions), dtype=np.int32), positions, attributes(fill="none"))

    def drawRects(self, rects: Sequence[QRectF], *_: object) -> None:  # type: ignore[override]  # noqa: N802
        """Write rectangles."""
        for rect in rects:
            shape = QRectF(rect)
            if self._transform.isRotating():
                path = QPainterPath()
                path.addRect(shape)
                self.drawPath(path)
                continue
            x, y, width, height = (length(value) for value in _sides(self._transform.mapRect(shape)))
            self._put(f"<rect{attributes(x=x, y=y, width=width, height=height)}{self._fill}{self._stroke}", "rect")

    def drawPolyline(self, line: QPolygonF) -> None:  # noqa: N802
        """Write a line of several parts."""
        self.drawPolygon(line.toList(), QPaintEngine.PolygonDrawMode.PolylineMode)

    def drawPixmap(self, where: QRectF, pixmap: QPixmap, part: QRectF) -> None:  # type: ignore[override]  # noqa: N802
        """Refuse pictures: the map has none."""
        raise NotImplementedError(_NO_PICTURES)

    def drawImage(self, where: QRectF, image: QImage, part: QRectF, *_: object) -> None:  # type: ignore[override]  # noqa: N802
        """Refuse pictures: the map has none."""
        raise NotImplementedError(_NO_PICTURES)

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:  # type: ignore[override]  # noqa: N802
        """Write text as text, over its halo if it has one."""
        text = item.text()
        if not text.strip():
            return
        shift = {"start": 0.0, "middle": item.width() / 2, "end": item.width()}[self.anchor]
        place = QPointF(at.x() + shift, at.y())
        scale = self._scale
        turned = self._transform.isRotating()
        mapped = place if turned else self._transform.map(place)
        matrix = self._transform
        values = (matrix.m11(), matrix.m12(), matrix.m21(), matrix.m22(), matrix.dx(), matrix.dy())
        transform = f"matrix({' '.join(f'{value:.6g}' for value in values)})" if turned else None
        font = attributes(
            x=length(mapped.x()),
            y=length(mapped.y()),
            transform=transform,
            text_anchor=None if self.anchor == "start" else self.anchor,
            xml__space="preserve" if text != text.strip() else None,
            # Another typeface that has to stand in would be wider or narrower: the room stays the same.
            textLength=length(item.width() * (1.0 if turned else scale)),
            lengthAdjust="spacingAndGlyphs",
        ) + self._font_attributes(item.font(), 1.0 if turned else scale)
        if self.next_halo:
            color, width = self.next_halo
            halo = attributes(
                fill=color_of(color),
                fill_opacity=opacity_of(color),
                stroke=color_of(color),
                stroke_opacity=opacity_of(color),
                stroke_width=length(width * (1.0 if turned else scale)),
                stroke_linejoin="round",
                aria_hidden="true",
            )
            self._out.append(f"<text{font}{halo}>{escaped(text)}</text>\n")
            self.next_halo = None
        color = self._pen.color()
        fill = attributes(fill=color_of(color), fill_opacity=opacity_of(color))
        self._out.append(f"<text{font}{fill}>{escaped(text)}</text>\n")

    # Writing

    @property
    def _scale(self) -> float:
        return math.sqrt(abs(self._transform.determinant()))

    def _put_path(self, kinds: NDArray[np.int32], positions: Values, fill: str) -> None:
        matrix = self._transform
        turn = np.array([[matrix.m11(), matrix.m12()], [matrix.m21(), matrix.m22()]])
        data = path_data(kinds, positions @ turn + (matrix.dx(), matrix.dy()))
        if data:
            self._put(f'<path d="{data}"{fill}{self._stroke}', "path")

    def _put(self, element: str, tag: str) -> None:
        if self.next_name is None:
            self._out.append(f"{element}/>\n")
            return
        identifier, name = self.next_name
        self.next_name = None
        named = attributes(id=self._unique(identifier), inkscape__label=f"{identifier} {name}")
        self._out.append(f"{element}{named}><title>{escaped(name)}</title></{tag}>\n")

    def _unique(self, name: str) -> str:
        base = _NOT_IN_NAMES.sub("-", name).strip("-") or "part"
        base = base if base[0].isalpha() or base[0] == "_" else f"_{base}"
        found, count = base, 1
        while found in self._identifiers:
            count += 1
            found = f"{base}-{count}"
        self._identifiers.add(found)
        return found

    def _fill_attributes(self) -> str:
        if self._brush.style() == Qt.BrushStyle.NoBrush:
            return attributes(fill="none")
        color = self._brush.color()
        return attributes(fill=color_of(color), fill_opacity=opacity_of(color))

    def _stroke_attributes(self) -> str:
        pen = self._pen
        if pen.style() == Qt.PenStyle.NoPen:
            return ""
        width = pen.widthF() * (1.0 if pen.isCosmetic() else self._scale) or 1.0
        dashes = [length(part * width) for part in pen.dashPattern()] if pen.style() != Qt.PenStyle.SolidLine else []
        color = pen.color()
        return attributes(
            stroke=color_of(color),
            stroke_opacity=opacity_of(color),
            stroke_width=length(width),
            stroke_linecap=_CAPS.get(pen.capStyle()),
            stroke_linejoin=_JOINS.get(pen.joinStyle()),
            stroke_dasharray=" ".join(dashes) or None,
        )

    def _font_attributes(self, font: QFont, scale: float) -> str:
        pixels = font.pixelSize() if font.pixelSize() > 0 else font.pointSizeF() * _SCREEN_DPI / _POINTS
        family = font.family() if font.family() != QFont().family() else self._family
        spacing = 0.0
        if font.letterSpacingType() == QFont.SpacingType.PercentageSpacing and font.letterSpacing():
            # Qt's percentage is of each letter's own width, about half an em.
            spacing = (font.letterSpacing() / 100 - 1) * pixels * scale / 2
        return attributes(
            font_family=", ".join([*([f"'{family}'"] if family else []), *_FALLBACK]),
            font_size=length(pixels * scale),
            font_weight=None if font.weight() == QFont.Weight.Normal else int(font.weight()),
            font_style="italic" if font.italic() else None,
            letter_spacing=length(spacing) if spacing else None,
        )


def _sides(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.x(), rect.y(), rect.width(), rect.height()


def _one_line(n_positions: int) -> NDArray[np.int32]:
    kinds = np.ones(n_positions, dtype=np.int32)
    kinds[:1] = 0
    return kinds
