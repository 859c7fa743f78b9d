"""Handouts without a screen: proposals of every awkward kind, and what independent programs read in their PDFs."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF

from borderkit.document import Details, Document, MoveGroup
from borderkit.handout.choices import Format, Template, Words
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from ui.handout.handout import Handout
from ui.handout.maps import MapMark
from ui.handout.marks import Picture, Squares
from ui.handout.page import Page
from ui.handout.pdf import write_pdf

DAY = dt.date(2026, 3, 1)
CONTACT = Words(contact="Citizens of the county, P.O. Box 12, Baker City OR", web="https://example.org/border?page=1")

#: Half an inch: what every printer leaves white.
PRINTABLE = 36.0

Make = Callable[..., Handout]


@pytest.fixture
def make(prepared: PreparedLayer, qapp: object) -> Make:
    """Make handouts of a proposal."""

    def made(
        proposal: Proposal, layout: Format | None = None, words: Words = CONTACT, second: Proposal | None = None
    ) -> Handout:
        chosen = layout or Format()
        if chosen.template is Template.COMPARISON and second is None:
            second = open_proposal("greater-idaho-2020", prepared.layer)
        return Handout(prepared, proposal, chosen, words, second, made_on=DAY)

    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Handout], Path]:
    """Write a handout as PDF."""

    def written(handout: Handout) -> Path:
        path = tmp_path / "handout.pdf"
        write_pdf([handout], path, Silent())
        return path

    return written


def proposal_of(
    prepared: PreparedLayer,
    moves: dict[str, tuple[str, ...]],
    title: str = "A proposal",
    new: tuple[tuple[str, str, Status], ...] = (),
) -> Proposal:
    """Return a proposal that moves counties, by their GEOIDs, to jurisdictions, by their codes."""
    document = Document(
        details=Details(title, "A class in civics", "2026-03-01", "What is proposed, in a sentence."),
        jurisdictions=tuple(Jurisdiction(code, name, status, "#888888") for code, name, status in new),
        moves=tuple(MoveGroup(to, units) for to, units in moves.items()),
    )
    return Proposal(prepared.layer, document)


def everything_to(prepared: PreparedLayer, code: str) -> Proposal:
    """Return a proposal that moves every county of the country to one state."""
    layer = prepared.layer
    moving = tuple(
        geoid for geoid, home in zip(layer.geoids, layer.home, strict=True) if layer.jurisdictions[home].code != code
    )
    return proposal_of(prepared, {code: moving})


def covered(page: Page) -> list[tuple[str, QRectF]]:
    """Return what each text, map, picture and code covers of a page."""
    found = page.texts
    for placed in page.placed:
        mark = placed.mark
        if isinstance(mark, MapMark | Picture):
            found.append((type(mark).__name__, QRectF(placed.x, placed.y, mark.width, mark.height)))
        elif isinstance(mark, Squares):
            side = len(mark.rows) * mark.side
            found.append(("QR code", QRectF(placed.x, placed.y, side, side)))
    return found


def faults(page: Page) -> list[str]:
    """Return what lies outside the printable part of a page, and what overlaps."""
    printable = QRectF(PRINTABLE, PRINTABLE, page.width - 2 * PRINTABLE, page.height - 2 * PRINTABLE)
    rects = covered(page)
    found = [f"outside: {words[:60]!r} {rect}" for words, rect in rects if not printable.contains(rect)]
    # Lines that touch are no fault.
    inner = [(words, rect.adjusted(0.3, 0.3, -0.3, -0.3)) for words, rect in rects]
    for position, (words, rect) in enumerate(inner):
        found += [
            f"overlap: {words[:60]!r} and {others[:60]!r}"
            for others, other in inner[position + 1 :]
            if rect.intersects(other)
        ]
    return found


def text_of(path: Path, *options: str) -> str:
    """Return the text of a PDF as poppler reads it, on one line, without the spaces that keep names together."""
    done = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.replace("\N{NO-BREAK SPACE}", " ").split())
