"""Handouts for the command line: the rest of what ``borderkit.drawing.Drawing`` asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borderkit.drawing import Written
from borderkit.drawn_layer import drawn_layer
from borderkit.handout.choices import Format
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from ui.handout.batch import write_all
from ui.handout.handout import Handout
from ui.handout.pdf import write_pdf


def write_handout(proposal: Proposal, out: Path, layout: Format, second: Proposal | None) -> tuple[str, ...]:
    """Write a handout as PDF, whole or not at all, and return its warnings.

    Raises:
        BorderkitError: if the layer cannot be drawn, or the file not be written.

    """
    handout = Handout(drawn_layer(proposal.layer, Silent()), proposal, layout, second=second)
    write_pdf([handout], out, Silent())
    return handout.warnings


def write_all_handouts(folder: Path, layout: Mapping[str, Any], settings: Mapping[str, Any]) -> list[Written]:
    """Write a handout of every bundled proposal into a folder; Qt runs in the processes that write them.

    Raises:
        BorderkitError: if none can be written.

    """
    return write_all(folder, layout, settings, Silent())
