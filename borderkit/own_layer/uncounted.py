"""Columns that are named like votes, people or areas, but are not counted: nobody may take their zeros for figures."""

from __future__ import annotations

from collections.abc import Iterable

from borderkit.own_layer.figure_names import area_of, may_be_people, people_year, vintage_of
from borderkit.own_layer.found import FoundLayer
from borderkit.own_layer.recipe import FigureUse, Measure, Roles
from borderkit.own_layer.vote_names import PRESIDENT, vote_name
from borderkit.shown import shown

_NAMED_AT_MOST = 6
#: What a name stands for: the measure, and the year where it tells it.
_Meaning = tuple[Measure, int | None]


def uncounted(layer: FoundLayer, roles: Roles) -> tuple[str, ...]:
    """Say which columns are not counted though their names are those of figures that no other column gives.

    Args:
        layer: what the file says of it.
        roles: what its columns were taken for.

    """
    names = [field.name for field in layer.fields]
    vintage = vintage_of(names)
    left = []
    for name in names:
        meaning = None if name in roles.fields else _meaning(name, vintage)
        if meaning is not None and not _is_given(name, meaning, roles.figures):
            measure, year = meaning
            left.append(f"{shown(name)} ({measure.value}{'' if year is None else f' {year}'})")
    if not left:
        return ()
    more = f" and {len(left) - _NAMED_AT_MOST:,} more" if len(left) > _NAMED_AT_MOST else ""
    said = (
        f"Not counted, though named like figures: {', '.join(left[:_NAMED_AT_MOST])}{more}. Look for cells that are "
        "below zero or no numbers, or choose in the window what these columns mean."
    )
    return (said,)


def _meaning(name: str, vintage: int | None) -> _Meaning | None:
    """Return what a name stands for; None where it is no figure's, or that of another office or a primary."""
    votes = vote_name(name)
    if votes is not None:
        is_used = votes.office == PRESIDENT and votes.stage in ("", "recount")
        return (votes.measure, votes.year) if is_used and votes.measure is not None else None
    people = people_year(name, vintage)
    if people is not None or may_be_people(name):
        return Measure.PEOPLE, people[0] if people else None
    area = area_of(name)
    return (area[1], None) if area else None


def _is_given(name: str, meaning: _Meaning, counted: Iterable[FigureUse]) -> bool:
    """Tell whether a figure is counted from other columns; of votes for others, whether all votes are."""
    measure, year = meaning
    of_year = [use for use in counted if year in (None, use.year)]
    if measure is Measure.OTHER_VOTES and any(use.measure is Measure.ALL_VOTES for use in of_year):
        return True
    # One count may have several columns of a measure, a candidate's on two parties' lines: each has votes of its own.
    return any(use.measure is measure and not _are_of_one_count(name, use.field) for use in of_year)


def _are_of_one_count(name: str, other: str) -> bool:
    one, two = vote_name(name), vote_name(other)
    return one is not None and two is not None and (one.scheme, one.stage) == (two.scheme, two.stage)
