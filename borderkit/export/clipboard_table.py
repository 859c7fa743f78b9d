"""The totals as a table to paste: into a spreadsheet as text, into a document as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from borderkit.export.summary_table import Format, SummaryColumn, SummaryRow, columns_of, summary_rows
from borderkit.export.tables import Value
from borderkit.proposal import Proposal

#: Decimals of areas, of shares and of joined columns; a share pasted as text is a fraction of 1, which a spreadsheet
#: can format.
_AREA_DECIMALS, _SHARE_DECIMALS, _JOINED_DECIMALS = 1, 6, 4

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """The same table twice: ``text`` with tabs between cells, and ``html`` as one <table>."""

    text: str
    html: str


def totals_table(proposal: Proposal) -> TotalsTable:
    """Return the Union and the jurisdictions of which any figure changes; the Union alone if none does.

    Numbers have a point for decimals and no separators, so that a spreadsheet takes them for numbers. Names come from
    files: tabs and line ends in them become blanks, markup is escaped, and none can be a formula.
    """
    rows = [row for row in summary_rows(proposal) if row.code is None or row.changed]
    columns = columns_of(proposal)
    return TotalsTable(_text(columns, rows), _html(proposal, columns, rows))


def _text(columns: Sequence[SummaryColumn], rows: list[SummaryRow]) -> str:
    # The names of joined columns were typed, or come from files.
    lines = [[_cell(columns[0], column.label) for column in columns]]
    lines += [[_cell(*pair) for pair in zip(columns, row.values, strict=True)] for row in rows]
    return "".join("\t".join(line) + "\n" for line in lines)


def _html(proposal: Proposal, columns: Sequence[SummaryColumn], rows: list[SummaryRow]) -> str:
    head = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in columns)
    body = "".join(
        f"<tr>{''.join(_html_cell(*pair) for pair in zip(columns, row.values, strict=True))}</tr>" for row in rows
    )
    caption = escape(" ".join(proposal.details.title.split()))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_cell(column: SummaryColumn, value: Value) -> str:
    text = escape(_cell(column, value))
    if column.format is Format.TEXT:
        # The number format is Excel's own way of hearing that a cell is text.
        return f"<td style='mso-number-format:\"\\@\"'>{text}</td>"
    return f'<td align="right">{text}</td>'


def _cell(column: SummaryColumn, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = " ".join(value.split())
        return f" {text}" if text.startswith(_FORMULA_SIGNS) else text
    if isinstance(value, float):
        if column.format in (Format.NUMBER, Format.NUMBER_CHANGE):
            return f"{value:.{_JOINED_DECIMALS}f}"
        decimals = _SHARE_DECIMALS if column.format in (Format.SHARE, Format.SHARE_CHANGE) else _AREA_DECIMALS
        return f"{value:.{decimals}f}"
    return str(value)
