"""What a person chooses and types for a handout, as the proposal's file keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Template(StrEnum):
    """The kind of a handout, by its name on the command line."""

    ONE_PAGE = "one-page"
    TWO_PAGES = "two-pages"
    POSTER = "poster"
    COMPARISON = "comparison"
    DATA_SHEET = "data-sheet"


class Paper(StrEnum):
    """A size of paper, by its name on the command line."""

    LETTER = "letter"
    LEGAL = "legal"
    TABLOID = "tabloid"
    A4 = "a4"
    A3 = "a3"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height in portrait (ANSI/ASME Y14.1; ISO 216)."""
        return {
            Paper.LETTER: (215.9, 279.4),
            Paper.LEGAL: (215.9, 355.6),
            Paper.TABLOID: (279.4, 431.8),
            Paper.A4: (210.0, 297.0),
            Paper.A3: (297.0, 420.0),
        }[self]


@dataclass(frozen=True, slots=True)
class Words:
    """What is typed for handouts; "" where the proposal's own is to stand, or nothing.

    Attributes:
        title, summary: instead of the proposal's.
        contact: a line such as a name, an address, a telephone number.
        web: an address of the web, shown as text and as a QR code.
        logo: a PNG or JPEG image in base64, see ``logo.encode_logo``; small, since it lies in the proposal's file.

    """

    title: str = ""
    summary: str = ""
    contact: str = ""
    web: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """How a handout is laid out."""

    template: Template = Template.ONE_PAGE
    paper: Paper = Paper.LETTER
    landscape: bool = False
    black_and_white: bool = False
