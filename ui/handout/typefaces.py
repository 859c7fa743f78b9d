"""The typefaces of handouts: they come with two packages, so that every machine prints the same.

Their default figures are all of one width, so that columns of figures align without a font feature. The .otf files
are taken: from the .ttf ones, text copied out of a PDF has spaces that are not there.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType

import font_source_sans_pro
import font_source_serif_pro
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout

from borderkit.errors import BorderkitError

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"

_WEIGHTS = ("Regular", "Semibold", "Bold")
_FILES: tuple[tuple[ModuleType, str], ...] = (
    (font_source_sans_pro, "SourceSansPro"),
    (font_source_serif_pro, "SourceSerifPro"),
)

#: Ligatures go: their glyphs stand for letters that a search in the PDF would not find.
_NO_LIGATURES = ("liga", "clig", "dlig")

#: The first word of a character's name in Unicode, and what people call its script.
_SCRIPTS = {"CJK": "Chinese", "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}


@cache
def load() -> None:
    """Make the typefaces known to Qt, once.

    Raises:
        BorderkitError: if their files are missing or damaged.

    """
    for module, name in _FILES:
        folder = Path(str(module.__file__)).parent / "files"
        for weight in _WEIGHTS:
            file = folder / f"{name}-{weight}.otf"
            if QFontDatabase.addApplicationFont(str(file)) < 0:
                raise BorderkitError(
                    f"The typeface {file.name} of the handouts cannot be loaded. Install BorderKit again."
                )


@cache
def font(family: str, pixels: int, weight: QFont.Weight) -> QFont:
    """Return a font for print: its letters keep their true widths at any size. It is shared: copy it to change it."""
    load()
    made = QFont(family)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _NO_LIGATURES:
        made.setFeature(QFont.Tag(feature), 0)
    return made


@cache
def metrics(family: str, pixels: int, weight: QFont.Weight) -> QFontMetricsF:
    """Return the widths of letters."""
    return QFontMetricsF(font(family, pixels, weight))


@cache
def _is_drawable(character: str) -> bool:
    """Tell whether the typeface, or what Qt falls back to on this machine, has a glyph for a character."""
    layout = QTextLayout(character, font(SANS, 20, QFont.Weight.Normal))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    return bool(glyphs) and 0 not in glyphs


def missing_script(text: str) -> str:
    """Return the name of a script of a text for which this machine has no typeface, or "" if all is there."""
    for character in dict.fromkeys(text):
        if ord(character) < 0x250 or unicodedata.category(character)[0] in "CZ":
            continue
        if not _is_drawable(character):
            first = unicodedata.name(character, "").split(" ")[0]
            return _SCRIPTS.get(first, first.capitalize()) if character.isalpha() and first else "special"
    return ""


def shortfall(text: str, where: str) -> str:
    """Return the warning that part of a text cannot be printed on this machine, or ""."""
    script = missing_script(text)
    if not script:
        return ""
    return (
        f"This machine has no typeface for the {script} characters in {where}; they would print as boxes. "
        f"Install one (such as Noto), or use other letters."
    )
