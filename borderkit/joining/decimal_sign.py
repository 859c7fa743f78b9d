"""Deciding for a column of numbers whether commas or points stand before the decimals, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from borderkit.joining.number_cell import COMMA, POINT, decimal_sign_shown, number_cell
from borderkit.joining.table import Column

SIGN_NAMES = {POINT: "decimal point", COMMA: "decimal comma"}


@dataclass(slots=True)
class Votes:
    """What the cells of a column show of its sign of decimals."""

    shown: dict[str, list[str]] = field(default_factory=lambda: {POINT: [], COMMA: []})
    #: Cells that leave it open, by the sign that is in them.
    left_open: dict[str, list[str]] = field(default_factory=lambda: {POINT: [], COMMA: []})
    #: Numbers of four digits and more without any sign: who writes 12345 does not part thousands.
    unparted: int = 0

    def add(self, core: str, text: str) -> None:
        """Take what a cell shows: its digits, and the whole of it as an example."""
        shown = decimal_sign_shown(core)
        if shown:
            self.shown[shown].append(text)
        elif POINT in core or COMMA in core:
            self.left_open[POINT if POINT in core else COMMA].append(text)
        elif len(core) > 3:
            self.unparted += 1

    def decide(self, hint: str) -> tuple[str, str, bool]:
        """Return the sign of decimals, the evidence for it, and whether that is sure."""
        points, commas = self.shown[POINT], self.shown[COMMA]
        if points or commas:
            sign = POINT if len(points) >= len(commas) else COMMA
            these, others = self.shown[sign], self.shown[COMMA if sign == POINT else POINT]
            evidence = f"{SIGN_NAMES[sign]}: {counted(len(these))} such as {these[0]} can be read no other way"
            return sign, evidence + (f"; {len(others):,} contradict it" if others else ""), not others
        open_points, open_commas = self.left_open[POINT], self.left_open[COMMA]
        if not open_points and not open_commas:
            return POINT, "whole numbers without signs for thousands or decimals", True
        if hint:
            example = (open_points or open_commas)[0]
            return hint, f"{SIGN_NAMES[hint]}, as in the other columns; {example} alone would leave it open", True
        if open_commas:
            return POINT, f"{open_commas[0]} was read as thousands; every number here could have decimals too", False
        return POINT, f"{open_points[0]} was read with a decimal point; it could part thousands too", False


def counted(number: int) -> str:
    """Return a number of numbers in words."""
    return f"{number:,} number" + ("s" if number != 1 else "")


def decimal_hint(columns: Iterable[Column]) -> str:
    """Return the sign of decimals that the numbers of a table show, for its columns that leave it open."""
    votes = Votes()
    for column in columns:
        for row, text in enumerate(column.texts[:1_000]):
            cell = number_cell(row, text)
            if cell is not None:
                votes.add(cell.core, text)
    points, commas = len(votes.shown[POINT]), len(votes.shown[COMMA])
    return "" if points == commas else POINT if points > commas else COMMA
