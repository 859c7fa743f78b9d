"""Guessing which columns count people, votes and areas, each figure once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from borderkit.columns import estimated
from borderkit.own_layer.evidence import Evidence
from borderkit.own_layer.figure_names import area_of, may_be_area, may_be_people, people_year
from borderkit.own_layer.recipe import AreaIn, FigureUse, Measure
from borderkit.own_layer.vote_names import NOMINEES, PRESIDENT, Scheme, VoteName, vote_name

_TERM = 4
#: Square metres of a layer in which the largest unit is smaller than this are most likely something else.
_SMALLEST_AREA = 10_000
_AREAS = (Measure.LAND, Measure.WATER)
_TWO_PARTIES = (Measure.DEM, Measure.REP)
#: Columns of BorderKit's own layer that count what no other layer has.
_BORDERKITS = {"OVERSEAS20", "overseas_2020", *(f"EST{year}" for year in (16, 20, 24)), *map(estimated, NOMINEES)}


@dataclass(slots=True)
class GuessedFigures:
    """What was guessed, and the reasons by column, a sentence each, for what was left out, too."""

    uses: list[FigureUse] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)


def guess_figures(fields: Sequence[str], evidence: Evidence, vintage: int | None = None) -> GuessedFigures:
    """Guess what columns count.

    Args:
        fields: their names, in the file's order.
        evidence: a sample of their values.
        vintage: the census whose vintage the layer's columns have; None if none or several.

    """
    guessed = GuessedFigures()
    countable = [name for name in fields if _is_countable(name, evidence, guessed)]
    _guess_areas(countable, evidence, guessed)
    _guess_people(countable, vintage, guessed)
    _guess_votes(countable, evidence, guessed)
    return guessed


def _is_countable(name: str, evidence: Evidence, guessed: GuessedFigures) -> bool:
    """Tell whether a column whose name says that it counts something does so."""
    if not (area_of(name) or may_be_area(name) or may_be_people(name) or people_year(name, None) or vote_name(name)):
        if name in _BORDERKITS:
            guessed.reasons[name] = "It is a column of BorderKit's own layer; here it can be taken as another sum."
        return False
    numbers = evidence.numbers(name)
    if numbers is None:
        if not evidence.filled(name) and evidence.n_rows:
            guessed.reasons[name] = "It is empty in the rows that were looked at."
        return False
    if np.any(numbers < 0) or not np.all(np.isfinite(numbers)):
        guessed.reasons[name] = "Some of its numbers are below zero or infinite, so it is left out."
        return False
    return True


def _guess_areas(fields: Sequence[str], evidence: Evidence, guessed: GuessedFigures) -> None:
    found = sorted((area, name) for name in fields if (area := area_of(name)))
    taken: dict[Measure, str] = {}
    for (_, measure, area_in), name in found:
        numbers = evidence.numbers(name)
        largest = 0.0 if numbers is None or not len(numbers) else float(np.max(numbers))
        if measure in taken:
            guessed.reasons[name] = f"{taken[measure]} is the {measure.value} already."
        elif area_in is AreaIn.SQUARE_METRES and measure is Measure.LAND and 1 < largest < _SMALLEST_AREA:
            guessed.reasons[name] = f"Its largest value, {largest:,.0f}, is too small for square metres of land."
        else:
            taken[measure] = name
            guessed.uses.append(FigureUse(name, measure, area_in=area_in))
            guessed.reasons[name] = f"Its name stands for {measure.value} in {area_in.value}."
    for name in fields:
        if may_be_area(name) and name not in guessed.reasons:
            guessed.reasons[name] = (
                "It seems to be an area, but its name does not say in which unit. BorderKit can measure the land."
            )


def _guess_people(fields: Sequence[str], vintage: int | None, guessed: GuessedFigures) -> None:
    found = [(*told, name) for name in fields if (told := people_year(name, vintage))]
    taken: dict[int, str] = {}
    for year, _, name in sorted(found, key=lambda item: (item[0], item[1], fields.index(item[2]))):
        if year in taken:
            guessed.reasons[name] = f"{taken[year]} counts the people of {year} already."
            continue
        taken[year] = name
        guessed.uses.append(FigureUse(name, Measure.PEOPLE, year))
        by_vintage = people_year(name, None) is None
        whence = f"as other columns are of the census of {year}" if by_vintage else "as its name says"
        guessed.reasons[name] = f"It counts the people of {year}, {whence}."
    for name in fields:
        if may_be_people(name) and name not in guessed.reasons:
            guessed.reasons[name] = f"{name} has no year: say which census."


def _guess_votes(fields: Sequence[str], evidence: Evidence, guessed: GuessedFigures) -> None:
    elections: defaultdict[tuple[int, Scheme, str], dict[str, VoteName]] = defaultdict(dict)
    named = {name: found for name in fields if (found := vote_name(name)) and name not in guessed.reasons}
    years_of_nominees = _years_of_nominees(named)
    for name, found in named.items():
        year = found.year if found.year is not None else years_of_nominees.get(name)
        reason = _why_not(name, found, year, evidence)
        if reason:
            guessed.reasons[name] = reason
        elif year is not None:
            elections[year, found.scheme, found.stage][name] = found
    for year in sorted({year for year, _, _ in elections}):
        groups = [(key[2], group) for key, group in elections.items() if key[0] == year]
        _take_one(year, groups, guessed)


def _why_not(name: str, found: VoteName, year: int | None, evidence: Evidence) -> str:
    """Say why a column of votes is left out; "" if it may be used."""
    if found.office != PRESIDENT:
        return f"Its votes are for another office ({found.office}); it can be taken as another sum."
    if found.stage and found.stage != "recount":
        return f"Its votes are of a {found.stage}, not of the general election."
    if found.measure is None:
        return "Its ballots are for nobody: under- or overvotes, blank or spoilt."
    if year is None:
        return f"{name} has no year: say which election."
    if year % _TERM:
        return f"There was no election of a president in {year}."
    numbers = evidence.numbers(name)
    if numbers is not None and len(numbers) and evidence.has_fractions(name) and float(np.max(numbers)) <= 1:
        return "Its values are shares, not votes."
    return ""


def _years_of_nominees(named: dict[str, VoteName]) -> dict[str, int]:
    """Return the year of columns that name nominees only, where a pair of them stood in one election alone."""
    candidates = {found.candidate: name for name, found in named.items() if found.scheme is Scheme.NOMINEES}
    years: dict[str, int] = {}
    for year, pair in NOMINEES.items():
        if all(nominee in candidates and named[candidates[nominee]].year is None for nominee in pair):
            years |= {candidates[nominee]: year for nominee in pair}
    return years


def _take_one(year: int, groups: list[tuple[str, dict[str, VoteName]]], guessed: GuessedFigures) -> None:
    """Use the columns of one scheme and count for an election: others have the same votes again."""

    def rank(item: tuple[str, dict[str, VoteName]]) -> tuple[bool, bool, int]:
        stage, group = item
        measures = {found.measure for found in group.values()}
        return not measures.issuperset(_TWO_PARTIES), stage != "recount", -len(group)

    ordered = sorted(groups, key=rank)
    stage, best = ordered[0]
    measures = {found.measure for found in best.values()}
    if not measures.issuperset(_TWO_PARTIES):
        for name, found in ((name, found) for _, group in ordered for name, found in group.items()):
            what = found.measure.value if found.measure else "votes"
            guessed.reasons[name] = (
                f"It seems to be {what} of {year}, but there is no column of each of the two parties."
            )
        return
    of_nominees = _nominees(best)
    for name, found in best.items():
        measure = of_nominees.get(found.candidate, found.measure) if found.candidate else found.measure
        if measure is Measure.OTHER_VOTES and Measure.ALL_VOTES in measures:
            guessed.reasons[name] = f"Its votes for others in {year} are in the column of all votes already."
        elif measure is not None:
            guessed.uses.append(FigureUse(name, measure, year))
            guessed.reasons[name] = _reason(found, measure, year, stage)
    used = next(iter(best))
    for other_stage, group in ordered[1:]:
        for name in group:
            earlier = "in an earlier count" if stage == "recount" and not other_stage else "as well"
            guessed.reasons[name] = f"It is of the election of {year} {earlier}; {used} and its like are used."


def _nominees(group: dict[str, VoteName]) -> dict[str, Measure]:
    """Return whose votes a candidate's are, whatever the party on whose line they were cast (New York)."""
    return {
        found.candidate: found.measure
        for found in group.values()
        if found.candidate and found.measure in _TWO_PARTIES and found.scheme is Scheme.VEST
    }


def _reason(found: VoteName, measure: Measure, year: int, stage: str) -> str:
    recount = ", as recounted" if stage == "recount" else ""
    if measure is not found.measure:
        return (
            f"It has votes for president {year} for the same candidate on another party's line ({found.scheme.value})."
        )
    for_president = ", taken as those for president" if found.scheme is Scheme.WORDS else " for president"
    return f"Its name stands for {measure.value}{for_president} in {year}{recount} ({found.scheme.value})."
