"""The units of a layer from its rows and what its columns mean: identifiers, names, homes and figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from borderkit.errors import LayerError
from borderkit.jurisdiction import Jurisdiction
from borderkit.own_layer import us_identifiers
from borderkit.own_layer.cells import CellProblem, counted, rows_named, texts
from borderkit.own_layer.figure_sums import UnitFigure
from borderkit.own_layer.homes import Homes, homes_of, one_for_all
from borderkit.own_layer.recipe import HomeKind, Roles
from borderkit.own_layer.unit_figures import figures_of
from borderkit.states import states_by_fips

if TYPE_CHECKING:
    from borderkit.own_layer.rows import Rows


@dataclass(frozen=True)
class Units:
    """The units of a layer, one a row, in the order of the file.

    Attributes:
        ids: (n,) each unit's identifier, always text.
        names: (n,) unique within a home, as far as identifiers are.
        homes: (n,) the code of each unit's home.
        jurisdictions: the homes that occur, in code order.
        figures: by the keys of borderkit/columns.py ("people_2020", "dem_2012", "land_m2"); other sums as "own:FIELD".
        repeated: identifiers that several rows have, in the order of the file; it is left to the repair to merge them.
        remarks: what a person should know, a sentence each.
        problems: cells that were not taken as they stand.

    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    homes: tuple[str, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    figures: Mapping[str, UnitFigure]
    repeated: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[CellProblem, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


def units_of(rows: Rows, roles: Roles, known: Sequence[Jurisdiction] | None = None, *, file: str = "") -> Units:
    """Return the units that rows are.

    Args:
        rows: of the file, with all columns that have a role.
        roles: what the columns mean.
        known: the jurisdictions that values of homes may mean; None for today's states and the federal district.
        file: its name, for messages.

    Raises:
        LayerError: if a column is missing, a unit has no identifier, or there are too many homes.
        CellsError: if a figure cannot be counted; a LayerError that lists the cells.

    """
    where = f"{file}: " if file else ""
    _require_columns(rows, roles, where)
    home_values = texts(rows.columns[roles.home]) if roles.home else None
    ids, remarks = _identifiers(rows, roles, home_values, known, where)
    homes = _homes(ids, home_values, roles, known, where)
    names = _names(rows, roles, ids, homes)
    figures = figures_of(rows.columns, roles.figures, where)
    counts = Counter(ids)
    return Units(
        tuple(ids),
        names,
        homes.codes,
        homes.jurisdictions,
        figures.by_key,
        tuple(identifier for identifier, times in counts.items() if times > 1),
        (*remarks, *homes.remarks, *figures.remarks),
        tuple(figures.problems),
    )


def _require_columns(rows: Rows, roles: Roles, where: str) -> None:
    missing = [name for name in roles.fields if name not in rows.columns]
    if missing:
        columns = f"column {missing[0]}" if len(missing) == 1 else f"columns {', '.join(missing)}"
        raise LayerError(f"{where}There is no {columns} in the layer. Say anew what its columns mean.")


def _identifiers(
    rows: Rows, roles: Roles, homes: Sequence[str] | None, known: Sequence[Jurisdiction] | None, where: str
) -> tuple[list[str], list[str]]:
    """Return the identifiers, and remarks on what was done to them."""
    if not roles.identifier:
        n_rows = len(rows.geometries)
        digits = len(str(n_rows))
        numbered = f"The units are numbered from 1 to {n_rows:,} in the order of the file, for want of an identifier."
        return [str(row + 1).zfill(digits) for row in range(n_rows)], [numbered]
    given = texts(rows.columns[roles.identifier])
    empty = [row for row, text in enumerate(given) if not text]
    if empty:
        raise LayerError(
            f"{where}The column {roles.identifier} is empty in {counted(len(empty), 'row')} "
            f"({rows_named(empty, len(empty))}). Give each unit an identifier, or choose another column."
        )
    remarks = []
    if all(text.endswith(".0") and text[:-2].isdecimal() for text in given) and given:
        given = [text[:-2] for text in given]
        remarks.append(f"{roles.identifier}: the “.0” at the end of the identifiers was taken off.")
    states = _states(homes, roles.home_kind, known)
    whole = us_identifiers.with_zeros(given, sure=us_identifiers.is_fips_like(roles.identifier), homes=states)
    if whole.restored:
        example = next(text for text, before in zip(whole.texts, given, strict=True) if text != before)
        remarks.append(
            f"{roles.identifier}: the zero in front of {counted(whole.restored, 'identifier')} was restored, "
            f"such as {example}."
        )
    if whole.unsure:
        remarks.append(
            f"{roles.identifier}: the zero in front of the identifiers may be missing; the file does not show it."
        )
    return whole.texts, remarks


def _states(homes: Sequence[str] | None, kind: HomeKind, known: Sequence[Jurisdiction] | None) -> list[str] | None:
    """Return the two digits of each unit's state, "" where its home is none; None if no column tells homes."""
    if homes is None:
        return None
    try:
        codes = homes_of(homes, kind, known=known).codes
    except LayerError:
        return None
    fips_of = {state.code: fips for fips, state in states_by_fips().items()}
    found = [fips_of.get(code, "") for code in codes]
    return found if any(found) else None


def _homes(
    ids: Sequence[str],
    values: Sequence[str] | None,
    roles: Roles,
    known: Sequence[Jurisdiction] | None,
    where: str,
) -> Homes:
    if roles.home_kind is HomeKind.ONE_FOR_ALL:
        return one_for_all(roles.home_for_all, len(ids), known)
    if roles.home_kind is HomeKind.IN_IDENTIFIER:
        values = [us_identifiers.state_of(identifier) for identifier in ids]
    if values is None:
        raise LayerError(f"{where}No column of home jurisdictions is chosen. Choose one, or one home for all units.")
    field = roles.home or roles.identifier
    try:
        return homes_of(values, roles.home_kind, field, known)
    except LayerError as error:
        raise LayerError(f"{where}{error}") from error


def _names(rows: Rows, roles: Roles, ids: Sequence[str], homes: Homes) -> tuple[str, ...]:
    """Return the units' names; where two units of a home have one name, with the identifier behind it."""
    given = texts(rows.columns[roles.name]) if roles.name else list(ids)
    names = [name or identifier for name, identifier in zip(given, ids, strict=True)]
    bearers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for identifier, name, home in zip(ids, names, homes.codes, strict=True):
        bearers[home, name].add(identifier)
    return tuple(
        name if len(bearers[home, name]) == 1 else f"{name} ({identifier})"
        for identifier, name, home in zip(ids, names, homes.codes, strict=True)
    )
