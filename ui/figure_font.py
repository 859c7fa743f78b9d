"""Fonts of figures, and texts broken into lines: as wide on paper as they were measured."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

#: Ligatures go: their glyphs stand for letters that a search in a PDF would not find.
_NO_LIGATURES = ("liga", "clig", "dlig")


def figure_font(pixels: int, family: str = "", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of letters of so many pixels; the application's typeface if ``family`` is empty."""
    font = QFont(family) if family else QFont()
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if family:
        for feature in _NO_LIGATURES:
            font.setFeature(QFont.Tag(feature), 0)
    return font


def wrapped(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """Return the lines of a text that are not wider than a width; a word that is wider is broken."""
    metrics = QFontMetricsF(font)
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if metrics.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while len(line) > 1 and metrics.horizontalAdvance(line) > width:
            fits = next(
                n for n in range(len(line) - 1, 0, -1) if n == 1 or metrics.horizontalAdvance(line[:n]) <= width
            )
            lines.append(line[:fits])
            line = line[fits:]
    return (*lines, line)
