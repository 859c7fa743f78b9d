"""Guessing what the columns of a layer mean, from their names and a sample of their values.

Every guess is shown with its reason and can be changed; where names and values do not agree, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from borderkit.own_layer.column_names import WEAK_IDENTIFIERS, homes, identifiers, is_row_number, names_for
from borderkit.own_layer.evidence import Evidence
from borderkit.own_layer.figure_names import vintage_of
from borderkit.own_layer.found import FieldKind, FoundLayer
from borderkit.own_layer.guessed_figures import guess_figures
from borderkit.own_layer.recipe import HomeKind, Roles
from borderkit.own_layer.units_called import UNIT, units_called
from borderkit.states import states_by_fips, states_in_code_order

if TYPE_CHECKING:
    from borderkit.own_layer.rows import Rows

#: An identifier of which each value has so many rows at most on average: a file with one row for each part of a unit.
_ROWS_A_UNIT = 2.0
#: Among so few units each may well have a home of its own.
_FEW = 5
_DIFFERENT_HOMES_AT_MOST = 0.6
_HOMES_GIVEN_AT_LEAST = 0.5
#: "tl_2020_41_vtd20" of TIGER/Line, "cb_2018_41_tract_500k" of the cartographic files, "ga_2020" of VEST.
_CENSUS_LAYER = re.compile(r"(?:tl|cb)_(?:rd)?(?:19|20)\d\d_(\d\d)(?:\d{3})?_.*", re.I)
_STATE_LAYER = re.compile(
    r"([a-z]{2})_(?:.*_)?(?:19|20)?\d\d(?:_.*)?|([a-z]{2})_(?:vtds?|prec(?:inct)?s?|wards?|blocks?).*", re.I
)


@dataclass(frozen=True)
class Guess:
    """What the columns of a layer seem to mean.

    Attributes:
        roles: the guess.
        reasons: by column, why it was guessed or left out, in a sentence for people.
        units_called: what one unit and several are called.

    """

    roles: Roles
    reasons: Mapping[str, str] = field(default_factory=dict)
    units_called: tuple[str, str] = UNIT


def guess(layer: FoundLayer, sample: Rows) -> Guess:
    """Guess what the columns of a layer mean.

    Args:
        layer: what the file says of it.
        sample: rows of it, some or all.

    """
    fields = [f.name for f in layer.fields if f.name in sample.columns and f.kind is not FieldKind.OTHER]
    evidence = Evidence({name: sample.columns[name] for name in fields})
    reasons: dict[str, str] = {}
    identifier = _identifier(fields, evidence, reasons)
    figures = guess_figures([name for name in fields if name != identifier], evidence, vintage_of(fields))
    reasons = {**figures.reasons, **reasons}
    counted = {use.field for use in figures.uses}
    others = [name for name in fields if name not in counted]
    roles = _home(layer, [name for name in others if name != identifier], identifier, evidence, reasons)
    name = _name([name for name in others if name not in (identifier, roles.home)], identifier, evidence, reasons)
    called = units_called(layer.name, fields, evidence.texts(identifier) if identifier else ())
    return Guess(replace(roles, identifier=identifier, name=name, figures=tuple(figures.uses)), reasons, called)


def _identifier(fields: Sequence[str], evidence: Evidence, reasons: dict[str, str]) -> str:
    """Return the column that identifies units; "" if none does."""
    ranks = identifiers(fields)
    found = next(_candidates(fields, ranks, evidence), None)
    if found is not None:
        return _told(*found, reasons)
    for name in ranks:
        why = "several rows have the same" if evidence.is_complete(name) else "some rows have none"
        reasons.setdefault(name, f"It cannot identify the units: {why}.")
    return ""


def _candidates(fields: Sequence[str], ranks: Mapping[str, int], evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield columns that identify units and why, the surest first."""
    usable = [name for name in ranks if not evidence.has_fractions(name) and evidence.is_complete(name)]
    sure = [name for name in usable if ranks[name] < WEAK_IDENTIFIERS]
    unsure = [name for name in usable if ranks[name] >= WEAK_IDENTIFIERS]
    numbered = [name for name in unsure if is_row_number(name)]
    for name in filter(evidence.is_unique, sure):
        yield name, "Its name is that of an identifier, and no two rows looked at have the same."
    for name in fields:
        if evidence.shows_us_identifiers(name):
            yield name, "Its values begin with the numbers of states and counties, and no two rows have the same."
    for name in filter(evidence.is_unique, unsure):
        if name not in numbered:
            yield name, "No two rows looked at have the same, and its name may be that of an identifier."
    for name in sure:
        if evidence.distinct(name) * _ROWS_A_UNIT >= evidence.n_rows:
            yield name, "Its name is that of an identifier; some rows have the same, maybe parts of one unit."
    for name in filter(evidence.is_unique, numbered):
        yield name, "It numbers the rows, for want of an identifier; another export may number them anew."


