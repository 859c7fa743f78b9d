"""The content of a handout as data: texts and tables, every figure written out, nothing said of how it looks."""

from __future__ import annotations

from dataclasses import dataclass

from borderkit.layer import UnitIndices
from borderkit.wording import Wording

_COUNTIES = Wording()


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure or a text in a table.

    Attributes:
        text: as it is to be read, with the mark of an estimate if it is one.
        note: what is to be said of it below the table, or "".

    """

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a row of sums stands apart from the others, a minor one may go where there is little room."""

    label: str
    cells: tuple[Cell, ...]
    is_sum: bool = False
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column or of several beside each other."""

    text: str
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        title: what it shows.
        label: the head of the column of labels.
        groups: heads above ``heads``, whose numbers of columns add up to those of a row; () for none.
        heads: a head for each cell of a row.
        rows: from top to bottom.
        notes: what is to be read below it.

    """

    title: str
    label: str
    groups: tuple[Head, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure to be read from afar: "1,056,792", "people move, 24.9 % of Oregon"."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class CountyGroup:
    """Counties that go the same way.

    Attributes:
        title: the way they go, such as "From Oregon to Idaho".
        units: their positions in the layer, in the order of ``names``.
        names: short enough for a list ("Baker"), full where two would be alike ("Fairfax city").
        whole: what to read in place of the names where all of a state goes ("All 64 counties of Colorado"), or "".

    """

    title: str
    units: UnitIndices
    names: tuple[str, ...]
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text under a small heading; "" for none."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a handout can say; a template takes what it has room for.

    Attributes:
        title, summary: as typed for handouts, else the proposal's own.
        byline: who proposes it and of when it is, such as "Proposed by ... on February 14, 2020".
        status: in which state its list of counties is known, or "".
        facts: the few figures to be read first.
        comparison: measures down, the states that counties leave or join across, today and as proposed; without
            rows where there are none or more than three, for which ``states`` is made.
        states: every state that counties leave or join, one a row, today and as proposed; for any number of them.
        union: the Union before and after.
        consequences: what follows, in sentences.
        others: what changes in states that no county left or joined, in sentences; one says so if nothing does.
        others_line: the same in one line ("House seats: Texas +1, Ohio +1."), or "" if nothing does.
        others_table: the same as a table; None if nothing does.
        claims: published figures beside the computed ones; None without claims.
        divided: between which sums the people who move lie where counties are divided, or "".
        counties: the counties that move.
        county_table: each county that moves with its figures.
        method: how the figures are made.
        settings: which election, census and rules the figures rest on, in a sentence.
        notes: what must be said of the figures.
        sources: of the figures and of the proposal, with years.
        contact, web: as typed; "" for none.
        logo: an image file as typed, or b"".
        made: by which program and when the handout was made.
        votes: the votes of every state concerned, a table an election, where ``comparison`` does not have them.
        joined: the columns that a person joined, today and as proposed, with their sources; None without any.
        language: of its words, as a tag such as "en".
        group: the heading that the proposal stands under on the shelf, or "".
        wording: what units and jurisdictions are called, for headings.

    """

    title: str
    summary: str
    byline: str
    status: str
    facts: tuple[Fact, ...]
    comparison: Table
    states: Table
    union: Table
    consequences: tuple[str, ...]
    others: tuple[str, ...]
    claims: Table | None
    divided: str
    counties: tuple[CountyGroup, ...]
    county_table: Table
    method: tuple[Paragraph, ...]
    settings: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    contact: str
    web: str
    logo: bytes
    made: str
    votes: tuple[Table, ...] = ()
    language: str = "en"
    group: str = ""
    others_line: str = ""
    others_table: Table | None = None
    joined: Table | None = None
    wording: Wording = _COUNTIES
