"""The legend beside the page's map: a swatch with its hatch as a small drawing."""

from __future__ import annotations

from dataclasses import dataclass

from borderkit.legend import Legend, Pattern

_RISING = "M-2 10L8 0M4 18L22 0M18 18L34 2"
_FALLING = "M-2 6L10 18M4 0L22 18M18 0L34 16"
_LEVEL, _UPRIGHT = "M0 4H26M0 12H26", "M5 0V16M13 0V16M21 0V16"

#: Lines across a swatch of 26 by 16 pixels.
_HATCHES = {
    Pattern.NONE: "",
    Pattern.RISING: _RISING,
    Pattern.FALLING: _FALLING,
    Pattern.HORIZONTAL: _LEVEL,
    Pattern.VERTICAL: _UPRIGHT,
    Pattern.CROSSED: _LEVEL + _UPRIGHT,
    Pattern.DIAGONAL_CROSSED: _RISING + _FALLING,
    Pattern.DOTTED: "M4 4h2M12 4h2M20 4h2M8 11h2M16 11h2",
}


@dataclass(frozen=True, slots=True)
class Swatch:
    """A line of the legend: a colour, the lines of its hatch as an SVG path, what they mean."""

    color: str
    hatch: str
    label: str


def swatches(legend: Legend) -> tuple[Swatch, ...]:
    """Return the lines of a legend."""
    return tuple(Swatch(entry.color, _HATCHES[entry.pattern], entry.label) for entry in legend.entries)
