"""Sets text: wrapped into a width, made smaller where it must, never beyond its room and never cut off unsaid."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from ui.handout import typefaces
from ui.handout.marks import PARTS, Block, Placed, Text
from ui.handout.typography import Side, Style

#: By what factor a text that does not fit is tried again.
_STEP = 0.95
_ELLIPSIS = "…"


def width_of(text: str, style: Style) -> float:
    """Return how wide a text is on one line."""
    return typefaces.metrics(style.family, style.parts, style.weight).horizontalAdvance(text) / PARTS


def paragraph(text: str, style: Style, width: float, lead: str = "") -> Block:
    """Return a text set within a width.

    A word that is wider than the width is broken. A text whose first strong letter belongs to a script that runs
    from right to left is set from the right.

    Args:
        text: what it says; lines may be parted by a line feed.
        style: how it is set.
        width: the room.
        lead: what comes before it, in a stronger weight.

    """
    said = f"{lead} {text}" if lead and text else lead or text
    if not said.strip():
        return Block(width, 0.0)
    layout, n_lines, pitch = _laid_out(said, style, width, len(lead))
    rect = _natural_rect(layout, n_lines, pitch)
    return Block(width, n_lines * pitch, (Placed(0, 0, Text(said, layout, rect, style.color)),))


def line(text: str, style: Style) -> Block:
    """Return a text on one line, as wide as it is."""
    width = width_of(text, style) + 0.1
    return paragraph(text, style, width)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that was made to fit; ``is_cut`` if that took leaving out its end."""

    block: Block
    is_cut: bool


def fitted(text: str, style: Style, width: float, height: float, floor: float) -> Fitted:
    """Return a text in its style or smaller, so that it is no higher than ``height``.

    Below ``floor`` points it is not made smaller: its end is left out then, and whoever asked must say so.
    """
    whole = paragraph(text, style, width)
    if whole.height <= height:
        return Fitted(whole, is_cut=False)
    smallest = style.sized(min(floor, style.size))
    if paragraph(text, smallest, width).height > height:
        return Fitted(_shortened(text, smallest, width, height), is_cut=True)
    size = style.size
    while whole.height > height:
        size = max(smallest.size, size * _STEP)
        whole = paragraph(text, style.sized(size), width)
    return Fitted(whole, is_cut=False)


def _shortened(text: str, style: Style, width: float, height: float) -> Block:
    """Return as much of a text as has room in a height, to the end of a word where it has several."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if paragraph(text[:middle].rstrip() + _ELLIPSIS, style, width).height <= height:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    if " " in kept:
        kept = kept.rsplit(" ", 1)[0]
    return paragraph(kept.rstrip() + _ELLIPSIS, style, width)


def kept_together(names: Sequence[str]) -> str:
    """Return names as a list that is not broken within a name, unless a name is wider than the line."""
    return ", ".join(name.replace(" ", "\N{NO-BREAK SPACE}") for name in names)


def _laid_out(text: str, style: Style, width: float, strong: int) -> tuple[QTextLayout, int, float]:
    """Return a text broken into lines, their number, and the distance from one to the next in points."""
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), style.font)
    option = QTextOption(_alignment(text, style.side))
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if strong:
        layout.setFormats([_strong(strong, style)])
    lines = []
    layout.beginLayout()
    while (made := layout.createLine()).isValid():
        made.setLineWidth(width * PARTS)
        lines.append(made)
    tallest = max(made.ascent() + made.descent() for made in lines)
    # A typeface that the system lends for another script may be taller than ours.
    pitch = max(style.size * style.leading, 0.8 * tallest / PARTS)
    for position, made in enumerate(lines):
        free = pitch * PARTS - made.ascent() - made.descent()
        made.setPosition(QPointF(0, position * pitch * PARTS + free / 2))
    layout.endLayout()
    return layout, len(lines), pitch


def _strong(length: int, style: Style) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = 0, length
    form = QTextCharFormat()
    heavier = QFont(style.font)
    heavier.setWeight(QFont.Weight.DemiBold)
    form.setFont(heavier)
    found.format = form
    return found


def _alignment(text: str, side: Side) -> Qt.AlignmentFlag:
    if side is Side.MIDDLE:
        return Qt.AlignmentFlag.AlignHCenter
    is_right = runs_from_right(text) != (side is Side.END)
    return Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft


def runs_from_right(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left (Unicode, UAX 9, rule P2)."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def _natural_rect(layout: QTextLayout, n_lines: int, pitch: float) -> QRectF:
    """Return what the lines cover, in points."""
    lines = [layout.lineAt(n).naturalTextRect() for n in range(n_lines)]
    left = min(rect.left() for rect in lines) / PARTS
    right = max(rect.right() for rect in lines) / PARTS
    return QRectF(left, 0, right - left, n_lines * pitch)
