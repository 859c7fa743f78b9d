"""The tables that data files hold: one row a unit, or one row a jurisdiction, with names and meanings of columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from borderkit.export.formats import What
from borderkit.export.symbols import color_of_units
from borderkit.export.texts import printable
from borderkit.figures import Figures
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices
from borderkit.proposal import Proposal

Value = str | int | float | bool | None


class Kind(Enum):
    """What the values of a column are."""

    TEXT = auto()
    COUNT = auto()
    SHARE = auto()
    FLAG = auto()


@dataclass(frozen=True)
class TableColumn:
    """One column.

    Attributes:
        name: its name in files that allow long ones.
        short: its name in shapefiles, at most ten characters; unique within a table.
        meaning: what it holds, in a sentence for people.
        kind: what its values are: text, exact integers, shares of 1 and other fractions, or true and false.
        values: one a row; None where there is no value.
        is_joined: whether it is of a column that a person joined.

    """

    name: str
    short: str
    meaning: str
    kind: Kind
    values: Sequence[Value]
    is_joined: bool = False


Table = tuple[TableColumn, ...]

_THEN = "its {state} in the proposal"


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of jurisdictions; ``short`` leaves two characters of ten for the side."""

    name: str
    short: str
    meaning: str
    value: Callable[[Figures], int | float | None]
    kind: Kind = Kind.COUNT


def _of_standing(name: str) -> Callable[[Figures], int | None]:
    """Return what reads seats or electors; None where the layer has not the whole Union."""
    return lambda figures: getattr(figures.standing, name) if figures.standing else None


def table(proposal: Proposal, what: What) -> Table:
    """Return the table of all jurisdictions in the order of their codes, of all units, or of those that move."""
    if what is What.JURISDICTIONS:
        return jurisdictions_table(proposal)
    if what is What.MOVED:
        return units_table(proposal, proposal.moved_units)
    return units_table(proposal)


def units_table(proposal: Proposal, units: UnitIndices | None = None) -> Table:
    """Return where units belong before and after, and their figures; all units, or some by their positions."""
    layer = proposal.layer
    chosen = range(len(layer)) if units is None else units.tolist()
    codes = [jurisdiction.code for jurisdiction in proposal.jurisdictions]
    names = [printable(jurisdiction.name) for jurisdiction in proposal.jurisdictions]
    home, assigned = layer.home.tolist(), proposal.assignment.tolist()
    colors = color_of_units(proposal)
    text, flag, fill = Kind.TEXT, Kind.FLAG, layer.wording.fill
    columns = [
        TableColumn("geoid", "GEOID", "Identifier of the unit", text, [layer.geoids[u] for u in chosen]),
        TableColumn("name", "NAME", "Full name", text, [printable(layer.names[u]) for u in chosen]),
        TableColumn("home", "HOME", fill("Code of its {state} today"), text, [codes[home[u]] for u in chosen]),
        TableColumn("home_name", "HOME_NAME", fill("Its {state} today"), text, [names[home[u]] for u in chosen]),
        TableColumn("assigned", "ASSIGNED", fill(f"Code of {_THEN}"), text, _at(codes, assigned, chosen)),
        TableColumn("assigned_name", "ASGND_NAME", fill(_THEN.capitalize()), text, _at(names, assigned, chosen)),
        TableColumn("moved", "MOVED", "Whether these differ", flag, [home[u] != assigned[u] for u in chosen]),
        TableColumn("color", "COLOR", "Fill on the map", text, [colors[u] for u in chosen]),
    ]
    figures = layer.figures if units is None else layer.figures[units]
    for position, column in enumerate(layer.columns[: len(layer.columns) - len(layer.own_columns)]):
        if layer.recipe is not None and not column.source:
            continue  # the file does not have it
        meaning = f"{column.label}; {column.source}"
        name, short = column.key.replace(":", "_"), column.field or column.key.upper().replace(":", "_")
        columns.append(TableColumn(name, short, meaning, Kind.COUNT, figures[:, position].tolist()))
    if proposal.joined:
        from borderkit.export.joined_columns import of_units

        columns += of_units(proposal, units, [column.name for column in columns])
    return tuple(columns)


