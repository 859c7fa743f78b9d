"""Joining a table to the units of a layer: reading it, matching its rows, and its numbers as columns to be tallied.

The way through it::

    table = read_table(Path("taxes.xlsx"))
    matcher = Matcher(layer)
    match = matcher.match(table)                      # match.trials say which columns, and why
    matcher.suggestions(match, row)                   # for each of match.unmatched_rows
    mapping = Mapping.of(match.way, table).accept(match.key(row), "35013")
    match = matcher.match(table, mapping=mapping)
    numbers = read_numbers(table.columns[3], hint=decimal_hint(table.columns))
    column = joined_column(match, numbers, Meaning("tax", "Property tax", "dollars", "Department of Revenue, 2024"))
    column.of_units(units).value
"""

from borderkit.joining.column_of_layer import (
    Meaning,
    Several,
    bundled_basis,
    joined_basis,
    joined_column,
    values_of_units,
)
from borderkit.joining.decimal_sign import decimal_hint
from borderkit.joining.errors import JoinError, MappingError, TableError
from borderkit.joining.joined import Basis, Figure, JoinedColumn, JoinedColumns, Kind
from borderkit.joining.joined_tally import JoinedTally
from borderkit.joining.mapping import Mapping, mapping_from_json, read_mapping, write_mapping
from borderkit.joining.match import Contradiction, Match, summary
from borderkit.joining.matching import Matcher
from borderkit.joining.numbers import NotANumber, Numbers, read_numbers, require_numbers
from borderkit.joining.read import read_table, sheets
from borderkit.joining.readings import Reading
from borderkit.joining.suggestions import Suggestion
from borderkit.joining.table import Column, Origin, Table
from borderkit.joining.trying import Trial
from borderkit.joining.way import Way, WayKind

__all__ = [
    "Basis",
    "Column",
    "Contradiction",
    "Figure",
    "JoinError",
    "JoinedColumn",
    "JoinedColumns",
    "JoinedTally",
    "Kind",
    "Mapping",
    "MappingError",
    "Match",
    "Matcher",
    "Meaning",
    "NotANumber",
    "Numbers",
    "Origin",
    "Reading",
    "Several",
    "Suggestion",
    "Table",
    "TableError",
    "Trial",
    "Way",
    "WayKind",
    "bundled_basis",
    "decimal_hint",
    "joined_basis",
    "joined_column",
    "mapping_from_json",
    "read_mapping",
    "read_numbers",
    "read_table",
    "require_numbers",
    "sheets",
    "summary",
    "values_of_units",
    "write_mapping",
]
