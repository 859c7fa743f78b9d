"""What a column would say before it is joined: the figures of the states concerned, before and after."""

from __future__ import annotations

import numpy as np

from borderkit.borders import Borders
from borderkit.joining.joined import Figure, JoinedColumn
from borderkit.joining.written import JoinedWriter, unknown_text
from borderkit.tally import Assignment

_MOST = 3


def preview(borders: Borders, column: JoinedColumn, writer: JoinedWriter) -> list[str]:
    """Return a line for each of the states concerned, the first few ("Idaho: 1,200 dollars before, 1,500 after").

    Where nothing has moved it is the states that most units have a figure in, as they are today.
    """
    layer = borders.layer
    moved = borders.moved_units
    concerned: list[int] = np.union1d(borders.assignment[moved], layer.home[moved]).tolist()
    if not concerned:
        known = np.bincount(layer.home[column.usable], minlength=len(layer.jurisdictions))
        concerned = [int(at) for at in np.argsort(-known, kind="stable")[:_MOST] if known[at]]
    n_today = len(layer.jurisdictions)
    lines = []
    for position in concerned[:_MOST]:
        before = _figure(borders, column, layer.home, position) if position < n_today else None
        after = _figure(borders, column, borders.assignment, position)
        lines.append(f"{borders.jurisdictions[position].name}: {_line(borders, column, before, after, writer)}")
    return lines


def _line(borders: Borders, column: JoinedColumn, before: Figure | None, after: Figure, writer: JoinedWriter) -> str:
    several = borders.layer.called[1]
    if before == after:
        unknown = unknown_text(after, several)
        return f"{writer.with_unit(column, after)} today" + (f" ({unknown})" if unknown else "")
    return f"{_side(column, before, 'before', several, writer)}, {_side(column, after, 'after', several, writer)}"


def _side(column: JoinedColumn, figure: Figure | None, side: str, several: str, writer: JoinedWriter) -> str:
    if figure is None or not figure.units:
        return f"nothing {side}"
    unknown = unknown_text(figure, several)
    return f"{writer.with_unit(column, figure)} {side}" + (f" ({unknown})" if unknown else "")


def _figure(borders: Borders, column: JoinedColumn, assignment: Assignment, position: int) -> Figure:
    units = np.flatnonzero(assignment == position)
    return column.of_units(np.setdiff1d(units, borders.layer.divided).astype(np.int32))  # their pieces stand for them