def _told(name: str, reason: str, reasons: dict[str, str]) -> str:
    reasons[name] = reason
    return name


def _home(
    layer: FoundLayer, fields: Sequence[str], identifier: str, evidence: Evidence, reasons: dict[str, str]
) -> Roles:
    """Return the roles with what tells the home: a column, the identifiers, or the layer's name."""
    named = [(kind, name) for kind, name in homes(fields) if _are_given(name, evidence)]
    shows = {
        HomeKind.POSTAL: (evidence.are_postal_codes, "Its values are postal codes of states."),
        HomeKind.FIPS: (evidence.are_state_fips, "Its values are FIPS codes of states."),
        HomeKind.NAME: (evidence.are_state_names, "Its values are names of states."),
    }
    for kind, name in named:
        test, reason = shows[kind]
        if test(name):
            return Roles(home=_told(name, reason, reasons), home_kind=kind)
    if identifier and evidence.n_rows and evidence.are_us_identifiers(identifier):
        reasons[identifier] += " Its first two digits are the state."
        return Roles(home_kind=HomeKind.IN_IDENTIFIER)
    for kind, name in named:
        if kind is HomeKind.NAME and _may_be_homes(name, evidence):
            return Roles(
                home=_told(name, "Its name is that of a larger area, and units share its values.", reasons),
                home_kind=kind,
            )
    return Roles(home_kind=HomeKind.ONE_FOR_ALL, home_for_all=state_of_layer(layer.name))


def _are_given(name: str, evidence: Evidence) -> bool:
    return bool(evidence.n_rows) and len(evidence.filled(name)) >= _HOMES_GIVEN_AT_LEAST * evidence.n_rows


def _may_be_homes(name: str, evidence: Evidence) -> bool:
    few = evidence.n_rows <= _FEW
    return not evidence.has_fractions(name) and (
        few or evidence.distinct(name) <= _DIFFERENT_HOMES_AT_MOST * evidence.n_rows
    )


def _name(fields: Sequence[str], identifier: str, evidence: Evidence, reasons: dict[str, str]) -> str:
    """Return the column with the units' names: the surest in which not all are the same; "" if there is none."""
    for name in names_for(identifier, fields):
        if evidence.is_text(name) and (evidence.distinct(name) > 1 or evidence.n_rows == 1):
            return _told(name, "Its name says that it holds names.", reasons)
    return ""


def state_of_layer(layer: str) -> str:
    """Return the state that a layer's name tells ("tl_2020_41_vtd20", "ga_2020", "Oregon precincts"); "" if none."""
    census = _CENSUS_LAYER.fullmatch(layer)
    if census is not None:
        state = states_by_fips().get(census[1])
        return state.name if state else ""
    by_code = {state.code: state.name for state in states_in_code_order()}
    short = _STATE_LAYER.fullmatch(layer)
    if short is not None and (short[1] or short[2]).upper() in by_code:
        return by_code[(short[1] or short[2]).upper()]
    words = f" {' '.join(re.split(r'[^a-z]+', layer.lower()))} "
    # The longest first: "West Virginia" is not Virginia.
    longest_first = sorted(by_code.values(), key=len, reverse=True)
    return next((name for name in longest_first if f" {name.lower()} " in words), "")
