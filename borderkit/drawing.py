"""What the model asks of whoever can draw: it knows neither Qt nor a screen, and is handed one of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from borderkit.handout.choices import Format
from borderkit.proposal import Proposal

#: How much of the map a picture shows: all of it, or the states that units left or joined.
Region = Literal["country", "states"]


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """How a picture of the map is to look.

    Attributes:
        region: how much of the map it shows.
        width_px: how wide it is, in pixels; the height follows from what is shown.
        dpi: pixels to the inch where it is printed, which also says how wide an .svg or .pdf is on paper.
        legend, title, table: whether it has them; the table is that of the totals.
        transparent: whether it has no background.
        black_and_white: greys and hatching in place of colours.

    """

    region: Region = "country"
    width_px: int = 2400
    dpi: int = 300
    legend: bool = True
    title: bool = True
    table: bool = False
    transparent: bool = False
    black_and_white: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What came of one handout of many: its warnings, and why it could not be written, or ""."""

    proposal: str
    warnings: tuple[str, ...] = ()
    error: str = ""


class Drawing(Protocol):
    """One who draws proposals."""

    def picture(self, proposal: Proposal, out: Path, options: PictureOptions) -> None:
        """Write a picture of the map, whole or not at all; ``out``'s ending says the format.

        Args:
            proposal: what to draw; its layer says from which file.
            out: an .png, .svg or .pdf file.
            options: how it is to look.

        Raises:
            BorderkitError: if the layer cannot be drawn, or the file not be written.

        """

    def handout(self, proposal: Proposal, out: Path, layout: Format, second: Proposal | None) -> tuple[str, ...]:
        """Write a handout as PDF, whole or not at all, and return its warnings.

        Args:
            proposal: what it is about.
            out: the file.
            layout: template and paper.
            second: what ``proposal`` is compared with, for a comparison.

        Raises:
            BorderkitError: if the layer cannot be drawn, or the file not be written.

        """

    def all_handouts(self, folder: Path, layout: Mapping[str, Any], settings: Mapping[str, Any]) -> list[Written]:
        """Write a handout of every bundled proposal into a folder, ID.pdf each.

        Args:
            folder: where; it is made if there is none.
            layout: what is chosen of ``Format``, by its names; each proposal's own stands for the rest.
            settings: what is chosen of ``Settings``, likewise.

        Raises:
            BorderkitError: if none can be written; what is wrong with one is told in what is returned.

        """
