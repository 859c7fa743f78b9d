"""What a column of a table probably is, from its heading and cells; a person sees it and can change it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from borderkit.joining.joined import Kind
from borderkit.joining.number_cell import is_missing, may_be_number
from borderkit.joining.table import Column, Table
from borderkit.joining.way import Way

_SAMPLE = 200
_MOST = 0.5
#: What headings of figures say that must not be added up.
_MEANS = re.compile(
    r"\b(?:median|mean|average|avg|rate|ratio|percent|percentage|pct|index|density|share|per)\b|%", re.IGNORECASE
)
#: Identifiers and years are numbers, too.
_NO_FIGURES = re.compile(
    r"\b(?:geo_?id\w*|fips\w*|id|code|year|statefp|countyfp|objectid|lat\w*|lon\w*)\b", re.IGNORECASE
)
_BRACKET = re.compile(r"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_SOURCE = re.compile(r"^\W*sources?\s*[:.–-]\s*(.+)$", re.IGNORECASE)


def likely_column(table: Table, ways: Iterable[Way]) -> int:
    """Return the position of the first column that has figures and does not name units; 0 if there is none."""
    naming = {column for way in ways for column in way.columns}
    others = [position for position in range(len(table.columns)) if position not in naming]
    numbers = [position for position in others if _share_of_numbers(table.columns[position]) >= _MOST]
    figures = [position for position in numbers if not _NO_FIGURES.search(table.columns[position].name)]
    return next(iter([*figures, *numbers, *others]), 0)


def _share_of_numbers(column: Column) -> float:
    cells = [text for text in column.texts[:_SAMPLE] if not is_missing(text)]
    return sum(map(may_be_number, cells)) / len(cells) if cells else 0.0


def likely_kind(heading: str) -> Kind:
    """Return how figures under a heading add up: medians, rates and the like are weighted, all else is summed."""
    return Kind.WEIGHTED_MEAN if _MEANS.search(heading) else Kind.SUM


def name_and_unit(heading: str) -> tuple[str, str]:
    """Return name and unit of measure that a heading tells: ("Property tax", "dollars"); "" for no unit."""
    plain = " ".join(heading.split())
    bracket = _BRACKET.match(plain)
    if bracket:
        return bracket[1], bracket[2].strip()
    return plain, "%" if re.search(r"%|\b(?:percent|percentage|pct)\b", plain, re.IGNORECASE) else ""


def likely_source(table: Table) -> str:
    """Return the source that a line above or below the table names; "" if none does."""
    for line in (*table.footnotes, *table.preamble):
        found = _SOURCE.match(line)
        if found:
            return found[1].strip()[:300]
    return ""
