"""Colours and widths of the map, for a light and for a dark surround."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

Colors = NDArray[np.uint32]


@dataclass(frozen=True)
class MapStyle:
    """Colours and widths of the map; widths in pixels at a scale of 1.

    Attributes:
        hatch_alpha: how strong hatches are, 0 to 255.
        shade: how much of a fill is replaced by ``water``: 0 on light ground, more on dark, so that nothing glares.

    """

    water: QColor
    unit_line: QColor
    border: QColor
    coast: QColor
    old_border: QColor
    frame: QColor
    caption: QColor
    selection: QColor
    outline: QColor
    halo: QColor
    pointer: QColor
    label: QColor
    label_halo: QColor
    panel: QColor
    panel_text: QColor
    border_width: float = 1.8
    selection_width: float = 2.2
    outline_width: float = 2.8
    halo_width: float = 5.5
    coast_width: float = 1.0
    old_border_width: float = 1.0
    hatch_alpha: int = 115
    shade: float = 0.0

    def shaded(self, fills: Colors) -> Colors:
        """Return fills 0xRRGGBB as they look on this ground."""
        return mixed(fills, self.water, self.shade) if self.shade else fills


def mixed(fills: Colors, color: QColor, share: float) -> Colors:
    """Return fills 0xRRGGBB of which a share is replaced by a colour."""
    channels = np.stack([(fills >> shift) & 0xFF for shift in (16, 8, 0)], axis=-1).astype(np.float64)
    other = np.array([color.red(), color.green(), color.blue()])
    found = np.rint(channels + (other - channels) * share).astype(np.uint32)
    return ((found[..., 0] << 16) | (found[..., 1] << 8) | found[..., 2]).astype(np.uint32)


@cache
def light() -> MapStyle:
    """Return the style for a light surround, for print as well."""
    return MapStyle(
        water=QColor("#eef2f4"),
        unit_line=QColor(255, 255, 255, 150),
        border=QColor("#3d4650"),
        coast=QColor("#7d8893"),
        old_border=QColor("#8a5a2b"),
        frame=QColor("#b9c2ca"),
        caption=QColor("#5d6770"),
        selection=QColor("#0d2c4d"),
        outline=QColor("#12324f"),
        halo=QColor(255, 255, 255),
        pointer=QColor("#111111"),
        label=QColor("#20262c"),
        label_halo=QColor(255, 255, 255, 210),
        panel=QColor(255, 255, 255, 235),
        panel_text=QColor("#20262c"),
    )


@cache
def monochrome() -> MapStyle:
    """Return the style of a map without colours that survives a photocopier: black lines and letters on white."""
    white, black = QColor(255, 255, 255), QColor(0, 0, 0)
    return MapStyle(
        water=white,
        unit_line=QColor("#8c8c8c"),
        border=black,
        coast=QColor("#404040"),
        old_border=black,
        frame=QColor("#9a9a9a"),
        caption=QColor("#404040"),
        selection=black,
        outline=black,
        halo=white,
        pointer=black,
        label=black,
        label_halo=QColor(255, 255, 255, 235),
        panel=white,
        panel_text=black,
        border_width=2.2,
        old_border_width=1.4,
        hatch_alpha=190,
    )


@cache
def dark() -> MapStyle:
    """Return the style for a dark surround."""
    return MapStyle(
        water=QColor("#1b2127"),
        unit_line=QColor(20, 25, 30, 130),
        border=QColor("#cfd7dd"),
        coast=QColor("#9aa5af"),
        old_border=QColor("#f0b779"),
        frame=QColor("#59636d"),
        caption=QColor("#a7b1ba"),
        selection=QColor("#ffffff"),
        outline=QColor("#ffffff"),
        halo=QColor("#10151a"),
        pointer=QColor("#ffffff"),
        label=QColor("#f4f6f8"),
        label_halo=QColor(16, 21, 26, 210),
        panel=QColor(33, 40, 47, 235),
        panel_text=QColor("#e6eaee"),
        shade=0.42,
    )
