"""Colours that a palette has no role for, on light and on dark ground."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True, slots=True)
class Tints:
    """The colours of one scheme; texts reach a contrast of 4.5 on their ground, marks one of 3 (a test keeps it so).

    Attributes:
        muted: text that matters less: an undone step, a check that is met.
        refusal: text that says why an entry cannot be accepted.
        changed_ground: behind the row of a jurisdiction that gained or lost units.
        notice_ground: behind the line that says what to do next.
        notice_text: that line.
        democratic: the bars of the party; white letters stand on them.
        republican: likewise, of the same lightness, told apart also by the colour-blind.
        other: the bars of all others; no letters stand on them.
        on_bar: letters on the bars of the two parties, and the rim of the mark of the majority.
        majority: the mark of the majority within that rim.
        democratic_text: the party's colour where letters have it.
        republican_text: likewise.
        edge: the line around a small square of colour.

    """

    muted: QColor
    refusal: QColor
    changed_ground: QColor
    notice_ground: QColor
    notice_text: QColor
    democratic: QColor
    republican: QColor
    other: QColor
    on_bar: QColor
    majority: QColor
    democratic_text: QColor
    republican_text: QColor
    edge: QColor


LIGHT_TINTS = Tints(
    muted=QColor("#5f6a74"),
    refusal=QColor("#9c2f1f"),
    changed_ground=QColor("#fff6dc"),
    notice_ground=QColor("#fffbe9"),
    notice_text=QColor("#3a3320"),
    democratic=QColor("#3f6fb5"),
    republican=QColor("#c2543f"),
    other=QColor("#8c8c7a"),
    on_bar=QColor("#ffffff"),
    majority=QColor("#20262c"),
    democratic_text=QColor("#2f5c9e"),
    republican_text=QColor("#a8402c"),
    edge=QColor("#5b6670"),
)
DARK_TINTS = Tints(
    muted=QColor("#9aa6b1"),
    refusal=QColor("#f2998a"),
    changed_ground=QColor("#3b3521"),
    notice_ground=QColor("#322d1d"),
    notice_text=QColor("#f0e3bf"),
    democratic=QColor("#4374bb"),
    republican=QColor("#c2543f"),
    other=QColor("#8c8c7a"),
    on_bar=QColor("#ffffff"),
    majority=QColor("#20262c"),
    democratic_text=QColor("#8db4ea"),
    republican_text=QColor("#ee9a88"),
    edge=QColor("#8b97a2"),
)


def is_dark() -> bool:
    """Tell whether the program's widgets have light letters on dark ground now."""
    palette = QGuiApplication.palette()
    ground, letters = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return ground.lightness() < letters.lightness()


def tints() -> Tints:
    """Return the colours for the present scheme; ask anew at every painting, for the scheme changes while we run."""
    return DARK_TINTS if is_dark() else LIGHT_TINTS
