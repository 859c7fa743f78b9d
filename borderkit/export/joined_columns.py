"""Joined columns in the tables that data files hold, and in the tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from borderkit.export.summary_table import Format, SummaryColumn
from borderkit.export.tables import Kind, TableColumn, Value
from borderkit.export.texts import printable
from borderkit.joining.joined import Figure, JoinedColumn
from borderkit.joining.joined import Kind as Adding
from borderkit.joining.unit_values import values_of_units
from borderkit.joining.written import change_of, kind_text
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices
from borderkit.proposal import Proposal

#: What a shapefile's name of a column leaves for the column itself, beside two letters for the side.
_STEM = 8


def of_units(proposal: Proposal, units: UnitIndices | None, taken: Sequence[str]) -> list[TableColumn]:
    """Return what was joined to units, all or some by their positions; names that are ``taken`` are not used again."""
    chosen = np.arange(len(proposal.layer), dtype=np.int32) if units is None else units
    return [
        TableColumn(
            f"joined_{column.key}" if column.key in taken else column.key,
            _stem(number, column),
            _meaning(column),
            _kind(column),
            values_of_units(column, chosen),
            is_joined=True,
        )
        for number, column in enumerate(proposal.joined_columns, 1)
    ]


def of_jurisdictions(proposal: Proposal, listed: Sequence[Jurisdiction]) -> list[TableColumn]:
    """Return the joined figures of jurisdictions before and after, what changes, and how many units are not known."""
    return [
        column
        for number, joined in enumerate(proposal.joined_columns, 1)
        for column in _of_jurisdictions(proposal, listed, joined, number)
    ]


def _of_jurisdictions(
    proposal: Proposal, listed: Sequence[Jurisdiction], column: JoinedColumn, number: int
) -> Iterator[TableColumn]:
    before = [proposal.joined_before(j.code, column.key) for j in listed]
    after = [proposal.joined_after(j.code, column.key) for j in listed]
    change: list[Value] = [change_of(column, *pair) for pair in zip(before, after, strict=True)]
    sides = (("before", _values(before)), ("after", _values(after)), ("change", change))
    # A measure of the program may be called the same: the short names say which is which, and so does this.
    name, short, meaning = f"joined_{column.key}", _stem(number, column), _meaning(column)
    for side, values in sides:
        yield TableColumn(
            f"{name}_{side}", f"{short}_{side[0].upper()}", f"{meaning}, {side}", _kind(column), values, is_joined=True
        )
    several = proposal.layer.called[1].capitalize()
    for side, figures in (("before", before), ("after", after)):
        meaning = f"{several} without a value of {printable(column.label)}, {side}"
        unknown = [None if figure is None else figure.units - figure.known for figure in figures]
        yield TableColumn(
            f"{name}_unknown_{side}", f"{short[:7]}_U{side[0].upper()}", meaning, Kind.COUNT, unknown, is_joined=True
        )


def of_summary(proposal: Proposal) -> Iterator[SummaryColumn]:
    """Yield the columns of the table for people: before, after and change, and units without a value."""
    several = proposal.layer.called[1]
    for column in proposal.joined_columns:
        label = _label(column)
        yield SummaryColumn(f"{label}, before", _format(column), joined=_reader(column.key, after=False))
        yield SummaryColumn(f"{label}, after", _format(column), joined=_reader(column.key, after=True))
        yield SummaryColumn(f"{label}, change", _format(column, change=True), joined=_change_reader(column))
        for side, after in (("before", False), ("after", True)):
            told = f"{printable(column.label)}, {several} unknown, {side}"
            yield SummaryColumn(told, Format.COUNT, joined=_unknown_reader(column.key, after=after))


def _reader(key: str, *, after: bool) -> Callable[[Proposal, str | None], Value]:
    def read(proposal: Proposal, code: str | None) -> Value:
        figure = _figure(proposal, code, key, after=after)
        return None if figure is None else figure.value

    return read


def _unknown_reader(key: str, *, after: bool) -> Callable[[Proposal, str | None], Value]:
    def read(proposal: Proposal, code: str | None) -> Value:
        figure = _figure(proposal, code, key, after=after)
        return None if figure is None else figure.units - figure.known

    return read


def _change_reader(column: JoinedColumn) -> Callable[[Proposal, str | None], Value]:
    return lambda proposal, code: change_of(
        column,
        _figure(proposal, code, column.key, after=False),
        _figure(proposal, code, column.key, after=True),
    )


def _figure(proposal: Proposal, code: str | None, key: str, *, after: bool) -> Figure | None:
    return proposal.joined_after(code, key) if after else proposal.joined_before(code, key)


def _values(figures: Sequence[Figure | None]) -> list[Value]:
    return [None if figure is None else figure.value for figure in figures]


def _kind(column: JoinedColumn) -> Kind:
    return Kind.COUNT if column.kind is Adding.SUM and not column.decimals else Kind.SHARE


def _format(column: JoinedColumn, *, change: bool = False) -> Format:
    if column.kind is Adding.SHARE:
        return Format.SHARE_CHANGE if change else Format.SHARE
    if _kind(column) is Kind.COUNT:
        return Format.CHANGE if change else Format.COUNT
    return Format.NUMBER_CHANGE if change else Format.NUMBER


def _label(column: JoinedColumn) -> str:
    return printable(f"{column.label}, {column.unit}" if column.unit else column.label)


def _meaning(column: JoinedColumn) -> str:
    share = "share of 1, " if column.kind is Adding.SHARE else ""
    # The last "; " parts what it is from who says so.
    return printable(f"{_label(column)} ({share}{kind_text(column)}); {column.source.replace('; ', ', ')}")


def _stem(number: int, column: JoinedColumn) -> str:
    """Return a short name that no other column of a table has: "J1_PROPE"."""
    return f"J{number}_{column.key.upper()}"[:_STEM]
