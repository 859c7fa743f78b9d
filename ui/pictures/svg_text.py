"""Pieces of SVG as text: numbers, colours, paths, names that are safe in XML."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QColor, QPainterPath

Values = NDArray[np.float64]

#: Positions are written to so many steps a unit: a hundredth of a pixel of a common screen.
STEPS = 100

#: What XML 1.0 has no place for, https://www.w3.org/TR/xml/#charsets.
_NOT_XML = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: How Qt's data stream holds a path, https://doc.qt.io/qt-6/datastreamformat.html: a count, then its elements.
_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _CURVE, _CURVE_DATA = 0, 2, 3
_COUNT_BYTES = 4


def legible(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def escaped(text: str) -> str:
    """Return a text as the content of an element."""
    return legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attributes(**values: object) -> str:
    """Return attributes, each after a space; those that are None are left out, ``_`` stands for a hyphen.

    Two underscores stand for the colon of a namespace.
    """
    found = ((name.replace("__", ":").replace("_", "-").rstrip("-"), value) for name, value in values.items())
    return "".join(f" {name}={quoteattr(legible(str(value)))}" for name, value in found if value is not None)


@lru_cache(maxsize=100_000)
def number(steps: int) -> str:
    """Write a number of hundredths as shortly as SVG allows."""
    text = f"{steps / STEPS:.2f}".rstrip("0").rstrip(".")
    if text.startswith("0."):
        return text[1:]
    return f"-{text[2:]}" if text.startswith("-0.") else text


def length(value: float) -> str:
    """Write a length."""
    return number(round(value * STEPS))


def color_of(color: QColor) -> str:
    """Write a colour without its opacity."""
    return f"#{color.rgb() & 0xFFFFFF:06x}"


def opacity_of(color: QColor) -> str | None:
    """Write a colour's opacity; None where it covers."""
    return None if color.alpha() == 255 else f"{color.alphaF():.3g}"


def elements(path: QPainterPath) -> tuple[NDArray[np.int32], Values]:
    """Return the elements of a path, read at one go: their kinds, (n,), and positions, (n, 2)."""
    data = QByteArray()
    QDataStream(data, QIODevice.OpenModeFlag.WriteOnly) << path
    raw = data.data()
    count = int.from_bytes(raw[:_COUNT_BYTES], "big", signed=True)
    found = np.frombuffer(raw, _ELEMENT, max(count, 0), _COUNT_BYTES)
    return found["kind"].astype(np.int32), np.column_stack([found["x"], found["y"]]).astype(np.float64)


def path_data(kinds: NDArray[np.int32], positions: Values) -> str:
    """Write a path; positions are in units of the picture."""
    if not len(kinds):
        return ""
    steps = np.rint(positions * STEPS).astype(np.int64)
    if (kinds >= _CURVE).any():
        return _curved(kinds.tolist(), steps.tolist())
    before = np.vstack([[0, 0], steps[:-1]])
    moves = kinds == _MOVE
    relative = np.where(moves[:, None], steps, steps - before)
    kept = moves | relative.any(axis=1)
    starts = np.flatnonzero(moves[kept])
    texts = [number(value) for value in relative[kept].ravel().tolist()]
    stops = np.append(starts[1:], int(kept.sum()))
    last = np.append(np.flatnonzero(moves)[1:], len(kinds)) - 1
    closed = ((steps[last] == steps[moves]).all(axis=1) & (stops - starts > 2)).tolist()
    parts = []
    for start, stop, is_closed in zip(starts.tolist(), stops.tolist(), closed, strict=True):
        line = f"l{' '.join(texts[2 * start + 2 : 2 * stop])}" if stop - start > 1 else "h0"
        parts.append(f"M{texts[2 * start]} {texts[2 * start + 1]}{line}{'z' if is_closed else ''}")
    return "".join(parts).replace(" -", "-")


def _curved(kinds: list[int], steps: list[list[int]]) -> str:
    parts = []
    for kind, (x, y) in zip(kinds, steps, strict=True):
        letter = {_MOVE: "M", _CURVE: "C", _CURVE_DATA: " "}.get(kind, "L")
        parts.append(f"{letter}{number(x)} {number(y)}")
    return "".join(parts)
