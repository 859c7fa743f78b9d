"""The totals as a table for people: the Union and every jurisdiction, before, after and change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from borderkit.areas import AreaUnit
from borderkit.electoral_votes import ELECTORAL_VOTES
from borderkit.export.tables import Value, in_code_order
from borderkit.export.texts import printable
from borderkit.figures import Figures
from borderkit.measures import MEASURES, Kind, Measure
from borderkit.proposal import Proposal
from borderkit.wording import Wording

SIDES = ("before", "after", "change")


class Format(Enum):
    """How a spreadsheet is to write the values of a column."""

    TEXT = auto()
    COUNT = auto()
    CHANGE = auto()
    SHARE = auto()
    SHARE_CHANGE = auto()
    NUMBER = auto()
    NUMBER_CHANGE = auto()


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """One column: a text about the jurisdiction, or a measure on one side.

    A joined column brings what reads it from a proposal, for the jurisdiction of a code or for the Union: ``joined``.
    """

    label: str
    format: Format
    measure: Measure | None = None
    side: str = ""
    joined: Callable[[Proposal, str | None], Value] | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One row.

    Attributes:
        code: that of the jurisdiction; None for the Union.
        changed: whether any figure differs.
        estimated: whether votes of any of its units are estimates, before or after.
        values: one for each of ``columns_of``.

    """

    code: str | None
    changed: bool
    estimated: bool
    values: tuple[Value, ...]


#: Told beside the measures, since votes that are partly estimated must be known as such.
_ESTIMATED = Measure(
    "estimated_units",
    "Counties with estimated votes",
    "Estimated",
    Kind.COUNT,
    lambda figures: figures.estimated_units,
    lambda _: (),
)


def _format(measure: Measure, side: str) -> Format:
    is_share = measure.kind in (Kind.SHARE, Kind.MARGIN)
    if side == "change":
        return Format.SHARE_CHANGE if is_share else Format.CHANGE
    return Format.SHARE if is_share else Format.COUNT


def _label(measure: Measure) -> str:
    if measure.kind is Kind.AREA:
        return f"{measure.label}, square miles"
    return f"{measure.label}, Republican less Democratic" if measure.kind is Kind.MARGIN else measure.label


COLUMNS = (
    SummaryColumn("Name", Format.TEXT),
    SummaryColumn("Code", Format.TEXT),
    SummaryColumn("Status", Format.TEXT),
    *(
        SummaryColumn(f"{_label(measure)}, {side}", _format(measure, side), measure, side)
        for measure in (*MEASURES, *ELECTORAL_VOTES, _ESTIMATED)
        for side in SIDES
    ),
)


def columns_of(proposal: Proposal) -> tuple[SummaryColumn, ...]:
    """Return the columns of a proposal's table: those that all have, then the joined ones."""
    found = tuple(_in_words_of(proposal.layer.wording, column) for column in COLUMNS)
    if not proposal.joined:
        return found
    from borderkit.export.joined_columns import of_summary

    return (*found, *of_summary(proposal))


def _in_words_of(wording: Wording, column: SummaryColumn) -> SummaryColumn:
    """Return a column with its units called what they are on a layer."""
    if column.measure is None or column.measure.key not in ("units", _ESTIMATED.key):
        return column
    return replace(column, label=column.label.replace("Counties", wording.fill("{Units}")))


def summary_rows(proposal: Proposal) -> Iterator[SummaryRow]:
    """Yield the Union, then every jurisdiction in the order of their codes; areas in square miles, unrounded."""
    joined = [column.joined for column in columns_of(proposal) if column.joined]
    whole = (proposal.layer.whole_name, "", "")
    own = tuple(read(proposal, None) for read in joined)
    yield _row(None, whole, proposal.union_before(), proposal.union_after(), own)
    for jurisdiction in in_code_order(proposal):
        texts = (printable(jurisdiction.name), jurisdiction.code, proposal.layer.wording.status(jurisdiction.status))
        code = jurisdiction.code
        own = tuple(read(proposal, code) for read in joined)
        yield _row(code, texts, proposal.before(code), proposal.after(code), own)


def _row(
    code: str | None,
    texts: tuple[str, ...],
    before: Figures | None,
    after: Figures | None,
    joined: tuple[Value, ...],
) -> SummaryRow:
    values = (_value(column, before, after) for column in COLUMNS[len(texts) :])
    estimated = any(figures.estimated_units for figures in (before, after) if figures)
    return SummaryRow(code, before != after, estimated, (*texts, *values, *joined))


def _value(column: SummaryColumn, before: Figures | None, after: Figures | None) -> float | None:
    measure = column.measure
    if measure is None:
        return None
    unit = AreaUnit.SQUARE_MILES.square_metres if measure.kind is Kind.AREA else None
    old, new = (_read(measure, figures, unit) for figures in (before, after))
    if column.side == "before":
        return old
    if column.side == "after":
        return new
    if old is None and new is None:
        return None
    if column.format is Format.SHARE_CHANGE:
        return None if old is None or new is None else new - old
    return (new or 0) - (old or 0)


def _read(measure: Measure, figures: Figures | None, unit: float | None) -> float | None:
    value = None if figures is None else measure.value(figures)
    return value if value is None or unit is None else value / unit