def jurisdictions_table(proposal: Proposal) -> Table:
    """Return every jurisdiction with its figures before, after, and what changes; in the order of their codes."""
    listed = in_code_order(proposal)
    text = Kind.TEXT
    status = "How it stands to the Union" if proposal.layer.wording.has_states else "What it is"
    joined: list[TableColumn] = []
    if proposal.joined:
        from borderkit.export.joined_columns import of_jurisdictions

        joined = of_jurisdictions(proposal, listed)
    return (
        TableColumn("code", "CODE", "Code", text, [j.code for j in listed]),
        TableColumn("name", "NAME", "Name", text, [printable(j.name) for j in listed]),
        TableColumn("status", "STATUS", status, text, [j.status.value for j in listed]),
        TableColumn("color", "COLOR", "Fill on the map", text, [j.color for j in listed]),
        *_figure_columns(proposal, listed),
        *joined,
    )


def in_code_order(proposal: Proposal) -> list[Jurisdiction]:
    """Return all jurisdictions of a proposal in the order of their codes."""
    return sorted(proposal.jurisdictions, key=lambda jurisdiction: jurisdiction.code)


def only(rows: Sequence[int], columns: Table) -> Table:
    """Return a table with some of its rows, by their positions."""
    return tuple(replace(column, values=[column.values[row] for row in rows]) for column in columns)


def _at(texts: list[str], positions: list[int], chosen: Sequence[int]) -> list[str]:
    return [texts[positions[unit]] for unit in chosen]


def _figure_columns(proposal: Proposal, listed: Sequence[Jurisdiction]) -> Iterator[TableColumn]:
    before = [proposal.before(j.code) for j in listed]
    after = [proposal.after(j.code) for j in listed]
    for figure in _figures(proposal):
        sides = (_read(figure, before), _read(figure, after))
        change = [_change(figure, *pair) for pair in zip(*sides, strict=True)]
        for side, values in zip(("before", "after", "change"), (*sides, change), strict=True):
            name, short = f"{figure.name}_{side}", f"{figure.short}_{side[0].upper()}"
            yield TableColumn(name, short, f"{figure.meaning}, {side}", figure.kind, values)


def _read(figure: _Figure, side: Sequence[Figures | None]) -> list[int | float | None]:
    return [None if figures is None else figure.value(figures) for figures in side]


def _change(figure: _Figure, before: float | None, after: float | None) -> int | float | None:
    """Return after less before; a count that one side does not have is 0 there, a share has no change then."""
    if before is None and after is None:
        return None
    if figure.kind is Kind.SHARE:
        return None if before is None or after is None else after - before
    return (after or 0) - (before or 0)


def _figures(proposal: Proposal) -> tuple[_Figure, ...]:
    people, election = f"Residents {proposal.settings.people}", proposal.settings.election
    share, wording = Kind.SHARE, proposal.layer.wording
    estimated = f"{{Units}} with estimated votes {election}"
    return (
        _Figure("units", "UNITS", wording.fill("{Units}"), lambda f: f.units),
        _Figure("people", "PEOPLE", people, lambda f: f.people),
        _Figure("land_m2", "LAND_M2", "Land area in square metres", lambda f: f.land_m2),
        _Figure("house_seats", "SEATS", "Seats in the House", _of_standing("house_seats")),
        _Figure("senators", "SENATORS", "Senators", _of_standing("senators")),
        _Figure("electors", "ELECTORS", "Electoral votes", _of_standing("electors")),
        _Figure("electors_dem", "EL_DEM", f"Electors, Democratic {election}", _of_standing("electors_dem")),
        _Figure("electors_rep", "EL_REP", f"Electors, Republican {election}", _of_standing("electors_rep")),
        _Figure("electors_other", "EL_OTH", f"Electors, others {election}", _of_standing("electors_other")),
        _Figure("votes_dem", "DEM", f"Democratic votes {election}", lambda f: f.votes_dem),
        _Figure("votes_rep", "REP", f"Republican votes {election}", lambda f: f.votes_rep),
        _Figure("votes_other", "OTHER", f"Other votes {election}", lambda f: f.votes_other),
        _Figure("votes_total", "TOTAL", f"All votes {election}", lambda f: f.votes_total),
        _Figure("share_dem", "SH_DEM", f"Democratic share of all votes {election}, of 1", lambda f: f.share_dem, share),
        _Figure("share_rep", "SH_REP", f"Republican share of all votes {election}, of 1", lambda f: f.share_rep, share),
        _Figure("estimated_units", "EST", wording.fill(estimated), lambda f: f.estimated_units),
    )
